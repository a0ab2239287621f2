"""One question of an import: as candidates will see it, what was found, and a way to correct it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Question
from trainer.ui.author.import_rows import ImportRow, said
from trainer.ui.author.keyed import show_keyed
from trainer.ui.author.question_form import BODY, Complaint, QuestionForm
from trainer.ui.tasks import Runner
from trainer.ui.theme import Column, Row, bind_size
from trainer.ui.widgets import Card, Label, PlainButton, QuestionView
from trainer.ui.widgets.one_of import OneOf
from trainer.wording import t

_TONES: Final = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTICE: "quiet"}
_PAUSE_MS: Final = 300


class _Files:
    """The desk of a correction: the files that came with the import, and no others."""

    def __init__(self) -> None:
        self.question: Question | None = None
        self.media: Mapping[str, MediaFile] = {}

    def attachments(self) -> tuple[Attachment, ...]:
        """Give the files of the question."""
        return self.question.attachments if self.question is not None else ()

    def content(self, name: str) -> bytes | None:
        """Give the bytes of a file of the question."""
        found = next((one for one in self.attachments() if one.name == name), None)
        return self.by_digest(found.digest) if found is not None else None

    def by_digest(self, digest: str) -> bytes | None:
        """Give bytes by their digest."""
        return self.media[digest].content if digest in self.media else None

    def ask_for_picture(self, done: Callable[[Attachment], None]) -> None:
        """Files are added in the bank, after the import."""


class ImportDetail(QWidget):
    """The right side of the wizard.

    Signals:
        include_changed(bool): the person leaves the question out, or takes it in again.
        edited(object): the :class:`Question` as corrected.
    """

    include_changed = Signal(bool)
    edited = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del runner
        self._files = _Files()
        column = Column(self, gap=8)
        head = Row(gap=8)
        self.include = QCheckBox(t("Take this question in"))
        self.include.clicked.connect(self.include_changed)
        head.addWidget(self.include, 1)
        self.correct = PlainButton(t("Correct"), "pencil", self._on_correct)
        head.addWidget(self.correct)
        column.addLayout(head)
        self.found = Column(gap=4)
        column.addLayout(self.found)
        self.stack = OneOf()
        self._card = Card(padding=16)
        self._view: QuestionView | None = None
        self.form = QuestionForm(self._files)
        self.form.edited.connect(self._on_form)
        for content in (self._card, self.form):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(content)
            self.stack.addWidget(area)
        bind_size(self.stack, min_height=220)
        column.addWidget(self.stack, 1)
        self.unusable = Label(
            t("Nothing of it is taken in as it stands. Mend it where it was written, and read it again."),
            "body",
            "quiet",
        )
        self.unusable.hide()
        column.addWidget(self.unusable)
        column.addStretch(0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._take)

    @property
    def view(self) -> QuestionView | None:
        """The question as candidates will see it; None where there is none."""
        return self._view

    def show_row(
        self,
        row: ImportRow | None,
        question: Question | None,
        *,
        is_included: bool,
        media: Mapping[str, MediaFile] | None = None,
    ) -> None:
        """Show one line of the list.

        Args:
            question: as it will be taken in, with corrections; None for what could not be used.
            media: files of the import by digest.
        """
        self._pause.stop()
        self._files.question, self._files.media = question, media or {}
        self.include.setVisible(question is not None)
        self.include.setChecked(is_included)
        self.correct.setVisible(question is not None)
        self.stack.setVisible(question is not None)
        self.unusable.setVisible(row is not None and question is None)
        self.stack.setCurrentIndex(0)
        self.correct.set_text(t("Correct"))
        self._show_findings(row)
        self._show_view(question)

    def _show_findings(self, row: ImportRow | None) -> None:
        while self.found.count():
            item = self.found.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in row.findings if row is not None else ():
            self.found.addWidget(Label(said(finding), "body", _TONES[finding.severity]))

    def _show_view(self, question: Question | None) -> None:
        if self._view is not None:
            self._card.body.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
            self._view = None
        if question is None:
            return
        self._view = QuestionView(media=self._files.by_digest)
        show_keyed(self._view, question)
        self._card.body.addWidget(self._view)

    def _on_correct(self) -> None:
        question = self._files.question
        if question is None:
            return
        if self.stack.currentIndex() == 0:
            self.form.show_question(question)
            self.stack.setCurrentIndex(1)
            self.correct.set_text(t("Preview"))
            self.form.stem.setFocus()
        else:
            self._take()
            self.stack.setCurrentIndex(0)
            self.correct.set_text(t("Correct"))

    def _on_form(self) -> None:
        self._pause.start()

    def _take(self) -> None:
        if self.stack.currentIndex() != 1 or self._files.question is None:
            return
        question = self.form.question()
        if question == self._files.question:
            return
        self._files.question = question
        self.form.complain(Complaint(BODY, said(one), "bad") for one in problems(question))
        self._show_view(question)
        self.edited.emit(question)
