"""A learner of one small course, and pages opened as the window opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders.content import Content
from tests.builders.office import make_office
from tests.builders.training import Roster
from trainer.adapters.content import compiled
from trainer.domain.kernel.changes import Changes
from trainer.domain.people.roles import Actor, Grant, Role
from trainer.domain.people.units import Unit
from trainer.platform import paths
from trainer.platform.clock import FixedClock
from trainer.services.load_content import load_shipped
from trainer.services.office import Office
from trainer.ui import registry
from trainer.ui.changes_hub import ChangesHub
from trainer.ui.page import Page, PageContext
from trainer.ui.tasks import Runner


@dataclass
class Desk:
    """Where a learner sits.

    Attributes:
        went: pages navigated to, with their arguments.
        told: changes told to the hub.
    """

    office: Office
    clock: FixedClock
    roster: Roster
    unit: Unit
    actor: Actor
    runner: Runner
    hub: ChangesHub
    content: Content
    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    told: list[Changes] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(self, page_id: str, *, width: int = 1158, height: int = 720, **args: Any) -> Any:
        """Build a page, enter it and show it, as the main window does."""

        def crash(error: Exception) -> None:
            raise error

        context = PageContext(
            office=self.office,
            actor=self.actor,
            runner=self.runner,
            hub=self.hub,
            navigate=self._go,
            go_back=lambda: None,
            crash=crash,
            restart=lambda: None,
        )
        page = registry.page(page_id).build(context)
        self.pages.append(page)
        page.resize(width, height)
        page.enter(**args)
        page.show()
        page.activateWindow()
        QTest.qWaitForWindowActive(page)
        return page

    def _go(self, page_id: str, **args: Any) -> None:
        self.went.append((page_id, args))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[Desk]:
    """A cadre of tier T2 with one course of one lesson (four screens, two questions in its self-check)."""
    content = Content(tmp_path / "shipped")
    real = paths.shipped
    monkeypatch.setattr(compiled, "_stamped", {})
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        paths, "shipped", lambda folder: content.root / folder if (content.root / folder).is_dir() else real(folder)
    )
    office = make_office(tmp_path)
    assert isinstance(office.clock, FixedClock)
    roster = Roster(office)
    unit = roster.unit("152299", name="安和旗民政局")
    cadre_id = roster.cadre(unit, "王丽")
    load_shipped(office)
    runner, hub = Runner(inline=True), ChangesHub()
    actor = Actor(cadre_id, "王丽", (Grant(Role.LEARNER, unit.id, unit.path),))
    made = Desk(office, office.clock, roster, unit, actor, runner, hub, content)
    hub.changed.connect(made.told.append)
    yield made
    for page in made.pages:
        page.close()
        page.deleteLater()
    runner.close()
    office.database.close()


@pytest.fixture
def words() -> Callable[[QWidget], str]:
    """All the words a person sees on a widget."""
    from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

    def seen(widget: QWidget) -> str:
        # What has just been put into a layout is shown with the next turn of the event loop.
        QApplication.processEvents()
        found = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
        found += [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisibleTo(widget)]
        return "\n".join(found)

    return seen
