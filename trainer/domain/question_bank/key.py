"""The key of a question in the form of a response, so that it can be shown, scored and compared."""

from __future__ import annotations

from typing import Any

from trainer.domain.question_bank.question import Kind, Question


def key_response(question: Question) -> dict[str, Any]:
    """Give the response that is wholly right; for blanks the first accepted variant."""
    match question.kind:
        case Kind.SINGLE:
            return {"choice": next((n for n, choice in enumerate(question.choices) if choice.is_right), None)}
        case Kind.MULTIPLE:
            return {"choices": [n for n, choice in enumerate(question.choices) if choice.is_right]}
        case Kind.JUDGE:
            return {"answer": question.answer}
        case Kind.BLANK:
            return {"blanks": [blank.accept[0] for blank in question.blanks]}
        case Kind.ORDERING:
            return {"order": list(range(len(question.order)))}
        case Kind.MATCHING:
            return {"pairs": list(range(len(question.pairs)))}
