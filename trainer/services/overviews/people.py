"""Units and people as screens show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer.domain.people.cadres import Cadre, Employment
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.units import Unit, in_protocol_order

if TYPE_CHECKING:
    from trainer.services.office import Office

_ON_ROSTER = tuple(state.value for state in Employment if state.is_on_roster)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the tree.

    Attributes:
        own_count: people of the unit itself who are on the roster.
        count: those and everybody below.
        may_manage: the reader may change this unit and its people.
    """

    id: str
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: str | None
    depth: int
    order_no: int
    own_count: int
    count: int
    may_manage: bool


@dataclass(frozen=True, slots=True)
class SignInUnit:
    """One unit on the sign-in page; depth is counted from the top of what is shown."""

    id: str
    name: str
    depth: int
    own_count: int


@dataclass(frozen=True, slots=True)
class SignInPerson:
    """One name on the sign-in page.

    Attributes:
        apart: what tells namesakes of one unit apart: section, birth month (``yyyy-mm``) or staff number; empty where the
            name alone is enough.
    """

    cadre_id: str
    name: str
    unit_id: str
    unit_name: str
    apart: str


@dataclass(frozen=True, slots=True)
class CadreQuery:
    """What the list of people is asked for.

    Attributes:
        text: part of a name, the beginning of a staff number, part of a unit's name.
        unit_id: this unit and all below it.
        states: employment states; empty for everybody on the roster, ``("*",)`` for all.
        tiers: empty for all.
    """

    text: str = ""
    unit_id: str = ""
    states: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CadreRow:
    """One person in the list; codes, put into words by ``wording.people_terms``."""

    id: str
    staff_no: str
    name: str
    unit_id: str
    unit_name: str
    section: str
    sex: str
    birth: str
    post: str
    post_level: str
    rank: str
    category: str
    tier: str
    employment: str
    id_number_masked: str
    phone_masked: str


@dataclass(frozen=True, slots=True)
class CadrePage:
    """A part of the list, and how long it is in all."""

    total: int
    rows: tuple[CadreRow, ...]


@dataclass(frozen=True, slots=True)
class CadreCard:
    """Everything about one person.

    Attributes:
        may_reveal: the reader may open numbers, with a reason.
    """

    cadre: Cadre
    unit_name: str
    history: tuple[tuple[EmploymentEvent, str], ...]
    may_manage: bool
    may_reveal: bool


def unit_tree(office: Office, actor: Actor) -> list[UnitRow]:
    """Give the units a reader may see, each followed by its own, in protocol order, with headcounts."""
    reach = _reach(actor)
    with office.database.read() as uow:
        units = uow.units.all()
        own = uow.units.headcounts(_ON_ROSTER)
    whole = _with_below(units, own)
    seen = units if reach is None else [unit for unit in units if unit.path.startswith(reach)]
    return [
        UnitRow(
            unit.id,
            unit.code,
            unit.name,
            unit.short_name,
            unit.kind.value,
            unit.parent_id,
            unit.depth,
            unit.order_no,
            own.get(unit.id, 0),
            whole.get(unit.id, 0),
            actor.may(Right.MANAGE_ROSTER, unit.path),
        )
        for unit in in_protocol_order(seen)
    ]


def sign_in_units(office: Office) -> list[SignInUnit]:
    """Give the units from which somebody may sign in, in protocol order; those without people at all are left out."""
    with office.database.read() as uow:
        units = uow.units.all()
        own = uow.units.headcounts(_ON_ROSTER)
    whole = _with_below(units, own)
    peopled = [unit for unit in units if whole.get(unit.id)]
    top = min((unit.depth for unit in peopled), default=0)
    return [
        SignInUnit(unit.id, unit.name, unit.depth - top, own.get(unit.id, 0)) for unit in in_protocol_order(peopled)
    ]


def sign_in_people(office: Office, unit_id: str) -> list[SignInPerson]:
    """Give the people of one unit by name, namesakes told apart."""
    with office.database.read() as uow:
        return _sign_in(uow.cadres.directory(_ON_ROSTER, unit_id=unit_id))


def sign_in_search(office: Office, text: str, limit: int = 20) -> list[SignInPerson]:
    """Find people by the beginning of a name or by a whole staff number, in all units."""
    wanted = text.strip()
    if not wanted:
        return []
    with office.database.read() as uow:
        return _sign_in(uow.cadres.directory(_ON_ROSTER, text=wanted, limit=limit))


def cadre_page(office: Office, actor: Actor, query: CadreQuery) -> CadrePage:
    """Give a part of the list of people that a reader may see.

    Raises:
        Refusal: ``no_right``, ``unit_unknown``.
    """
    reach = _reach(actor)
    states = () if query.states == ("*",) else query.states or _ON_ROSTER
    with office.database.read() as uow:
        unit_path = uow.units.read(query.unit_id).path if query.unit_id else ""
        total, people = uow.cadres.page(
            below=reach,
            unit_path=unit_path,
            text=query.text.strip(),
            states=states,
            tiers=query.tiers,
            limit=query.limit,
            offset=query.offset,
        )
    return CadrePage(total, tuple(_row(person, unit_name) for person, unit_name in people))


def cadre_card(office: Office, actor: Actor, cadre_id: str) -> CadreCard:
    """Give everything about one person.

    Raises:
        Refusal: ``no_right``, ``cadre_unknown``.
    """
    with office.database.read() as uow:
        cadre = uow.cadres.read(cadre_id)
        unit = uow.units.read(cadre.unit_id)
        if actor.cadre_id != cadre_id and not actor.may(Right.SEE_PROGRESS, unit.path):
            require(actor, Right.MANAGE_ROSTER, unit.path)
        events = uow.cadres.history(cadre_id)
        names = {one.id: one.name for one in uow.units.all()}
    return CadreCard(
        cadre,
        unit.name,
        tuple((event, names.get(event.unit_id, "")) for event in events),
        actor.may(Right.MANAGE_ROSTER, unit.path),
        actor.cadre_id == cadre_id or actor.may(Right.REVEAL_NUMBERS, unit.path),
    )


def _reach(actor: Actor) -> tuple[str, ...] | None:
    reach: tuple[str, ...] = ()
    for right in (Right.MANAGE_ROSTER, Right.SEE_PROGRESS, Right.MANAGE_EXAMS, Right.MANAGE_ACCOUNTS):
        part = actor.reach(right)
        if part is None:
            return None
        reach += part
    if not reach:
        require(actor, Right.MANAGE_ROSTER)
    return reach


def _with_below(units: Iterable[Unit], own: dict[str, int]) -> dict[str, int]:
    by_id = {unit.id: unit for unit in units}
    whole: Counter[str] = Counter()
    for unit_id, count in own.items():
        unit = by_id.get(unit_id)
        while unit is not None:
            whole[unit.id] += count
            unit = by_id.get(unit.parent_id) if unit.parent_id else None
    return dict(whole)


def _sign_in(rows: list[Any]) -> list[SignInPerson]:
    doubled = Counter((row.unit_id, row.name_key) for row in rows)
    people = []
    for row in rows:
        apart = ""
        if doubled[row.unit_id, row.name_key] > 1:
            namesakes = [one for one in rows if (one.unit_id, one.name_key) == (row.unit_id, row.name_key)]
            apart = _apart(row, namesakes)
        people.append(SignInPerson(row.id, row.name, row.unit_id, row.unit_name, apart))
    return people


def _apart(row: Any, namesakes: list[Any]) -> str:
    for values in ([one.birth[:7] for one in namesakes], [one.section for one in namesakes]):
        if len(set(values)) == len(namesakes):
            return str(values[namesakes.index(row)])
    return str(row.staff_no)


def _row(cadre: Cadre, unit_name: str) -> CadreRow:
    return CadreRow(
        cadre.id,
        cadre.staff_no,
        cadre.name,
        cadre.unit_id,
        unit_name,
        cadre.section,
        cadre.sex,
        cadre.birth,
        cadre.post,
        cadre.post_level,
        cadre.rank,
        cadre.category,
        cadre.tier,
        cadre.employment.value,
        cadre.id_number_masked,
        cadre.phone_masked,
    )
