"""A sheet to draw on: sizes, the few colours of our paper, and documents that come out alike byte for byte."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
A4_LANDSCAPE: Final = (297 * MM, 210 * MM)

# The colours of the interface, as far as paper needs them (resources/styles holds those of the screen).
INK: Final = "#1E2A32"
QUIET: Final = "#5B6870"
LINE: Final = "#C9D1D5"
PETROL: Final = "#1F5F7A"
WASH: Final = "#E6F0F3"
BRICK: Final = "#B4552D"

# ReportLab reads font files through one shared position, so two sheets at once would mix their outlines.
_one_at_a_time = threading.RLock()


class Document:
    """A PDF under way.

    Attributes:
        canvas: ReportLab's canvas.
        content: the finished bytes; empty until the block of :func:`document` has ended.
    """

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.content = b""


@contextmanager
def document(page_size: tuple[float, float], *, title: str, author: str, subject: str = "") -> Iterator[Document]:
    """Give a document to draw on; it is finished when the block ends.

    The same drawing gives the same bytes: dates and ids that ReportLab would make up are fixed.
    """
    from reportlab import rl_config  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    # Page contents as plain bytes: armouring them as text costs time and a quarter of their size.
    rl_config.useA85 = 0
    out = io.BytesIO()
    with _one_at_a_time:
        canvas = Canvas(out, pagesize=page_size, invariant=1, pageCompression=1, lang="zh-CN")
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setCreator("")
        canvas.setProducer("")
        made = Document(canvas)
        yield made
        canvas.save()
    made.content = out.getvalue()


def hairline(
    canvas: Any, x1: float, y1: float, x2: float, y2: float, *, color: str = LINE, width_pt: float = 0.5
) -> None:
    """Draw a thin line."""
    canvas.setStrokeColor(color)
    canvas.setLineWidth(width_pt)
    canvas.line(x1, y1, x2, y2)
