"""Many questions changed at once, and taken back as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders.bank import Bank, local
from trainer.domain.kernel.findings import Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.bulk_edit import Edit
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.selection import QuestionFilter
from trainer.services import bulk_edit, question_bank, question_life, settings
from trainer.services.overviews import questions
from trainer.services.undo_bank_change import list_changes, undo

IDS = [local(number).id for number in (1, 2, 3)]


def test_a_preview_tells_before_and_after_and_stores_nothing(bank: Bank) -> None:
    bank.put(local(1, tier="A"), local(2, tier="C"), local(3, tier="C"))
    shown = bulk_edit.preview(bank.office, bank.author, IDS, Edit(tier="C", add_tags=("必考",)))
    assert (shown.changed, shown.unchanged, shown.refused) == (3, 0, 0)
    assert [(part.path, part.left, part.right) for part in shown.lines[0].parts] == [
        (("tier",), "A", "C"),
        (("tags",), None, "必考"),
    ]
    assert bulk_edit.preview(bank.office, bank.author, IDS, Edit(tier="C")).unchanged == 2
    assert bank.question("own-001").tier == "A"
    assert bank.log() == []


def test_an_edit_makes_versions_and_its_undo_brings_the_old_ones_back(bank: Bank) -> None:
    bank.put(local(1, stem="旧名一："), local(2, stem="旧名二："), local(3, stem="别的："))
    outcome, changes = bulk_edit.apply(bank.office, bank.author, IDS, Edit(find="旧名", put="新名"))
    assert (outcome.changed, outcome.unchanged, outcome.refused) == (2, 1, ())
    assert changes.areas
    assert bank.question("own-001").stem == "新名一："
    assert bank.question("own-001", 1).stem == "旧名一："
    in_change = QuestionFilter(change=outcome.change_id)
    assert questions.list_questions(bank.office, bank.author, in_change).total == 2
    [listed] = list_changes(bank.office, bank.author)
    assert (listed.what, listed.title, listed.counts) == ("bulk_edit", "find, put", {"added": 0, "changed": 2})
    assert (listed.actor, listed.may_be_undone) == ("巴图", True)

    undone, _ = undo(bank.office, bank.author, outcome.change_id)
    assert (undone.restored, undone.removed, undone.kept) == (2, 0, ())
    assert bank.question("own-001").stem == "旧名一："
    assert questions.list_questions(bank.office, bank.author, QuestionFilter(text="新名")).total == 0
    assert not list_changes(bank.office, bank.author)[0].may_be_undone
    # The next wording does not collide with the version that was taken back.
    question_bank.save_question(bank.office, bank.author, replace(bank.question("own-001"), stem="又一版："))
    assert bank.question("own-001").version == 3
    with pytest.raises(Refusal, match="change_already_undone"):
        undo(bank.office, bank.author, outcome.change_id)
    assert [action for action, _ in bank.log()] == ["bank.bulk_edited", "bank.change_undone", "question.saved"]


def test_what_does_not_fit_stays_as_it_is_and_is_told(bank: Bank) -> None:
    bank.put(local(1, "judge"), local(2))
    bank.put(local(3), state=State.DRAFT)
    edit = Edit(difficulty=5, state=State.SUSPENDED)
    shown = bulk_edit.preview(bank.office, bank.author, IDS, edit)
    assert [line.is_refused for line in shown.lines] == [False, False, True]
    assert [(one.code, one.severity) for one in shown.lines[2].findings] == [
        ("question_state_out_of_reach", Severity.ERROR)
    ]
    outcome, _ = bulk_edit.apply(bank.office, bank.author, IDS, edit, leave_out=[IDS[1]])
    assert (outcome.changed, [line.code for line in outcome.refused]) == (1, ["own-003"])
    assert [bank.state(f"own-00{number}") for number in (1, 2, 3)] == [
        State.SUSPENDED,
        State.PUBLISHED,
        State.DRAFT,
    ]
    assert bank.question("own-003").difficulty != 5
    assert [line.what for line in question_life.history(bank.office, bank.author, "own-001")] == ["suspended"]
    undo(bank.office, bank.author, outcome.change_id)
    assert bank.state("own-001") is State.PUBLISHED


def test_an_edit_that_would_spoil_a_question_is_refused_for_that_question(bank: Bank) -> None:
    bank.put(local(1), local(2, "judge"))
    key = next(choice.text for choice in local(1).choices if choice.is_right)
    other = next(choice.text for choice in local(1).choices if not choice.is_right)
    shown = bulk_edit.preview(bank.office, bank.author, IDS, Edit(find=key, put=other))
    assert [line.is_refused for line in shown.lines] == [True]


def test_the_knowledge_point_of_a_standard_code_stays_and_that_is_told(bank: Bank) -> None:
    standard = "Q-K0901a-501"
    question_bank.save_question(bank.office, bank.author, replace(local(1), code=standard))
    bank.put(local(2))
    ids = [bank.question(standard).id, local(2).id]
    outcome, _ = bulk_edit.apply(bank.office, bank.author, ids, Edit(knowledge_point="K1003b", tier="C"))
    assert outcome.changed == 2
    assert (bank.question("own-002").course, bank.question(standard).course) == ("C10", "C09")


def test_where_review_is_required_edited_questions_become_drafts(bank: Bank) -> None:
    bank.put(local(1), local(2))
    bank.set(settings.REVIEW_REQUIRED, True)
    outcome, _ = bulk_edit.apply(bank.office, bank.author, IDS, Edit(tier="C"))
    assert bank.state("own-001") is State.DRAFT
    undo(bank.office, bank.author, outcome.change_id)
    assert bank.state("own-001") is State.PUBLISHED


def test_an_edit_of_nothing_is_refused_and_one_that_changes_nothing_leaves_no_trace(bank: Bank) -> None:
    bank.put(local(1, tier="C"))
    with pytest.raises(Refusal, match="edit_empty"):
        bulk_edit.apply(bank.office, bank.author, IDS, Edit())
    with pytest.raises(Refusal, match="no_right"):
        bulk_edit.preview(bank.office, bank.examiner, IDS, Edit(tier="A"))
    outcome, changes = bulk_edit.apply(bank.office, bank.author, IDS, Edit(tier="C"))
    assert (outcome.change_id, outcome.unchanged, changes.areas) == ("", 1, frozenset())
    assert list_changes(bank.office, bank.author) == ()


def test_what_was_edited_since_is_named_and_the_others_can_still_be_taken_back(bank: Bank) -> None:
    bank.put(local(1), local(2), local(3))
    outcome, _ = bulk_edit.apply(bank.office, bank.author, IDS, Edit(category="新类"))
    question_bank.save_question(bank.office, bank.other_author, replace(bank.question("own-002"), stem="后来改的："))
    question_life.suspend(bank.office, bank.author, "own-003")
    with pytest.raises(Refusal, match="change_overtaken") as refused:
        undo(bank.office, bank.author, outcome.change_id)
    assert refused.value.facts == {"questions": "own-002、own-003", "n": 2}
    assert bank.question("own-001").category == "新类"
    undone, _ = undo(bank.office, bank.author, outcome.change_id, leave_edited=True)
    assert (undone.restored, undone.kept) == (1, ("own-002", "own-003"))
    assert (bank.question("own-001").category, bank.question("own-002").category) == ("", "新类")


@pytest.mark.parametrize("change", ["", "x", "01900000-0000-7000-8000-000000000009"])
def test_a_change_that_is_none_is_refused(bank: Bank, change: str) -> None:
    with pytest.raises(Refusal, match="change_unknown"):
        undo(bank.office, bank.author, change)
