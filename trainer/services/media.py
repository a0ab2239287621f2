"""Pictures, sounds and videos of questions: kept once, given to whoever sees the question, swept when nobody refers to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.reading import recall_question

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.media import StoredMedia
    from trainer.domain.question_bank.drafts import MediaFile
    from trainer.services.office import Office

# The largest file that one question may carry; a database is no place for films.
LARGEST = 50 * 1024 * 1024
# Files kept since are never swept: the question that they belong to may be open in an editor.
KEPT_AT_LEAST = timedelta(days=7)

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep_media(office: Office, actor: Actor, files: Sequence[MediaFile]) -> tuple[Attachment, ...]:
    """Keep files that were dropped into an editor, before the question itself is saved.

    Returns:
        What a question says of each, in the order given.

    Raises:
        Refusal: ``no_right``; ``media_too_large`` (``name``, ``limit_mb``).
    """
    require(actor, Right.EDIT_QUESTIONS)
    for file in files:
        if len(file.content) > LARGEST:
            raise Refusal("media_too_large", name=file.name, limit_mb=LARGEST // 1024 // 1024)
    with office.database.write() as uow:
        uow.media.put(files, office.clock.now())
    return tuple(file.attachment for file in files)


def keep_file(office: Office, actor: Actor, name: str, content: bytes) -> Attachment:
    """Keep one file as it lies on a disk or came from the clipboard.

    Raises:
        Refusal: ``no_right``; ``media_too_large``; ``media_unknown`` for what is no picture, sound or video (``name``).
    """
    from trainer.adapters.interchange.questions.media import media_file

    found = media_file(name, content)
    if found is None:
        raise Refusal("media_unknown", name=name)
    return keep_media(office, actor, [found])[0]


def give_media(office: Office, actor: Actor, digest: str) -> StoredMedia | None:
    """Give a file with its bytes; None where it is not kept (an import may have come without its files).

    Whoever knows a digest was shown the question that refers to it: digests are not to be guessed, and candidates need the
    pictures of their papers.

    Raises:
        Refusal: ``no_right`` for somebody who is nobody.
    """
    if not actor.is_everybody and actor.cadre_id is None:
        require(actor, Right.LEARN)
    if not _DIGEST.fullmatch(digest):
        return None
    with office.database.read() as uow:
        return uow.media.get(digest)


def missing_media(office: Office, actor: Actor) -> list[str]:
    """Give the digests of files that questions refer to and that are not kept."""
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.read() as uow:
        return uow.media.missing()


def sweep_media(office: Office, actor: Actor) -> tuple[int, int]:
    """Remove files that neither a version nor a draft refers to.

    Returns:
        How many were removed, and their bytes.
    """
    require(actor, Right.EDIT_QUESTIONS)
    now = office.clock.now()
    with office.database.write() as uow:
        drafts = (recall_question(one.document) for one in uow.question_life.all_drafts())
        keep = {file.digest for draft in drafts for part in (draft, *draft.parts) for file in part.attachments}
        removed, size = uow.media.sweep(keep, now - KEPT_AT_LEAST)
        if removed:
            uow.audit.append(
                home_id=office.home_id,
                at=now,
                actor_id=actor.cadre_id,
                action="media.swept",
                facts={"files": removed, "bytes": size},
            )
    return removed, size
