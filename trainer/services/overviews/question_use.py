"""How often a question was asked, where and when last, and how its versions did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_use import Exposure
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class VersionUse:
    """How one version did in examinations.

    Attributes:
        shown, answered, unmarked: candidates; unmarked answers wait for a person and count in neither figure below.
        facility: share of the marks earned, unanswered ones counting 0; None where nobody's answer is marked.
        wholly_right: share of the marked answers that earned everything; None likewise.
    """

    version: int
    shown: int
    answered: int
    unmarked: int
    facility: Fraction | None
    wholly_right: Fraction | None
    last_at: datetime


@dataclass(frozen=True, slots=True)
class UnitUse:
    """How often candidates of one unit were asked."""

    unit_id: str
    unit_name: str
    shown: int
    facility: Fraction | None
    last_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """Everything about the use of a question.

    Attributes:
        shown: in examinations, all versions.
        practised: answers in practice, all versions.
        last_at: when it was last asked in an examination; None where never.
        versions: the newest first.
        units: the most exposed first.
    """

    code: str
    shown: int
    practised: int
    facility: Fraction | None
    last_at: datetime | None
    versions: tuple[VersionUse, ...]
    units: tuple[UnitUse, ...]


def use_of(office: Office, actor: Actor, code: str) -> QuestionUse:
    """Tell how often a question was asked, where, when last, and how its versions did.

    Raises:
        Refusal: ``no_right``, ``question_unknown``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            raise Refusal("question_unknown", question=code)
        rows = uow.question_use.of([head.id])
        practised = uow.question_use.practised([head.id]).get(head.id, 0)
        names = {row.unit_id: unit.name for row in rows if (unit := uow.units.get(row.unit_id)) is not None}
    by_version: dict[int, list[Exposure]] = defaultdict(list)
    by_unit: dict[str, list[Exposure]] = defaultdict(list)
    for row in rows:
        by_version[row.version].append(row)
        by_unit[row.unit_id].append(row)
    versions = [_version(version, by_version[version]) for version in sorted(by_version, reverse=True)]
    units = [
        UnitUse(unit_id, names.get(unit_id, ""), _shown(its), facility_of(its), max(row.last_at for row in its))
        for unit_id, its in by_unit.items()
    ]
    return QuestionUse(
        code,
        _shown(rows),
        practised,
        facility_of(rows),
        max((row.last_at for row in rows), default=None),
        tuple(versions),
        tuple(sorted(units, key=lambda one: (-one.shown, one.unit_name, one.unit_id))),
    )


def rebuild(office: Office, actor: Actor) -> tuple[int, Changes]:
    """Count the use of all questions again from the results.

    Returns:
        How many figures differed from what was kept; 0 when nothing had drifted.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.write() as uow:
        drifted = uow.question_use.rebuild()
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="bank.use_rebuilt",
            facts={"drifted": drifted},
        )
    return drifted, Changes.of(Area.QUESTIONS)


def facility_of(rows: Iterable[Exposure]) -> Fraction | None:
    """Give the share of the marks that answers earned; None where none is marked."""
    marked = [(row.fraction, row.shown) for row in rows if row.fraction is not None]
    shown = sum(times for _, times in marked)
    return sum((fraction * times for fraction, times in marked), Fraction(0)) / shown if shown else None


def _version(version: int, rows: list[Exposure]) -> VersionUse:
    marked = sum(row.shown for row in rows if row.fraction is not None)
    whole = sum(row.shown for row in rows if row.fraction == 1)
    return VersionUse(
        version,
        _shown(rows),
        sum(row.answered for row in rows),
        _shown(rows) - marked,
        facility_of(rows),
        Fraction(whole, marked) if marked else None,
        max(row.last_at for row in rows),
    )


def _shown(rows: Iterable[Exposure]) -> int:
    return sum(row.shown for row in rows)
