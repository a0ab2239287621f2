"""Write one question: the form on one side, what candidates, printers, the robot and reviewers see on the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from trainer.domain.kernel.outcomes import Fault
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.life import Step
from trainer.domain.question_bank.question import Question
from trainer.services.question_life import HistoryLine
from trainer.ui.author.edit_presenter import EditPresenter, Looked, Opened
from trainer.ui.author.edit_side import EditSide
from trainer.ui.author.question_form import QuestionForm
from trainer.ui.page import Page, PageContext
from trainer.ui.theme import Column, bind_size
from trainer.ui.widgets import Label, PlainButton, QuietButton
from trainer.ui.widgets.files import choose_source
from trainer.ui.widgets.panes import Panes
from trainer.wording import t
from trainer.wording.question_terms import state_name

# A look when typing pauses; a kept copy a little later.
_LOOK_MS: Final = 350
_KEEP_MS: Final = 1500
_MEDIA: Final = "*.png *.jpg *.jpeg *.gif *.svg *.webp *.mp3 *.ogg *.wav *.m4a *.mp4 *.webm"
_PICTURES: Final = "*.png *.jpg *.jpeg *.gif *.svg *.webp"


class EditPage(Page):
    """One question at a time; everything is kept by itself, a version is saved by Ctrl+S."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "author.edit", t("Write a question"), "", scroll=False, max_width=0)
        self.presenter = EditPresenter(context.office, context.actor, self, self.run, context.hub.tell)
        self.form = QuestionForm(self)
        self.form.edited.connect(self._on_edited)
        self.form.files_dropped.connect(self._on_files)
        self.form.picture_pasted.connect(self._on_picture)
        self.side = EditSide(context.runner, self.presenter.content, context.office, context.actor)
        self.side.comment_given.connect(self.presenter.comment)
        self.side.resolved.connect(self.presenter.resolve)
        self.side.step_wanted.connect(self._on_step)
        self.side.values_wanted.connect(self.presenter.look_with)
        self.side.open_wanted.connect(self._on_open_other)
        self.area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        left = QWidget()
        column = Column(left, gap=8)
        self.form.add_tools(
            QuietButton(t("Picture, sound, video"), "image", self._on_insert_file),
            QuietButton(t("Table"), "table", self._on_insert_table),
            QuietButton(t("Formula"), "sigma", self._on_insert_formula),
        )
        self.drop_button = QuietButton(t("Back to the saved version"), "undo-2", self.presenter.drop)
        bind_size(area, min_height=220)
        column.addWidget(area, 1)
        self.body.addWidget(Panes("author.edit", context.home.root, (left, self.side), (3, 2), needs=880), 1)
        self.setAcceptDrops(True)
        foot = self.show_footer()
        self.safety = Label("", "caption", "quiet")
        self.state = Label("", "caption", "quiet")
        said = Column(gap=0)
        said.addWidget(self.state)
        said.addWidget(self.safety)
        foot.addLayout(said, 1)
        foot.addWidget(self.drop_button)
        foot.addWidget(PlainButton(t("Save and write the next"), "plus", self.save_and_next))
        self.versions_button = self.add_action(t("Versions"), self._on_versions, "git-compare")
        self.set_primary(t("Save"), self.save, "save")
        self._look = self._timer(_LOOK_MS, self.presenter.look)
        self._keep = self._timer(_KEEP_MS, self.presenter.keep)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_next),
            ("Ctrl+Enter", self.save_and_next),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def enter(self, **args: Any) -> None:
        """Open the question named by ``code``, or begin a new one."""
        self.is_stale = False
        self.message.clear()
        code = args.get("code")
        if code:
            self.presenter.open(str(code))
        elif self.presenter.question is None or not self.presenter.is_changed:
            self.presenter.begin()

    def leave(self) -> bool:
        self._keep.stop()
        self.presenter.keep()
        return True

    # -- what the form asks for (the editors' desk)

    def attachments(self) -> tuple[Attachment, ...]:
        """Give the files of the question."""
        question = self.presenter.question
        return question.attachments if question is not None else ()

    def content(self, name: str) -> bytes | None:
        """Give the bytes of a file of the question."""
        found = next((one for one in self.attachments() if one.name == name), None)
        return self.presenter.content(found.digest) if found is not None else None

    def ask_for_picture(self, done: Callable[[Attachment], None]) -> None:
        """Let the person choose a picture for the key of the question."""
        path = choose_source(self, t("Choose a picture"), f"{t('Pictures')} ({_PICTURES})")
        if path is not None:
            self._keep_path(path, done)

    # -- what the presenter shows

    def show_opened(self, opened: Opened) -> None:
        """Show a question to edit."""
        self.set_heading(t("Write a question") if not opened.version else t("Edit a question"))
        self.form.set_points(opened.points)
        self.form.show_question(opened.question)
        self.area.verticalScrollBar().setValue(0)
        self.side.show_question(opened.question, at_once=True)
        self.side.show_history(opened.history, opened.steps, may_comment=bool(opened.version))
        self._show_state(opened.state, opened.version)
        self.drop_button.setVisible(opened.is_recovered)
        self.versions_button.setVisible(bool(opened.version))
        if opened.is_recovered:
            self.tell(
                t("This is what you wrote last and did not save."),
                t("Save it, or go back to the saved version."),
                tone="info",
                button=t("Back to the saved version"),
                on_button=self.presenter.drop,
            )
        self.show_saving("kept" if opened.is_recovered else "saved" if opened.version else "")
        self.form.stem.setFocus()

    def show_looked(self, looked: Looked) -> None:
        """Show what a look found."""
        self.form.complain(looked.complaints)
        self.side.show_looked(looked)

    def show_saving(self, state: str) -> None:
        """Show how safe the text is."""
        words = {
            "changed": t("changed"),
            "kept": t("kept against a crash, not saved as a version"),
            "saved": t("saved"),
            "failed": t("NOT kept: see the message above"),
        }
        self.safety.setText(words.get(state, ""))
        if state == "changed":
            self.drop_button.setVisible(not self.presenter.is_new)
        elif state == "saved":
            self.drop_button.hide()
            self.versions_button.show()
        self.safety.set_tone("bad" if state == "failed" else "good" if state == "saved" else "quiet")

    def show_saved(self, question: Question) -> None:
        """Show that a version was saved."""
        self.message.clear()
        self.form.code.setText(question.code)
        self.tell(t("Version {n} of {code} is saved.", n=question.version, code=question.code))

    def show_history(self, history: tuple[HistoryLine, ...], steps: tuple[Step, ...], state: str) -> None:
        """Show what was said and what can be done next."""
        self.side.show_history(history, steps)
        question = self.presenter.question
        self._show_state(state, question.version if question is not None else 0)

    # -- what the person does

    def save(self) -> None:
        """Save a version."""
        self._take()
        self.presenter.save()

    def save_and_next(self) -> None:
        """Save, and begin another question of the same kind and place."""
        self._take()
        self.presenter.save(self.presenter.begin)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files dropped beside the texts, too; they go where the cursor is."""
        self._on_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.form.press(event):
            super().keyPressEvent(event)

    def _take(self) -> None:
        self._look.stop()
        self._keep.stop()
        if self.presenter.question is not None:
            question = self.form.question()
            if question != self.presenter.question:
                self.presenter.on_edit(question)

    def _on_edited(self) -> None:
        if self.presenter.question is None:
            return
        question = self.form.question()
        self.presenter.on_edit(question)
        self.side.show_question(question)
        self._look.start()
        self._keep.start()

    def _on_step(self, step: Step, words: str) -> None:
        self._take()
        if self.presenter.is_changed or self.presenter.is_new:
            self.presenter.save(lambda _question: self.presenter.take_step(step, words))
        else:
            self.presenter.take_step(step, words)

    def _on_open_other(self, code: str) -> None:
        self.presenter.keep()
        self.presenter.open(code)

    def _on_versions(self) -> None:
        question = self.presenter.question
        if question is not None and not self.presenter.is_new:
            self.context.navigate("author.versions", code=question.code)
        else:
            self.tell(t("A new question has no versions yet."), tone="info")

    # -- files

    def _on_insert_file(self) -> None:
        path = choose_source(self, t("Choose a picture, sound or video"), f"{t('Files')} ({_MEDIA})")
        if path is not None:
            self._keep_path(path, self._insert_file)

    def _on_files(self, paths: list[str]) -> None:
        for path in paths:
            self._keep_path(Path(path), self._insert_file)

    def _on_picture(self, picture: Any) -> None:
        if not isinstance(picture, QImage) or picture.isNull():
            return
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, b"PNG")
        buffer.close()
        self.presenter.keep_file(self._free_name("picture.png"), bytes(content.data()), self._insert_file)

    def _keep_path(self, path: Path, done: Callable[[Attachment], None]) -> None:
        try:
            content = path.read_bytes()
        except OSError as error:
            self.say_error(Fault("file_unreadable", path, error))
            return
        self.presenter.keep_file(self._free_name(path.name), content, lambda kept: self._attach(kept, done))

    def _attach(self, attachment: Attachment, done: Callable[[Attachment], None]) -> None:
        self.form.show_attachments((*self.attachments(), attachment))
        self.presenter.on_edit(self.form.question())
        done(attachment)

    def _insert_file(self, attachment: Attachment) -> None:
        if attachment not in self.attachments():
            self.form.show_attachments((*self.attachments(), attachment))
        self.form.insert(f"![{t('what it shows')}]({attachment.name})")
        self._on_edited()

    def _free_name(self, name: str) -> str:
        taken = {one.name for one in self.attachments()}
        stem, dot, ending = name.replace("/", "_").replace("\\", "_").rpartition(".")
        found, number = name, 2
        while found in taken:
            found = f"{stem or ending}-{number}{dot}{ending}"
            number += 1
        return found

    def _on_insert_table(self) -> None:
        head = t("Column")
        self.form.insert(f"\n| {head} 1 | {head} 2 |\n| --- | --- |\n|  |  |\n")

    def _on_insert_formula(self) -> None:
        self.form.insert("$\\frac{a}{b}$")

    # -- inside

    def _show_state(self, state: str, version: int) -> None:
        self.state.setText(t("{state}, version {n}", state=state_name(state), n=version) if state else t("new"))

    def _timer(self, pause_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause_ms)
        timer.timeout.connect(act)
        return timer


def build(context: PageContext) -> Page:
    """Make the page."""
    return EditPage(context)


def prepare_tour(page: Page) -> None:
    """Show a question that is worth looking at."""
    if isinstance(page, EditPage):
        page.presenter.open("Q-K0903b-001")


__all__ = ["EditPage", "build", "prepare_tour"]
