"""What the window remembers of itself on this machine: widths of panes. Losing it costs a pull of the mouse."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

_NAME = "window.json"
_LARGEST = 100_000


def recall(folder: Path, key: str) -> list[int]:
    """Give what was kept under a key; nothing where nothing (readable) was."""
    found = _read(folder).get(key)
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []


def keep(folder: Path, key: str, sizes: list[int]) -> None:
    """Keep sizes; a disk that refuses is passed over."""
    known = _read(folder)
    if known.get(key) == sizes:
        return
    known[key] = sizes
    path = folder / _NAME
    beside = path.with_name(_NAME + ".part")
    with contextlib.suppress(OSError):
        beside.write_text(json.dumps(known, sort_keys=True), "utf-8")
        beside.replace(path)


def _read(folder: Path) -> dict[str, Any]:
    try:
        text = (folder / _NAME).read_text("utf-8")[:_LARGEST]
        found = json.loads(text)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
