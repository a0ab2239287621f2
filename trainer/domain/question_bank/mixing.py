"""What of a question is shown in an order of its own for each person.

Most kinds have one group of entries that may be mixed, a cloze one for each gap with choices, a case set those of its
sub-questions. An order is written as one row of numbers: for each group in turn the written indices as shown, so that a
kind with one group has its plain order. Responses always speak of written indices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.domain.question_bank.answers import GapKind
from trainer.domain.question_bank.question import Kind, Question


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are mixed among themselves.

    Attributes:
        texts: in the order written.
        is_sequence: they are to be put into order, so they must not lie there in the right one.
        is_free: the author allows mixing.
    """

    texts: tuple[str, ...]
    is_sequence: bool = False
    is_free: bool = True


def groups_of(question: Question) -> tuple[Group, ...]:
    """Give the groups of a question; none where nothing is mixed."""
    texts: tuple[str, ...]
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.PARAMETERISED:
            texts = tuple([choice.text for choice in question.choices])
        case Kind.ORDERING:
            return (Group(question.order, is_sequence=True),) if question.order else ()
        case Kind.MATCHING:
            texts = question.rights
        case Kind.DRAG:
            texts = tuple([token.text for token in question.tokens])
        case Kind.CLOZE:
            return tuple(
                [
                    Group(tuple([choice.text for choice in gap.choices]), is_free=question.is_shuffled)
                    for gap in question.gaps
                    if gap.kind is GapKind.CHOICE and gap.choices
                ]
            )
        case Kind.CASE_SET:
            return tuple([group for part in question.parts for group in groups_of(part)])
        case _:
            return ()
    return (Group(texts, is_free=question.is_shuffled),) if texts else ()


def split_order(order: Sequence[int], groups: Sequence[Group]) -> list[tuple[int, ...]]:
    """Cut an order into those of the groups; a group whose piece is none has its written order."""
    found = []
    at = 0
    for group in groups:
        size = len(group.texts)
        piece = tuple(order[at : at + size])
        at += size
        found.append(piece if sorted(piece) == list(range(size)) else tuple(range(size)))
    return found
