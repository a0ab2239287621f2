"""What every way of answering has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final, TypeGuard

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.mixing import groups_of, split_order
from trainer.domain.question_bank.question import Question
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets.attached import Attached
from trainer.ui.widgets.badge import StateBadge
from trainer.ui.widgets.rich_text import text_view
from trainer.ui.widgets.text import Label
from trainer.wording import t

_VERDICT_WIDTH: Final = 84


class Answering(QWidget):
    """The part of a question that is answered. Child of its :class:`QuestionView`.

    Args:
        question: a frozen version; may lack its key.
        order: written indices in the order shown, one group after the other (``question_bank.mixing``); what does not fit
            the question is not used.
        attached: pictures and other files of the question.
        points: how many points may be set on a picture, for each part of a case; empty where the key tells.

    Signals:
        changed(bool): the person changed the response; true while they are typing, so that nobody saves every letter.
    """

    changed = Signal(bool)
    # The stem is part of it and not shown above (gaps within the text).
    holds_stem: ClassVar[bool] = False
    # How long typing must pause before the text is worth saving.
    pause_ms: ClassVar[int] = 500

    def __init__(
        self,
        question: Question,
        order: Sequence[int] | None,
        attached: Attached,
        points: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.attached = attached
        self.is_locked = False
        self.points = tuple(points)
        self.flat_order = tuple(order or ())
        self.orders = [list(one) for one in split_order(self.flat_order, groups_of(question))]
        self.order = self.orders[0] if self.orders else []
        self.build()

    @cached_property
    def column(self) -> Column:
        """Its rows; made when a kind first puts something in, so that a kind may lay itself out."""
        return Column(self, gap=8)

    # -- for kinds

    def build(self) -> None:
        """Make the widgets."""

    def response(self) -> dict[str, Any]:
        """Give the response as it is stored; ``{}`` when nothing is answered."""
        return {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        """Show a response without telling; what does not fit the question is left out."""

    def judge(self) -> None:
        """Show the key, one's own answer and the reasons; no more answers are taken."""

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that chooses; tell whether it was used."""
        del event
        return False

    def stops(self) -> list[QWidget]:
        """Give the widgets that take the focus, in reading order."""
        return []

    def first_stop(self) -> QWidget | None:
        """Give the widget where answering begins or goes on."""
        stops = self.stops()
        return stops[0] if stops else None

    def set_locked(self, locked: bool) -> None:
        """Take no more answers, or take them again."""
        self.is_locked = locked
        self.setEnabled(not locked)

    # -- for the view

    def focus_answer(self) -> None:
        """Put the focus where the answer is given."""
        stop = self.first_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- words that many kinds say

    def text(self, markdown: str, role: str = "reading", line_height: int = 116, *, reacts: bool = True) -> QWidget:
        """Make a widget for a text of the question; one that does not react leaves presses to what it lies on."""
        return text_view(markdown, role, line_height, self.attached, reacts=reacts)

    def key_line(self, key: str) -> QWidget:
        """Say a key that is plain text."""
        return Label(t("Key: {text}", text=key), "body_strong", "good")

    def reason(self, why: str) -> QWidget:
        """Say why."""
        return self.text(why, "body", 108)

    def verdict(self, *, is_right: bool) -> StateBadge:
        """Say right or wrong in icon, word and colour."""
        badge = StateBadge(t("Right") if is_right else t("Wrong"), "good" if is_right else "bad")
        # Alike in width, so that what stands before it stays in its column.
        bind_size(badge, min_width=_VERDICT_WIDTH)
        return badge


def indices(value: Any, size: int) -> list[int]:
    """Read a list of indices; what is none is left out."""
    if not isinstance(value, list | tuple):
        return []
    return [entry for entry in value if is_index(entry, size)]


def is_index(value: Any, size: int) -> TypeGuard[int]:
    """Tell whether a part of a response is an index into so many entries."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size


def entries(value: Any, size: int) -> list[Any]:
    """Read a list of a known length; missing entries are None, surplus ones are left out."""
    found = list(value) if isinstance(value, list | tuple) else []
    return (found + [None] * size)[:size]
