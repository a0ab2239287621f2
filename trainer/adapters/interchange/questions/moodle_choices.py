"""Answers of Moodle's formats as choices, wordings and gaps of ours; shared by its XML and GIFT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from trainer.adapters.interchange.questions.cloze_gaps import one_key, text_choices, with_places
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Choice, Gap, GapKind, Pair

# A star that stands for anything.
STAR = re.compile(r"(?<!\\)\*")


class Noter(Protocol):
    """Whoever takes findings about a question."""

    def note(self, code: str, severity: Severity, **facts: Any) -> None:
        """Add a finding about the question in hand."""


def single_choices(noter: Noter, found: Sequence[tuple[str, str, Fraction]]) -> tuple[Choice, ...]:
    """Find the one key; shares that go without saying are left out.

    Args:
        noter: takes what had to be decided.
        found: text, reason, share of each choice; 0 and 1 are ``NOTHING`` and ``WHOLE`` themselves.
    """
    keys, others = 0, 0
    for _, _, share in found:
        if share is WHOLE:
            keys += 1
        elif share is not NOTHING:
            others += 1
    if keys == 1 and not others:
        return tuple([Choice(text, share is WHOLE, why) for text, why, share in found])
    best = max((share for _, _, share in found), default=NOTHING)
    if best > 0 and best != WHOLE:
        noter.note("moodle_no_full_key", Severity.WARNING, best=_percent(best))
    for text, _, _ in [one for one in found if one[2] == best > 0][1:]:
        noter.note("moodle_several_keys", Severity.WARNING, choice=text[:60])
    return one_key(found)


def multiple_choices(noter: Noter, found: Sequence[tuple[str, str, Fraction]]) -> tuple[Choice, ...]:
    """Keep what every choice earns; shares that were rounded to per cents become what was meant."""
    rights = [share for _, _, share in found if share > 0]
    total = sum(rights, NOTHING)
    factor = WHOLE
    if rights and total != 1:
        equal = Fraction(1, len(rights))
        if abs(total - 1) < Fraction(1, 25) and all(abs(share - equal) < Fraction(1, 100) for share in rights):
            noter.note("moodle_shares_rounded", Severity.NOTICE, total=_percent(total))
            return tuple([Choice(text, share > 0, why, equal if share > 0 else share) for text, why, share in found])
        noter.note("moodle_shares_sum", Severity.WARNING, total=_percent(total))
        # Less than everything would leave nobody wholly right; more is cut off when the question is marked.
        factor = 1 / total if total < 1 else WHOLE
    return tuple([Choice(text, share > 0, why, share * factor if share > 0 else share) for text, why, share in found])


def wordings(noter: Noter, found: Sequence[tuple[str, str, Fraction]]) -> dict[str, Any]:
    """Make accepted wordings of texts, reasons and shares; a star stands for anything there as it does here."""
    best = max((share for _, _, share in found), default=NOTHING)
    if 0 < best != WHOLE:
        noter.note("moodle_no_full_key", Severity.WARNING, best=_percent(best))
        found = [(text, why, WHOLE if share == best else share) for text, why, share in found]
    wildcards = any(STAR.search(text) for text, _, _ in found)
    if not wildcards:
        found = [(text.replace("\\*", "*"), why, share) for text, why, share in found]
    return {"choices": text_choices(found), "wildcards": wildcards}


def level(text: str) -> str:
    """Bring a text to the form in which two entries are the same."""
    return "".join(text.split()).casefold()


def sorted_into(stem: str, pairs: Sequence[Pair], extra: Sequence[str]) -> tuple[str, tuple[Gap, ...]]:
    """Make gaps of pairs whose right sides are not all different: each left entry chooses among them.

    Returns:
        The stem with the left entries and their gaps, and the gaps.
    """
    offered: dict[str, str] = {}
    for text in (*(pair.right for pair in pairs), *extra):
        offered.setdefault(level(text), text)
    gaps = tuple(
        Gap(GapKind.CHOICE, tuple(Choice(text, key == level(pair.right)) for key, text in offered.items()))
        for pair in pairs
    )
    lines = [f"{with_places(pair.left)}：[[{number}]]" for number, pair in enumerate(pairs, 1)]
    return "\n\n".join([with_places(stem), "\n".join(lines)]), gaps


def wild(gaps: tuple[Gap, ...]) -> dict[str, Any]:
    """Give gaps, and whether stars in their wordings stand for anything."""
    wildcards = any(STAR.search(choice.text) for gap in gaps if gap.kind is GapKind.TEXT for choice in gap.choices)
    if wildcards:
        return {"gaps": gaps, "wildcards": True}
    return {"gaps": tuple(_starless(gap) for gap in gaps)}


def _starless(gap: Gap) -> Gap:
    if gap.kind is not GapKind.TEXT or not any("\\*" in choice.text for choice in gap.choices):
        return gap
    return replace(gap, choices=tuple(replace(one, text=one.text.replace("\\*", "*")) for one in gap.choices))


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.5g}%"
