"""The form of each kind gives back what it was shown, and can be filled from the keyboard."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from tests.builders.questions_to_mark import make_question
from trainer.domain.question_bank.answers import (
    Attachment,
    Blank,
    Choice,
    Criterion,
    Gap,
    GapKind,
    NumericKey,
    Pair,
    Result,
    Shape,
    Token,
    Unit,
    Variable,
    Zone,
)
from trainer.domain.question_bank.question import Kind, Marking
from trainer.ui.author.editors import EDITORS
from trainer.ui.author.editors.base import ExactField

ZONE = Zone(Shape.CIRCLE, (5, 6, 7), label="开关")
SIMPLE = {
    Kind.SINGLE: {"choices": (Choice("甲", True, "理由"), Choice("乙", False), Choice("丙", False, "近", F(1, 3)))},
    Kind.MULTIPLE: {"choices": (Choice("甲", True), Choice("乙", True), Choice("丙", False)), "marking": Marking.HALF},
    Kind.JUDGE: {"answer": False},
    Kind.BLANK: {
        "blanks": (Blank(("仿宋", "仿宋体")), Blank(("3",), F(1, 2), (Unit("千米", F(1000)),))),
        "strict": ("case",),
    },
    Kind.NUMERIC: {
        "numbers": (NumericKey(F(314, 100), F(1, 100)), NumericKey(F(0), share=F(1, 2), why="近", is_relative=True)),
        "units": (Unit("米"), Unit("千米", F(1000))),
        "unit_needed": True,
    },
    Kind.ORDERING: {"order": ("签收", "登记", "初审"), "marking": Marking.LONGEST_RUN},
    Kind.MATCHING: {"pairs": (Pair("甲", "1", "因"), Pair("乙", "2")), "extra": ("3",), "is_shuffled": False},
    Kind.HOTSPOT: {"picture": "p.png", "zones": (replace(ZONE, is_right=True), ZONE)},
    Kind.DRAG: {
        "picture": "p.png",
        "zones": (replace(ZONE, takes=(0, 1)), ZONE),
        "tokens": (Token("甲"), Token("乙", "q.png", 0)),
    },
    Kind.CLOZE: {
        "gaps": (
            Gap(GapKind.CHOICE, (Choice("甲", True), Choice("乙", False, "近", F(1, 2))), weight=2),
            Gap(GapKind.TEXT, (Choice("仿宋", True),)),
            Gap(GapKind.NUMBER, numbers=(NumericKey(F(1, 3), F(1, 10)),)),
        )
    },
    Kind.SHORT_ANSWER: {
        "choices": (Choice("甲", True), Choice("乙", False, "近", F(1, 2))),
        "wildcards": True,
        "rubric": (Criterion("要点", F(1)),),
        "model_answer": "答",
    },
    Kind.ESSAY: {
        "model_answer": "一\n二",
        "rubric": (Criterion("一", F(1, 2)), Criterion("二", F(1, 2))),
        "markers": 2,
    },
    Kind.PARAMETERISED: {
        "variables": (Variable("a", F(1), F(10)), Variable("b", values=(F(1, 2), F(2)))),
        "conditions": ("a > b",),
        "results": (Result("a*b", F(1, 10), 2, why="乘"),),
        "units": (Unit("元"),),
    },
    Kind.PRACTICAL: {"task": "T-0901"},
}
PARTS = SIMPLE | {
    Kind.CASE_SET: {
        "parts": tuple(
            make_question(kind, stem=f"小题 {kind}", points=F(2), **SIMPLE[kind])
            for kind in (Kind.SINGLE, Kind.JUDGE, Kind.BLANK)
        )
    }
}


class BareDesk:
    def __init__(self):
        self.picture = Attachment("新图.png", "image/png", "0" * 64, 10, 40, 30)

    def attachments(self):
        return ()

    def content(self, name):
        return None

    def ask_for_picture(self, done):
        done(self.picture)


def editor_of(qtbot, kind, **parts):
    editor = EDITORS[kind](BareDesk())
    qtbot.addWidget(editor)
    editor.show_parts(make_question(kind, **parts))
    return editor


def test_every_kind_has_an_editor():
    assert set(EDITORS) == set(Kind)
    assert set(PARTS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_an_editor_gives_back_what_it_was_shown(qtbot, kind):
    editor = editor_of(qtbot, kind, **PARTS[kind])
    question = make_question(kind, **PARTS[kind])
    assert replace(question, **editor.parts()) == question


@pytest.mark.parametrize("kind", Kind)
def test_rows_left_empty_are_no_parts_of_the_question(qtbot, kind):
    editor = editor_of(qtbot, kind)
    parts = editor.parts()
    assert not any(value for value in parts.values() if isinstance(value, tuple))
    assert editor.first_field() is not None


def test_a_single_choice_is_written_without_the_mouse(qtbot):
    editor = editor_of(qtbot, Kind.SINGLE)
    editor.show()
    for row, text in zip(list(editor.rows.rows), ("one", "two", "three", "four"), strict=True):
        row.text.insertPlainText(text)
        qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert len(editor.rows.rows) == 5  # Enter in the last row makes another
    alt_3 = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert editor.press(alt_3)
    choices = editor.parts()["choices"]
    assert [choice.text for choice in choices] == ["one", "two", "three", "four"]
    assert [choice.is_right for choice in choices] == [False, False, True, False]
    alt_1 = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    editor.press(alt_1)
    assert [choice.is_right for choice in editor.parts()["choices"]] == [True, False, False, False]


def test_rows_are_moved_and_removed_from_the_keyboard(qtbot):
    editor = editor_of(qtbot, Kind.ORDERING, **PARTS[Kind.ORDERING])
    first, second, _third = editor.rows.rows
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.parts()["order"] == ("登记", "签收", "初审")
    qtbot.keyClick(second, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert editor.parts()["order"] == ("签收", "初审")


def test_a_new_judgement_has_no_answer_that_nobody_gave(qtbot):
    editor = editor_of(qtbot, Kind.JUDGE)
    assert editor.parts() == {"answer": None}


def test_a_chosen_picture_is_told_to_the_question(qtbot):
    editor = editor_of(qtbot, Kind.HOTSPOT)
    with qtbot.waitSignal(editor.edited):
        editor.choose.click()
    assert editor.parts()["picture"] == "新图.png"


def test_an_exact_field_turns_red_while_it_cannot_be_read(qtbot):
    field = ExactField("数")
    qtbot.addWidget(field)
    field.setText("1/3")
    assert field.is_sound
    assert field.value() == F(1, 3)
    field.setText("三")
    field.textEdited.emit("三")
    assert not field.is_sound
    assert field.property("state") == "bad"
