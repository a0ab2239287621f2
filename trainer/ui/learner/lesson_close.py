"""The close of a lesson: what is still wanting, or what it has brought and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from trainer.ui.widgets.card import Card
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.text import Label
from trainer.wording import t


class LessonClose(QWidget):
    """What stands behind the last screen.

    Args:
        is_complete: everything is there.
        sentence: what it has brought, or what is wanting, in one sentence.
        wanting: screen and sentence of each thing still wanting.

    Signals:
        screen_wanted(int): go to a screen.
        lessons_wanted(), practice_wanted(), sheet_wanted(): what the person wants next.
    """

    screen_wanted = Signal(int)
    lessons_wanted = Signal()
    practice_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(
        self,
        title: str,
        sentence: str,
        wanting: Sequence[tuple[int, str]],
        *,
        is_complete: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        whole = Column(self, gap=16)
        head = Row(gap=12)
        sign = QLabel()
        bind_icon(sign, "circle-check" if is_complete else "list-todo", "good" if is_complete else "primary", 32)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(gap=4)
        words.addWidget(Label(title, "reading_head"))
        words.addWidget(Label(sentence, "body", "quiet"))
        head.addLayout(words, 1)
        whole.addLayout(head)
        first: tuple[int, str] | None = next(iter(wanting), None)
        if wanting and not is_complete:
            card = Card(t("Still wanting"), gap=10)
            for screen, line in wanting:
                link = LinkButton(line, "circle-dashed")
                link.setProperty("screen", screen)
                link.clicked.connect(self._on_link)
                card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            whole.addWidget(card)
        holder = QWidget()
        buttons = Flow(holder, gap=12)
        if is_complete or first is None:
            buttons.addWidget(PrimaryButton(t("Choose the next lesson"), "book-open", self.lessons_wanted.emit))
        else:
            go_on = PrimaryButton(t("Go there now"), "arrow-right")
            go_on.setProperty("screen", first[0])
            go_on.clicked.connect(self._on_link)
            buttons.addWidget(go_on)
        buttons.addWidget(PlainButton(t("Practise this lesson"), "pencil-line", self.practice_wanted.emit))
        buttons.addWidget(PlainButton(t("Print the one-page sheet"), "printer", self.sheet_wanted.emit))
        whole.addWidget(holder)
        whole.addStretch(1)

    def _on_link(self) -> None:
        link = self.sender()
        if link is not None:
            self.screen_wanted.emit(int(link.property("screen")))
