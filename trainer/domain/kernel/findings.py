"""One problem in content or in an import, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error blocks the row or the file, a warning is shown, a notice tells what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a remark, told with its place.

    Attributes:
        code: stable code with a sentence in ``wording``.
        severity: see :class:`Severity`.
        file: file name as the user knows it; empty where none.
        line: 1-based line in a text file; None where it does not apply.
        sheet, row, column: 1-based row and header text in a table; None where it does not apply.
        facts: values for the sentence.
    """

    code: str
    severity: Severity
    file: str = ""
    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
