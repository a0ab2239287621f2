"""What changed, told once to every screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from trainer.domain.kernel.changes import Changes


class ChangesHub(QObject):
    """The one place where committed changes become news. Owned by the main window.

    Signals:
        changed(Changes): after a commit. Pages that are seen read again; hidden ones only note that they are stale.
    """

    changed = Signal(object)

    def tell(self, changes: Changes) -> None:
        """Hand on what a service returned; nothing is said when nothing changed."""
        if changes.areas:
            self.changed.emit(changes)
