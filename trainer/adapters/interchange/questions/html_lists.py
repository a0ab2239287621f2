"""Lists of HTML: bullets, numbers, and the letters that statements of a question are called by."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.adapters.interchange.questions.html_lines import bare
from trainer.adapters.interchange.questions.html_tables import whole
from trainer.domain.question_bank.blocks import Block, Item, Items, Paragraph, Run, Runs, merged

_LETTERS = {"a", "A", "i", "I"}
_LIST_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class HtmlLists:
    """The open lists at one place of a document, and the entries read so far.

    A list numbered by letters becomes lines that begin with them, because our lists know numbers only, and a question
    refers to its statements by letter.
    """

    def __init__(self) -> None:
        # Style ("" bullet, "1", "A", "a", "i", "I") and the next number of each open list, outermost first.
        self._open: list[tuple[str, int]] = []
        # The entry that begins with the next words: depth and number, or its letter.
        self._entry: tuple[int, int | None] | None = None
        self._letter = ""
        self._items: list[tuple[list[Run], int, int | None]] = []
        self._depths: list[int] = []
        self._lettered: list[Run] = []

    @property
    def is_open(self) -> bool:
        """Whether a list is open."""
        return bool(self._open)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """A list begins."""
        style = "1" if name == "ol" else ""
        wanted = attributes.get("type", "")
        if name == "ol" and wanted in _LETTERS:
            style = wanted
        if "list-style" in attributes.get("style", ""):
            said = attributes["style"].lower()
            style = next((sign for word, sign in _LIST_STYLES.items() if word in said), style)
        self._open.append((style, whole(attributes.get("start", ""), 1)))

    def end(self) -> list[Block]:
        """The innermost list ends; gives what is finished with the outermost one."""
        if self._open:
            self._open.pop()
        if self._open:
            return []
        self._entry = None
        return self.finished()

    def begin_item(self, attributes: Mapping[str, str]) -> None:
        """An entry begins, in a list or where its list was forgotten."""
        if not self._open:
            self._open.append(("", 1))
        style, number = self._open[-1]
        number = whole(attributes.get("value", ""), number)
        self._open[-1] = (style, number + 1)
        if style in _LETTERS:
            self._letter = _letter(style, number)
            self._entry = None
        else:
            self._entry = (len(self._open) - 1, number if style == "1" else None)

    def taken_sign(self) -> str:
        """Give the sign of an entry that begins where no list can stand."""
        said, self._letter = self._letter, ""
        entry, self._entry = self._entry, None
        if said:
            return said
        return f"{entry[1]}. " if entry is not None and entry[1] is not None else ""

    def place(self, part: Runs) -> list[Block]:
        """Take a paragraph into the entry it belongs to, or give it back with what was finished before it."""
        before: list[Block] = []
        if self._letter:
            if self._lettered:
                self._lettered.append(Run("\n"))
            else:
                before = self.finished()
            self._lettered += (Run(self._letter), *part)
            self._letter = ""
        elif self._entry is not None:
            if self._lettered:
                before = self.finished()
            self._items.append((list(bare(part)), self._depth(self._entry[0]), self._entry[1]))
            self._entry = None
        elif self._open and (self._items or self._lettered):
            runs = self._lettered or self._items[-1][0]
            runs += (Run("\n"), *bare(part))
        else:
            before = [*self.finished(), Paragraph(part)]
        return before

    def finished(self) -> list[Block]:
        """Give the entries read so far as blocks."""
        found: list[Block] = []
        if self._lettered:
            found.append(Paragraph(tuple(merged(self._lettered))))
            self._lettered = []
        if self._items:
            items = [Item(tuple(merged(runs)), depth, number) for runs, depth, number in self._items]
            found.append(Items(tuple(items)))
            self._items, self._depths = [], []
        return found

    def _depth(self, wanted: int) -> int:
        # Lists whose outer entries say nothing are no deeper for that.
        while self._depths and self._depths[-1] >= wanted:
            self._depths.pop()
        self._depths.append(wanted)
        return len(self._depths) - 1


def _letter(style: str, number: int) -> str:
    if style in "aA":
        said = chr(ord("a") + number - 1) if 1 <= number <= 26 else str(number)
    else:
        said, left = "", min(max(number, 0), 39)
        for value, sign in _ROMAN:
            while left >= value:
                said, left = said + sign, left - value
    return f"{said.upper() if style.isupper() else said}. "
