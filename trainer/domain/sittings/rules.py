"""The rules of an exam, frozen into every sitting when it starts.

Source: full marks 100, pass 60 (70 for operators), bands 90/80/60 as in the national computer rank examination; retake
once within 30 days and at least 3 days later, capped at the pass band; half marks for an incomplete multiple choice
without a wrong one (curriculum). All of them are defaults that an exam may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import Marking

FULL = Fraction(100)
DAY_S = 86_400


class MultipleRule(StrEnum):
    """How a multiple choice is marked.

    HALF: all right choices and no wrong one earn everything, some right ones and no wrong one earn half.
    ALL_OR_NOTHING: only all right choices and no wrong one earn anything.
    PER_CHOICE: each right choice earns its share, a wrong one takes everything (少选按所选正确项计分，错选不得分).
    """

    HALF = "half"
    ALL_OR_NOTHING = "all_or_nothing"
    PER_CHOICE = "per_choice"


# How an ordering may be marked; see ``grading.kinds.ordering``.
ORDERING_RULES = (Marking.ALL_OR_NOTHING, Marking.ADJACENT_PAIRS, Marking.LONGEST_RUN)


@dataclass(frozen=True, slots=True)
class PartMarks:
    """The paper's rules for part marks; a question's own ``marking`` comes first.

    Attributes:
        multiple: see :class:`MultipleRule`.
        ordering: one of :data:`ORDERING_RULES`.
    """

    multiple: MultipleRule = MultipleRule.HALF
    ordering: Marking = Marking.ALL_OR_NOTHING


class ReviewPolicy(StrEnum):
    """What candidates may see of their own paper after the hand-in."""

    NONE = "none"
    OWN_ANSWERS = "own_answers"
    WITH_KEY = "with_key"


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands above the pass mark.

    Attributes:
        steps: code and lowest mark of a hundred, highest first. Whoever passes below the last step is in ``pass``;
            whoever does not pass is in ``fail``.
    """

    steps: tuple[tuple[str, Fraction], ...] = (("excellent", Fraction(90)), ("good", Fraction(80)))

    def __post_init__(self) -> None:
        marks = [mark for _, mark in self.steps]
        if marks != sorted(marks, reverse=True) or len(set(marks)) < len(marks):
            raise Refusal("exam_rules_bad", what="bands")
        if any(not 0 <= mark <= FULL for mark in marks):
            raise Refusal("exam_rules_bad", what="bands")


@dataclass(frozen=True, slots=True)
class ExamRules:
    """How an exam is sat and judged.

    Attributes:
        limit_s: time for the paper, seconds.
        pass_mark: marks of a hundred; a paper of another total is judged in proportion, exactly.
        bands: see :class:`Bands`.
        attempts: sittings allowed per person, the first one included.
        retake_after_days: days that must lie between the end of a sitting and the next start.
        retake_within_days: days after the end of the first sitting in which a retake may start; 0 means no end.
        retake_capped: a pass on a retake counts as ``makeup_pass`` whatever the marks.
        multiple: see :class:`MultipleRule`.
        ordering: how an ordering is marked, one of :data:`ORDERING_RULES`.
        review: see :class:`ReviewPolicy`.
        min_hand_in_s: nobody hands in before this many seconds were used.
        shuffle_questions: own order of questions for each person, within their rows of the blueprint.
        shuffle_choices: own order of choices for each person.
        crash_credit_s: time lost to crashes that is given back, seconds in all.
    """

    limit_s: int = 90 * 60
    pass_mark: Fraction = Fraction(60)
    bands: Bands = Bands()
    attempts: int = 2
    retake_after_days: int = 3
    retake_within_days: int = 30
    retake_capped: bool = True
    multiple: MultipleRule = MultipleRule.HALF
    ordering: Marking = Marking.ALL_OR_NOTHING
    review: ReviewPolicy = ReviewPolicy.WITH_KEY
    min_hand_in_s: int = 0
    shuffle_questions: bool = True
    shuffle_choices: bool = True
    crash_credit_s: int = 300

    def __post_init__(self) -> None:
        if not 60 <= self.limit_s <= DAY_S:
            raise Refusal("exam_rules_bad", what="limit_s")
        if not 0 < self.pass_mark <= FULL:
            raise Refusal("exam_rules_bad", what="pass_mark")
        if self.bands.steps and self.bands.steps[-1][1] < self.pass_mark:
            raise Refusal("exam_rules_bad", what="bands")
        if self.attempts < 1:
            raise Refusal("exam_rules_bad", what="attempts")
        if not 0 <= self.min_hand_in_s < self.limit_s:
            raise Refusal("exam_rules_bad", what="min_hand_in_s")
        if self.ordering not in ORDERING_RULES:
            raise Refusal("exam_rules_bad", what="ordering")
        for name in ("retake_after_days", "retake_within_days", "crash_credit_s"):
            if getattr(self, name) < 0:
                raise Refusal("exam_rules_bad", what=name)

    @property
    def part_marks(self) -> PartMarks:
        """The rules for part marks."""
        return PartMarks(self.multiple, self.ordering)


def rules_document(rules: ExamRules) -> dict[str, Any]:
    """Write rules as a plain document: marks as strings, enums by value.

    The rule for orderings is left out where it is the usual one, so that papers frozen before there was a choice keep
    their digest.
    """
    document = {
        "limit_s": rules.limit_s,
        "pass_mark": str(rules.pass_mark),
        "bands": [[code, str(mark)] for code, mark in rules.bands.steps],
        "attempts": rules.attempts,
        "retake_after_days": rules.retake_after_days,
        "retake_within_days": rules.retake_within_days,
        "retake_capped": rules.retake_capped,
        "multiple": rules.multiple.value,
        "review": rules.review.value,
        "min_hand_in_s": rules.min_hand_in_s,
        "shuffle_questions": rules.shuffle_questions,
        "shuffle_choices": rules.shuffle_choices,
        "crash_credit_s": rules.crash_credit_s,
    }
    if rules.ordering is not Marking.ALL_OR_NOTHING:
        document["ordering"] = rules.ordering.value
    return document


def read_rules(document: Mapping[str, Any]) -> ExamRules:
    """Read rules; what is not named keeps its default.

    Raises:
        Refusal: ``exam_rules_bad`` with the name of the entry that is unknown or does not fit.
    """
    known = {field.name for field in fields(ExamRules)}
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in known:
            raise Refusal("exam_rules_bad", what=name)
        try:
            values[name] = _read_entry(name, value)
        except (ValueError, TypeError, ZeroDivisionError) as error:
            raise Refusal("exam_rules_bad", what=name) from error
    return ExamRules(**values)


def _read_entry(name: str, value: Any) -> Any:
    if name == "pass_mark":
        return Fraction(str(value))
    if name == "bands":
        return Bands(tuple((str(code), Fraction(str(mark))) for code, mark in value))
    if name == "multiple":
        return MultipleRule(value)
    if name == "ordering":
        return Marking(value)
    if name == "review":
        return ReviewPolicy(value)
    if name in {"retake_capped", "shuffle_questions", "shuffle_choices"}:
        if not isinstance(value, bool):
            raise TypeError(name)
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(name)
    return value
