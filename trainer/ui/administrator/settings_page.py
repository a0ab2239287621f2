"""The settings of the office, a card for each group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.services.settings import KNOWN, PRIVACY_NOTICE, Group, Known, change_settings, get_all
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import bind_size
from trainer.ui.widgets import Card, Form
from trainer.wording import N_, t
from trainer.wording.sentences import say

_HEADINGS = {
    Group.OFFICE: N_("The office"),
    Group.LEARNING: N_("What counts as learned"),
    Group.QUESTIONS: N_("Question bank"),
    Group.EXAMS: N_("Examinations and marks"),
    Group.CERTIFICATES: N_("Certificates"),
    Group.BACKUP: N_("Backups"),
    Group.PRIVACY: N_("Privacy"),
}


class SettingsPage(Page):
    """Every setting with its hint; saved together, or none."""

    depends_on = frozenset({Area.SETTINGS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "admin.settings",
            t("Settings"),
            t("The rules of this office. A change is recorded in the log and counts from now on."),
            max_width=860,
        )
        self._write: dict[str, Callable[[Any], None]] = {}
        self._read: dict[str, Callable[[], Any]] = {}
        self._forms: dict[str, tuple[Form, QWidget]] = {}
        for group, heading in _HEADINGS.items():
            card = Card(t(heading))
            form = Form(max_width=760)
            for known in KNOWN.values():
                if known.group is group:
                    field = self._field(known)
                    form.add(t(known.label), field, t(known.help))
                    self._forms[known.key] = (form, field)
            card.body.addWidget(form)
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.set_primary(t("Save"), self._save, "save")
        self.add_action(t("Undo"), self.refresh, "undo-2")

    def _field(self, known: Known[Any]) -> QWidget:
        key = known.key
        if known.choices:
            choice = QComboBox()
            for value, words in known.choices:
                choice.addItem(t(words), value)
            self._read[key] = choice.currentData
            self._write[key] = lambda value: choice.setCurrentIndex(max(0, choice.findData(value)))
            return choice
        if isinstance(known.default, bool):
            box = QCheckBox(t("yes"))
            self._read[key] = box.isChecked
            self._write[key] = box.setChecked
            return box
        if isinstance(known.default, int):
            number = QSpinBox()
            number.setRange(known.lowest or 0, known.highest or 1_000_000)
            bind_size(number, max_width=160)
            self._read[key] = number.value
            self._write[key] = number.setValue
            return number
        if known is PRIVACY_NOTICE:
            text = QPlainTextEdit()
            bind_size(text, min_height=140)
            self._read[key] = text.toPlainText
            self._write[key] = text.setPlainText
            return text
        line = QLineEdit()
        self._read[key] = line.text
        self._write[key] = line.setText
        return line

    def refresh(self) -> None:
        self.run(lambda: get_all(self.context.office), self._show)

    def _show(self, values: dict[str, Any]) -> None:
        for form, _field in self._forms.values():
            form.clear_complaints()
        for key, value in values.items():
            self._write[key](value)

    def _save(self) -> None:
        values = {key: read() for key, read in self._read.items()}
        office, actor = self.context.office, self.context.actor
        self.run(lambda: change_settings(office, actor, values), self._on_saved, failed=self._on_refused, writes=True)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.facts.get("key") in self._forms:
            form, field = self._forms[error.facts["key"]]
            facts = {**error.facts, "label": t(error.facts.get("label", ""))}
            form.complain(field, str(say(error.code, facts)))
            self.scroll_to(field)
        else:
            self.say_error(error)

    def _on_saved(self, saved: tuple[dict[str, Any], Changes]) -> None:
        changed, changes = saved
        self.context.hub.tell(changes)
        self.tell(t("Saved.") if changed else t("Nothing was changed."), tone="good" if changed else "info")


def build(context: PageContext) -> Page:
    """Make the page."""
    return SettingsPage(context)
