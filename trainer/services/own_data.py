"""What is kept about oneself: data with masked numbers, the account, and what was done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people import codes
from trainer.domain.people.leader_paths import is_on_starter_path
from trainer.domain.people.roles import Actor
from trainer.services.seat import TEXT_PERCENT
from trainer.wording.actions import action_name

if TYPE_CHECKING:
    from trainer.services.office import Office

ACTIVITIES_SHOWN = 30


class OwnNumber(StrEnum):
    """A number that is masked until its owner asks for it."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing done by oneself, or by somebody else to one's own account.

    Attributes:
        by_other: name of the other person; empty where it was oneself or the program.
    """

    at: datetime
    action: str
    name: str
    by_other: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """One person's own data.

    Attributes:
        birth: ``yyyy-mm`` or ``yyyy-mm-dd``; empty where unknown.
        id_number, phone: masked; empty where none is kept.
        sex, ethnicity, rank, post_level, tier, employment: labels as on forms, in Chinese.
        is_starter: a leader on the starter path.
    """

    cadre_id: str
    name: str
    staff_no: str
    unit_name: str
    section: str
    sex: str
    ethnicity: str
    birth: str
    post: str
    post_level: str
    rank: str
    tier: str
    employment: str
    id_number: str
    phone: str
    is_starter: bool
    last_sign_in_at: datetime | None
    activities: tuple[Activity, ...]


def own_data(office: Office, actor: Actor) -> OwnData:
    """Read what is kept about the person signed in.

    Raises:
        Refusal: ``not_a_learner``, nobody is signed in; ``person_gone``.
    """
    cadre_id = _self(actor)
    with office.database.read() as uow:
        person = uow.cadres.get(cadre_id)
        if person is None:
            raise Refusal("person_gone")
        unit = uow.units.get(person.unit_id)
        account = uow.accounts.get(cadre_id)
        _, mine = uow.audit.search(actor_id=cadre_id, limit=ACTIVITIES_SHOWN)
        _, about_me = uow.audit.search(subject=cadre_id, limit=ACTIVITIES_SHOWN)
        entries = {(entry.home_id, entry.seq): entry for entry in (*mine, *about_me)}
        newest = sorted(entries.values(), key=lambda entry: (entry.at, entry.seq), reverse=True)[:ACTIVITIES_SHOWN]
        others = {entry.actor_id for entry in newest if entry.actor_id and entry.actor_id != cadre_id}
        names = {found[0]: found[2] for found in uow.accounts.find_people(others)}
    return OwnData(
        cadre_id=cadre_id,
        name=person.name,
        staff_no=person.staff_no,
        unit_name=unit.name if unit is not None else "",
        section=person.section,
        sex=codes.SEX.label(person.sex) if person.sex not in {"", "0", "9"} else "",
        ethnicity=codes.ETHNICITY.label(person.ethnicity),
        birth=person.birth,
        post=person.post,
        post_level=codes.POST_LEVEL.label(person.post_level),
        rank=codes.RANK.label(person.rank),
        tier=codes.TIER.label(person.tier),
        employment=codes.EMPLOYMENT.label(person.employment.value),
        id_number=person.id_number_masked,
        phone=person.phone_masked,
        is_starter=is_on_starter_path(person.tier, person.leader_path),
        last_sign_in_at=account.last_sign_in_at if account is not None else None,
        activities=tuple(
            Activity(entry.at, entry.action, action_name(entry.action), names.get(entry.actor_id or "", ""))
            for entry in newest
        ),
    )


def is_starter(office: Office, actor: Actor) -> bool:
    """Tell whether the person signed in gets the home with three large tiles."""
    if actor.cadre_id is None:
        return False
    with office.database.read() as uow:
        person = uow.cadres.get(actor.cadre_id)
    return person is not None and is_on_starter_path(person.tier, person.leader_path)


def reveal_own(office: Office, actor: Actor, which: OwnNumber) -> str:
    """Show one's own number in clear, and note in the log that it was shown.

    Raises:
        Refusal: ``not_a_learner``; ``number_not_kept``, there is none.
        Fault: ``key_does_not_fit`` and others of the key ring.
    """
    cadre_id = _self(actor)
    with office.database.write() as uow:
        numbers = uow.cadres.numbers([cadre_id]).get(cadre_id)
        sealed = None
        if numbers is not None:
            sealed = numbers.id_number if which is OwnNumber.ID_NUMBER else numbers.phone
        if sealed is None:
            raise Refusal("number_not_kept")
        clear = office.keys.unseal(sealed).decode()
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=cadre_id,
            action="cadre.own_number_seen",
            subject=cadre_id,
            facts={"which": which.value},
        )
    return clear


def reader_percent(office: Office, actor: Actor) -> int:
    """Give the text size somebody reads lessons at, in per cent; 0 follows the program's."""
    if actor.cadre_id is None:
        return 0
    with office.database.read() as uow:
        kept = uow.settings.read(_reader_key(actor.cadre_id), 0)
    return kept if kept in TEXT_PERCENT else 0


def keep_reader_percent(office: Office, actor: Actor, percent: int) -> None:
    """Remember the text size somebody reads lessons at; it goes with the person to every seat.

    Args:
        percent: one of :data:`trainer.services.seat.TEXT_PERCENT`, or 0.
    """
    if actor.cadre_id is None:
        return
    with office.database.write() as uow:
        uow.settings.write(_reader_key(actor.cadre_id), percent, office.clock.now())


def _reader_key(cadre_id: str) -> str:
    return f"reader.percent.{cadre_id}"


def _self(actor: Actor) -> str:
    if actor.cadre_id is None:
        raise Refusal("not_a_learner")
    return actor.cadre_id
