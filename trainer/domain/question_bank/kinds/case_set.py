"""Case set: shared material in the stem, and questions of other kinds about it that stay together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.kinds.parts import error, too_few, within
from trainer.domain.question_bank.kinds.plain import PLAIN, own_problems
from trainer.domain.question_bank.question import Kind, Question

PARTS = frozenset({"parts"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: a sub-question at least, none of them a case set, each sound by itself."""
    found = too_few(question.parts, "parts", 1)
    for index, part in enumerate(question.parts):
        if part.kind is Kind.CASE_SET:
            found.append(error("case_nested", "parts", index, part=index + 1))
            continue
        if not part.stem.strip():
            found.append(error("content_text_empty", "parts", index, "stem", key="stem"))
        # Sub-questions may show the pictures of the material, too.
        names = {one.name for one in part.attachments}
        shared = tuple(one for one in question.attachments if one.name not in names)
        whole = replace(part, attachments=part.attachments + shared)
        found += within(own_problems(whole, PLAIN[part.kind]), "parts", index)
    if question.parts and not any(part.points > 0 for part in question.parts):
        found.append(error("case_without_points", "parts"))
    return found


def key(question: Question) -> dict[str, Any]:
    """Give the keys of all sub-questions."""
    return {"parts": [PLAIN[part.kind].key(part) if part.kind in PLAIN else {} for part in question.parts]}


def wrong(question: Question) -> dict[str, Any]:
    """Give a wrong response to every sub-question that has one."""
    given = [PLAIN[part.kind].wrong(part) if part.kind in PLAIN else {} for part in question.parts]
    return {"parts": given} if any(given) else {}


def texts(question: Question) -> tuple[str, ...]:
    """Give stems and texts of all sub-questions."""
    found: list[str] = []
    for part in question.parts:
        found.append(part.stem)
        found += PLAIN[part.kind].texts(part) if part.kind in PLAIN else ()
    return tuple(found)
