"""Packages that are written have the form that the specifications of QTI 2.1, 2.2 and 3.0 and of content packaging give them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.builders.qti import breaches
from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions.qti import loses, refuses, write_21, write_22, write_30
from trainer.domain.question_bank.answers import Choice, Unit
from trainer.domain.question_bank.question import Bloom, Kind, Marking, Question
from trainer.wording.sentences import codes

WRITERS: dict[str, Callable[..., bytes]] = {"2.1": write_21, "2.2": write_22, "3.0": write_30}
CP = {
    "2.1": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "2.2": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "3.0": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
}
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def single(**parts: object) -> Question:
    values: dict[str, object] = {
        "id": "",
        "code": "Q-K0901a-001",
        "version": 3,
        "kind": Kind.SINGLE,
        "course": "C09",
        "knowledge_point": "K0901a",
        "tier": "AB",
        "difficulty": 2,
        "bloom": Bloom.APPLY,
        "stem": "哪个扩展名能执行？",
        "explanation": "",
        "choices": (Choice(".docx", False), Choice(".exe", True), Choice(".txt", False)),
        "tags": ("文件", "a&b"),
        "category": "办公/文件",
    }
    return Question(**(values | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize("version", WRITERS)
@given(data=st.data())
@SLOW
def test_items_keep_order_attributes_and_references(version: str, data: st.DataObject) -> None:
    question = data.draw(questions([kind for kind in Kind if kind is not Kind.PRACTICAL]))
    if refuses(question):
        return
    archive = opened(WRITERS[version]([question], media, "题库"))
    for name in archive.namelist():
        if name.startswith("items/"):
            assert breaches(archive.read(name), version) == []


@pytest.mark.parametrize("version", WRITERS)
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_manifests_name_every_file_once_and_nothing_else(version: str, data: st.DataObject) -> None:
    every = [one for one in data.draw(st.lists(questions(), max_size=4)) if not refuses(one)]
    archive = opened(WRITERS[version](every, media, "题库 <一>"))
    root = etree.fromstring(archive.read("imsmanifest.xml"))
    space = CP[version]
    assert root.tag == f"{{{space}}}manifest"
    assert [etree.QName(child).localname for child in root] == ["metadata", "organizations", "resources"]
    resources = root.findall(f"{{{space}}}resources/{{{space}}}resource")
    identifiers = [one.get("identifier", "") for one in resources]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.\-]*", one) for one in identifiers)
    hrefs = [one.get("href") for one in resources]
    assert sorted(hrefs) == sorted(name for name in archive.namelist() if name != "imsmanifest.xml")
    for one in resources:
        assert [part.get("href") for part in one.findall(f"{{{space}}}file")] == [one.get("href")]
        names = [etree.QName(part).localname for part in one]
        assert names == sorted(names, key=["metadata", "file", "dependency"].index)
        assert {part.get("identifierref") for part in one.findall(f"{{{space}}}dependency")} <= set(identifiers)
        kind = one.get("type", "")
        assert kind == (
            "webcontent"
            if not (one.get("href") or "").startswith("items/")
            else f"imsqti_item_xmlv{version.replace('.', 'p')}"
        )


@pytest.mark.parametrize("version", WRITERS)
def test_every_file_that_an_item_shows_lies_where_it_says(version: str) -> None:
    from tests.builders.question_strategies import PICTURES

    shown = PICTURES[1].attachment
    question = single(explanation=f"如图\n![窗口]({shown.name})", attachments=(shown,))
    archive = opened(WRITERS[version]([question], media, "题库"))
    text = archive.read("items/Q-K0901a-001.xml").decode()
    addresses = re.findall(r'(?:src|data)="([^"]+)"', text)
    assert addresses
    assert {f"items/{one}".replace("items/../", "") for one in addresses} <= set(archive.namelist())


def test_schema_versions_are_those_of_the_specifications() -> None:
    wanted = {
        "2.1": ("QTIv2.1 Package", "1.0.0"),
        "2.2": ("QTIv2.2 Package", "1.0.0"),
        "3.0": ("QTI Package", "3.0.0"),
    }
    for version, write in WRITERS.items():
        root = etree.fromstring(opened(write([single()], media, "题库")).read("imsmanifest.xml"))
        space = CP[version]
        said = tuple(root.findtext(f"{{{space}}}metadata/{{{space}}}{name}") for name in ("schema", "schemaversion"))
        assert said == wanted[version]


@pytest.mark.parametrize(
    ("question", "template"),
    [
        (single(), "match_correct"),
        (single(points=Fraction(2)), "map_response"),
        (single(kind=Kind.MULTIPLE, marking=Marking.ALL_OR_NOTHING), "match_correct"),
        (single(kind=Kind.MULTIPLE, marking=Marking.HALF), ""),
        (single(kind=Kind.MULTIPLE, marking=Marking.ALL_OR_NOTHING, points=Fraction(2)), ""),
        (single(kind=Kind.JUDGE, choices=(), answer=True), "match_correct"),
    ],
)
def test_standard_templates_are_named_where_they_say_the_same(question: Question, template: str) -> None:
    text = opened(write_21([question], media, "题库")).read("items/Q-K0901a-001.xml").decode()
    found = re.findall(r'<responseProcessing template="([^"]+)"/>', text)
    wanted = [f"http://www.imsglobal.org/question/qti_v2p1/rptemplates/{template}"] if template else []
    assert found == wanted


def test_metadata_hold_code_tags_difficulty_and_category_where_others_look_for_them() -> None:
    root = etree.fromstring(opened(write_21([single()], media, "题库")).read("imsmanifest.xml"))
    lom = "{http://ltsc.ieee.org/xsd/LOM}"
    resource = next(iter(root.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}resource")))
    parts = [etree.QName(part).localname for part in next(iter(resource.iter(f"{lom}lom")))]
    assert parts == ["general", "lifeCycle", "educational", "classification"]
    keywords = [one.findtext(f"{lom}string") for one in resource.iter(f"{lom}keyword")]
    assert keywords[:2] == ["文件", "a&b"]
    assert next(resource.iter(f"{lom}entry")).text == "Q-K0901a-001"
    assert [one.findtext(f"{lom}value") for one in resource.iter(f"{lom}difficulty")] == ["easy"]
    assert [one.findtext(f"{lom}entry/{lom}string") for one in resource.iter(f"{lom}taxon")] == ["办公", "文件"]


def test_a_code_that_is_no_name_gets_an_identifier_that_is_one() -> None:
    names = opened(write_21([single(code="题目 1"), single(code="1/2")], media, "题库")).namelist()
    identifiers = [name.removeprefix("items/").removesuffix(".xml") for name in names if name.startswith("items/")]
    assert len(set(identifiers)) == 2
    assert all(re.fullmatch(r"[A-Za-z_][\w.\-]*", one, re.ASCII) for one in identifiers)


def test_the_same_questions_give_the_same_bytes() -> None:
    assert write_22([single()], media, "题库") == write_22([single()], media, "题库")


def test_a_picture_whose_bytes_are_lost_does_not_stop_the_export() -> None:
    from tests.builders.question_strategies import PICTURES

    shown = PICTURES[1].attachment
    question = single(explanation=f"![窗口]({shown.name})", attachments=(shown,))
    assert "media" not in "".join(opened(write_21([question], lambda _digest: None, "题库")).namelist())


def test_what_cannot_be_written_and_what_is_lost_has_words() -> None:
    practical = single(kind=Kind.PRACTICAL, choices=(), task="T-1")
    assert refuses(practical) == "qti_refuses_practical"
    case = single(kind=Kind.CASE_SET, choices=(), parts=(replace(practical, code="Q.1"),))
    assert refuses(case) == "qti_refuses_practical"
    lost = loses(single(hints=("想想",), units=(Unit("米"),)))
    assert set(lost) == {"qti_loses_hints", "qti_loses_units"}
    assert {refuses(practical), *lost} <= codes().keys()
    assert loses(single()) == ()
