"""Which font draws which character, and what a reader finds in the file afterwards."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest

from trainer.adapters.documents import fonts
from trainer.adapters.documents.drawing import A4, document
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import put

# From the table of name characters that common fonts lack: extensions A, B, C, D, E and the newer ends of the basic block.
RARE = "㛃䶮𬸚喆犇堃玥龘㑇㐱㙦㬢䲟䴖𠮷𫖮𬭎𪨶𬬭𬱖𰻝鿍"


@pytest.mark.parametrize("name", ["云", "王小明", "阿拉坦·巴特尔", "王𬸚", "𠮷野", "㛃䶮"])
def test_names_with_rare_characters_can_be_drawn(name: str) -> None:
    assert fonts.undrawable(name) == []


def test_characters_without_a_shape_are_named_once_and_in_order() -> None:
    # A private-use character of an old personnel system, Mongolian letters (which need shaping), a line break.
    assert fonts.undrawable("王\ue123\n᠊ᠠᠠ") == ["\ue123", "\n", "᠊", "ᠠ"]


@pytest.mark.parametrize("face", list(Face))
def test_text_is_cut_into_runs_of_one_font_and_nothing_is_lost(face: Face) -> None:
    cut = fonts.runs("王𠮷·a", face)
    assert "".join(stretch for _, stretch in cut) == "王𠮷·a"
    assert [name for name, _ in cut] == [cut[0][0], "HanaMinB", cut[0][0]]
    assert fonts.runs("", face) == ()


def test_bold_follows_the_family() -> None:
    assert Face.SERIF.bold is Face.SERIF_BOLD
    assert Face.SANS_BOLD.bold is Face.SANS_BOLD


@pytest.mark.parametrize("face", [Face.SERIF, Face.SANS_BOLD])
def test_text_copied_from_the_file_is_the_text_that_was_drawn(face: Face) -> None:
    drawable = "".join(sign for sign in RARE if not fonts.undrawable(sign))
    assert len(drawable) >= len(RARE) - 1
    with document(A4, title="t", author="a") as made:
        put(made.canvas, 50, 700, drawable, face, 20)
        put(made.canvas, 50, 600, "王𬸚·a2025", face, 20)
        made.canvas.showPage()
    by_pypdf = pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    by_pdfium = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    for found in (by_pypdf, by_pdfium):
        assert "王𬸚·a2025" in found
        assert drawable in found.replace("\r\n", "\n")


def test_every_font_in_the_file_is_embedded() -> None:
    with document(A4, title="t", author="a") as made:
        put(made.canvas, 50, 700, "王𠮷", Face.SERIF, 20)
        made.canvas.showPage()
    used = pypdf.PdfReader(io.BytesIO(made.content)).pages[0]["/Resources"]["/Font"]
    drawn = [font.get_object() for name, font in used.items() if "FontDescriptor" in str(font.get_object().keys())]
    assert len(drawn) == 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in drawn)


def test_missing_font_is_told_with_its_path(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.domain.kernel.outcomes import Fault

    with pytest.raises(Fault) as told:
        fonts.font("NoSuchFont")
    assert told.value.code == "font_missing"
    assert "NoSuchFont.ttf" in told.value.facts["path"]
