"""A file that cannot be read as what it is taken for."""

from __future__ import annotations

from typing import Any


class BadFileError(Exception):
    """A container or text is damaged, hostile, or larger than this program takes.

    Args:
        code: stable, lower_snake_case; adapters pass it on in a refusal or a finding.
        line: 1-based, where it can be told.
        facts: values the sentence needs.
    """

    def __init__(self, code: str, *, line: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"
