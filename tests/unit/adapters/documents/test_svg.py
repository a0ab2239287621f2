"""Figures on paper: every element and path command that the content checker lets through is drawn where it belongs."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from trainer.adapters.documents.drawing import A4, document
from trainer.adapters.documents.svg import Picture, draw_picture, read_picture
from trainer.domain.kernel.outcomes import Fault
from trainer.platform import paths

SIDE = 100


def picture(tmp_path: Path, body: str) -> Picture:
    file = tmp_path / "f.svg"
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"><title>t</title>{body}</svg>', "utf-8"
    )
    return read_picture(file)


def pdf_of(found: Picture) -> bytes:
    with document(A4, title="t", author="a") as made:
        draw_picture(made.canvas, found, 0, A4[1], SIDE)
        made.canvas.showPage()
    return made.content


def grey_at(pdf: bytes, x: float, y: float) -> int:
    """The grey (0 black, 255 white) drawn at a point of the figure, whose corner is the page's corner."""
    pdfium = pypdfium2.PdfDocument(pdf)
    shown = pdfium[0].render(scale=4).to_pil().convert("L")
    pdfium.close()
    return int(shown.getpixel((int(x * 4), int(y * 4))))


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="20" y="20" width="60" height="60"/>',
        '<rect x="20" y="20" width="60" height="60" rx="8"/>',
        '<circle cx="50" cy="50" r="30"/>',
        '<ellipse cx="50" cy="50" rx="30" ry="30"/>',
        '<polygon points="20,20 80,20 80,80 20,80"/>',
        '<path d="M20 20 L80 20 L80 80 L20 80 Z"/>',
        '<path d="m20 20 h60 v60 h-60 z"/>',
        '<path d="M20 20 H80 V80 H20 Z"/>',
        '<path d="M20 20 80 20 80 80 20 80z"/>',
        '<path d="M20,50 C20,10 80,10 80,50 S20,90 20,50 Z"/>',
        '<path d="M20 50 Q50 -10 80 50 T20 50 Z"/>',
        '<path d="M20 50 A30 30 0 0 1 80 50 A30 30 0 0 1 20 50 Z"/>',
        '<path d="M20 50 a30 30 0 1 0 60 0 a30 30 0 1 0 -60 0 Z"/>',
        '<path d="M20 20 h60 v60 h-60 z M40 40 h20 v20 h-20 z"/>',
        '<g transform="translate(20 20)"><rect width="60" height="60"/></g>',
        '<g transform="scale(2)"><rect x="10" y="10" width="30" height="30"/></g>',
        '<rect x="20" y="20" width="60" height="60" transform="rotate(90 50 50)"/>',
        '<rect width="60" height="60" transform="matrix(1 0 0 1 20 20)"/>',
        '<line x1="10" y1="50" x2="90" y2="50" stroke="black" stroke-width="8"/>',
        '<polyline points="10,50 90,50" stroke="#000" stroke-width="8" fill="none"/>',
    ],
)
def test_shape_is_black_in_its_middle_and_nowhere_in_the_corner(tmp_path: Path, shape: str) -> None:
    pdf = pdf_of(picture(tmp_path, shape))
    assert grey_at(pdf, 50, 50) < 40
    assert grey_at(pdf, 4, 4) > 240
    assert grey_at(pdf, 96, 96) > 240


def test_colours_become_the_greys_of_a_printer(tmp_path: Path) -> None:
    body = (
        '<rect width="20" height="20" fill="#1F5F7A"/><rect x="30" width="20" height="20" fill="#fff"/>'
        '<rect x="60" width="20" height="20" fill="none" stroke="none"/>'
        '<g fill="#B3261E"><rect y="30" width="20" height="20"/></g><rect y="60" width="20" height="20" fill="nonsense"/>'
    )
    pdf = pdf_of(picture(tmp_path, body))
    # 0.299 R + 0.587 G + 0.114 B of petrol and of red.
    assert abs(grey_at(pdf, 10, 10) - 79) < 4
    assert abs(grey_at(pdf, 10, 40) - 79) < 4
    assert grey_at(pdf, 40, 10) == grey_at(pdf, 70, 10) == 255
    assert grey_at(pdf, 10, 70) == 0


def test_text_stands_where_its_anchor_says_and_reads_back(tmp_path: Path) -> None:
    body = (
        '<text x="50" y="30" font-size="10" text-anchor="middle" font-weight="bold">居中</text>'
        '<text x="90" y="60" font-size="10" text-anchor="end">右<tspan x="50" y="80">另一行</tspan></text>'
    )
    pdfium = pypdfium2.PdfDocument(pdf_of(picture(tmp_path, body)))
    reader = pdfium[0].get_textpage()
    said = reader.get_text_range()
    assert "居中" in said
    assert "另一行" in said
    left, low, right, high = reader.get_charbox(said.index("居"))
    assert 39 < left < right < 51
    assert A4[1] - 32 < low < high < A4[1] - 18
    pdfium.close()


def test_every_shipped_figure_can_be_drawn() -> None:
    figures = sorted(paths.shipped("courses").glob("*/figures/*.svg"))
    assert figures
    for file in figures:
        found = read_picture(file)
        assert found.height_at(480) > 0
        assert len(pdf_of(found)) > 1000


@pytest.mark.parametrize("text", ["", "<svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', '<svg viewBox="0 0 0 0"/>'])
def test_damaged_figure_is_a_fault_with_its_path(tmp_path: Path, text: str) -> None:
    file = tmp_path / "图.svg"
    file.write_text(text, "utf-8")
    with pytest.raises(Fault) as told:
        read_picture(file)
    assert (told.value.code, told.value.path) == ("figure_unreadable", file)


def test_missing_figure_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault):
        read_picture(tmp_path / "none.svg")
