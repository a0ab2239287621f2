"""The two ways in which an operation may fail without being a bug.

A :class:`Refusal` is a rule saying no: nothing happened, the caller may put it right. A :class:`Fault` is the machine
failing: disk, database, a damaged file. Both carry a stable code and plain facts; ``wording`` turns them into a sentence
and a next step. Anything else that is raised is a bug.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Refusal(Exception):
    """A rule says no.

    Args:
        code: stable, lower_snake_case; every code has a sentence in every language (a test proves it).
        facts: values the sentence needs; plain types only, never personal numbers in clear.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class Fault(Exception):
    """The machine failed.

    Args:
        code: stable, lower_snake_case.
        path: the file or address concerned, where there is one.
        cause: the exception underneath, for the log.
        facts: further values for the sentence.
    """

    def __init__(
        self, code: str, path: Path | str | None = None, cause: BaseException | None = None, **facts: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.cause = cause
        self.facts = {"path": str(path) if path is not None else "", **facts}

    def __str__(self) -> str:
        return f"{self.code} {self.path or ''} {self.cause or ''}".rstrip()
