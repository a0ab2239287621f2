"""Make one examination: name, window, rules, blueprint."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QDateTime, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QLineEdit, QSpinBox, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.kernel.marks import show
from trainer.domain.kernel.time import CHINA
from trainer.domain.papers.assemble import RowSupply
from trainer.domain.papers.blueprint import Blueprint
from trainer.domain.papers.blueprint import Row as BlueprintRow
from trainer.domain.question_bank.question import Kind, Marking
from trainer.domain.sittings.exam import Exam
from trainer.domain.sittings.rules import ORDERING_RULES, ExamRules, MultipleRule, ReviewPolicy
from trainer.services.courses import list_courses
from trainer.services.exams import create_exam, default_rules, feasibility, open_exam
from trainer.services.overviews.people import UnitRow, unit_tree
from trainer.ui.examiner.blueprint_rows import BlueprintRows
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row, bind_size
from trainer.ui.widgets import Card, Form
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import N_, current_language, t, tn
from trainer.wording.question_terms import marking_name

_MAX_SEED: Final = 2**31 - 1
_REVIEW: Final = {
    ReviewPolicy.WITH_KEY: N_("own answers with key and reasons"),
    ReviewPolicy.OWN_ANSWERS: N_("own answers only"),
    ReviewPolicy.NONE: N_("nothing"),
}
_MULTIPLE: Final = {
    MultipleRule.HALF: N_("Half of the marks"),
    MultipleRule.ALL_OR_NOTHING: N_("No marks"),
    MultipleRule.PER_CHOICE: N_("A share for each right choice"),
}
# What a new examination proposes: 30 questions of 100 marks over everything in the bank.
_PROPOSED: Final = Blueprint(
    (
        BlueprintRow(20, Fraction(3), kinds=(Kind.SINGLE,)),
        BlueprintRow(5, Fraction(5), kinds=(Kind.MULTIPLE,)),
        BlueprintRow(5, Fraction(3), kinds=(Kind.JUDGE,)),
    )
)


@dataclass(frozen=True, slots=True)
class _Read:
    units: list[UnitRow]
    courses: list[tuple[str, str]]
    rules: ExamRules


class ExamEditPage(Page):
    """A new examination; the supply of each row is told while it is edited."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "examiner.exam_edit",
            t("New examination"),
            t("Every candidate gets a paper of their own from the same recipe. Rows that starve are named at once."),
            max_width=1120,
        )
        self._rules = ExamRules()
        both = QWidget()
        beside = Flow(both, gap=16, equal=True)
        for card in (self._occasion_card(), self._rules_card()):
            bind_size(card, min_width=420)
            beside.addWidget(card)
        self.body.addWidget(both)
        recipe = Card(t("Blueprint"))
        self.total = Label("", "body_strong")
        self.rows = BlueprintRows()
        self.rows.edited.connect(self._on_edited)
        recipe.body.addWidget(self.rows)
        recipe.body.addWidget(self.total)
        self.body.addWidget(recipe)
        self.body.addStretch(1)
        self.set_primary(t("Save and open"), self._save_and_open, "save")
        self.add_action(t("Save sealed"), self._save_sealed, "lock")
        # The supply is asked for when typing pauses, not at every digit.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(250)
        self._pause.timeout.connect(self._check)
        self._is_set_up = False
        self._opens_after_saving = False

    def _occasion_card(self) -> QWidget:
        card = Card(t("The occasion"))
        self.form = Form(max_width=640)
        self.name = QLineEdit()
        self.unit = QComboBox()
        self.opens = self._moment(t("Opens"))
        self.closes = self._moment(t("Closes"))
        self.form.add(t("Name of the examination"), self.name)
        self.form.add(t("For the people of this unit and below"), self.unit)
        self.form.add(t("Opens"), self.opens)
        self.form.add(t("Closes"), self.closes)
        card.body.addWidget(self.form)
        card.body.addStretch(1)
        return card

    def _moment(self, name: str) -> QDateTimeEdit:
        field = QDateTimeEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd HH:mm")
        field.setAccessibleName(name)
        return field

    def _rules_card(self) -> QWidget:
        card = Card(t("Rules"))
        form = Form(max_width=640)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 1440)
        self.pass_mark = QSpinBox()
        self.pass_mark.setRange(1, 100)
        self.attempts = QSpinBox()
        self.attempts.setRange(1, 9)
        self.review = QComboBox()
        for policy, words in _REVIEW.items():
            self.review.addItem(t(words), policy.value)
        self.multiple = QComboBox()
        for rule, words in _MULTIPLE.items():
            self.multiple.addItem(t(words), rule.value)
        self.ordering = QComboBox()
        for marking in sorted(ORDERING_RULES, key=list(Marking).index):
            self.ordering.addItem(marking_name(marking), marking.value)
        self.shuffle = QCheckBox(t("own order of questions and choices for everybody"))
        figures = Row(gap=16)
        for name, field in (
            (t("Time, minutes"), self.minutes),
            (t("Pass mark, of 100"), self.pass_mark),
            (t("Sittings per person"), self.attempts),
        ):
            one = Form()
            one.add(name, field)
            figures.addWidget(one, 1)
        card.body.addLayout(figures)
        form.add(t("Multiple choice, incomplete answers"), self.multiple)
        form.add(t("Ordering, partly right answers"), self.ordering)
        form.add(t("What candidates see afterwards"), self.review)
        form.add_widget(self.shuffle)
        card.body.addWidget(form)
        card.body.addStretch(1)
        return card

    # -- reading

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> _Read:
        office, actor = self.context.office, self.context.actor
        chinese = current_language() == "zh"
        courses = [(c.code, c.title_zh if chinese else c.title_en) for c in list_courses(office)]
        return _Read(list(unit_tree(office, actor)), courses, default_rules(office))

    def _show(self, read: _Read) -> None:
        if self._is_set_up:
            self._check()
            return
        self._is_set_up = True
        self._rules = read.rules
        for unit in read.units:
            self.unit.addItem("\u2003" * unit.depth + unit.name, unit.id)
        now = self.context.office.clock.now().astimezone(CHINA)
        start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.opens.setDateTime(_qt(start))
        self.closes.setDateTime(_qt(start + timedelta(days=7)))
        self.minutes.setValue(read.rules.limit_s // 60)
        self.pass_mark.setValue(int(read.rules.pass_mark))
        self.attempts.setValue(read.rules.attempts)
        self.review.setCurrentIndex(self.review.findData(read.rules.review.value))
        self.multiple.setCurrentIndex(self.multiple.findData(read.rules.multiple.value))
        self.ordering.setCurrentIndex(self.ordering.findData(read.rules.ordering.value))
        self.shuffle.setChecked(read.rules.shuffle_questions)
        self.rows.show_blueprint(read.courses, _PROPOSED)
        self._check()

    def _on_edited(self) -> None:
        self._pause.start()

    def _check(self) -> None:
        blueprint = self.rows.blueprint(self.name.text())
        self.total.setText(
            t(
                "{questions} questions, {marks} marks",
                questions=blueprint.question_count,
                marks=show(blueprint.of),
            )
        )
        office, actor = self.context.office, self.context.actor
        if blueprint.rows:
            self.run(lambda: feasibility(office, actor, blueprint), self._show_supply)

    def _show_supply(self, supplies: tuple[RowSupply, ...]) -> None:
        if len(supplies) != len(self.rows.editors):
            return
        for editor, found in zip(self.rows.editors, supplies, strict=True):
            words = tn("1 in the bank", "{n} in the bank", found.available)
            if found.wanting:
                words += t("; ") + t("{n} wanting", n=found.wanting)
            editor.show_supply(words, is_wanting=found.wanting > 0)

    # -- saving

    def _save_sealed(self) -> None:
        self._opens_after_saving = False
        self._save()

    def _save_and_open(self) -> None:
        self._opens_after_saving = True
        self._save()

    def _save(self) -> None:
        office, actor, opens_after = self.context.office, self.context.actor, self._opens_after_saving
        name, unit_id = self.name.text(), self.unit.currentData() or ""
        blueprint = self.rows.blueprint(name)
        opens_at, closes_at = _china(self.opens.dateTime()), _china(self.closes.dateTime())
        base = self._rules
        limit_s, pass_mark = self.minutes.value() * 60, Fraction(self.pass_mark.value())
        attempts, shuffle = self.attempts.value(), self.shuffle.isChecked()
        review, multiple = ReviewPolicy(self.review.currentData()), MultipleRule(self.multiple.currentData())

        def work() -> tuple[Exam, Changes]:
            bands = replace(base.bands, steps=tuple(step for step in base.bands.steps if step[1] >= pass_mark))
            rules = replace(
                base,
                limit_s=limit_s,
                pass_mark=pass_mark,
                bands=bands,
                attempts=attempts,
                review=review,
                multiple=multiple,
                ordering=Marking(self.ordering.currentData()),
                shuffle_questions=shuffle,
                shuffle_choices=shuffle,
            )
            exam, changes = create_exam(
                office, actor, name, unit_id, blueprint, rules, opens_at, closes_at, secrets.randbelow(_MAX_SEED)
            )
            if opens_after:
                exam, more = open_exam(office, actor, exam.id)
                changes = changes | more
            return exam, changes

        self.run(work, self._on_saved, writes=True)

    def _on_saved(self, done: tuple[Exam, Changes]) -> None:
        self._is_set_up = False
        self.name.clear()
        self.unit.clear()
        self.context.hub.tell(done[1])
        self.context.navigate("examiner.exams")


def _qt(moment: datetime) -> QDateTime:
    return QDateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute, 0)


def _china(moment: QDateTime) -> datetime:
    day, clock = moment.date(), moment.time()
    return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=CHINA)


def build(context: PageContext) -> Page:
    """Make the page."""
    return ExamEditPage(context)
