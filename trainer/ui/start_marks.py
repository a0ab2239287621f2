"""Marks of the start for the benchmark: first paint, usable page, memory; then the window closes itself."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from trainer.ui.app import App


def watch(app: App) -> None:
    """Print one JSON line to stdout when the first page can be used, and close the window."""
    _Watch(app)


class _Watch(QObject):
    """Child of the app it watches."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self._painted_at = 0.0
        app.window.installEventFilter(self)
        app.usable.connect(self._on_usable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted_at:
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self._painted_at = self._painted_at or time.time()

    def _on_usable(self) -> None:
        marks = {
            "painted_at": self._painted_at or time.time(),
            "usable_at": time.time(),
            "rss_kb": _rss_kb(),
            "modules": sorted(sys.modules),
        }
        sys.stdout.write(json.dumps(marks) + "\n")
        sys.stdout.flush()
        self._app.usable.disconnect(self._on_usable)
        QTimer.singleShot(0, self._app.window.close)


def _rss_kb() -> int:
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    line = next((line for line in status.read_text("utf-8").splitlines() if line.startswith("VmRSS:")), "VmRSS: 0")
    return int(line.split()[1])
