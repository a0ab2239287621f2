"""Ordering, by the question's own rule or else the paper's. Entries that read alike may change places.

- ``all_or_nothing``, the usual rule: a step in the wrong place makes an office procedure wrong as a whole.
- ``adjacent_pairs``: the share of neighbours that stand together in the right order; of four entries there are three.
- ``longest_run``: the longest stretch of neighbours in the right order, as a share of all entries; an entry by itself is no
  stretch and earns nothing.

Source: "All or nothing", "Relative to the next item (excluding last)" and "Longest contiguous subset" among the grading types
of Moodle's ordering question, https://docs.moodle.org/en/Ordering_question_type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from trainer.domain.grading.kinds.reading import index_or_none, list_or_empty
from trainer.domain.grading.rules import PartMarks
from trainer.domain.question_bank.question import NOTHING, WHOLE, Marking, Question


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether an order was given, whole or not."""
    return bool(list_or_empty(response.get("order")))


def fraction(question: Question, response: Mapping[str, Any], rules: PartMarks) -> Fraction:
    """Mark a sequence of all entries; one that leaves out, repeats or invents any earns nothing."""
    given = [index_or_none(entry, len(question.order)) for entry in list_or_empty(response.get("order"))]
    indices = [index for index in given if index is not None]
    if not question.order or sorted(indices) != list(range(len(question.order))) or len(given) != len(indices):
        return NOTHING
    arranged = tuple(question.order[index] for index in indices)
    if arranged == question.order:
        return WHOLE
    match question.marking or rules.ordering:
        case Marking.ADJACENT_PAIRS:
            right = Counter(pairwise(question.order)) & Counter(pairwise(arranged))
            return Fraction(right.total(), len(arranged) - 1)
        case Marking.LONGEST_RUN:
            longest = _longest_run(arranged, question.order)
            return Fraction(longest, len(arranged)) if longest > 1 else NOTHING
        case _:
            return NOTHING


def _longest_run(arranged: Sequence[str], order: Sequence[str]) -> int:
    """Give the length of the longest stretch that stands in both."""
    longest = 0
    ending = [0] * (len(order) + 1)
    for entry in arranged:
        ending = [0, *(ending[n] + 1 if entry == other else 0 for n, other in enumerate(order))]
        longest = max(longest, *ending)
    return longest
