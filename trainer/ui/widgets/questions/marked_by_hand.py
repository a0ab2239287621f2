"""What is said after an answer that a person marks: that somebody does, what was expected, and by which criteria."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from trainer.domain.kernel.marks import show
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.card import rule
from trainer.ui.widgets.questions.base import Answering
from trainer.ui.widgets.text import Label
from trainer.wording import t


def marked_by_hand(answering: Answering) -> QWidget:
    """Make the panel for a question."""
    question = answering.question
    holder = QWidget()
    column = Column(holder, gap=12)
    head = Row(gap=8)
    sign = QLabel()
    bind_icon(sign, "user-round", "primary", 20)
    head.addWidget(sign)
    head.addWidget(Label(t("Marked by a person"), "body_strong", "primary", wrap=False))
    head.addStretch(1)
    column.addLayout(head)
    if question.model_answer:
        panel = QFrame()
        panel.setObjectName("try")
        words = Column(panel, gap=6, margins=(20, 12, 20, 14))
        words.addWidget(Label(t("Model answer"), "caption_strong"))
        words.addWidget(answering.text(question.model_answer))
        column.addWidget(panel)
    if question.rubric:
        criteria = Column(gap=8)
        criteria.addWidget(Label(t("Criteria"), "caption_strong"))
        for number, criterion in enumerate(question.rubric):
            if number:
                criteria.addWidget(rule())
            line = Row(gap=16)
            line.addWidget(answering.text(criterion.text, "body", 108), 1)
            share = t("{share} %", share=show(criterion.share * 100).removesuffix(".00"))
            line.addWidget(Label(share, "body_strong", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            criteria.addLayout(line)
        column.addLayout(criteria)
    return holder
