"""Panes: their widths come back after a restart; below a width they stand one under the other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from trainer.ui.theme import theme
from trainer.ui.widgets.one_of import OneOf
from trainer.ui.widgets.panes import Panes


def panes(qtbot, folder, width=1000):
    made = Panes("test", folder, (QLabel("one"), QLabel("two"), QLabel("three")), (1, 2, 1), needs=600)
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show()
    return made


def test_widths_chosen_by_the_person_come_back_after_a_restart(qtbot, tmp_path):
    first = panes(qtbot, tmp_path)
    first.moveSplitter(150, 1)
    chosen = first.sizes()
    first._pause.stop()
    first._keep()
    again = panes(qtbot, tmp_path)
    assert again.sizes() == chosen


def test_rows_and_columns_are_remembered_apart(qtbot, tmp_path):
    wide = panes(qtbot, tmp_path)
    wide.moveSplitter(150, 1)
    wide._keep()
    narrow = panes(qtbot, tmp_path, width=400)
    assert narrow.is_stacked
    assert narrow.sizes() != wide.sizes()


def test_they_share_the_width_at_first(qtbot, tmp_path):
    one, two, three = panes(qtbot, tmp_path).sizes()
    assert two == pytest.approx(2 * one, abs=3)
    assert one == pytest.approx(three, abs=3)


def test_a_large_text_size_puts_them_one_under_the_other(qtbot, tmp_path):
    made = panes(qtbot, tmp_path, width=900)
    turned = []
    made.turned.connect(turned.append)
    assert not made.is_stacked
    theme().set_scale(2.0)
    try:
        assert made.is_stacked
    finally:
        theme().set_scale(1.0)
    assert turned == [True, False]


def test_without_a_folder_nothing_is_kept(qtbot):
    made = panes(qtbot, None)
    made.moveSplitter(150, 1)
    made._keep()
    assert panes(qtbot, None).sizes() != made.sizes()


def test_a_stack_asks_for_the_room_of_the_part_in_sight_alone(qtbot):
    stack = OneOf()
    qtbot.addWidget(stack)
    for height in (40, 900):
        part = QLabel()
        part.setMinimumSize(100, height)
        stack.addWidget(part)
    assert stack.minimumSizeHint().height() == 40
    stack.setCurrentIndex(1)
    assert stack.minimumSizeHint().height() == 900
