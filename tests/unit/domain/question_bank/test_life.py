"""Which step leads from where to where, and who may take it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.life import (
    RULES,
    Policy,
    Step,
    What,
    entry_state,
    state_after_edit,
    step_to,
    steps_from,
    take,
)
from trainer.domain.question_bank.question import State

OPEN = Policy()
STRICT = Policy(review_required=True, author_may_review=False)


def attempt(step: Step, state: State, **changes: Any) -> State:
    facts: dict[str, Any] = {
        "question": "Q", "is_author": False, "may_review": True, "words": "请改题干", "policy": OPEN, **changes
    }  # fmt: skip
    return take(step, state, **facts).target


def test_a_question_goes_its_way_from_draft_to_its_end() -> None:
    state = State.DRAFT
    for step, then in (
        (Step.SUBMIT, State.IN_REVIEW),
        (Step.RETURN, State.DRAFT),
        (Step.SUBMIT, State.IN_REVIEW),
        (Step.APPROVE, State.PUBLISHED),
        (Step.SUSPEND, State.SUSPENDED),
        (Step.RESUME, State.PUBLISHED),
        (Step.RETIRE, State.RETIRED),
        (Step.REOPEN, State.DRAFT),
    ):
        state = attempt(step, state)
        assert state is then


@pytest.mark.parametrize(("step", "state"), list(itertools.product(Step, State)))
def test_a_step_from_elsewhere_is_refused(step: Step, state: State) -> None:
    if state in RULES[step].sources:
        assert attempt(step, state) is RULES[step].target
        return
    with pytest.raises(Refusal, match="question_step_wrong"):
        attempt(step, state)


@pytest.mark.parametrize("step", [Step.APPROVE, Step.RETURN])
def test_only_a_reviewer_reviews(step: Step) -> None:
    with pytest.raises(Refusal, match="no_right"):
        attempt(step, State.IN_REVIEW, may_review=False)


@pytest.mark.parametrize("step", [Step.APPROVE, Step.RETURN])
def test_whoever_wrote_it_does_not_review_it_where_the_office_says_so(step: Step) -> None:
    assert attempt(step, State.IN_REVIEW, is_author=True)
    with pytest.raises(Refusal, match="author_is_reviewer"):
        attempt(step, State.IN_REVIEW, is_author=True, policy=STRICT)
    assert attempt(step, State.IN_REVIEW, is_author=False, policy=STRICT)


def test_nothing_is_published_past_the_reviewer_where_review_is_required() -> None:
    for step, state in ((Step.PUBLISH, State.DRAFT), (Step.RESUME, State.SUSPENDED)):
        with pytest.raises(Refusal, match="review_is_required"):
            attempt(step, state, policy=STRICT)
    assert attempt(Step.SUBMIT, State.SUSPENDED, policy=STRICT) is State.IN_REVIEW


def test_a_question_is_not_returned_without_a_word() -> None:
    with pytest.raises(Refusal, match="remark_wanting"):
        attempt(Step.RETURN, State.IN_REVIEW, words="  ")
    assert attempt(Step.APPROVE, State.IN_REVIEW, words="") is State.PUBLISHED


def test_new_questions_and_new_wordings_stand_where_the_office_wants_them() -> None:
    assert entry_state(OPEN) is State.PUBLISHED
    assert entry_state(STRICT) is State.DRAFT
    assert state_after_edit(State.PUBLISHED, OPEN) is State.PUBLISHED
    assert state_after_edit(State.PUBLISHED, STRICT) is State.DRAFT
    assert state_after_edit(State.RETIRED, STRICT) is State.RETIRED


def test_the_buttons_of_a_page_are_the_steps_that_would_be_taken() -> None:
    assert steps_from(State.DRAFT, is_author=True, may_review=False, policy=OPEN) == (
        Step.SUBMIT, Step.PUBLISH, Step.RETIRE,
    )  # fmt: skip
    assert steps_from(State.IN_REVIEW, is_author=True, may_review=True, policy=STRICT) == (Step.WITHDRAW, Step.RETIRE)
    assert steps_from(State.RETIRED, is_author=False, may_review=False, policy=STRICT) == (Step.REOPEN,)


def test_the_step_between_two_states_is_found_or_there_is_none() -> None:
    assert step_to(State.PUBLISHED, State.SUSPENDED, "Q") is Step.SUSPEND
    with pytest.raises(Refusal, match="question_state_out_of_reach"):
        step_to(State.RETIRED, State.PUBLISHED, "Q")


def test_every_step_leaves_a_line_in_the_history() -> None:
    assert {rule.what for rule in RULES.values()} == set(What) - {What.COMMENT}
