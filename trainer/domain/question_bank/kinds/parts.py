"""What the kinds share: parts that belong to another kind, repeated and missing entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.question import Kind, Question

_BELONGS: dict[str, frozenset[Kind]] = {
    "choices": frozenset({Kind.SINGLE, Kind.MULTIPLE}),
    "answer": frozenset({Kind.JUDGE}),
    "blanks": frozenset({Kind.BLANK}),
    "order": frozenset({Kind.ORDERING}),
    "pairs": frozenset({Kind.MATCHING}),
    "extra": frozenset({Kind.MATCHING}),
}


def error(code: str, *path: str | int, **facts: Any) -> Finding:
    """Make an error about one part of a question."""
    return Finding(code, Severity.ERROR, facts={"path": path, **facts})


def foreign(question: Question) -> list[Finding]:
    """Note parts that a question of this kind does not have."""
    return [
        error("part_of_other_kind", part, key=part, kind=question.kind.value)
        for part, kinds in _BELONGS.items()
        if question.kind not in kinds and getattr(question, part) not in ((), None)
    ]


def repeated(texts: Sequence[str], part: str) -> list[Finding]:
    """Note entries that stand there twice: nobody could tell which one is meant."""
    seen: set[str] = set()
    found = []
    for index, text in enumerate(texts):
        plain = "".join(text.split()).casefold()
        if plain in seen:
            found.append(error("entry_repeated", part, index, text=text))
        seen.add(plain)
    return found


def too_few(entries: Sequence[object], part: str, least: int) -> list[Finding]:
    """Note that there is nothing to choose from."""
    if len(entries) >= least:
        return []
    return [error("entries_too_few", part, key=part, least=least, found=len(entries))]
