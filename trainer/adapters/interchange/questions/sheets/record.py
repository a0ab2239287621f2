"""One row of a question table in words, whatever its columns are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.text import escape


@dataclass(slots=True)
class Record:
    """What one row says.

    Attributes:
        texts: of columns that hold one text; empty ones are left out.
        choices: texts of the choices by their letter, 0 for A; empty ones are left out.
        rights: letters that columns of their own mark as right; None where there are no such columns.
        answers: keys of a fill-in that stand in columns of their own, in order.
        more: parts that no column holds, as our own documents write them.
        parts: questions about the material of this row, made already.
        is_broken: a cell that it needs holds no usable value; that was told.
    """

    texts: dict[Column, str] = field(default_factory=dict)
    choices: dict[int, str] = field(default_factory=dict)
    rights: set[int] | None = None
    answers: list[str] = field(default_factory=list)
    more: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Question, ...] = ()
    is_broken: bool = False

    def said(self, column: Column) -> str:
        """Give the text of a column; empty where it says nothing."""
        return self.texts.get(column, "")

    @property
    def write(self) -> Callable[[str], str]:
        """How texts of this row become Markdown: they are plain unless the row says that they are Markdown already."""
        return _as_it_is if self.more.get("markdown") is True else escape


def _as_it_is(text: str) -> str:
    return text


class Tell(Protocol):
    """Notes something about a row."""

    def __call__(
        self, code: str, severity: Severity = Severity.NOTICE, column: Column | None = None, **facts: Any
    ) -> None:
        """Note it, with the column that it is about."""


class RefusedError(Exception):
    """A row is unusable; why was told."""
