"""Signing in: unit, name, PIN. Then, where needed, the first secret and the privacy notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.ui.entry.layout import EntryFrame, Waiting
from trainer.ui.frame import TopBar
from trainer.ui.theme import Column, Row, bind, bind_size, theme
from trainer.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from trainer.ui.widgets.message import MessageBar
from trainer.ui.widgets.search_field import SearchField
from trainer.ui.widgets.text import Label
from trainer.wording import t

# What only later steps need is imported by them: the first paint does not wait for it.
if TYPE_CHECKING:
    from trainer.ui.entry.names import NameList
    from trainer.ui.entry.presenter import NameChoice, SignInPresenter, UnitChoice

SECRET_LONGEST: Final = 128


class SignInPage(QWidget):
    """The first thing everybody sees. Can be painted before the office is open.

    Args:
        bar: the bar with text size, language and help.
        remembered_unit: id of the unit chosen last on this seat.

    Signals:
        unit_chosen(str): remember it on this seat.
        step_changed(str): id of the help page of what is asked now.
    """

    unit_chosen = Signal(str)
    step_changed = Signal(str)

    def __init__(self, bar: TopBar, remembered_unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: SignInPresenter | None = None
        self._unit_id = remembered_unit
        self._units: dict[str, UnitChoice] = {}
        self._who = ""
        self._code = ""
        self.frame = EntryFrame(bar)
        whole = Column(self, gap=0)
        whole.addWidget(self.frame)
        self._tree_holder: QWidget | None = None
        self._who_step = self._make_who()
        self._secret_step: QWidget | None = None
        self._code_step: QWidget | None = None
        self._own_step: QWidget | None = None
        self._notice_step: QWidget | None = None
        self.frame.show_step(self._who_step)

    # -- the presenter comes once the office is open

    def attach(self, presenter: SignInPresenter, office_name: str = "") -> None:
        """Begin to work; before this the page is only painted."""
        self._presenter = presenter
        self._make_controls()
        presenter.units_ready.connect(self._on_units)
        presenter.names_ready.connect(self._on_names)
        presenter.found.connect(self._on_found)
        presenter.refused.connect(self._on_refused)
        presenter.code_wanted.connect(self._on_code_wanted)
        presenter.secret_wanted.connect(self._on_secret_wanted)
        presenter.notice_wanted.connect(self._on_notice_wanted)
        presenter.busy.connect(self._on_busy)
        self.frame.house.office.setText(office_name)
        presenter.load_units()

    @property
    def chosen_unit_name(self) -> str:
        """Unit of the person who signs in."""
        return self._secret_unit.text() if self._secret_step is not None else ""

    @property
    def is_usable(self) -> bool:
        """Names can be found and chosen."""
        return self.list is not None and self.list.names.rowCount() > 0

    @property
    def message_text(self) -> str:
        """What the message bar of the step says."""
        step = self.frame.stage.currentWidget()
        bar = step.findChild(MessageBar) if step is not None else None
        return bar.text if isinstance(bar, MessageBar) else ""

    # -- who

    def _make_who(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addWidget(Label(t("Please choose your name"), "page"))
        column.addSpacing(4)
        self.list: NameList | None = None
        self._waiting = Waiting()
        column.addWidget(self._waiting, 1)
        self._who_column = column
        self._hint = Label(t("Opening …"), "caption")
        column.addWidget(self._hint)
        return self.frame.add_step(content)

    def _make_controls(self) -> None:
        """Make what can be worked with; the first paint, before the office is open, does without."""
        from trainer.ui.entry.names import NameList

        column = self._who_column
        at = column.indexOf(self._waiting)
        self._unit_button = PlainButton(t("Choose your unit"), "building-2", self._on_change_unit, large=True)
        self._unit_button.setProperty("align", "left")
        self._unit_button.setEnabled(False)
        column.insertWidget(at, self._unit_button)
        self.search = SearchField(t("Name or staff number"))
        self.search.setProperty("fit", "tall")
        self.search.searched.connect(self._on_searched)
        self.search.left_down.connect(self._on_down)
        self.search.returnPressed.connect(self._on_typed)
        column.insertWidget(at + 1, self.search)
        self._who_message = MessageBar()
        column.insertWidget(at + 2, self._who_message)
        if self.frame.stage.currentWidget() is self._who_step:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list = NameList()
        self.list.chosen.connect(self._on_chosen)
        self.list.hide()
        bind_size(self.list, min_height=140)
        self._who_column.insertWidget(self._who_column.indexOf(self._waiting), self.list, 1)

    def _show_names(self, choices: list[NameChoice]) -> None:
        if self.list is not None:
            self.list.names.set_names(choices)
            self.list.show()
            self._waiting.hide()

    def _on_units(self, units: list[UnitChoice]) -> None:
        self._units = {unit.unit_id: unit for unit in units}
        self._unit_button.setEnabled(bool(units))
        if self._unit_id not in self._units:
            with_people = [unit for unit in units if unit.own_count]
            self._unit_id = with_people[0].unit_id if len(with_people) == 1 else ""
        if self._unit_id:
            self._show_unit()
        else:
            self._hint.setText(t("Please choose your unit first, or type your staff number."))
            self._on_change_unit()

    def _show_unit(self) -> None:
        unit = self._units[self._unit_id]
        self._unit_button.set_text(unit.name)
        self._unit_button.setToolTip(t("Choose another unit"))
        self._hint.setText(t("Reading the names …"))
        if self._presenter is not None:
            self._presenter.load_names(self._unit_id)

    def _on_names(self, unit_id: str, names: list[NameChoice]) -> None:
        if unit_id != self._unit_id:
            return
        self._show_names(names)
        self._hint.setText(
            t("Not in the list? Type your staff number and press Enter.")
            if names
            else t("Nobody belongs directly to this unit. Please choose one below it.")
        )
        if not self.search.hasFocus():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_searched(self, text: str) -> None:
        if self.list is not None:
            self.list.names.filter(text)

    def _on_down(self) -> None:
        if self.list is None:
            return
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.names.index(0))

    def _on_typed(self) -> None:
        text = self.search.text().strip()
        if self.list is None or not text:
            return
        self.list.names.filter(text)
        if self.list.names.rowCount() == 1:
            self._on_chosen(self.list.names.choice(0))
        elif self.list.names.rowCount() == 0 and self._presenter is not None:
            self._presenter.search(text)
        else:
            self._on_down()

    def _on_found(self, text: str, choices: list[NameChoice]) -> None:
        if self.list is None or text != self.search.text().strip():
            return
        if not choices:
            from trainer.wording.sentences import say

            said = say("staff_no_unknown", {"staff_no": text})
            self._who_message.tell(said.what, said.next_step, tone="warn", code="staff_no_unknown")
        elif len(choices) == 1:
            self._on_chosen(choices[0])
        else:
            self._who_message.clear()
            self.list.names.set_found(choices)
            self._on_down()

    def _on_chosen(self, choice: NameChoice) -> None:
        self._ask_secret(choice.cadre_id, choice.name, choice.unit_name)

    # -- unit

    def _on_change_unit(self) -> None:
        from trainer.ui.widgets.unit_tree import UnitRow, UnitTree

        if self._tree_holder is None:
            content = QWidget()
            column = Column(content, gap=12)
            column.addWidget(Label(t("Please choose your unit"), "page"))
            column.addSpacing(4)
            self._tree = UnitTree()
            self._tree.search.setProperty("fit", "tall")
            self._tree.view.clicked.connect(self._on_unit_clicked)
            self._tree.chosen.connect(self._on_unit)
            column.addWidget(self._tree, 1)
            row = Row(gap=8)
            row.addWidget(LinkButton(t("Back to the names"), "arrow-left", self._on_back_to_who))
            row.addStretch(1)
            self._take_unit = PrimaryButton(t("Choose"), "", self._on_take_unit)
            row.addWidget(self._take_unit)
            column.addLayout(row)
            self._tree_holder = self.frame.add_step(content, scroll=False)
        self._tree.set_units([UnitRow(unit.unit_id, unit.parent_id, unit.name) for unit in self._units.values()])
        self._tree.select(self._unit_id)
        self.frame.show_step(self._tree_holder)
        self._tree.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unit_clicked(self) -> None:
        self._take_unit.setEnabled(bool(self._tree.current_id))

    def _on_take_unit(self) -> None:
        if self._tree.current_id:
            self._on_unit(self._tree.current_id)

    def _on_unit(self, unit_id: str) -> None:
        self._unit_id = unit_id
        self.unit_chosen.emit(unit_id)
        self.search.clear()
        if self.list is not None:
            self.list.hide()
        self._waiting.show()
        self._show_unit()
        self._on_back_to_who()

    def _on_back_to_who(self) -> None:
        self._who_message.clear()
        self.frame.show_step(self._who_step)
        self.step_changed.emit("entry.sign_in")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- secret

    def _ask_secret(self, who: str, name: str, unit: str) -> None:
        self._who = who
        if self._secret_step is None:
            self._secret_step = self._make_secret()
        self._secret_name.setText(name)
        self._secret_unit.setText(unit)
        self._secret_unit.setVisible(bool(unit))
        self._secret.clear()
        self._secret_message.clear()
        self.frame.show_step(self._secret_step)
        self.step_changed.emit("entry.sign_in")
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_secret(self) -> QWidget:
        content = QWidget()
        self._beside = Column(content, gap=16)
        column = Column(gap=12)
        self._beside.addLayout(column, 1)
        column.addStretch(1)
        column.addWidget(
            LinkButton(t("Somebody else"), "arrow-left", self._on_back_to_who), 0, Qt.AlignmentFlag.AlignLeft
        )
        self._secret_name = Label("", "page")
        column.addWidget(self._secret_name)
        self._secret_unit = Label("", "body", "quiet")
        column.addWidget(self._secret_unit)
        column.addSpacing(4)
        self._secret_message = MessageBar()
        column.addWidget(self._secret_message)
        self._secret = _secret_field(t("PIN or password"))
        self._secret.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._secret.returnPressed.connect(self._on_sign_in)
        column.addWidget(self._secret)
        from trainer.ui.widgets.pin_pad import PinPad

        self._pad_below = column
        self._pad = PinPad(self._secret)
        column.addWidget(self._pad)
        self._enter = PrimaryButton(t("Sign in"), "log-in", self._on_sign_in, large=True)
        column.addWidget(self._enter)
        foot = Row(gap=8)
        self._first_time = LinkButton(t("First time here? Use your activation code"), "", self._on_first_time)
        foot.addWidget(self._first_time)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(2)
        self._secret_content = content
        step = self.frame.add_step(content, max_width=348)
        self._fit_secret()
        theme().changed.connect(self._fit_secret)
        return step

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._presenter is not None and self.frame.stage.currentWidget() is self._who_step:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._secret_step is not None:
            self._fit_secret()

    def _fit_secret(self) -> None:
        """Lay the digits beside the field where the window is low, so that the button stays in sight."""
        look = theme()
        is_low = self.height() < look.gap(54) * 4 + look.px(360)
        self._pad_below.removeWidget(self._pad)
        self._beside.removeWidget(self._pad)
        if is_low:
            self._beside.setDirection(QBoxLayout.Direction.LeftToRight)
            self._beside.addWidget(self._pad, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._beside.setDirection(QBoxLayout.Direction.TopToBottom)
            self._pad_below.insertWidget(self._pad_below.indexOf(self._enter), self._pad)
        self._secret_content.setMaximumWidth(look.px(348) + (look.gap(300) if is_low else 0))

    def _on_sign_in(self) -> None:
        if self._presenter is not None and self._secret.text():
            self._secret_message.clear()
            self._presenter.on_secret(self._who, self._secret.text())

    def _on_first_time(self) -> None:
        self._on_code_wanted(self._who)

    # -- activation

    def _on_code_wanted(self, who: str) -> None:
        self._who = who or self._who
        if self._code_step is None:
            self._code_step = self._make_code()
        self._code_message.clear()
        self._code_field.clear()
        self.frame.show_step(self._code_step)
        self.step_changed.emit("entry.activation")
        self._code_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_code(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addStretch(1)
        column.addWidget(
            LinkButton(t("Somebody else"), "arrow-left", self._on_back_to_who), 0, Qt.AlignmentFlag.AlignLeft
        )
        column.addWidget(Label(t("Your first sign-in"), "page"))
        column.addWidget(
            Label(
                t(
                    "Your office has given you a slip with an activation code. It works once; then you choose a PIN or password of your own."
                ),
                "body",
                "quiet",
            )
        )
        self._code_message = MessageBar()
        column.addWidget(self._code_message)
        from trainer.ui.widgets.form import Form

        form = Form(max_width=440)
        self._code_field = QLineEdit()
        self._code_field.setProperty("fit", "tall")
        self._code_field.setPlaceholderText("XXXX-XXXX-XXXX")
        self._code_field.setMaxLength(40)
        self._code_field.returnPressed.connect(self._on_code)
        form.add(t("Activation code"), self._code_field, t("Dashes, blanks and small letters do not matter."))
        column.addWidget(form)
        self._code_next = PrimaryButton(t("Next"), "arrow-right", self._on_code, large=True)
        column.addWidget(self._code_next)
        column.addStretch(2)
        return self.frame.add_step(content)

    def _on_code(self) -> None:
        if self._presenter is not None and self._code_field.text().strip():
            self._code = self._code_field.text()
            self._code_message.clear()
            self._presenter.on_code(self._who, self._code)

    def _on_secret_wanted(self) -> None:
        if self._own_step is None:
            self._own_step = self._make_own()
        self._own_message.clear()
        self._own_first.clear()
        self._own_again.clear()
        self.frame.show_step(self._own_step)
        self._own_first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_own(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addStretch(1)
        column.addWidget(Label(t("Choose your own secret"), "page"))
        column.addWidget(
            Label(
                t("From now on you sign in with it. Nobody else can see it, not even the administrator."),
                "body",
                "quiet",
            )
        )
        self._own_message = MessageBar()
        column.addWidget(self._own_message)
        from trainer.ui.widgets.form import Form

        form = Form(max_width=440)
        self._own_first = _secret_field(t("PIN or password"))
        self._own_first.setPlaceholderText("")
        form.add(
            t("PIN or password"),
            self._own_first,
            t("A PIN has at least six digits, a password at least eight characters. No runs such as 123456."),
        )
        self._own_again = _secret_field(t("Once more"))
        self._own_again.setPlaceholderText("")
        self._own_again.returnPressed.connect(self._on_own)
        form.add(t("Once more"), self._own_again)
        column.addWidget(form)
        self._own_next = PrimaryButton(t("Set and sign in"), "check", self._on_own, large=True)
        column.addWidget(self._own_next)
        column.addStretch(2)
        return self.frame.add_step(content)

    def _on_own(self) -> None:
        if self._presenter is not None and self._own_first.text():
            self._own_message.clear()
            self._presenter.on_new_secret(self._who, self._code, self._own_first.text(), self._own_again.text())

    # -- notice

    def _on_notice_wanted(self, own_text: str) -> None:
        if self._notice_step is None and self._presenter is not None:
            from trainer.ui.entry.notice import notice_step

            content = notice_step(self._presenter.on_notice_read, own_text)
            self._notice_step = self.frame.add_step(content, max_width=620)
        if self._notice_step is not None:
            self.frame.show_step(self._notice_step)
            self.step_changed.emit("entry.notice")

    # -- answers

    def _on_busy(self, busy: bool) -> None:
        for step in (self._secret_step, self._code_step, self._own_step, self._notice_step):
            if step is not None:
                step.setEnabled(not busy)
        if not busy and self.frame.stage.currentWidget() is self._secret_step:
            self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, Refusal | Fault):
            raise error
        from trainer.wording.sentences import say

        said = say(error.code, error.facts)
        step = self.frame.stage.currentWidget()
        bar = step.findChild(MessageBar) if step is not None else None
        tone = "bad" if isinstance(error, Fault) else "warn"
        target = bar if isinstance(bar, MessageBar) else self._who_message
        target.tell(said.what, said.next_step, tone=tone, code=error.code)
        if step is self._secret_step:
            self._secret.clear()
            self._secret.setFocus(Qt.FocusReason.OtherFocusReason)


def _secret_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setProperty("fit", "tall")
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.setMaxLength(SECRET_LONGEST)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    bind(field, lambda look: field.setMinimumHeight(look.control_height + look.px(10)))
    return field


__all__ = ["SignInPage"]
