"""The stem of a question with its brackets and gaps: what they hold, and the stem without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from trainer.adapters.interchange.questions.chinese.keys import judged, letters
from trainer.adapters.interchange.questions.lists.lines import Part, Piece

GAP = "____"
BRACKET = "（　　）"
# A bracket, or a line of underscores, with a key or nothing inside.
_HOLDER = re.compile(
    r"\([ \t_]*([^()\[\]_]{0,80}?)[ \t_]*\)|\[[ \t_]*([^()\[\]_]{0,80}?)[ \t_]*\]|_+[ \t]*([A-Za-z√×][A-Za-z ,、]{0,12}?)[ \t]*_+"
)
_GAP = re.compile(
    r"_{2,}[ \t]*[(\[]?[ \t]*\d{1,2}[ \t]*[)\]]?[ \t]*_{2,}|_{2,}|\([ \t_]*\)|\[[ \t_]*\]|(?<!\S)-{4,}(?!\S)|\{[ \t]*\}|…{4,}"
)
_FILLED = re.compile(r"\(([^()]{1,80})\)|\[([^\[\]]{1,80})\]|\{([^{}]{1,80})\}|_{1,}([^_]{1,80})_{1,}")
_SENTENCE = re.compile(r"[,，。;；:：?？!！]|^[是为的在由等和与及]|[是为的由指]$")
_END_KEY = re.compile(
    r"(?<=[)。?!:.,])[ \t]*([A-H](?:[ ,、]?[A-H]){0,7})[ \t.。]*$|[ \t]{1,}([A-H](?:[ ,、]?[A-H]){0,7})[ \t.。]*$"
)
_END_TICK = re.compile(
    r"[ \t]*(√|×)[ \t.。]*$|(?<=[。.!])[ \t]*(对|错|正确|错误|T|F)[ \t.。]*$|[ \t]{2,}(对|错|正确|错误|[TF])[ \t.。]*$"
)
_EMPTY_END = re.compile(r"[ \t]*[(\[][ \t_]*[)\]][ \t.。]*$")
_ALNUM = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of one row that other words take the place of."""

    row: int
    start: int
    end: int
    words: str


@dataclass(slots=True)
class Stem:
    """A stem as rows of a list, with changes noted beside it."""

    rows: list[Piece]
    edits: list[Edit] = field(default_factory=list)

    def seen(self, row: int) -> str:
        """Give the shadow of a row."""
        piece = self.rows[row]
        return piece.line.seen[piece.start : piece.end]

    def text(self, row: int, start: int, end: int) -> str:
        """Give what stands at a place of a row."""
        piece = self.rows[row]
        return piece.line.text[piece.start + start : piece.start + end].strip()

    def all_text(self) -> str:
        """Give the whole stem in letters."""
        return "\n".join(piece.text for piece in self.rows).strip()

    def parts(self) -> list[list[Part]]:
        """Give the rows with their changes, for ``RichText.write``; empty rows at both ends are left out."""
        found: list[list[Part]] = []
        changes: dict[int, list[Edit]] = {}
        for edit in sorted(self.edits, key=lambda one: one.start):
            changes.setdefault(edit.row, []).append(edit)
        for row, piece in enumerate(self.rows):
            place = piece.start
            parts: list[Part] = []
            for edit in changes.get(row, ()):
                if piece.start + edit.start < place:
                    continue
                parts.append(Piece(piece.line, place, piece.start + edit.start))
                parts.append(edit.words)
                place = piece.start + edit.end
            parts.append(Piece(piece.line, place, piece.end))
            found.append([part for part in parts if isinstance(part, str) or part.start < part.end])
        return found

    def holders(self) -> Iterator[tuple[int, re.Match[str], str]]:
        """Give all brackets and underlined stretches with what they hold."""
        for row in range(len(self.rows)):
            for found in _HOLDER.finditer(self.seen(row)):
                yield row, found, next((group for group in found.groups() if group), "") or ""

    def take_letters(self, count: int) -> tuple[int, ...] | None:
        """Take the last key in letters out of its bracket.

        Args:
            count: how many letters the choices go to.
        """
        last = None
        for row, found, inner in self.holders():
            key = letters(inner, count) if inner and not inner.isdigit() else None
            if key is not None and (inner.isupper() or len(inner) == 1 or inner.islower()):
                last = (row, found, key)
        if last is None:
            return None
        row, found, key = last
        # 属于（A）类 within a sentence names something; a key stands at the end or where a word is missing.
        self.edits.append(Edit(row, found.start(), found.end(), BRACKET))
        return key

    def take_key(self, read: Callable[[str], object]) -> str:
        """Take the last bracket out whose words are a key; empty where none is.

        Args:
            read: gives None for anything else than a key.
        """
        last = None
        for row, found, inner in self.holders():
            if inner and read(inner) is not None:
                last = (row, found, inner)
        if last is None:
            return ""
        row, found, inner = last
        self.edits.append(Edit(row, found.start(), found.end(), ""))
        return inner

    def take_end_letters(self, count: int) -> tuple[int, ...] | None:
        """Take a key that stands bare behind the end of the stem."""
        row = len(self.rows) - 1
        if row < 0:
            return None
        found = _END_KEY.search(self.seen(row)[-40:])
        key = letters(found[1] or found[2], count) if found else None
        if found is None or key is None:
            return None
        offset = max(0, len(self.seen(row)) - 40)
        start = found.start(1) if found[1] else found.start(2)
        self.edits.append(Edit(row, offset + start, len(self.seen(row)), ""))
        return key

    def take_tick(self) -> bool | None:
        """Take the answer to a statement out of its bracket, or from its end."""
        last = None
        for row, found, inner in self.holders():
            said = judged(inner) if inner and len(inner) <= 6 else None
            if said is not None and not said[1]:
                last = (row, found, said[0])
        if last is not None:
            row, found, answer = last
            self.edits.append(Edit(row, found.start(), found.end(), ""))
            return answer
        row = len(self.rows) - 1
        ending = _END_TICK.search(self.seen(row)[-30:]) if row >= 0 else None
        said = judged(next(group for group in ending.groups() if group)) if ending else None
        if ending is None or said is None:
            return None
        offset = max(0, len(self.seen(row)) - 30)
        place = offset + next(ending.start(group) for group in (1, 2, 3) if ending[group])
        self.edits.append(Edit(row, place, len(self.seen(row)), ""))
        return said[0]

    def drop_empty_end(self) -> None:
        """Leave out the empty bracket in which candidates put their tick."""
        row = len(self.rows) - 1
        if row >= 0 and (found := _EMPTY_END.search(self.seen(row)[-40:])):
            offset = max(0, len(self.seen(row)) - 40)
            words = self.seen(row)[offset + found.start() :]
            keep = "。" if words.rstrip().endswith(("。", ".")) and words.rstrip()[-1] == "。" else ""
            self.edits.append(Edit(row, offset + found.start(), len(self.seen(row)), keep))

    def gaps(self) -> list[Edit]:
        """Find all gaps, as changes into the form that fill-ins have."""
        found = []
        for row in range(len(self.rows)):
            seen = self.seen(row)
            for gap in _GAP.finditer(seen):
                short = gap[0].strip("_") == "" and len(gap[0]) < 4
                if (
                    short
                    and _ALNUM.match(seen[gap.end() : gap.end() + 1])
                    and _ALNUM.match(seen[gap.start() - 1 : gap.start()])
                ):
                    continue  # part_of__a_name
                found.append(Edit(row, gap.start(), gap.end(), GAP))
        return found

    def filled(self) -> list[tuple[Edit, str]]:
        """Find brackets and underlined stretches whose words are the answers of a fill-in."""
        found = []
        for row in range(len(self.rows)):
            for one in _FILLED.finditer(self.seen(row)):
                group = next(number for number in range(1, 5) if one[number] is not None)
                words = self.text(row, one.start(group), one.end(group)).strip("_ ")
                # ____是首都，____是副中心: two gaps and no answer between them.
                if words and not (group == 4 and _SENTENCE.search(words)):
                    found.append((Edit(row, one.start(), one.end(), GAP), words))
        return found

    def underlined(self) -> list[tuple[Edit, str]]:
        """Find underlined words: the answers of a fill-in that is already filled in."""
        found = []
        for row, piece in enumerate(self.rows):
            for mark in piece.line.marks:
                if mark.sort == "under" and piece.start <= mark.start and mark.end <= piece.end:
                    words = piece.line.text[mark.start : mark.end].strip("_ \t　")
                    if words:
                        edit = Edit(row, mark.start - piece.start, mark.end - piece.start, GAP)
                        found.append((edit, words))
        return found


def stem_of(pieces: Sequence[Piece]) -> Stem:
    """Make a stem of the pieces before the choices."""
    rows = list(pieces)
    while rows and not rows[-1].text:
        rows.pop()
    while rows and not rows[0].text:
        del rows[0]
    return Stem(rows)
