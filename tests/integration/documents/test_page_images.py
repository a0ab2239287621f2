from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from trainer.domain.kernel.outcomes import Fault
from trainer.services.page_images import page_count, page_image


def sheet(width: float = 400, height: float = 200) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, width / 2, height, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_at_the_width_asked_for_with_its_colours_in_order():
    width, height, rgb = page_image(sheet(), 0, 100)
    assert (width, height) == (100, 50)
    assert len(rgb) == 100 * 50 * 3
    middle = 25 * 100 * 3
    assert rgb[middle + 30 : middle + 33] == b"\xff\x00\x00"
    assert rgb[middle + 240 : middle + 243] == b"\xff\xff\xff"


def test_odd_widths_have_no_padding():
    width, height, rgb = page_image(sheet(), 0, 101)
    assert len(rgb) == width * height * 3


def test_pages_are_counted():
    assert page_count(sheet()) == 1


@pytest.mark.parametrize("broken", [b"", b"no pdf at all", sheet()[:200]])
def test_what_is_no_pdf_is_a_fault_with_a_sentence(broken):
    with pytest.raises(Fault) as caught:
        page_image(broken, 0, 100)
    assert caught.value.code == "pdf_unreadable"


def test_a_page_beyond_the_last_is_a_fault():
    with pytest.raises(Fault):
        page_image(sheet(), 7, 100)
