"""From the fractions of a paper to marks, band and pass or fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from trainer.domain.grading.rules import FULL, ExamRules
from trainer.domain.kernel.marks import half_up

FAIL = "fail"
PASS = "pass"
MAKEUP_PASS = "makeup_pass"


@dataclass(frozen=True, slots=True)
class SlotOutcome:
    """What one slot of a paper earned.

    Attributes:
        slot: 0-based place on the paper.
        question_id, version: what was asked.
        fraction: 0..1, exact; None while a person or another room has not marked it yet.
        of: marks the slot carries, exact.
        is_answered: something was given, right or wrong.
    """

    slot: int
    question_id: str
    version: int
    fraction: Fraction | None
    of: Fraction
    is_answered: bool

    @property
    def is_marked(self) -> bool:
        """Whether it is known what it earned."""
        return self.fraction is not None

    @property
    def marks(self) -> Fraction:
        """Marks earned so far, exact; none before the marking."""
        return Fraction(0) if self.fraction is None else self.fraction * self.of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a paper earned as a whole.

    Attributes:
        marks, of: exact.
        shown: marks rounded half-up to two places: what band and pass were decided on and what people see.
        band: ``fail``, ``pass``, ``makeup_pass`` or a code of the rules' bands.
        is_passed: reached the pass mark.
        unmarked: slots that nobody has marked yet. Questions that need a marker do not enter papers for now, so this is 0;
            were it not, marks could only rise, so a pass stands and a fail does not.
    """

    marks: Fraction
    of: Fraction
    shown: Decimal
    band: str
    is_passed: bool
    unmarked: int = 0


def judge_paper(outcomes: Iterable[SlotOutcome], rules: ExamRules, attempt: int = 1) -> Verdict:
    """Add up a paper and decide.

    The pass mark and the bands are written of a hundred; on a paper of another total they are taken in proportion. The
    rounded marks are compared with the exact threshold, so nothing is rounded twice.

    Args:
        outcomes: one per slot.
        rules: frozen when the sitting started.
        attempt: 1 for the first sitting; a pass on a later one is capped where the rules say so.
    """
    every = tuple(outcomes)
    marks = sum((outcome.marks for outcome in every), Fraction(0))
    of = sum((outcome.of for outcome in every), Fraction(0))
    shown = half_up(marks)
    is_passed = of > 0 and Fraction(shown) * FULL >= rules.pass_mark * of
    if not is_passed:
        band = FAIL
    elif attempt > 1 and rules.retake_capped:
        band = MAKEUP_PASS
    else:
        band = next((code for code, low in rules.bands.steps if Fraction(shown) * FULL >= low * of), PASS)
    return Verdict(marks, of, shown, band, is_passed, sum(not outcome.is_marked for outcome in every))
