"""Formulas are drawn as outlines, Chinese words in them, too; what cannot be read is not drawn as something else."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.builders.content import make_question
from trainer.adapters.documents.formulas import formula_picture, picture
from trainer.services.formula_images import formula_image, unreadable_formulas


@pytest.mark.parametrize(
    "source",
    [
        "x",
        r"v=\frac{\text{路程}}{\text{时间}}",
        r"x_{\text{最大}}",
        "速度=路程",
        "a<b",
        r"30\%",
        r"\sum_{i=1}^{n} x_i^2",
        r"\begin{cases}x & y\\ 1 & 2\end{cases}",
        r"\text{𬸚}",
    ],
)
def test_formulas_are_paths_in_the_colour_of_the_words_around(source: str) -> None:
    found = formula_picture(source)

    assert found is not None
    assert found.width > 0.3
    assert found.ascent > 0.3
    root = etree.fromstring(found.svg.encode())
    assert {etree.QName(one).localname for one in root.iter()} <= {"svg", "path", "rect", "g"}
    assert "black" not in found.svg
    assert found.svg_in("#123456").count(b"#123456") >= 1


def test_the_base_line_is_where_letters_stand() -> None:
    letter, low, fraction = (formula_picture(source) for source in ("x", "y", r"\frac{1}{2}"))

    assert letter is not None
    assert low is not None
    assert fraction is not None
    assert letter.depth < 0.1 < low.depth
    assert fraction.depth > low.depth


def test_a_displayed_sum_is_larger_than_one_among_words() -> None:
    displayed, inline = formula_picture(r"\sum_{i=1}^{n} i", is_display=True), formula_picture(r"\sum_{i=1}^{n} i")

    assert displayed is not None
    assert inline is not None
    assert displayed.ascent > inline.ascent


def test_chinese_words_are_not_boxes() -> None:
    one, other = formula_picture(r"\text{路}"), formula_picture(r"\text{程}")

    assert one is not None
    assert other is not None
    assert len(re.findall("[ML]", one.svg)) != len(re.findall("[ML]", other.svg))


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "x^",
        r"\frac{1}",
        r"\unknowncommand x",
        "&",
        r"\left( x",
        r"\def\x{\x\x}\x",
        r"\newcommand{\a}{b}\a",
        "{" * 5000 + "}" * 5000,
        r"\sqrt" * 200 + "x",
        "{" * 700 + "}" * 700,
        "x" * 5000,
        "\U0010fffe",
    ],
)
def test_what_cannot_be_read_is_not_drawn(source: str) -> None:
    assert formula_picture(source) is None
    assert picture(source) is None


def test_the_window_gets_bytes_and_measures() -> None:
    found = formula_image("x^2", "#ff0000", is_display=True)

    assert found is not None
    assert b'fill="#ff0000"' in found.svg
    assert formula_image("x^") is None


def test_paper_gets_a_picture_with_its_base_line_at_nought() -> None:
    found = picture("y")

    assert found is not None
    assert found.top < 0 < found.top + found.high


def test_a_check_names_the_formulas_that_will_be_shown_as_sources() -> None:
    sound = make_question(stem="若 $x^2$ 则")
    unsound = make_question(stem="若 $x^$ 与 $y^2$ 则", explanation="$x^$")

    assert unreadable_formulas(sound) == []
    assert [(one.code, one.facts["formula"]) for one in unreadable_formulas(unsound)] == [("formula_unreadable", "x^")]
