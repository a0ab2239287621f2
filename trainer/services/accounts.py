"""Accounts and roles, run by administrators within their reach of the unit tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from trainer.adapters.keys import secrets
from trainer.adapters.storage.unit_of_work import UnitOfWork
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people import accounts as rules
from trainer.domain.people.accounts import Account, RoleGrant
from trainer.domain.people.roles import Actor, Right, Role, require
from trainer.platform.identifiers import new_id
from trainer.services.office import Office
from trainer.services.sign_in import code_digest


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person and then forgotten: only a keyed digest of the code is kept.

    Attributes:
        code: in groups, ``7K2M-P9QX-4TNB``.
    """

    cadre_id: str
    staff_no: str
    name: str
    unit_id: str
    unit_name: str
    code: str


@dataclass(frozen=True, slots=True)
class Slips:
    """Codes made for several people.

    Attributes:
        slips: by unit, then by person.
        left_out: ids of people who already have a secret; theirs is reset one by one, never in bulk.
    """

    slips: tuple[Slip, ...]
    left_out: tuple[str, ...]


def make_activation_codes(
    office: Office, actor: Actor, cadre_ids: Iterable[str], *, is_demo: bool = False
) -> tuple[Slips, Changes]:
    """Make a one-time code for each person without a secret; an older open code ends.

    Raises:
        Refusal: ``no_right`` for anybody outside the actor's reach; nobody gets a code then.
    """
    require(actor, Right.MANAGE_ACCOUNTS)
    wanted = list(dict.fromkeys(cadre_ids))
    now = office.clock.now()
    slips: list[Slip] = []
    left_out: list[str] = []
    with office.database.write() as uow:
        changed: list[Account] = []
        people = uow.accounts.find_people(wanted)
        for unit_id in {person[3] for person in people}:
            require(actor, Right.MANAGE_ACCOUNTS, uow.accounts.unit_path(unit_id))
        known = {account.cadre_id: account for account in uow.accounts.get_all(wanted)}
        for cadre_id, staff_no, name, unit_id, unit_name in people:
            account = known.get(cadre_id) or Account(cadre_id, is_demo=is_demo)
            if account.secret_hash is not None:
                left_out.append(cadre_id)
                continue
            code = secrets.new_code()
            changed.append(_with_code(office, account, code, now))
            slips.append(Slip(cadre_id, staff_no, name, unit_id, unit_name, rules.shown_code(code)))
        uow.accounts.save_all(changed)
        if slips:
            _log(uow, office, actor, now, "account.codes_made", "", {"people": len(slips)})
    return Slips(tuple(slips), tuple(left_out)), _changes(slip.cadre_id for slip in slips)


def reset_account(office: Office, actor: Actor, cadre_id: str) -> tuple[Slip, Changes]:
    """Take a forgotten secret away and make a new one-time code; a lock ends as well."""
    now = office.clock.now()
    with office.database.write() as uow:
        _require_over(uow, actor, cadre_id)
        found = uow.accounts.find_people([cadre_id])[0]
        account = uow.accounts.get(cadre_id) or Account(cadre_id)
        _keep_an_administrator(uow, account, now)
        code = secrets.new_code()
        open_again = replace(account, secret_hash=None, failed_count=0, failed_at=None)
        uow.accounts.save(_with_code(office, open_again, code, now))
        _log(uow, office, actor, now, "account.reset", cadre_id, {})
    return Slip(*found, rules.shown_code(code)), _changes([cadre_id])


def disable_account(office: Office, actor: Actor, cadre_id: str) -> tuple[None, Changes]:
    """Close a person's way in; nothing is deleted.

    Raises:
        Refusal: ``no_right``, ``own_account``, ``last_administrator``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        _require_over(uow, actor, cadre_id)
        if actor.cadre_id == cadre_id:
            raise Refusal("own_account")
        account = uow.accounts.get(cadre_id) or Account(cadre_id)
        _keep_an_administrator(uow, account, now)
        uow.accounts.save(replace(account, is_disabled=True))
        _log(uow, office, actor, now, "account.disabled", cadre_id, {})
    return None, _changes([cadre_id])


def enable_account(office: Office, actor: Actor, cadre_id: str) -> tuple[None, Changes]:
    """Open a closed account again."""
    return _change(office, actor, cadre_id, "account.enabled", is_disabled=False)


def unlock_account(office: Office, actor: Actor, cadre_id: str) -> tuple[None, Changes]:
    """End a wait after wrong secrets, when the person stands beside the administrator."""
    return _change(office, actor, cadre_id, "account.unlocked", failed_count=0, failed_at=None)


def note_notice_seen(office: Office, actor: Actor) -> tuple[None, Changes]:
    """Record that the person has read the privacy notice."""
    if actor.cadre_id is None:
        return None, Changes.of()
    now = office.clock.now()
    with office.database.write() as uow:
        account = uow.accounts.get(actor.cadre_id) or Account(actor.cadre_id)
        uow.accounts.save(replace(account, notice_seen_at=now))
        _log(uow, office, actor, now, "account.notice_seen", actor.cadre_id, {})
    return None, _changes([actor.cadre_id])


def has_seen_notice(office: Office, actor: Actor) -> bool:
    """Tell whether the privacy notice must still be shown to this person."""
    if actor.cadre_id is None:
        return True
    with office.database.read() as uow:
        account = uow.accounts.get(actor.cadre_id)
    return account is not None and account.notice_seen_at is not None


def grant_role(
    office: Office, actor: Actor, cadre_id: str, role: Role, unit_id: str, expires_at: datetime | None = None
) -> tuple[RoleGrant, Changes]:
    """Give somebody a role over a unit and all below it.

    Args:
        expires_at: aware; None when it holds until it is taken back.

    Raises:
        Refusal: ``no_right``, ``person_gone``, ``unit_unknown``, ``role_is_everybodys`` (learner), ``expiry_in_the_past``,
            ``role_already_held`` (the same role over the same unit, in force).
    """
    now = office.clock.now()
    with office.database.write() as uow:
        unit_path = uow.accounts.unit_path(unit_id)
        if unit_path is None:
            raise Refusal("unit_unknown")
        require(actor, Right.MANAGE_ACCOUNTS, unit_path)
        if uow.accounts.person(cadre_id) is None:
            raise Refusal("person_gone")
        if role is Role.LEARNER:
            raise Refusal("role_is_everybodys")
        if expires_at is not None and expires_at <= now:
            raise Refusal("expiry_in_the_past")
        held = [one for one in uow.accounts.all_grants(cadre_id) if one.is_in_force(now)]
        if any(one.role is role and one.unit_id == unit_id for one in held):
            raise Refusal("role_already_held")
        grant = RoleGrant(new_id(), cadre_id, role, unit_id, unit_path, now, actor.cadre_id, expires_at)
        uow.accounts.add_grant(grant)
        facts = {"role": role.value, "unit": unit_id, "expires": expires_at.isoformat() if expires_at else None}
        _log(uow, office, actor, now, "role.granted", cadre_id, facts)
    return grant, _changes([cadre_id])


def revoke_role(office: Office, actor: Actor, grant_id: str) -> tuple[None, Changes]:
    """Take a role back.

    Raises:
        Refusal: ``no_right``, ``grant_gone``, ``last_administrator``.
    """
    now = office.clock.now()
    with office.database.write() as uow:
        grant = uow.accounts.grant_by_id(grant_id)
        if grant is None or grant.revoked_at is not None:
            raise Refusal("grant_gone")
        require(actor, Right.MANAGE_ACCOUNTS, grant.unit_path)
        before = uow.accounts.administrators_with_secret(now)
        uow.accounts.revoke_grant(grant_id, now)
        if before and not uow.accounts.administrators_with_secret(now):
            raise Refusal("last_administrator")
        facts = {"role": grant.role.value, "unit": grant.unit_id}
        _log(uow, office, actor, now, "role.revoked", grant.cadre_id, facts)
    return None, _changes([grant.cadre_id])


def _change(office: Office, actor: Actor, cadre_id: str, action: str, **values: object) -> tuple[None, Changes]:
    now = office.clock.now()
    with office.database.write() as uow:
        _require_over(uow, actor, cadre_id)
        account = uow.accounts.get(cadre_id) or Account(cadre_id)
        uow.accounts.save(replace(account, **values))  # type: ignore[arg-type]  # names are checked by replace itself
        _log(uow, office, actor, now, action, cadre_id, {})
    return None, _changes([cadre_id])


def _with_code(office: Office, account: Account, code: str, now: datetime) -> Account:
    digest = code_digest(office, account.cadre_id, code)
    return replace(account, activation_digest=digest, activation_made_at=now)


def _require_over(uow: UnitOfWork, actor: Actor, cadre_id: str) -> None:
    person = uow.accounts.person(cadre_id)
    if person is None:
        raise Refusal("person_gone")
    require(actor, Right.MANAGE_ACCOUNTS, person[3])


def _keep_an_administrator(uow: UnitOfWork, account: Account, now: datetime) -> None:
    """Refuse to shut out the last person who could let the others in."""
    if uow.accounts.administrators_with_secret(now) == [account.cadre_id]:
        raise Refusal("last_administrator")


def _log(
    uow: UnitOfWork, office: Office, actor: Actor, at: datetime, action: str, subject: str, facts: dict[str, Any]
) -> None:
    uow.audit.append(
        home_id=office.home_id, at=at, actor_id=actor.cadre_id, action=action, subject=subject, facts=facts
    )


def _changes(cadre_ids: Iterable[str]) -> Changes:
    return Changes.of(Area.ACCOUNTS, cadre_ids=frozenset(cadre_ids))
