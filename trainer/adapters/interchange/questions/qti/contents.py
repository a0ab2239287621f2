"""Rich text of items -> our Markdown: pictures found in the package, interactions replaced by their places.

Source: QTI 2.1 information model, chapter 6 (item body: blocks, inline parts, objects); QTI 3.0 ASI, the same with the
elements of HTML5.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.html_text import element_to_markdown, to_markdown
from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.names import NAMES, SPACE, all_text
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml import etree

UNDERLINED = "underline"
SEAM = "sign-seam"
_MEDIA = frozenset({"img", "object", "audio", "video", "source", "embed"})
_GONE = frozenset(
    {"stylesheet", "rubricBlock", "catalogInfo", "apipAccessibility", "companionMaterialsInfo", "customInteraction"}
)
_REFERENCE = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')""")
_DANGLING = re.compile(r"(?<!\\)!\[((?:[^\]\\\n]|\\.)*)\]\(([^()\n]+)\)")
_PRINTED_OPEN, _PRINTED_CLOSE = "\ue0f6", "\ue0f7"
_PRINTED = re.compile(f"{_PRINTED_OPEN}(\\d+){_PRINTED_CLOSE}")
_NETWORK = ("http:", "https:", "//", "data:", "mailto:")


class Contents:
    """Turns the texts of one item into Markdown and gathers the files they show.

    Args:
        files: of the source.
        name: of the item's document; references are relative to it.
        notes: missing files are told here.
        media: the item's files by their name in the question; filled as texts are read.
    """

    def __init__(self, files: Files, name: str, notes: Notes, media: dict[str, MediaFile]) -> None:
        self._files = files
        self._name = name
        self._notes = notes
        self._media = media
        self.addresses: dict[str, Attachment] = {}
        # How varying numbers are written; they are put in after everything else, so that no sign of theirs is escaped.
        self.variables: dict[str, str] = {}
        self._printed: list[str] = []

    def text(self, element: etree._Element | None) -> str:
        """Give what stands in an element; empty where there is none."""
        if element is None:
            return ""
        if len(element):
            if (simple := _paragraphs(element)) is not None:
                return simple
            self.prepare(element)
        return self.with_numbers(element_to_markdown(element, self.addresses))

    def print(self, identifier: str) -> str:
        """Give the sign that stands for a varying number until a text is done."""
        self._printed.append(self.variables.get(identifier, f"{{{identifier}}}"))
        return f"{_PRINTED_OPEN}{len(self._printed) - 1}{_PRINTED_CLOSE}"

    def with_numbers(self, text: str) -> str:
        """Put varying numbers into a text that is done."""
        if _PRINTED_OPEN not in text:
            return text
        return _PRINTED.sub(lambda found: self._printed[int(found[1])], text)

    def html(self, html: str) -> str:
        """Give what a text in HTML says, as files of QTI 1.2 hold it."""
        if "<" in html and ("src" in html or "data" in html):
            self._find_all(html)
            # A picture that is not there cannot be shown; its words can.
            return _DANGLING.sub(self._words_for, to_markdown(html, self.addresses))
        return to_markdown(html, self.addresses)

    def picture(self, reference: str) -> str:
        """Find a picture that an item names; gives its name in the question, empty where it is missing."""
        found = self.attach(reference)
        return found.name if found is not None else ""

    def attach(self, reference: str) -> Attachment | None:
        """Find a file that an item shows; what is missing is told."""
        reference = reference.strip()
        if reference in self.addresses:
            return self.addresses[reference]
        if not reference or reference.lower().startswith(_NETWORK):
            return None
        found = self._files.picture(reference, self._name)
        if found is None:
            self._notes.warn("qti_file_missing", file_name=reference[:200])
            return None
        attachment = self._kept(found).attachment
        self.addresses[reference] = attachment
        return attachment

    def prepare(self, element: etree._Element) -> None:
        """Make the parts of a text ready: pictures are found, signs of QTI become signs of HTML."""
        for part in list(element.iter()):
            name = NAMES[part.tag]
            if name in _MEDIA:
                self._show(part, name)
            elif name in _GONE:
                if part is not element:
                    drop(part)
            elif name == "span":
                self._span(part)
            elif name == "printedVariable":
                put_text(part, self.print(part.get("identifier", "")))
            elif name in {"u", "ins"}:
                part.tag = "u"

    def _show(self, part: etree._Element, name: str) -> None:
        reference = part.get("data") if name == "object" else part.get("src")
        if name == "object":
            media_type = (part.get("type") or "").lower()
            words = SPACE.sub(" ", all_text(part)).strip(" ")
            if media_type.startswith("text/") or not reference:
                return
            for inner in list(part):
                part.remove(inner)
            part.tag, part.text = "img", None
            part.set("src", reference)
            if not part.get("alt"):
                part.set("alt", part.get("label") or words)
        if reference and self.attach(reference) is None and not reference.lower().startswith(_NETWORK):
            put_text(part, part.get("alt") or reference.replace("\\", "/").rpartition("/")[2])

    def _words_for(self, found: re.Match[str]) -> str:
        return found[0] if found[2] in self._media else found[1] or escape(found[2])

    @staticmethod
    def _span(part: etree._Element) -> None:
        kind = part.get("class")
        if kind is None:
            return
        if SEAM in kind:
            from lxml import etree

            comment = etree.Comment("")
            comment.tail = part.tail
            above = part.getparent()
            if above is not None:
                above.replace(part, comment)
        elif UNDERLINED in kind:
            part.tag = "u"

    def _find_all(self, html: str) -> None:
        for found in _REFERENCE.finditer(html):
            self.attach((found[1] or found[2]).replace("&amp;", "&"))
            # The text names the file as it is written there.
            written = found[1] or found[2]
            unescaped = written.replace("&amp;", "&")
            if unescaped in self.addresses:
                self.addresses[written] = self.addresses[unescaped]

    def _kept(self, found: MediaFile) -> MediaFile:
        """Give a file a name that no other file of the item has."""
        name, number = found.name, 1
        while name in self._media and self._media[name].digest != found.digest:
            number += 1
            stem, point, end = found.name.rpartition(".")
            name = f"{stem}-{number}.{end}" if point else f"{found.name}-{number}"
        kept = self._media.get(name)
        if kept is None:
            kept = self._media[name] = found if name == found.name else replace(found, name=name)
        return kept


def _paragraphs(element: etree._Element) -> str | None:
    """Give the text of an element that holds plain paragraphs only, as most do; None where it holds more."""
    if element.text is not None and element.text.strip():
        return None
    for part in element:
        if len(part) or part.attrib or NAMES[part.tag] != "p" or (part.tail is not None and part.tail.strip()):
            return None
    return "\n\n".join([text for text in map(element_to_markdown, element) if text])


def plain_text(words: str) -> str:
    """Give plain words of a document as Markdown: blanks levelled, signs escaped."""
    return escape(SPACE.sub(" ", words).strip(" "))


def drop(part: etree._Element) -> None:
    """Take an element out of its text; what follows it stays."""
    put_text(part, "")


def put_text(part: etree._Element, words: str) -> None:
    """Put words in the place of an element."""
    above = part.getparent()
    if above is None:
        return
    words += part.tail or ""
    before = part.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        above.text = (above.text or "") + words
    part.tail = None
    above.remove(part)


def put_block(part: etree._Element, words: str) -> None:
    """Put words, as a paragraph of their own, in the place of an element."""
    from lxml import etree

    above = part.getparent()
    if above is None:
        return
    paragraph = etree.Element("p")
    paragraph.text, paragraph.tail = words, part.tail
    above.replace(part, paragraph)
