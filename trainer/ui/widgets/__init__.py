"""Widgets that pages share. They know the look and the keyboard, and nothing of the program's data beyond plain values.

Sentences come in from the page, already translated, except for the few words a widget always says itself (search,
previous, copy ...). Import them from here; each is loaded when first asked for, so that the sign-in page stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.ui.widgets.badge import StateBadge
    from trainer.ui.widgets.buttons import DangerButton, LinkButton, PlainButton, PrimaryButton, QuietButton
    from trainer.ui.widgets.card import Card, KeyFigure, rule, upright
    from trainer.ui.widgets.charts import BarRow, InlineBar, LineChart, ProgressRing, Series
    from trainer.ui.widgets.chips import FilterChips
    from trainer.ui.widgets.confirm import confirm
    from trainer.ui.widgets.empty import EmptyState
    from trainer.ui.widgets.flow import Flow
    from trainer.ui.widgets.form import Form
    from trainer.ui.widgets.lesson_view import LessonScreenView
    from trainer.ui.widgets.message import MessageBar
    from trainer.ui.widgets.pin_pad import PinPad
    from trainer.ui.widgets.question_view import QuestionView
    from trainer.ui.widgets.search_field import SearchField
    from trainer.ui.widgets.sheet_preview import SheetPreview
    from trainer.ui.widgets.steps import StepList
    from trainer.ui.widgets.table import DataTable
    from trainer.ui.widgets.text import Label
    from trainer.ui.widgets.unit_tree import UnitRow, UnitTree

_WHERE = {
    "StateBadge": "badge",
    "DangerButton": "buttons",
    "LinkButton": "buttons",
    "PlainButton": "buttons",
    "PrimaryButton": "buttons",
    "QuietButton": "buttons",
    "Card": "card",
    "KeyFigure": "card",
    "rule": "card",
    "upright": "card",
    "BarRow": "charts",
    "InlineBar": "charts",
    "LineChart": "charts",
    "ProgressRing": "charts",
    "Series": "charts",
    "FilterChips": "chips",
    "confirm": "confirm",
    "EmptyState": "empty",
    "Flow": "flow",
    "Form": "form",
    "LessonScreenView": "lesson_view",
    "MessageBar": "message",
    "PinPad": "pin_pad",
    "QuestionView": "question_view",
    "SearchField": "search_field",
    "SheetPreview": "sheet_preview",
    "StepList": "steps",
    "DataTable": "table",
    "Label": "text",
    "UnitRow": "unit_tree",
    "UnitTree": "unit_tree",
}

__all__ = [
    "BarRow",
    "Card",
    "DangerButton",
    "DataTable",
    "EmptyState",
    "FilterChips",
    "Flow",
    "Form",
    "InlineBar",
    "KeyFigure",
    "Label",
    "LessonScreenView",
    "LineChart",
    "LinkButton",
    "MessageBar",
    "PinPad",
    "PlainButton",
    "PrimaryButton",
    "ProgressRing",
    "QuestionView",
    "QuietButton",
    "SearchField",
    "Series",
    "SheetPreview",
    "StateBadge",
    "StepList",
    "UnitRow",
    "UnitTree",
    "confirm",
    "rule",
    "upright",
]


def __getattr__(name: str) -> Any:
    where = _WHERE.get(name)
    if where is None:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{where}"), name)
