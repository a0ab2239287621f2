"""Practice: mixing what is shown, and the wrong-answer book.

A response always speaks in the written order of choices and entries (see :class:`Question`); what a person sees is that
order mixed by a seed, so the same seed shows the same again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from trainer.domain.question_bank.mixing import groups_of
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import WHOLE, Question

# So often in a row must a question be answered rightly before it leaves the wrong-answer book.
RIGHT_TO_CLEAR = 2

# Choices that speak of the ones above them, or of others by letter, must stay where the author put them.
_FIXED = re.compile(
    r"以上|上述|前述|选项\s*[A-H]|\b(all|none|both) of the above\b|^\s*[A-H]\s*[、，,和与及]\s*[A-H]\b", re.IGNORECASE
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to somebody.

    Attributes:
        question: with its key; screens show it only after the response. Values are put in.
        shown: written indices in the order shown, one group after the other (``question_bank.mixing``): of ``choices``
            (single, multiple), of ``order`` (ordering), of ``rights`` (matching), of ``tokens`` (drag), of the choices of
            each gap (cloze), of the parts (case set); empty for the other kinds.
    """

    question: Question
    shown: tuple[int, ...]


def ask(question: Question, seed: str, values_seed: str | None = None) -> Asked:
    """Mix the parts of a question for showing, and draw its values where it has any.

    Args:
        question: to be put.
        seed: equal seeds give equal orders on every machine.
        values_seed: for the values, where they must stay while orders change.

    Raises:
        Refusal: ``values_not_found``; a question without problems always has values.
    """
    put = concrete(question, draw_values(question, seed if values_seed is None else values_seed))
    shown: list[int] = []
    for number, group in enumerate(groups_of(put)):
        indices = list(range(len(group.texts)))
        if not group.is_sequence and (not group.is_free or any(_FIXED.search(text) for text in group.texts)):
            shown += indices
            continue
        mixed = mixed_by(indices, f"{seed}:{question.code}:{number}" if number else f"{seed}:{question.code}")
        if group.is_sequence and mixed == indices:
            # Entries to be ordered must not lie there in the right order already.
            mixed = [*mixed[1:], *mixed[:1]]
        shown += mixed
    return Asked(put, tuple(shown))


def mixed_by(things: Sequence[_T], seed: str) -> list[_T]:
    """Mix by a seed, alike on every machine and every version of Python since 3.2."""
    mixed = list(things)
    random.Random(seed).shuffle(mixed)
    return mixed


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """A question somebody got wrong and may want again.

    Attributes:
        times_wrong: in all, also before it was cleared.
        right_in_a_row: since the last wrong answer.
        is_cleared: it has left the book; a new wrong answer brings it back.
    """

    question_id: str
    times_wrong: int
    last_wrong_at: datetime
    right_in_a_row: int = 0
    is_cleared: bool = False


def after_answer(entry: WrongEntry | None, question_id: str, fraction: Fraction, at: datetime) -> WrongEntry | None:
    """Say how the wrong-answer book stands after one more answer.

    Half right is not right: whoever left out a choice has something to learn from the question.

    Returns:
        The entry to keep; None when the question was never wrong.
    """
    if fraction < WHOLE:
        times = entry.times_wrong if entry is not None else 0
        return WrongEntry(question_id, times + 1, at)
    if entry is None or entry.is_cleared:
        return entry
    in_a_row = entry.right_in_a_row + 1
    return replace(entry, right_in_a_row=in_a_row, is_cleared=in_a_row >= RIGHT_TO_CLEAR)
