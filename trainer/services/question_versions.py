"""The versions of a question, and any two of them beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.differences import Part, compare
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version as a list shows it.

    Attributes:
        author: name; empty for the program and an open command line.
        is_current: the wording that new papers take.
        is_shipped: the newest one of the shipped files.
        shown: how often it was asked in examinations.
    """

    version: int
    made_at: datetime
    author: str
    is_current: bool
    is_shipped: bool
    shown: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two versions, every part of both in the order of the document."""

    code: str
    left: int
    right: int
    parts: tuple[Part, ...]

    @property
    def changed(self) -> tuple[Part, ...]:
        """The parts in which the two differ."""
        return tuple(part for part in self.parts if part.is_changed)


def list_versions(office: Office, actor: Actor, code: str) -> tuple[VersionInfo, ...]:
    """Give the versions of a question, the newest number first.

    Raises:
        Refusal: ``no_right``, ``question_unknown``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            raise Refusal("question_unknown", question=code)
        lines = uow.questions.versions_of(head.id)
        people = uow.cadres.many({one.made_by for one in lines if one.made_by})
        shown: dict[int, int] = {}
        for use in uow.question_use.of([head.id]):
            shown[use.version] = shown.get(use.version, 0) + use.shown
    return tuple(
        VersionInfo(
            one.version,
            one.made_at,
            people[one.made_by].name if one.made_by in people else "",
            one.version == head.current_version,
            one.version == head.shipped_version,
            shown.get(one.version, 0),
        )
        for one in lines
    )


def side_by_side(office: Office, actor: Actor, code: str, left: int, right: int) -> SideBySide:
    """Lay two versions beside each other.

    Raises:
        Refusal: ``no_right``; ``question_unknown``; ``question_version_unknown``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
        if head is None:
            raise Refusal("question_unknown", question=code)
        found = uow.questions.versions([(head.id, left), (head.id, right)])
    for version in (left, right):
        if (head.id, version) not in found:
            raise Refusal("question_version_unknown", question=code, version=version)
    return SideBySide(code, left, right, compare(found[head.id, left], found[head.id, right]))
