from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.builders.office import make_office
from trainer.domain.people.accounts import Account
from trainer.domain.people.roles import PROGRAM, Role
from trainer.services import accounts, first_run
from trainer.ui.app import App
from trainer.ui.entry.first_run import FirstRunPage
from trainer.ui.entry.sign_in_page import SignInPage
from trainer.ui.tasks import Runner
from trainer.ui.widgets.card import Card

PIN = "481516"


@pytest.fixture
def home(tmp_path):
    return tmp_path


@pytest.fixture
def app(qtbot, home):
    made = App(home, open_office=lambda _home, _url: make_office(home), runner=Runner(inline=True))
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.window.close()
    made.close()


@pytest.fixture
def set_up(home):
    """An office with its administrator 敖登, who has read the notice or not."""
    office = make_office(home)
    wanted = first_run.NewOffice(name="安和旗人社局", administrator="敖登", secret=PIN, area_code="152299")
    actor, _ = first_run.create_office(office, wanted)
    office.database.close()
    return actor


def page_of(app: App) -> SignInPage:
    page = app.window._stage.currentWidget()
    assert isinstance(page, SignInPage)
    return page


def test_a_new_office_is_set_up_in_two_steps_and_its_administrator_is_in(app):
    app.begin()
    page = app.window._stage.currentWidget()
    assert isinstance(page, FirstRunPage)
    page._on_unit_next()
    assert page.step == 0  # the name is wanting, and said beside its field
    page.unit_name.setText("安和旗人社局")
    page.area_code.setText("1522")
    page._on_unit_next()
    assert page.step == 0
    page.area_code.setText("152299")
    page._on_unit_next()
    assert page.step == 1
    page.administrator.setText("敖登")
    page.secret.setText(PIN)
    page.again.setText("000000")
    page._on_create()
    assert "不一致" in page.message.text
    page.again.setText(PIN)
    page._on_create()
    assert page.step == 2
    assert page.secret.text() == ""  # no secret stays in a field
    page._on_later()
    session = app.window.session
    assert session.actor.name == "敖登"
    assert session.actor.has(Role.ADMINISTRATOR)
    assert session.unit_name == "安和旗人社局"


def test_a_weak_pin_is_refused_in_words(app):
    app.begin()
    page = app.window._stage.currentWidget()
    page.unit_name.setText("安和旗")
    page._on_unit_next()
    page.administrator.setText("敖登")
    page.secret.setText("123456")
    page.again.setText("123456")
    page._on_create()
    assert page.step == 1
    assert page.message.text


def test_the_demonstration_can_be_entered_without_typing_anything(app, qtbot):
    app.begin()
    page = app.window._stage.currentWidget()
    page._presenter.on_demo()
    card = page._stack.currentWidget().findChildren(Card)[0]
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert app.window.session is not None


def test_a_name_and_a_pin_lead_to_the_notice_once_and_then_in(set_up, app):
    app.begin()
    page = page_of(app)
    assert page.is_usable
    page._on_chosen(page.list.names.choice(0))
    for digit in PIN:
        next(one for one in page._pad.findChildren(QPushButton) if one.property("key") == digit).click()
    QTest.keyClick(page._secret, Qt.Key.Key_Return)
    assert page.frame.stage.currentWidget() is page._notice_step
    assert app.window._entry_help == "entry.notice"
    page._presenter.on_notice_read()
    assert app.window.session.actor.name == "敖登"
    app.window.sign_out()
    page = page_of(app)
    page._on_chosen(page.list.names.choice(0))
    page._secret.setText(PIN)
    page._on_sign_in()
    assert app.window.session is not None


def test_a_wrong_pin_is_said_beside_the_field_and_the_field_is_empty_again(set_up, app):
    app.begin()
    page = page_of(app)
    page._on_chosen(page.list.names.choice(0))
    page._secret.setText("111222")
    page._on_sign_in()
    assert "密码不正确" in page.message_text
    assert page._secret.text() == ""
    assert app.window.session is None


def test_a_staff_number_typed_instead_of_a_name_finds_the_person(set_up, app):
    app.begin()
    page = page_of(app)
    page.search.setText("A0001")
    page._on_typed()
    assert page._secret_name.text() == "敖登"


def test_a_number_nobody_has_is_said_and_nothing_is_asked(set_up, app):
    app.begin()
    page = page_of(app)
    page.search.setText("Z9999")
    page._on_typed()
    assert "Z9999" in page.message_text
    assert page.frame.stage.currentWidget() is page._who_step


def test_the_first_sign_in_goes_by_code_and_own_secret(set_up, app):
    app.begin()
    office = app.office
    with office.database.write() as uow:
        uow.accounts.save(Account(set_up.cadre_id))
    slips, _ = accounts.make_activation_codes(office, PROGRAM, [set_up.cadre_id])
    page = page_of(app)
    page._on_chosen(page.list.names.choice(0))
    page._secret.setText("whatever1")
    page._on_sign_in()
    assert page.frame.stage.currentWidget() is page._code_step
    page._code_field.setText("0000 0000 0000")
    page._on_code()
    assert page.message_text
    page._code_field.setText(slips.slips[0].code.lower().replace("-", " "))
    page._on_code()
    assert page.frame.stage.currentWidget() is page._own_step
    page._own_first.setText("739182")
    page._own_again.setText("739183")
    page._on_own()
    assert "不一致" in page.message_text
    page._own_again.setText("739182")
    page._on_own()
    page._presenter.on_notice_read()
    assert app.window.session.actor.cadre_id == set_up.cadre_id


def test_the_seat_remembers_unit_language_and_look(set_up, app, home):
    from trainer.services.seat import read_seat

    app.begin()
    page = page_of(app)
    page._on_unit(page._unit_id)
    app.window._on_scale(1.5)
    app.window._on_mode("dark")
    app.window.change_language("en")
    seat = read_seat(home)
    assert seat.window["unit"] == page._unit_id
    assert (seat.text_percent, seat.language, seat.window["mode"]) == (150, "en", "dark")


def test_another_language_at_the_door_keeps_working(set_up, app):
    app.begin()
    app.window.change_language("en")
    page = page_of(app)
    assert page.is_usable
    page._on_chosen(page.list.names.choice(0))
    assert page._enter.accessibleName() == "Sign in"


def test_an_office_that_cannot_be_opened_says_why_and_may_be_tried_again(qtbot, home):
    from trainer.domain.kernel.outcomes import Fault
    from trainer.ui.entry.closed_page import ClosedPage

    answers = [Fault("database_damaged", home / "trainer.sqlite"), None]

    def open_office(_home, _url):
        error = answers.pop(0)
        if error:
            raise error
        return make_office(home)

    made = App(home, open_office=open_office, runner=Runner(inline=True))
    qtbot.addWidget(made.window)
    made.begin()
    page = made.window._stage.currentWidget()
    assert isinstance(page, ClosedPage)
    assert page.what.text()
    page.again_wanted.emit()
    qtbot.waitUntil(lambda: made.office is not None)
    made.window.close()
    made.close()


def test_chinese_typed_by_an_input_method_filters_the_names(set_up, app):
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    app.begin()
    page = page_of(app)
    event = QInputMethodEvent()
    event.setCommitString("敖")
    QApplication.sendEvent(page.search, event)
    page.search.searched.emit(page.search.text())
    assert page.list.names.rowCount() == 1
    page.search.searched.emit("丽")
    assert page.list.names.rowCount() == 0


def test_what_nobody_foresaw_is_reported_logged_and_leaves_the_window_working(set_up, app, home):
    from trainer.ui.crash import CrashReport

    app.begin()
    app.report_crash(KeyError("unforeseen"))
    report = app.window.findChild(CrashReport)
    assert report.isVisible()
    assert "unforeseen" in (home / "logs" / "crash.log").read_text("utf-8")
    report.accept()
    assert page_of(app).is_usable
