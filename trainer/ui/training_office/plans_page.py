"""All plans in a list."""

from __future__ import annotations

from trainer.domain.kernel.changes import Area
from trainer.services.overviews.progress import PlanLine, plans
from trainer.ui.leader.board_words import day, percent, whole_percent
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.widgets import DataTable
from trainer.wording import t


class PlansPage(Page):
    """Plans, newest first; a row opens the plan for editing."""

    depends_on = frozenset({Area.PLANS, Area.PROGRESS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "office.plans",
            t("Plans"),
            t("A plan says who must learn what by when, and which share must be reached."),
            scroll=False,
            max_width=0,
        )
        self.table: DataTable[PlanLine] = DataTable(
            [
                TableColumn(t("Plan"), lambda line: line.name, width=236, stretches=True),
                TableColumn(t("Unit"), lambda line: line.unit_name, width=130),
                TableColumn(t("Last day"), lambda line: line.deadline, lambda line: day(line.deadline), width=140),
                TableColumn(
                    t("Target now"),
                    lambda line: line.target,
                    lambda line: whole_percent(line.target),
                    96,
                    is_number=True,
                ),
                TableColumn(t("Due"), lambda line: line.due, width=64, is_number=True),
                TableColumn(t("Trained"), lambda line: line.trained, width=76, is_number=True),
                TableColumn(
                    t("Completion rate"),
                    lambda line: float(line.rate) if line.rate is not None else None,
                    lambda line: percent(line.rate),
                    width=180,
                    bar=lambda line: float(line.rate) if line.rate is not None else None,
                ),
                TableColumn(
                    t("State"),
                    lambda line: line.is_closed,
                    _state_word,
                    width=132,
                    state=_state_tone,
                ),
            ],
            t("Plans"),
            frozen=True,
        )
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self.set_primary(t("New plan"), self._new, "plus")
        self._tools = [
            self.add_action(t("Show figures"), self._show_figures, "chart-column"),
            self.add_action(t("Edit"), self._edit, "square-pen"),
        ]

    def refresh(self) -> None:
        self.run(lambda: plans(self.context.office, self.context.actor), self._show)

    def _show(self, lines: list[PlanLine]) -> None:
        # The empty page has its own button for the first step.
        for button in (self.primary, *self._tools):
            if button is not None:
                button.setVisible(bool(lines))
        if not lines:
            self.show_empty(
                "target",
                t("There is no plan yet. The first step: name it, choose the unit, the lessons, the exam and the day."),
                t("Make the first plan"),
                self._new,
            )
            return
        self.show_body()
        self.table.set_records(lines)
        if self.table.current is None:
            self.table.view.selectRow(0)

    def _new(self) -> None:
        self.context.navigate("office.plan_edit")

    def _open(self, line: PlanLine) -> None:
        self.context.navigate("office.plan_edit", plan_id=line.plan_id)

    def _edit(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    def _show_figures(self) -> None:
        if self.table.current is not None:
            self.context.navigate("office.dashboard", plan_id=self.table.current.plan_id)


def _state_word(line: PlanLine) -> str:
    if line.is_closed:
        return t("closed")
    return t("reached") if line.people_needed == 0 and line.due else t("under way")


def _state_tone(line: PlanLine) -> str:
    if line.is_closed:
        return "quiet"
    return "good" if line.people_needed == 0 and line.due else "info"


def build(context: PageContext) -> Page:
    """Make the page."""
    return PlansPage(context)
