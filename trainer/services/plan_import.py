"""Plan a read roster against what is stored: the unit it is about, the people it may meet, what each row does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.divisions import DivisionTable
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_plan import MADE_PREFIX, Action, Known, Rules, plan_roster
from trainer.domain.people.roster_units import UnitBook, make_child, make_root
from trainer.domain.people.unit_names import UnitNames, division_of, tidy_unit_name
from trainer.domain.people.units import Unit
from trainer.platform.identifiers import new_id
from trainer.services.roster_reading import ReadRoster, RosterChoices, name_from_file
from trainer.wording import N_, t

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

_NAMELESS_ROOT = N_("This unit")


class PlannedRoster:
    """A roster planned against what is stored at this moment.

    Attributes:
        root: the unit the roster is about.
        is_new_root: that unit would be made.
        people: everybody whom a row may meet, with sealed numbers.
        plan: every row decided.
        file_findings: what concerns the file, its sheets and columns.
    """

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
