"""Every kind of question as it is answered: by mouse and by keyboard, set and given back, locked, explained."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QScrollArea, QWidget

from tests.builders.pictures import one_picture
from tests.builders.questions_to_mark import BUILDERS
from trainer.domain.courses.practice import ask
from trainer.domain.grading.score import grade, is_answered
from trainer.domain.question_bank.answers import Choice, Criterion, Token, Unit, Zone
from trainer.domain.question_bank.keyless import keyless
from trainer.domain.question_bank.kinds import needs_marker
from trainer.domain.question_bank.mixing import groups_of
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.robot import random_response, right_response, wrong_response
from trainer.services.sitting_views import slot_view
from trainer.ui.learner.slot_questions import keyless_question, points_of, shown_order
from trainer.ui.theme import theme
from trainer.ui.widgets import questions
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.question_view import QuestionView
from trainer.ui.widgets.questions import RENDERERS

SHARED = {
    "base",
    "boxes",
    "canvas",
    "chip",
    "choices",
    "marked_by_hand",
    "marking",
    "places",
    "spots",
    "verdicts",
    "writing",
}
# Nothing is answered on the screen there.
ANSWERED_HERE = [kind for kind in Kind if kind is not Kind.PRACTICAL]


def made(kind: Kind) -> Question:
    question = BUILDERS[kind]()
    return concrete(question, draw_values(question, "test"))


@pytest.fixture
def view(qtbot):
    window = QMainWindow()
    shown = QuestionView(media=one_picture())
    window.setCentralWidget(shown)
    window.resize(1000, 900)
    qtbot.addWidget(window)
    window.show()
    shown.window_kept = window
    return shown


@pytest.fixture
def told(view):
    said: list[dict] = []
    view.response_changed.connect(said.append)
    return said


def settle() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def words(view: QWidget) -> str:
    settle()
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def click(widget: QWidget, at: QPointF | QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseClick(widget, button, pos=at.toPoint() if isinstance(at, QPointF) else at)


def pull(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Drag from one point of a widget to another."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(widget, start + QPoint(20, 20))
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


# -- all kinds


def test_every_kind_has_its_own_module_and_renderer():
    modules = {module.name for module in pkgutil.iter_modules(questions.__path__)}
    assert modules - SHARED == {kind.value for kind in Kind}
    assert {kind: renderer.__module__.rpartition(".")[2] for kind, renderer in RENDERERS.items()} == {
        kind: kind.value for kind in Kind
    }


@pytest.mark.parametrize("kind", ANSWERED_HERE)
@pytest.mark.parametrize("seed", range(4))
def test_a_response_that_is_set_comes_back_unchanged_and_untold(view, told, kind, seed):
    question = made(kind)
    response = random_response(question, Random(seed))
    view.show_question(question, order=ask(question, str(seed)).shown, response=response)
    back = view.response()
    # Empty answers are left out, all others are the same to the last letter.
    assert is_answered(question, back) == is_answered(question, response)
    assert grade(question, back) == grade(question, response)
    view.set_response(back)
    assert view.response() == back
    assert not told


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_answered_at_first(view, kind):
    view.show_question(made(kind))
    assert view.response() == {}


@pytest.mark.parametrize("kind", ANSWERED_HERE)
def test_rubbish_for_a_response_is_shown_as_nothing(view, kind):
    keys = (
        "choice",
        "choices",
        "answer",
        "blanks",
        "number",
        "order",
        "pairs",
        "points",
        "zones",
        "gaps",
        "parts",
        "text",
    )
    rubbish = [None, -1, [1], {}, True, 99]
    view.show_question(made(kind), response=dict.fromkeys(keys, rubbish))
    assert view.response() == {}
    view.show_question(made(kind), response=dict.fromkeys(keys, 7))
    assert view.response() == {}


@pytest.mark.parametrize("kind", Kind)
def test_a_paper_without_its_keys_shows_every_kind(view, told, kind):
    question = made(kind)
    slot = slot_view(0, question, Fraction(2), ask(question, "s").shown)
    shown = keyless_question(slot)
    right = right_response(question)
    view.show_question(shown, order=shown_order(slot), points=points_of(slot), response=right)
    assert shown == keyless(question)
    assert view.response() == right
    assert not told


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_explained_without_losing_the_response(view, kind):
    question = made(kind)
    response = wrong_response(question) or right_response(question)
    view.show_question(question, response=response)
    before = view.response()
    view.show_feedback(None if needs_marker(question) else Fraction(0))
    assert view.response() == before
    assert question.explanation in words(view)
    assert ("人工评阅" in words(view)) == needs_marker(question)


@pytest.mark.parametrize("kind", [kind for kind in ANSWERED_HERE if kind is not Kind.ESSAY])
def test_a_wrong_response_is_judged_wrong_and_the_key_is_told(view, kind):
    question = made(kind)
    view.show_question(question, response=wrong_response(question))
    view.show_feedback(grade(question, view.response()))
    said = {badge.accessibleName() for badge in view.findChildren(StateBadge)}
    assert said & {"错误", "正确答案"}
    assert "错误" in words(view)


@pytest.mark.parametrize("kind", Kind)
def test_a_locked_question_shows_its_response_and_takes_no_other(view, told, kind):
    question = made(kind)
    view.show_question(question, response=right_response(question))
    before = view.response()
    view.set_locked(True)
    for stop in view.stops():
        for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Down):
            QTest.keyClick(stop, key)
        QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not view.press(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier))
    assert view.response() == before
    assert not told


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_kind_is_wider_than_its_place(view, scale):
    if scale != 1.0:
        theme().set_scale(scale)
    view.window().resize(860, 700)
    for kind in Kind:
        view.show_question(made(kind), response=right_response(made(kind)))
        settle()
        for child in view.findChildren(QWidget):
            if child.isVisible() and not child.inherits("QAbstractItemView"):
                right = child.mapTo(view, QPoint(child.width(), 0)).x()
                assert right <= view.width() + 1, (kind, child)


def test_every_place_that_takes_the_focus_has_a_name(view):
    for kind in Kind:
        view.show_question(made(kind))
        for stop in view.stops():
            assert stop.accessibleName(), (kind, stop)


# -- numbers


def test_a_number_is_told_with_its_unit(view, told):
    view.show_question(made(Kind.NUMERIC))
    row, unit = view.answering.row, view.answering.unit
    QTest.keyClicks(row.field, "3.14")
    assert told[-1] == {"number": "3.14"}
    assert view.is_typing
    unit.setCurrentIndex(1)
    assert told[-1] == {"number": "3.14 m"}
    assert not view.is_typing
    row.field.clear()
    assert view.response() == {}


def test_a_number_whose_unit_was_typed_stays_as_it_was_typed(view):
    view.show_question(made(Kind.NUMERIC), response={"number": "314cm"})
    assert view.answering.unit.currentIndex() == 0
    assert view.response() == {"number": "314cm"}


def test_a_number_without_units_has_no_box(view):
    view.show_question(replace(made(Kind.NUMERIC), units=()))
    assert view.answering.unit is None


def test_units_with_blanks_in_their_names_are_found_again(view):
    question = replace(made(Kind.NUMERIC), units=(Unit("m"), Unit("square m")))
    view.show_question(question, response={"number": "3 square m"})
    assert view.answering.unit.currentIndex() == 2
    assert view.response() == {"number": "3 square m"}


# -- points on a picture


@pytest.fixture
def spots(view, told):
    view.show_question(made(Kind.HOTSPOT))
    settle()
    return view.answering.canvas


def test_a_press_on_the_picture_sets_a_point_in_its_own_pixels(view, told, spots):
    click(spots, spots.to_widget(120, 45))
    x, y = told[-1]["points"][0]
    assert abs(x - 120) <= 1
    assert abs(y - 45) <= 1


def test_a_point_is_moved_by_dragging_and_removed_with_the_right_button(view, told, spots):
    view.set_response({"points": [[50, 50], [200, 200]]})
    pull(spots, spots.to_widget(50, 50).toPoint(), spots.to_widget(300, 100).toPoint())
    (x, y), other = told[-1]["points"]
    assert (abs(x - 300) <= 1, abs(y - 100) <= 1, other) == (True, True, [200, 200])
    click(spots, spots.to_widget(200, 200), Qt.MouseButton.RightButton)
    assert told[-1]["points"] == [[x, y]]


def test_points_are_set_and_removed_by_keyboard(view, told, spots):
    spots.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(spots, Qt.Key.Key_Return)
    assert told[-1] == {"points": [[200, 150]]}
    QTest.keyClick(spots, Qt.Key.Key_Left)
    QTest.keyClick(spots, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(spots, Qt.Key.Key_Space)
    assert told[-1] == {"points": [[200, 150], [194, 151]]}
    QTest.keyClick(spots, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert told[-1] == {"points": [[200, 150], [200, 151]]}
    QTest.keyClick(spots, Qt.Key.Key_Delete)
    assert told[-1] == {"points": [[200, 150]]}
    QTest.keyClick(spots, Qt.Key.Key_Backspace)
    assert told[-1] == {}


def test_tab_leads_through_the_points_and_then_on(view, spots):
    view.set_response({"points": [[10, 20], [200, 200]]})
    spots.clearFocus()
    spots.setFocus(Qt.FocusReason.TabFocusReason)
    assert spots.chosen == 0
    QTest.keyClick(spots, Qt.Key.Key_Tab)
    assert spots.chosen == 1
    assert spots.hasFocus()
    QTest.keyClick(spots, Qt.Key.Key_Tab)
    assert not spots.hasFocus()


def test_no_more_points_are_set_than_are_asked_for(view, told, spots):
    for x in (50, 100, 150):
        click(spots, spots.to_widget(x, 250))
    assert len(view.response()["points"]) == 2
    assert "点数已满" in words(view)


def test_the_one_point_that_is_asked_for_goes_where_it_is_wanted(view, told):
    view.show_question(keyless(made(Kind.HOTSPOT)), points=(1,))
    settle()
    canvas = view.answering.canvas
    for x in (50, 300):
        click(canvas, canvas.to_widget(x, 100))
    assert len(told[-1]["points"]) == 1
    assert abs(told[-1]["points"][0][0] - 300) <= 1


def test_enter_on_the_picture_is_not_the_page_s(view, told, spots, qtbot):
    gone: list[str] = []
    shortcut = QShortcut(QKeySequence("Return"), view.window())
    shortcut.activated.connect(lambda: gone.append("next"))
    view.window().activateWindow()
    spots.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(spots.hasFocus)
    QTest.keyClick(view.window().windowHandle(), Qt.Key.Key_Return)
    assert told
    assert not gone


def test_feedback_marks_points_and_names_the_right_places(view, spots):
    view.set_response({"points": [[50, 30], [200, 250]]})
    view.show_feedback(Fraction(1, 2))
    assert spots.verdicts == [True, False]
    assert "地址栏；按钮" in words(view)


def test_a_picture_that_is_missing_is_said_to_be(qtbot):
    view = QuestionView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_question(made(Kind.HOTSPOT), response={"points": [[5, 6]]})
    view.show()
    click(view.answering.canvas, QPoint(40, 40))
    assert view.response() == {"points": [[5, 6]]}


# -- entries put on a picture


@pytest.fixture
def places(view, told):
    view.show_question(made(Kind.DRAG))
    settle()
    return view.answering.canvas


def centre(zone: Zone) -> tuple[float, float]:
    left, top, right, bottom = zone.points
    return (left + right) / 2, (top + bottom) / 2


def test_an_entry_is_dragged_to_its_place_and_away_again(view, told, places):
    drag = view.answering
    chip = drag.chips[0]
    goal = places.to_widget(*centre(places.zones[1])).toPoint()
    pull(chip, QPoint(5, 5), chip.mapFrom(view, places.mapTo(view, goal)))
    assert told[-1] == {"zones": [None, 0, None]}
    assert chip.is_used_up
    other = places.to_widget(*centre(places.zones[0])).toPoint()
    pull(places, goal, other)
    assert told[-1] == {"zones": [0, None, None]}
    pull(places, other, QPoint(places.width() - 3, places.height() - 3))
    assert told[-1] == {}
    assert not chip.is_used_up


def test_an_entry_is_pressed_and_then_its_place(view, told, places):
    click(view.answering.chips[2], QPoint(5, 5))
    click(places, places.to_widget(*centre(places.zones[2])))
    assert told == [{"zones": [None, None, 2]}]


def test_an_entry_is_sent_to_its_place_by_number(view, told, places):
    chips = view.answering.chips
    chips[1].setFocus()
    QTest.keyClick(chips[1], Qt.Key.Key_2)
    assert told == [{"zones": [None, 1, None]}]
    assert chips[2].hasFocus()
    QTest.keyClick(chips[2], Qt.Key.Key_9)
    assert len(told) == 1
    QTest.keyClick(places, Qt.Key.Key_2)
    QTest.keyClick(places, Qt.Key.Key_Delete)
    assert told[-1] == {}


def test_with_many_places_two_digits_make_a_number(view, told, qtbot):
    zones = tuple(Zone(one.shape, (0, n * 10, 10, n * 10 + 8)) for n in range(12) for one in [made(Kind.DRAG).zones[0]])
    view.show_question(replace(made(Kind.DRAG), zones=zones))
    chip = view.answering.chips[0]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_1)
    assert not told
    QTest.keyClick(chip, Qt.Key.Key_2)
    assert told[-1]["zones"][11] == 0
    other = view.answering.chips[1]
    QTest.keyClick(other, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: view.response()["zones"][0] == 1)


def test_an_entry_with_copies_stays_in_the_tray_until_they_are_used(view, told):
    question = replace(made(Kind.DRAG), tokens=(Token("公章", copies=2), Token("签名", copies=0)))
    view.show_question(question)
    drag = view.answering
    for place in (0, 1):
        drag.put(0, place)
    assert drag.chips[0].is_used_up
    drag.put(0, 2)
    assert view.response() == {"zones": [None, 0, 0]}
    for place in range(3):
        drag.put(1, place)
    assert view.response() == {"zones": [1, 1, 1]}
    assert not drag.chips[1].is_used_up


def test_the_tray_follows_the_order_shown(view):
    view.show_question(made(Kind.DRAG), order=[2, 0, 1])
    assert [stop.words for stop in view.stops()[:-1]] == ["密级", "发文机关", "发文字号"]


# -- cloze


def test_gaps_are_chosen_and_written_in_the_running_text(view, told):
    view.show_question(made(Kind.CLOZE))
    settle()
    box, field, number = view.answering.fields
    box.setCurrentIndex(2)
    assert told[-1] == {"gaps": [1, None, None]}
    QTest.keyClicks(number, "22")
    assert told[-1] == {"gaps": [1, None, "22"]}
    assert view.is_typing
    flow = view.answering.flow
    assert field.parent() is flow
    assert box.x() < field.x() or box.y() < field.y()
    assert all(flow.rect().contains(one.geometry()) for one in (box, field, number))


def test_choices_of_a_gap_are_told_as_written_whatever_order_they_are_shown_in(view, told):
    view.show_question(made(Kind.CLOZE), order=[2, 0, 1])
    box = view.answering.fields[0]
    assert [box.itemText(place) for place in range(1, 4)] == ["平行文", "上行文", "下行文"]
    box.setCurrentIndex(1)
    assert told == [{"gaps": [2, None, None]}]
    view.set_response({"gaps": [1, None, None]})
    assert box.currentText() == "下行文"


def test_a_gap_that_the_text_forgot_can_be_filled_all_the_same(view, told):
    view.show_question(replace(made(Kind.CLOZE), stem="通知是 [[1]]。"))
    settle()
    field = view.answering.fields[1]
    assert field.isVisible()
    QTest.keyClicks(field, "a")
    assert told[-1] == {"gaps": [None, "a", None]}


def test_gaps_stand_in_tables_and_lists_too(view):
    stem = "| 项 | 值 |\n| --- | --- |\n| 方向 | [[1]] |\n| 字体 | [[2]] |\n\n- 每页 [[3]] 行"
    view.show_question(replace(made(Kind.CLOZE), stem=stem))
    settle()
    fields = view.answering.fields
    assert all(field.isVisible() for field in fields)
    assert fields[0].y() < fields[1].y() < fields[2].y()


def test_each_gap_is_judged_by_itself(view):
    view.show_question(made(Kind.CLOZE), response={"gaps": [1, "黑体", "22"]})
    view.show_feedback(Fraction(3, 4))
    assert [field.property("state") for field in view.answering.fields] == ["good", "bad", "good"]
    assert "正确答案：仿宋" in words(view)


# -- texts


def test_a_short_answer_is_told_as_it_is_typed(view, told):
    view.show_question(made(Kind.SHORT_ANSWER))
    field = view.answering.field
    QTest.keyClicks(field, "to do")
    assert told[-1] == {"text": "to do"}
    assert view.is_typing
    field.show_text("   ")
    assert view.response() == {}


def test_an_essay_counts_its_characters_and_grows(view, told):
    view.show_question(made(Kind.ESSAY))
    settle()
    field, low = view.answering.field, view.answering.field.height()
    field.insertPlainText("第一段。\n" * 30)
    assert told[-1]["text"].startswith("第一段。\n第一段。")
    assert view.answering.count.text() == "120 字"
    assert field.height() > low
    assert field.verticalScrollBar().maximum() <= 1
    assert view.pause_ms > QuestionView(media=None).pause_ms


def test_tab_leaves_a_text_and_enter_stays_in_it(view, told):
    view.show_question(made(Kind.ESSAY))
    field = view.answering.field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "\n"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert "\t" not in field.text()


def test_what_a_person_marks_shows_the_model_answer_and_the_criteria(view):
    rubric = (Criterion("观点明确", Fraction(2, 5)), Criterion("措施可行", Fraction(3, 5)))
    view.show_question(replace(made(Kind.ESSAY), rubric=rubric), response={"text": "答"})
    view.show_feedback()
    text = words(view)
    for wanted in ("人工评阅", "要点：及时、准确、安全。", "观点明确", "40 %", "60 %"):
        assert wanted in text
    assert view.answering.field.isReadOnly()


# -- cases, varying numbers, tasks


def test_the_questions_of_a_case_are_answered_each_for_itself(view, told):
    view.show_question(made(Kind.CASE_SET))
    settle()
    first, second = view.answering.parts
    click(first.answering.rows[1], QPoint(40, 10))
    assert told[-1] == {"parts": [{"choice": 1}, {}]}
    QTest.keyClicks(second.answering.rows[0].field, "x")
    assert told[-1] == {"parts": [{"choice": 1}, {"blanks": ["x", ""]}]}
    assert view.is_typing


def test_a_key_chooses_in_the_question_of_a_case_that_has_the_focus(view, told):
    question = replace(made(Kind.CASE_SET), parts=(made(Kind.SINGLE), made(Kind.JUDGE)))
    view.show_question(question)
    view.focus_answer()
    assert view.press(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier))
    view.answering.parts[1].focus_answer()
    assert view.press(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier))
    assert told[-1] == {"parts": [{"choice": 2}, {"answer": False}]}


def test_orders_of_a_case_reach_its_questions(view):
    question = replace(made(Kind.CASE_SET), parts=(made(Kind.SINGLE), made(Kind.CLOZE), made(Kind.ORDERING)))
    order = [3, 2, 1, 0, *(2, 0, 1), *(3, 1, 0, 2)]
    assert len(order) == sum(len(group.texts) for group in groups_of(question))
    view.show_question(question, order=order)
    parts = view.answering.parts
    assert parts[0].answering.order == [3, 2, 1, 0]
    assert parts[1].answering.shown[0] == [2, 0, 1]
    assert parts[2].answering.arranged == [3, 1, 0, 2]


def test_material_stands_beside_its_questions_where_there_is_room_and_stays_in_sight(qtbot):
    area = QScrollArea()
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    view = QuestionView(media=one_picture())
    area.setWidget(view)
    area.resize(1300, 500)
    question = replace(
        made(Kind.CASE_SET), stem="材料。" * 60, parts=(made(Kind.SINGLE), made(Kind.ESSAY), made(Kind.ESSAY))
    )
    view.show_question(question)
    area.show()
    settle()
    case = view.answering
    assert case.is_beside
    assert case._questions.x() > case._material.geometry().right()
    area.verticalScrollBar().setValue(400)
    settle()
    seen = case._material.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= seen < 120
    area.resize(700, 500)
    settle()
    assert not case.is_beside
    assert case._questions.y() > case._material.geometry().bottom()


def test_varying_numbers_are_drawn_where_nobody_has_drawn_them_and_stay_the_same(view, told):
    for _ in range(2):
        view.show_question(BUILDERS[Kind.PARAMETERISED]())
        assert view.question.kind is Kind.NUMERIC
        assert "{" not in words(view)
    QTest.keyClicks(view.answering.row.field, "6")
    assert told[-1] == {"number": "6"}


def test_varying_numbers_may_be_a_choice(view, told):
    choices = (Choice("{=a*b}", True), Choice("{=a+b}", False))
    question = BUILDERS[Kind.PARAMETERISED](results=(), choices=choices, conditions=("a*b != a+b",))
    view.show_question(question)
    view.answering.toggle(1)
    assert told == [{"choice": 1}]


def test_a_practical_task_says_where_it_is_done(view):
    view.show_question(made(Kind.PRACTICAL))
    assert "实操" in words(view)
    assert "T-0901-01" in words(view)


# -- around the answer


def test_words_for_any_answer_follow_the_verdict(view):
    from trainer.domain.question_bank.answers import Feedback

    question = replace(made(Kind.SINGLE), feedback=Feedback("很好", "差一点", "再想想"))
    for fraction, word in ((Fraction(1), "很好"), (Fraction(1, 2), "差一点"), (Fraction(0), "再想想")):
        view.show_question(question, response={"choice": 0})
        view.show_feedback(fraction)
        assert word in words(view)


def test_hints_are_shown_one_after_another_and_only_where_they_are_offered(view):
    question = replace(made(Kind.SINGLE), hints=("想一想行文方向", "看第十五条"))
    view.show_question(question)
    assert view._hint_button is None
    view.show_question(question, with_hints=True)
    assert "行文方向" not in words(view)
    view._hint_button.click()
    assert "行文方向" in words(view)
    assert "第十五条" not in words(view)
    view._hint_button.click()
    assert "第十五条" in words(view)
    assert not view._hint_button.isVisible()


def test_a_choice_that_earns_part_of_the_marks_says_so(view):
    choices = (Choice("全对", True), Choice("沾边", False, share=Fraction(1, 2)), Choice("不对", False))
    view.show_question(replace(made(Kind.SINGLE), choices=choices), response={"choice": 1})
    view.show_feedback(Fraction(1, 2))
    assert any("1/2" in badge.accessibleName() for badge in view.findChildren(StateBadge))
