"""Take typed values out of a document that people wrote, and note everything wrong with it in one go.

Used for questions, courses and the head of lessons. A field that is missing or wrong gives a finding and a stand-in
value, so that the rest of the document is still looked at; whether the document may be used is decided at the end, by
:attr:`Fields.is_sound`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from trainer.domain.kernel.findings import Finding, Severity

Path: TypeAlias = tuple[str | int, ...]

# A version beyond this is a date or a slip of the keyboard; it also has to fit the column on every database.
MAX_VERSION = 999_999
_LONGEST_NUMBER = 60
_EXPONENT = re.compile(r"[eE][+-]?\d{3,}")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a document stands.

    Attributes:
        file: name as the user knows it; empty where there is none.
        line: first line of the document, 1-based; None where lines mean nothing. In a table, the row.
        sheet: of a table; empty for texts.
        lines: line of each part, by the keys and indices that lead to it.
        written: values that YAML takes for a number, a date or a truth value, as they were written: where a text is
            wanted, ``2012`` and ``12:30`` are the texts that the author meant.
    """

    file: str = ""
    line: int | None = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    written: Mapping[Path, str] = field(default_factory=dict)
    sheet: str = ""

    def line_of(self, path: Path) -> int | None:
        """Give the line of a part, or of the nearest thing around it that has one."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.line

    def finding(self, code: str, path: Path = (), severity: Severity = Severity.ERROR, **facts: Any) -> Finding:
        """Make a finding about a part."""
        line = self.line_of(path)
        if self.sheet:
            return Finding(code, severity, file=self.file, line=line, sheet=self.sheet, row=line, facts=facts)
        return Finding(code, severity, file=self.file, line=line, facts=facts)


NOWHERE = Where()


class Fields:
    """One mapping inside a document, read field by field.

    Args:
        document: what stands there; anything that is not a mapping gives a finding.
        where: the whole document's place.
        path: keys and indices that lead from the document's top to this mapping.
        findings: shared list that all parts of one document add to.
    """

    def __init__(
        self, document: object, where: Where = NOWHERE, path: Path = (), findings: list[Finding] | None = None
    ) -> None:
        self.where = where
        self.path = path
        self.findings: list[Finding] = [] if findings is None else findings
        self._document: Mapping[Any, Any] = {}
        if isinstance(document, Mapping):
            self._document = document
        else:
            self.note("content_not_mapping", key=self._name())

    @property
    def is_sound(self) -> bool:
        """Whether nothing was noted that forbids using the document."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def has(self, key: str) -> bool:
        """Whether a key is there with a value."""
        return self._document.get(key) is not None

    def note(self, code: str, key: str | int | None = None, severity: Severity = Severity.ERROR, **facts: Any) -> None:
        """Add a finding about a key of this mapping, or about the mapping itself."""
        path = self.path if key is None else (*self.path, key)
        if key is not None:
            facts = {"key": str(key), **facts}
        self.findings.append(self.where.finding(code, path, severity, **facts))

    def only(self, allowed: Iterable[str]) -> None:
        """Note every key that is not allowed."""
        known = set(allowed)
        for key in self._document:
            if key not in known:
                self.note("content_key_unknown", key if isinstance(key, str) else str(key))

    def text(self, key: str, *, required: bool = True, limit: int = 10_000) -> str:
        """Read a text; blanks around it are dropped."""
        value = self._document.get(key)
        if value is None:
            if required:
                self.note("content_key_missing", key)
            return ""
        value = self._as_written(value, key)
        if not isinstance(value, str):
            self.note("content_not_text", key, value=str(value))
            return ""
        value = value.strip()
        if required and not value:
            self.note("content_text_empty", key)
        if len(value) > limit:
            self.note("content_text_long", key, limit=limit, length=len(value))
        return value

    def matching(self, key: str, pattern: re.Pattern[str], shape: str, *, required: bool = True) -> str:
        """Read a text of a fixed shape; ``shape`` is an example for the sentence."""
        value = self.text(key, required=required)
        if value and not pattern.fullmatch(value):
            self.note("content_shape", key, value=value, shape=shape)
        return value

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        """Read a text that must be one of a few."""
        value = self.text(key)
        choices = tuple(allowed)
        if value and value not in choices:
            self.note("content_value_unknown", key, value=value, allowed=", ".join(choices))
        return value if value in choices else ""

    def whole(self, key: str, low: int, high: int) -> int:
        """Read a whole number within bounds."""
        value = self._document.get(key)
        if value is None:
            self.note("content_key_missing", key)
            return low
        if isinstance(value, bool) or not isinstance(value, int):
            self.note("content_not_number", key, value=str(value))
            return low
        if not low <= value <= high:
            self.note("content_out_of_range", key, value=value, low=low, high=high)
            return low
        return value

    def fraction(self, key: str, low: Fraction, high: Fraction) -> Fraction:
        """Read a number such as ``0.5`` or ``"1/3"`` exactly, as it is written."""
        value = self._document.get(key)
        if value is None:
            self.note("content_key_missing", key)
            return low
        exact = _exact(value)
        if exact is None:
            self.note("content_not_number", key, value=str(value))
            return low
        if not low <= exact <= high:
            self.note("content_out_of_range", key, value=str(value), low=str(low), high=str(high))
            return low
        return exact

    def wholes(self, key: str) -> tuple[int, ...]:
        """Read a list of whole numbers."""
        found = []
        for index, value in enumerate(self._list(key, False)):
            if isinstance(value, bool) or not isinstance(value, int):
                self._note_at(key, index, "content_not_number", value=str(value))
            else:
                found.append(value)
        return tuple(found)

    def fractions(self, key: str, low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
        """Read a list of exact numbers."""
        found = []
        for index, value in enumerate(self._list(key, False)):
            exact = _exact(value)
            if exact is None:
                self._note_at(key, index, "content_not_number", value=str(value))
            elif not low <= exact <= high:
                self._note_at(key, index, "content_out_of_range", value=str(value), low=str(low), high=str(high))
            else:
                found.append(exact)
        return tuple(found)

    def flag(self, key: str, default: bool | None = None) -> bool | None:
        """Read yes or no."""
        value = self._document.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.note("content_not_flag", key, value=str(value))
            return default
        return value

    def day(self, key: str) -> str:
        """Read an ISO date, written as a date or as a text; empty where there is none."""
        value = self._document.get(key)
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat()[:10]
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.note("content_not_date", key, value=str(value))
            return ""

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Read a list of texts."""
        found = []
        for index, value in enumerate(self._list(key, required)):
            value = self._as_written(value, key, index)
            if isinstance(value, str) and value.strip():
                found.append(value.strip())
            elif isinstance(value, str) or value is None:
                self._note_at(key, index, "content_text_empty")
            else:
                self._note_at(key, index, "content_not_text", value=str(value))
        return tuple(found)

    def parts(self, key: str, *, required: bool = True) -> list[Fields]:
        """Read a list of mappings."""
        return [
            Fields(value, self.where, (*self.path, key, index), self.findings)
            for index, value in enumerate(self._list(key, required))
        ]

    def part(self, key: str, *, required: bool = True) -> Fields | None:
        """Read one mapping inside."""
        if not self.has(key):
            if required:
                self.note("content_key_missing", key)
            return None
        return Fields(self._document[key], self.where, (*self.path, key), self.findings)

    def _list(self, key: str, required: bool) -> list[Any]:
        value = self._document.get(key)
        if value is None:
            if required:
                self.note("content_key_missing", key)
            return []
        if not isinstance(value, list):
            self.note("content_not_list", key)
            return []
        if required and not value:
            self.note("content_text_empty", key)
        return value

    def _as_written(self, value: Any, *steps: str | int) -> Any:
        return value if isinstance(value, str) else self.where.written.get((*self.path, *steps), value)

    def _note_at(self, key: str, index: int, code: str, **facts: Any) -> None:
        path = (*self.path, key, index)
        self.findings.append(self.where.finding(code, path, key=f"{key}[{index + 1}]", **facts))

    def _name(self) -> str:
        return ".".join(str(step) for step in self.path) or "-"


def _exact(value: object) -> Fraction | None:
    # A long text of digits or a large exponent would take minutes to turn into a fraction.
    text = str(value)
    if isinstance(value, bool) or len(text) > _LONGEST_NUMBER or _EXPONENT.search(text):
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
