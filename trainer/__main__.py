"""Start of the program: ``python -m trainer`` and the ``trainer`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, which opens the window when no noun is named."""
    from trainer.cli.app import app

    # Output is read by other programs: UTF-8 wherever it is not a console with an encoding of its own.
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app(prog_name="trainer")


if __name__ == "__main__":
    main()
