"""Lists of questions as screens read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.bank import Bank, local
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import LawBasis, State
from trainer.services import question_bank, question_drafts, question_life
from trainer.services.overviews import questions
from trainer.services.overviews.questions import Order, QuestionFilter


def test_a_line_says_everything_that_a_list_shows(bank: Bank) -> None:
    law = LawBasis("条例", "2012", "", "2025-05-01")
    bank.put(replace(local(1), tags=("乙", "甲"), departments=("民政",), law=law, category="类", name="名"))
    question_life.comment(bank.office, bank.examiner, "own-001", "请改")
    question_drafts.keep(bank.office, bank.author, local(1), 1)
    page = questions.list_questions(bank.office, bank.author)
    [line] = page.lines
    assert page.total == 1
    assert (line.code, line.line[:3], line.tags, line.departments) == ("own-001", "第1题", ("乙", "甲"), ("民政",))
    assert (line.author, line.is_overdue, line.review_by, line.open_remarks) == ("巴图", True, "2025-05-01", 1)
    assert (line.has_draft, line.is_edited, line.shown, line.facility) == (True, False, 0, None)
    assert not questions.list_questions(bank.office, bank.examiner).lines[0].has_draft


def test_a_list_that_scrolls_freely_reads_the_rows_it_shows(bank: Bank) -> None:
    bank.put(*(local(number) for number in range(1, 30)))
    numbers = questions.find(bank.office, bank.author, QuestionFilter(), Order.NEWEST)
    assert len(numbers) == 29
    shown = questions.lines(bank.office, bank.author, [*numbers[10:12], 999])
    assert [line.code for line in shown] == ["own-019", "own-018"]
    page = questions.list_questions(bank.office, bank.author, QuestionFilter(), Order.NEWEST, 2, 10)
    assert page.lines == shown


def test_overdue_questions_are_listed_the_longest_overdue_first_and_retired_ones_not(bank: Bank) -> None:
    def due(number: int, on: str) -> None:
        state = State.RETIRED if number == 4 else State.PUBLISHED
        bank.put(replace(local(number), law=LawBasis("条例", "2012", "", on)), state=state)

    for number, on in ((1, "2025-06-01"), (2, "2024-01-01"), (3, "2025-06-02"), (4, "2020-01-01"), (5, "")):
        due(number, on)
    page = questions.overdue(bank.office, bank.author, date(2025, 6, 2))
    assert [line.code for line in page.lines] == ["own-002", "own-001"]


def test_filters_offer_what_is_in_use(bank: Bank) -> None:
    bank.put(
        replace(local(1), tags=("甲", "乙"), category="类/子"), replace(local(2), tags=("甲",), departments=("民政",))
    )
    offered = questions.vocabulary(bank.office, bank.author)
    assert (offered.tags, offered.departments, offered.categories) == (
        (("甲", 2), ("乙", 1)),
        (("民政", 1),),
        (("类/子", 1),),
    )
    assert offered.authors == ((bank.author.cadre_id, "巴图", 2),)


def test_open_remarks_are_a_filter(bank: Bank) -> None:
    bank.put(local(1), local(2))
    remark, _ = question_life.comment(bank.office, bank.examiner, "own-002", "请改")
    wanted = QuestionFilter(has_remarks=True)
    assert [line.code for line in questions.list_questions(bank.office, bank.author, wanted).lines] == ["own-002"]
    question_life.resolve(bank.office, bank.author, remark)
    assert questions.list_questions(bank.office, bank.author, wanted).total == 0


@pytest.mark.parametrize("part", ["author", "change"])
def test_ids_that_are_none_find_nothing(bank: Bank, part: str) -> None:
    bank.put(local(1))
    assert questions.list_questions(bank.office, bank.author, QuestionFilter(**{part: "x'y"})).total == 0
    assert questions.ids_of(bank.office, bank.author, QuestionFilter(ids=("x", local(1).id))) == [local(1).id]


def test_learners_see_no_lists(bank: Bank) -> None:
    for forbidden in (
        lambda: questions.list_questions(bank.office, bank.learner),
        lambda: questions.counts(bank.office, bank.learner),
        lambda: questions.find(bank.office, bank.learner),
        lambda: questions.ids_of(bank.office, bank.learner, QuestionFilter()),
        lambda: questions.vocabulary(bank.office, bank.learner),
    ):
        with pytest.raises(Refusal, match="no_right"):
            forbidden()
    assert questions.counts(bank.office, bank.examiner).total == 0


def test_a_broken_index_is_found_and_mended_by_the_check(bank: Bank) -> None:
    bank.put(local(1))
    with bank.office.database.write() as uow:
        uow.question_search.index.clear()
    assert question_bank.search(bank.office, bank.author, "写好意见")[0] == 0
    drifted, _ = question_bank.rebuild_index(bank.office, bank.author)
    assert drifted == 0
    assert question_bank.search(bank.office, bank.author, "写好意见")[0] == 1
    assert question_bank.search(bank.office, bank.author, kind="poem") == (0, [])
