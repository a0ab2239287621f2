"""Add and change people by hand, and open a personal number for somebody who may see it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.cadres import Cadre, Employment, changed_fields, mask_id_number, mask_phone
from trainer.domain.people.codes import TABLES
from trainer.domain.people.dates import read_date
from trainer.domain.people.history import EmploymentEvent
from trainer.domain.people.id_numbers import read_id_number
from trainer.domain.people.names import read_name
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.people.roster_cells import MAX_TEXT, read_phone, tidy
from trainer.domain.people.roster_plan import MADE_PREFIX
from trainer.platform.identifiers import new_id

if TYPE_CHECKING:
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

REVEALABLE = ("id_number", "phone")

_TEXT_FIELDS = ("section", "post", "remark", "leader_path")
_DATE_FIELDS = {"birth": 10, "work_start": 7}
_MIN_REASON = 2


@dataclass(frozen=True, slots=True)
class CadreDraft:
    """What a person fills in about somebody.

    Attributes:
        name: as it should be printed.
        staff_no: empty to let the program make one.
        fields: any of section, sex, ethnicity, birth, post, post_level, rank, category, political_status, work_start,
            education, degree, tier, leader_path, order_no, remark; codes or the words of a roster. A field that is not
            named stays as it is; an empty text clears it.
        id_number, phone: a new number; None leaves what is stored, empty text removes it.
    """

    name: str
    staff_no: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    id_number: str | None = None
    phone: str | None = None


def add_cadre(office: Office, actor: Actor, unit_id: str, draft: CadreDraft) -> tuple[Cadre, Changes]:
    """Add a person by hand.

    Raises:
        Refusal: ``no_right``, ``unit_unknown``, ``staff_no_taken``, ``id_number_taken``, ``name_missing`` and other
            codes of names, ID numbers and fields.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        unit = uow.units.read(unit_id)
        require(actor, Right.MANAGE_ROSTER, unit.path)
        values = _values(draft, local_date(now))
        staff_no = draft.staff_no.strip() or _made_staff_no(uow)
        _check_staff_no(uow, unit.id, staff_no, None)
        values.setdefault("order_no", uow.cadres.highest_order(unit.id) + 1)
        values = {"tier": "T2"} | values
        cadre = Cadre(new_id(), staff_no, _name(draft.name), unit.id, is_demo=unit.is_demo, **values)
        cadre = _write(office, uow, None, cadre, draft)
        _record(office, uow, actor, cadre)
        _after(office, uow, actor, "cadre.added", cadre, [])
    return cadre, _changes(cadre.id)


def change_cadre(office: Office, actor: Actor, cadre_id: str, draft: CadreDraft) -> tuple[Cadre, Changes]:
    """Correct a person's facts; unit and employment have their own functions.

    Raises:
        Refusal: as :func:`add_cadre`; ``cadre_unknown``.
    """
    with office.database.write() as uow:
        old = uow.cadres.read(cadre_id)
        require(actor, Right.MANAGE_ROSTER, uow.units.read(old.unit_id).path)
        staff_no = draft.staff_no.strip() or old.staff_no
        _check_staff_no(uow, old.unit_id, staff_no, old.id)
        values = _values(draft, local_date(office.clock.now()))
        new = replace(old, name=_name(draft.name), staff_no=staff_no, version=old.version + 1, **values)
        new = _write(office, uow, old, new, draft)
        _after(office, uow, actor, "cadre.changed", new, list(changed_fields(old, new)))
    return new, _changes(cadre_id)


def change_employment(
    office: Office, actor: Actor, cadre_id: str, state: Employment, since: str = "", remark: str = ""
) -> tuple[Cadre, Changes]:
    """Note that somebody retired, left, was seconded or came back; the history keeps every state.

    Args:
        since: ISO date, or empty for today.

    Raises:
        Refusal: ``no_right``, ``cadre_unknown``, ``date_unreadable``.
    """
    today = local_date(office.clock.now())
    since = _iso(since, today) if since else today.isoformat()
    with office.database.write() as uow:
        old = uow.cadres.read(cadre_id)
        require(actor, Right.MANAGE_ROSTER, uow.units.read(old.unit_id).path)
        new = replace(old, employment=state, employment_since=since, version=old.version + 1)
        uow.cadres.change(new, office.clock.now())
        _record(office, uow, actor, new, remark)
        _after(office, uow, actor, "cadre.employment_changed", new, [state.value])
    return new, _changes(cadre_id)


def move_cadre(office: Office, actor: Actor, cadre_id: str, unit_id: str, remark: str = "") -> tuple[Cadre, Changes]:
    """Move somebody to another unit; results stay with the unit where they were made.

    Raises:
        Refusal: ``no_right``, ``cadre_unknown``, ``unit_unknown``, ``staff_no_taken``.
    """
    with office.database.write() as uow:
        old = uow.cadres.read(cadre_id)
        unit = uow.units.read(unit_id)
        require(actor, Right.MANAGE_ROSTER, uow.units.read(old.unit_id).path)
        require(actor, Right.MANAGE_ROSTER, unit.path)
        if old.unit_id == unit.id:
            return old, Changes.of()
        _check_staff_no(uow, unit.id, old.staff_no, old.id)
        new = replace(old, unit_id=unit.id, section="", version=old.version + 1)
        new = replace(new, order_no=uow.cadres.highest_order(unit.id) + 1)
        uow.cadres.change(new, office.clock.now())
        _record(office, uow, actor, new, remark)
        _after(office, uow, actor, "cadre.moved", new, [old.unit_id, unit.id])
    return new, _changes(cadre_id)


def reveal(office: Office, actor: Actor, cadre_id: str, number: str, reason: str) -> str:
    """Open one personal number, for a reason that goes into the log.

    Everybody may see one's own numbers; that is logged too.

    Args:
        number: ``id_number`` or ``phone``.

    Returns:
        The number; empty when none is stored.

    Raises:
        Refusal: ``no_right``, ``reason_missing``, ``cadre_unknown``.
    """
    if number not in REVEALABLE:
        raise ValueError(number)
    if len(reason.strip()) < _MIN_REASON:
        raise Refusal("reason_missing")
    with office.database.write() as uow:
        cadre = uow.cadres.read(cadre_id)
        if actor.cadre_id != cadre_id:
            require(actor, Right.REVEAL_NUMBERS, uow.units.read(cadre.unit_id).path)
        sealed = uow.cadres.numbers([cadre_id])[cadre_id]
        hidden = sealed.id_number if number == "id_number" else sealed.phone
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="cadre.number_revealed",
            subject=cadre_id,
            # A reason may hold a name, so it is sealed; an auditor's page opens it.
            facts={"number": number, "reason_sealed": office.keys.seal(reason.strip().encode()).hex()},
        )
    return office.keys.unseal(hidden).decode() if hidden else ""


def history(office: Office, actor: Actor, cadre_id: str) -> list[EmploymentEvent]:
    """Give a person's employment events, oldest first."""
    with office.database.read() as uow:
        cadre = uow.cadres.read(cadre_id)
        if actor.cadre_id != cadre_id:
            require(actor, Right.MANAGE_ROSTER, uow.units.read(cadre.unit_id).path)
        return uow.cadres.history(cadre_id)


def _values(draft: CadreDraft, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, raw in draft.fields.items():
        text = tidy(raw)
        if name in TABLES and name != "employment":
            code = TABLES[name].read(text) if text else ("0" if name == "sex" else "")
            if code is None and not TABLES[name].keeps_text:
                raise Refusal("field_not_in_table", field=name, value=text)
            values[name] = text if code is None else code
        elif name in _DATE_FIELDS:
            values[name] = _iso(text, today)[: _DATE_FIELDS[name]] if text else ""
        elif name == "order_no":
            if not text.isdigit():
                raise Refusal("order_not_a_number", value=text)
            values[name] = int(text)
        elif name in _TEXT_FIELDS:
            values[name] = text.replace("\n", "、")
        else:
            raise ValueError(name)
        limit = MAX_TEXT.get(name, 0)
        if limit and len(str(values[name])) > limit:
            raise Refusal("cell_too_long", limit=limit, length=len(str(values[name])))
    return values


def _iso(text: str, today: date) -> str:
    read = read_date(text, today=today, keeps_zeros=True)
    if not read.value:
        raise Refusal(read.refusal or "date_unreadable", value=text)
    return read.value


def _name(text: str) -> str:
    if not text.strip():
        raise Refusal("name_missing")
    read = read_name(text)
    if read.refusal:
        raise Refusal(read.refusal, value=text, length=len(text))
    return read.name


def _made_staff_no(uow: UnitOfWork) -> str:
    last = uow.cadres.last_made_staff_no(MADE_PREFIX)
    return f"{MADE_PREFIX}{int(last[len(MADE_PREFIX) :] or 0) + 1 if last else 1:05d}"


def _check_staff_no(uow: UnitOfWork, unit_id: str, staff_no: str, own_id: str | None) -> None:
    if len(staff_no) > MAX_TEXT["staff_no"]:
        raise Refusal("cell_too_long", limit=MAX_TEXT["staff_no"], length=len(staff_no))
    for other in uow.cadres.by_staff_no(staff_no):
        if other.unit_id == unit_id and other.id != own_id:
            raise Refusal("staff_no_taken", staff_no=staff_no, other=other.name)


def _write(office: Office, uow: UnitOfWork, old: Cadre | None, new: Cadre, draft: CadreDraft) -> Cadre:
    """Seal numbers and write the row."""
    from trainer.adapters.storage.stores.cadres import NO_NUMBERS

    numbers = uow.cadres.numbers([old.id]).get(old.id, NO_NUMBERS) if old else NO_NUMBERS
    if draft.id_number is not None:
        id_number = ""
        if draft.id_number.strip():
            read = read_id_number(draft.id_number)
            if read.refusal:
                raise Refusal(read.refusal, offer=mask_id_number(read.offer))
            id_number = read.number
        digest = office.keys.digest("id_number", id_number) if id_number else None
        holder = uow.cadres.by_id_digest([digest]).get(digest) if digest else None
        if holder is not None and holder.id != new.id:
            raise Refusal("id_number_taken", other=holder.name)
        sealed = office.keys.seal(id_number.encode()) if id_number else None
        numbers = replace(numbers, id_number=sealed, id_number_digest=digest)
        new = replace(new, id_number_masked=mask_id_number(id_number) if id_number else "")
    if draft.phone is not None:
        phone = ""
        if draft.phone.strip():
            phone = read_phone(draft.phone).value
            if not phone:
                raise Refusal("phone_malformed")
        numbers = replace(numbers, phone=office.keys.seal(phone.encode()) if phone else None)
        new = replace(new, phone_masked=mask_phone(phone) if phone else "")
    now = office.clock.now()
    if old is None:
        uow.cadres.add(new, numbers, office.home_id, now)
    else:
        uow.cadres.change(new, now, numbers)
    return new


def _record(office: Office, uow: UnitOfWork, actor: Actor, cadre: Cadre, remark: str = "") -> None:
    now = office.clock.now()
    event = EmploymentEvent(
        new_id(), cadre.id, cadre.employment, cadre.unit_id, cadre.employment_since, remark, now, actor.cadre_id
    )
    uow.cadres.record([event], office.home_id)


def _after(office: Office, uow: UnitOfWork, actor: Actor, action: str, cadre: Cadre, codes: list[str]) -> None:
    from trainer.services.progress import refresh_people

    now = office.clock.now()
    refresh_people(uow, office.home_id, [cadre.id], now)
    uow.audit.append(
        home_id=office.home_id,
        at=now,
        actor_id=actor.cadre_id,
        action=action,
        subject=cadre.id,
        facts={"fields": codes},
    )


def _changes(cadre_id: str) -> Changes:
    return Changes.of(Area.CADRES, Area.PROGRESS, cadre_ids=frozenset({cadre_id}))
