"""Word files that we write: lists come back equal, papers hold no key, answer books fit their papers."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import media, questions
from trainer.adapters.interchange.questions import lists, word
from trainer.adapters.interchange.questions.sheets.examples import examples
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.adapters.interchange.questions.word.papers import grouped, key_of, shuffled
from trainer.domain.question_bank.drafts import identified, with_code
from trainer.domain.question_bank.question import Kind, Question

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def lines(data: bytes) -> list[str]:
    import docx

    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def coded(many: list[Question]) -> list[Question]:
    return [with_code(one, f"X-{number}") for number, one in enumerate(many, 1)]


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if not word.refuses(Question("", "", 1, kind, "", "", "", 0, "unset", "", ""))]
)  # type: ignore[arg-type]
def test_lists_come_back_equal_where_nothing_was_announced_as_lost(kind: Kind) -> None:
    @FEW
    @given(st.lists(questions([kind], is_bare=True), min_size=1, max_size=3))
    def proved(drawn: list[Question]) -> None:
        whole = coded([one for one in drawn if not word.refuses(one)])
        whole = [one for one in whole if not word.loses(one)]
        read = word.read(SourceFile("a.docx", word.write(whole, media, "题库")), ReadOptions())
        assert [draft.question for draft in identified(read.drafts)] == whole

    proved()


def test_examples_of_all_kinds_come_back_equal_with_everything_they_say() -> None:
    whole = coded(examples())
    assert [word.loses(one) for one in whole] == [()] * len(whole)
    read = word.read(SourceFile("a.docx", word.write(whole, media, "题库")), ReadOptions())
    assert [draft.question for draft in identified(read.drafts)] == whole


@FEW
@given(questions())
def test_what_a_list_refuses_or_loses_is_known_before(question: Question) -> None:
    if word.refuses(question):
        assert word.refuses(question) == "word_kind_unfit"
    else:
        assert set(word.loses(question)) <= {"word_words_changed", "word_media_lost"}


def test_a_paper_shows_questions_and_no_keys() -> None:
    whole = coded(examples())
    said = "\n".join(lines(word.write_paper(whole, media, "结业试卷")))
    assert "结业试卷" in said
    assert "公文标题中一般不使用的标点符号是" in said
    assert "标题末尾不用句号" not in said
    assert "依托一体化平台" not in said
    assert "特急" not in said
    numbers = [
        int(found[1]) for line in said.split("\n") if (found := re.match(r"(\d+)\. ", line)) and "\t" not in line
    ]
    assert numbers[: len(whole)] == sorted(numbers[: len(whole)])


def test_short_choices_stand_beside_each_other_and_long_ones_below() -> None:
    said = lines(word.write_paper(coded(examples()[:2]), media, "卷"))
    assert "A. 书名号\tB. 引号\tC. 句号\tD. 括号" in said


def test_entries_to_be_ordered_are_mixed_the_same_way_in_paper_and_answer_book() -> None:
    question = next(one for one in coded(examples()) if one.kind is Kind.ORDERING)
    mixed = shuffled(len(question.order), question)
    assert sorted(mixed) == list(range(len(question.order)))
    assert mixed != list(range(len(question.order)))
    printed = [question.order[index] for index in mixed]
    assert [printed[ord(letter) - 65] for letter in key_of(question)] == list(question.order)
    paper = "\n".join(lines(word.write_paper([question], media, "卷")))
    positions = [paper.index(f"{chr(65 + place)}. {entry}") for place, entry in enumerate(printed)]
    assert positions == sorted(positions)


def test_the_answer_book_has_every_key_and_can_be_read_as_keys_of_its_paper() -> None:
    whole = [one for one in coded(examples()) if one.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)]
    answers = lines(word.write_answers(whole, media, "卷"))
    for group in grouped(whole):
        for one in group[1]:
            assert any(line.startswith(f"{one.number}. ") and key_of(one.question) in line for line in answers)


def test_a_long_list_is_written_and_read_whole() -> None:
    whole = coded([examples()[0]] * 1_000)
    data = word.write(whole, media, "题库")
    assert len(word.read(SourceFile("a.docx", data), ReadOptions()).drafts) == 1_000


def test_pictures_of_a_question_are_drawn_in_paper_and_list() -> None:
    from dataclasses import replace

    from tests.builders.question_strategies import picture_file

    file = picture_file("示意图.png", 60, 40)
    question = coded([replace(examples()[2], stem="看图：![图一](示意图.png)", attachments=(file.attachment,))])[0]
    data = word.write([question], lambda _digest: file.content, "图")
    read = word.read(SourceFile("a.docx", data), ReadOptions())
    assert [draft.question for draft in identified(read.drafts)] == [question]
    assert read.media[file.digest].content == file.content


def test_the_words_of_a_list_are_a_list_without_word_too() -> None:
    whole = coded(examples()[:4])
    text = "\n".join(lines(word.write(whole, media, "题库")))
    read = lists.recognise(text)
    assert [item.draft.question.kind for item in read.items if item.draft] == [one.kind for one in whole]
