"""The privacy notice: what is kept, why, who sees it, how long, and what one may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QLabel, QWidget

from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import PrimaryButton
from trainer.ui.widgets.message import MessageBar
from trainer.ui.widgets.text import Label
from trainer.wording import N_, t

# SOURCE: Personal Information Protection Law of the PRC (2021), articles 17 (what must be told), 6 (least data), 19 (shortest
# storage), 45 (a copy on request).
_PARTS: Final = (
    (
        "id-card",
        N_("What is kept"),
        N_(
            "Your name, unit, post and staff number from the roster; where you stand in the lessons; your answers, marks and certificates. ID and telephone numbers only where your office entered them, encrypted and masked on every screen."
        ),
    ),
    (
        "target",
        N_("What for"),
        N_(
            "To train and examine you, to count honestly who has been trained, and to issue your certificate. For nothing else; nothing leaves this machine by itself, and there is no covert watching."
        ),
    ),
    (
        "eye",
        N_("Who sees it"),
        N_(
            "You see all of it. The training office and your leader see whether you have learned and passed. Your notes and practice answers are seen by nobody else. Whoever uncovers a masked number gives a reason, and that is recorded."
        ),
    ),
    (
        "hourglass",
        N_("How long"),
        N_(
            "Answers of examinations for three years, the log for at least six months, results and certificates as long as your training file. Your office may have set other periods."
        ),
    ),
    (
        "user-round",
        N_("What you may ask for"),
        N_(
            'Under "My own data" you can read and print what is kept about you. Ask your office to correct what is wrong.'
        ),
    ),
)


def notice_step(on_read: Callable[[], Any], own_text: str = "") -> QWidget:
    """Make the notice with its one button.

    Args:
        on_read: called when the person has read it.
        own_text: the office's own notice; empty for the program's.
    """
    content = QWidget()
    column = Column(content, gap=12)
    column.addWidget(Label(t("What this program keeps about you"), "page"))
    column.addWidget(Label(t("Please read this once. You find it again under Help."), "body", "quiet"))
    column.addWidget(MessageBar())
    if own_text:
        column.addWidget(Label(own_text, "body"))
    for icon, head, words in () if own_text else _PARTS:
        row = Row(gap=16)
        sign = QLabel()
        bind_icon(sign, icon, "primary", 24)
        side = Column()
        side.addWidget(sign)
        side.addStretch(1)
        row.addLayout(side)
        text = Column(gap=2)
        text.addWidget(Label(t(head), "lead_strong"))
        text.addWidget(Label(t(words), "body"))
        row.addLayout(text, 1)
        column.addLayout(row)
    foot = Row(gap=8)
    foot.addWidget(PrimaryButton(t("I have read it"), "check", on_read, large=True))
    foot.addStretch(1)
    column.addLayout(foot)
    column.addStretch(1)
    return content
