"""Write questions out: which, in which format, and what that format cannot hold - told before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from trainer.domain.kernel.changes import Area
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.selection import EVERYTHING, QuestionFilter
from trainer.services import export_questions
from trainer.services.courses import list_courses
from trainer.services.export_questions import BankExport
from trainer.ui.author.editors.base import WordBox
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import bind_size
from trainer.ui.widgets import Card, DataTable, FilterChips, Form, Label
from trainer.ui.widgets.files import choose_target
from trainer.ui.widgets.side_by_side import SideBySide
from trainer.wording import N_, current_language, t, tn
from trainer.wording.bank_formats import format_name
from trainer.wording.question_terms import state_name
from trainer.wording.sentences import say

# What each format is good for, in the words of somebody who has to choose.
_FOR: Final[dict[str, str]] = {
    "xlsx": N_("Our own table with explanations of its columns. To edit many questions and bring them back."),
    "docx": N_("A Word document with key and explanation, to read, to edit and to bring back."),
    "gift": N_("Plain text for Moodle and others; no pictures."),
    "moodle_xml": N_("For Moodle, with pictures, feedback and tags."),
    "aiken": N_("The plainest text: single choice and nothing else."),
    "qti21": N_("A package of the standard QTI 2.1, for most examination systems."),
    "qti22": N_("A package of the standard QTI 2.2."),
    "qti30": N_("A package of the standard QTI 3.0, the newest."),
    "yaml": N_("Files of this program, complete: for another office or for keeping."),
}
_SUFFIX: Final = {
    "xlsx": ".xlsx",
    "docx": ".docx",
    "gift": ".gift",
    "moodle_xml": ".xml",
    "aiken": ".txt",
    "yaml": ".yaml",
}
_STATES: Final = (State.PUBLISHED, State.DRAFT, State.IN_REVIEW, State.SUSPENDED, State.RETIRED)


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format cannot carry, and how many questions lose it."""

    words: str
    questions: int
    first: str
    is_left_out: bool


class ExportPage(Page):
    """Choose, see what would be lost, write."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.export",
            t("Export questions"),
            t("What a format cannot hold is told before the file is written."),
            max_width=1080,
        )
        self._ids: tuple[str, ...] | None = None
        self._asked = 0
        forms = export_questions.writable_formats()
        self.form = WordBox(t("Format"), [(form, format_name(form)) for form in forms])
        self.about = Label("", "caption", "quiet")
        self.course = WordBox(t("Course"), [("", t("all courses"))])
        self.states = FilterChips([(state.value, state_name(state)) for state in _STATES])
        self.states.choose([State.PUBLISHED.value])
        self.chosen = Label("", "body")
        choose = Card(t("What and how"))
        fields = Form(max_width=520)
        fields.add(t("Format"), self.form)
        fields.add_widget(self.about)
        fields.add(t("Course"), self.course)
        fields.add(t("State"), self.states)
        fields.add_widget(self.chosen)
        choose.body.addWidget(fields)
        choose.body.addStretch(1)
        outlook = Card(t("What the file will hold"))
        self.outlook = Label("", "lead")
        outlook.body.addWidget(self.outlook)
        self.losses: DataTable[Loss] = DataTable(
            [
                TableColumn(
                    t("What is lost"),
                    lambda loss: loss.words,
                    width=300,
                    stretches=True,
                    state=lambda loss: "bad" if loss.is_left_out else "warn",
                ),
                TableColumn(t("Questions"), lambda loss: loss.questions, width=90, is_number=True),
                TableColumn(t("First one"), lambda loss: loss.first, width=150),
            ],
            t("What the format cannot hold"),
            empty=t("Nothing is lost."),
        )
        bind_size(self.losses, min_height=240)
        outlook.body.addWidget(self.losses, 1)
        self.body.addWidget(SideBySide(choose, outlook, stretch=(2, 3), needs=860))
        self.set_primary(t("Write the file"), self.write, "file-down")
        for field in (self.form, self.course):
            field.currentIndexChanged.connect(self._on_choice)
        self.states.changed.connect(self._on_choice)

    def enter(self, **args: Any) -> None:
        """Take the questions chosen in the list, where there are some."""
        ids = args.get("ids")
        self._ids = tuple(ids) if ids else None
        self.read_again()

    def refresh(self) -> None:
        office = self.context.office
        self.run(lambda: list_courses(office), self._show_courses)

    def _show_courses(self, courses: Any) -> None:
        chinese = current_language() == "zh"
        kept = self.course.value()
        words = [("", t("all courses"))] + [(c.code, c.title_zh if chinese else c.title_en) for c in courses]
        self.course.set_words(words)
        self.course.set_value(kept)
        self._on_choice()

    def wanted(self) -> QuestionFilter:
        """Give the choice as the service takes it."""
        if self._ids is not None:
            return replace(EVERYTHING, ids=self._ids, states=tuple(State))
        states = tuple(State(key) for key in self.states.chosen) or tuple(State)
        return QuestionFilter(course=self.course.value(), states=states)

    def _on_choice(self, *_anything: object) -> None:
        form, wanted = self.form.value(), self.wanted()
        self.about.setText(t(_FOR[form]) if form in _FOR else "")
        chosen = self._ids is not None
        self.course.setEnabled(not chosen)
        self.states.setEnabled(not chosen)
        self.chosen.setText(tn("The 1 chosen question.", "The {n} chosen questions.", len(self._ids or ())))
        self.chosen.setVisible(chosen)
        self._asked += 1
        number = self._asked
        office, actor = self.context.office, self.context.actor
        self.run(lambda: (number, export_questions.foresee(office, actor, form, wanted)), self._show_outlook)

    def _show_outlook(self, foreseen: tuple[int, BankExport]) -> None:
        number, outlook = foreseen
        if number != self._asked:
            return
        self.outlook.setText(tn("1 question", "{n} questions", outlook.exported))
        self.losses.set_records(losses_of(outlook))
        if self.primary is not None:
            self.primary.setEnabled(outlook.exported > 0)

    def write(self) -> None:
        """Ask where to, and write."""
        form, wanted = self.form.value(), self.wanted()
        name = t("Questions") + _SUFFIX.get(form, ".zip")
        path = choose_target(self, t("Write the file"), name, f"{format_name(form)} (*{_SUFFIX.get(form, '.zip')})")
        if path is None:
            return
        office, actor = self.context.office, self.context.actor
        self.run_long(
            lambda _progress: (path, export_questions.export_questions(office, actor, form, path, wanted)),
            self._on_written,
            title=t("Writing the questions"),
        )

    def _on_written(self, done: tuple[Path, BankExport]) -> None:
        path, outcome = done
        left = tn("1 was left out.", "{n} were left out.", len(outcome.left_out)) if outcome.left_out else ""
        self.tell(
            t("{n} questions written to {path}.", n=outcome.exported, path=str(path)),
            left,
            tone="warn" if left else "good",
        )


def losses_of(outlook: BankExport) -> list[Loss]:
    """Give a line for each thing that gets lost; whole questions first."""
    by_reason: dict[str, list[str]] = {}
    for code, reason in outlook.left_out:
        by_reason.setdefault(reason, []).append(code)
    found = [Loss(_words(reason), len(codes), codes[0], True) for reason, codes in by_reason.items()]
    return found + [Loss(_words(reason), len(codes), codes[0], False) for reason, codes in outlook.losses.items()]


def _words(code: str) -> str:
    return say(code, {}).what


def build(context: PageContext) -> Page:
    """Make the page."""
    return ExportPage(context)


__all__ = ["ExportPage", "Loss", "build", "losses_of"]
