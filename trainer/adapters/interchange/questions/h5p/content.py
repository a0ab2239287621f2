"""One content of an H5P file: its values, its texts and its pictures."""

from __future__ import annotations

import html as entities
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.html_text import to_markdown
from trainer.adapters.interchange.questions.media import media_file
from trainer.domain.question_bank.answers import Attachment, Feedback
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.text import escape, plain
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_zip import SafeZip

_TAG = re.compile(r"<[^<>]*>")
_MOST_LIST = 2_000
_LONGEST = 200_000


@dataclass(slots=True)
class Files:
    """The pictures of an H5P file, each read once."""

    archive: SafeZip
    known: dict[str, MediaFile | None] = field(default_factory=dict)

    def find(self, path: str) -> MediaFile | None:
        """Give a file that a content names; None where it is missing or no picture, sound or video."""
        name = posixpath.normpath(f"content/{path.split('#', maxsplit=1)[0].lstrip('/')}")
        if name not in self.known:
            try:
                found = media_file(posixpath.basename(name), self.archive.read(name)) if name in self.archive else None
            except BadFileError:
                found = None
            self.known[name] = found
        return self.known[name]


class Content:
    """What an author filled in for one content type.

    Args:
        library: name of the type without its version: ``H5P.MultiChoice``.
        values: its parameters; anything that is not a mapping counts as empty.
        files: of the archive.
        title: of this content; empty without.
    """

    def __init__(self, library: str, values: Any, files: Files, title: str = "") -> None:
        self.library = library
        self.values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        self.title = title
        self.media: dict[str, MediaFile] = {}
        self.missing: list[str] = []
        self._files = files
        self._addresses: dict[str, Attachment] = {}

    def at(self, *path: str) -> Any:
        """Give the value at a path; None where there is none."""
        found: Any = self.values
        for step in path:
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    def list(self, *path: str) -> list[Any]:
        """Give a list; an empty one where there is none."""
        found = self.at(*path)
        return found[:_MOST_LIST] if isinstance(found, list) else []

    def truth(self, default: bool, *path: str) -> bool:
        """Give a flag."""
        found = self.at(*path)
        return found if isinstance(found, bool) else str(found).lower() == "true" if isinstance(found, str) else default

    def text(self, *path: str) -> str:
        """Give a text in HTML as Markdown."""
        return self.markdown(self.at(*path))

    def markdown(self, value: Any) -> str:
        """Turn a value in HTML into Markdown; empty for anything that is no text."""
        if not isinstance(value, str) or len(value) > _LONGEST:
            return ""
        for found in re.finditer(r"""\bsrc=["']([^"'<>]{1,500})["']""", value):
            self.picture(found[1])
        return to_markdown(value, self._addresses)

    def words(self, value: Any) -> str:
        """Give the plain words of a value in HTML."""
        return plain(self.markdown(value)) if isinstance(value, str) else ""

    def picture(self, path: Any) -> str:
        """Take a file into the question; gives its name there, empty where it is missing."""
        if not isinstance(path, str) or not path or path.lower().startswith(("http:", "https:", "//", "data:")):
            return ""
        found = self._files.find(path)
        if found is None:
            self.missing.append(path)
            return ""
        name, number = found.name, 1
        while name in self.media and self.media[name].digest != found.digest:
            number += 1
            name = f"{number}-{found.name}"
        kept = self.media.setdefault(name, found if name == found.name else replace(found, name=name))
        self._addresses[path] = kept.attachment
        return name

    def shown(self, value: Any) -> str:
        """Give what a nested library of pictures, sound or video shows, as Markdown."""
        if not isinstance(value, Mapping):
            return ""
        params = value.get("params")
        params = params if isinstance(params, Mapping) else value
        words = params.get("alt") or params.get("title") or ""
        files = params.get("file") or params.get("files") or params.get("sources")
        first = files[0] if isinstance(files, list) and files else files
        name = self.picture(first.get("path")) if isinstance(first, Mapping) else ""
        return f"![{escape(str(words)[:200])}]({name})" if name else ""

    def with_media(self, text: str) -> str:
        """Put the content's picture before its text."""
        shown = self.shown(self.at("media", "type")) or self.shown(self.at("media"))
        return "\n\n".join(part for part in (shown, text) if part)

    def feedback(self) -> tuple[Feedback, str]:
        """Give words by what was earned, and words that follow any answer."""
        right = partly = wrong = always = ""
        groups = self.at("overallFeedback")
        ranges = groups.get("overallFeedback") if isinstance(groups, Mapping) else groups
        for one in ranges if isinstance(ranges, list) else []:
            if not isinstance(one, Mapping):
                continue
            low, high, text = one.get("from", 0), one.get("to", 100), self.markdown(one.get("feedback"))
            if low == 0 and high == 100:
                always = text
            elif high == 100:
                right = text
            elif low == 0:
                wrong = text
            else:
                partly = partly or text
        return Feedback(right, partly, wrong), always


def is_percent(value: Any) -> bool:
    """Tell a number that a place on a picture can be."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1000 <= value <= 1000


def bare(html: str) -> str:
    """Give a piece of HTML as plain words, where it is an answer and no text."""
    return " ".join(entities.unescape(_TAG.sub("", html)).replace("\xa0", " ").split())


def equal_shares(count: int) -> Fraction:
    """Give the part of each of several that count alike."""
    return Fraction(1, max(1, count))
