"""What the texts of a question are read with: its file, its place, its attachments, the findings about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from trainer.adapters.interchange.questions import moodle_texts as texts
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import Attachment, Feedback
from trainer.domain.question_bank.drafts import MediaFile

if TYPE_CHECKING:
    from lxml import etree

# What stands beside a text; any other element in its place is its HTML.
_PARTS = frozenset({"file", "answer", "feedback", "options", "shownumcorrect", "clearwrong", "no", "group", "infinite"})
_NO_FILES: Mapping[str, Attachment] = {}
# No text of a question comes near this; what does was made to keep programs busy.
_LONGEST = 1_000_000


@dataclass(slots=True)
class FileInHand:
    """What the questions of one file share.

    Attributes:
        name: of the file.
        category: of the questions that follow.
        findings: of the whole file, in its order.
        media: bytes of attachments by digest.
        lost: line at which something was first lost that is told once for the file, by its code.
        numbers: exact values of the grades and fractions met so far.
        shares: exact values of the per cents met so far.
        brief: Markdown of words that recur in every question, by their HTML.
        feedback: of them, three by three.
    """

    name: str
    category: str = ""
    findings: list[Finding] = field(default_factory=list)
    media: dict[str, MediaFile] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, Fraction | None] = field(default_factory=dict)
    shares: dict[str, Fraction] = field(default_factory=dict)
    brief: dict[str, str] = field(default_factory=dict)
    feedback: dict[tuple[str, str, str], Feedback] = field(default_factory=dict)

    def once(self, code: str, line: int) -> None:
        """Note a loss that is told once for the whole file."""
        self.lost.setdefault(code, line)


class InHand:
    """One question of a file, as far as its texts are concerned.

    Args:
        line: of the question in the file.
        file: what its questions share.
    """

    __slots__ = ("attachments", "file", "kept", "line", "named", "shows_pictures")

    def __init__(self, line: int, file: FileInHand) -> None:
        self.line = line
        self.file = file
        self.named = ""
        self.shows_pictures = False
        self.attachments: list[Attachment] = []
        self.kept: dict[tuple[str, str], Attachment] = {}

    def note(self, code: str, severity: Severity, **facts: Any) -> None:
        """Add a finding about this question."""
        self.file.findings.append(
            Finding(code, severity, self.file.name, self.line, facts={"question": self.named, **facts})
        )

    def said(self, element: etree._Element) -> str:
        """Give the text inside an element as Markdown, and keep its files."""
        raw, form, files = self.raw(element)
        return self.markdown(raw, form, files) if raw else ""

    def raw(self, element: etree._Element) -> tuple[str, str | None, dict[str, Attachment] | None]:
        """Give the text inside an element as it stands, its format, and its files, which are kept."""
        raw: str | None = None
        files = None
        for child in element:
            tag = child.tag
            if tag == "text":
                raw = child.text or ""
                if len(child):
                    raw = self._markup(child)
            elif tag == "file":
                files = self.keep_file(child, files)
        if raw is None and (len(element) or element.text) and not any(child.tag in _PARTS for child in element):
            # Written by hand, without the element for the text.
            raw = self._markup(element) if len(element) else (element.text or "").strip()
        return raw or "", element.get("format"), files

    def markdown(self, raw: str, form: str | None, files: dict[str, Attachment] | None = None) -> str:
        """Turn a text into Markdown.

        Args:
            raw: as in the file.
            form: its format; None for HTML.
            files: those of the same part.
        """
        if not raw:
            return ""
        if len(raw) > _LONGEST and ";base64," not in raw:
            self.note("moodle_text_too_long", Severity.ERROR, limit=_LONGEST // 1000)
            return ""
        if form is not None and form != "html":
            return texts.from_text(raw, form.strip(), files or _NO_FILES, self._slow)
        return texts.from_html(raw, files or _NO_FILES, self._slow)

    def answer(self, element: etree._Element) -> tuple[str, str]:
        """Give text and feedback of an answer whose text is in a format of its own."""
        raw, why, files = "", "", None
        for child in element:
            tag = child.tag
            if tag == "text":
                raw = child.text or ""
                if len(child):
                    raw = self._markup(child)
            elif tag == "feedback":
                # The same as ``said``, in one piece, because there are most of these.
                if len(child) == 1 and (inner := child[0]).tag == "text" and not len(inner):
                    said = inner.text
                    why = self.markdown(said, child.get("format")) if said else ""
                else:
                    why = self.said(child)
            elif tag == "file":
                files = self.keep_file(child, files)
        return self.markdown(raw, element.get("format"), files), why

    def wording(self, element: etree._Element) -> tuple[str, str]:
        """Give text and feedback of an answer that is plain text (a wording, a number, a formula)."""
        raw, why = "", ""
        for child in element:
            if child.tag == "text":
                raw = "".join(map(str, child.itertext()))
            elif child.tag == "feedback":
                why = self.said(child)
        # Old files have the answer outside of <text>.
        return (raw or (element.text or "")).strip(), why

    def keep_file(self, element: etree._Element, files: dict[str, Attachment] | None) -> dict[str, Attachment]:
        """Keep a file of a text; the ways in which the text may refer to it are added."""
        name = (element.get("name") or "").strip()
        attachment = self.attach(name, element.text or "", element.get("encoding") or "base64")
        files = {} if files is None else files
        if attachment is not None:
            files.update(texts.places(element.get("path") or "/", name, attachment))
        return files

    def attach(self, name: str, content: str, encoding: str = "base64") -> Attachment | None:
        """Keep a file of the question; None, with a finding, where it cannot be kept."""
        from trainer.adapters.interchange.questions.media import media_file

        data = texts.decoded(content, encoding)
        if data is None:
            self.note("moodle_file_damaged", Severity.WARNING, name=name[:100])
            return None
        digest = hashlib.sha256(data).hexdigest()
        # The same file often stands under the question and again under an answer.
        known = self.kept.get((name, digest))
        if known is not None:
            return known
        file = media_file(name, data, {one.name for one in self.attachments})
        if file is None:
            self.note("moodle_file_not_kept", Severity.WARNING, name=name[:100])
            return None
        attachment = file.attachment
        self.kept[name, digest] = attachment
        self.attachments.append(attachment)
        self.file.media.setdefault(attachment.digest, file)
        return attachment

    def line_of(self, element: etree._Element) -> int:
        """Give the line of a part in the file."""
        return self.line + cast("int", element.sourceline or 1) - 1

    def _slow(self, html: str, files: Mapping[str, Attachment]) -> str:
        from trainer.adapters.interchange.questions.html_text import to_markdown

        if ";base64," in html:
            files = dict(files)
            for address, name, content in texts.inner_files(html):
                kept = self.attach(name, content)
                if kept is not None:
                    files[address] = kept
        said = to_markdown(html, files)
        self.shows_pictures = self.shows_pictures or "![" in said
        return said

    def _markup(self, element: etree._Element) -> str:
        self.note("moodle_markup_unwrapped", Severity.NOTICE)
        return texts.markup(element)


def bare(element: etree._Element) -> str:
    """Give the text of an element, whether it is wrapped in ``<text>`` or not, without the blanks around it."""
    for child in element:
        if child.tag == "text":
            return (child.text or "").strip()
    return (element.text or "").strip()
