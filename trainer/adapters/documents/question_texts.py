"""Texts of questions as rows of a sheet: paragraphs, lists, tables, formulas as vectors, pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from trainer.adapters.documents import fonts, formulas, svg
from trainer.adapters.documents.drawing import MM
from trainer.adapters.documents.flow import Row, space
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.pictures import Drawing, read_drawing
from trainer.adapters.documents.rows import centred, kept, line_rows, marked, table_rows
from trainer.adapters.documents.typeset import ASCENT, Box, Glyphs, SetLine, Stretch, set_lines
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Formula, Items, Paragraph, Run, RunKind, Table, blocks
from trainer.wording import t

_HIGHEST_PICTURE: Final = 80 * MM
_HIGHEST_KEPT: Final = 90 * MM
_SCRIPT_SIZE: Final = 0.65
# A picture up to so many sizes high stands in a line as if it were a sign.
_SIGN_HEIGHT: Final = 3.0

# Gives the bytes of an attachment's digest; None where they are not at hand.
Media = Callable[[str], bytes | None]


class Setter:
    """Sets the texts of one question, or of a part of it.

    Args:
        media: gives the bytes of an attachment's digest.
        attachments: of the question; of a part, with those of the whole behind its own.
        missing: takes the characters that no shipped font can draw; they are printed as their numbers.
    """

    def __init__(self, media: Media, attachments: Sequence[Attachment], missing: set[str]) -> None:
        self.media = media
        self.attachments = tuple(attachments)
        self.missing = missing
        self._by_name = {one.name: one for one in reversed(self.attachments)}
        self._gaps: re.Pattern[str] | None = None
        self._gap: Callable[[int], list[Stretch]] | None = None
        self._gaps_met = 0

    def within(self, attachments: Sequence[Attachment]) -> Setter:
        """Set the texts of a part."""
        return Setter(self.media, (*attachments, *self.attachments), self.missing)

    def with_gaps(self, pattern: re.Pattern[str], gap: Callable[[int], list[Stretch]]) -> Setter:
        """Set a text with gaps.

        Args:
            pattern: finds a gap in the words; its first group, where it has one, is the number of the gap.
            gap: makes what stands there; 1-based where the pattern has no number.
        """
        made = Setter(self.media, self.attachments, self.missing)
        made._gaps, made._gap = pattern, gap
        return made

    # -- stretches

    def words(self, text: str, size: float, face: Face = Face.SERIF, **look: Any) -> Glyphs:
        """Set a plain text."""
        return Glyphs(self.drawable(text), face, size, **look)

    def runs(self, runs: Iterable[Run], size: float, room: float, *, strong: bool = False) -> list[Stretch]:
        """Set runs."""
        found: list[Stretch] = []
        for run in runs:
            face = Face.SANS if run.kind is RunKind.CODE else Face.SERIF
            face = face.bold if run.strong or strong else face
            if run.kind is RunKind.FORMULA:
                found.append(self._formula(run.text, size, room, is_display=False))
            elif run.kind is RunKind.MEDIA:
                found.append(self._media(run, size, room))
            else:
                rise = {0: 0.0, 1: 0.38 * size, -1: -0.18 * size}[run.script]
                own = size * (_SCRIPT_SIZE if run.script else 1.0)
                look = Glyphs("", face, own, rise, run.underline)
                found += self._with_gaps(run.text, look) if run.kind is RunKind.TEXT else self._plain(run.text, look)
        return found

    def _plain(self, text: str, look: Glyphs) -> list[Stretch]:
        return [replace(look, text=self.drawable(text))] if text else []

    def _with_gaps(self, text: str, look: Glyphs) -> list[Stretch]:
        if self._gaps is None or self._gap is None:
            return self._plain(text, look)
        found: list[Stretch] = []
        at = 0
        for gap in self._gaps.finditer(text):
            self._gaps_met += 1
            found += self._plain(text[at : gap.start()], look)
            found += self._gap(int(gap[1]) if gap.re.groups else self._gaps_met)
            at = gap.end()
        return [*found, *self._plain(text[at:], look)]

    def inline(self, text: str, size: float, room: float) -> list[Stretch] | None:
        """Set a text that is one paragraph; None for anything longer."""
        found = blocks(text)
        if not found:
            return []
        if len(found) == 1 and isinstance(found[0], Paragraph):
            return self.runs(found[0].runs, size, room)
        return None

    def drawable(self, text: str) -> str:
        """Replace what no font can draw, so that nothing is missing in silence."""
        if text.isascii() and text.isprintable():
            return text
        undrawable = [sign for sign in fonts.undrawable(text) if sign not in "\n\t"]
        for sign in undrawable:
            if unicodedata.category(sign) in {"Cc", "Cf"} or unicodedata.combining(sign):
                text = text.replace(sign, "")
            else:
                self.missing.add(sign)
                text = text.replace(sign, f"〔U+{ord(sign):04X}〕")
        return text.replace("\t", " ")

    # -- rows

    def rows(
        self,
        text: str,
        size: float,
        room: float,
        *,
        before: Sequence[Stretch] = (),
        after: Sequence[Stretch] = (),
        mark: Glyphs | None = None,
        indent: float = 0.0,
    ) -> list[Row]:
        """Set a whole text.

        Args:
            size: in points.
            room: width in points, with the indent.
            before: stands before the first words.
            after: stands behind the last words.
            mark: a number or letter at the left edge, on the base line of the first line.
            indent: left edge of the text.
        """
        found = list(blocks(text))
        inner = room - indent
        made: list[Row] = []
        if before and not (found and isinstance(found[0], Paragraph)):
            made += line_rows(set_lines(before, inner), size, indent, mark=mark)
            before, mark = (), None
        for number, block in enumerate(found):
            if made:
                made.append(space(size * 0.35))
            behind = after if number == len(found) - 1 else ()
            if isinstance(block, Paragraph):
                line = [*(before if number == 0 else ()), *self.runs(block.runs, size, inner), *behind]
                made += line_rows(set_lines(line, inner), size, indent, mark=mark)
            else:
                made += marked(self._block_rows(block, size, inner), mark, indent)
                if behind:
                    made += line_rows(set_lines(behind, inner), size, indent)
            mark = None
        if not found and (after or mark):
            made += line_rows(set_lines(after, inner), size, indent, mark=mark)
        return made

    def _block_rows(self, block: Items | Table | Formula, size: float, room: float) -> list[Row]:
        match block:
            case Items(items):
                made: list[Row] = []
                for item in items:
                    indent = size * 1.7 * (item.depth + 1)
                    sign = ("•" if item.depth == 0 else "–") if item.number is None else f"{item.number}."
                    lines = set_lines(self.runs(item.runs, size, room - indent), room - indent)
                    made += line_rows(lines, size, indent, mark=self.words(sign, size), at=indent - 1.35 * size)
                return made
            case Table(rows):
                cells = [
                    [self.runs(cell, size * 0.95, room / len(row) * 1.6, strong=down == 0) for cell in row]
                    for down, row in enumerate(rows)
                ]
                return kept(table_rows(cells, size * 0.95, room), _HIGHEST_KEPT)
            case Formula(source):
                return [centred(SetLine((self._formula(source, size, room, is_display=True),)), size, room)]

    # -- things

    def picture(self, name: str, room: float, highest: float = _HIGHEST_PICTURE) -> Drawing | None:
        """Read a picture at the size in which it is printed; None where it is missing or damaged."""
        found = self._by_name.get(name)
        content = self.media(found.digest) if found is not None else None
        if found is None or content is None:
            return None
        drawing = read_drawing(content, found.media_type, room, highest)
        if drawing is not None and found.width and found.height:
            # Places on a picture are counted in the pixels that its description says.
            return replace(drawing, own_size=(found.width, found.height))
        return drawing

    def _formula(self, source: str, size: float, room: float, *, is_display: bool) -> Stretch:
        made = formulas.formula_picture(source, is_display=is_display)
        vector = formulas.picture(source, is_display=is_display)
        if made is None or vector is None:
            return Glyphs(self.drawable(source), Face.SANS, size * 0.92)
        scale = min(size, room / made.width) if made.width else size

        def paint(canvas: Any, x: float, y: float) -> None:
            svg.draw_picture(canvas, vector, x, y + made.ascent * scale, made.width * scale)

        return Box(made.width * scale, made.ascent * scale, made.depth * scale, paint)

    def _media(self, run: Run, size: float, room: float) -> Stretch:
        found = self._by_name.get(run.name)
        words = run.text or run.name
        if found is not None and not found.media_type.startswith("image/"):
            said = t("[recording: {name}]", name=words)
            return Glyphs(self.drawable(said), Face.SANS, size * 0.92)
        drawing = self.picture(run.name, room)
        if drawing is None:
            return Glyphs(self.drawable(t("[picture missing: {name}]", name=words)), Face.SANS, size * 0.92)
        # A small picture stands in the line as a sign, in its middle; a large one hangs from it.
        is_sign = drawing.high_pt <= _SIGN_HEIGHT * size
        below = max(0.0, drawing.high_pt / 2 - 0.35 * size) if is_sign else drawing.high_pt - ASCENT * size

        def paint(canvas: Any, x: float, y: float) -> None:
            drawing.paint(canvas, x, y + drawing.high_pt - below)

        return Box(drawing.wide_pt, drawing.high_pt - below, below, paint)
