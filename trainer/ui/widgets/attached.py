"""Pictures, sounds and videos that belong to a question, found by the names that its texts use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from trainer.domain.question_bank.answers import Attachment

SVG: Final = "image/svg+xml"
# A vector picture is kept as pixels this many times its own size, so that it stays sharp when it is enlarged.
_SHARP: Final = 3
_LARGEST_EDGE: Final = 3000

Media = Callable[[str], bytes | None]


class Attached:
    """The attachments of a question with a way to their bytes. Pictures are read when first asked for.

    Args:
        attachments: of the question.
        media: gives the bytes of a digest; None where they are not at hand.
        outside: folder for copies that the system's own player may open; None where no other program may be opened.
    """

    def __init__(
        self, attachments: Sequence[Attachment] = (), media: Media | None = None, outside: Path | None = None
    ) -> None:
        self.attachments = tuple(attachments)
        self.outside = outside
        self._media = media
        self._pictures: dict[str, QImage] = {}

    def within(self, attachments: Sequence[Attachment]) -> Attached:
        """Give the attachments of a part of the question: its own ones come before those of the whole."""
        own = {one.name for one in attachments}
        more = (*attachments, *(one for one in self.attachments if one.name not in own))
        return Attached(more, self._media, self.outside)

    def find(self, name: str) -> Attachment | None:
        """Find an attachment by its name; None where there is none."""
        return self._by_name.get(name)

    def content(self, name: str) -> bytes | None:
        """Read the bytes of an attachment; None where they are not at hand."""
        found = self.find(name)
        return self._media(found.digest) if found is not None and self._media is not None else None

    def is_picture(self, name: str) -> bool:
        """Tell whether a name stands for a picture; unknown names do, so that their words are shown in its place."""
        found = self.find(name)
        return found is None or found.media_type.startswith("image/")

    def picture(self, name: str) -> QImage:
        """Read a picture; a null image where it is missing or damaged."""
        image = self._pictures.get(name)
        if image is None:
            image = self._pictures[name] = self._read(name)
        return image

    def size(self, name: str) -> QSize:
        """Give the size of a picture in its own pixels, as places on it are counted; empty where unknown."""
        found = self.find(name)
        if found is not None and found.width > 0 and found.height > 0:
            return QSize(found.width, found.height)
        image = self.picture(name)
        return (image.size() / image.devicePixelRatio()) if not image.isNull() else QSize()

    @cached_property
    def _by_name(self) -> dict[str, Attachment]:
        return {one.name: one for one in reversed(self.attachments)}

    def _read(self, name: str) -> QImage:
        content = self.content(name)
        if content is None:
            return QImage()
        found = self.find(name)
        if found is not None and found.media_type == SVG:
            return _drawn(content)
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        return reader.read()


def _drawn(svg: bytes) -> QImage:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(svg))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return QImage()
    sharp = max(1.0, min(_SHARP, _LARGEST_EDGE / max(size.width(), size.height())))
    image = QImage(size * sharp, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setDevicePixelRatio(sharp)
    return image


NOTHING_ATTACHED: Final = Attached()
