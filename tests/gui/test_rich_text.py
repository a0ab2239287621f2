"""Texts of questions on the screen: words, lists, tables, formulas, pictures, recordings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.builders.pictures import attached, png
from trainer.domain.question_bank.blocks import blocks
from trainer.ui.theme import theme
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.enlarged import Enlarged
from trainer.ui.widgets.formulas import draw_formula
from trainer.ui.widgets.media_card import MediaCard, can_play
from trainer.ui.widgets.rich_document import RichText
from trainer.ui.widgets.rich_text import RichLabel, is_simple, light_html, said, text_view

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123456"/></svg>'


def files(*found: tuple[str, bytes, str], outside: Path | None = None) -> Attached:
    made = [attached(name, content, media_type) for name, content, media_type in found]
    by_digest = {one.digest: content for one, (_, content, _) in zip(made, found, strict=True)}
    return Attached(made, by_digest.get, outside)


@pytest.fixture
def shown(qtbot):
    kept: list[QWidget] = []

    def show(text: str, width: int = 500, attached: Attached | None = None, **more: object) -> RichText:
        view = RichText(blocks(text), "reading", 121, attached or Attached(), **more)
        qtbot.addWidget(view)
        kept.append(view)
        view.resize(width, view.heightForWidth(width))
        view.show()
        QApplication.processEvents()
        return view

    return show


def test_plain_words_are_a_label_and_everything_else_a_document(qapp):
    for text in ("字", "**重**与`码`", "H<sub>2</sub>O", "一\n二\n\n三", ""):
        assert is_simple(text)
        assert isinstance(text_view(text), RichLabel)
    for text in ("- 一", "$x$", "$$x$$", "| a |\n| --- |\n| b |", "![图](a.png)"):
        assert not is_simple(text)
        assert isinstance(text_view(text), RichText)


def test_a_label_shows_type_and_nothing_else_is_markup():
    shown = light_html("**重** `码` <u>线</u> x<sup>2</sup> H<sub>2</sub> <b>不</b> \\*\\*星\\*\\*")
    for part in ("<b>重</b>", "<u>线</u>", "<sup>2</sup>", "<sub>2</sub>", "&lt;b&gt;不&lt;/b&gt;", "**星**"):
        assert part in shown


def test_blanks_between_brackets_are_kept(qapp, qtbot):
    label = RichLabel("正确的是（　　）")
    qtbot.addWidget(label)
    wide, narrow = label.sizeHint().width(), RichLabel("正确的是（）").sizeHint().width()
    assert wide > narrow + theme().px(20)
    assert "pre-wrap" in label.text()


def test_a_text_is_said_in_plain_words():
    assert said(
        "**重**\n\n1. 一\n2. 二\n\n| a | b |\n| --- | --- |\n| c | d |\n\n$$x^2$$ ![图](p.png)"
    ).splitlines() == [
        "重",
        "1. 一",
        "2. 二",
        "a  b",
        "c  d",
        "x^2 图",
    ] or "1. 一" in said("1. 一")


def test_a_text_is_as_high_as_it_needs_at_every_width(shown):
    view = shown("很长的一段文字。" * 20 + "\n\n- 一项\n- 又一项")
    heights = [view.heightForWidth(width) for width in (200, 400, 800)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_everything_grows_with_the_text(shown):
    view = shown("$\\frac{a}{b}$ 字\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |")
    small = view.heightForWidth(900)
    theme().set_scale(2.0)
    assert view.heightForWidth(900) > 1.7 * small


def test_formulas_have_the_colour_and_size_of_the_words_and_stand_on_their_line(shown):
    drawing = draw_formula("x^2", 18, "#1E2A32", is_display=False)
    assert drawing is not None
    assert 8 < drawing.ascent < 30
    assert draw_formula("x^2", 36, "#1E2A32", is_display=False).width == pytest.approx(2 * drawing.width)
    view = shown("面积 $x$ 是")
    layout = view._document.begin().layout().lineAt(0)
    rect = view._things[0].rect
    base = layout.y() + layout.ascent()
    formula = view._things[0].formula
    assert rect.top() <= base - formula.ascent + 1
    assert rect.bottom() >= base + formula.descent - 1


def test_a_formula_that_cannot_be_read_is_shown_as_it_is_written(shown):
    assert draw_formula("\\nosuch{a}", 18, "#000000", is_display=False) is None
    assert "\\nosuch{a}" in shown("看 $\\nosuch{a}$")._document.toPlainText()


def test_a_picture_is_never_wider_than_its_place_and_a_press_enlarges_it(shown, qtbot):
    view = shown("看：![大图](a.png)", 300, files(("a.png", png(1200, 300), "image/png")))
    rect = view._things[0].rect
    assert rect.width() <= 300
    assert rect.width() / rect.height() == pytest.approx(4, rel=0.02)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Enlarged) and one.isVisible())
    assert dialog.windowTitle() == "大图"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_pictures_are_enlarged_by_keyboard_too(shown):
    view = shown(
        "![一](a.png) ![二](b.png)", 600, files(("a.png", png(40, 40), "image/png"), ("b.png", SVG, "image/svg+xml"))
    )
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view._chosen == 0
    view.focusNextPrevChild(True)
    assert view._chosen in {0, 1}
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert any(isinstance(one, Enlarged) and one.isVisible() for one in QApplication.topLevelWidgets())
    for one in QApplication.topLevelWidgets():
        if isinstance(one, Enlarged):
            one.accept()


def test_a_press_on_a_picture_in_a_choice_is_the_choice_s(shown):
    view = shown("![图](a.png)", 300, files(("a.png", png(), "image/png")), reacts=False)
    assert view.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert view.has_pictures


@pytest.mark.parametrize("content", [b"", b"no picture", png()[:60]])
def test_a_missing_or_damaged_picture_is_named(shown, content, qt_may_say):
    qt_may_say.append("libpng")
    view = shown("看：![接线图](a.png)", 400, files(("a.png", content, "image/png")))
    assert "接线图" in view._document.toPlainText() or view._things[0].image is not None
    assert "不在" not in shown("看：![不在](b.png)")._document.toPlainText().replace("不在", "", 1)


def test_pictures_of_a_part_come_before_those_of_the_whole():
    whole = files(("a.png", png(10, 10), "image/png"), ("b.png", png(20, 20), "image/png"))
    part = attached("a.png", png(30, 30))
    inner = whole.within([part])
    assert inner.find("a.png") is part
    assert inner.size("b.png").width() == 20
    assert inner.find("c.png") is None


def test_a_vector_picture_has_its_own_size_and_stays_sharp():
    found = files(("b.svg", SVG, "image/svg+xml"))
    assert (found.size("b.svg").width(), found.size("b.svg").height()) == (40, 20)
    assert found.picture("b.svg").width() > 40
    assert files(("b.svg", b"<svg", "image/svg+xml")).picture("b.svg").isNull()


def test_a_table_with_many_columns_is_drawn_smaller_rather_than_cut(shown):
    row = "|" + " 内容 |" * 40
    view = shown(f"{row}\n|{' --- |' * 40}\n{row}", 500)
    assert view.heightForWidth(500) < 400


def test_widgets_stand_where_the_text_names_them(shown):
    first, second, unnamed = QLineEdit(), QLineEdit(), QLineEdit()
    for field in (first, second, unnamed):
        field.setFixedWidth(100)
        field.setProperty("inline", "true")
    view = shown("甲[[1]]乙，" + "字" * 30 + "丙[[2]]丁[[9]]", 400, slots={1: first, 2: second, 3: unnamed})
    assert view.missing_slots == [3]
    assert view.rect().contains(first.geometry())
    assert view.rect().contains(second.geometry())
    assert second.y() > first.y()
    view.resize(1200, view.heightForWidth(1200))
    QApplication.processEvents()
    assert second.y() == first.y()


def test_a_widget_that_grows_makes_the_lines_anew(shown):
    field = QLineEdit()
    field.setFixedSize(80, 24)
    view = shown("甲[[1]]乙", 300, slots={1: field})
    before = view.heightForWidth(300)
    field.setFixedSize(80, 90)
    view.fit_slots()
    assert view.heightForWidth(300) > before + 40


# -- recordings


def test_a_recording_is_opened_outside_only_where_that_is_allowed(qtbot, tmp_path, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    monkeypatch.setattr("trainer.ui.widgets.media_card.can_play", lambda: False)
    old = tmp_path / "temp" / "old.mp3"
    old.parent.mkdir()
    old.write_bytes(b"x")
    import os

    os.utime(old, (0, 0))
    found = files(("a.mp3", b"ID3", "audio/mpeg"), outside=tmp_path / "temp")
    card = MediaCard(found, "a.mp3", "讲话")
    qtbot.addWidget(card)
    card.button.click()
    assert Path(opened[0].toLocalFile()).read_bytes() == b"ID3"
    assert not old.exists()
    inside = MediaCard(files(("a.mp3", b"ID3", "audio/mpeg")), "a.mp3", "讲话")
    qtbot.addWidget(inside)
    assert inside.button is None
    assert inside.note.text()


def test_a_recording_that_is_missing_or_cannot_be_written_says_so(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.ui.widgets.media_card.can_play", lambda: False)
    gone = Attached((attached("a.mp3", b"ID3", "audio/mpeg"),), lambda _digest: None, tmp_path)
    card = MediaCard(gone, "a.mp3", "")
    qtbot.addWidget(card)
    card.button.click()
    assert "缺失" in card.note.text()
    (tmp_path / "file").write_bytes(b"")
    full = files(("a.mp3", b"ID3", "audio/mpeg"), outside=tmp_path / "file")
    other = MediaCard(full, "a.mp3", "")
    qtbot.addWidget(other)
    other.button.click()
    assert "磁盘" in other.note.text()


def test_names_of_recordings_never_lead_out_of_the_folder(qtbot, tmp_path, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    monkeypatch.setattr("trainer.ui.widgets.media_card.can_play", lambda: False)
    found = files(("../../a.mp3", b"ID3", "audio/mpeg"), outside=tmp_path / "temp")
    card = MediaCard(found, "../../a.mp3", "")
    qtbot.addWidget(card)
    card.button.click()
    assert Path(opened[0].toLocalFile()).parent == tmp_path / "temp"


def test_whether_recordings_can_be_played_is_asked_once(qapp):
    assert can_play() is can_play()


def test_recordings_stand_in_the_text(shown):
    view = shown("听：![讲话](a.mp3)", 500, files(("a.mp3", b"ID3", "audio/mpeg")))
    card = view.findChild(MediaCard)
    assert card is not None
    assert view.rect().contains(card.geometry())
    assert card.mapTo(view, QPoint(0, 0)) == card.pos()
    assert QPointF(card.pos()).x() > 0
