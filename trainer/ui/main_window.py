"""The main window: the entry before sign-in, then rail, bar and pages, or one page that takes it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from trainer.ui.frame import TopBar
from trainer.ui.tasks import Runner
from trainer.ui.theme import SCALES, Column, Row, theme
from trainer.wording import set_language, t

# The rail, the pages and the domain come in with the first session: the first paint does not wait for them.
if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office
    from trainer.ui.changes_hub import ChangesHub
    from trainer.ui.page import Page, PageContext
    from trainer.ui.rail import Rail
    from trainer.ui.task_strip import TaskStrip

# The smallest screen the program is made for.
SMALLEST = (1024, 640)
USUAL = (1366, 768)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, where.

    Attributes:
        unit_name: for the bar on top.
    """

    office: Office
    actor: Actor
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class _Visit:
    page_id: str
    args: dict[str, Any]


class MainWindow(QMainWindow):
    """One window per home.

    Args:
        runner: runs work beside the window; closed with it.
        crash: shows the crash report.

    Signals:
        signed_out: the person left; show the entry again.
        language_changed(str), look_changed(): keep the seat's settings.
        restart_wanted: a backup was restored; open the home again.
        closing: after the person closed the window, before the threads are joined.
    """

    signed_out = Signal()
    language_changed = Signal(str)
    look_changed = Signal()
    closing = Signal()
    restart_wanted = Signal()

    def __init__(self, runner: Runner, crash: Callable[[Exception], None]) -> None:
        super().__init__()
        self.runner = runner
        self._hub: ChangesHub | None = None
        self._crash = crash
        self._session: Session | None = None
        self._pages: dict[str, Page] = {}
        self._visits: list[_Visit] = []
        self._rail: Rail | None = None
        self._bar: TopBar | None = None
        self._strip: TaskStrip | None = None
        self._rebuild_entry: Callable[[], QWidget] | None = None
        self._entry_help = "entry.sign_in"
        self._help: QWidget | None = None
        self._has_keys = False
        self.setWindowTitle(t("Cadre Training"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._stage = QStackedWidget()
        self._stage.setObjectName("stage")
        self.setCentralWidget(self._stage)
        self._pages_stack = QStackedWidget()

    # -- before sign-in

    def show_entry(self, build: Callable[[], QWidget], help_id: str = "entry.sign_in") -> QWidget:
        """Show an entry page (sign-in, first run); ``build`` is called again when the language changes."""
        self._end_session()
        self._rebuild_entry = build
        self._entry_help = help_id
        entry = build()
        self._show_on_stage(entry)
        return entry

    def set_entry_help(self, help_id: str) -> None:
        """Name the help page of what the entry shows now."""
        self._entry_help = help_id

    # -- signed in

    @property
    def hub(self) -> ChangesHub:
        """Where changes are told."""
        if self._hub is None:
            from trainer.ui.changes_hub import ChangesHub

            self._hub = ChangesHub(self)
        return self._hub

    @property
    def session(self) -> Session | None:
        """Who is signed in; None before."""
        return self._session

    @property
    def current_page(self) -> Page | None:
        """The page that is open; None before sign-in."""
        if self._session is None:
            return None
        from trainer.ui.page import Page

        widget = self._stage.currentWidget()
        if isinstance(widget, Page):
            return widget
        page = self._pages_stack.currentWidget()
        return page if isinstance(page, Page) else None

    def start_session(self, session: Session, page_id: str = "") -> None:
        """Let somebody in and open their first page."""
        self._end_session()
        self.add_keys()
        self._rebuild_entry = None
        self._session = session
        self._build_frame()
        first = page_id or next(iter(self._rail.page_ids if self._rail else []), "")
        if first:
            self.navigate(first)

    def navigate(self, page_id: str, **args: Any) -> None:
        """Open a page; the page that is open may refuse to be left."""
        page = self.current_page
        if page is not None and page.page_id != page_id and not page.leave():
            self._mark_current()
            return
        if self._visits and self._visits[-1].page_id == page_id:
            self._visits.pop()
        self._visits.append(_Visit(page_id, args))
        del self._visits[:-50]
        self._open(self._visits[-1])

    def go_back(self) -> None:
        """Open the page seen before this one."""
        page = self.current_page
        if len(self._visits) < 2 or (page is not None and not page.leave()):
            return
        self._visits.pop()
        self._open(self._visits[-1])

    def sign_out(self) -> None:
        """Let the person go; an open page may refuse."""
        page = self.current_page
        if page is not None and not page.leave():
            return
        self.signed_out.emit()

    def change_language(self, language: str) -> None:
        """Speak another language: rail, bar and pages are built anew, the person stays where they are."""
        page = self.current_page
        if page is not None and not page.leave():
            return
        set_language(language)
        self.language_changed.emit(language)
        self.setWindowTitle(t("Cadre Training"))
        if self._session is not None:
            self._drop_pages()
            self._build_frame()
            if self._visits:
                self._open(self._visits[-1])
        elif self._rebuild_entry is not None:
            self._show_on_stage(self._rebuild_entry())

    def show_help(self) -> None:
        """Open the help page of what is on the screen."""
        from trainer.ui.help import HelpWindow

        page = self.current_page
        help_id = page.help_id if page is not None else self._entry_help
        if self._help is None:
            self._help = HelpWindow(self)
        if isinstance(self._help, HelpWindow):
            self._help.show_topic(help_id)

    def follow_look(self) -> None:
        """Take over a change of the look that was made on a page: fold what no longer fits, and have it kept."""
        self._fold()
        self.look_changed.emit()

    # -- inside

    def _context(self) -> PageContext:
        if self._session is None:
            raise RuntimeError("a page was asked for before anybody signed in")
        from trainer.ui.page import PageContext

        return PageContext(
            office=self._session.office,
            actor=self._session.actor,
            runner=self.runner,
            hub=self.hub,
            navigate=self.navigate,
            go_back=self.go_back,
            crash=self._crash,
            restart=self.restart_wanted.emit,
        )

    def _open(self, visit: _Visit) -> None:
        from trainer.ui import registry

        page = self._pages.get(visit.page_id)
        if page is None:
            page = registry.page(visit.page_id).build(self._context())
            self._pages[visit.page_id] = page
            if not page.takes_window:
                self._pages_stack.addWidget(page)
        page.message.clear()
        page.enter(**visit.args)
        if page.takes_window:
            if self._stage.indexOf(page) < 0:
                self._stage.addWidget(page)
            self._stage.setCurrentWidget(page)
        else:
            self._stage.setCurrentIndex(0)
            self._pages_stack.setCurrentWidget(page)
        self._mark_current()
        self.setWindowTitle(f"{page.title_text} - {t('Cadre Training')}")

    def _mark_current(self) -> None:
        page = self.current_page
        if self._rail is not None and page is not None:
            self._rail.mark(page.page_id)

    def _build_frame(self) -> None:
        session = self._session
        if session is None:
            return
        from trainer.ui.rail import Rail
        from trainer.ui.task_strip import TaskStrip

        frame = QWidget()
        across = Row(frame, gap=0)
        self._rail = Rail(session.actor)
        self._rail.chosen.connect(self._on_rail)
        across.addWidget(self._rail)
        right = Column(gap=0)
        self._bar = self._make_bar(session.unit_name, session.actor.name)
        right.addWidget(self._bar)
        self._pages_stack = QStackedWidget()
        right.addWidget(self._pages_stack, 1)
        self._strip = TaskStrip(self.runner)
        right.addWidget(self._strip)
        across.addLayout(right, 1)
        self._show_on_stage(frame)
        self._fold()

    def _make_bar(self, unit: str, person: str) -> TopBar:
        bar = TopBar(unit, person)
        bar.language_chosen.connect(self.change_language, Qt.ConnectionType.QueuedConnection)
        bar.scale_chosen.connect(self._on_scale)
        bar.mode_chosen.connect(self._on_mode)
        bar.large_print_chosen.connect(self._on_large_print)
        bar.help_wanted.connect(self.show_help)
        bar.sign_out_wanted.connect(self.sign_out, Qt.ConnectionType.QueuedConnection)
        return bar

    def make_entry_bar(self) -> TopBar:
        """Make the bar of an entry page: text, language, help."""
        return self._make_bar("", "")

    def _show_on_stage(self, widget: QWidget) -> None:
        while self._stage.count():
            old = self._stage.widget(0)
            if old is not None:
                self._stage.removeWidget(old)
                old.deleteLater()
        self._stage.addWidget(widget)
        self._stage.setCurrentWidget(widget)

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            page.setParent(None)
            page.deleteLater()
        self._pages.clear()

    def _end_session(self) -> None:
        self._drop_pages()
        self._visits.clear()
        self._session = None
        self._rail = self._bar = self._strip = None

    def _on_rail(self, page_id: str) -> None:
        self.navigate(page_id)

    def _on_scale(self, scale: float) -> None:
        theme().set_scale(scale)
        self._fold()
        self.look_changed.emit()

    def _on_mode(self, mode: str) -> None:
        theme().set_mode(mode)
        self.look_changed.emit()

    def _on_large_print(self, on: bool) -> None:
        theme().set_large_print(on)
        self._fold()
        self.look_changed.emit()

    def add_keys(self) -> None:
        """Let the keys work; after the first paint, and safe to call again."""
        if self._has_keys:
            return
        self._has_keys = True
        from PySide6.QtGui import QKeySequence, QShortcut

        keys: list[tuple[str, Callable[[], Any]]] = [
            ("F1", self.show_help),
            ("Alt+Left", self.go_back),
            ("Ctrl++", self._on_larger),
            ("Ctrl+=", self._on_larger),
            ("Ctrl+-", self._on_smaller),
            ("Ctrl+0", self._on_usual_size),
            ("Esc", self._on_escape),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("number", number)
            shortcut.activated.connect(self._on_number)

    def _on_number(self) -> None:
        shortcut = self.sender()
        page = self.current_page
        if shortcut is None or self._rail is None or (page is not None and page.takes_window):
            return
        targets = self._rail.page_ids
        number = int(shortcut.property("number"))
        if number <= len(targets):
            self.navigate(targets[number - 1])

    def _on_escape(self) -> None:
        from trainer.ui import registry

        page = self.current_page
        if page is not None and not page.takes_window and not registry.page(page.page_id).in_rail:
            self.go_back()

    def _on_larger(self) -> None:
        self._on_scale(next((scale for scale in SCALES if scale > theme().scale), SCALES[-1]))

    def _on_smaller(self) -> None:
        self._on_scale(next((scale for scale in reversed(SCALES) if scale < theme().scale), SCALES[0]))

    def _on_usual_size(self) -> None:
        self._on_scale(SCALES[0])

    def _fold(self) -> None:
        look = theme()
        folded = self.width() < look.gap(look.number("rail_folds_below"))
        if self._rail is not None:
            self._rail.fold(folded)
        if self._bar is not None:
            self._bar.fold(folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.current_page
        if page is not None and not page.leave():
            event.ignore()
            return
        self.closing.emit()
        self._end_session()
        if self._help is not None:
            self._help.close()
        self.runner.close()
        super().closeEvent(event)

    def centre(self) -> None:
        """Stand in the middle of the screen, no larger than it."""
        screen = QGuiApplication.primaryScreen()
        if screen is None:
            return
        room = screen.availableGeometry()
        self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height()))
        self.move(room.center() - self.rect().center())


__all__ = ["MainWindow", "Session"]
