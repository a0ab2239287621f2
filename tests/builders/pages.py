"""Pages opened as the window opens them, without a window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from trainer.domain.kernel.changes import Changes
from trainer.domain.people.roles import Actor
from trainer.services.office import Office
from trainer.ui import registry
from trainer.ui.changes_hub import ChangesHub
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Runner
from trainer.ui.widgets.confirm import Confirmation


@dataclass
class Desk:
    """Where somebody works on pages.

    Attributes:
        went: pages navigated to, with their arguments.
        told: changes told to the hub.
    """

    office: Office
    actor: Actor
    runner: Runner = field(default_factory=lambda: Runner(inline=True))
    hub: ChangesHub = field(default_factory=ChangesHub)
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    told: list[Changes] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hub.changed.connect(self.told.append)

    def open(self, page_id: str, **args: Any) -> Any:
        """Build a page, enter it and show it."""
        page = registry.page(page_id).build(self._context())
        self.pages.append(page)
        page.resize(1158, 720)
        page.enter(**args)
        page.show()
        page.activateWindow()
        QTest.qWaitForWindowActive(page)
        return page

    def close(self) -> None:
        """Put everything away."""
        for page in self.pages:
            page.leave()
            page.close()
            page.deleteLater()
        self.runner.close()
        self.office.database.close()

    def _context(self) -> PageContext:
        return PageContext(
            office=self.office,
            actor=self.actor,
            runner=self.runner,
            hub=self.hub,
            navigate=self._go,
            go_back=self._nowhere,
            crash=self._crash,
            restart=self._nowhere,
        )

    def _go(self, page_id: str, **args: Any) -> None:
        self.went.append((page_id, args))

    @staticmethod
    def _nowhere() -> None:
        return None

    @staticmethod
    def _crash(error: Exception) -> None:
        raise error


def words(widget: QWidget) -> str:
    """Give all the words that a person sees on a widget."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    found += [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(found)


def press(widget: QWidget, word: str) -> None:
    """Press the button that is seen and says so."""
    found = [
        b for b in widget.findChildren(QAbstractButton) if b.text().strip() == word and b.isVisible() and b.isEnabled()
    ]
    assert found, f"nothing to press says {word}"
    found[0].click()


def agree(page: QWidget) -> None:
    """Say yes to the question that stands on the screen."""
    asked = [dialog for dialog in page.findChildren(Confirmation) if dialog.isVisible()]
    assert asked, "nothing is asked"
    asked[-1].yes.click()
