"""Short answer: compared with accepted wordings, or, where there are none, read by a person."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.findings import Finding
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.kinds.cloze import paying
from trainer.domain.question_bank.kinds.essay import rubric_problems
from trainer.domain.question_bank.kinds.parts import (
    earns,
    error,
    no_whole_share,
    repeated,
    shares_out_of_range,
    unknown_strict,
    wrong_text,
)
from trainer.domain.question_bank.question import Question

PARTS = frozenset({"choices", "wildcards", "strict", "model_answer", "rubric", "markers"})


def problems(question: Question) -> list[Finding]:
    """Say what is wanting: wordings of which one earns everything, or what a person needs to mark by."""
    found: list[Finding] = []
    if question.choices:
        found += repeated([choice.text for choice in question.choices], "choices")
        found += [
            error("content_text_empty", "choices", index, key="choices")
            for index, choice in enumerate(question.choices)
            if not choice.text.strip()
        ]
        found += shares_out_of_range((choice.share for choice in question.choices), "choices")
        found += no_whole_share(map(earns, question.choices), "choices")
    elif not question.model_answer and not question.rubric:
        found.append(error("short_answer_without_key", "choices"))
    return found + unknown_strict(question.strict) + rubric_problems(question)


def key(question: Question) -> dict[str, Any]:
    """Give the first wording that earns everything; the model answer where a person marks."""
    if not question.choices:
        return {"text": question.model_answer} if question.model_answer else {}
    whole = (choice.text for choice in question.choices if earns(choice) == WHOLE)
    text = next(whole, None)
    if text is None:
        return {}
    return {"text": filled(text) if question.wildcards else text}


def filled(pattern: str) -> str:
    r"""Give words that a wording with wildcards accepts: ``*`` says nothing, ``\*`` is itself."""
    return "*".join(piece.replace("*", "") for piece in pattern.split("\\*")) or "甲"


def wrong(question: Question) -> dict[str, Any]:
    """Give words that no wording accepts; ``{}`` where any words earn something or a person marks."""
    if not question.choices:
        return {}
    words = wrong_text(paying(question.choices), wildcards=question.wildcards)
    return {} if words is None else {"text": words}


def texts(question: Question) -> tuple[str, ...]:
    """Give the accepted wordings, the model answer and the rubric."""
    wordings = tuple(choice.text for choice in question.choices)
    model = (question.model_answer,) if question.model_answer else ()
    return (*wordings, *model, *(criterion.text for criterion in question.rubric))
