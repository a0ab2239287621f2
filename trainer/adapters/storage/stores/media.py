"""Pictures, sounds and videos of questions, kept once whoever refers to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from trainer.adapters.storage.stores.bulk import chunks
from trainer.adapters.storage.tables.question_bank import media, question_media
from trainer.adapters.storage.upsert import insert_or_change
from trainer.domain.question_bank.drafts import MediaFile


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A file as it is kept.

    Attributes:
        digest: SHA-256 of the content, 64 hex digits.
        width, height: pixels; 0 where unknown or meaningless.
    """

    digest: str
    media_type: str
    content: bytes
    width: int
    height: int


class MediaStore:
    """SQL of the files of questions."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def put(self, files: Iterable[MediaFile], at: datetime) -> None:
        """Keep files; such as are kept already are left as they are."""
        wanted = {file.digest: file for file in files}
        known = self.known(wanted)
        insert = insert_or_change(self._c, media).on_conflict_do_nothing(index_elements=["digest"])
        for digest, file in wanted.items():
            if digest not in known:
                row = {
                    "digest": digest,
                    "media_type": file.media_type,
                    "size": len(file.content),
                    "width": file.width,
                    "height": file.height,
                    "content": file.content,
                    "made_at": at,
                }
                self._c.execute(insert, [row])

    def known(self, digests: Iterable[str]) -> set[str]:
        """Tell which files are kept."""
        found: set[str] = set()
        for chunk in chunks(digests):
            found.update(self._c.scalars(sa.select(media.c.digest).where(media.c.digest.in_(chunk))))
        return found

    def get(self, digest: str) -> StoredMedia | None:
        """Give a file with its bytes."""
        row = self._c.execute(sa.select(media).where(media.c.digest == digest)).first()
        return StoredMedia(row.digest, row.media_type, bytes(row.content), row.width, row.height) if row else None

    def missing(self) -> list[str]:
        """Give the digests that questions refer to and whose bytes are not kept."""
        query = (
            sa.select(question_media.c.digest)
            .distinct()
            .where(question_media.c.digest.not_in(sa.select(media.c.digest)))
            .order_by(question_media.c.digest)
        )
        return list(self._c.scalars(query))

    def sweep(self, keep: Iterable[str], before: datetime) -> tuple[int, int]:
        """Remove files that no version refers to.

        Args:
            keep: digests that are referred to elsewhere (drafts).
            before: files kept since are left alone; the question they belong to may be about to be saved.

        Returns:
            How many were removed, and their bytes.
        """
        kept = set(keep)
        rows = self._c.execute(
            sa.select(media.c.digest, media.c.size).where(
                media.c.made_at < before, media.c.digest.not_in(sa.select(question_media.c.digest))
            )
        ).all()
        gone = [row for row in rows if row.digest not in kept]
        for chunk in chunks(row.digest for row in gone):
            self._c.execute(sa.delete(media).where(media.c.digest.in_(chunk)))
        return len(gone), sum(row.size for row in gone)
