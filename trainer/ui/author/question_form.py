"""The form of one question: stem, the part of its kind, explanation, where it belongs, files and words after an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.answers import Attachment, Feedback
from trainer.domain.question_bank.question import Kind, Question
from trainer.ui.author.classification import Classification, PointChoice
from trainer.ui.author.editors import EDITORS, Desk, KindEditor
from trainer.ui.author.editors.base import GrowingText, WordBox
from trainer.ui.author.editors.lists import EntryRow
from trainer.ui.author.editors.rows import PartRows
from trainer.ui.author.section import Section
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.badge import TONE_ICONS
from trainer.ui.widgets.flow import Flow
from trainer.ui.widgets.reading_order import keep_reading_order
from trainer.ui.widgets.text import Label, Wrapped
from trainer.wording import t
from trainer.wording.question_terms import KINDS, kind_name

STEM, BODY, EXPLANATION, PLACE = "stem", "body", "explanation", "place"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something to say beside a part of the form.

    Attributes:
        place: ``stem``, ``body``, ``explanation`` or ``place``.
        sentence: already translated.
        tone: bad, warn or info.
    """

    place: str
    sentence: str
    tone: str


class Complaints(QWidget):
    """Sentences under a field, each with a sign of its weight."""

    def __init__(self) -> None:
        super().__init__()
        self._column = Column(self, gap=2)
        self.sentences: list[str] = []
        self.hide()

    def show_lines(self, lines: Sequence[Complaint]) -> None:
        """Show these and no others."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sentences = [line.sentence for line in lines]
        for line in lines:
            self._column.addWidget(_said(line))
        self.setVisible(bool(lines))


class QuestionForm(QWidget):
    """Everything of one question that a person may change.

    Args:
        desk: files and pictures; see :class:`Desk`.

    Signals:
        edited(): something was changed by the person.
        files_dropped(list): paths of files dropped on a text.
        picture_pasted(object): a QImage from the clipboard.
    """

    edited = Signal()
    files_dropped = Signal(list)
    picture_pasted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question: Question | None = None
        # Parts of other kinds, so that a kind chosen by mistake costs nothing.
        self._held: dict[str, Any] = {}
        column = Column(self, gap=12)
        head = Row(gap=12)
        self.kind = WordBox(t("Kind of question"), [(Kind(kind), kind_name(kind)) for kind in KINDS])
        self.kind.currentIndexChanged.connect(self._on_kind)
        head.addWidget(self.kind)
        self.code = Label("", "caption", "quiet", wrap=False)
        head.addWidget(self.code)
        head.addStretch(1)
        column.addLayout(head)
        self._complaints = {place: Complaints() for place in (STEM, BODY, EXPLANATION, PLACE)}
        self.stem = GrowingText(t("Stem"), t("What is asked"), lines=3, breaks=True)
        self._listen(self.stem)
        self._tools = QWidget()
        self._tool_row = Flow(self._tools, gap=4)
        self._tool_row.addWidget(Label(t("Stem"), "body_strong", wrap=False))
        column.addWidget(self._tools)
        column.addWidget(self.stem)
        column.addWidget(self._complaints[STEM])
        self._holder = Column(gap=0)
        column.addLayout(self._holder)
        column.addWidget(self._complaints[BODY])
        self.explanation = GrowingText(t("Explanation"), t("Why the key is right"), lines=2, breaks=True)
        self._listen(self.explanation)
        column.addWidget(Label(t("Explanation"), "body_strong"))
        column.addWidget(self.explanation)
        column.addWidget(self._complaints[EXPLANATION])
        self.classification = Classification()
        self.classification.edited.connect(self.edited)
        column.addWidget(Section(t("Where it belongs"), self.classification, is_open=True))
        column.addWidget(self._complaints[PLACE])
        column.addWidget(Section(t("Words after an answer, hints"), self._more(), is_open=False))
        self.files = Wrapped()
        self.files.setProperty("type", "caption")
        column.addWidget(self.files)
        column.addStretch(1)
        self.editor: KindEditor | None = None

    def add_tools(self, *buttons: QWidget) -> None:
        """Show what can be put into a text, above the first of them."""
        for button in buttons:
            self._tool_row.addWidget(button)

    def set_points(self, choices: Sequence[PointChoice]) -> None:
        """Offer the knowledge points of the tree."""
        self.classification.set_points(choices)

    def show_question(self, question: Question) -> None:
        """Show a question; what a person writes then is in :meth:`question`."""
        self._question, self._held = question, {}
        self.kind.set_value(question.kind)
        self.code.setText(question.code)
        self.stem.set_text(question.stem)
        self.explanation.set_text(question.explanation)
        self.classification.show_question(question)
        for field, text in zip(self._feedback, _words_of(question.feedback), strict=True):
            field.set_text(text)
        self.hints.show_values(question.hints)
        self._show_editor(question)
        self.show_attachments(question.attachments)

    def question(self) -> Question:
        """Give the question as it stands in the form, with the parts of its kind alone."""
        if self._question is None:
            raise ValueError("no question is shown")
        kind = self.kind.value()
        base = self._question
        if kind is not base.kind:
            base = _bare(base, kind)
        return replace(
            base,
            stem=self.stem.text(),
            explanation=self.explanation.text(),
            feedback=Feedback(*(field.text() for field in self._feedback)),
            hints=self.hints.values(),
            **self.classification.values(),
            **self._shared_with(self.editor.parts() if self.editor is not None else {}),
        )

    def show_attachments(self, attachments: Iterable[Attachment]) -> None:
        """Take over files that the page keeps for the question."""
        files = tuple(attachments)
        if self._question is not None:
            self._question = replace(self._question, attachments=files)
        names = ", ".join(file.name for file in files)
        self.files.setText(t("Files: {names}", names=names) if names else "")
        self.files.setVisible(bool(names))

    def insert(self, text: str) -> None:
        """Write into the text where the cursor is; into the stem where it is in none."""
        field = self.focusWidget()
        (field if isinstance(field, GrowingText) else self.stem).insertPlainText(text)

    def complain(self, complaints: Iterable[Complaint]) -> None:
        """Say these things beside the parts they speak of, and nothing else."""
        every = list(complaints)
        for place, shown in self._complaints.items():
            shown.show_lines([one for one in every if one.place == place])

    def sentences(self, place: str) -> list[str]:
        """Give what is said at a part of the form."""
        return self._complaints[place].sentences

    def press(self, event: QKeyEvent) -> bool:
        """Take a key that belongs to the kind (Alt+1 ...)."""
        return self.editor is not None and self.editor.press(event)

    def _shared_with(self, parts: dict[str, Any]) -> dict[str, Any]:
        # ``points`` and the like belong to the classification, whatever an editor says.
        return {name: value for name, value in parts.items() if name not in {"points", "tags", "enemies"}}

    def _on_kind(self) -> None:
        if self._question is None:
            return
        if self.editor is not None:
            self._held |= {name: value for name, value in self.editor.parts().items() if value not in ((), None, "")}
        held = {name: value for name, value in self._held.items() if name not in {"marking", "markers"}}
        self._show_editor(replace(_bare(self._question, self.kind.value()), **held))
        self.edited.emit()

    def _show_editor(self, question: Question) -> None:
        if self.editor is not None:
            self._holder.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = EDITORS[self.kind.value()](self._desk)
        self.editor.show_parts(question)
        self.editor.edited.connect(self.edited)
        self._holder.addWidget(self.editor)
        for field in self.editor.findChildren(GrowingText):
            field.files_dropped.connect(self.files_dropped)
            field.picture_pasted.connect(self.picture_pasted)
        keep_reading_order(self)

    def _more(self) -> QWidget:
        box = QWidget()
        column = Column(box, gap=8)
        self._feedback = tuple(
            GrowingText(name, name)
            for name in (t("After a right answer"), t("After a partly right answer"), t("After a wrong answer"))
        )
        for field in self._feedback:
            self._listen(field)
            column.addWidget(field)
        self.hints = PartRows(EntryRow, t("Add a hint"), begin_with=0, least=0)
        self.hints.edited.connect(self.edited)
        column.addWidget(self.hints)
        return box

    def _listen(self, field: GrowingText) -> None:
        field.textChanged.connect(self._tell)
        field.files_dropped.connect(self.files_dropped)
        field.picture_pasted.connect(self.picture_pasted)

    def _tell(self) -> None:
        self.edited.emit()


def _bare(question: Question, kind: Kind) -> Question:
    """Give the head of a question alone, as one of another kind."""
    return Question(
        question.id,
        question.code,
        question.version,
        kind,
        question.course,
        question.knowledge_point,
        question.tier,
        question.difficulty,
        question.bloom,
        question.stem,
        question.explanation,
        attachments=question.attachments,
    )


def _words_of(feedback: Feedback) -> tuple[str, str, str]:
    return feedback.right, feedback.partly, feedback.wrong


def _said(line: Complaint) -> QWidget:
    box = QWidget()
    row = Row(box, gap=6)
    sign = Wrapped()
    bind_icon(sign, TONE_ICONS[line.tone], {"info": "primary"}.get(line.tone, line.tone), 16)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(line.sentence, "caption", line.tone if line.tone != "info" else "quiet"), 1)
    return box
