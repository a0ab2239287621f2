"""Settings of one seat (language, text size), and the hold a window takes on its home."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform.home_lock import HomeLock
from trainer.platform.paths import Home, default_home

TEXT_PERCENT = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Seat:
    """How this machine shows the program.

    Attributes:
        language: ``zh`` or ``en``.
        text_percent: one of :data:`TEXT_PERCENT`.
        window: place and size of the main window, as the window wrote it.
    """

    language: str = "zh"
    text_percent: int = 100
    window: dict[str, Any] = field(default_factory=dict)


def read_seat(home: Path | None) -> Seat:
    """Read the seat's settings; a missing or damaged file gives the defaults, because nothing of worth is in it."""
    try:
        read = json.loads(Home(home or default_home()).settings.read_text("utf-8"))
    except (OSError, ValueError):
        return Seat()
    if not isinstance(read, dict):
        return Seat()
    seat = Seat()
    if read.get("language") in {"zh", "en"}:
        seat = replace(seat, language=read["language"])
    if read.get("text_percent") in TEXT_PERCENT:
        seat = replace(seat, text_percent=read["text_percent"])
    if isinstance(read.get("window"), dict):
        seat = replace(seat, window=read["window"])
    return seat


def write_seat(home: Path | None, seat: Seat) -> None:
    """Keep the seat's settings: written beside and moved into place.

    Raises:
        Fault: ``home_not_writable``.
    """
    import tempfile  # the first paint reads the seat and does not write it

    target = Home(home or default_home()).settings
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="seat", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(seat), file, ensure_ascii=False, indent=2)
        Path(name).replace(target)
    except OSError as error:
        raise Fault("home_not_writable", target.parent, error) from error


def hold_home(home: Path | None) -> HomeLock:
    """Take hold of a home for a window; the hold ends with :meth:`HomeLock.release` or with the process.

    The command line may work beside a window; a second window may not, because a sitting would be shown twice.

    Raises:
        Refusal: ``home_in_use``.
        Fault: ``home_not_writable``.
    """
    place = Home(home or default_home())
    lock = HomeLock(place.lock)
    try:
        place.root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except BlockingIOError as error:
        raise Refusal("home_in_use", path=str(place.root)) from error
    except OSError as error:
        raise Fault("home_not_writable", place.root, error) from error
    return lock
