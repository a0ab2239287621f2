"""What QTI cannot say of a question.

Everything comes back into this program by our own data in the manifest; what is told here is what other programs do not see.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.adapters.interchange.questions.qti.writing import dialects, parameters
from trainer.adapters.interchange.questions.qti.writing.pieces import Pen
from trainer.adapters.interchange.questions.qti.writing.texts import Texts
from trainer.domain.question_bank.answers import GapKind
from trainer.domain.question_bank.question import Kind, Marking, Question

_SIGNS = ("**", "`", "$", "![", "<sub>", "<sup>", "<u>", "\n")


def refuses(question: Question) -> str:
    """Give the code of the reason why a question cannot be written; empty where it can."""
    for part in (question, *question.parts):
        if part.kind is Kind.PRACTICAL:
            return "qti_refuses_practical"
        if part.kind is Kind.PARAMETERISED and not parameters.is_writable(
            Pen(part, dialects.QTI_21, Texts(dialects.QTI_21, {}, {}))
        ):
            return "qti_refuses_expression"
    return ""


def loses(question: Question) -> tuple[str, ...]:
    """Give the codes of what other programs will not see."""
    found: dict[str, None] = {}
    for part in (question, *question.parts):
        found |= dict.fromkeys(_losses(part))
    if question.kind is Kind.CASE_SET and any(_has_words(part) for part in question.parts):
        found["qti_loses_reasons"] = None
    return tuple(found)


def _losses(question: Question) -> Iterator[str]:
    if question.units or any(blank.units for blank in question.blanks):
        yield "qti_loses_units"
    if question.hints:
        yield "qti_loses_hints"
    if question.marking in {Marking.ADJACENT_PAIRS, Marking.LONGEST_RUN}:
        yield "qti_loses_part_marks"
    if any(pair.why for pair in question.pairs) or any(one.why for gap in question.gaps for one in gap.choices):
        yield "qti_loses_reasons"
    if any(_has_type(one.text) for gap in question.gaps if gap.kind is GapKind.CHOICE for one in gap.choices):
        yield "qti_loses_type"
    if question.kind in {Kind.BLANK, Kind.SHORT_ANSWER, Kind.CLOZE}:
        yield "qti_loses_levelling"


def _has_words(part: Question) -> bool:
    return bool(part.explanation or part.feedback.right or part.feedback.partly or part.feedback.wrong) or any(
        one.why for one in part.choices
    )


def _has_type(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)
