"""Names as people have them: each is drawn with a shape for every character, and none is cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QWidget

from trainer.ui.theme import Column
from trainer.ui.widgets import Label

NAMES = {
    "one": "云",
    "interpunct": "阿拉坦·巴特尔",
    "ext-b": "𠮷野𬸚",
    "fifty": "阿拉坦·" + "孟和朝鲁" * 11 + "𠀀𬸚",
}


@pytest.fixture(params=NAMES.values(), ids=NAMES.keys())
def label(request, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    box = Column(holder)
    label = Label(request.param)
    box.addWidget(label)
    box.addStretch(1)
    holder.resize(320, 400)
    holder.show()
    qtbot.waitExposed(holder)
    yield label
    holder.close()


def test_every_character_of_a_name_has_a_shape(label):
    layout = QTextLayout(label.text(), label.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert len(glyphs) >= len(label.text())
    assert 0 not in glyphs  # the shape of what a font does not know


def test_a_name_is_shown_whole_in_a_narrow_column(label):
    room = label.heightForWidth(label.width())
    assert label.height() >= room
    assert label.width() <= 320
    assert label.text() in NAMES.values()
