"""Make a workbook: on the disk, whole or not at all, or in memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any

from trainer.domain.kernel.outcomes import Fault

_TEXT_STAYS_TEXT = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


@contextmanager
def book_in_memory(target: IO[bytes]) -> Iterator[Any]:
    """Give an empty workbook (of xlsxwriter) to be filled in the block; its bytes go to ``target``."""
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(target, {**_TEXT_STAYS_TEXT, "in_memory": True})
    yield book
    book.close()


@contextmanager
def new_workbook(target: Path) -> Iterator[Any]:
    """Give an empty workbook (of xlsxwriter) to be filled in the block.

    Text stays text: nothing from a foreign file becomes a formula, a link or a rounded number. A file that is there is
    replaced only when the new one is complete.

    Raises:
        Fault: ``file_not_written``, ``disk_full``.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

    beside: Path | None = None
    try:
        handle, made = mkstemp(prefix=".", suffix=".xlsx", dir=target.parent)
        os.close(handle)
        beside = Path(made)
        book = xlsxwriter.Workbook(made, dict(_TEXT_STAYS_TEXT))
        yield book
        book.close()
        # A temporary file is readable by its owner only; the finished one gets the usual rights.
        beside.chmod(0o644)
        beside.replace(target)
    except (OSError, XlsxWriterException) as error:
        raise Fault(_code(error), target, error, detail=str(error)) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _code(error: Exception) -> str:
    # The library wraps what the disk said.
    causes = [error, error.__cause__, error.__context__, *error.args]
    full = {errno.ENOSPC, errno.EDQUOT}
    return "disk_full" if any(getattr(cause, "errno", None) in full for cause in causes) else "file_not_written"
