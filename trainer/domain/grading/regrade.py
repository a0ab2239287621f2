"""Put a corrected key onto the frozen wording that candidates saw.

A sitting keeps the version it asked. When a key was found wrong, authors correct it in a newer version; a regrade takes
only the key from there and only where the newer version still asks the same thing, whatever the order of its choices.
"""

from __future__ import annotations

from dataclasses import replace

from trainer.domain.question_bank.question import Kind, Question


def rekeyed(asked: Question, corrected: Question) -> Question | None:
    """Give the asked question with the corrected key.

    Args:
        asked: the version on the paper; responses hold indices into it.
        corrected: the version whose key shall count.

    Returns:
        None when the two cannot be compared: another kind, other choices, another number of gaps.
    """
    if asked.kind is not corrected.kind:
        return None
    if asked.kind in {Kind.SINGLE, Kind.MULTIPLE}:
        right = {choice.text: choice.is_right for choice in corrected.choices}
        if sorted(right) != sorted(choice.text for choice in asked.choices):
            return None
        return replace(asked, choices=tuple(replace(choice, is_right=right[choice.text]) for choice in asked.choices))
    if asked.kind is Kind.JUDGE:
        return replace(asked, answer=corrected.answer)
    if asked.kind is Kind.BLANK:
        return replace(asked, blanks=corrected.blanks) if len(asked.blanks) == len(corrected.blanks) else None
    # Indices of responses point into the asked order of entries, so a key that moves entries cannot be carried over; such
    # a question is reported and keeps its old key.
    is_same = (asked.order, asked.rights, _lefts(asked)) == (corrected.order, corrected.rights, _lefts(corrected))
    return asked if is_same else None


def _lefts(question: Question) -> tuple[str, ...]:
    return tuple(pair.left for pair in question.pairs)
