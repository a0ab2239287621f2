"""A paper: the frozen set of questions that one person gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on a paper.

    Attributes:
        question_id, version: what is asked; the version never changes afterwards.
        marks: exact.
        row: 0-based row of the blueprint that this slot fills.
        order: written indices in the order shown (choices, entries to order, right-hand entries); empty where there is
            nothing to shuffle.
    """

    question_id: str
    version: int
    marks: Fraction
    row: int
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Slots in the order shown, and the seed that made them."""

    slots: tuple[Slot, ...]
    seed: str

    @property
    def of(self) -> Fraction:
        """Marks of the whole paper, exact."""
        return sum((slot.marks for slot in self.slots), Fraction(0))


def paper_document(paper: Paper) -> dict[str, Any]:
    """Write a paper as a plain document."""
    return {
        "seed": paper.seed,
        "slots": [
            {
                "question": slot.question_id,
                "version": slot.version,
                "marks": str(slot.marks),
                "row": slot.row,
                "order": list(slot.order),
            }
            for slot in paper.slots
        ],
    }


def read_paper(document: Mapping[str, Any]) -> Paper:
    """Read what :func:`paper_document` wrote."""
    return Paper(
        tuple(
            Slot(slot["question"], slot["version"], Fraction(slot["marks"]), slot["row"], tuple(slot["order"]))
            for slot in document["slots"]
        ),
        document["seed"],
    )


def paper_digest(document: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a paper's document (with whatever is frozen beside the slots), 64 hex digits."""
    written = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
