"""Keep a change of the look that was made on a page, as the bar on top does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trainer.ui.main_window import MainWindow


def keep_look(page: QWidget) -> None:
    """Tell the window that the look has changed; it keeps the seat's settings and folds what no longer fits."""
    window = page.window()
    if isinstance(window, MainWindow):
        window.follow_look()
