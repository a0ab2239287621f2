"""Where things lie: the shipped folders, and the home that holds one office's data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """Find a shipped folder: ``courses``, ``question_bank`` or ``resources``.

    The checkout is tried first, because editable installs lack the copy that the wheel carries in ``trainer/_shipped``.
    """
    beside = _PACKAGE.parent / folder
    return beside if beside.is_dir() else _PACKAGE / "_shipped" / folder


def cache_dir() -> Path:
    """Give a folder for things that can be made again (compiled catalogues, question digests).

    Beside the checkout where that may be written (start.py fills it at set-up), else in the user's cache folder.
    """
    beside = _PACKAGE.parent / ".cache"
    if (_PACKAGE.parent / "pyproject.toml").is_file() and os.access(_PACKAGE.parent, os.W_OK):
        return beside
    import platformdirs  # not free, and a start from a checkout with a named home does without

    return Path(platformdirs.user_cache_dir("cadre-trainer"))


def default_home() -> Path:
    """Give the home used when none is named: ``TRAINER_HOME`` or the user's data folder."""
    named = os.environ.get("TRAINER_HOME")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("cadre-trainer"))


@dataclass(frozen=True, slots=True)
class Home:
    """One office's folder. Everything of that office lies below it and moves with it.

    Attributes:
        root: the folder itself; need not exist yet.
    """

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file (unused when a database URL is given)."""
        return self.root / "trainer.sqlite"

    @property
    def keys(self) -> Path:
        """The folder of secret keys, readable by its owner only."""
        return self.root / "keys"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def courses(self) -> Path:
        """The office's own courses, in the format of the shipped ones."""
        return self.root / "courses"

    @property
    def lock(self) -> Path:
        """Held by the window that has this home open."""
        return self.root / "in-use.lock"

    @property
    def settings(self) -> Path:
        """Settings of this seat (language, text size, window), not of the office."""
        return self.root / "seat.json"

    def make(self) -> None:
        """Create the folder and its parts."""
        for folder in (self.root, self.keys, self.backups, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
        self.keys.chmod(0o700)
