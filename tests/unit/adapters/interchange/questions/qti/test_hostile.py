"""Files of attackers and broken exports end in findings: never a crash, never minutes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.qti import choices, item, manifest, outcome, package, response, source
from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions.qti import read, refuses, write_21, write_30
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Kind

FIXTURES = Path(__file__).parents[5] / "fixtures" / "questions" / "qti"


def test_entities_and_files_of_the_machine_stay_outside() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><assessmentItem identifier="x"><itemBody><p>&b;</p></itemBody></assessmentItem>'
    reading = read(source(bomb))
    assert [one.code for one in reading.findings] == ["xml_entities"]
    outside = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><assessmentItem identifier="x" title="t"><itemBody><p>t</p></itemBody></assessmentItem>'
    assert [one.code for one in read(source(outside)).findings] == ["qti_not_a_question"]


def test_references_that_leave_the_package_find_nothing() -> None:
    for href in (
        "../../../etc/passwd",
        "file:///etc/passwd",
        "http://example.invalid/a.xml",
        "/etc/passwd",
        "C:\\windows\\win.ini",
    ):
        reading = read(package({"imsmanifest.xml": manifest(("R1", "imsqti_item_xmlv2p1", href)), "other.txt": "x"}))
        assert reading.refused == 1
        assert "qti_item_missing" in [one.code for one in reading.findings]


def test_names_that_climb_are_refused_with_the_archive() -> None:
    reading = read(package({"../a.xml": "x"}))
    assert [(one.code, one.severity) for one in reading.findings] == [("zip_unsafe_name", Severity.ERROR)]


def test_scripts_in_texts_are_not_taken_over() -> None:
    body = '<p onclick="x()">问<script>alert(1)</script>题<a href="javascript:x()">这</a></p>' + choices("甲", "乙")
    assert read(source(item(body, response("A"), "match_correct"))).drafts[0].question.stem == "问题这"


def test_depth_and_size_are_bounded() -> None:
    deep = item("<div>" * 5_000 + "</div>" * 5_000 + choices("甲", "乙"), response("A"), "match_correct")
    assert [one.code for one in read(source(deep)).findings] == ["xml_too_deep"]


@pytest.mark.timeout(120)
def test_rules_without_end_are_given_up() -> None:
    one = '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">{}</baseValue></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
    many = "".join(f'<simpleChoice identifier="C{number}">选项{number}</simpleChoice>' for number in range(900))
    body = f'<p>选</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">{many}</choiceInteraction>'
    rules = "".join(one.format(f"C{number}") for number in range(900))
    reading = read(source(item(body, response("C7") + outcome(), rules)))
    assert [(one.code, draft.question.choices[7].is_right) for one in reading.findings for draft in reading.drafts] == [
        ("qti_rules_unknown", True)
    ]


def test_powers_and_products_do_not_grow_without_end() -> None:
    big = '<product><baseValue baseType="float">9e30</baseValue><baseValue baseType="float">9e30</baseValue><baseValue baseType="float">9e30</baseValue></product>'
    rules = f'<setOutcomeValue identifier="SCORE">{big}</setOutcomeValue>'
    reading = read(source(item("<p>选</p>" + choices("甲", "乙"), response("A") + outcome(), rules)))
    assert [one.code for one in reading.findings] == ["qti_rules_unknown"]


def test_patterns_of_strangers_are_never_run() -> None:
    evil = '<responseCondition><responseIf><patternMatch pattern="(a+)+$"><variable identifier="RESPONSE"/></patternMatch><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
    body = '<p>写</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    reading = read(source(item(body, response("a" * 60, base="string") + outcome(), evil)))
    assert "qti_pattern_unknown" in [one.code for one in reading.findings]


@pytest.mark.parametrize("size", [0, 1, 7, 40, 400])
def test_truncated_packages_end_in_a_finding(size: int) -> None:
    data = package({"a.xml": item("<p>选</p>" + choices("甲", "乙"), response("A"), "match_correct")}).data
    reading = read(SourceFile("x.zip", data[:size]))
    assert reading.drafts == ()
    assert any(one.severity is Severity.ERROR for one in reading.findings)


_MATERIAL = sorted((FIXTURES / "v12").iterdir())
_FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@given(data=st.data())
@_FUZZ
def test_damaged_documents_never_crash_and_count_everything(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(_MATERIAL)).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(whole) - 1))
        action = data.draw(st.integers(0, 2))
        if action == 0:
            whole[at] = data.draw(st.integers(0, 255))
        elif action == 1:
            del whole[at : at + data.draw(st.integers(1, 200))]
        else:
            piece = whole[data.draw(st.integers(0, len(whole) - 1)) :][: data.draw(st.integers(1, 300))]
            whole[at:at] = piece
    reading = read(SourceFile("x.xml", bytes(whole)))
    errors = [one for one in reading.findings if one.severity is Severity.ERROR]
    assert bool(errors) == bool(reading.refused) or not reading.drafts
    assert reading.drafts or errors


@given(data=st.data())
@_FUZZ
def test_items_with_parts_exchanged_never_crash(data: st.DataObject) -> None:
    write = data.draw(st.sampled_from((write_21, write_30)))
    question = data.draw(questions([kind for kind in Kind if kind is not Kind.PRACTICAL]))
    if refuses(question):
        return
    archive = zipfile.ZipFile(io.BytesIO(write([question], media, "题库")))
    files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.startswith("items/"))
    text = files[name].decode()
    words = [
        "identifier",
        "RESPONSE",
        "SCORE",
        "single",
        "multiple",
        "float",
        "string",
        "true",
        "C1",
        "match",
        "variable",
        "1",
        "rect",
    ]
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        count = data.draw(st.integers(1, 3))
        text = text.replace(one, other, count)
    read(package(files | {name: text.encode()}))


@given(data=st.binary(max_size=400))
@_FUZZ
def test_any_bytes_end_in_a_finding(data: bytes) -> None:
    assert any(one.severity is Severity.ERROR for one in read(SourceFile("x.xml", data)).findings)
