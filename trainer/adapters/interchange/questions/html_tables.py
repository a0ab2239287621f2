"""Tables of HTML, laid out: cells that are joined say their words once."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.adapters.interchange.questions.html_lines import bare
from trainer.domain.question_bank.blocks import MAX_COLUMNS, Run, RunKind, Runs, merged

_MOST_ROWS = 1000


class HtmlTable:
    """The rows of a table while they are read; joined cells are laid out, their words once, the rest empty."""

    def __init__(self) -> None:
        self.is_open = False
        self._rows: list[list[Runs]] = []
        self._below: dict[int, int] = {}
        self._cell: list[Run] = []
        self._span = (1, 1)
        self._has_head = False

    @property
    def is_frame(self) -> bool:
        """Whether it is only a frame around its single cell."""
        return len(self._rows) == 1 and len(self._rows[0]) == 1 and not self._has_head

    def begin_row(self) -> None:
        self.end_cell()
        self._rows.append([])

    def begin_cell(self, attributes: Mapping[str, str], *, is_head: bool) -> None:
        self.end_cell()
        if not self._rows:
            self._rows.append([])
        self._has_head |= is_head
        wide = min(max(whole(attributes.get("colspan", ""), 1), 1), MAX_COLUMNS)
        high = min(max(whole(attributes.get("rowspan", ""), 1), 1), _MOST_ROWS)
        self._span = (wide, high)
        self.is_open = True

    def add(self, runs: Runs) -> None:
        if self._cell:
            self._cell.append(Run(" "))
        for run in runs:
            self._cell.append(run.saying(run.text.replace("\n", " ")) if run.kind is RunKind.TEXT else run)

    def end_cell(self) -> None:
        if not self.is_open and not self._cell:
            return
        self.is_open = False
        runs, self._cell = bare(tuple(merged(self._cell))), []
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        self._fill(row)
        wide, high = self._span
        self._span = (1, 1)
        if len(row) >= MAX_COLUMNS:
            row[-1] = tuple(merged([*row[-1], Run(" "), *runs]))
            return
        for step in range(min(wide, MAX_COLUMNS - len(row))):
            if high > 1:
                self._below[len(row)] = high
            row.append(() if step else runs)

    def rows(self) -> tuple[tuple[Runs, ...], ...]:
        self.end_cell()
        for row in self._rows[-1:]:
            self._fill(row)
        rows = [row for row in self._rows if row]
        columns = max((len(row) for row in rows), default=0)
        return tuple(tuple(row) + ((),) * (columns - len(row)) for row in rows)

    def flat(self) -> list[Runs]:
        self.end_cell()
        return [cell for row in self._rows for cell in row if cell]

    def _fill(self, row: list[Runs]) -> None:
        # Cells that reach down from a row above.
        while (left := self._below.get(len(row), 0)) > 0 and len(row) < MAX_COLUMNS:
            if left == 1:
                break
            self._below[len(row)] = left - 1
            row.append(())


def whole(text: str, default: int) -> int:
    """Read a whole number of an attribute."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
