"""Take a roster import back within a day, and list the imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.cadres import Cadre, Employment
from trainer.domain.people.roles import Actor, Right, require

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.cadres import SealedNumbers
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

UNDO_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One import in the list.

    Attributes:
        may_be_undone: it stands and is younger than a day.
    """

    id: str
    at: datetime
    actor_name: str
    file_name: str
    counts: Mapping[str, int]
    undone_at: datetime | None
    may_be_undone: bool


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """What an undo took back.

    Attributes:
        kept_units: names of units made by the import that are in use by now and stay.
    """

    removed: int
    restored: int
    kept_units: tuple[str, ...]


def list_imports(office: Office, actor: Actor, limit: int = 50) -> list[ImportEntry]:
    """Give the newest imports first."""
    require(actor, Right.MANAGE_ROSTER)
    now = office.clock.now()
    with office.database.read() as uow:
        stored = uow.imports.latest(limit)
        people = uow.cadres.many(one.actor_id for one in stored if one.actor_id)
    return [
        ImportEntry(
            one.id,
            one.at,
            people[one.actor_id].name if one.actor_id in people else "",
            one.file_name,
            one.counts,
            one.undone_at,
            one.undone_at is None and now - one.at <= UNDO_WITHIN,
        )
        for one in stored
    ]


def undo(office: Office, actor: Actor, import_id: str) -> tuple[UndoOutcome, Changes]:
    """Take an import back: its people go, changed ones become what they were, unused units it made are removed.

    Raises:
        Refusal: ``import_unknown``, ``import_already_undone``, ``import_too_old``; ``import_has_traces`` when people it
            added have since learned, sat or signed in; ``import_changed_since`` when its people were edited since.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        stored = uow.imports.get(import_id)
        if stored is None:
            raise Refusal("import_unknown")
        if stored.undone_at is not None:
            raise Refusal("import_already_undone")
        if now - stored.at > UNDO_WITHIN or not stored.before:
            raise Refusal("import_too_old")
        before = stored.before
        root = uow.units.get(before["root"])
        require(actor, Right.MANAGE_ROSTER, root.path if root else "/")
        added: list[str] = before["added"]
        changed: dict[str, dict[str, Any]] = {row["id"]: row for row in before["rows"]}
        met = uow.cadres.with_traces(added)
        if met:
            raise Refusal("import_has_traces", names=_names(met), n=len(met))
        current = uow.cadres.many([*added, *changed])
        edited = [
            person
            for person in current.values()
            if person.version != (changed[person.id]["version_after"] if person.id in changed else 1)
        ]
        if edited:
            raise Refusal("import_changed_since", names=_names(edited), n=len(edited))
        from trainer.services.progress import refresh_people

        old, numbers = _as_they_were(changed, current)
        uow.cadres.change_many(old, numbers, now)
        uow.cadres.delete_events(before["events"])
        refresh_people(uow, office.home_id, [person.id for person in old], now)
        gone = [cadre_id for cadre_id in added if cadre_id in current]
        _leave_plans(uow, gone)
        uow.cadres.delete(gone)
        kept = _remove_units(uow, before["units"])
        uow.imports.mark_undone(import_id, now)
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="roster.import_undone",
            subject=import_id,
            facts={"removed": len(gone), "restored": sorted(person.id for person in old)},
        )
    return UndoOutcome(len(gone), len(old), kept), Changes.of(Area.UNITS, Area.CADRES, Area.PROGRESS)


def _as_they_were(
    changed: Mapping[str, Mapping[str, Any]], current: Mapping[str, Cadre]
) -> tuple[list[Cadre], dict[str, SealedNumbers]]:
    from trainer.adapters.storage.stores.cadres import SealedNumbers

    people: list[Cadre] = []
    numbers: dict[str, SealedNumbers] = {}
    for cadre_id, kept in changed.items():
        if cadre_id not in current:
            continue
        facts = dict(kept["facts"])
        if "employment" in facts:
            facts["employment"] = Employment(facts["employment"])
        people.append(replace(current[cadre_id], version=current[cadre_id].version + 1, **facts))
        if "numbers" in kept:
            sealed, digest, phone = kept["numbers"]
            numbers[cadre_id] = SealedNumbers(
                bytes.fromhex(sealed) if sealed else None, digest, bytes.fromhex(phone) if phone else None
            )
    return people, numbers


def _leave_plans(uow: UnitOfWork, cadre_ids: Sequence[str]) -> None:
    """Take people out of all plans and their counts, before they are deleted."""
    from trainer.domain.training.counts import differences

    for plan in uow.training.plans():
        members = uow.training.members(plan.id, cadre_ids)
        uow.training.drop_members(plan.id, list(members))
        uow.training.add_counts(plan.id, differences(members, {}))


def _remove_units(uow: UnitOfWork, unit_ids: Iterable[str]) -> tuple[str, ...]:
    made = [unit for unit_id in unit_ids if (unit := uow.units.get(unit_id)) is not None]
    kept: list[str] = []
    for unit in sorted(made, key=lambda unit: -unit.depth):
        if uow.units.is_in_use(unit.id):
            kept.append(unit.name)
        else:
            uow.units.delete(unit.id)
    return tuple(kept)


def _names(people: Sequence[Cadre], limit: int = 8) -> str:
    shown = "、".join(person.name for person in people[:limit])
    return shown + ("…" if len(people) > limit else "")
