"""Slips with one-time codes, eight on a page, to be cut along the dashed lines and handed out unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from trainer.adapters.documents.drawing import A4, INK, MM, PETROL, QUIET, document
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import fit, put, wrap_text
from trainer.wording import t


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """What one slip says."""

    name: str
    unit: str
    staff_no: str
    code: str


_COLUMNS: Final = 2
_ROWS: Final = 4
_WIDE: Final = A4[0] / _COLUMNS
_HIGH: Final = A4[1] / _ROWS
_PAD: Final = 11 * MM


def draw_slips(slips: Sequence[PrintedSlip], issuer: str) -> bytes:
    """Draw slips in the language in force, people of one unit after another as given."""
    with document(A4, title=t("Activation codes"), author=issuer) as made:
        for start in range(0, max(1, len(slips)), _COLUMNS * _ROWS):
            for place, slip in enumerate(slips[start : start + _COLUMNS * _ROWS]):
                row, column = divmod(place, _COLUMNS)
                _slip(made.canvas, slip, issuer, column * _WIDE, A4[1] - row * _HIGH)
            _cuts(made.canvas)
            made.canvas.showPage()
    return made.content


def _slip(canvas: Any, slip: PrintedSlip, issuer: str, left: float, top: float) -> None:
    x, room = left + _PAD, _WIDE - 2 * _PAD
    put(canvas, x, top - 10 * MM, issuer, Face.SANS, fit(issuer, Face.SANS, 8.5, room, 5), color=QUIET)
    y = top - 20 * MM
    put(canvas, x, y, slip.name, Face.SERIF_BOLD, fit(slip.name, Face.SERIF_BOLD, 19, room, 7), color=INK)
    about = t("{unit}, staff number {number}", unit=slip.unit, number=slip.staff_no) if slip.staff_no else slip.unit
    put(canvas, x, y - 7 * MM, about, Face.SANS, fit(about, Face.SANS, 9.5, room, 5), color=INK)
    put(canvas, x, y - 14.4 * MM, t("Activation code, good for one use"), Face.SANS, 8.5, color=QUIET)
    put(canvas, x, y - 23.5 * MM, slip.code, Face.SANS_BOLD, fit(slip.code, Face.SANS_BOLD, 22, room, 9), color=PETROL)
    steps = (
        t("1. Open the program, choose your unit and your name."),
        t("2. Choose “First time here” and type this code."),
        t("3. Set a PIN or password of your own and keep it to yourself."),
        t("Then destroy this slip."),
    )
    y -= 32 * MM
    for step in steps:
        for line in wrap_text(step, Face.SANS, 8.5, room):
            put(canvas, x, y, line, Face.SANS, 8.5, color=INK)
            y -= 4.6 * MM


def _cuts(canvas: Any) -> None:
    canvas.setStrokeColor("#9AA5AB")
    canvas.setLineWidth(0.4)
    canvas.setDash(3, 3)
    for row in range(1, _ROWS):
        canvas.line(0, row * _HIGH, A4[0], row * _HIGH)
    canvas.line(_WIDE, 0, _WIDE, A4[1])
    canvas.setDash()
