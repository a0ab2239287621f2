"""Roles over the unit tree and what they may do.

Source: the table of rights in the field notes of the project (role separation between author, examiner, certificate
officer and administrator is a default of this program, not a regulation).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.kernel.outcomes import Refusal


class Role(StrEnum):
    """Who somebody is within a unit and all below it."""

    LEARNER = "learner"
    AUTHOR = "author"
    CLASS_ADMIN = "class_admin"
    EXAMINER = "examiner"
    CERTIFICATE_OFFICER = "certificate_officer"
    UNIT_LEADER = "unit_leader"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What a role may do."""

    LEARN = "learn"
    EDIT_QUESTIONS = "edit_questions"
    REVIEW_QUESTIONS = "review_questions"
    MANAGE_ROSTER = "manage_roster"
    MANAGE_EXAMS = "manage_exams"
    SEE_PROGRESS = "see_progress"
    MANAGE_PLANS = "manage_plans"
    SEE_RESULTS = "see_results"
    REVEAL_NUMBERS = "reveal_numbers"
    ISSUE_CERTIFICATES = "issue_certificates"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_SETTINGS = "manage_settings"
    BACKUP = "backup"
    READ_LOG = "read_log"
    URGE = "urge"


_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.LEARNER: frozenset({Right.LEARN}),
    Role.AUTHOR: frozenset({Right.EDIT_QUESTIONS, Right.REVIEW_QUESTIONS}),
    Role.CLASS_ADMIN: frozenset(
        {
            Right.MANAGE_ROSTER,
            Right.SEE_PROGRESS,
            Right.MANAGE_PLANS,
            Right.SEE_RESULTS,
            Right.REVEAL_NUMBERS,
            Right.URGE,
        }
    ),
    Role.EXAMINER: frozenset({Right.MANAGE_EXAMS, Right.SEE_RESULTS, Right.REVIEW_QUESTIONS}),
    Role.CERTIFICATE_OFFICER: frozenset({Right.ISSUE_CERTIFICATES, Right.REVEAL_NUMBERS, Right.SEE_PROGRESS}),
    Role.UNIT_LEADER: frozenset({Right.SEE_PROGRESS, Right.SEE_RESULTS, Right.URGE}),
    Role.SUPERVISOR: frozenset({Right.SEE_PROGRESS, Right.SEE_RESULTS, Right.URGE}),
    Role.ADMINISTRATOR: frozenset(
        {Right.MANAGE_ACCOUNTS, Right.MANAGE_SETTINGS, Right.BACKUP, Right.MANAGE_ROSTER, Right.READ_LOG}
    ),
    Role.AUDITOR: frozenset({Right.READ_LOG}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held over a unit and all below it.

    Attributes:
        role: which.
        unit_id: the unit at the top of the reach.
        unit_path: its path in the tree (``/a/b/``).
    """

    role: Role
    unit_id: str
    unit_path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Attributes:
        cadre_id: the person; None for the program itself or an open command line.
        name: how the person is addressed; for screens, never for the log.
        grants: all roles in force.
        is_everybody: the open command line of a home without an administrator's secret, and the program itself.
    """

    cadre_id: str | None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    is_everybody: bool = False

    def may(self, right: Right, unit_path: str | None = None) -> bool:
        """Tell whether the actor may do something, in a unit or anywhere at all."""
        if self.is_everybody:
            return True
        return any(
            right in _RIGHTS[grant.role] and (unit_path is None or unit_path.startswith(grant.unit_path))
            for grant in self.grants
        )

    def reach(self, right: Right) -> tuple[str, ...] | None:
        """Give the paths below which the actor has a right; None means everywhere."""
        if self.is_everybody:
            return None
        return tuple(grant.unit_path for grant in self.grants if right in _RIGHTS[grant.role])

    def has(self, role: Role) -> bool:
        """Tell whether the actor holds a role anywhere."""
        return any(grant.role is role for grant in self.grants)


PROGRAM = Actor(None, "", (), is_everybody=True)


def require(actor: Actor, right: Right, unit_path: str | None = None) -> None:
    """Let an actor through or refuse.

    Raises:
        Refusal: ``no_right`` with the right's name.
    """
    if not actor.may(right, unit_path):
        raise Refusal("no_right", right=right.value)
