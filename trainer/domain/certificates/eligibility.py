"""Who may have a certificate of a plan.

Source: training counts only when its assessment was passed, so a certificate needs both; a person holds at most one
certificate of one plan, and a revoked one does not stand in the way of a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from trainer.domain.certificates.number import Kind
from trainer.domain.certificates.states import State
from trainer.domain.kernel.time import local_date
from trainer.domain.training.plan import Member, Plan, Standing


@dataclass(frozen=True, slots=True)
class PassedResult:
    """The best result with which a person passed the plan's examination.

    Attributes:
        share: marks earned of marks possible, 0..1, exact.
        passed_at: when the paper was handed in.
    """

    band: str
    share: Fraction
    passed_at: datetime


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody may have a certificate, and what it would say.

    Attributes:
        reason: why not; a code with a sentence. Empty where the way is free.
        earned_on: the day on which the last condition was met.
    """

    cadre_id: str
    reason: str
    kind: Kind
    hours: Fraction
    band: str
    earned_on: date | None

    @property
    def is_free(self) -> bool:
        """Nothing stands in the way."""
        return not self.reason


def kind_of(plan: Plan) -> Kind:
    """Give what a plan certifies: a pass where it has an examination, else the hours."""
    return Kind.PASS if plan.requirement.exam_id else Kind.HOURS


def best_of(results: Iterable[PassedResult]) -> PassedResult | None:
    """Choose the result that a certificate names: the highest share, of equal ones the earliest."""
    return min(results, key=lambda result: (-result.share, result.passed_at), default=None)


def judge(
    plan: Plan, member: Member, result: PassedResult | None, held: Iterable[State], *, is_approved: bool = False
) -> Eligibility:
    """Decide about one member of a plan.

    Args:
        result: the best passed one; None where none was passed.
        held: states of the person's certificates of this plan.
        is_approved: asked at the moment of issue, when the approval itself is no obstacle.
    """
    kind = kind_of(plan)
    at = _earned_at(kind, member, result)
    band = result.band if kind is Kind.PASS and result is not None else ""
    reason = _obstacle(kind, member, result, frozenset(held) - ({State.APPROVED} if is_approved else set()))
    return Eligibility(member.cadre_id, reason, kind, member.hours, band, local_date(at) if at else None)


def _earned_at(kind: Kind, member: Member, result: PassedResult | None) -> datetime | None:
    if kind is Kind.HOURS:
        return member.learned_at
    return max(member.learned_at, result.passed_at) if member.learned_at and result else None


def _obstacle(kind: Kind, member: Member, result: PassedResult | None, held: frozenset[State]) -> str:
    if State.ISSUED in held:
        return "certificate_already_issued"
    if State.APPROVED in held:
        return "certificate_already_approved"
    if member.standing is not Standing.DUE:
        return "certificate_exempt"
    if member.learned_at is None:
        return "certificate_not_learned"
    if kind is Kind.PASS and result is None:
        return "certificate_not_passed"
    return ""
