"""Start of the window: paint first, then open the office, then read the names.

The window with the sign-in page is painted before anything heavy is imported. Opening the office (SQLAlchemy, the schema
check) runs on a working thread; the names follow. The lock on the home is taken before the office is opened, so that two
windows never show one sitting.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.ui.entry.sign_in_page import SignInPage
from trainer.ui.main_window import MainWindow, Session
from trainer.ui.seat_keeper import SeatKeeper
from trainer.ui.tasks import Runner
from trainer.ui.theme import Theme, theme
from trainer.wording import current_language, set_language, t

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from trainer.domain.people.roles import Actor
    from trainer.platform.home_lock import HomeLock
    from trainer.services.office import Office
    from trainer.ui.entry.presenter import EntryReads, NameChoice, UnitChoice

# Set by the benchmark: print marks of the start to stderr and leave when the sign-in page can be used.
START_MARKS: Final = "TRAINER_START_MARKS"

FAULT: Final = 4

# The names are read first; a window that stays open for days looks again each hour.
BACKUP_AFTER_MS: Final = 5_000
BACKUP_EVERY_MS: Final = 3_600_000


class App(QObject):
    """Leads one window from its first paint to its end. Child of the application.

    Args:
        home, database_url: which office; None for the default home and its own file.
        open_office: makes the office; called on a working thread.
        runner: inline in tests and in the tour.

    Signals:
        usable(): the sign-in page (or the first-run page) can be worked with.
    """

    usable = Signal()

    def __init__(
        self,
        home: Path | None,
        database_url: str | None = None,
        *,
        open_office: Callable[[Path | None, str | None], Office],
        reads: EntryReads | None = None,
        runner: Runner | None = None,
        language: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or QApplication.instance())
        self._home, self._url = home, database_url
        self._open_office = open_office
        self._reads = reads
        self.seat = SeatKeeper(home)
        set_language(language or self.seat.seat.language)
        self._translator: QTranslator | None = None
        self._set_up_look()
        self.runner = runner or Runner(parent=self)
        self.office: Office | None = None
        self._lock: HomeLock | None = None
        self._sign_in: SignInPage | None = None
        self._office_name = ""
        self.window = MainWindow(self.runner, self.report_crash)
        self.window.signed_out.connect(self._on_signed_out)
        self.window.language_changed.connect(self._on_language)
        self.window.look_changed.connect(self._on_look)
        self.window.closing.connect(self._on_closing)
        self.window.restart_wanted.connect(self._on_restart, Qt.ConnectionType.QueuedConnection)
        self._backups = QTimer(self)
        self._backups.timeout.connect(self.back_up)
        self.window.show_entry(self.build_entry)

    # -- start

    def show(self) -> None:
        """Show the window and begin to open the office after the first paint."""
        self._restore_window()
        self.window.show()
        self.usable.connect(self._on_usable)
        QTimer.singleShot(0, self.begin)

    def begin(self) -> None:
        """Open the office beside the window."""
        theme().load_the_rest()
        self._speak_qt()
        self.window.add_keys()
        home, url, open_office = self._home, self._url, self._open_office

        def work() -> tuple[Any, Office, bool, str]:
            from trainer.services import seat

            lock = seat.hold_home(home)
            try:
                office = open_office(home, url)
                return (lock, office, *_state_of(office))
            except BaseException:
                lock.release()
                raise

        self.runner.run(
            work, self._on_opened, self._on_not_opened, owner=self, title=t("Opening the office"), writes=True
        )

    def _on_opened(self, opened: tuple[Any, Office, bool, str]) -> None:
        gc.enable()
        self._lock, self.office, is_new, self._office_name = opened
        if is_new:
            self._show_first_run()
        elif self._sign_in is not None:
            self._attach(self._sign_in)

    def _on_not_opened(self, error: Exception) -> None:
        from trainer.ui.entry.closed_page import ClosedPage

        gc.enable()
        if not isinstance(error, Refusal | Fault):
            self.report_crash(error)
            return
        import logging  # not before the first paint

        logging.getLogger(__name__).warning("the office was not opened: %s", error, exc_info=error)

        def build() -> QWidget:
            page = ClosedPage(self.window.make_entry_bar(), error)
            page.again_wanted.connect(self._on_again, Qt.ConnectionType.QueuedConnection)
            page.leave_wanted.connect(self.window.close, Qt.ConnectionType.QueuedConnection)
            return page

        self.window.show_entry(build, "entry.sign_in")
        self.usable.emit()

    def _on_again(self) -> None:
        self.window.show_entry(self.build_entry)
        self.begin()

    # -- entry

    def build_entry(self) -> QWidget:
        """Make the sign-in page, anew after each sign-out and change of language."""
        page = SignInPage(self.window.make_entry_bar(), str(self.seat.window("unit", "")))
        page.unit_chosen.connect(self._on_unit_chosen)
        page.step_changed.connect(self.window.set_entry_help)
        self._sign_in = page
        if self.office is not None:
            self._attach(page)
        return page

    def _attach(self, page: SignInPage) -> None:
        if self.office is None:
            return
        from trainer.ui.entry.presenter import SignInPresenter
        from trainer.ui.entry.reads import PeopleReads

        presenter = SignInPresenter(self.office, self.runner, self._reads or PeopleReads(), page)
        presenter.entered.connect(self._on_entered)
        presenter.names_ready.connect(self._on_names)
        presenter.units_ready.connect(self._on_units)
        page.attach(presenter, self._office_name)

    def _on_names(self, _unit_id: str, _names: list[NameChoice]) -> None:
        self.usable.emit()

    def _on_units(self, units: list[UnitChoice]) -> None:
        if not self.seat.window("unit") and len(units) != 1:
            self.usable.emit()

    def _on_unit_chosen(self, unit_id: str) -> None:
        self.seat.keep(unit=unit_id)

    def _on_entered(self, actor: Actor) -> None:
        if self.office is None:
            return
        self.start_session(actor, self._sign_in.chosen_unit_name if self._sign_in is not None else "")

    def start_session(self, actor: Actor, unit_name: str = "", page_id: str = "") -> None:
        """Let somebody in."""
        if self.office is None:
            raise RuntimeError("the office is not open")
        self._sign_in = None
        self.window.start_session(Session(self.office, actor, unit_name), page_id)

    def _show_first_run(self) -> None:
        from trainer.ui.entry.first_run import FirstRunPage, FirstRunPresenter

        office = self.office
        if office is None:
            return

        def build() -> QWidget:
            presenter = FirstRunPresenter(office, self.runner)
            page = FirstRunPage(self.window.make_entry_bar(), presenter)
            presenter.setParent(page)
            page.finished.connect(self._on_first_run_finished)
            return page

        self.window.show_entry(build, "entry.first_run")
        self._sign_in = None
        self.usable.emit()

    def _on_first_run_finished(self, actor: Actor, unit_name: str, page_id: str) -> None:
        self._office_name = self._office_name or unit_name
        self.start_session(actor, unit_name, page_id)

    def _on_signed_out(self) -> None:
        self.window.show_entry(self.build_entry)

    def _on_restart(self) -> None:
        """Open the home again after a restore: database, keys and people may be others."""
        self.window.show_entry(self.build_entry)
        self._let_go()
        self.begin()

    # -- the daily backup

    def _on_usable(self) -> None:
        if not self._backups.isActive():
            self._backups.setInterval(BACKUP_AFTER_MS)
            self._backups.start()

    def back_up(self) -> None:
        """Make today's backup beside the window where it is due; whether it is, the service knows."""
        self._backups.setInterval(BACKUP_EVERY_MS)
        office = self.office
        if office is None:
            return

        def work() -> None:
            from trainer.services import backup, first_run

            if not first_run.is_new(office):
                backup.make_daily_backup(office)

        # Most of it is reading: it must not keep the answers of a sitting waiting in the queue of the writers.
        self.runner.run(work, None, self._on_not_backed_up, owner=self, title=t("Backing up"))

    def _on_not_backed_up(self, error: Exception) -> None:
        # Nobody who has just signed in can mend this; the health check tells the administrator.
        import logging  # not before the first paint

        logging.getLogger(__name__).warning("no daily backup: %s", error, exc_info=error)

    # -- the seat

    def _on_language(self, language: str) -> None:
        self.seat.keep(language=language)
        self._speak_qt()

    def _on_look(self) -> None:
        look = theme()
        self.seat.keep(scale=look.scale, mode=look.mode, large_print=look.is_large_print)

    def _set_up_look(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a QApplication is needed before the window")
        look = app.findChild(Theme) or Theme(app)
        look.hold_icons()
        look.set_up(
            scale=self.seat.scale,
            mode=str(self.seat.window("mode", "light")),
            is_large_print=bool(self.seat.window("large_print", False)),
        )

    def _speak_qt(self) -> None:
        """Let Qt's own buttons and menus speak the language of the window."""
        # PySide makes its types when they are first named: these are not needed for the first paint.
        from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

        app = QApplication.instance()
        if app is None:
            return
        if self._translator is not None:
            app.removeTranslator(self._translator)
            self._translator = None
        chinese = current_language() == "zh"
        QLocale.setDefault(QLocale("zh_CN" if chinese else "en_GB"))
        if chinese:
            self._translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load("qtbase_zh_CN", folder):
                app.installTranslator(self._translator)

    def _restore_window(self) -> None:
        place = self.seat.window("geometry")
        self.window.centre()
        if isinstance(place, list) and len(place) == 4 and all(isinstance(value, int) for value in place):
            screen = QGuiApplication.primaryScreen()
            if screen is not None and screen.availableGeometry().intersects(self.window.geometry()):
                self.window.setGeometry(*place)
        if self.seat.window("maximized", False):
            self.window.setWindowState(Qt.WindowState.WindowMaximized)

    def _on_closing(self) -> None:
        box = self.window.normalGeometry()
        self.seat.keep(
            geometry=[box.x(), box.y(), box.width(), box.height()], maximized=bool(self.window.isMaximized())
        )

    # -- end

    def close(self) -> None:
        """Join the threads and let go of database and home."""
        self.runner.close()
        self._let_go()

    def _let_go(self) -> None:
        self._backups.stop()
        if self.office is not None:
            self.office.database.close()
            self.office = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def report_crash(self, error: BaseException) -> None:
        """Show what nobody foresaw: nothing is lost, and the log has the whole of it."""
        from trainer.ui.crash import show_crash

        show_crash(error, self.window, self._home)


def _state_of(office: Office) -> tuple[bool, str]:
    """Tell whether the office is new, and its name."""
    from trainer.services import settings
    from trainer.services.overviews import people

    name = settings.get(office, settings.OFFICE_NAME)
    if people.sign_in_units(office):
        return False, name
    from trainer.services import first_run

    return first_run.is_new(office), name


def _open(home: Path | None, url: str | None) -> Office:
    # NOTE: bootstrap stands above the window; it is handed in, and by name only when the window starts by itself.
    office: Office = importlib.import_module("trainer.bootstrap").open_office(home, url)
    return office


def make_application() -> QApplication:
    """Give the one QApplication, made where there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    os.environ.setdefault("QT_API", "pyside6")
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("cadre-trainer")
    return app


def run(home: Path | None, database_url: str | None, lang: str | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        home: folder of the office; None for the default one.
        database_url: a server's database instead of the home's own file.
        lang: ``zh`` or ``en``; None for what the seat remembers.

    Returns:
        0, or 4 when the window could not be shown at all.
    """
    app = make_application()
    lead = App(home, database_url, open_office=_open, language=lang)
    sys.excepthook = lambda _kind, error, _trace: lead.report_crash(error)
    if os.environ.get(START_MARKS):
        from trainer.ui.start_marks import watch

        watch(lead)
    lead.show()
    code = app.exec()
    lead.close()
    return code
