"""The sheet: what it says, that nothing is cut, and that it comes out the same every time."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import PdfBitmap

from tests.builders.certificates import make_content
from trainer.adapters.documents.certificate_sheet import draw_certificate
from trainer.adapters.documents.pdfium import look, merged, texts
from trainer.domain.certificates.number import Kind
from trainer.wording import set_language

LONG = "阿拉坦·巴特尔·" + "孟和朝鲁" * 10 + "王𬸚"
LONG_UNIT = "某某盟行政公署办公室信息化与电子政务建设管理服务中心某某旗分中心驻苏木工作站" * 5


def text_of(pdf: bytes) -> str:
    return "".join(texts(pdf)[0].split())


def picture(pdf: bytes, scale: float = 3) -> PdfBitmap:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale)


def test_sheet_says_everything_that_was_certified() -> None:
    said = text_of(draw_certificate(make_content()))
    for part in (
        "合格证书",
        "兴电培证〔2025〕第00123号",
        "王小明",
        "安和旗民政局",
        "“2025年办公自动化与电子政务轮训”",
        "16学时",
        "2025年2月27日",
        "良好",
        "安和旗委组织部",
        "2025年3月1日",
        "152200-2025-H-00123-2",
        "盖章处",
        make_content().check_code,
    ):
        assert part in said
    assert "样张" not in said


@pytest.mark.parametrize("kind", list(Kind))
def test_sheet_does_not_pose_as_a_state_qualification(kind: Kind) -> None:
    said = text_of(draw_certificate(make_content(kind=kind)))
    for word in ("国家", "全国", "中国", "中华", "职业资格", "人员资格"):
        assert word not in said


@pytest.mark.parametrize("name", ["云", "王𬸚", "阿拉坦·巴特尔", LONG], ids=["one", "ext-b", "interpunct", "fifty"])
def test_name_stands_whole_within_the_frame(name: str) -> None:
    assert len(LONG) == 50
    pdf = draw_certificate(make_content(name=name, unit=LONG_UNIT if name == LONG else "民政局"))
    assert name in text_of(pdf)
    reader = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [reader.get_charbox(n) for n in range(reader.count_chars())]
    frame, width, height = 12.4 * 72 / 25.4, 297 * 72 / 25.4, 210 * 72 / 25.4
    assert all(frame < left and right < width - frame for left, _, right, _ in boxes if right > left)
    assert all(frame < low and high < height - frame for _, low, _, high in boxes if high > low)


def test_name_of_fifty_characters_is_still_large() -> None:
    fonts_used = []

    def seen(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if "阿拉坦" in text:
            fonts_used.append(size * matrix[3])

    pypdf.PdfReader(io.BytesIO(draw_certificate(make_content(name=LONG)))).pages[0].extract_text(visitor_text=seen)
    assert fonts_used
    assert min(fonts_used) >= 20


def test_sample_is_marked_on_the_sheet() -> None:
    assert text_of(draw_certificate(make_content(is_sample=True))).count("〔样张〕") == 2


@pytest.mark.parametrize("unit", ["民政局", LONG_UNIT], ids=["short", "long"])
def test_qr_code_reads_back_from_the_page(unit: str) -> None:
    content = make_content(name="王𬸚", unit=unit)
    found = zxingcpp.read_barcodes(picture(draw_certificate(content), 5).to_pil())
    assert [code.text for code in found] == [content.qr_text]


def test_same_content_gives_the_same_bytes_in_either_language() -> None:
    first = draw_certificate(make_content())
    set_language("en")
    assert draw_certificate(make_content()) == first
    assert draw_certificate(make_content(serial=124)) != first


def test_fonts_are_embedded_and_there_is_one_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(draw_certificate(make_content())))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]
    names = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2] for name in names if "+" in name} == {"NotoSerifSC-Regular", "NotoSerifSC-Bold"}


def test_merged_pages_look_and_read_like_their_sheets() -> None:
    sheets = [draw_certificate(make_content(serial=n, name=f"王{sign}")) for n, sign in enumerate("甲𬸚丙", 1)]
    whole = merged(sheets)
    assert len(pypdf.PdfReader(io.BytesIO(whole)).pages) == 3
    for number, sheet in enumerate(sheets):
        assert look(whole, number) == look(sheet)
        assert texts(whole)[number] == texts(sheet)[0]
    assert look(whole, 0) != look(whole, 2)
    assert look(whole, 3) is None


def test_something_that_is_no_pdf_has_no_pages() -> None:
    assert texts(b"%PDF-1.4 broken") == []
    assert look(b"") is None
