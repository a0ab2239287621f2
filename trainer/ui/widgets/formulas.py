"""Formulas on the screen: vectors in the colour and size of the text around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer


@dataclass(frozen=True, slots=True)
class FormulaDrawing:
    """A formula ready to be drawn; sizes in pixels.

    Attributes:
        renderer: draws it into any rectangle of its shape.
        ascent, descent: above and below the base line.
    """

    renderer: QSvgRenderer
    width: float
    ascent: float
    descent: float


@lru_cache(maxsize=256)
def draw_formula(source: str, size_px: int, color: str, *, is_display: bool) -> FormulaDrawing | None:
    """Make the drawing of a formula.

    Args:
        source: LaTeX.
        size_px: of the text around it.
        color: ``#rrggbb``.
        is_display: it stands on a line of its own.

    Returns:
        None where the source cannot be read; its signs are shown instead.
    """
    from trainer.services.formula_images import formula_image

    made = formula_image(source, color, is_display=is_display)
    if made is None:
        return None
    renderer = QSvgRenderer(QByteArray(made.svg))
    if not renderer.isValid():
        return None
    return FormulaDrawing(renderer, made.width * size_px, made.ascent * size_px, made.depth * size_px)
