"""Units and cadres put straight into an office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trainer.adapters.storage.stores.cadres import SealedNumbers
from trainer.domain.kernel.ids import content_id
from trainer.domain.people.cadres import Cadre, Employment, mask_id_number, mask_phone
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.id_numbers import check_character
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.domain.people.roster_units import path_of
from trainer.domain.people.units import Unit, UnitKind
from trainer.platform.identifiers import new_id
from trainer.services.office import Office


def id_number(serial: int = 1, birth: str = "19680315") -> str:
    """Give a number with a valid check digit in an area that does not exist, so that it can be nobody's."""
    first = f"152299{birth}{serial:03d}"
    return first + check_character(first)


def make_unit(
    office: Office,
    name: str = "示范旗教育局",
    *,
    parent: Unit | None = None,
    code: str = "",
    kind: UnitKind = UnitKind.DEPARTMENT,
    order_no: int = 0,
    **more: Any,
) -> Unit:
    """Store a unit."""
    code = code or f"T-{name}"
    unit_id = content_id("unit", code)
    path = path_of(unit_id, parent.path if parent else "/")
    unit = Unit(
        unit_id,
        code,
        name,
        kind,
        parent.id if parent else None,
        path,
        parent.depth + 1 if parent else 0,
        order_no,
        **more,
    )
    with office.database.write() as uow:
        uow.units.add(unit, office.clock.now())
    return unit


def make_cadre(
    office: Office,
    unit: Unit,
    name: str = "王小明",
    staff_no: str = "",
    *,
    number: str = "",
    phone: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> Cadre:
    """Store a person with a first employment event."""
    now = at or office.clock.now()
    cadre = Cadre(
        new_id(),
        staff_no or new_id()[-8:],
        name,
        unit.id,
        id_number_masked=mask_id_number(number) if number else "",
        phone_masked=mask_phone(phone) if phone else "",
        **facts,
    )
    sealed = SealedNumbers(
        office.keys.seal(number.encode()) if number else None,
        office.keys.digest("id_number", number) if number else None,
        office.keys.seal(phone.encode()) if phone else None,
    )
    event = EmploymentEvent(new_id(), cadre.id, Employment(cadre.employment), unit.id, "", "", now, None)
    with office.database.write() as uow:
        uow.cadres.add(cadre, sealed, office.home_id, now)
        uow.cadres.record([event], office.home_id)
    return cadre


def actor_with(unit: Unit, *roles: Role, cadre_id: str | None = None) -> Actor:
    """Make an actor who holds roles over a unit and all below it."""
    return Actor(cadre_id, "甲", tuple(Grant(role, unit.id, unit.path) for role in roles))
