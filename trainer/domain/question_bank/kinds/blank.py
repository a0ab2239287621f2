"""Fill-in: the stem holds four underscores for each gap, in the order of the accepted variants."""

from __future__ import annotations

import re

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error, too_few
from trainer.domain.question_bank.question import Question

GAP = re.compile(r"_{4,}")


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: as many gaps as lists of variants, no list empty."""
    found = too_few(question.blanks, "blanks", 1)
    gaps = len(GAP.findall(question.stem))
    if question.blanks and gaps != len(question.blanks):
        found.append(error("gaps_do_not_fit", "blanks", gaps=gaps, blanks=len(question.blanks)))
    found += [
        error("gap_without_variant", "blanks", index, gap=index + 1)
        for index, blank in enumerate(question.blanks)
        if not any(variant.strip() for variant in blank.accept)
    ]
    return found
