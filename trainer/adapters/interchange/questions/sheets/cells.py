"""One cell as a text: numbers without their float ending, dates told, faults told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from trainer.adapters.interchange.questions.chinese.signs import clean
from trainer.domain.people.tables import Cell, CellFault


def text_of(cell: Cell) -> str:
    """Give the text that a teacher meant; empty for an empty cell or one without a usable value."""
    if isinstance(cell, str):
        return "" if not cell or isinstance(cell, CellFault) else _tidy(cell)
    if isinstance(cell, bool):
        return "正确" if cell else "错误"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        return _hours(cell)
    return _tidy(str(cell))


def is_date(cell: Cell) -> bool:
    """Tell whether the program of tables made a date of it: 1/2 and 3-4 become dates while they are typed."""
    return isinstance(cell, date | time | timedelta)


def is_fault(cell: Cell) -> bool:
    """Tell whether a formula left an error, or was saved without its result."""
    return isinstance(cell, CellFault)


def _tidy(text: str) -> str:
    text = text.strip()
    if not text.isprintable() or "_x000" in text:
        # Some programs write line ends of their own into cells.
        return clean(text.replace("_x000D_", "").replace("_x000d_", "")).strip()
    return text


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
