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
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.cadres import Cadre
from trainer.domain.people.divisions import DivisionTable
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_plan import (
    MADE_PREFIX,
    Action,
    Decided,
    Known,
    RosterPlan,
    Rules,
    plan_roster,
)
from trainer.domain.people.roster_units import UnitBook, make_child, make_root
from trainer.domain.people.unit_names import division_of, tidy_unit_name
from trainer.domain.people.units import Unit
from trainer.platform.identifiers import new_id
from trainer.services.roster_reading import (
    Inspection,
    ReadRoster,
    RosterChoices,
    inspect,
    name_from_file,
    read_roster,
)
from trainer.wording import N_, t

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
    "commit",
    "import_file",
    "inspect",
    "list_imports",
    "preview",
    "undo",
    "write_error_rows",
]

UNDO_WITHIN = timedelta(hours=24)

_NAMELESS_ROOT = N_("This unit")


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
        ready = _Ready(office, uow, actor, roster, choices)
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


class _Ready:
    """A roster planned against what is stored at this moment."""

    def __init__(
        self, office: Office, uow: UnitOfWork, actor: Actor, roster: ReadRoster, choices: RosterChoices
    ) -> None:
        from trainer.adapters.interchange.division_file import read_divisions

        self._table = read_divisions(office.home.root / "divisions.csv")
        told: list[Finding] = []
        units = uow.units.all()
        self.root, self.is_new_root = _root(actor, units, roster, choices, self._table, told)
        inside = [unit for unit in units if unit.path.startswith(self.root.path)]
        top = "/" + self.root.path.split("/")[1] + "/"
        outside = [
            unit
            for unit in units
            if unit.path.startswith(top)
            and not unit.path.startswith(self.root.path)
            and actor.may(Right.MANAGE_ROSTER, unit.path)
        ]
        book = UnitBook(self.root, inside, uow.units.aliases(), self._table, choices.unit_decisions, outside)
        digests = {row.id_number: "" for row in roster.rows if row.id_number}
        digest = office.keys.digest
        for number in digests:
            digests[number] = digest("id_number", number)
        concerned = {found.unit.id for row in roster.rows if (found := book.find(row.unit_text, row.unit_code)).unit}
        self.people = uow.cadres.for_matching(concerned, digests.values())
        people = self.people

        def has_phone(cadre_id: str, phone: str) -> bool:
            sealed = people[cadre_id][1].phone if cadre_id in people else None
            return sealed is not None and office.keys.unseal(sealed).decode() == phone

        self.plan = plan_roster(
            roster.rows,
            book,
            Known(
                [person for person, _ in people.values()],
                {
                    cadre_id: sealed.id_number_digest
                    for cadre_id, (_, sealed) in people.items()
                    if sealed.id_number_digest
                },
                has_phone,
                uow.cadres.last_made_staff_no(MADE_PREFIX),
            ),
            Rules(
                digests.__getitem__,
                new_id,
                choices.accept_transfers,
                {(sheet, row): text for (sheet, row, name), text in choices.decisions.items() if name == "person"},
                choices.default_tier,
                self.root.is_demo,
            ),
        )
        left = {one.before.unit_id for one in self.plan.decided if one.action is Action.MOVED and one.before}
        paths = {unit.id: unit.path for unit in units}
        for unit_id in left:
            require(actor, Right.MANAGE_ROSTER, paths.get(unit_id, "/"))
        self.file_findings = (*told, *roster.findings)


def _root(
    actor: Actor,
    units: Sequence[Unit],
    roster: ReadRoster,
    choices: RosterChoices,
    table: DivisionTable,
    told: list[Finding],
) -> tuple[Unit, bool]:
    """Find the unit the roster is about, or make it."""
    if choices.under_unit:
        wanted = choices.under_unit
        found = [unit for unit in units if wanted in {unit.id, unit.code, unit.name, unit.short_name}]
        if len(found) != 1 and (units or wanted.isascii()):
            codes = "、".join(unit.code for unit in found[:8])
            raise Refusal("unit_unknown" if not found else "unit_named_twice", unit=wanted, name=wanted, codes=codes)
        if found:
            require(actor, Right.MANAGE_ROSTER, found[0].path)
            return found[0], False
    name = choices.under_unit or roster.root_name
    tops = [unit for unit in units if unit.parent_id is None]
    if name:
        known = _known_unit(name, units, table)
        if known is not None:
            require(actor, Right.MANAGE_ROSTER, known.path)
            return known, False
    elif len(tops) == 1:
        require(actor, Right.MANAGE_ROSTER, tops[0].path)
        told.append(Finding("root_is_top", Severity.NOTICE, facts={"unit": tops[0].name}))
        return tops[0], False
    elif tops:
        raise Refusal("roster_needs_unit", file=roster.file)
    else:
        name = name_from_file(roster.file) or t(_NAMELESS_ROOT)
        told.append(Finding("root_from_file_name", Severity.WARNING, facts={"unit": name}))
    parent = _parent_for(name, tops, table)
    require(actor, Right.MANAGE_ROSTER, parent.path if parent else "/")
    if parent is None:
        made = make_root(name, table)
    else:
        brothers = [unit.order_no for unit in units if unit.parent_id == parent.id]
        made = make_child(name, parent, max(brothers, default=0) + 1, table)
    told.append(Finding("unit_made", Severity.NOTICE, facts={"unit": name, "name": made.name}))
    return made, True


def _known_unit(name: str, units: Sequence[Unit], table: DivisionTable) -> Unit | None:
    plain = tidy_unit_name(name)
    named = [unit for unit in units if plain in {unit.name, unit.short_name, unit.code}]
    if len(named) == 1:
        return named[0]
    division = table.named(plain)
    if division is not None:
        alike = [unit for unit in units if unit.code == division.code or table.named(unit.name) == division]
        if len(alike) == 1:
            return alike[0]
    # The same organisation under another spelling, as long as it is of the same place.
    from trainer.domain.people.unit_names import UnitNames

    names = UnitNames(table, None)
    alike = [unit for unit in units if names.long_key(unit.name) == names.long_key(plain)]
    return alike[0] if len(alike) == 1 else None


def _parent_for(name: str, tops: Sequence[Unit], table: DivisionTable) -> Unit | None:
    """Find the top unit below which a new roster unit belongs; None makes it a top unit itself."""
    division = table.named(tidy_unit_name(name)) or division_of(name, table)
    for top in tops:
        own = top.division_code
        if division is None or not own or own == division.code:
            if len(tops) == 1:
                return top
        elif own.endswith("00") and division.code.startswith(own[:4].removesuffix("00")):
            return top
    return None


def _store(office: Office, actor: Actor, roster: ReadRoster, choices: RosterChoices) -> tuple[ImportOutcome, Changes]:
    now = office.clock.now()
    import_id = new_id()
    with office.database.write() as uow:
        ready = _Ready(office, uow, actor, roster, choices)
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
    ready: _Ready,
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


def _as_they_were(
    changed: Mapping[str, Mapping[str, Any]], current: Mapping[str, Cadre]
) -> tuple[list[Cadre], dict[str, SealedNumbers]]:
    from dataclasses import replace

    from trainer.adapters.storage.stores.cadres import SealedNumbers
    from trainer.domain.people.cadres import Employment

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


def _names(people: Sequence[Cadre], limit: int = 8) -> str:
    shown = "、".join(person.name for person in people[:limit])
    return shown + ("…" if len(people) > limit else "")
