"""What every page is: one title, one sentence, at most one primary button, a place for messages, a body that scrolls."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.ui.tasks import Cancelled, Progress, Runner, Task
from trainer.ui.theme import Column, Row, Theme, bind_size, theme
from trainer.ui.widgets.buttons import PlainButton, PrimaryButton
from trainer.ui.widgets.empty import EmptyState
from trainer.ui.widgets.message import MessageBar
from trainer.ui.widgets.text import Label
from trainer.wording import t
from trainer.wording.sentences import Said, say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.platform.paths import Home
    from trainer.services.office import Office
    from trainer.ui.changes_hub import ChangesHub

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page is built with.

    Attributes:
        office: for calls of services; used on working threads only.
        actor: who is signed in.
        runner: runs work beside the window.
        hub: tell it what a service changed.
        navigate: ``navigate("learner.reader", lesson="L0901")``; the arguments reach :meth:`Page.enter`.
        go_back: to the page seen before.
        crash: shows the crash report for an error nobody foresaw.
        restart: signs everybody out and opens the home again, after a restore.
    """

    office: Office
    actor: Actor
    runner: Runner
    hub: ChangesHub
    navigate: Callable[..., None]
    go_back: Callable[[], None]
    crash: Callable[[Exception], None]
    restart: Callable[[], None]

    @property
    def theme(self) -> Theme:
        """The look in force."""
        return theme()

    @property
    def home(self) -> Home:
        """The office's folder."""
        return self.office.home


def words_for(error: Exception) -> Said | None:
    """Put a refusal or a fault into words; None for anything else, which is a bug."""
    if isinstance(error, Refusal | Fault):
        return say(error.code, error.facts)
    return None


class Page(QWidget):
    """One page of the window.

    Set widgets into :attr:`body`; set :attr:`depends_on` to the areas after whose change the page must read again;
    read in :meth:`refresh` (through :meth:`run`), never in the constructor.

    Args:
        context: what the page may use.
        page_id: its id in the registry.
        title: already translated.
        sentence: one sentence that says what can be done here.
        scroll: the body is as high as its content; say no where a table fills the page (which still scrolls where the
            window is lower than the table needs).
        max_width: widest the body gets, at 100 %; 0 for no limit.
    """

    depends_on: frozenset[Area] = frozenset()
    # A page that takes the window is shown without rail and bar (a sitting).
    takes_window = False

    def __init__(
        self,
        context: PageContext,
        page_id: str,
        title: str,
        sentence: str = "",
        *,
        scroll: bool = True,
        max_width: float = 1080,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.page_id = page_id
        self.help_id = page_id
        self.is_stale = True
        self.title_text = title
        whole = Column(self, gap=0)

        self.header = QWidget()
        self._head = Row(self.header, gap=16, margins=(32, 24, 32, 12))
        words = Column(gap=4)
        self._title = Label(title, "page")
        self._sentence = Label(sentence, "body", "quiet")
        self._sentence.setVisible(bool(sentence))
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        self._head.addLayout(words, 1)
        self.action_row = Row(gap=8)
        self._actions = Column(gap=0)
        self._actions.addLayout(self.action_row)
        self._actions.addStretch(1)
        self._head.addLayout(self._actions)
        theme().changed.connect(self._fit_header)
        self.primary: PrimaryButton | None = None
        whole.addWidget(self.header)

        self.message = MessageBar()
        around = Row(gap=0, margins=(32, 0, 32, 8))
        around.addWidget(self.message)
        whole.addLayout(around)

        self._stack = QStackedWidget()
        content = QWidget()
        content.setObjectName("scrolled")
        middle = Row(content, gap=0, margins=(32, 8, 32, 24))
        inner = QWidget()
        self.body = Column(inner, gap=16)
        # A page that scrolls is as high as its content: labels and cards are not drawn out to the foot of the window.
        aligned = Qt.AlignmentFlag.AlignTop if scroll else Qt.AlignmentFlag(0)
        middle.addWidget(inner, 1, aligned)
        if max_width:
            # The rest of a wide window stays empty at the right; lines of text keep their length.
            bind_size(inner, max_width=max_width)
            inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            middle.addStretch(0)
        # Also where a table fills the page: at a large text size there may be less room than the page needs.
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._stack.addWidget(self._scroll)
        self._empty: QScrollArea | None = None
        whole.addWidget(self._stack, 1)

        self.footer_frame = QFrame()
        self.footer_frame.setObjectName("footer")
        self.footer = Row(self.footer_frame, gap=12, margins=(32, 12, 32, 12))
        self.footer_frame.hide()
        whole.addWidget(self.footer_frame)
        context.hub.changed.connect(self._on_changes)

    # -- what a page fills in

    def refresh(self) -> None:
        """Read again what the page shows. Called when it is opened or has gone stale while seen."""

    def enter(self, **args: Any) -> None:
        """Take the arguments of a navigation; called each time somebody comes here, before the page is seen."""
        del args
        self.read_again()

    def leave(self) -> bool:
        """Say whether the page may be left now; save what is unsaved first."""
        return True

    # -- what a page uses

    def set_heading(self, title: str, sentence: str = "") -> None:
        """Change title and sentence."""
        self.title_text = title
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def set_primary(self, text: str, on_click: Callable[[], Any], icon: str = "") -> PrimaryButton:
        """Give the page its one primary button, at the right of the title."""
        self.primary = PrimaryButton(text, icon, on_click)
        self.action_row.addWidget(self.primary)
        return self.primary

    def add_action(self, text: str, on_click: Callable[[], Any], icon: str = "") -> PlainButton:
        """Add a plain button left of the primary one."""
        button = PlainButton(text, icon, on_click)
        self.action_row.insertWidget(max(0, self.action_row.count() - (1 if self.primary else 0)), button)
        return button

    def show_footer(self) -> Row:
        """Show the footer and give its layout."""
        self.footer_frame.show()
        return self.footer

    def show_empty(
        self, icon: str, sentence: str, button: str = "", on_button: Callable[[], Any] | None = None
    ) -> EmptyState:
        """Show a picture, a sentence and the first step instead of the body."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        empty = EmptyState(icon, sentence, button, on_button)
        empty.setObjectName("scrolled")
        self._empty = QScrollArea()
        self._empty.setWidgetResizable(True)
        self._empty.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty.setWidget(empty)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)
        return empty

    def show_body(self) -> None:
        """Show the body (again)."""
        self._stack.setCurrentIndex(0)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget of the body into sight."""
        self._scroll.ensureWidgetVisible(widget)

    def scroll_to_top(self) -> None:
        """Go to the beginning of the body."""
        self._scroll.verticalScrollBar().setValue(0)

    def tell(self, what: str, next_step: str = "", *, tone: str = "good", **more: Any) -> None:
        """Say something in the message bar; see :meth:`MessageBar.tell`."""
        self.message.tell(what, next_step, tone=tone, **more)

    def say_error(self, error: Exception) -> None:
        """Show a refusal or fault in the message bar; anything else is a bug and goes to the crash report."""
        if isinstance(error, Cancelled):
            self.message.tell(t("Stopped. Nothing was changed."), tone="info")
            return
        said = words_for(error)
        if said is None:
            self.context.crash(error)
            return
        if isinstance(error, Fault):
            _log.warning("fault: %s", error, exc_info=error)
        self.message.tell(
            said.what,
            said.next_step,
            tone="bad" if isinstance(error, Fault) else "warn",
            code=error.code if isinstance(error, Refusal | Fault) else "",
        )

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        title: str = "",
        writes: bool = False,
    ) -> Task:
        """Run a service call beside the window; errors are shown in the message bar unless ``failed`` takes them."""
        return self.context.runner.run(work, done, failed or self.say_error, owner=self, title=title, writes=writes)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        title: str = "",
        writes: bool = False,
    ) -> Task:
        """Run long work with progress and a way to stop it."""
        return self.context.runner.run_long(
            work, done, failed or self.say_error, owner=self, title=title, writes=writes
        )

    # -- the frame

    def read_again(self) -> None:
        """Refresh now and be fresh."""
        self.is_stale = False
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Put the buttons below the words where both do not fit side by side."""
        look = theme()
        words = max(self._title.sizeHint().width(), min(self._sentence.sizeHint().width(), look.px(360)))
        buttons = self.action_row.sizeHint().width()
        fits = not buttons or words + buttons + look.gap(80) <= self.width()
        side_by_side = self._head.direction() == QBoxLayout.Direction.LeftToRight
        if fits != side_by_side:
            down = QBoxLayout.Direction.TopToBottom
            self._head.setDirection(QBoxLayout.Direction.LeftToRight if fits else down)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            self._head.setAlignment(self._actions, Qt.AlignmentFlag(0) if fits else left)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Buttons beside the title are made last and read first.
        before: QWidget = self.header
        for place in range(self.action_row.count()):
            item = self.action_row.itemAt(place)
            button = item.widget() if item is not None else None
            if button is not None:
                QWidget.setTabOrder(before, button)
                before = button
        if self.is_stale:
            self.read_again()

    def _on_changes(self, changes: Changes) -> None:
        if not (changes.areas & self.depends_on):
            return
        if self.isVisible():
            self.read_again()
        else:
            self.is_stale = True
