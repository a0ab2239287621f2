"""The life of a question: draft, in review, published, suspended, retired - and which step leads from where to where.

Steps are words of authors and reviewers, not names of states, because the same state is reached in different ways: a
question comes back to draft when it is returned with remarks, and to published when it is approved or resumed.

::

    draft ──submit──▶ in_review ──approve──▶ published ──suspend──▶ suspended
      ▲ ╲               │   ▲                    ▲  ▲                  │
      │  ╲──publish─────┼───┼────────────────────╯  ╰──────resume──────┤
      ╰──return_back────╯   ╰───────────────────── submit ─────────────╯
    every state but retired ──retire──▶ retired ──reopen──▶ draft
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import State


class Step(StrEnum):
    """What somebody does with a question as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"  # the author takes it back out of review
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"  # without a review
    SUSPEND = "suspend"
    RESUME = "resume"
    RETIRE = "retire"
    REOPEN = "reopen"


class What(StrEnum):
    """What a line in the history of a question says happened."""

    COMMENT = "comment"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETIRED = "retired"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Rule:
    """One step.

    Attributes:
        sources: states from which it leads.
        target: state to which it leads.
        what: what the history says.
        by_reviewer: needs the right to review.
        needs_words: a remark must be given.
    """

    sources: frozenset[State]
    target: State
    what: What
    by_reviewer: bool = False
    needs_words: bool = False


RULES: dict[Step, Rule] = {
    Step.SUBMIT: Rule(frozenset({State.DRAFT, State.SUSPENDED}), State.IN_REVIEW, What.SUBMITTED),
    Step.WITHDRAW: Rule(frozenset({State.IN_REVIEW}), State.DRAFT, What.WITHDRAWN),
    Step.RETURN: Rule(frozenset({State.IN_REVIEW}), State.DRAFT, What.RETURNED, by_reviewer=True, needs_words=True),
    Step.APPROVE: Rule(frozenset({State.IN_REVIEW}), State.PUBLISHED, What.APPROVED, by_reviewer=True),
    Step.PUBLISH: Rule(frozenset({State.DRAFT}), State.PUBLISHED, What.PUBLISHED),
    Step.SUSPEND: Rule(frozenset({State.PUBLISHED}), State.SUSPENDED, What.SUSPENDED),
    Step.RESUME: Rule(frozenset({State.SUSPENDED}), State.PUBLISHED, What.RESUMED),
    Step.RETIRE: Rule(
        frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.SUSPENDED}), State.RETIRED, What.RETIRED
    ),
    Step.REOPEN: Rule(frozenset({State.RETIRED}), State.DRAFT, What.REOPENED),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """How strict an office is.

    Attributes:
        review_required: nothing is published but by a reviewer.
        author_may_review: whoever made the wording may review it; an office of one teacher has nobody else.
    """

    review_required: bool = False
    author_may_review: bool = True


def entry_state(policy: Policy) -> State:
    """Give the state in which new questions, and new wordings of published ones, enter the bank."""
    return State.DRAFT if policy.review_required else State.PUBLISHED


def state_after_edit(before: State, policy: Policy) -> State:
    """Give the state of a question whose wording was changed: what was reviewed was the old one."""
    if policy.review_required and before in (State.IN_REVIEW, State.PUBLISHED):
        return State.DRAFT
    return before


def take(
    step: Step, state: State, *, question: str, is_author: bool, may_review: bool, words: str, policy: Policy
) -> Rule:
    """Let a step happen or refuse it.

    Args:
        step: what is wanted.
        state: where the question stands.
        question: its code, for the sentence.
        is_author: the actor made the current wording.
        may_review: the actor holds the right to review.
        words: the remark given.
        policy: of the office.

    Raises:
        Refusal: ``question_step_wrong`` from that state; ``review_is_required``; ``no_right``; ``author_is_reviewer``;
            ``remark_wanting``.
    """
    rule = RULES[step]
    if state not in rule.sources:
        raise Refusal("question_step_wrong", question=question, step=step.value, state=state.value)
    if policy.review_required and step in (Step.PUBLISH, Step.RESUME):
        raise Refusal("review_is_required", question=question)
    if rule.by_reviewer:
        if not may_review:
            raise Refusal("no_right", right="review_questions")
        if is_author and not policy.author_may_review:
            raise Refusal("author_is_reviewer", question=question)
    if rule.needs_words and not words.strip():
        raise Refusal("remark_wanting", question=question)
    return rule


def steps_from(state: State, *, is_author: bool, may_review: bool, policy: Policy) -> tuple[Step, ...]:
    """Give the steps that :func:`take` would let happen, for the buttons of a page."""
    found = []
    for step in Step:
        try:
            take(step, state, question="", is_author=is_author, may_review=may_review, words="-", policy=policy)
        except Refusal:
            continue
        found.append(step)
    return tuple(found)


def step_to(state: State, target: State, question: str) -> Step:
    """Find the step that leads from one state to another.

    Raises:
        Refusal: ``question_state_out_of_reach``.
    """
    for step, rule in RULES.items():
        if state in rule.sources and rule.target is target:
            return step
    raise Refusal("question_state_out_of_reach", question=question, state=state.value, wanted=target.value)
