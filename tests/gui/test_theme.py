from __future__ import annotations

import json
import re
from itertools import product

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QLabel, QWidget

from trainer.platform import paths
from trainer.ui.theme import MODES, Column, bind_icon, bind_size, theme
from trainer.ui.widgets.text import Label


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of WCAG 2.1, relative luminance of sRGB."""

    def luminance(colour: QColor) -> float:
        parts = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_words_have_enough_contrast_everywhere(qapp, mode):
    look = theme()
    look.set_mode(mode)
    for word, ground in product(("ink", "quiet"), ("paper", "surface", "sunken", "hover")):
        assert contrast(look.color(word), look.color(ground)) >= 4.5, (word, ground)
    for state in ("good", "warn", "bad"):
        assert contrast(look.color(state), look.color(f"{state}_wash")) >= 4.5, state
        assert contrast(look.color(state), look.color("surface")) >= 4.5, state
    assert contrast(look.color("primary"), look.color("wash")) >= 4.5
    assert contrast(look.color("on_primary"), look.color("primary")) >= 4.5
    assert contrast(look.color("accent"), look.color("paper")) >= 4.5
    # Reading text: AAA. Borders of fields and marks: 3:1 (WCAG 2.1, 1.4.11).
    assert contrast(look.color("ink"), look.color("paper")) >= 7
    assert contrast(look.color("edge"), look.color("surface")) >= 3


def test_all_colour_sets_name_the_same_roles():
    tokens = json.loads((paths.shipped("resources") / "styles" / "tokens.json").read_text("utf-8"))
    assert len({frozenset(colours) for colours in tokens["colors"].values()}) == 1


def test_every_placeholder_of_the_style_sheet_is_filled(qapp):
    assert "$" not in theme().style_sheet()


def test_no_colour_stands_in_the_style_sheet_template():
    template = (paths.shipped("resources") / "styles" / "window.qss").read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{6}\b", template)


def test_changing_the_text_size_is_followed_by_labels_sizes_gaps_and_icons(qapp):
    holder = QWidget()
    box = Column(holder, gap=8, margins=16)
    label = Label("干部", "page")
    icon = QLabel()
    bind_icon(icon, "house", "ink", 20)
    bind_size(label, min_width=100)
    box.addWidget(label)
    box.addWidget(icon)
    holder.show()
    theme().set_scale(2.0)
    assert QFontInfo(label.font()).pixelSize() == 52
    assert label.minimumWidth() == 200
    assert icon.pixmap().deviceIndependentSize().width() == 40
    assert box.contentsMargins().left() == 24  # distances grow half as fast


def test_large_print_raises_the_text_size_and_stops_motion(qapp):
    look = theme()
    look.set_up(scale=1.0, is_large_print=True)
    assert look.scale >= 1.5
    assert look.motion_ms == 0


def test_the_bundled_faces_draw_the_interface_and_rare_names(qapp):
    assert QFontInfo(theme().font("body")).family() == "Noto Sans SC"
    assert QFontInfo(theme().font("reading")).family() == "Noto Serif SC"
    assert "HanaMinB" in theme().font("body").families()


def test_a_second_icon_on_a_label_replaces_the_first(qapp):
    label = QLabel()
    bind_icon(label, "house")
    bind_icon(label, "x")
    assert len([child for child in label.children() if isinstance(child, QObject)]) == 1


def test_every_icon_is_named_by_somebody():
    folder = paths.shipped("resources") / "icons"
    assert (folder / "LICENSE").is_file()
    for file in folder.glob("*.svg"):
        assert "currentColor" in file.read_text("utf-8"), file.name
