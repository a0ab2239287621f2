"""Matching: pairs, and surplus entries on the right that belong to none."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import repeated, too_few
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"pairs", "extra"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: two pairs at least, nothing twice on either side."""
    found = too_few(question.pairs, "pairs", 2)
    found += repeated([pair.left for pair in question.pairs], "pairs")
    rights = repeated(question.rights, "pairs")
    return found + rights


def key(question: Question) -> dict[str, Any]:
    """Give each left entry its own right one."""
    return {"pairs": list(range(len(question.pairs)))}


def wrong(question: Question) -> dict[str, Any]:
    """Give each left entry the right one of its neighbour."""
    places = list(range(len(question.pairs)))
    return {"pairs": places[1:] + places[:1]} if len(places) > 1 else {}


def texts(question: Question) -> tuple[str, ...]:
    """Give both sides."""
    return (*(side for pair in question.pairs for side in (pair.left, pair.right)), *question.extra)
