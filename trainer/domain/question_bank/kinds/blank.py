"""Fill-in: the stem holds four underscores for each gap, in the order of the accepted variants."""

from __future__ import annotations

import re
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.question_bank.answers import Blank
from trainer.domain.question_bank.kinds.parts import error, too_few, unit_problems, unknown_strict, within, wrong_text
from trainer.domain.question_bank.numerals import read_number
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"blanks", "strict"})
GAP = re.compile(r"_{4,}")


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: as many gaps as lists of variants, no list empty; numbers where a tolerance is given."""
    found = too_few(question.blanks, "blanks", 1)
    gaps = len(GAP.findall(question.stem))
    if question.blanks and gaps != len(question.blanks):
        found.append(error("gaps_do_not_fit", "blanks", gaps=gaps, blanks=len(question.blanks)))
    for index, blank in enumerate(question.blanks):
        if not any(variant.strip() for variant in blank.accept):
            found.append(error("gap_without_variant", "blanks", index, gap=index + 1))
        else:
            found += within(_number_problems(blank), "blanks", index)
    return found + unknown_strict(question.strict)


def _number_problems(blank: Blank) -> list[Finding]:
    found = unit_problems(blank.units)
    if blank.tolerance is None:
        if blank.units:
            found.append(error("units_without_number", "units"))
        return found
    if blank.tolerance < 0:
        found.append(error("tolerance_negative", "tolerance", tolerance=write_fraction(blank.tolerance)))
    found += [
        error("variant_no_number", "accept", index, text=variant)
        for index, variant in enumerate(blank.accept)
        if read_number(variant) is None
    ]
    return found


def key(question: Question) -> dict[str, Any]:
    """Give the first accepted variant of each gap."""
    return {"blanks": [next(iter(blank.accept), "") for blank in question.blanks]}


def wrong(question: Question) -> dict[str, Any]:
    """Give the same wrong words for every gap."""
    said = [wrong_text(blank.accept) for blank in question.blanks]
    return {"blanks": [words or "" for words in said]} if any(said) else {}


def texts(question: Question) -> tuple[str, ...]:
    """Give the accepted variants."""
    return tuple([variant for blank in question.blanks for variant in blank.accept])
