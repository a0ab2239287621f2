"""Questions that go out as QTI and come in again are the same; other programs find their keys and marks in them, too."""

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

from tests.builders.qti import package
from tests.builders.question_strategies import media, media_files, questions
from trainer.adapters.interchange.questions.qti import read, refuses, write_21, write_22, write_30
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.drafts import FileReading, identified
from trainer.domain.question_bank.kinds import key_response, problems
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.domain.question_bank.text import plain

WRITERS: dict[str, Callable[..., bytes]] = {"2.1": write_21, "2.2": write_22, "3.0": write_30}
WRITTEN = [kind for kind in Kind if kind is not Kind.PRACTICAL]
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
_OWN = re.compile(rb"<own:question.*?(?:</own:question>|/>)", re.DOTALL)


def as_stranger(data: bytes) -> FileReading:
    """Read a package without our own data in its manifest, as another program would see it."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {name: archive.read(name) for name in archive.namelist()}
    files["imsmanifest.xml"] = _OWN.sub(b"", files["imsmanifest.xml"])
    return read(package(files))


@pytest.mark.parametrize("version", WRITERS)
@given(data=st.data())
@SLOW
def test_export_and_import_give_equal_questions(version: str, data: st.DataObject) -> None:
    question = data.draw(questions(WRITTEN))
    if refuses(question) or problems(question):
        return
    reading = read(SourceFile("题库.zip", WRITERS[version]([question], media, "题库")))
    assert reading.findings == ()
    assert [draft.question for draft in identified(reading.drafts)] == [question]
    assert {*media_files(question), *(d for p in question.parts for d in media_files(p))} <= set(reading.media)


@given(every=st.lists(questions(WRITTEN), max_size=8))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_questions_keep_their_order_and_their_own_files(every: list[Question]) -> None:
    kept = [
        replace(one, code=f"X-{number}", id="", parts=())
        for number, one in enumerate(every)
        if not refuses(one) and not problems(one) and one.kind is not Kind.CASE_SET
    ]
    reading = read(SourceFile("题库.zip", write_22(kept, media, "题库")))
    assert [draft.idnumber for draft in reading.drafts] == [one.code for one in kept]
    assert [replace(draft.question, code=draft.idnumber) for draft in reading.drafts] == [
        replace(one, course=one.course, knowledge_point=one.knowledge_point) for one in kept
    ]


@pytest.mark.parametrize("version", WRITERS)
@pytest.mark.parametrize(
    "kind",
    [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.JUDGE,
        Kind.ORDERING,
        Kind.MATCHING,
        Kind.HOTSPOT,
        Kind.DRAG,
        Kind.NUMERIC,
        Kind.CLOZE,
        Kind.SHORT_ANSWER,
    ],
)
@given(data=st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_other_programs_find_what_is_right(version: str, kind: Kind, data: st.DataObject) -> None:
    # Units are told as lost.
    question = replace(data.draw(questions([kind], is_bare=True, pictures=False)), units=(), unit_needed=False)
    reading = as_stranger(WRITERS[version]([question], media, "题库"))
    assert len(reading.drafts) == 1, reading.findings
    found = reading.drafts[0].question
    if kind is Kind.SHORT_ANSWER and not question.choices:
        assert found.kind in {Kind.SHORT_ANSWER, Kind.ESSAY}
        assert found.model_answer == question.model_answer
        return
    if found.kind is Kind.CLOZE and kind is not Kind.CLOZE:
        pytest.fail("a question of another kind came back as a cloze")
    assert found.kind in {kind, Kind.BLANK, Kind.CLOZE} if kind is Kind.CLOZE else found.kind is kind
    assert found.points == question.points
    if found.kind is kind:
        assert key_response(found) == key_response(question)
        assert plain(found.stem) == plain(question.stem)


@given(question=questions([Kind.MULTIPLE], is_bare=True, pictures=False))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_other_programs_find_the_rule_for_part_marks(question: Question) -> None:
    from trainer.domain.grading.kinds import multiple
    from trainer.domain.sittings.rules import PartMarks

    found = as_stranger(write_21([question], media, "题库")).drafts[0].question
    assert found.marking is not None
    asked = replace(question, marking=question.marking or Marking.ALL_OR_NOTHING)
    count = len(question.choices)
    for chosen in ([0], list(range(count)), [*range(1, count)], [0, count - 1]):
        response = {"choices": sorted(set(chosen))}
        assert multiple.fraction(found, response, PartMarks()) == multiple.fraction(asked, response, PartMarks())


def test_an_item_that_was_edited_elsewhere_is_read_as_it_stands() -> None:
    from trainer.domain.question_bank.answers import Choice
    from trainer.domain.question_bank.question import Bloom

    question = Question(
        "", "Q-K0901a-007", 1, Kind.SINGLE, "", "", "A", 3, Bloom.APPLY, "原来的题干", "", hints=("提示",),
        choices=(Choice("甲", True), Choice("乙", False)),
    )  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(write_22([question], media, "题库")))
    files = {name: archive.read(name) for name in archive.namelist()}
    name = "items/Q-K0901a-007.xml"
    files[name] = files[name].replace("原来的题干".encode(), "改过的题干".encode())
    reading = read(package(files))
    found = reading.drafts[0]
    assert (found.idnumber, found.question.stem, found.question.difficulty) == ("Q-K0901a-007", "改过的题干", 3)
    assert found.question.hints == ()
    assert [one.code for one in reading.findings] == ["qti_edited_elsewhere"]


def test_own_data_that_somebody_damaged_are_passed_over() -> None:
    from trainer.domain.question_bank.answers import Choice
    from trainer.domain.question_bank.question import Bloom

    question = Question(
        "", "Q-1", 1, Kind.SINGLE, "", "", "", 0, Bloom.UNSET, "题干", "", hints=("提示",),
        choices=(Choice("甲", True), Choice("乙", False)),
    )  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(write_22([question], media, "题库")))
    files = {name: archive.read(name) for name in archive.namelist()}
    for damage in (b'{"of":', b"[]", b"null", b"{" * 5000, b'{"of": 3, "parts": 7}'):
        text = re.sub(rb"<own:rest>.*?</own:rest>", b"<own:rest>" + damage + b"</own:rest>", files["imsmanifest.xml"])
        reading = read(package(files | {"imsmanifest.xml": text}))
        assert [draft.question.stem for draft in reading.drafts] == ["题干"]


def test_a_third_of_the_points_stays_a_third() -> None:
    from trainer.domain.question_bank.answers import Choice
    from trainer.domain.question_bank.question import Bloom

    choices = (
        Choice("甲", True),
        Choice("乙", False, share=Fraction(1, 3)),
        Choice("丙", False, share=Fraction(-1, 7)),
    )
    question = Question("", "Q-1", 1, Kind.SINGLE, "", "", "", 0, Bloom.UNSET, "题干", "", choices=choices)
    found = as_stranger(write_30([question], media, "题库")).drafts[0].question
    assert found.choices == choices
