"""Texts of ours as elements of Moodle XML, with the files they show."""

from __future__ import annotations

import base64
from collections.abc import Callable

from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import media_names

Media = Callable[[str], bytes | None]


def wrapped(text: str) -> str:
    """Put a text into an element as Moodle does: as a section where it holds signs of XML."""
    if "<" not in text and "&" not in text and ">" not in text:
        return text
    if "]]>" in text:
        text = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{text}]]>"


def escaped(text: str) -> str:
    """Write a value of an attribute or a word."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Files:
    """The attachments of one question while it is written.

    Attributes:
        order: names in the order in which a reader will meet them.
    """

    def __init__(self, attachments: tuple[Attachment, ...], media: Media) -> None:
        self._by_name = {one.name: one for one in attachments}
        self._media = media
        self.order: dict[str, None] = {}

    def shown_in(self, markdown: str) -> str:
        """Give the files that a text shows, as elements to stand beside it."""
        if not self._by_name or "![" not in markdown:
            return ""
        return "".join(self.file(name) for name in dict.fromkeys(media_names(markdown)))

    def file(self, name: str) -> str:
        """Give one file as an element; empty where it is lost."""
        one = self._by_name.get(name)
        content = None if one is None else self._media(one.digest)
        if content is None:
            return ""
        self.order.setdefault(name)
        data = base64.b64encode(content).decode("ascii")
        return f'<file name="{escaped(name)}" path="/" encoding="base64">{data}</file>'

    def unshown(self, texts: str) -> str:
        """Give the files that no text shows."""
        shown = set(media_names(texts)) if "![" in texts else set()
        return "".join(self.file(name) for name in self._by_name if name not in shown and name not in self.order)
