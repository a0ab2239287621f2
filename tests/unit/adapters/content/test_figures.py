"""Figures that would be drawn otherwise elsewhere, or that are no figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.content import SVG
from trainer.adapters.content.figures import check_figure


def codes_of(folder: Path, text: str) -> list[tuple[str, int | None]]:
    path = folder / "a.svg"
    path.write_text(text, "utf-8")
    return [(finding.code, finding.line) for finding in check_figure(path, "a.svg")]


def test_plain_shapes_are_accepted(tmp_path: Path) -> None:
    assert codes_of(tmp_path, SVG) == []


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<style>a{}</style>", "figure_element"),
        ("<marker/>", "figure_element"),
        ("<filter/>", "figure_element"),
        ("<image/>", "figure_element"),
        ("<script/>", "figure_element"),
        ("<foreignObject/>", "figure_element"),
        ('<rect style="fill:red"/>', "figure_attribute"),
        ('<rect class="a"/>', "figure_attribute"),
        ('<rect onclick="x"/>', "figure_attribute"),
        ('<rect fill="url(#g)"/>', "figure_attribute"),
        ('<path marker-end="x"/>', "figure_attribute"),
        ('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>', "figure_attribute"),
    ],
)
def test_what_is_not_drawn_alike_is_reported_with_its_line(tmp_path: Path, inside: str, code: str) -> None:
    assert codes_of(tmp_path, SVG.replace("</svg>", f"{inside}\n</svg>")) == [(code, 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<svg", "figure_not_xml"),
        ("", "figure_not_xml"),
        ("<html/>", "figure_not_svg"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "figure_not_svg"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "figure_doctype"),
    ],
)
def test_what_is_no_figure_is_reported(tmp_path: Path, text: str, code: str) -> None:
    assert code in [found for found, _ in codes_of(tmp_path, text)]
