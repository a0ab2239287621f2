"""What goes out in a format comes in again as the same questions, with its files; what would be lost was told before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import media, questions
from trainer.adapters.content.question_files import write_question_text
from trainer.adapters.interchange.questions import formats
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.drafts import identified
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.text import plain
from trainer.services.question_sources import ReadQuestions, read_sources

FORMS = [form for form in formats.WRITABLE if form != "docx"]
LOTS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def sent(form: str, asked: Sequence[Question]) -> ReadQuestions:
    """Write questions and read the file again as an import would."""
    data = write_question_text(asked).encode() if form == "yaml" else formats.writer(form).write(asked, media, "题库")
    return read_sources([SourceFile(f"file{formats.FORMATS[form].suffix}", data)])


def refuses(form: str, question: Question) -> str:
    return "" if form == "yaml" else formats.writer(form).refuses(question)


def loses(form: str, question: Question) -> tuple[str, ...]:
    return () if form == "yaml" else formats.writer(form).loses(question)


@pytest.mark.parametrize("form", FORMS)
@LOTS
@given(st.data())
def test_questions_come_back_as_they_went(form: str, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(questions(), min_size=1, max_size=3, unique_by=lambda one: one.code))
    asked = [one for one in drawn if not refuses(form, one)]
    if not asked:
        return
    back = sent(form, asked)

    assert (back.refused, len(back.drafts)) == (0, len(asked)), back.findings
    by_code = {one.question.code: one.question for one in identified(back.drafts)}
    # A format without ids or with the choices' order alone still gives them in order.
    came = [by_code.get(one.code, draft.question) for one, draft in zip(asked, back.drafts, strict=True)]
    for one, returned in zip(asked, came, strict=True):
        if not loses(form, one):
            assert returned == one
        else:
            assert plain(returned.stem).split() == plain(one.stem).split() or loses(form, one)


@pytest.mark.parametrize("form", FORMS)
@LOTS
@given(st.data())
def test_files_of_questions_travel_with_them(form: str, data: st.DataObject) -> None:
    asked = data.draw(questions())
    if form == "yaml" or refuses(form, asked) or loses(form, asked) or not asked.attachments:
        return
    back = sent(form, [asked])
    for attachment in asked.attachments:
        assert back.media[attachment.digest].content == media(attachment.digest)


@pytest.mark.parametrize("form", FORMS)
@LOTS
@given(questions(is_bare=True, pictures=False))
def test_a_file_of_ours_is_recognised_without_its_name(form: str, asked: Question) -> None:
    if refuses(form, asked):
        return
    data = write_question_text([asked]).encode() if form == "yaml" else formats.writer(form).write([asked], media, "x")
    read = read_sources([SourceFile("file.dat", data)])
    assert read.files[0].form == form
