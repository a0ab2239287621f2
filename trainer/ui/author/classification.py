"""Where a question belongs: point, tier, difficulty, level of thinking, law basis, words to find it by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.question import Bloom, LawBasis, Question
from trainer.ui.author.editors.base import ExactField, Field, WordBox
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets.chips import FilterChips
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label, restyle
from trainer.wording import t
from trainer.wording.question_terms import BLOOM, bloom_name, difficulty_name, tier_names

_BETWEEN = re.compile(r"[,，、;；]\s*")
_LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A knowledge point to choose: its code, its course's code, and its words."""

    code: str
    course: str
    words: str


class PointBox(QComboBox):
    """Knowledge points, found by any part of their code or words."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: list[PointChoice] = []
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(t("Knowledge point"))
        line, finder = self.lineEdit(), self.completer()
        assert line is not None
        assert finder is not None
        line.setPlaceholderText(t("type a part of its name"))
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def set_choices(self, choices: Sequence[PointChoice]) -> None:
        """Offer points; the chosen one stays."""
        chosen = self.chosen()
        self._choices = list(choices)
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            self.addItem(f"{choice.code}  {choice.words}")
        self.blockSignals(False)
        self.choose(*chosen)

    def chosen(self) -> tuple[str, str]:
        """Give code and course; a point that is not in the tree is taken as written."""
        said = self.currentText().strip()
        code = said.partition(" ")[0]
        course = next((choice.course for choice in self._choices if choice.code == code), "")
        return code, course

    def choose(self, code: str, _course: str = "") -> None:
        """Choose a point by its code."""
        place = next((n for n, choice in enumerate(self._choices) if choice.code == code), -1)
        self.blockSignals(True)
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(code)
        self.blockSignals(False)

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class Classification(QWidget):
    """The fields beside the text of a question.

    Signals:
        edited(): changed by the person.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        column = Column(self, gap=12)
        self.point = PointBox()
        self.tier = FilterChips([(letter, tier_names(letter)) for letter in "ABC"])
        self.difficulty = FilterChips([(str(level), f"{level} {difficulty_name(level)}") for level in _LEVELS])
        self.bloom = WordBox(t("Level of thinking"), [(Bloom(level), bloom_name(level)) for level in BLOOM])
        self.points = ExactField(t("Marks it carries"), WHOLE)
        self.teaches = Field(t("Taught on"), t("lesson#screen, such as L0901#heading"))
        self.tags = Field(t("Tags"), t("separated by commas"))
        self.departments = Field(t("Departments"), t("only for these; empty for all"))
        self.source = Field(t("Source"))
        self.category = Field(t("Category"))
        self.name_field = Field(t("Name in lists"))
        self.enemies = Field(t("Never on one paper with"), t("codes of questions"))
        self.law_title = Field(t("Law or rule"), t("title"))
        self.law_version = Field(t("Version of the law"), t("version, such as 2024"))
        self.law_article = Field(t("Article"), t("article"))
        self.law_review = Field(t("Look again by"), t("year-month-day"))
        self._add(column, t("Knowledge point"), self.point)
        self._add(column, t("For whom"), self.tier)
        self._add(column, t("Difficulty"), self.difficulty)
        pair = QWidget()
        flow = Flow(pair, gap=12, equal=True)
        for name, field in (
            (t("Level of thinking"), self.bloom),
            (t("Marks it carries"), self.points),
            (t("Tags"), self.tags),
            (t("Departments"), self.departments),
            (t("Source"), self.source),
            (t("Taught on"), self.teaches),
            (t("Category"), self.category),
            (t("Name in lists"), self.name_field),
            (t("Never on one paper with"), self.enemies),
            (t("Law or rule"), self.law_title),
            (t("Version of the law"), self.law_version),
            (t("Article"), self.law_article),
            (t("Look again by"), self.law_review),
        ):
            box = QWidget()
            self._add(Column(box, gap=0), name, field)
            bind_size(box, min_width=200)
            flow.addWidget(box)
        column.addWidget(pair)
        self._listen()

    def set_points(self, choices: Sequence[PointChoice]) -> None:
        """Offer the knowledge points of the tree."""
        self.point.set_choices(choices)

    def show_question(self, question: Question) -> None:
        """Show where a question belongs."""
        self._question = question
        self.point.choose(question.knowledge_point)
        self.tier.choose(list(question.tier))
        self.difficulty.choose([str(question.difficulty)] if question.difficulty else [])
        self.bloom.set_value(question.bloom)
        self.points.set_value(question.points)
        screen = f"#{question.teaches_screen}" if question.teaches_screen else ""
        law = question.law or LawBasis("", "")
        for field, text in (
            (self.teaches, question.teaches_lesson + screen),
            (self.tags, ", ".join(question.tags)),
            (self.departments, ", ".join(question.departments)),
            (self.source, question.source),
            (self.category, question.category),
            (self.name_field, question.name),
            (self.enemies, ", ".join(question.enemies)),
            (self.law_title, law.title),
            (self.law_version, law.version),
            (self.law_article, law.article),
            (self.law_review, law.review_by),
        ):
            field.setText(text)
        self._check_day()

    def values(self) -> dict[str, Any]:
        """Give what is chosen as attributes of :class:`Question`."""
        point, course = self.point.chosen()
        shown = self._question
        if shown is not None and point == shown.knowledge_point:
            course = shown.course or course
        lesson, _, screen = self.teaches.text().strip().partition("#")
        title = self.law_title.text().strip()
        law = None
        if title:
            day = self.law_review.text().strip()
            law = LawBasis(
                title, self.law_version.text().strip(), self.law_article.text().strip(), day if _is_day(day) else ""
            )
        chosen = self.difficulty.chosen
        return {
            "knowledge_point": point,
            "course": course,
            "tier": "".join(self.tier.chosen),
            "difficulty": int(chosen[-1]) if chosen else 0,
            "bloom": self.bloom.value(),
            "points": self.points.value() or WHOLE,
            "teaches_lesson": lesson.strip(),
            "teaches_screen": screen.strip(),
            "tags": _words(self.tags.text()),
            "departments": _words(self.departments.text()),
            "source": self.source.text().strip(),
            "category": self.category.text().strip(),
            "name": self.name_field.text().strip(),
            "enemies": _words(self.enemies.text()),
            "law": law,
        }

    def _add(self, column: Column, name: str, field: QWidget) -> None:
        label = Label(name, "caption", "quiet")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        if not field.accessibleName():
            field.setAccessibleName(name)

    def _listen(self) -> None:
        self.point.currentTextChanged.connect(self._tell)
        self.tier.changed.connect(self._tell)
        self.difficulty.changed.connect(self._on_difficulty)
        self.bloom.currentIndexChanged.connect(self._tell)
        self.law_review.textEdited.connect(self._check_day)
        for field in self.findChildren(Field) + self.findChildren(ExactField):
            field.textEdited.connect(self._tell)

    def _tell(self, *_anything: object) -> None:
        self.edited.emit()

    def _on_difficulty(self, chosen: list[str]) -> None:
        # One level or none: the one pressed last takes the place of the other.
        before = str(self._question.difficulty) if self._question is not None else ""
        self.difficulty.choose([key for key in chosen if key != before][-1:] or chosen[:1])
        self.edited.emit()

    def _check_day(self, _text: str = "") -> None:
        day = self.law_review.text().strip()
        restyle(self.law_review, state="" if not day or _is_day(day) else "bad")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip() for part in _BETWEEN.split(text)) if word)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
