"""What a workbook holds comes back equal; what it would lose is said before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions import sheets
from trainer.adapters.interchange.questions.sheets.examples import examples
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading, identified
from trainer.domain.question_bank.question import Kind, Question
from trainer.wording import using

FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def again(given_questions: list[Question]) -> FileReading:
    made = sheets.write(given_questions, media, "题库")
    return sheets.read(SourceFile("题库.xlsx", made), ReadOptions())


def numbered(many: list[Question]) -> list[Question]:
    """Give every question a code of its own, as the bank does."""
    return [recoded(one, f"Q-K0901a-{number:03d}") for number, one in enumerate(many, 1)]


def recoded(question: Question, code: str) -> Question:
    from trainer.domain.question_bank.drafts import with_code

    head = {"course": "C09", "knowledge_point": "K0901a"}
    parts = tuple(replace(part, **head) for part in question.parts)
    return with_code(replace(question, **head, parts=parts), code)


@pytest.mark.parametrize("kind", list(Kind))
def test_questions_of_every_kind_come_back_equal(kind: Kind) -> None:
    @FEW
    @given(st.lists(questions([kind]), min_size=1, max_size=3), st.sampled_from(("zh", "en")))
    def proved(drawn: list[Question], language: str) -> None:
        whole = numbered([one for one in drawn if not sheets.refuses(one) and not sheets.loses(one)])
        with using(language):
            read = again(whole)
        assert [draft.question for draft in identified(read.drafts)] == whole
        assert read.refused == 0

    proved()


@FEW
@given(questions())
def test_hardly_anything_is_lost_in_a_workbook(question: Question) -> None:
    assert sheets.refuses(question) == ""
    assert sheets.loses(question) == ()


def test_pictures_come_back_with_their_bytes_and_names() -> None:
    from tests.builders.question_strategies import picture_file

    file = picture_file("示意图.png", 60, 40)
    question = numbered([replace(examples()[0], stem="看图：![](示意图.png)", attachments=(file.attachment,))])[0]
    made = sheets.write([question], lambda _digest: file.content, "图")
    read = sheets.read(SourceFile("图.xlsx", made), ReadOptions())
    assert [draft.question for draft in identified(read.drafts)] == [question]
    assert read.media[file.digest].content == file.content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_examples_of_the_template_are_sound_and_are_not_imported(language: str) -> None:
    with using(language):
        filled = again(examples())
        assert len(filled.drafts) == len(examples())
        assert [draft.question.kind for draft in filled.drafts] == [one.kind for one in examples()]
        empty = sheets.read(SourceFile("模板.xlsx", sheets.template()), ReadOptions())
    assert empty.drafts == ()
    assert [finding.code for finding in empty.findings] == ["sheet_empty"]


def test_a_template_filled_in_chinese_is_read_by_a_program_in_english() -> None:
    with using("zh"):
        made = sheets.write(examples(), media, "题库")
    with using("en"):
        read = sheets.read(SourceFile("题库.xlsx", made), ReadOptions())
    assert len(read.drafts) == len(examples())
