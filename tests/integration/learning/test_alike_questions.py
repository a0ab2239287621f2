"""Questions nearly the same are found while one is written, and in the whole bank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.content import make_question
from tests.integration.learning.conftest import School
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import Question, State
from trainer.services import alike_questions, question_bank

STEM = "系统提示口令即将到期，小韩在外地出差，下列做法中最稳妥的是哪一项？"
CHOICES = [
    {"text": "在宾馆的电脑上马上改口令", "why": "不可信的电脑会记下口令。"},
    {"text": "回到本单位的内网后再改口令", "right": True, "why": "在可信的电脑上改。"},
    {"text": "请同事用自己的口令代为登录", "why": "账号不能借用。"},
    {"text": "打电话请管理员取消口令", "why": "口令不能取消。"},
]


def made(number: int, stem: str = STEM, last: str = "") -> Question:
    choices = [dict(choice) for choice in CHOICES]
    if last:
        choices[3]["text"] = last
    return make_question(code=f"Q-K3001a-{number:03}", stem=stem, choices=choices)


@pytest.fixture
def bank(school: School) -> School:
    for question in (
        made(1),
        made(2, last="打电话请管理员取消密码"),
        made(3, stem="公文标题通常由发文机关、事由和文种组成，下列标题规范的是哪一项？"),
        make_question("judge", "Q-K3001a-004", stem="发文字号由机关代字、年份和序号组成。"),
    ):
        question_bank.save_question(school.office, school.author, question)
    return school


def test_a_new_question_is_told_what_it_is_nearly_the_same_as(bank: School) -> None:
    new = replace(made(9, stem=STEM.replace("小韩", "小马")), id="", code="")

    hits = alike_questions.alike(bank.office, bank.author, new)

    assert [hit.code for hit in hits] == ["Q-K3001a-001", "Q-K3001a-002"]
    assert 1 > hits[0].likeness > hits[1].likeness >= 0.8
    assert not hits[0].is_same
    assert hits[0].line.startswith("系统提示口令")


def test_what_says_the_same_comes_first_and_the_question_itself_does_not(bank: School) -> None:
    same = replace(made(9, stem=STEM.replace("，", ", ") + "（ ）"), id="", code="")
    assert [hit.is_same for hit in alike_questions.alike(bank.office, bank.author, same)] == [True, False]

    first = made(1)
    assert [hit.code for hit in alike_questions.alike(bank.office, bank.author, first)] == ["Q-K3001a-002"]


def test_a_text_too_short_to_be_nearly_the_same_is_found_when_it_is_the_same(bank: School) -> None:
    short = make_question("judge", "Q-K3001a-005", stem="发文字号。")
    question_bank.save_question(bank.office, bank.author, short)

    hits = alike_questions.alike(bank.office, bank.author, replace(short, id="", code="", stem="发文字号"))

    assert [(hit.code, hit.is_same) for hit in hits] == [("Q-K3001a-005", True)]


def test_retired_questions_are_passed_over(bank: School) -> None:
    question_bank.change_state(bank.office, bank.author, "Q-K3001a-002", State.RETIRED)

    assert alike_questions.alike(bank.office, bank.author, made(1)) == []
    assert alike_questions.search_whole_bank(bank.office, bank.author)[0].pairs == 0


def test_the_whole_bank_is_searched_and_what_is_intended_is_not_shown_again(bank: School) -> None:
    told: list[tuple[int, int]] = []
    found, changes = alike_questions.search_whole_bank(
        bank.office, bank.author, lambda done, of: told.append((done, of))
    )

    assert found.pairs == 1
    assert changes.areas
    assert told[-1] == (2 * found.questions, 2 * found.questions)
    total, (line,) = alike_questions.alike_lines(bank.office, bank.author)
    assert (total, {line.one_code, line.other_code}) == (1, {"Q-K3001a-001", "Q-K3001a-002"})
    assert line.likeness >= 0.8

    alike_questions.dismiss(bank.office, bank.author, line.one_id, line.other_id)
    alike_questions.search_whole_bank(bank.office, bank.author)
    assert alike_questions.alike_lines(bank.office, bank.author) == (0, [])
    assert alike_questions.alike_lines(bank.office, bank.author, with_dismissed=True)[0] == 1


def test_after_an_import_only_pairs_with_the_new_ones_are_looked_for(bank: School) -> None:
    alike_questions.search_whole_bank(bank.office, bank.author)
    new = made(9, stem=STEM.replace("小韩", "小马"))
    question_bank.save_question(bank.office, bank.author, new)

    found, _ = alike_questions.search_whole_bank(bank.office, bank.author, fresh=[new.id])

    assert found.pairs == 2
    assert alike_questions.alike_lines(bank.office, bank.author)[0] == 3
    assert alike_questions.alike_lines(bank.office, bank.author, question_id=new.id)[0] == 2


def test_learners_are_told_nothing(bank: School) -> None:
    with pytest.raises(Refusal, match="no_right"):
        alike_questions.alike(bank.office, bank.learner, made(1))
    with pytest.raises(Refusal, match="no_right"):
        alike_questions.search_whole_bank(bank.office, bank.learner)
