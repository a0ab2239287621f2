"""Window tests: off-screen, Qt's warnings fail the test that caused them, and so do threads left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The off-screen platform has no window manager and says so.
_EXPECTED = ("This plugin does not support",)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def qt_may_say() -> list[str]:
    """Parts of messages that a test provokes on purpose; append to it."""
    return []


@pytest.fixture(autouse=True)
def _no_unexpected_qt_messages(qt_may_say: list[str]) -> Iterator[None]:
    said: list[str] = []

    def listen(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(expected in text for expected in (*_EXPECTED, *qt_may_say)):
            said.append(f"{kind.name}: {text}")

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    assert not said, "\n".join(said)


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before and not thread.daemon]
    assert not left, left


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> None:
    """Every test begins at 100 % in light colours."""
    from trainer.ui.theme import theme

    look = theme()
    if (look.scale, look.mode, look.is_large_print) != (1.0, "light", False):
        look.set_up()
