"""Pictures, sounds and videos of questions, read beside the window before they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.services.media import give_media

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.domain.question_bank.question import Question
    from trainer.services.office import Office


class QuestionFiles:
    """Gives the bytes of attachments to question views.

    Pictures are read ahead on a working thread (:meth:`read`). What was not, such as a recording that somebody plays, is read
    when it is asked for.

    Args:
        office: whose files they are.
        actor: who looks at them.
    """

    def __init__(self, office: Office, actor: Actor) -> None:
        self._office, self._actor = office, actor
        self._known: dict[str, bytes | None] = {}

    @property
    def outside(self) -> Path:
        """The folder for copies that the system's own player may open."""
        return self._office.home.root / "temp"

    def read(self, questions: Iterable[Question]) -> None:
        """Read the pictures of questions; called on a working thread."""
        for question in questions:
            for one in question.attachments:
                if one.media_type.startswith("image/") and one.digest not in self._known:
                    self._known[one.digest] = self._read(one.digest)
            self.read(question.parts)

    def __call__(self, digest: str) -> bytes | None:
        if digest in self._known:
            return self._known[digest]
        return self._read(digest)

    def _read(self, digest: str) -> bytes | None:
        found = give_media(self._office, self._actor, digest)
        return None if found is None else found.content


__all__ = ["QuestionFiles"]
