"""Start of the program: ``python -m trainer`` and the ``trainer`` command."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

_OPTIONS = {"--home": "TRAINER_HOME", "--database": "TRAINER_DATABASE", "--lang": "TRAINER_LANG"}


def main() -> None:
    """Open the window where no noun is named and there is a display, else run the command line."""
    wanted = _window_only(sys.argv[1:])
    if wanted is not None:
        from trainer.platform.machine import has_display

        if has_display():
            # Nothing made while the program starts is garbage, and looking for it takes a fifth of the time to the first
            # paint. The window switches it on again once the office is open.
            gc.disable()
            # The window is not kept waiting for the command line's libraries.
            from trainer.ui.app import run

            home = wanted["--home"]
            raise SystemExit(run(Path(home) if home else None, wanted["--database"], wanted["--lang"]))
    from trainer.cli.app import app

    # Output is read by other programs: UTF-8 wherever it is not a console with an encoding of its own.
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app(prog_name="trainer")


def _window_only(args: list[str]) -> dict[str, str | None] | None:
    """Read a line that names no noun and nothing unusual; None for any other."""
    wanted: dict[str, str | None] = {option: os.environ.get(name) or None for option, name in _OPTIONS.items()}
    waiting = list(args)
    while waiting:
        option, equals, value = waiting.pop(0).partition("=")
        if option not in _OPTIONS or not (equals or waiting):
            return None
        wanted[option] = value if equals else waiting.pop(0)
    return wanted if wanted["--lang"] in {None, "zh", "en"} else None


if __name__ == "__main__":
    main()
