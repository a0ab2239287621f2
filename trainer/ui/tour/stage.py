"""A window on a home of its own, and the camera."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QDialog

from trainer.platform.clock import Clock, FixedClock
from trainer.ui.app import App
from trainer.ui.page import Page
from trainer.ui.tasks import Runner
from trainer.ui.theme import theme

if TYPE_CHECKING:
    from trainer.services.office import Office

# Half past nine on a working day in China; everything the demonstration says is relative to it.
MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SCREEN = (1366, 768)

OpenOffice = Callable[[Path | None, str | None, Clock], "Office"]


class Stage:
    """One window with an inline runner under a fixed clock.

    Args:
        home: an empty folder.
        open_office: handed in by the command line.
        language: ``zh`` or ``en``.
        pictures: where the pictures go.
    """

    def __init__(self, home: Path, open_office: OpenOffice, language: str, pictures: Path) -> None:
        self.clock = FixedClock(MORNING)
        self.pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)

        def opened(folder: Path | None, url: str | None) -> Office:
            return open_office(folder, url, self.clock)

        self.app = App(home, None, open_office=opened, runner=Runner(inline=True), language=language)
        self.window = self.app.window
        self.window.resize(*SCREEN)
        self.window.show()
        self.app.begin()
        self.settle()

    @property
    def office(self) -> Office:
        """The office that is open."""
        if self.app.office is None:
            raise RuntimeError("the office did not open")
        return self.app.office

    @property
    def page(self) -> Any:
        """The page that is open."""
        page = self.window.current_page
        if not isinstance(page, Page):
            raise RuntimeError("no page is open")
        return page

    def settle(self) -> None:
        """Let layouts and deferred deletions finish."""
        app = QApplication.instance()
        if app is None:
            return
        for _ in range(3):
            app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def go(self, page_id: str, **args: Any) -> Any:
        """Open a page and give it."""
        self.window.navigate(page_id, **args)
        self.settle()
        return self.page

    def snap(self, name: str) -> str:
        """Take a picture of the window; give its file name."""
        self.settle()
        file = self.pictures / f"{name}.png"
        picture = self.window.grab()
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                # A dialog is a window of its own; it is laid over the picture where it would stand.
                shown = dialog.grab()
                size = shown.deviceIndependentSize().toSize()
                room = self.window.rect()
                painter = QPainter(picture)
                painter.setOpacity(0.35)
                painter.fillRect(room, theme().color("ink"))
                painter.setOpacity(1.0)
                painter.drawPixmap((room.width() - size.width()) // 2, (room.height() - size.height()) // 2, shown)
                painter.end()
        picture.save(str(file))
        return file.name

    def close(self) -> None:
        """Let go of window and home; the look goes back to plain."""
        self.window.close()
        self.app.close()
        theme().set_up()
        self.settle()
