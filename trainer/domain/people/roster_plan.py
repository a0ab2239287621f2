"""What a roster would change: who is new, who is changed, who stays as is, who moves, and which rows are refused.

Persons meet by the digest of their ID number, then by staff number within the unit (never against a different name), then
by name and birth month within the unit. A name alone never makes two rows one person: where nothing else is known, a
person decides. An empty cell leaves what is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.cadres import Cadre, Employment, changed_fields, mask_id_number, mask_phone
from trainer.domain.people.names import name_key
from trainer.domain.people.roster_rows import RosterRow
from trainer.domain.people.roster_units import UnitBook
from trainer.domain.people.units import Unit

MADE_PREFIX = "P"
"""Staff numbers made by the program: P00001, P00002 ..."""

SAME_PERSON = "same"
NEW_PERSON = "new"


class Action(StrEnum):
    """What a row does."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Decided:
    """One row with what it does.

    Attributes:
        before: the person as stored; None for a new one.
        after: the person as it will be; None when refused.
        fields: what differs; ``id_number`` and ``phone`` stand for the numbers themselves.
    """

    row: RosterRow
    action: Action
    unit: Unit | None = None
    before: Cadre | None = None
    after: Cadre | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The people a roster may meet.

    Attributes:
        people: everybody of the units concerned, and everybody whose ID number stands in the roster.
        digests: cadre id to the digest of the ID number.
        has_phone: (cadre id, number in clear) -> whether that number is stored; called only where it may matter.
        last_made_no: highest staff number made by the program.
        highest_order: unit id to its highest order number.
    """

    people: Sequence[Cadre]
    digests: Mapping[str, str]
    has_phone: Callable[[str, str], bool]
    last_made_no: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How to plan.

    Attributes:
        digest: keyed digest of an ID number.
        new_id: maker of ids.
        accept_transfers: move people whom the roster names in another unit; otherwise such rows are refused.
        decisions: (sheet, row) to ``same`` or ``new`` for rows that only a name connects to somebody.
        default_tier: tier of new people without one.
        is_demo: the people belong to the demonstration.
    """

    digest: Callable[[str], str]
    new_id: Callable[[], str]
    accept_transfers: bool = False
    decisions: Mapping[tuple[str, int], str] = field(default_factory=dict)
    default_tier: str = "T2"
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """All rows decided.

    Attributes:
        decided: in the order of the roster.
        units_made: in the order they were met.
        findings: what concerns no single row, and what was found while planning, row by row.
        digests: digest of the ID number by cadre id, for those that gain one.
    """

    decided: tuple[Decided, ...]
    units_made: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]

    @property
    def counts(self) -> dict[Action, int]:
        """How many rows do what; every action is named."""
        counted = Counter(one.action for one in self.decided)
        return {action: counted.get(action, 0) for action in Action}


def plan_roster(rows: Sequence[RosterRow], book: UnitBook, known: Known, rules: Rules) -> RosterPlan:
    """Decide every row.

    Args:
        rows: as read; rows refused in reading stay refused.
        book: finds and makes units.
        known: the people a row may meet.
        rules: how to decide.
    """
    planner = _Planner(book, known, rules)
    planner.find_units(rows)
    planner.find_contradictions(rows)
    decided = tuple(planner.decide(row) for row in rows)
    return RosterPlan(decided, tuple(book.made), tuple(planner.findings()), planner.digests)


class _Planner:
    def __init__(self, book: UnitBook, known: Known, rules: Rules) -> None:
        self._book = book
        self._known = known
        self._rules = rules
        self._units: dict[tuple[str, int], Unit] = {}
        self._row_digests: dict[tuple[str, int], str] = {}
        self._digest_of = dict(known.digests)
        self.digests: dict[str, str] = {}
        self._by_digest: dict[str, Cadre] = {}
        self._by_staff_no: dict[tuple[str, str], Cadre] = {}
        self._by_birth: dict[tuple[str, str, str], list[Cadre]] = {}
        self._by_name: dict[tuple[str, str], list[Cadre]] = {}
        self._met: dict[str, RosterRow] = {}
        self._claimed: set[str] = set()
        self._made_nos: list[RosterRow] = []
        self._orders: dict[str, int] = {}
        self._tierless = False
        self._next_no = int(known.last_made_no[len(MADE_PREFIX) :] or 0) if known.last_made_no else 0
        for person in known.people:
            self._enter(person)

    def find_units(self, rows: Sequence[RosterRow]) -> None:
        told: set[tuple[str, str]] = set()
        for row in rows:
            row.forget_planning()
            found = self._book.find(row.unit_text, row.unit_code)
            if found.unit is None:
                if not row.is_refused:
                    others = "、".join(found.others)
                    row.tell(found.code, Severity.ERROR, None, unit=row.unit_text or row.unit_code, others=others)
                continue
            self._units[row.sheet, row.row] = found.unit
            if found.code and (row.unit_text, row.unit_code) not in told:
                told.add((row.unit_text, row.unit_code))
                row.tell(found.code, Severity.NOTICE, None, unit=row.unit_text, name=found.unit.name)

    def find_contradictions(self, rows: Sequence[RosterRow]) -> None:
        """Refuse every row of a group that gives one number to different names: nobody can tell which one is right."""
        by_number: dict[str, list[RosterRow]] = {}
        by_staff_no: dict[tuple[str, str], list[RosterRow]] = {}
        digest = self._rules.digest
        for row in rows:
            if row.is_refused:
                continue
            if row.id_number:
                self._row_digests[row.sheet, row.row] = digest(row.id_number)
                by_number.setdefault(row.id_number, []).append(row)
            staff_no = row.values.get("staff_no", "")
            if staff_no:
                by_staff_no.setdefault((self._units[row.sheet, row.row].id, staff_no), []).append(row)
        for code, groups in (("id_number_twice", by_number.values()), ("staff_no_twice", by_staff_no.values())):
            for group in groups:
                if len(group) > 1 and not _is_one_person(group, code):
                    places = _places(group)
                    for row in group:
                        row.tell(code, Severity.ERROR, None, rows=places)

    def decide(self, row: RosterRow) -> Decided:
        unit = self._units.get((row.sheet, row.row))
        if row.is_refused or unit is None:
            return Decided(row, Action.REFUSED, unit)
        before = self._match(row, unit)
        if row.is_refused:
            return Decided(row, Action.REFUSED, unit, before)
        if before is None:
            return self._add(row, unit)
        earlier = self._met.get(before.id)
        if earlier is not None:
            row.tell("duplicate_row", Severity.ERROR, None, first=_place(earlier, row))
            return Decided(row, Action.REFUSED, unit, before)
        self._met[before.id] = row
        return self._change(row, unit, before)

    def findings(self) -> Iterable[Finding]:
        if self._made_nos:
            first = self._made_nos[0]
            facts = {"n": len(self._made_nos)}
            yield Finding("staff_no_made", Severity.NOTICE, "", None, first.sheet, None, None, facts)
        if self._tierless:
            yield Finding(
                "tier_defaulted", Severity.NOTICE, "", None, None, None, None, {"tier": self._rules.default_tier}
            )

    # who is meant

    def _match(self, row: RosterRow, unit: Unit) -> Cadre | None:
        digest = self._row_digests.get((row.sheet, row.row), "")
        key = name_key(row.name)
        if digest:
            found = self._by_digest.get(digest)
            if found is not None:
                if found.name_key != key and not self._says(row, SAME_PERSON):
                    row.tell("id_number_other_name", Severity.ERROR, None, name=row.name, other=found.name)
                return found
        staff_no = row.values.get("staff_no", "")
        if staff_no:
            found = self._by_staff_no.get((unit.id, staff_no))
            if found is not None:
                if self._contradicts(found, digest):
                    row.tell("staff_no_other_person", Severity.ERROR, None, staff_no=staff_no, other=found.name)
                elif found.name_key != key and not self._says(row, SAME_PERSON):
                    row.tell("staff_no_other_name", Severity.ERROR, None, staff_no=staff_no, other=found.name)
                return found
        birth = row.values.get("birth", "")[:7]
        if birth:
            same = [
                person
                for person in self._by_birth.get((unit.id, key, birth), ())
                if not self._contradicts(person, digest) and not self._other_staff_no(person, staff_no)
            ]
            if len(same) == 1:
                return same[0]
            if same:
                row.tell("person_several", Severity.ERROR, None, name=row.name, n=len(same))
                return None
        return self._by_name_only(row, unit, key, digest, staff_no, birth)

    def _by_name_only(
        self, row: RosterRow, unit: Unit, key: str, digest: str, staff_no: str, birth: str
    ) -> Cadre | None:
        namesakes = self._by_name.get((unit.id, key), ())
        if not namesakes:
            return None
        open_ones = [
            person
            for person in namesakes
            if not self._contradicts(person, digest)
            and not self._other_staff_no(person, staff_no)
            and not (birth and person.birth and person.birth_month != birth)
            and person.id not in self._claimed
        ]
        if not open_ones or self._says(row, NEW_PERSON):
            if any(person.id not in self._met for person in namesakes) or open_ones:
                row.tell("same_name_in_unit", Severity.NOTICE, None, name=row.name)
            elif not digest and not staff_no and not birth:
                row.tell("same_name_in_unit", Severity.WARNING, None, name=row.name)
            return None
        if self._says(row, SAME_PERSON) and len(open_ones) == 1:
            return open_ones[0]
        # Nothing but the name connects them. Where the row says nothing new, leaving things as they are is safe.
        for person in open_ones:
            if person.id not in self._met and self._adds_nothing(row, person):
                self._claimed.add(person.id)
                row.tell("same_name_left", Severity.WARNING, None, name=row.name)
                return person
        row.tell("same_name_unsure", Severity.ERROR, None, name=row.name)
        return None

    def _contradicts(self, person: Cadre, digest: str) -> bool:
        own = self._digest_of.get(person.id, "")
        return bool(digest and own and digest != own)

    @staticmethod
    def _other_staff_no(person: Cadre, staff_no: str) -> bool:
        return bool(staff_no) and staff_no != person.staff_no and not is_made_staff_no(person.staff_no)

    def _adds_nothing(self, row: RosterRow, person: Cadre) -> bool:
        if row.phone and not self._has_phone(person, row.phone):
            return False
        values: dict[str, Any] = _typed(row.values)
        return not row.id_number and all(getattr(person, name) == value for name, value in values.items())

    def _says(self, row: RosterRow, answer: str) -> bool:
        return self._rules.decisions.get((row.sheet, row.row)) == answer

    # what happens

    def _add(self, row: RosterRow, unit: Unit) -> Decided:
        values = _typed(row.values)
        if "staff_no" not in values:
            self._next_no += 1
            values["staff_no"] = f"{MADE_PREFIX}{self._next_no:05d}"
            self._made_nos.append(row)
        if "tier" not in values and self._rules.default_tier:
            values["tier"] = self._rules.default_tier
            self._tierless = True
        order = self._orders.get(unit.id, 0) + 1
        self._orders[unit.id] = max(order, values.get("order_no", 0))
        values.setdefault("order_no", order)
        person = Cadre(
            id=self._rules.new_id(),
            name=row.name,
            unit_id=unit.id,
            id_number_masked=mask_id_number(row.id_number) if row.id_number else "",
            phone_masked=mask_phone(row.phone) if row.phone else "",
            is_demo=self._rules.is_demo,
            **values,
        )
        digest = self._row_digests.get((row.sheet, row.row))
        if digest:
            self._digest_of[person.id] = self.digests[person.id] = digest
        self._enter(person)
        self._met[person.id] = row
        return Decided(row, Action.ADDED, unit, None, person)

    def _change(self, row: RosterRow, unit: Unit, before: Cadre) -> Decided:
        values = _typed(row.values)
        moved = before.unit_id != unit.id
        if moved and not self._rules.accept_transfers:
            row.tell("transfer_proposed", Severity.ERROR, None, name=before.name, unit=unit.name)
            return Decided(row, Action.REFUSED, unit, before)
        staff_no = values.get("staff_no", before.staff_no)
        holder = self._by_staff_no.get((unit.id, staff_no))
        if holder is not None and holder.id != before.id:
            row.tell("staff_no_taken", Severity.ERROR, None, staff_no=staff_no, other=holder.name)
            return Decided(row, Action.REFUSED, unit, before)
        if not before.employment.is_on_roster and "employment" not in values:
            row.tell("person_has_left", Severity.WARNING, None, name=before.name)
        values["name"] = row.name
        values["unit_id"] = unit.id
        numbers: list[str] = []
        digest = self._row_digests.get((row.sheet, row.row))
        if digest and digest != self._digest_of.get(before.id):
            values["id_number_masked"] = mask_id_number(row.id_number)
            self._digest_of[before.id] = self.digests[before.id] = digest
            numbers.append("id_number")
        if row.phone and not self._has_phone(before, row.phone):
            values["phone_masked"] = mask_phone(row.phone)
            numbers.append("phone")
        if not numbers and all(getattr(before, name) == value for name, value in values.items()):
            return Decided(row, Action.UNCHANGED, unit, before, before)
        after = replace(before, version=before.version + 1, **values)
        fields = tuple(
            name for name in changed_fields(before, after) if name not in {"id_number_masked", "phone_masked"}
        )
        self._enter(after)
        return Decided(row, Action.MOVED if moved else Action.CHANGED, unit, before, after, (*fields, *numbers))

    def _has_phone(self, person: Cadre, phone: str) -> bool:
        return person.phone_masked == mask_phone(phone) and self._known.has_phone(person.id, phone)

    def _enter(self, person: Cadre) -> None:
        digest = self._digest_of.get(person.id)
        if digest:
            self._by_digest[digest] = person
        key = person.name_key
        self._by_staff_no[person.unit_id, person.staff_no] = person
        _put(self._by_name.setdefault((person.unit_id, key), []), person)
        if person.birth:
            _put(self._by_birth.setdefault((person.unit_id, key, person.birth_month), []), person)
        if person.order_no > self._orders.get(person.unit_id, 0):
            self._orders[person.unit_id] = person.order_no


def is_made_staff_no(staff_no: str) -> bool:
    """Tell whether the program made a staff number because the roster had none."""
    return staff_no.startswith(MADE_PREFIX) and staff_no[len(MADE_PREFIX) :].isdigit()


def _typed(values: Mapping[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(values)
    if "employment" in typed:
        typed["employment"] = Employment(typed["employment"])
    if "order_no" in typed:
        typed["order_no"] = int(typed["order_no"])
    return typed


def _put(people: list[Cadre], person: Cadre) -> None:
    for place, other in enumerate(people):
        if other.id == person.id:
            people[place] = person
            return
    people.append(person)


def _is_one_person(group: Sequence[RosterRow], code: str) -> bool:
    if len({name_key(row.name) for row in group}) > 1:
        return False
    # One staff number with two ID numbers is two persons under one name.
    return code == "id_number_twice" or len({row.id_number for row in group if row.id_number}) <= 1


def _place(row: RosterRow, seen_from: RosterRow) -> str:
    return str(row.row) if row.sheet == seen_from.sheet else f"{row.sheet}!{row.row}"


def _places(group: Sequence[RosterRow]) -> str:
    return "、".join(_place(row, group[0]) for row in group)
