"""What the program keeps about oneself, one's own secret, and how the screen looks."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from trainer.domain.kernel.changes import Area
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.services import own_data, sign_in
from trainer.services.own_data import OwnData, OwnNumber
from trainer.ui.frame import MODE_NAMES
from trainer.ui.learner.look import keep_look
from trainer.ui.learner.words import time_words
from trainer.ui.page import Page, PageContext, words_for
from trainer.ui.theme import MODES, SCALES, Column, Row, Theme, bind, bind_size, theme
from trainer.ui.widgets.buttons import LinkButton, PrimaryButton
from trainer.ui.widgets.card import Card, rule
from trainer.ui.widgets.chips import FilterChips
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.form import Form
from trainer.ui.widgets.text import Label
from trainer.wording import t

# What is wrong with the new secret is said beside the new one, the rest beside the old one.
_ABOUT_NEW: Final = {"pin_too_short", "password_too_short", "secret_too_long", "secret_too_simple"}


class SelfPage(Page):
    """One's own data, secret, text size and activity."""

    depends_on = frozenset({Area.CADRES, Area.ACCOUNTS, Area.UNITS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "learner.self",
            t("My own data"),
            t("See what is kept about you, change your secret, and set how large the text is."),
        )
        self.data: OwnData | None = None
        self.values: dict[str, Label] = {}
        self.reveal_buttons: dict[OwnNumber, LinkButton] = {}
        across = QWidget()
        flow = Flow(across, gap=16, equal=True)
        self._data_card = Card(t("What is kept about you"), gap=10)
        self._data_holder: QWidget | None = None
        bind_size(self._data_card, min_width=380)
        left = QWidget()
        data_column = Column(left, gap=16)
        data_column.addWidget(self._data_card)
        data_column.addStretch(1)
        flow.addWidget(left)
        side = QWidget()
        column = Column(side, gap=16)
        column.addWidget(self._secret_card())
        column.addWidget(self._look_card())
        column.addStretch(1)
        bind_size(side, min_width=380)
        flow.addWidget(side)
        self.body.addWidget(across)
        self._activity_card = Card(t("Activity of your account"), gap=0)
        self._activity_holder: QWidget | None = None
        self.body.addWidget(self._activity_card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read one's own data; shown numbers are masked again."""
        office, actor = self.context.office, self.context.actor
        self.run(lambda: own_data.own_data(office, actor), self._show)

    # -- data

    def _show(self, data: OwnData) -> None:
        self.data = data
        facts = [
            (t("Name"), data.name, None),
            (t("Staff number"), data.staff_no, None),
            (t("Unit"), data.unit_name, None),
            (t("Section"), data.section, None),
            (t("Sex"), data.sex, None),
            (t("Ethnicity"), data.ethnicity, None),
            (t("Born"), data.birth, None),
            (t("Post"), data.post, None),
            (t("Post level"), data.post_level, None),
            (t("Rank"), data.rank, None),
            (t("Training tier"), data.tier, None),
            (t("State of employment"), data.employment, None),
            (t("ID number"), data.id_number, OwnNumber.ID_NUMBER),
            (t("Telephone"), data.phone, OwnNumber.PHONE),
        ]
        holder = QWidget()
        whole = Column(holder, gap=12)
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        bind(grid_holder, partial(_space, grid))
        self.values, self.reveal_buttons = {}, {}
        for place, (name, value, which) in enumerate(fact for fact in facts if fact[1]):
            grid.addWidget(Label(name, "body", "quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            label = Label(value, "body")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.values[name] = label
            if which is None:
                grid.addWidget(label, place, 1)
                continue
            row = Row(gap=12)
            row.addWidget(label)
            button = LinkButton(t("Show"), "eye", partial(self._on_reveal, which, label))
            button.setAccessibleName(t("Show: {what}", what=name))
            self.reveal_buttons[which] = button
            row.addWidget(button)
            row.addStretch(1)
            grid.addLayout(row, place, 1)
        whole.addWidget(grid_holder)
        whole.addWidget(rule())
        whole.addWidget(
            Label(
                t("Is something wrong? Tell the training office of your unit; they correct it in the roster."),
                "caption",
            )
        )
        whole.addStretch(1)
        self._data_holder = _swap(self._data_card.body, self._data_holder, holder)
        self._show_activity(data)

    def _on_reveal(self, which: OwnNumber, label: Label) -> None:
        office, actor = self.context.office, self.context.actor
        button = self.reveal_buttons[which]
        if button.property("shown"):
            self.read_again()
            return
        button.setProperty("shown", True)
        self.run(
            lambda: own_data.reveal_own(office, actor, which), partial(self._on_revealed, which, label), writes=True
        )

    def _on_revealed(self, which: OwnNumber, label: Label, clear: str) -> None:
        label.setText(clear)
        button = self.reveal_buttons[which]
        button.setText(t("Hide"))
        button.set_icon("eye-off")

    # -- secret

    def _secret_card(self) -> Card:
        card = Card(t("Change your secret"), gap=12)
        self.form = Form(max_width=480)
        self.old, self.new, self.again = _secret_field(), _secret_field(), _secret_field()
        self.form.add(t("Present PIN or password"), self.old)
        self.form.add(
            t("New PIN or password"), self.new, t("At least six digits, or at least eight characters of any kind.")
        )
        self.form.add(t("The new one once more"), self.again)
        self.change = PrimaryButton(t("Change"), "", self._on_change)
        row = Row()
        row.addWidget(self.change)
        row.addStretch(1)
        card.body.addWidget(self.form)
        card.body.addLayout(row)
        for field in (self.old, self.new, self.again):
            field.returnPressed.connect(self._on_change)
        return card

    def _on_change(self) -> None:
        self.form.clear_complaints()
        if not self.old.text():
            self.form.complain(self.old, t("Type the secret you use now."))
        elif not self.new.text():
            self.form.complain(self.new, t("Type the new secret."))
        elif self.new.text() != self.again.text():
            self.form.complain(self.again, t("The two do not agree. Type the new secret once more."))
        else:
            office, actor, old, new = self.context.office, self.context.actor, self.old.text(), self.new.text()
            self.change.setEnabled(False)
            self.run(
                lambda: sign_in.change_own_secret(office, actor, old, new),
                self._on_changed,
                failed=self._on_not_changed,
                title=t("Changing the secret"),
                writes=True,
            )

    def _on_changed(self, _nothing: None) -> None:
        self.change.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self.tell(t("Your secret has been changed. Use the new one from the next sign-in on."))
        self.read_again()

    def _on_not_changed(self, error: Exception) -> None:
        self.change.setEnabled(True)
        said = words_for(error)
        if said is None or isinstance(error, Fault):
            self.say_error(error)
            return
        field = self.new if isinstance(error, Refusal) and error.code in _ABOUT_NEW else self.old
        self.form.complain(field, str(said))

    # -- look

    def _look_card(self) -> Card:
        card = Card(t("Text and colours"), gap=12)
        self.sizes = FilterChips(
            [(str(scale), t("{percent} %", percent=round(scale * 100))) for scale in SCALES], exclusive=True
        )
        self.sizes.setAccessibleName(t("Text size"))
        self.modes = FilterChips([(mode, t(MODE_NAMES[mode])) for mode in MODES], exclusive=True)
        self.modes.setAccessibleName(t("Colours"))
        self.large = QCheckBox(t("Large print: bigger controls, nothing moves"))
        card.body.addWidget(Label(t("Text size"), "body_strong"))
        card.body.addWidget(self.sizes)
        card.body.addWidget(Label(t("Colours"), "body_strong"))
        card.body.addWidget(self.modes)
        card.body.addWidget(self.large)
        self.sizes.changed.connect(self._on_size)
        self.modes.changed.connect(self._on_mode)
        self.large.toggled.connect(self._on_large)
        bind(card, self._show_look)
        return card

    def _show_look(self, look: Theme) -> None:
        self.sizes.choose([str(look.scale)])
        self.modes.choose([look.mode])
        self.large.blockSignals(True)
        self.large.setChecked(look.is_large_print)
        self.large.blockSignals(False)

    def _on_size(self, chosen: list[str]) -> None:
        theme().set_scale(float(chosen[0]))
        keep_look(self)

    def _on_mode(self, chosen: list[str]) -> None:
        theme().set_mode(chosen[0])
        keep_look(self)

    def _on_large(self, on: bool) -> None:
        theme().set_large_print(on)
        keep_look(self)

    # -- activity

    def _show_activity(self, data: OwnData) -> None:
        holder = QWidget()
        column = Column(holder, gap=0)
        column.addWidget(
            Label(t("Do you see something that was not you? Change your secret and tell the administrator."), "caption")
        )
        column.addSpacing(8)
        for number, activity in enumerate(data.activities):
            if number:
                column.addWidget(rule())
            line = QWidget()
            row = Row(line, gap=16, margins=(0, 8, 0, 8))
            when = Label(time_words(activity.at), "body", "quiet")
            bind_size(when, min_width=190)
            row.addWidget(when, 1)
            words = (
                t("{what} (by {who})", what=activity.name, who=activity.by_other)
                if activity.by_other
                else activity.name
            )
            row.addWidget(Label(words, "body"), 3)
            column.addWidget(line)
        if not data.activities:
            column.addWidget(Label(t("Nothing has been recorded yet."), "body", "quiet"))
        self._activity_holder = _swap(self._activity_card.body, self._activity_holder, holder)


def _space(grid: QGridLayout, look: Theme) -> None:
    grid.setHorizontalSpacing(look.gap(24))
    grid.setVerticalSpacing(look.gap(8))


def _secret_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _swap(layout: Column, old: QWidget | None, new: QWidget) -> QWidget:
    if old is not None:
        layout.removeWidget(old)
        old.hide()
        old.deleteLater()
    layout.addWidget(new)
    return new


def build(context: PageContext) -> Page:
    """Make the page."""
    return SelfPage(context)
