"""A paper: the frozen set of questions that one person gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.parameterised import concrete
from trainer.domain.question_bank.question import Question


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on a paper.

    Attributes:
        question_id, version: what is asked; the version never changes afterwards.
        marks: exact.
        row: 0-based row of the blueprint that this slot fills.
        order: written indices in the order shown (choices, entries to order, right-hand entries, tokens; one group after
            the other where a question has several); empty where there is nothing to shuffle.
        values: of the variables of a parameterised question, by name; empty for all others.
    """

    question_id: str
    version: int
    marks: Fraction
    row: int
    order: tuple[int, ...] = ()
    values: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Slots in the order shown, and the seed that made them."""

    slots: tuple[Slot, ...]
    seed: str

    @property
    def of(self) -> Fraction:
        """Marks of the whole paper, exact."""
        return sum((slot.marks for slot in self.slots), Fraction(0))


def asked_question(slot: Slot, question: Question) -> Question:
    """Give the question as this slot asks it: with its values put in.

    Args:
        slot: of the paper.
        question: the version asked, or the same with a corrected key.

    Returns:
        Where a corrected key cannot be computed with the values that were drawn, the question without them: it stays
        unmarked, because a paper must always be possible to mark.
    """
    if not slot.values:
        return question
    try:
        return concrete(question, dict(slot.values))
    except Refusal:
        return question


def paper_document(paper: Paper) -> dict[str, Any]:
    """Write a paper as a plain document; values only where there are any, so that old papers keep their digest."""
    return {"seed": paper.seed, "slots": [_slot_document(slot) for slot in paper.slots]}


def _slot_document(slot: Slot) -> dict[str, Any]:
    document: dict[str, Any] = {
        "question": slot.question_id,
        "version": slot.version,
        "marks": str(slot.marks),
        "row": slot.row,
        "order": list(slot.order),
    }
    if slot.values:
        document["values"] = {name: str(value) for name, value in slot.values}
    return document


def read_paper(document: Mapping[str, Any]) -> Paper:
    """Read what :func:`paper_document` wrote."""
    return Paper(tuple(_read_slot(slot) for slot in document["slots"]), document["seed"])


def _read_slot(slot: Mapping[str, Any]) -> Slot:
    # JSON columns of a server may hand keys back in an order of their own.
    values = tuple(sorted((name, Fraction(value)) for name, value in slot.get("values", {}).items()))
    return Slot(slot["question"], slot["version"], Fraction(slot["marks"]), slot["row"], tuple(slot["order"]), values)


def paper_digest(document: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a paper's document (with whatever is frozen beside the slots), 64 hex digits."""
    written = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
