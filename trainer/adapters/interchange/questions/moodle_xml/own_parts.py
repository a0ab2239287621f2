"""Parts of a question that Moodle has no place for: our tags, and the element that Moodle passes by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.domain.question_bank.answers import Blank, Choice, Gap, GapKind
from trainer.domain.question_bank.question import Kind, Marking
from trainer.domain.question_bank.schema import STRICT, write_exact

if TYPE_CHECKING:
    from lxml import etree

ELEMENT = "trainer"
# What the tag ``trainer:marking`` says where the paper's rule holds.
OF_PAPER = "paper"
_MARKINGS: Mapping[str, Marking | None] = {**{one.value: one for one in Marking}, OF_PAPER: None}
_MARK = re.compile(r"\[\[\d{1,4}\]\]")


def rest_of(element: etree._Element) -> str:
    """Give all that a question says besides our element, to bind that to it."""
    own = [child for child in element if child.tag == ELEMENT]
    said = "".join(map(str, element.itertext()))
    for child in own:
        said = said.replace(child.text or "", "", 1) if child.text else said
    return said


def restore(ours: Mapping[str, list[str]], kind: Kind, stem: str, parts: dict[str, Any]) -> tuple[Kind, str]:
    """Put back what our tags tell about the parts of a question.

    Args:
        ours: tags by key.
        kind: as Moodle's type means it.
        stem: likewise.
        parts: likewise; changed here.

    Returns:
        Kind and stem.
    """
    if "marking" in parts and (found := marking_of(ours)) is not None:
        parts["marking"] = found[0]
        if "choices" in parts:
            parts["choices"] = by_rule(parts["choices"])
    strict = tuple(word for word in ours.get("strict", ()) if word in STRICT)
    if strict:
        parts["strict"] = strict
    wanted = ours.get("kind", [""])[0]
    if wanted == Kind.BLANK.value and kind is Kind.CLOZE:
        blanks = [_blank(gap) for gap in parts["gaps"]]
        if all(blank is not None for blank in blanks):
            for name in ("gaps", "wildcards"):
                parts.pop(name, None)
            parts["is_shuffled"] = True
            parts["blanks"] = tuple(blanks)
            return Kind.BLANK, _MARK.sub("____", stem)
    if wanted == Kind.SHORT_ANSWER.value and kind is Kind.ESSAY:
        return Kind.SHORT_ANSWER, stem
    return kind, stem


def marking_of(ours: Mapping[str, list[str]]) -> tuple[Marking | None] | None:
    """Give the rule for part marks that a tag names; None where there is no such tag."""
    said = ours.get("marking", [""])[0]
    return (_MARKINGS[said],) if said in _MARKINGS else None


def by_rule(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Take shares away that only say what the rule says: equal ones for the key, everything lost by a wrong choice."""
    right = sum(choice.is_right for choice in choices)
    if all(choice.share == (Fraction(1, right) if choice.is_right else -1) for choice in choices):
        return tuple(Choice(choice.text, choice.is_right, choice.why) for choice in choices)
    return choices


def _blank(gap: Gap) -> Blank | None:
    if gap.kind is GapKind.TEXT:
        return Blank(tuple(choice.text for choice in gap.choices))
    if gap.kind is GapKind.NUMBER and gap.numbers:
        values = tuple(write_exact(one.value) for one in gap.numbers if one.value is not None)
        return Blank(values, gap.numbers[0].tolerance)
    return None
