"""Own order of choices for each person, where the wording allows it."""

from __future__ import annotations

import random
import re

from trainer.domain.papers.blueprint import Candidate
from trainer.domain.question_bank.mixing import Group

# "All of the above" means nothing when something stands below it.
_ABOVE = re.compile(r"以上|上述|前述|\b(all|none|both|any) of the above\b", re.IGNORECASE)
# "A和C" speaks of other choices by their letters; such a question keeps the order its author wrote.
_LETTERS = re.compile(r"^\s*[A-Ha-h]\s*(项)?\s*([、，,和与及或]|and|or)\s*[A-Ha-h]\b|选项\s*[A-H]|[A-H]\s*项")


def stays_last(text: str) -> bool:
    """Tell whether a choice refers to the choices above it."""
    return _ABOVE.search(text) is not None


def is_fixed(texts: tuple[str, ...]) -> bool:
    """Tell whether choices refer to each other by letter, so that none may move."""
    return any(_LETTERS.search(text) for text in texts)


def order_of(candidate: Candidate, draw: random.Random, *, is_shuffled: bool) -> tuple[int, ...]:
    """Give written indices in the order shown, group after group.

    Choices that say "all of the above" keep their place at the end. Entries to be ordered are never shown in their right
    order: they are shuffled even where choices are not.

    Args:
        candidate: the question; one without anything to mix gives an empty order.
        draw: the paper's own generator.
        is_shuffled: the exam's rule; the author's own rule for a question comes on top.
    """
    return tuple(index for group in candidate.groups for index in _order(group, draw, is_shuffled=is_shuffled))


def _order(group: Group, draw: random.Random, *, is_shuffled: bool) -> tuple[int, ...]:
    texts = group.texts
    written = tuple(range(len(texts)))
    is_sequence = group.is_sequence
    if not is_sequence and (not is_shuffled or not group.is_free or is_fixed(texts)):
        return written
    free = [index for index in written if is_sequence or not stays_last(texts[index])]
    kept = [index for index in written if index not in free]
    draw.shuffle(free)
    if is_sequence and tuple(texts[index] for index in free) == texts and len(set(texts)) > 1:
        free = free[1:] + free[:1]
    return (*free, *kept)
