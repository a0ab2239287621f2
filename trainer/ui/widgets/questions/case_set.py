"""A case: shared material, and its questions below it, or beside it where the window is wide enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from trainer.domain.question_bank.mixing import groups_of
from trainer.ui.theme import Column, theme
from trainer.ui.widgets.card import rule
from trainer.ui.widgets.questions.base import Answering, entries
from trainer.ui.widgets.text import Label
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.ui.widgets.question_view import QuestionView

# Material and questions stand side by side from this width on, at 100 %.
_BESIDE_FROM: Final = 960
_GAP: Final = 24


class _Material(QFrame):
    """The shared material; scrolls by itself where it is higher than what can be seen."""

    def __init__(self, words: QWidget) -> None:
        super().__init__()
        self.setObjectName("reason")
        whole = Column(self, gap=8, margins=(20, 16, 8, 16))
        whole.addWidget(Label(t("Material"), "caption_strong"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        holder.setObjectName("scrolled")
        inner = Column(holder, gap=0, margins=(0, 0, 12, 0))
        inner.addWidget(words)
        inner.addStretch(1)
        self._holder = holder
        self._area.setWidget(holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(self._area, 1)
        self._head = whole

    def high_at(self, width: int) -> int:
        """Give the height at which nothing of it needs scrolling."""
        look = theme()
        inner = width - look.gap(28)
        layout = self._holder.layout()
        words = layout.heightForWidth(inner) if layout is not None and layout.hasHeightForWidth() else 0
        return words + look.gap(40) + look.px(24)


class CaseSet(Answering):
    """``{"parts": [{...}, {...}]}``: the responses of the sub-questions in their order."""

    holds_stem = True

    def build(self) -> None:
        from trainer.ui.widgets.question_view import QuestionView

        self.parts: list[QuestionView] = []
        self._material = _Material(self.text(self.question.stem, "reading", 121))
        self._material.setParent(self)
        self._questions = QWidget(self)
        column = Column(self._questions, gap=24)
        at = 0
        for number, part in enumerate(self.question.parts, 1):
            size = sum(len(group.texts) for group in groups_of(part))
            order, at = self.flat_order[at : at + size], at + size
            if number > 1:
                column.addWidget(rule())
            view = QuestionView(attached=self.attached.within(part.attachments), is_part=True)
            view.show_question(
                part, order=order or None, number=t("({n})", n=number), points=self.points[number - 1 : number]
            )
            view.response_changed.connect(self._on_part)
            self.parts.append(view)
            column.addWidget(view)
        column.addStretch(1)
        self._area: QScrollArea | None = None
        self._questions.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_look)

    # -- answering

    def response(self) -> dict[str, Any]:
        found = [view.response() for view in self.parts]
        return {"parts": found} if any(found) else {}

    def set_response(self, response: Mapping[str, Any]) -> None:
        for view, own in zip(self.parts, entries(response.get("parts"), len(self.parts)), strict=True):
            view.set_response(own if isinstance(own, Mapping) else {})

    def set_locked(self, locked: bool) -> None:
        self.is_locked = locked
        for view in self.parts:
            view.set_locked(locked)

    def judge(self) -> None:
        from trainer.ui.widgets.questions.marking import earned

        for view in self.parts:
            if view.question is not None:
                view.show_feedback(earned(view.question, view.response()))

    def press(self, event: QKeyEvent) -> bool:
        view = self._current()
        return view is not None and view.press(event)

    def stops(self) -> list[QWidget]:
        return [stop for view in self.parts for stop in view.stops()]

    def first_stop(self) -> QWidget | None:
        return next((stop for view in self.parts if (stop := view.first_stop()) is not None), None)

    # -- places

    @property
    def is_beside(self) -> bool:
        """Material and questions stand side by side."""
        return self.width() >= theme().px(_BESIDE_FROM)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        gap = theme().gap(_GAP)
        if width >= theme().px(_BESIDE_FROM):
            left = (width - gap) * 9 // 20
            return max(self._high(width - gap - left), min(self._material.high_at(left), theme().px(420)))
        return self._material.high_at(width) + gap + self._high(width)

    def sizeHint(self) -> QSize:
        width = theme().px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._questions and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._arrange()
        return super().eventFilter(watched, event)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._find_area()
        self._arrange()

    # -- inside

    def _on_look(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _high(self, width: int) -> int:
        layout = self._questions.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def _find_area(self) -> None:
        """Follow the page's scrolling, so that the material stays in sight beside its questions."""
        if self._area is not None:
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            self._area = above
            above.verticalScrollBar().valueChanged.connect(self._arrange)

    def _arrange(self) -> None:
        gap, width = theme().gap(_GAP), self.width()
        if not self.is_beside:
            high = self._material.high_at(width)
            self._material.setGeometry(0, 0, width, high)
            self._questions.setGeometry(0, high + gap, width, max(1, self.height() - high - gap))
            return
        left = (width - gap) * 9 // 20
        self._questions.setGeometry(left + gap, 0, width - left - gap, max(1, self.height()))
        high = min(self._material.high_at(left), self.height())
        top = 0
        if self._area is not None:
            view, within = self._area.viewport(), self._area.widget()
            # A question that was put away is no longer within the page that scrolls.
            place = self.mapTo(within, QPoint(0, 0)).y() if within is not None and within.isAncestorOf(self) else 0
            seen_from = self._area.verticalScrollBar().value() - place
            high = min(high, view.height() - 2 * theme().gap(12))
            top = min(max(0, seen_from + theme().gap(12)), max(0, self.height() - high))
        self._material.setGeometry(0, top, left, max(theme().px(120), high))

    def _current(self) -> QuestionView | None:
        focus = self.focusWidget()
        for view in self.parts:
            if focus is not None and (focus is view or view.isAncestorOf(focus)):
                return view
        return self.parts[0] if self.parts else None

    def _on_part(self) -> None:
        view = self.sender()
        self.changed.emit(bool(getattr(view, "is_typing", False)))
