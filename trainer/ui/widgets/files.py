"""Asking for a file, in one place, so that tests and the tour can answer for the person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

# Set by tests and the tour: (title, suggested name or filter) -> path or None.
answer: Callable[[str, str], Path | None] | None = None


def choose_target(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to write a file.

    Args:
        parent: the page.
        title: what is saved, already translated.
        name: suggested file name; characters that file systems refuse are replaced.
        kinds: Qt's filter, for example ``PDF (*.pdf)``.

    Returns:
        None when the person changed their mind.
    """
    safe = "".join("_" if character in '\\/:*?"<>|' else character for character in name)
    if answer is not None:
        return answer(title, safe)
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(folder) / safe), kinds)
    return Path(chosen) if chosen else None


def choose_source(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask which file to read; None when the person changed their mind."""
    if answer is not None:
        return answer(title, kinds)
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    return Path(chosen) if chosen else None


def choose_sources(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask which files to read; none when the person changed their mind."""
    if answer is not None:
        one = answer(title, kinds)
        return [one] if one is not None else []
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    return [Path(one) for one in chosen]


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None when the person changed their mind."""
    if answer is not None:
        return answer(title, "")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen = QFileDialog.getExistingDirectory(parent, title, folder)
    return Path(chosen) if chosen else None
