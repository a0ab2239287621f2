"""Change many questions at once: choose, look at every change, apply; one press takes all of it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.question_bank.bulk_edit import Edit
from trainer.domain.question_bank.question import Bloom, State
from trainer.services import bulk_edit
from trainer.services.bulk_edit import BulkLine, BulkOutcome, BulkPreview
from trainer.ui.author.editors.base import Field, WordBox
from trainer.ui.models.record_table import TableColumn
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets import DataTable, Form, Label, PlainButton, QuietButton
from trainer.ui.widgets.flow import Flow
from trainer.wording import t, tn
from trainer.wording.question_terms import BLOOM, bloom_name, difficulty_name, state_name, tier_names
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office

_KEEP: Final = None
_TIERS: Final = ("A", "B", "C", "AB", "BC", "AC", "ABC")
_SHOWN: Final = 40


class BulkPanel(QWidget):
    """The third pane while several questions are marked.

    Args:
        run: runs service calls.

    Signals:
        applied(str, str, object): id of the change (empty where nothing changed), what to say, :class:`Changes`.
        export_wanted(list): ids of the chosen questions.
        all_wanted(): the whole list is meant, not only the marked rows.
    """

    applied = Signal(str, str, object)
    export_wanted = Signal(list)
    all_wanted = Signal()

    def __init__(self, office: Office, actor: Actor, run: Callable[..., Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._actor, self._run = office, actor, run
        self.ids: list[str] = []
        column = Column(self, gap=8)
        self.title = Label("", "section")
        column.addWidget(self.title)
        links = QWidget()
        flow = Flow(links, gap=8)
        self.all_button = QuietButton("", "check-check", self._on_all)
        flow.addWidget(self.all_button)
        flow.addWidget(QuietButton(t("Export these"), "file-down", self._on_export))
        column.addWidget(links)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bind_size(area, min_height=150)
        self.form = Form(max_width=520)
        same: tuple[Any, str] = (_KEEP, t("leave as it is"))
        self.tier = WordBox(t("For whom"), [same, *((tier, tier_names(tier)) for tier in _TIERS)])
        self.difficulty = WordBox(
            t("Difficulty"), [same, *((level, difficulty_name(level)) for level in (1, 2, 3, 4, 5))]
        )
        self.bloom = WordBox(
            t("Level of thinking"), [same, *((Bloom(level), bloom_name(level)) for level in BLOOM if level != "unset")]
        )
        self.state = WordBox(t("State"), [same, *((state, state_name(state)) for state in State)])
        self.point = Field(t("Knowledge point"), t("code, such as K0901a"))
        self.category = Field(t("Category"))
        self.add_tags = Field(t("Add tags"), t("separated by commas"))
        self.remove_tags = Field(t("Remove tags"), t("separated by commas"))
        self.source = Field(t("Source"))
        self.review_by = Field(t("Look again by"), t("year-month-day"))
        self.find_words = Field(t("Replace these words"))
        self.put_words = Field(t("by these"))
        for name, field in (
            (t("State"), self.state),
            (t("For whom"), self.tier),
            (t("Difficulty"), self.difficulty),
            (t("Level of thinking"), self.bloom),
            (t("Knowledge point"), self.point),
            (t("Category"), self.category),
            (t("Add tags"), self.add_tags),
            (t("Remove tags"), self.remove_tags),
            (t("Source"), self.source),
            (t("Look again by"), self.review_by),
            (t("Replace these words"), self.find_words),
            (t("by these"), self.put_words),
        ):
            self.form.add(name, field)
        area.setWidget(self.form)
        column.addWidget(area, 1)
        self.look = PlainButton(t("Look at the changes"), "eye", self.preview)
        column.addWidget(self.look)
        self.summary = Label("", "body")
        column.addWidget(self.summary)
        self.lines: DataTable[BulkLine] = DataTable(
            [
                TableColumn(t("Question"), lambda one: one.code, width=120),
                TableColumn(
                    t("Before and after"),
                    _change,
                    width=150,
                    stretches=True,
                    state=lambda one: "bad" if one.is_refused else "warn" if one.findings else None,
                ),
            ],
            t("What would change"),
        )
        bind_size(self.lines, min_height=150)
        self.lines.hide()
        column.addWidget(self.lines, 1)
        self.apply_button = PlainButton(t("Change them"), "check", self.apply)
        self.apply_button.setEnabled(False)
        column.addWidget(self.apply_button)

    def show_chosen(self, ids: list[str], in_list: int) -> None:
        """Begin with some questions."""
        if ids == self.ids:
            return
        self.ids = ids
        self.title.setText(tn("1 question is chosen", "{n} questions are chosen", len(ids)))
        self.all_button.set_text(t("Choose all {n} of the list", n=in_list))
        self.all_button.setVisible(len(ids) < in_list)
        self._forget()

    def edit(self) -> Edit:
        """Give the change as the service takes it."""
        return Edit(
            tier=self.tier.value(),
            difficulty=self.difficulty.value(),
            bloom=self.bloom.value(),
            state=self.state.value(),
            knowledge_point=self.point.text().strip() or None,
            category=self.category.text().strip() or None,
            source=self.source.text().strip() or None,
            review_by=self.review_by.text().strip() or None,
            add_tags=_words(self.add_tags.text()),
            remove_tags=_words(self.remove_tags.text()),
            find=self.find_words.text(),
            put=self.put_words.text() if self.find_words.text() else "",
        )

    def preview(self) -> None:
        """Work out what would change; nothing is stored."""
        ids, edit, office, actor = list(self.ids), self.edit(), self._office, self._actor
        self._run(lambda: bulk_edit.preview(office, actor, ids, edit), self._on_preview)

    def apply(self) -> None:
        """Change the questions, in one transaction."""
        ids, edit, office, actor = list(self.ids), self.edit(), self._office, self._actor
        self.apply_button.setEnabled(False)
        self._run(lambda: bulk_edit.apply(office, actor, ids, edit), self._on_applied, writes=True)

    def _on_preview(self, preview: BulkPreview) -> None:
        self.summary.setText(
            t(
                "{changed} would change, {unchanged} stay, {refused} do not fit.",
                changed=preview.changed,
                unchanged=preview.unchanged,
                refused=preview.refused,
            )
        )
        self.lines.show()
        self.lines.set_records(list(preview.lines))
        self.apply_button.setEnabled(preview.changed > 0)

    def _on_applied(self, done: tuple[BulkOutcome, Changes]) -> None:
        outcome, changes = done
        self._forget()
        words = tn("1 question changed.", "{n} questions changed.", outcome.changed)
        if outcome.refused:
            words += " " + tn("1 does not fit.", "{n} do not fit.", len(outcome.refused))
        self.applied.emit(outcome.change_id, words, changes)

    def _forget(self) -> None:
        self.summary.setText("")
        self.lines.set_records([])
        self.lines.hide()
        self.apply_button.setEnabled(False)

    def _on_all(self) -> None:
        self.all_wanted.emit()

    def _on_export(self) -> None:
        self.export_wanted.emit(list(self.ids))


def _change(line: BulkLine) -> str:
    parts = [f"{_short(part.left)} → {_short(part.right)}" for part in line.parts]
    if line.state is not line.next_state:
        parts.append(f"{state_name(line.state)} → {state_name(line.next_state)}")
    parts += [str(say(finding.code, finding.facts)) for finding in line.findings]
    return "; ".join(parts)


def _short(text: str | None) -> str:
    if text is None:
        return "—"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        word for word in (part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")) if word
    )
