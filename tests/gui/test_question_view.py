from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from trainer.domain.question_bank.question import Blank, Bloom, Choice, Kind, Pair, Question
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.question_view import QuestionView


def question(kind: Kind, **parts: object) -> Question:
    values = {"stem": "题干", "explanation": "因为标准这样规定。", **parts}
    return Question("id", "Q-K0101a-001", 1, kind, "C01", "K0101a", "AB", 2, Bloom.APPLY, **values)


CHOICES = (
    Choice("甲", True, "甲对"),
    Choice("乙", False, "乙错"),
    Choice("丙", True, "丙对"),
    Choice("丁", False, "丁错"),
)


@pytest.fixture
def view(qtbot):
    window = QMainWindow()
    made = QuestionView()
    window.setCentralWidget(made)
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    made.window_kept = window
    return made


@pytest.fixture
def told(view):
    said: list[dict] = []
    view.response_changed.connect(said.append)
    return said


def key(code: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier)


def words(view: QuestionView) -> str:
    QApplication.sendPostedEvents()
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_a_choice_is_told_by_its_place_as_written_not_as_shown(view, told):
    view.show_question(question(Kind.SINGLE, choices=CHOICES), order=[2, 0, 3, 1])
    assert [row.letter for row in view.answering.rows] == ["A", "B", "C", "D"]
    view.press(key(Qt.Key.Key_A))
    view.press(key(Qt.Key.Key_4))
    assert told == [{"choice": 2}, {"choice": 1}]
    assert view.response() == {"choice": 1}


def test_a_press_anywhere_on_the_row_chooses_it(view, told):
    view.show_question(question(Kind.SINGLE, choices=CHOICES))
    row = view.answering.rows[1]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert told == [{"choice": 1}]


def test_choosing_the_same_single_choice_again_says_nothing_new(view, told):
    view.show_question(question(Kind.SINGLE, choices=CHOICES), response={"choice": 1})
    view.press(key(Qt.Key.Key_2))
    assert not told


def test_multiple_choices_go_on_and_off_and_are_told_in_written_order(view, told):
    view.show_question(question(Kind.MULTIPLE, choices=CHOICES), order=[3, 2, 1, 0])
    for code in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_1):
        view.press(key(code))
    assert told == [{"choices": [3]}, {"choices": [0, 3]}, {"choices": [0]}]
    view.press(key(Qt.Key.Key_4))
    assert view.response() == {}


def test_judge_answers_true_and_false(view, told):
    view.show_question(question(Kind.JUDGE, answer=False))
    view.press(key(Qt.Key.Key_1))
    view.press(key(Qt.Key.Key_B))
    assert told == [{"answer": True}, {"answer": False}]


def test_gaps_keep_their_places_and_blank_ones_are_not_an_answer(view, told):
    view.show_question(question(Kind.BLANK, stem="用____号____体字", blanks=(Blank(("三",)), Blank(("仿宋",)))))
    view.answering.rows[1].field.setText("仿宋")
    view.answering.rows[1].edited.emit()
    assert told == [{"blanks": ["", "仿宋"]}]
    view.answering.rows[1].field.setText("  ")
    assert view.response() == {}
    assert "（1）" in words(view)


def test_an_order_is_no_answer_until_it_is_touched_or_taken(view, told):
    view.show_question(question(Kind.ORDERING, order=("一", "二", "三")), order=[2, 0, 1])
    assert view.response() == {}
    view.answering.take_order()
    assert told == [{"order": [2, 0, 1]}]
    QTest.keyClick(view.answering.entries[0], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert told[-1] == {"order": [0, 2, 1]}
    QTest.keyClick(view.answering.entries[0], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(told) == 2  # already at the top


def test_dragging_an_entry_past_its_neighbour_moves_it(view, told, qtbot):
    view.show_question(question(Kind.ORDERING, order=("一", "二", "三")))
    qtbot.waitUntil(lambda: view.answering.entries[2].y() > view.answering.entries[1].y() > 0)
    below = view.answering.entries[1].mapToGlobal(view.answering.entries[1].rect().center()).y() + 5
    view.answering.entries[0].dragged.emit(below)
    assert view.response() == {"order": [1, 0, 2]}


def test_pairs_are_told_by_the_right_hand_entries_as_written(view, told):
    pairs = (Pair("网关", "路口"), Pair("DNS", "查号台"))
    view.show_question(question(Kind.MATCHING, pairs=pairs, extra=("电源",)), order=[2, 1, 0])
    view.answering.rows[0].box.setCurrentIndex(3)
    assert told == [{"pairs": [0, None]}]
    view.answering.rows[1].box.setCurrentIndex(1)
    assert told[-1] == {"pairs": [0, 2]}


@pytest.mark.parametrize(
    ("made", "response"),
    [
        (question(Kind.SINGLE, choices=CHOICES), {"choice": 3}),
        (question(Kind.MULTIPLE, choices=CHOICES), {"choices": [0, 2]}),
        (question(Kind.JUDGE, answer=True), {"answer": False}),
        (question(Kind.BLANK, stem="____", blanks=(Blank(("三",)),)), {"blanks": ["三"]}),
        (question(Kind.ORDERING, order=("一", "二", "三")), {"order": [1, 2, 0]}),
        (question(Kind.MATCHING, pairs=(Pair("a", "b"), Pair("c", "d"))), {"pairs": [1, None]}),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Question) else "",
)
def test_a_response_that_is_set_comes_back_unchanged_and_untold(view, told, made, response):
    view.show_question(made, response=response)
    assert view.response() == response
    assert not told
    view.show_feedback(Fraction(1, 2))
    assert view.response() == response


def test_feedback_shows_key_own_answer_every_reason_and_the_explanation(view):
    view.show_question(question(Kind.SINGLE, choices=CHOICES[:2]), response={"choice": 1})
    view.show_feedback(Fraction(0))
    text = words(view)
    assert "甲对" in text
    assert "乙错" in text
    assert "因为标准这样规定。" in text
    tags = {badge.accessibleName() for badge in view.findChildren(StateBadge)}
    assert tags == {"正确答案", "您的答案"}
    assert "错误" in text


def test_after_feedback_no_answer_is_taken(view, told):
    view.show_question(question(Kind.SINGLE, choices=CHOICES), response={"choice": 1})
    view.show_feedback(Fraction(0))
    assert not view.press(key(Qt.Key.Key_1))
    QTest.mouseClick(view.answering.rows[0], Qt.MouseButton.LeftButton)
    assert not told


def test_a_locked_question_keeps_its_answer_and_explains_nothing(view, told):
    view.show_question(question(Kind.SINGLE, choices=CHOICES), response={"choice": 1})
    view.set_locked(True)
    assert not view.press(key(Qt.Key.Key_1))
    assert view.response() == {"choice": 1}
    assert "因为" not in words(view)


def test_markup_in_a_question_is_text_and_only_stars_make_words_strong(view):
    view.show_question(question(Kind.SINGLE, stem="<script>1 < 2</script> **不**对", choices=CHOICES))
    shown = next(label.text() for label in view.findChildren(QLabel) if "script" in label.text())
    assert "<script>" not in shown
    assert "<b>不</b>" in shown
