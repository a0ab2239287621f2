"""Reading and checking the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trainer.domain.people.audit_chain import ChainVerdict, verify
from trainer.domain.people.roles import Actor, Right, require
from trainer.services.office import Office
from trainer.wording.actions import action_name

_MANY = 1000


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as the page shows it.

    Attributes:
        actor: name and staff number; empty for the program or an open command line.
        action: code.
        action_name: in the language of the program.
        subject: name where it is a person who is still here, else the id.
        facts: ``key=value`` pairs, in order.
    """

    home_id: str
    seq: int
    at: datetime
    actor: str
    action: str
    action_name: str
    subject: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A part of the log.

    Attributes:
        total: entries that fit the filter, shown or not.
        rows: newest first.
        actions: code and name of every action that occurs, for the filter.
    """

    total: int
    rows: tuple[LogRow, ...]
    actions: tuple[tuple[str, str], ...]


def read_log(
    office: Office,
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    person_id: str | None = None,
    action: str = "",
    subject: str = "",
    limit: int = 200,
    offset: int = 0,
) -> LogPage:
    """Read the log, newest first.

    Args:
        since, until: aware; from, and before.
        person_id: done by this person.
        action: one action, or all of a room (``roster.``).
        subject: about this id.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.READ_LOG)
    with office.database.read() as uow:
        total, entries = uow.audit.search(
            since=since,
            until=until,
            actor_id=person_id,
            action=action,
            subject=subject,
            limit=min(limit, _MANY),
            offset=offset,
        )
        ids = {entry.actor_id for entry in entries if entry.actor_id} | {entry.subject for entry in entries}
        people = {found[0]: f"{found[2]}（{found[1]}）" for found in uow.accounts.find_people(filter(_is_id, ids))}
        actions = uow.audit.actions()
    rows = tuple(
        LogRow(
            entry.home_id,
            entry.seq,
            entry.at,
            people.get(entry.actor_id or "", entry.actor_id or ""),
            entry.action,
            action_name(entry.action),
            people.get(entry.subject, entry.subject),
            tuple((key, _shown(value)) for key, value in sorted(entry.facts.items())),
        )
        for entry in entries
    )
    return LogPage(total, rows, tuple((code, action_name(code)) for code in actions))


def verify_log(office: Office) -> dict[str, ChainVerdict]:
    """Check every chain in the database from its first entry; by home."""
    with office.database.read() as uow:
        return {home_id: verify(uow.audit.chain(home_id)) for home_id in uow.audit.homes()}


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    return "" if value is None else str(value)


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
