"""Make or change one plan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.training.plan import Plan, Stage
from trainer.services.courses import list_courses
from trainer.services.overviews.exams import ExamLine, exam_list
from trainer.services.overviews.people import UnitRow, unit_tree
from trainer.services.overviews.progress import plans
from trainer.services.plans import PlanDraft, change_plan, close_plan, create_plan, read_plan
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, FilterChips, Form
from trainer.ui.widgets.check_tree import CheckTree
from trainer.ui.widgets.side_by_side import SideBySide
from trainer.ui.widgets.text import Label
from trainer.wording import current_language, t
from trainer.wording.people_terms import CODES, code_name, field_name
from trainer.wording.sentences import say

_TIERS = ("T1", "T2", "T3")


class PlanEditPage(Page):
    """One plan as a form: name and unit, who, what, by when."""

    depends_on = frozenset({Area.PLANS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.plan_edit",
            t("New plan"),
            t("Say who must learn what by when. Everything is counted at once when you save."),
            max_width=1120,
        )
        self._plan_id: str | None = None
        self._closed = False
        self._units: list[UnitRow] = []
        first, second = QWidget(), QWidget()
        left, right = Column(first, gap=16), Column(second, gap=16)
        self.body.addWidget(SideBySide(first, second))
        left.addWidget(self._who_card())
        left.addWidget(self._when_card())
        left.addStretch(1)
        right.addWidget(self._what_card())
        right.addStretch(1)
        self.set_primary(t("Save"), self._save, "save")
        self.close_action = self.add_action(t("Close the plan"), self._close, "archive")

    def _who_card(self) -> QWidget:
        card = Card(t("Who is to be trained"))
        self.form = Form()
        self.name = QLineEdit()
        self.unit = QComboBox()
        self.tiers = FilterChips([(tier, f"{tier} {code_name('tier', tier)}") for tier in _TIERS])
        self.form.add(t("Name of the plan"), self.name, t("For example: OA training of the whole league, 2026"))
        self.form.add(t("Unit, with all below it"), self.unit)
        self.categories = FilterChips([(code, code_name("category", code)) for code in CODES["category"]])
        self.form.add(t("Tiers"), self.tiers, t("None chosen means everybody."))
        self.form.add(field_name("category"), self.categories, t("None chosen means everybody."))
        card.body.addWidget(self.form)
        return card

    def _when_card(self) -> QWidget:
        card = Card(t("By when"))
        form = Form()
        self.first_share, self.first_day = self._stage(form, t("First target"), 80)
        self.second_share, self.second_day = self._stage(form, t("Second target (0 % for none)"), 100)
        card.body.addWidget(form)
        return card

    def _stage(self, form: Form, name: str, share: int) -> tuple[QSpinBox, QDateEdit]:
        holder = QWidget()
        row = Row(holder, gap=8)
        percent = QSpinBox()
        percent.setRange(0, 100)
        percent.setSuffix(t("{number} %", number=""))
        percent.setValue(share)
        percent.setAccessibleName(name)
        by = QDateEdit()
        by.setCalendarPopup(True)
        by.setDisplayFormat("yyyy-MM-dd")
        by.setAccessibleName(t("{target}: last day", target=name))
        bind_size(percent, width=96)
        bind_size(by, min_width=150)
        row.addWidget(percent)
        row.addWidget(Label(t("trained by"), "body", "quiet", wrap=False))
        row.addWidget(by)
        row.addStretch(1)
        form.add(name, holder)
        return percent, by

    def _what_card(self) -> QWidget:
        card = Card(t("What"))
        form = Form()
        self.lessons = CheckTree(t("Lessons"))
        bind_size(self.lessons, min_height=260)
        self.hours = QDoubleSpinBox()
        self.hours.setRange(0, 1000)
        self.hours.setDecimals(1)
        bind_size(self.hours, max_width=140)
        self.exam = QComboBox()
        form.add(t("Lessons that everybody completes"), self.lessons)
        form.add(t("Class hours to reach"), self.hours, t("0 when the lessons say it all."))
        form.add(t("Examination to pass"), self.exam, t("Training counts only when the examination is passed."))
        card.body.addWidget(form)
        return card

    # -- reading

    def enter(self, plan_id: str | None = None, **args: Any) -> None:
        self._plan_id = plan_id
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[list[UnitRow], list[tuple[str, list[tuple[str, str]]]], list[ExamLine], Plan | None]:
        office, actor = self.context.office, self.context.actor
        chinese = current_language() == "zh"
        courses = [
            (
                course.title_zh if chinese else course.title_en,
                [(lesson.code, lesson.title_zh if chinese else lesson.title_en) for lesson in course.lessons],
            )
            for course in list_courses(office)
        ]
        plan = read_plan(office, actor, self._plan_id) if self._plan_id else None
        return list(unit_tree(office, actor)), courses, list(exam_list(office, actor)), plan

    def _show(
        self, read: tuple[list[UnitRow], list[tuple[str, list[tuple[str, str]]]], list[ExamLine], Plan | None]
    ) -> None:
        units, courses, exams, plan = read
        self._units = units
        self.unit.clear()
        for unit in units:
            self.unit.addItem("\u2003" * unit.depth + unit.name, unit.id)
        known = {code for _title, lessons in courses for code, _words in lessons}
        elsewhere = [code for code in plan.requirement.lessons if code not in known] if plan else []
        if elsewhere:
            # They stay in the plan though this machine has not got them, unless somebody takes the tick away.
            courses = [*courses, (t("Not on this machine"), [(code, code) for code in elsewhere])]
        self.lessons.set_groups(courses)
        self.exam.clear()
        self.exam.addItem(t("not yet set"), None)
        for exam in exams:
            self.exam.addItem(exam.name, exam.exam_id)
        today = local_date(self.context.office.clock.now())
        self.set_heading(
            plan.name if plan else t("New plan"),
            t("Say who must learn what by when. Everything is counted at once when you save."),
        )
        self.close_action.setVisible(plan is not None)
        if plan is None:
            self._show_stage(
                self.first_share,
                self.first_day,
                Stage(date(today.year, 6, 30), Fraction(4, 5))
                if today.month < 7
                else Stage(date(today.year, 12, 31), Fraction(4, 5)),
            )
            self._show_stage(
                self.second_share,
                self.second_day,
                Stage(date(today.year, 12, 31), Fraction(1))
                if today.month < 7
                else Stage(date(today.year + 1, 6, 30), Fraction(1)),
            )
            self.lessons.choose([])
            return
        self.close_action.set_text(t("Open again") if plan.closed_at else t("Close the plan"))
        self.name.setText(plan.name)
        self.unit.setCurrentIndex(max(0, self.unit.findData(plan.unit_id)))
        self.tiers.choose(plan.scope.tiers)
        self.categories.choose(plan.scope.categories)
        self.lessons.choose(plan.requirement.lessons)
        self.hours.setValue(float(plan.requirement.hours))
        if self.exam.findData(plan.requirement.exam_id) < 0:
            # Held by a unit out of reach; saving must not take it out of the plan.
            self.exam.addItem(t("as it was"), plan.requirement.exam_id)
        self.exam.setCurrentIndex(self.exam.findData(plan.requirement.exam_id))
        self._show_stage(self.first_share, self.first_day, plan.stages[0])
        if len(plan.stages) > 1:
            self._show_stage(self.second_share, self.second_day, plan.stages[1])
        else:
            self.second_share.setValue(0)
        self._closed = plan.closed_at is not None

    def _show_stage(self, share: QSpinBox, by: QDateEdit, stage: Stage) -> None:
        share.setValue(int(stage.share * 100))
        by.setDate(QDate(stage.by.year, stage.by.month, stage.by.day))

    # -- what a person does

    def draft(self) -> PlanDraft:
        """Give what stands in the form."""
        stages = []
        for share, by in ((self.first_share, self.first_day), (self.second_share, self.second_day)):
            if share.value():
                day = by.date()
                stages.append(Stage(date(day.year(), day.month(), day.day()), Fraction(share.value(), 100)))
        return PlanDraft(
            self.name.text(),
            self.unit.currentData() or "",
            tuple(stages),
            tuple(self.lessons.chosen),
            Fraction(str(self.hours.value())),
            self.exam.currentData(),
            tuple(self.tiers.chosen),
            tuple(self.categories.chosen),
        )

    def _save(self) -> None:
        self.form.clear_complaints()
        office, actor, draft, plan_id = self.context.office, self.context.actor, self.draft(), self._plan_id
        if plan_id:
            self.run_long(
                lambda _progress: change_plan(office, actor, plan_id, draft),
                self._on_saved,
                failed=self._on_refused,
                title=t("Counting"),
                writes=True,
            )
        else:
            self.run_long(
                lambda _progress: create_plan(office, actor, draft),
                self._on_saved,
                failed=self._on_refused,
                title=t("Counting"),
                writes=True,
            )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.code == "plan_without_name":
            self.form.complain(self.name, str(say(error.code, error.facts)))
        else:
            self.say_error(error)

    def _on_saved(self, saved: tuple[Plan, Changes]) -> None:
        plan, changes = saved
        self._plan_id = plan.id
        self.context.hub.tell(changes)
        self.context.navigate("office.dashboard", plan_id=plan.id)

    def _close(self) -> None:
        office, actor, plan_id = self.context.office, self.context.actor, self._plan_id
        if plan_id:
            reopen = self._closed
            self.run(lambda: close_plan(office, actor, plan_id, reopen=reopen), self._on_closed, writes=True)

    def _on_closed(self, saved: tuple[Plan, Changes]) -> None:
        plan, changes = saved
        self.context.hub.tell(changes)
        self.tell(t("The plan is closed; its figures stand still.") if plan.closed_at else t("The plan is open again."))


def build(context: PageContext) -> Page:
    """Make the page."""
    return PlanEditPage(context)


def prepare_tour(page: Page) -> None:
    """Show the newest plan rather than an empty form."""
    found = plans(page.context.office, page.context.actor)
    if found:
        page.enter(plan_id=found[0].plan_id)
