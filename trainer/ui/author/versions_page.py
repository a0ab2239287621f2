"""The versions of one question: who made which when, two of them beside each other, and how often each was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer.domain.kernel.changes import Area
from trainer.domain.people.roles import Right
from trainer.domain.question_bank.differences import Part
from trainer.services.overviews import question_use
from trainer.services.overviews.question_use import QuestionUse, UnitUse, VersionUse
from trainer.services.overviews.questions import QuestionFilter, list_questions
from trainer.services.question_versions import SideBySide as TwoVersions
from trainer.services.question_versions import VersionInfo, list_versions, side_by_side
from trainer.ui.administrator.moments import minute
from trainer.ui.author.editors.base import WordBox
from trainer.ui.models.record_table import TableColumn
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, DataTable, FilterChips, Label
from trainer.wording import t, tn
from trainer.wording.question_parts import part_name

_ALL: Final = "all"
# A shipped question that the tour works on.
TOUR_QUESTION: Final = "Q-K0903b-001"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: how it was made, and how it did (None where it was never asked)."""

    version: int
    info: VersionInfo
    use: VersionUse | None


@dataclass(frozen=True, slots=True)
class _Read:
    versions: tuple[VersionInfo, ...]
    use: QuestionUse


class VersionsPage(Page):
    """History of one question; nothing of it can be changed here."""

    depends_on = frozenset({Area.QUESTIONS})

    def __init__(self, context: PageContext) -> None:
        super().__init__(
            context,
            "author.versions",
            t("Versions"),
            t("Sittings keep the version they asked, whatever was changed since."),
            max_width=1240,
        )
        self._code = ""
        self._wanted: tuple[int, int] | None = None
        self._read_versions: tuple[VersionInfo, ...] = ()
        self.versions: DataTable[VersionLine] = DataTable(
            [
                TableColumn(t("Version"), lambda one: one.version, width=76, is_number=True),
                TableColumn(
                    t("Made at"), lambda one: one.info.made_at, lambda one: minute(one.info.made_at), width=150
                ),
                TableColumn(
                    t("By"), lambda one: one.info.author, lambda one: one.info.author or "—", width=80, stretches=True
                ),
                TableColumn(
                    t("Standing"),
                    lambda one: _standing(one.info),
                    width=176,
                    state=lambda one: "good" if one.info.is_current else "quiet",
                ),
                TableColumn(t("Asked"), lambda one: one.info.shown, width=80, is_number=True),
                TableColumn(
                    t("Answered"),
                    lambda one: one.use.answered if one.use else None,
                    width=98,
                    is_number=True,
                    yields=True,
                ),
                TableColumn(
                    t("Marks earned"),
                    lambda one: one.use.facility if one.use else None,
                    _earned,
                    width=116,
                    is_number=True,
                ),
                TableColumn(
                    t("Wholly right"),
                    lambda one: one.use.wholly_right if one.use else None,
                    _whole,
                    width=116,
                    is_number=True,
                    yields=True,
                ),
                TableColumn(t("Last"), lambda one: one.use.last_at if one.use else None, _last, width=124, yields=True),
            ],
            t("Versions"),
        )
        self.units: DataTable[UnitUse] = DataTable(
            [
                TableColumn(t("Unit"), lambda one: one.unit_name, width=190, stretches=True),
                TableColumn(t("Asked"), lambda one: one.shown, width=110, is_number=True),
                TableColumn(
                    t("Marks earned"),
                    lambda one: one.facility,
                    lambda one: _share(one.facility),
                    width=124,
                    yields=True,
                ),
                TableColumn(t("Last"), lambda one: one.last_at, lambda one: minute(one.last_at), width=180),
            ],
            t("Use by unit"),
            empty=t("Never asked in an examination."),
        )
        top = Card(t("All versions"))
        self.summary = Label("", "body", "quiet")
        top.body.addWidget(self.summary)
        bind_size(self.versions, min_height=170)
        top.body.addWidget(self.versions)
        self.body.addWidget(top)
        self.body.addWidget(self._compare_part())
        below = Card(t("Where it was asked"))
        bind_size(self.units, min_height=220)
        below.body.addWidget(self.units)
        self.body.addWidget(below)
        if context.actor.may(Right.EDIT_QUESTIONS):
            self.add_action(t("Edit"), self._edit, "pencil")

    def _compare_part(self) -> QWidget:
        card = Card(t("Two versions beside each other"))
        self.chips = FilterChips([("changed", t("only what differs")), (_ALL, t("all parts"))], exclusive=True)
        self.chips.changed.connect(self._compare)
        card.body.addWidget(self.chips)
        self.left = WordBox(t("Earlier version"), [])
        self.right = WordBox(t("Later version"), [])
        # The boxes are the heads of the two columns below.
        row = Row(gap=16)
        for box in (self.left, self.right):
            box.currentIndexChanged.connect(self._compare)
            half = Row(gap=0)
            half.addWidget(box)
            half.addStretch(1)
            row.addLayout(half, 1)
        self.boxes = QWidget()
        self.boxes.setLayout(row)
        card.body.addWidget(self.boxes)
        holder = QWidget()
        self.parts = Column(holder, gap=0)
        card.body.addWidget(holder)
        return card

    def enter(self, **args: Any) -> None:
        """Show the question of ``code``; without one, the first of the bank.

        Args:
            args: ``code``; ``left`` and ``right``, numbers of two versions to compare.
        """
        self._code = str(args.get("code") or "")
        both = (args.get("left"), args.get("right"))
        self._wanted = (int(both[0]), int(both[1])) if both[0] is not None and both[1] is not None else None
        self.read_again()

    def refresh(self) -> None:
        self.run(self._read, self._show)

    def _read(self) -> _Read | None:
        office, actor = self.context.office, self.context.actor
        if not self._code:
            found = list_questions(office, actor, QuestionFilter(), limit=1).lines
            if not found:
                return None
            self._code = found[0].code
        return _Read(list_versions(office, actor, self._code), question_use.use_of(office, actor, self._code))

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.show_empty("git-compare", t("The bank is empty."), t("Import questions"), self._import)
            return
        self.show_body()
        self.set_heading(
            t("Versions of {code}", code=self._code),
            t("Sittings keep the version they asked, whatever was changed since."),
        )
        self._read_versions = read.versions
        by_version = {one.version: one for one in read.use.versions}
        self.versions.set_records([VersionLine(one.version, one, by_version.get(one.version)) for one in read.versions])
        self.units.set_records(list(read.use.units))
        words = tn("Asked once in examinations.", "Asked {n} times in examinations.", read.use.shown)
        self.summary.setText(words + " " + tn("Practised once.", "Practised {n} times.", read.use.practised))
        numbers = [(one.version, t("version {n}", n=one.version)) for one in read.versions]
        self.left.set_words(numbers)
        self.right.set_words(numbers)
        if len(numbers) > 1:
            self.left.set_value(numbers[1][0])
        if self._wanted is not None:
            self.left.set_value(self._wanted[0])
            self.right.set_value(self._wanted[1])
        for widget in (self.boxes, self.chips):
            widget.setVisible(len(numbers) > 1)
        self._compare()

    def _compare(self, *_anything: object) -> None:
        if len(self._read_versions) < 2:
            self._show_parts(None)
            return
        office, actor, code = self.context.office, self.context.actor, self._code
        left, right = self.left.value(), self.right.value()
        self.run(lambda: side_by_side(office, actor, code, left, right), self._show_parts)

    def _show_parts(self, two: TwoVersions | None) -> None:
        while self.parts.count():
            item = self.parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if two is None:
            self.parts.addWidget(Label(t("There is only one version."), "body", "quiet"))
            return
        shown = two.parts if _ALL in self.chips.chosen else two.changed
        for part in shown:
            self.parts.addWidget(_line(part))
        if not shown:
            self.parts.addWidget(Label(t("These two say the same."), "body", "quiet"))

    def _edit(self) -> None:
        self.context.navigate("author.edit", code=self._code)

    def _import(self) -> None:
        self.context.navigate("author.import")


def _line(part: Part) -> QWidget:
    """One part of the question in both versions, with its name above."""
    box = QWidget()
    box.setObjectName("compared")
    column = Column(box, gap=2, margins=(0, 8, 0, 8))
    name = " ".join(part_name(step) if isinstance(step, str) else str(step) for step in part.path)
    column.addWidget(Label(name, "caption", "quiet"))
    row = Row(gap=16)
    for text, tone in ((part.left, "bad"), (part.right, "good")):
        words = Label("—" if text is None else text, "body", tone if part.is_changed else "")
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(words, 1)
    column.addLayout(row)
    return box


def _standing(one: VersionInfo) -> str:
    words = [t("in use")] if one.is_current else []
    words += [t("as shipped")] if one.is_shipped else []
    return t(", ").join(words) or "—"


def _earned(one: VersionLine) -> str:
    return _share(one.use.facility if one.use else None)


def _whole(one: VersionLine) -> str:
    return _share(one.use.wholly_right if one.use else None)


def _last(one: VersionLine) -> str:
    return minute(one.use.last_at)[:10] if one.use else "—"


def _share(share: Any) -> str:
    return "—" if share is None else f"{round(share * 100)} %"


def build(context: PageContext) -> Page:
    """Make the page."""
    return VersionsPage(context)


def prepare_tour(page: Page) -> None:
    """Show the question that was worked on."""
    if isinstance(page, VersionsPage):
        page.enter(code=TOUR_QUESTION)


__all__ = ["TOUR_QUESTION", "VersionLine", "VersionsPage", "build", "prepare_tour"]
