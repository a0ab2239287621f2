"""Where the units of a plan stand: four figures, the way to the target, the units in protocol order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QWidget

from trainer.domain.kernel.changes import Area
from trainer.domain.people.roles import Right
from trainer.domain.training.plan import Stage
from trainer.services.overviews.progress import (
    PlanBoard,
    PlanLine,
    UnitLine,
    Which,
    burn_up,
    plan_board,
    plans,
)
from trainer.ui.leader.board_words import day, definitions, percent, short_of, time_left, whole_percent
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Row
from trainer.ui.widgets import Card, DataTable, Flow, KeyFigure, LineChart, Series, StateBadge
from trainer.ui.widgets.files import choose_target
from trainer.ui.widgets.text import Label
from trainer.wording import t

# Below this many rows the table shows all of itself; above it scrolls within the page.
_ROWS_IN_SIGHT: Final = 12


class BoardPage(Page):
    """One plan within the actor's reach.

    Args:
        context: what the page may use.
        page_id: leader.dashboard, office.dashboard or oversight.progress.
        title, sentence: already translated.
        may_plan: offer to make a plan where there is none.
    """

    depends_on = frozenset({Area.PROGRESS, Area.PLANS, Area.UNITS})

    def __init__(
        self, context: PageContext, page_id: str, title: str, sentence: str, *, may_plan: bool = False
    ) -> None:
        super().__init__(context, page_id, title, sentence, max_width=1280)
        self._may_plan = may_plan
        self._plan_id: str | None = None
        self._board: PlanBoard | None = None
        self._build()

    def _build(self) -> None:
        head = Row(gap=12)
        self.plan_picker = QComboBox()
        self.plan_picker.setAccessibleName(t("Plan"))
        self.plan_picker.activated.connect(self._on_plan_picked)
        self._time = StateBadge("", "quiet")
        head.addWidget(self.plan_picker)
        head.addWidget(self._time)
        head.addStretch(1)
        self.body.addLayout(head)

        figures = QWidget()
        flow = Flow(figures, gap=12, equal=True)
        self.trained = KeyFigure(t("Trained"))
        self.due = KeyFigure(t("Due"))
        self.learned = KeyFigure(t("Learned"))
        self.passed = KeyFigure(t("Passed"))
        for figure in (self.trained, self.due, self.learned, self.passed):
            flow.addWidget(figure)
        self.trained.clicked.connect(self._open_trained)
        self.due.clicked.connect(self._open_due)
        self.learned.clicked.connect(self._open_learned)
        self.passed.clicked.connect(self._open_passed)
        self.body.addWidget(figures)

        way = Card(t("The way to the target"))
        self.chart = LineChart(t("People trained over time, with the target"))
        way.body.addWidget(self.chart)
        self.body.addWidget(way)

        units = Card(t("Units"))
        units.body.addWidget(Label(t("Open a unit to see the names of those not yet trained."), "caption"))
        self.table: DataTable[UnitLine] = DataTable(self._columns(), t("Units"), frozen=True)
        self.table.opened.connect(self._open_unit)
        units.body.addWidget(self.table)
        self.body.addWidget(units)
        self.body.addWidget(Label(definitions(), "caption", "quiet"))
        self.body.addStretch(1)

        self.set_primary(t("Urge"), self._open_missing, "bell-ring")
        self._tools = [
            self.add_action(t("Print one page"), self._print, "printer"),
            self.add_action(t("Export"), self._export, "file-spreadsheet"),
        ]

    # -- reading

    def enter(self, plan_id: str | None = None, **args: Any) -> None:
        if plan_id:
            self._plan_id = plan_id
        super().enter(**args)

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> tuple[list[PlanLine], PlanBoard | None, list[tuple[date, int]]]:
        office, actor = self.context.office, self.context.actor
        lines = plans(office, actor)
        board = plan_board(office, actor, self._plan_id)
        way = burn_up(office, actor, board.plan.id, board.total.unit_id) if board else []
        return lines, board, way

    def _show(self, read: tuple[list[PlanLine], PlanBoard | None, list[tuple[date, int]]]) -> None:
        lines, board, way = read
        self._board = board
        if board is None:
            self._show_nothing()
            return
        self.show_body()
        self._show_tools(True)
        self._plan_id = board.plan.id
        self.plan_picker.clear()
        for line in lines:
            self.plan_picker.addItem(line.name, line.plan_id)
        self.plan_picker.setCurrentIndex(max(0, self.plan_picker.findData(board.plan.id)))
        self._time.show_state(time_left(board), "bad" if board.is_overdue else "quiet", "clock")
        self._show_figures(board)
        self._show_way(board, way)
        self.table.set_records(board.units)
        rows = min(max(len(board.units), 3), _ROWS_IN_SIGHT)
        self.table.setMinimumHeight(self.context.theme.px(40) * (rows + 1) + self.context.theme.px(8))

    def _show_tools(self, seen: bool) -> None:
        for button in (self.primary, *self._tools):
            if button is not None:
                button.setVisible(seen)

    def _show_nothing(self) -> None:
        self._show_tools(False)
        if self._may_plan:
            self.show_empty(
                "target",
                t("There is no plan yet. A plan says who must learn what by when; then this page counts."),
                t("Make the first plan"),
                self._make_plan,
            )
        else:
            self.show_empty("target", t("There is no plan for your unit yet. The training office makes it."))

    def _show_figures(self, board: PlanBoard) -> None:
        total = board.total
        reached = total.people_needed == 0 and total.due > 0
        self.trained.show_figure(
            str(total.trained),
            t("{rate}, {short}", rate=percent(total.rate), short=short_of(total, board.stage.share)),
            "good" if reached else ("bad" if board.is_overdue else "warn"),
        )
        exempt = t("{n} exempt with a reason", n=total.exempt) if total.exempt else t("all on the roster")
        self.due.show_figure(str(total.due), exempt)
        self.learned.show_figure(str(total.learned), t("{n} still learning", n=total.due - total.learned))
        self.passed.show_figure(str(total.passed), t("{n} not yet passed", n=total.due - total.passed))

    def _show_way(self, board: PlanBoard, way: list[tuple[date, int]]) -> None:
        today = board.as_of.date()
        start = min([on for on, _ in way] + [board.plan.made_at.date()])
        points = [(float(start.toordinal()), 0.0)]
        for on, trained in way:
            points.append((float(on.toordinal()), points[-1][1]))
            points.append((float(on.toordinal()), float(trained)))
        if today.toordinal() > points[-1][0]:
            points.append((float(today.toordinal()), points[-1][1]))
        steps = _target_steps(start, board.plan.stages, board.total.due)
        end = board.plan.deadline
        self.chart.show_lines(
            [
                Series(t("trained"), tuple(points), "primary"),
                Series(t("target"), steps, "accent", "dashed"),
            ],
            _month_ticks(start, max(end, today)),
            marks=[(float(today.toordinal()), t("today"))],
        )

    def _columns(self) -> list[TableColumn[UnitLine]]:
        return [
            TableColumn(t("Unit"), _unit_order, _unit_name, width=240, stretches=True),
            TableColumn(t("Due"), lambda line: line.due, width=76, is_number=True),
            TableColumn(t("Learned"), lambda line: line.learned, width=84, is_number=True),
            TableColumn(t("Passed"), lambda line: line.passed, width=84, is_number=True),
            TableColumn(t("Trained"), lambda line: line.trained, width=84, is_number=True),
            TableColumn(
                t("Completion rate"),
                lambda line: float(line.rate) if line.rate is not None else None,
                lambda line: percent(line.rate),
                width=210,
                bar=lambda line: float(line.rate) if line.rate is not None else None,
            ),
            TableColumn(
                t("People needed"),
                lambda line: line.people_needed,
                lambda line: str(line.people_needed) if line.people_needed else t("reached"),
                width=120,
                state=lambda line: None if line.due == 0 else ("good" if line.people_needed == 0 else "warn"),
            ),
        ]

    # -- what a person does

    def _on_plan_picked(self, index: int) -> None:
        self._plan_id = self.plan_picker.itemData(index)
        self.read_again()

    def _make_plan(self) -> None:
        self.context.navigate("office.plan_edit")

    def _open_trained(self) -> None:
        self._open(Which.TRAINED)

    def _open_due(self) -> None:
        self._open(Which.DUE)

    def _open_learned(self) -> None:
        self._open(Which.LEARNED)

    def _open_passed(self) -> None:
        self._open(Which.PASSED)

    def _open_missing(self) -> None:
        self._open(Which.MISSING)

    def _open_unit(self, line: UnitLine) -> None:
        self._open(Which.MISSING, line.unit_id)

    def _open(self, which: Which, unit_id: str | None = None) -> None:
        if self._board is not None:
            self.context.navigate(
                "office.residual",
                plan_id=self._board.plan.id,
                unit_id=unit_id or self._board.total.unit_id,
                which=which.value,
            )

    def _print(self) -> None:
        if self._board is None:
            return
        target = choose_target(self, t("Save the one-page report"), self._file_name("pdf"), "PDF (*.pdf)")
        if target is not None:
            self.run_long(lambda _progress: self._write_pdf(target), self._on_written, title=t("Writing the report"))

    def _export(self) -> None:
        if self._board is None:
            return
        target = choose_target(self, t("Export the figures"), self._file_name("xlsx"), "Excel (*.xlsx)")
        if target is not None:
            self.run_long(lambda _progress: self._write_xlsx(target), self._on_written, title=t("Writing the table"))

    def _file_name(self, ending: str) -> str:
        assert self._board is not None
        return f"{self._board.plan.name}_{self._board.as_of.date().isoformat()}.{ending}"

    def _write_pdf(self, target: Path) -> Path:
        from trainer.services import documents

        assert self._board is not None
        documents.progress_pdf(
            self.context.office, self.context.actor, self._board.plan.id, self._board.total.unit_id, target
        )
        return target

    def _write_xlsx(self, target: Path) -> Path:
        from trainer.services import documents

        assert self._board is not None
        documents.progress_xlsx(
            self.context.office, self.context.actor, self._board.plan.id, self._board.total.unit_id, target
        )
        return target

    def _on_written(self, target: Path) -> None:
        self.tell(t("Written: {file}", file=str(target)))


def _unit_order(line: UnitLine) -> str:
    return line.name


def _unit_name(line: UnitLine) -> str:
    # An em space a level: the tree stays readable in a plain table and in a copy of it.
    return "\u2003" * line.depth + line.name


def _target_steps(start: date, stages: tuple[Stage, ...], due: int) -> tuple[tuple[float, float], ...]:
    points = []
    begin = float(start.toordinal())
    for stage in stages:
        people = float(-(-due * stage.share.numerator // stage.share.denominator))
        points += [(begin, people), (float(stage.by.toordinal()), people)]
        begin = float(stage.by.toordinal())
    return tuple(points)


def _month_ticks(start: date, end: date) -> list[tuple[float, str]]:
    months = max(1, (end.year - start.year) * 12 + end.month - start.month)
    step = 1 if months <= 8 else 2 if months <= 16 else 3
    ticks = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        first = date(year, month, 1)
        if first >= start:
            ticks.append((float(first.toordinal()), t("{month}/{year}", month=month, year=year)))
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return ticks


def stage_words(stages: tuple[Stage, ...]) -> str:
    """Write the targets of a plan in one line: 80 % by ..., 100 % by ..."""
    return t("; ").join(t("{share} by {day}", share=whole_percent(stage.share), day=day(stage.by)) for stage in stages)


def may_plan(context: PageContext) -> bool:
    """Tell whether the actor makes plans."""
    return context.actor.may(Right.MANAGE_PLANS)
