"""Cloze: gaps of several sorts in a running text, the first one marked ``[[1]]``."""

from __future__ import annotations

import re
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import WHOLE, Choice, Gap, GapKind
from trainer.domain.question_bank.kinds.parts import (
    earns,
    error,
    no_whole_share,
    number_problems,
    repeated,
    shares_out_of_range,
    too_few,
    unknown_strict,
    within,
    wrong_number,
    wrong_text,
)
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.schema import write_exact

PARTS = frozenset({"gaps", "wildcards"})
MARK = re.compile(r"(?<!\\)\[\[([0-9]{1,4})\]\]")


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: each gap marked once in the stem, and a right filling for each."""
    found = too_few(question.gaps, "gaps", 1)
    marks = sorted(int(number) for number in MARK.findall(question.stem))
    if question.gaps and marks != list(range(1, len(question.gaps) + 1)):
        named = ", ".join(f"[[{number}]]" for number in marks) or "-"
        found.append(error("gap_marks_do_not_fit", "stem", marks=named, gaps=len(question.gaps)))
    for index, gap in enumerate(question.gaps):
        found += within(_gap_problems(gap), "gaps", index)
    return found


def _gap_problems(gap: Gap) -> list[Finding]:
    found = unknown_strict(gap.strict)
    if gap.weight < 1:
        found.append(error("weight_too_small", "weight", weight=gap.weight))
    if gap.kind is GapKind.NUMBER:
        if gap.choices:
            found.append(error("part_of_other_kind", "choices", key="choices", kind=gap.kind.value))
        return found + number_problems(gap.numbers, "numbers")
    if gap.numbers:
        found.append(error("part_of_other_kind", "numbers", key="numbers", kind=gap.kind.value))
    found += too_few(gap.choices, "choices", 2 if gap.kind is GapKind.CHOICE else 1)
    found += repeated([choice.text for choice in gap.choices], "choices")
    found += shares_out_of_range((choice.share for choice in gap.choices), "choices")
    return found + (no_whole_share(map(earns, gap.choices), "choices") if gap.choices else [])


def key(question: Question) -> dict[str, Any]:
    """Give what earns everything in each gap."""
    return {"gaps": [_key(gap) for gap in question.gaps]}


def _key(gap: Gap) -> int | str | None:
    if gap.kind is GapKind.NUMBER:
        whole = (one.value for one in gap.numbers if one.share == WHOLE and one.value is not None)
        value = next(whole, None)
        return None if value is None else write_exact(value)
    place = next((n for n, choice in enumerate(gap.choices) if earns(choice) == WHOLE), None)
    return place if gap.kind is GapKind.CHOICE or place is None else gap.choices[place].text.replace("\\*", "*")


def wrong(question: Question) -> dict[str, Any]:
    """Give something worthless for each gap; nothing for a gap in which everything earns something."""
    given = [_wrong(gap, question.wildcards) for gap in question.gaps]
    return {"gaps": given} if any(one is not None for one in given) else {}


def _wrong(gap: Gap, wildcards: bool) -> int | str | None:
    if gap.kind is GapKind.NUMBER:
        return wrong_number(gap.numbers)
    if gap.kind is GapKind.CHOICE:
        return next((n for n, choice in enumerate(gap.choices) if earns(choice) <= 0), None)
    return wrong_text(paying(gap.choices), wildcards=wildcards)


def paying(choices: tuple[Choice, ...]) -> list[str]:
    """Give the wordings that earn something."""
    return [choice.text for choice in choices if earns(choice) > 0]


def texts(question: Question) -> tuple[str, ...]:
    """Give what stands in or belongs into the gaps."""
    found: list[str] = []
    for gap in question.gaps:
        found += [choice.text for choice in gap.choices]
        found += [write_exact(one.value) for one in gap.numbers if one.value is not None]
    return tuple(found)
