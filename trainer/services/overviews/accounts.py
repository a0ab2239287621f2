"""Accounts and roles as the administrator's page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.accounts import Account, RoleGrant, locked_for_s
from trainer.domain.people.roles import Actor, Right, Role, require
from trainer.services.office import Office
from trainer.wording import N_, t

ROLE_NAMES: dict[Role, str] = {
    Role.LEARNER: N_("Cadre"),
    Role.AUTHOR: N_("Question author"),
    Role.CLASS_ADMIN: N_("Class administrator"),
    Role.EXAMINER: N_("Examiner"),
    Role.CERTIFICATE_OFFICER: N_("Certificate officer"),
    Role.UNIT_LEADER: N_("Unit leader"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
}


class AccountState(StrEnum):
    """Where an account stands."""

    NONE = "none"
    CODE_OPEN = "code_open"
    ACTIVE = "active"
    LOCKED = "locked"
    DISABLED = "disabled"


STATE_NAMES: dict[AccountState, str] = {
    AccountState.NONE: N_("No account yet"),
    AccountState.CODE_OPEN: N_("Waiting for the first sign-in"),
    AccountState.ACTIVE: N_("In use"),
    AccountState.LOCKED: N_("Waiting after wrong secrets"),
    AccountState.DISABLED: N_("Disabled"),
}


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role as it is shown.

    Attributes:
        expires_at: None when it holds until it is taken back.
        is_in_force: False once it expired or was taken back.
    """

    id: str
    role: Role
    role_name: str
    unit_id: str
    unit_name: str
    granted_at: datetime
    expires_at: datetime | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One person's way in.

    Attributes:
        roles: those in force.
        is_locked_for_s: seconds until the next try; 0 when the door is open.
    """

    cadre_id: str
    staff_no: str
    name: str
    unit_id: str
    unit_name: str
    state: AccountState
    state_name: str
    is_locked_for_s: int
    roles: tuple[GrantRow, ...]
    last_sign_in_at: datetime | None
    has_seen_notice: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A part of the list.

    Attributes:
        total: people who fit the filter, shown or not.
    """

    total: int
    rows: tuple[AccountRow, ...]


def list_accounts(
    office: Office,
    actor: Actor,
    *,
    unit_id: str | None = None,
    text: str = "",
    role: Role | None = None,
    without_secret: bool = False,
    limit: int = 200,
    offset: int = 0,
) -> AccountPage:
    """List people with their accounts, units in protocol order.

    Args:
        unit_id: this unit and all below it; None for the actor's whole reach.
        text: part of a name, or the beginning of a staff number.
        role: only people who hold it.
        without_secret: only people who have not set one yet (for activation slips).

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.MANAGE_ACCOUNTS)
    now = office.reading()
    with office.database.read() as uow:
        total, people = uow.accounts.search_people(
            below=uow.accounts.unit_path(unit_id) if unit_id else None,
            reach=actor.reach(Right.MANAGE_ACCOUNTS),
            text=text.strip(),
            role=role,
            without_secret=without_secret,
            at=now.wall,
            limit=limit,
            offset=offset,
        )
        ids = [person[0] for person in people]
        accounts = {one.cadre_id: one for one in uow.accounts.get_all(ids)}
        grants = _by_person(uow.accounts.grants_with_unit(ids))
    rows = []
    for cadre_id, staff_no, name, person_unit, unit_name in people:
        account = accounts.get(cadre_id, Account(cadre_id))
        waiting = locked_for_s(account, now)
        state = _state(account, waiting > 0)
        held = tuple(row for row in _grant_rows(grants.get(cadre_id, ()), now.wall) if row.is_in_force)
        rows.append(
            AccountRow(
                cadre_id,
                staff_no,
                name,
                person_unit,
                unit_name,
                state,
                t(STATE_NAMES[state]),
                round(waiting),
                held,
                account.last_sign_in_at,
                account.notice_seen_at is not None,
            )
        )
    return AccountPage(total, tuple(rows))


def list_grants(office: Office, actor: Actor, cadre_id: str) -> tuple[GrantRow, ...]:
    """List every role a person holds or held, newest first.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.MANAGE_ACCOUNTS)
    with office.database.read() as uow:
        grants = uow.accounts.grants_with_unit([cadre_id])
    return tuple(reversed(_grant_rows(grants, office.clock.now())))


def find_unit(office: Office, named: str) -> str:
    """Find the open unit that a code, a name or an id names.

    Raises:
        Refusal: ``unit_unknown``, none or several.
    """
    with office.database.read() as uow:
        units = [unit for unit in uow.units.all() if named in {unit.code, unit.name, unit.short_name, unit.id}]
    if len(units) != 1:
        raise Refusal("unit_unknown")
    return units[0].id


def unit_of(office: Office, cadre_id: str) -> str:
    """Give a person's own unit.

    Raises:
        Refusal: ``person_gone``.
    """
    with office.database.read() as uow:
        person = uow.accounts.person(cadre_id)
    if person is None:
        raise Refusal("person_gone")
    return person[2]


def role_name(role: Role) -> str:
    """Say a role."""
    return t(ROLE_NAMES[role])


def _state(account: Account, is_locked: bool) -> AccountState:
    if account.is_disabled:
        return AccountState.DISABLED
    if is_locked:
        return AccountState.LOCKED
    if account.secret_hash is not None:
        return AccountState.ACTIVE
    return AccountState.CODE_OPEN if account.activation_digest else AccountState.NONE


def _by_person(grants: Iterable[tuple[RoleGrant, str]]) -> dict[str, list[tuple[RoleGrant, str]]]:
    found: dict[str, list[tuple[RoleGrant, str]]] = {}
    for grant, unit_name in grants:
        found.setdefault(grant.cadre_id, []).append((grant, unit_name))
    return found


def _grant_rows(grants: Iterable[tuple[RoleGrant, str]], now: datetime) -> list[GrantRow]:
    return [
        GrantRow(
            grant.id,
            grant.role,
            role_name(grant.role),
            grant.unit_id,
            unit_name,
            grant.granted_at,
            grant.expires_at,
            grant.is_in_force(now),
        )
        for grant, unit_name in grants
    ]
