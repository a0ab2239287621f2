"""Make and change the organisation tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.divisions import DivisionTable
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_units import make_child, make_root, path_of
from trainer.domain.people.unit_names import tidy_unit_name
from trainer.domain.people.units import Unit, UnitKind, in_protocol_order
from trainer.services.progress import refresh_people

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """What a person fills in to make or change a unit.

    Attributes:
        kind: None to tell it from the name.
        division_code: GB/T 2260; empty to tell it from the name.
        credit_code: GB 32100, 18 characters, may be empty.
        code: empty to let the program make one.
    """

    name: str
    kind: UnitKind | None = None
    short_name: str = ""
    division_code: str = ""
    credit_code: str = ""
    code: str = ""


def create_root(
    office: Office, actor: Actor, name: str, kind: UnitKind | None = None, division_code: str = ""
) -> tuple[Unit, Changes]:
    """Make a unit at the top of a tree.

    Raises:
        Refusal: ``unit_without_name``, ``unit_name_too_long``, ``unit_exists``, ``no_right``.
    """
    require(actor, Right.MANAGE_ROSTER, "/")
    made = make_root(_checked_name(name), _divisions(office), kind=kind, division_code=division_code)
    return _add(office, actor, made)


def add_unit(office: Office, actor: Actor, parent_id: str, draft: UnitDraft) -> tuple[Unit, Changes]:
    """Make a unit below another, last among its brothers.

    Raises:
        Refusal: as :func:`create_root`; ``unit_unknown``, ``credit_code_malformed``.
    """
    name = _checked_name(draft.name)
    _check_credit_code(draft.credit_code)
    table = _divisions(office)
    with office.database.read() as uow:
        parent = uow.units.read(parent_id)
        brothers = [unit.order_no for unit in uow.units.below(parent.path) if unit.parent_id == parent.id]
    require(actor, Right.MANAGE_ROSTER, parent.path)
    made = make_child(name, parent, max(brothers, default=0) + 1, table, code=draft.code.strip())
    made = replace(
        made,
        kind=draft.kind or made.kind,
        short_name=draft.short_name.strip(),
        division_code=draft.division_code or made.division_code,
        credit_code=draft.credit_code.strip().upper(),
        is_demo=parent.is_demo,
    )
    return _add(office, actor, made)


def change_unit(office: Office, actor: Actor, unit_id: str, draft: UnitDraft) -> tuple[Unit, Changes]:
    """Rename a unit or correct its facts; code and place stay. The old name is kept as another spelling.

    Raises:
        Refusal: as :func:`add_unit`.
    """
    name = _checked_name(draft.name)
    _check_credit_code(draft.credit_code)
    with office.database.write() as uow:
        old = uow.units.read(unit_id)
        require(actor, Right.MANAGE_ROSTER, old.path)
        new = replace(
            old,
            name=name,
            kind=draft.kind or old.kind,
            short_name=draft.short_name.strip(),
            division_code=draft.division_code or old.division_code,
            credit_code=draft.credit_code.strip().upper(),
        )
        uow.units.change(new)
        if old.name != new.name:
            uow.units.add_alias(tidy_unit_name(old.name), old.id)
        _log(uow, office, actor, "unit.changed", new.id)
    return new, Changes.of(Area.UNITS, Area.PROGRESS)


def rename(office: Office, actor: Actor, unit_id: str, name: str) -> tuple[Unit, Changes]:
    """Give a unit another name."""
    with office.database.read() as uow:
        old = uow.units.read(unit_id)
    draft = UnitDraft(name, old.kind, old.short_name, old.division_code, old.credit_code)
    return change_unit(office, actor, unit_id, draft)


def reorder(office: Office, actor: Actor, unit_id: str, place: int) -> Changes:
    """Put a unit at a place among its brothers, 1 for the first; protocol order is never alphabetical."""
    with office.database.write() as uow:
        unit = uow.units.read(unit_id)
        parent = uow.units.get(unit.parent_id) if unit.parent_id else None
        require(actor, Right.MANAGE_ROSTER, parent.path if parent else "/")
        family = uow.units.below(parent.path) if parent else uow.units.roots()
        brothers = sorted(
            (one for one in family if one.parent_id == unit.parent_id and one.id != unit.id),
            key=lambda one: (one.order_no, one.code),
        )
        brothers.insert(max(0, min(place - 1, len(brothers))), unit)
        for number, brother in enumerate(brothers, 1):
            if brother.order_no != number:
                uow.units.change(replace(brother, order_no=number))
        _log(uow, office, actor, "unit.reordered", unit.id)
    return Changes.of(Area.UNITS, Area.PROGRESS)


def move_unit(office: Office, actor: Actor, unit_id: str, parent_id: str) -> tuple[Unit, Changes]:
    """Put a unit, with all below it, under another; facts recorded before stay with it.

    Raises:
        Refusal: ``unit_below_itself``, ``unit_unknown``, ``no_right``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        unit, parent = uow.units.read(unit_id), uow.units.read(parent_id)
        require(actor, Right.MANAGE_ROSTER, unit.path)
        require(actor, Right.MANAGE_ROSTER, parent.path)
        if parent.path.startswith(unit.path):
            raise Refusal("unit_below_itself", name=unit.name)
        below = uow.units.below(unit.path)
        brothers = [one.order_no for one in uow.units.below(parent.path) if one.parent_id == parent.id]
        path = path_of(unit.id, parent.path)
        deeper = parent.depth + 1 - unit.depth
        moved = unit
        for one in below:
            new = replace(one, path=path + one.path[len(unit.path) :], depth=one.depth + deeper)
            if one.id == unit.id:
                new = moved = replace(new, parent_id=parent.id, order_no=max(brothers, default=0) + 1)
            uow.units.change(new)
            uow.units.place(new, now)
        # People may have come under a plan or left one with their unit.
        refresh_people(uow, office.home_id, [person.id for person in uow.cadres.below(path)], now)
        _log(uow, office, actor, "unit.moved", unit.id, parent=parent.id)
    return moved, Changes.of(Area.UNITS, Area.PROGRESS)


def close_unit(office: Office, actor: Actor, unit_id: str) -> Changes:
    """Close a unit that has neither people nor units any more.

    Raises:
        Refusal: ``unit_in_use``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        unit = uow.units.read(unit_id)
        require(actor, Right.MANAGE_ROSTER, unit.path)
        if len(uow.units.below(unit.path)) > 1 or uow.cadres.in_units([unit.id]):
            raise Refusal("unit_in_use", name=unit.name)
        uow.units.close(unit.id, now)
        _log(uow, office, actor, "unit.closed", unit.id)
    return Changes.of(Area.UNITS)


def tree(office: Office, actor: Actor) -> list[Unit]:
    """Give the units an actor may manage, each followed by its own, in protocol order."""
    reach = actor.reach(Right.MANAGE_ROSTER)
    with office.database.read() as uow:
        units = uow.units.all()
    seen = units if reach is None else [unit for unit in units if unit.path.startswith(reach)]
    return in_protocol_order(seen)


def _add(office: Office, actor: Actor, made: Unit) -> tuple[Unit, Changes]:
    now = office.clock.now()
    with office.database.write() as uow:
        known = uow.units.get(made.id)
        if known is None:
            uow.units.add(made, now)
        elif any(unit.id == made.id for unit in uow.units.all()):
            raise Refusal("unit_exists", name=known.name)
        else:
            uow.units.reopen(made.id)
            uow.units.change(made)
            uow.units.place(made, now)
        _log(uow, office, actor, "unit.added", made.id)
    return made, Changes.of(Area.UNITS)


def _log(uow: UnitOfWork, office: Office, actor: Actor, action: str, unit_id: str, **facts: str) -> None:
    uow.audit.append(
        home_id=office.home_id,
        at=office.clock.now(),
        actor_id=actor.cadre_id,
        action=action,
        subject=unit_id,
        facts=facts,
    )


def _checked_name(name: str) -> str:
    plain = tidy_unit_name(name)
    if not plain:
        raise Refusal("unit_without_name")
    if len(plain) > MAX_NAME:
        raise Refusal("unit_name_too_long", limit=MAX_NAME)
    return plain


def _check_credit_code(code: str) -> None:
    if code and len(code.strip()) != 18:
        raise Refusal("credit_code_malformed", value=code)


def _divisions(office: Office) -> DivisionTable:
    from trainer.adapters.interchange.division_file import read_divisions

    return read_divisions(office.home.root / "divisions.csv")
