"""An item with several interactions that do not form one text: shared material with sub-questions.

Where the item itself puts text and interaction into one part (a ``div`` that says so, a heading of QTI 1.2), that is a
sub-question; else each interaction takes the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.qti.model import CLOSE, OPEN, Interaction, Item
from trainer.adapters.interchange.questions.qti.numbers import share
from trainer.adapters.interchange.questions.qti.pair_kinds import sub_question
from trainer.adapters.interchange.questions.qti.probing import NOTHING, Probe
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.question import Kind, Question

# Around the text of a part that the item itself marks as one.
PART_OPEN, PART_CLOSE = "\ue0f4", "\ue0f5"
PART_CLASS = "sub-question"
_PART = re.compile(f"\\s*{PART_OPEN}(.*?){PART_CLOSE}\\s*", re.DOTALL)
_PLACE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_SHARED_HEAD = (
    "version",
    "course",
    "knowledge_point",
    "tier",
    "difficulty",
    "bloom",
    "teaches_lesson",
    "teaches_screen",
)
One = Callable[[Item, str, list[Interaction], Probe], "tuple[str, Kind, dict[str, Any]] | None"]


def grouped(item: Item) -> list[list[Interaction]]:
    """Tell which interactions belong together; several groups are several sub-questions."""
    marked = [_numbers(found[1]) for found in _PART.finditer(item.body)]
    if marked and sum(map(len, marked)) == len(item.interactions):
        return [[item.interactions[at] for at in numbers] for numbers in marked if numbers]
    groups: list[list[Interaction]] = []
    was_inline = False
    for interaction in item.interactions:
        if interaction.is_inline and was_inline:
            groups[-1].append(interaction)
        else:
            groups.append([interaction])
        was_inline = interaction.is_inline
    return groups


def set_of(
    item: Item, groups: list[list[Interaction]], probe: Probe, one: One
) -> tuple[str, tuple[Question, ...]] | None:
    """Build the sub-questions of an item.

    Returns:
        The shared material and the sub-questions; None where one of them cannot be used.
    """
    _look_at_whole(item, probe)
    shared, texts = _marked(item) if PART_OPEN in item.body else _before_each(item, groups)
    parts: list[Question] = []
    for text, group in zip(texts, groups, strict=True):
        built = one(item, text, group, probe)
        if built is None:
            return None
        stem, kind, attributes = built
        worth = _worth(group, probe)
        if kind is Kind.CASE_SET:
            inner: tuple[Question, ...] = attributes["parts"]
            parts += [replace(part, stem="\n\n".join(said for said in (stem, part.stem) if said)) for part in inner]
        else:
            parts.append(replace(sub_question(kind, stem or f"({len(parts) + 1})", attributes), points=worth))
    if item.points is None:
        total = sum((part.points for part in parts), Fraction(0))
        item.points = total if total > 0 else None
    return shared or item.title.strip() or item.identifier or "(1)", tuple(parts)


def _look_at_whole(item: Item, probe: Probe) -> None:
    """Look whether parts earn anything by themselves; where only the whole does, try each beside the right rest."""
    key = {name: one.correct for name, one in item.declarations.items() if one.correct}
    if len(key) < 2 or probe.standard:
        return
    if any(probe.worth(name, values) > 0 for name, values in key.items()):
        return
    probe.use_whole(key)
    if any(probe.worth(name, values) > 0 for name, values in key.items()):
        item.notes.notice("qti_marking_changed")


def _worth(group: list[Interaction], probe: Probe) -> Fraction:
    total = sum((probe.worth(one.response, probe.right.get(one.response, ())) for one in group), NOTHING)
    return share(total) if total > 0 else WHOLE


def _marked(item: Item) -> tuple[str, list[str]]:
    texts = [found[1].strip() for found in _PART.finditer(item.body) if _numbers(found[1])]
    shared = _PART.sub(lambda found: "\n\n" if _numbers(found[1]) else f"\n\n{found[1].strip()}\n\n", item.body)
    return re.sub(r"\n{3,}", "\n\n", shared).strip(), texts


def _before_each(item: Item, groups: list[list[Interaction]]) -> tuple[str, list[str]]:
    shared = ""
    texts: list[str] = []
    start = 0
    for number, group in enumerate(groups):
        numbers = [item.interactions.index(one) for one in group]
        first = item.body.find(f"{OPEN}{numbers[0]}{CLOSE}", start)
        end = item.body.find(f"{OPEN}{numbers[-1]}{CLOSE}", start) + len(f"{OPEN}{numbers[-1]}{CLOSE}")
        if group[-1].is_inline:
            # The rest of its paragraph belongs to it.
            after = item.body.find("\n\n", end)
            end = len(item.body) if after < 0 else after
        if number == 0:
            shared, begin = _split_first(item.body[:first], group)
            texts.append(item.body[begin:end])
        else:
            texts.append(item.body[start:end])
        start = end
    rest = item.body[start:].strip()
    shared = "\n\n".join(part for part in (shared.strip(), rest) if part)
    return shared, [text.strip() for text in texts]


def _split_first(before: str, group: list[Interaction]) -> tuple[str, int]:
    """Part what stands before the first interaction into shared material and its own question."""
    if group[0].prompt:
        return before, len(before)
    lead = before.rstrip()
    cut = lead.rfind("\n\n")
    if group[0].is_inline:
        cut = before.rfind("\n\n")
        return (before[:cut], cut) if cut >= 0 else ("", 0)
    return (lead[:cut], cut) if cut >= 0 else ("", 0)


def _numbers(text: str) -> list[int]:
    return [int(found[1]) for found in _PLACE.finditer(text)]


def whole(question: Question) -> Question:
    """Give sub-questions the head of their set; they have none of their own."""
    if not question.parts:
        return question
    head = {name: getattr(question, name) for name in _SHARED_HEAD}
    return replace(question, parts=tuple(replace(part, **head) for part in question.parts))
