"""Two wordings of a question beside each other, part by part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.writing import write_question

_NOT_SHOWN = ("version",)
# Lists of words that read best as one.
_IN_ONE = ("tags", "departments", "enemies", "accept", "points", "takes", "strict")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of two wordings.

    Attributes:
        path: keys and 1-based places that lead to it: ``("choices", 2, "text")``. Where a list grew or shrank, places are
            those of the side that has the entry, of the right one where both have it.
        left, right: as text; None where that side has no such part. Truth is ``true`` or ``false``.
    """

    path: tuple[str | int, ...]
    left: str | None
    right: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ."""
        return self.left != self.right


def compare(left: Question, right: Question) -> tuple[Part, ...]:
    """Lay two wordings beside each other, every part of both; version numbers are left out.

    Entries of lists that say the same stand beside each other even when others came between them.
    """
    one, other = write_question(left), write_question(right)
    for key in _NOT_SHOWN:
        one.pop(key, None)
        other.pop(key, None)
    return tuple(_mappings((), one, other))


def _mappings(path: tuple[str | int, ...], left: dict[str, Any], right: dict[str, Any]) -> Iterator[Part]:
    for key in _merged(list(left), list(right)):
        yield from _values((*path, key), left.get(key), right.get(key))


def _values(path: tuple[str | int, ...], left: Any, right: Any) -> Iterator[Part]:
    sample = right if left is None else left
    if isinstance(sample, dict):
        yield from _mappings(path, left or {}, right or {})
    elif isinstance(sample, list) and path[-1] not in _IN_ONE:
        yield from _lists(path, left or [], right or [])
    else:
        yield Part(path, _shown(left), _shown(right))


def _lists(path: tuple[str | int, ...], left: list[Any], right: list[Any]) -> Iterator[Part]:
    for one, other in _paired(left, right):
        place = (other if other is not None else one or 0) + 1
        yield from _values((*path, place), None if one is None else left[one], None if other is None else right[other])


def _paired(left: list[Any], right: list[Any]) -> Iterator[tuple[int | None, int | None]]:
    said = [json.dumps(one, sort_keys=True) for one in left]
    says = [json.dumps(one, sort_keys=True) for one in right]
    for tag, a, b, c, d in SequenceMatcher(None, said, says, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        both = min(b - a, d - c)
        yield from zip(range(a, a + both), range(c, c + both), strict=True)
        yield from ((index, None) for index in range(a + both, b))
        yield from ((None, index) for index in range(c + both, d))


def _merged(left: list[str], right: list[str]) -> list[str]:
    merged: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        merged += left[a:b]
        if tag != "equal":
            merged += right[c:d]
    return list(dict.fromkeys(merged))


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(value)
