"""The body of a Word file as a rich text, and the tables of questions in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.chinese.signs import clean
from trainer.adapters.interchange.questions.lists.lines import Inline, Line, Mark, RichText, line_of
from trainer.adapters.interchange.questions.word import tables
from trainer.adapters.interchange.questions.word.numbering import read_numbering
from trainer.adapters.interchange.questions.word.paragraphs import Drawn, Inlines, ParagraphReader, paragraphs_in
from trainer.adapters.interchange.questions.word.parts import Parts, number_of
from trainer.domain.people.tables import Sheet
from trainer.platform.bad_file import BadFileError
from trainer.platform.decoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = re.compile(r"p|div|li|tr|br|h[1-6]|table")
_DEEPEST_TABLE = 6
_CHARSET = re.compile(rb"""charset=["']?([\w-]{2,20})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(slots=True)
class Body:
    """What the body of a document holds.

    Attributes:
        lines: in the order of reading.
        tables: tables of questions, with the line that they stand behind.
        notes: code, line and words of what was lost or guessed.
    """

    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[int, Sheet]] = field(default_factory=list)
    notes: list[tuple[str, int, str]] = field(default_factory=list)
    inlines: Inlines = field(default_factory=Inlines)

    @property
    def text(self) -> RichText:
        """Give the lines with what their signs stand for."""
        return RichText(tuple(self.lines), self.inlines.found)

    def counted_notes(self) -> list[tuple[str, int, str, int]]:
        """Give each sort of note once where it has no words of its own: code, first line, words, how often."""
        counts = Counter(code for code, _line, _words in self.notes)
        seen: set[str] = set()
        found = []
        for code, line, words in self.notes:
            if code not in seen:
                seen.add(code)
                found.append((code, line, words, counts[code]))
        return found


def read_body(parts: Parts) -> Body:
    """Read the body of a document."""
    body = Body()
    root = parts.document.find("{*}body")
    if root is not None:
        _Reader(parts, body).read(root)
    return body


class _Reader:
    def __init__(self, parts: Parts, body: Body) -> None:
        self.parts = parts
        self.body = body
        self.numbering = read_numbering(parts.numbering)
        self.paragraphs = ParagraphReader(parts, body.inlines, parts.links)

    def read(self, container: _Element, depth: int = 0) -> None:
        for element in paragraphs_in(container):
            name = str(element.tag).rpartition("}")[2]
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element, depth)
            else:
                self._chunk(element)

    def _paragraph(self, element: _Element) -> None:
        label = self._label(element)
        drawn = self.paragraphs.read(element)
        self._add(drawn, label)
        for box in drawn.boxes:
            inner = self.paragraphs.read(box)
            if inner.text.strip():
                self.body.notes.append(("word_text_box", len(self.body.lines) + 1, inner.text.strip()[:40]))
                self._add(inner, self._label(box))

    def _label(self, element: _Element) -> str:
        """Count the paragraph where it is numbered, and give what Word shows before it."""
        properties = element.find("{*}pPr/{*}numPr")
        if properties is not None:
            instance, level = number_of(properties)
        else:
            style = element.find("{*}pPr/{*}pStyle")
            name = next(iter(style.attrib.values()), "") if style is not None else ""
            instance, level = self.parts.numbered_styles.get(str(name), ("", 0))
        label = self.numbering.label(instance, level) if instance not in ("", "0") else ""
        return f"{label} " if label else ""

    def _add(self, drawn: Drawn, label: str) -> None:
        number = len(self.body.lines) + 1
        self.body.notes += [(code, number, words) for code, words in drawn.notes]
        text = drawn.text
        if not text.strip() and not label:
            text = ""
        elif not text.strip():
            # A counted paragraph without words is the place for an answer.
            text, label = "", ""
        start = 0
        for part in text.split("\n"):
            marks = tuple(
                Mark(
                    max(mark.start, start) - start + len(label),
                    min(mark.end, start + len(part)) - start + len(label),
                    mark.sort,
                )
                for mark in drawn.marks
                if mark.start < start + len(part) and mark.end > start
            )
            self.body.lines.append(line_of(len(self.body.lines) + 1, label + part, marks))
            start += len(part) + 1
            label = ""

    # Tables.

    def _table(self, element: _Element, depth: int) -> None:
        rows = tables.cells_of(element, self._cell_text)
        sort = tables.sort_of(rows) if depth < _DEEPEST_TABLE else tables.Sort.DATA
        match sort:
            case tables.Sort.KEYS:
                self._lines(tables.key_lines(rows))
            case tables.Sort.QUESTIONS:
                self.body.tables.append((len(self.body.lines), tables.sheet_of(rows, "")))
            case tables.Sort.FRAME:
                for row in rows:
                    self._row(row, depth)
            case _:
                if any(cell.text.strip() for row in rows for cell in row):
                    sign = self.body.inlines.add(Inline(None, block=self._resolved(tables.markdown(rows))))
                    self._lines([sign])

    def _row(self, row: list[tables.Cell], depth: int) -> None:
        """Read the cells of one row of a frame: short ones beside each other stay on one line."""
        if len(row) > 1 and all("\n" not in cell.text.strip() and len(cell.text) < 60 for cell in row):
            self._lines(["\t".join(cell.text.strip() for cell in row)])
            return
        for cell in row:
            if not cell.goes_on:
                self.read(cell.element, depth + 1)

    def _cell_text(self, cell: _Element) -> str:
        return "\n".join(self.paragraphs.read(one).text for one in cell.iter("{*}p")).strip()

    def _resolved(self, markdown: str) -> str:
        """Put pictures and formulas of a table of data where their signs stand."""
        from trainer.domain.question_bank.blocks import Paragraph, write_blocks

        def said(char: str) -> str:
            inline = self.body.inlines.found.get(char)
            if inline is None or inline.run is None:
                return char
            return write_blocks((Paragraph((inline.run,)),))

        return "".join(said(char) if char in self.body.inlines.found else char for char in markdown)

    def _lines(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.body.lines.append(line_of(len(self.body.lines) + 1, text))

    # Parts in another format.

    def _chunk(self, element: _Element) -> None:
        link = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        content = self.parts.read(self.parts.links.get(link, ""))
        text = _text_of_chunk(content)
        if text is None:
            self.body.notes.append(("word_part_lost", len(self.body.lines) + 1, self.parts.links.get(link, "")))
            return
        self.body.notes.append(("word_part_as_text", len(self.body.lines) + 1, ""))
        self._lines(clean(text).split("\n"))


def _text_of_chunk(content: bytes) -> str | None:
    """Take the words out of an HTML page or web archive inside of the document; None for other formats."""
    import email
    import email.policy

    from lxml import etree, html

    told = ""
    if content[:200].lstrip().lower().startswith((b"mime-version", b"from:", b"content-type")):
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        payload = pages[0].get_payload(decode=True) if pages else b""
        told = pages[0].get_content_charset("") if pages else ""
        content = payload if isinstance(payload, bytes) else b""
    if b"<" not in content[:2000]:
        return None
    charset = _CHARSET.search(content[:2000])
    try:
        text = decode(content, told or (charset[1].decode("ascii") if charset is not None else "")).text
        root = html.document_fromstring(
            _DECLARATION.sub("", text), parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, BadFileError):
        return None
    for one in root.iter():
        if isinstance(one.tag, str) and _BLOCKS.fullmatch(one.tag):
            one.tail = f"\n{one.tail or ''}"
        if one.tag in ("style", "script", "title", "head"):
            one.text = None
    return "".join(str(part) for part in root.itertext())
