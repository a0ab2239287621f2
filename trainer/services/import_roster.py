"""Bring a roster in: preview without storing, commit in one transaction, undo within a day.

A preview and a commit run through the same planning; the commit plans again inside its transaction, so that what others
changed in between is never overwritten by an old preview.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_plan import (
    Action,
    Decided,
    RosterPlan,
)
from trainer.domain.people.units import Unit
from trainer.platform.identifiers import new_id
from trainer.services.plan_import import PlannedRoster
from trainer.services.roster_reading import Inspection, ReadRoster, RosterChoices, inspect, read_roster
from trainer.services.undo_import import UNDO_WITHIN, ImportEntry, UndoOutcome, list_imports, undo

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.cadres import SealedNumbers
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

__all__ = [
    "ImportEntry",
    "ImportOutcome",
    "Inspection",
    "Preview",
    "PreviewRow",
    "RosterChoices",
    "UndoOutcome",
    "commit",
    "import_file",
    "inspect",
    "list_imports",
    "preview",
    "undo",
    "write_error_rows",
]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as a screen shows it.

    Attributes:
        changes: (field, old, new) for a person who is changed; numbers are masked.
        findings: what was found in its cells.
    """

    sheet: str
    row: int
    action: Action
    name: str
    unit: str
    cadre_id: str | None
    changes: tuple[tuple[str, str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Preview:
    """What an import would do. Holds the read rows; personal numbers in it never leave the process.

    Attributes:
        root: the unit the roster is about.
        is_new_root: that unit would be made.
        units_made: units that would be made below it.
        file_findings: what concerns the file, its sheets and columns.
    """

    roster: ReadRoster
    choices: RosterChoices
    plan: RosterPlan
    root: Unit
    is_new_root: bool
    file_findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[Action, int]:
        """How many rows do what."""
        return self.plan.counts

    @property
    def units_made(self) -> tuple[Unit, ...]:
        return self.plan.units_made

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found: the file first, then row by row."""
        return _all_findings(self.file_findings, self.plan)

    @cached_property
    def rows(self) -> tuple[PreviewRow, ...]:
        """All rows as a screen shows them."""
        return tuple(_preview_row(one) for one in self.plan.decided)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did.

    Attributes:
        import_id: for undoing; empty when nothing was stored.
        root: the unit the roster was about.
        added_ids: of people who are new.
    """

    import_id: str
    counts: Mapping[Action, int]
    root: Unit
    units_made: tuple[Unit, ...]
    added_ids: tuple[str, ...]
    findings: tuple[Finding, ...]


def preview(
    office: Office, actor: Actor, path: Path, choices: RosterChoices | None = None, password: str | None = None
) -> Preview:
    """Work out what an import would do and store nothing.

    Raises:
        Refusal: ``no_right``, ``roster_needs_unit``, ``unit_unknown`` and those of ``read_roster``.
    """
    choices = choices or RosterChoices()
    require(actor, Right.MANAGE_ROSTER)
    with _few_collections(), office.database.read() as uow:
        roster = read_roster(office, uow, path, choices, password)
        ready = PlannedRoster(office, uow, actor, roster, choices)
    return Preview(roster, choices, ready.plan, ready.root, ready.is_new_root, ready.file_findings)


def commit(office: Office, actor: Actor, seen: Preview) -> tuple[ImportOutcome, Changes]:
    """Store what a preview showed; planned anew against what is stored by now.

    Raises:
        Refusal: as :func:`preview`.
    """
    with _few_collections():
        return _store(office, actor, seen.roster, seen.choices)


def import_file(
    office: Office, actor: Actor, path: Path, choices: RosterChoices | None = None, password: str | None = None
) -> tuple[ImportOutcome, Changes]:
    """Read a file and store it at once; rows with errors are refused, the others come in.

    Raises:
        Refusal: as :func:`preview`.
    """
    choices = choices or RosterChoices()
    require(actor, Right.MANAGE_ROSTER)
    with _few_collections():
        with office.database.read() as uow:
            roster = read_roster(office, uow, path, choices, password)
        return _store(office, actor, roster, choices)


def write_error_rows(seen: Preview, target: Path) -> int:
    """Write the refused rows to an .xlsx file, faults coloured and explained in comments, ready to be mended.

    Returns:
        How many rows were written.

    Raises:
        Fault: ``file_not_written``.
    """
    from trainer.adapters.interchange.roster_errors_xlsx import write_rows

    refused = [one.row for one in seen.plan.decided if one.action is Action.REFUSED]
    return write_rows(target, refused, seen.roster.sheets, seen.root.name)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the search for reference cycles rest: it would walk over a roster's million live objects again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _store(office: Office, actor: Actor, roster: ReadRoster, choices: RosterChoices) -> tuple[ImportOutcome, Changes]:
    now = office.clock.now()
    import_id = new_id()
    with office.database.write() as uow:
        ready = PlannedRoster(office, uow, actor, roster, choices)
        plan = ready.plan
        made = ([ready.root] if ready.is_new_root else []) + list(plan.units_made)
        used = {one.unit.id for one in plan.decided if one.unit and one.action is not Action.REFUSED}
        # Units that only refused rows name are not made: their row comes again when it is mended.
        made = [unit for unit in made if unit.id in used or (unit is ready.root and used)]
        for unit in made:
            _add_unit(uow, unit, now)
        added = [one for one in plan.decided if one.action is Action.ADDED]
        changed = [one for one in plan.decided if one.action in {Action.CHANGED, Action.MOVED}]
        if added or changed or made:
            events = _write_people(office, uow, actor, plan, added, changed, ready.people, now)
            _log(office, uow, actor, import_id, roster, plan, changed, now)
            uow.imports.forget_before(now - UNDO_WITHIN)
            uow.imports.add(_stored_import(import_id, now, actor, roster, ready, made, added, changed, events))
            from trainer.services.progress import refresh_people

            refresh_people(uow, office.home_id, [one.after.id for one in added + changed if one.after], now)
        else:
            import_id = ""
        for source_key, columns in roster.sources.items():
            uow.imports.remember_mapping(source_key, columns, now)
    outcome = ImportOutcome(
        import_id,
        plan.counts,
        ready.root,
        tuple(made),
        tuple(one.after.id for one in added if one.after),
        _all_findings(ready.file_findings, plan),
    )
    return outcome, Changes.of(Area.UNITS, Area.CADRES, Area.PROGRESS)


def _add_unit(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
    closed = uow.units.get(unit.id)
    if closed is None:
        uow.units.add(unit, now)
    else:
        uow.units.reopen(unit.id)


def _write_people(
    office: Office,
    uow: UnitOfWork,
    actor: Actor,
    plan: RosterPlan,
    added: Sequence[Decided],
    changed: Sequence[Decided],
    known: Mapping[str, tuple[Cadre, SealedNumbers]],
    now: datetime,
) -> list[str]:
    """Write people and their history.

    Returns:
        Ids of the events of changed people.
    """
    from trainer.adapters.storage.stores.cadres import NO_NUMBERS, SealedNumbers

    seal = office.keys.seal
    numbers: dict[str, SealedNumbers] = {}
    for one in added:
        row = one.row
        if one.after is not None and (row.id_number or row.phone):
            numbers[one.after.id] = SealedNumbers(
                seal(row.id_number.encode()) if row.id_number else None,
                plan.digests.get(one.after.id),
                seal(row.phone.encode()) if row.phone else None,
            )
    for one in changed:
        if one.after is None or not {"id_number", "phone"} & set(one.fields):
            continue
        old = known[one.after.id][1] if one.after.id in known else NO_NUMBERS
        new_id_number, new_phone = "id_number" in one.fields, "phone" in one.fields
        numbers[one.after.id] = SealedNumbers(
            seal(one.row.id_number.encode()) if new_id_number else old.id_number,
            plan.digests.get(one.after.id) if new_id_number else old.id_number_digest,
            seal(one.row.phone.encode()) if new_phone else old.phone,
        )
    uow.cadres.add_many([one.after for one in added if one.after], numbers, office.home_id, now)
    uow.cadres.change_many([one.after for one in changed if one.after], numbers, now)
    uow.cadres.record([_event(one.after, now, actor) for one in added if one.after], office.home_id)
    moved = [one.after for one in changed if one.after and {"unit_id", "employment"} & set(one.fields)]
    events = [_event(person, now, actor) for person in moved]
    uow.cadres.record(events, office.home_id)
    return [event.id for event in events]


def _event(person: Cadre, now: datetime, actor: Actor) -> EmploymentEvent:
    return EmploymentEvent(
        new_id(), person.id, person.employment, person.unit_id, person.employment_since, "", now, actor.cadre_id
    )


def _log(
    office: Office,
    uow: UnitOfWork,
    actor: Actor,
    import_id: str,
    roster: ReadRoster,
    plan: RosterPlan,
    changed: Sequence[Decided],
    now: datetime,
) -> None:
    added = sorted(one.after.id for one in plan.decided if one.action is Action.ADDED and one.after)
    uow.audit.append(
        home_id=office.home_id,
        at=now,
        actor_id=actor.cadre_id,
        action="roster.imported",
        subject=import_id,
        facts={
            "file_digest": roster.digest,
            "counts": {action.value: count for action, count in plan.counts.items()},
            "added_digest": hashlib.sha256("".join(added).encode()).hexdigest(),
            "changed": {one.after.id: list(one.fields) for one in changed if one.after},
        },
    )


def _stored_import(
    import_id: str,
    now: datetime,
    actor: Actor,
    roster: ReadRoster,
    ready: PlannedRoster,
    made: Sequence[Unit],
    added: Sequence[Decided],
    changed: Sequence[Decided],
    events: Sequence[str],
) -> Any:
    from trainer.adapters.storage.stores.imports import StoredImport

    return StoredImport(
        import_id,
        now,
        actor.cadre_id,
        roster.file[-255:],
        roster.digest,
        {action.value: count for action, count in ready.plan.counts.items()},
        {
            "root": ready.root.id,
            "added": [one.after.id for one in added if one.after],
            "units": [unit.id for unit in made],
            "events": list(events),
            "rows": [_kept(one, ready.people) for one in changed],
        },
    )


def _kept(one: Decided, people: Mapping[str, tuple[Cadre, SealedNumbers]]) -> dict[str, Any]:
    """Write down how a changed person was."""
    if one.before is None or one.after is None:
        raise ValueError(one.action)
    old = one.before
    names = [name for name in one.fields if name not in {"id_number", "phone"}]
    kept: dict[str, Any] = {
        "id": old.id,
        "version_after": one.after.version,
        "facts": {name: getattr(old, name) for name in names},
    }
    if {"id_number", "phone"} & set(one.fields):
        sealed = people[old.id][1]
        kept["numbers"] = [
            sealed.id_number.hex() if sealed.id_number else None,
            sealed.id_number_digest,
            sealed.phone.hex() if sealed.phone else None,
        ]
        kept["facts"] |= {"id_number_masked": old.id_number_masked, "phone_masked": old.phone_masked}
    return kept


def _all_findings(file_findings: Iterable[Finding], plan: RosterPlan) -> tuple[Finding, ...]:
    found = [*file_findings, *plan.findings]
    for one in plan.decided:
        found.extend(one.row.findings)
    return tuple(found)


def _preview_row(one: Decided) -> PreviewRow:
    changes: list[tuple[str, str, str]] = []
    if one.action in {Action.CHANGED, Action.MOVED} and one.before and one.after:
        for name in one.fields:
            shown = f"{name}_masked" if name in {"id_number", "phone"} else name
            changes.append((name, str(getattr(one.before, shown)), str(getattr(one.after, shown))))
    person = one.before or one.after
    return PreviewRow(
        one.row.sheet,
        one.row.row,
        one.action,
        one.row.name,
        one.unit.name if one.unit else one.row.unit_text,
        person.id if person and one.action is not Action.ADDED else None,
        tuple(changes),
        tuple(one.row.findings),
    )
