from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget

from trainer.domain.courses.lesson import (
    Figure,
    Heading,
    Inline,
    Item,
    Items,
    Paragraph,
    Quote,
    Run,
    SystemColumn,
    Systems,
    Table,
    TryIt,
)
from trainer.platform import paths
from trainer.ui.tasks import Runner
from trainer.ui.theme import theme
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.buttons import PrimaryButton
from trainer.ui.widgets.card import Card, KeyFigure
from trainer.ui.widgets.charts import BarRow, InlineBar, LineChart, ProgressRing, Series, _nice_step
from trainer.ui.widgets.chips import FilterChips
from trainer.ui.widgets.confirm import confirm
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.form import Form
from trainer.ui.widgets.lesson_view import FigureView, LessonScreenView
from trainer.ui.widgets.message import MessageBar
from trainer.ui.widgets.pin_pad import PinPad
from trainer.ui.widgets.search_field import SearchField
from trainer.ui.widgets.sheet_preview import SheetPreview
from trainer.ui.widgets.steps import StepList
from trainer.ui.widgets.text import Label
from trainer.ui.widgets.unit_tree import UnitRow, UnitTree


@pytest.fixture
def show(qtbot):
    """Show a widget in a window and keep the window."""
    kept = []

    def act(widget: QWidget, width: int = 800, height: int = 600) -> QWidget:
        window = QMainWindow()
        window.setCentralWidget(widget)
        window.resize(width, height)
        qtbot.addWidget(window)
        window.show()
        kept.append(window)
        return widget

    return act


def text(plain: str) -> Inline:
    return Inline(plain, (Run(plain),))


def test_a_long_label_breaks_and_is_as_high_as_its_lines(show):
    label = Label("干部教育培训" * 40)
    holder = QWidget()
    from trainer.ui.theme import Column

    box = Column(holder)
    box.addWidget(label)
    box.addStretch(1)
    show(holder, 300)
    line = label.fontMetrics().height()
    assert label.height() >= 5 * line
    assert label.height() == pytest.approx(label.heightForWidth(label.width()), abs=2)


def test_a_label_shows_markup_as_it_is(qapp):
    assert Label("<b>王丽</b>").textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(("width", "columns"), [(1000, 4), (700, 2), (300, 1)])
def test_equal_cards_break_evenly(show, width, columns):
    holder = QWidget()
    flow = Flow(holder, gap=8, equal=True)
    cards = [KeyFigure("应训", "600") for _ in range(4)]
    for card in cards:
        card.setMinimumWidth(200)
        flow.addWidget(card)
    holder.setFixedWidth(width)
    show(holder, width)
    assert len({card.x() for card in cards}) == columns
    assert len({card.width() for card in cards}) == 1


def test_chips_wrap_and_tell_what_is_on(show):
    chips = FilterChips([("a", "甲"), ("b", "乙"), ("c", "丙")])
    told = []
    chips.changed.connect(told.append)
    show(chips, 100)
    chips._buttons["c"].click()
    chips._buttons["a"].click()
    assert told == [["c"], ["a", "c"]]
    chips.choose(["b"])
    assert chips.chosen == ["b"]
    assert len(told) == 2


def test_exclusive_chips_always_have_one_on(qapp):
    chips = FilterChips([("a", "甲"), ("b", "乙")], exclusive=True)
    assert chips.chosen == ["a"]
    chips._buttons["b"].click()
    assert chips.chosen == ["b"]
    chips._buttons["b"].click()
    assert chips.chosen == ["b"]


UNITS = [
    UnitRow("league", None, "兴隆盟"),
    UnitRow("banner", "league", "安和旗"),
    UnitRow("civil", "banner", "安和旗民政局", keys="民政局"),
    UnitRow("edu", "banner", "安和旗教育局"),
]


def test_a_unit_is_found_by_any_part_of_its_name_with_its_place_in_the_tree(show, qtbot):
    tree = show(UnitTree())
    tree.set_units(UNITS)
    tree.search.searched.emit("教育")
    assert tree.current_id == "edu"
    assert tree._shown.rowCount() == 1
    tree.search.searched.emit("没有这个单位")
    assert tree._shown.rowCount() == 0
    tree.search.searched.emit("")
    with qtbot.waitSignal(tree.chosen) as chosen:
        tree.select("civil")
        QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert chosen.args == ["civil"]


def test_units_read_again_keep_the_mark(show):
    tree = show(UnitTree())
    tree.set_units(UNITS)
    tree.select("edu")
    tree.set_units(UNITS)
    assert tree.current_id == "edu"


def test_the_search_field_waits_tells_once_and_clears_with_escape(show, qtbot):
    field = show(SearchField("查找"))
    told = []
    field.searched.connect(told.append)
    field.setText("王")
    field.setText("王丽 ")
    qtbot.waitUntil(lambda: told == ["王丽"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_pin_pad_writes_where_the_cursor_is_and_takes_back(show):
    field = QLineEdit()
    pad = show(PinPad(field))
    keys = {button.property("key"): button for button in pad.findChildren(QPushButton)}
    assert set(keys) == {*"0123456789", "<"}
    for key in "120<3":
        keys[key].click()
    assert field.text() == "123"
    assert all(min(button.height(), button.width()) >= 44 for button in keys.values())  # a fingertip


def test_a_message_names_its_code_and_may_be_closed(show):
    bar = show(MessageBar())
    bar.tell("没有保存。", "请再试一次。", tone="bad", code="disk_full", button="撤销", on_button=lambda: None)
    assert bar.text == "没有保存。 请再试一次。"
    bar._close.click()
    assert bar.text == ""


def test_a_form_says_what_is_wrong_beside_the_field_and_takes_it_back(show):
    form = Form()
    field = QLineEdit()
    form.add("单位名称", field, "与公章一致。")
    show(form)
    form.complain(field, "请填写单位名称。")
    complaint = form._complaints[field]
    assert complaint.isVisible()
    assert field.property("state") == "bad"
    form.clear_complaints()
    assert not complaint.isVisible()
    assert field.accessibleName() == "单位名称"


def test_what_cannot_be_undone_is_asked_once_and_enter_does_not_do_it(show, qtbot):
    page = show(QWidget())
    done = []
    dialog = confirm(page, "删除？", "无法恢复。", "删除", lambda: done.append(1), danger=True)
    QTest.keyClick(dialog.no if dialog.no.hasFocus() else dialog, Qt.Key.Key_Return)
    assert not done
    dialog = confirm(page, "制发？", "编号不再重复。", "制发", lambda: done.append(1))
    dialog.yes.click()
    assert done == [1]


def test_steps_say_where_one_stands_without_colour(qapp):
    steps = StepList(["单位", "管理员", "人员"])
    steps.go(1)
    assert steps.accessibleName() == "第 2 步（共 3 步）：管理员"


def test_a_clickable_card_opens_by_key_and_by_mouse(show):
    card = Card()
    told = []
    card.clicked.connect(lambda: told.append(1))
    card.make_clickable("打开")
    show(card)
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert told == [1, 1]


def test_enter_presses_the_button_that_has_the_focus(show):
    told = []
    button = show(PrimaryButton("保存", "save", lambda: told.append(1)))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert told == [1]


def test_a_badge_always_has_a_word_and_an_icon(qapp):
    badge = StateBadge("合格", "good")
    assert badge.accessibleName() == "合格"
    assert not badge._icon.pixmap().isNull()


@pytest.mark.parametrize(("rough", "step"), [(0.7, 1), (1.5, 2), (3, 5), (7, 10), (120, 200), (0, 1)])
def test_ticks_stand_at_round_numbers(rough, step):
    assert _nice_step(rough) == step


@pytest.mark.parametrize("points", [(), ((0.0, 0.0),), tuple((float(n), n * 1.5) for n in range(400))])
def test_charts_draw_nothing_one_point_and_many(show, points):
    chart = LineChart("已训人数")
    show(chart)
    chart.show_lines(
        [Series("已训", points)] if points else [],
        [(0.0, "1月")],
        target=480,
        target_name="80 %",
        marks=[(0.0, "今天")],
    )
    assert not chart.grab().isNull()


@pytest.mark.parametrize("share", [-0.5, 0.0, 0.333, 1.0, 7.0])
def test_bars_and_rings_bear_any_share(show, share):
    for widget in (InlineBar(share, 0.8), BarRow("民政局", share, "1/3", 0.8), ProgressRing(share, "33%")):
        show(widget)
        assert not widget.grab().isNull()


def test_a_screen_of_a_lesson_shows_every_kind_of_block(show):
    figure = next((paths.shipped("courses")).glob("*/figures/*.svg"))
    blocks = (
        Paragraph(Inline("", (Run("先看"), Run("期限", is_strong=True), Run("ipconfig", is_code=True)))),
        Heading(text("小标题")),
        Items((Item(text("一")), Item(text("二"), (Items((Item(text("二之一")),)),))), is_numbered=True, start=3),
        Table((text("框"), text("做什么")), ((text("待办"), text("办")),)),
        Quote((text("引文"),)),
        TryIt(text("在哪个框？"), text("待办。")),
        Figure(figure, "图中文字"),
        Systems((SystemColumn(("windows",), text("打开")), SystemColumn(("uos", "kylin"), text("启动")))),
    )
    view = LessonScreenView()
    show(view, 900, 1600)
    view.show_blocks(blocks, "首页四个框")
    assert view.block_widget(len(blocks)) is None
    figure_view = view.findChild(FigureView)
    assert figure_view.is_drawn
    assert figure_view.accessibleName() == "图中文字"
    said = " ".join(label.text() for label in view.findChildren(QLabel))
    for expected in ("<strong>期限</strong>", "3.", "二之一", "引文", "统信 UOS / 银河麒麟"):
        assert expected in said


def test_the_answer_of_a_try_stays_covered_until_asked_for(show):
    view = LessonScreenView()
    view.show_blocks((TryIt(text("在哪个框？"), text("待办。")),))
    show(view)
    block = view.block_widget(0)
    assert not block._answer.isVisible()
    block._button.click()
    assert block._answer.isVisible()


def test_a_damaged_figure_shows_its_words_instead(show, tmp_path, qt_may_say):
    qt_may_say.append("svg")
    broken = tmp_path / "图.svg"
    broken.write_text("<svg", "utf-8")
    view = show(FigureView(broken, "三段线路"))
    assert not view.is_drawn
    assert not view.grab().isNull()


def test_reading_text_never_grows_wider_than_its_column(show):
    view = LessonScreenView()
    view.show_blocks((Paragraph(text("字" * 500)),))
    show(view, 1800)
    assert view.maximumWidth() == theme().reading_width
    assert 34 <= theme().reading_width / theme().font("reading").pixelSize() <= 40


def test_a_pdf_is_shown_page_by_page(show):
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    for n in range(2):
        canvas.drawString(100, 100, f"page {n}")
        canvas.showPage()
    canvas.save()
    preview = SheetPreview(Runner(inline=True))
    show(preview)
    preview.show_pdf(out.getvalue())
    assert preview.page_count == 2
    first = preview._sheet.picture.toImage()
    assert first.height() > first.width()
    preview._after.click()
    assert preview._page == 1
    preview.show_pdf(b"")
    assert preview.page_count == 0


def test_hairlines_are_one_pixel(qapp):
    from trainer.ui.widgets.card import rule, upright

    assert rule().maximumHeight() == 1
    assert isinstance(upright(), QFrame)
