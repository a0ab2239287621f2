"""Matching in QTI 1.2: one response for each left entry, with the same labels in all of them, or pairs in one response.

Source: QTI ASI 1.2 information model, 3.5 (response_grp with match_group); the forms of Canvas and Brightspace (a text inside each
response), and of Blackboard (texts beside the responses, right-hand entries in a block of their own, by their place).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.interactions import MOST_PAIRS
from trainer.adapters.interchange.questions.qti.model import (
    Declaration,
    Interaction,
    Option,
    Sort,
    UnscorableError,
    place,
)
from trainer.adapters.interchange.questions.qti.names import NAMES, descendants
from trainer.adapters.interchange.questions.qti.old_rules import OldRules
from trainer.adapters.interchange.questions.qti.old_text import material, text_of

if TYPE_CHECKING:
    from lxml import etree

    from trainer.adapters.interchange.questions.qti.old_items import OldItem

_RESPONSE = "matching"
_RIGHT = "RIGHT_MATCH_BLOCK"
_TEXTS = ("material", "flow_mat")


def match_of(reader: OldItem, presentation: etree._Element, responses: list[etree._Element]) -> bool:
    """Read a matching; False where the item is none."""
    if len(responses) == 1:
        return _grouped(reader, presentation, responses[0])
    if any(NAMES[one.tag] not in {"response_lid", "response_grp"} for one in responses):
        return False
    right_block = next((one for one in descendants(presentation, "flow") if one.get("class") == _RIGHT), None)
    labels = [reader.labels(one) for one in responses]
    if sum(map(len, labels)) > MOST_PAIRS:
        reader.item.notes.error("entries_too_many", key="pairs", most=MOST_PAIRS, found=sum(map(len, labels)))
        return False
    if right_block is not None:
        rights = _texts_of_flows(right_block, reader)
        if not rights or any(len(one) != len(rights) for one in labels):
            return False
        lefts = [_beside(one, reader) for one in responses]
        ways = [{label: str(at) for at, label in enumerate(one)} for one in labels]
        targets = [Option(str(at), text) for at, text in enumerate(rights)]
    else:
        texts = [[reader.option(label).text for label in reader.elements(one)] for one in responses]
        inside = [
            "\n\n".join(text_of(part, reader.contents) for part in one if NAMES[part.tag] in _TEXTS)
            for one in responses
        ]
        if any(one != texts[0] for one in texts) and any(set(one) != set(texts[0]) for one in texts):
            return False
        if reader.item.hint != "matching" and not all(inside):
            return False
        lefts = inside
        first = {text: str(at) for at, text in enumerate(texts[0])}
        ways = [
            {label: first[text] for label, text in zip(names, said, strict=True)}
            for names, said in zip(labels, texts, strict=True)
        ]
        targets = [Option(str(at), text) for text, at in ((text, first[text]) for text in dict.fromkeys(texts[0]))]
    _build(reader, presentation, responses, lefts, ways, targets)
    return True


def _build(
    reader: OldItem,
    presentation: etree._Element,
    responses: list[etree._Element],
    lefts: list[str],
    ways: list[dict[str, str]],
    targets: list[Option],
) -> None:
    item = reader.item
    interaction = Interaction(Sort.MATCH, _RESPONSE, shuffle=True)
    key: list[str] = []
    right: dict[str, tuple[str, ...]] = {}
    wrong: dict[str, tuple[str, ...]] = {}
    for at, (response, left, way) in enumerate(zip(responses, lefts, ways, strict=True)):
        name = f"left{at}"
        interaction.options.append(Option(name, left))
        ident = response.get("ident", "")
        best = _best(reader, ident, list(way))
        key += [f"{name} {way[label]}" for label in best]
        right[ident] = tuple(best)
        wrong[ident] = tuple(label for label in way if label not in best)[:1]
    reader.sort_feedback(right, wrong)
    interaction.targets = targets
    _finish(reader, presentation, interaction, key)
    item.declarations = {_RESPONSE: Declaration(_RESPONSE, "multiple", "directedPair", tuple(key))}


def _best(reader: OldItem, response: str, labels: list[str]) -> list[str]:
    """Find the labels that earn most for one left entry."""
    rules = reader.item.scorer
    assert isinstance(rules, OldRules)
    try:
        empty = rules.score({}).score
        worths = {label: rules.score({response: (label,)}).score - empty for label in labels}
        best = max(worths.values(), default=empty * 0)
        if best > 0:
            return [label for label, worth in worths.items() if worth == best]
        whole = [one for one in rules.sets(response) if set(one) <= set(labels)]
        together = max(whole, key=lambda one: rules.score({response: one}).score, default=())
    except UnscorableError as error:
        reader.item.notes.warn("qti_rules_unknown", element=error.what)
        return []
    return list(together)


def _grouped(reader: OldItem, presentation: etree._Element, response: etree._Element) -> bool:
    """Read pairs of one response: labels with a ``match_group`` are left entries."""
    elements = reader.elements(response)
    lefts = [one for one in elements if one.get("match_group")]
    rights = [one for one in elements if not one.get("match_group")]
    if not lefts or not rights:
        return False
    rules = reader.item.scorer
    assert isinstance(rules, OldRules)
    interaction = Interaction(Sort.MATCH, response.get("ident", ""), shuffle=True)
    interaction.options = [reader.option(one) for one in lefts]
    interaction.targets = [reader.option(one) for one in rights]
    ident = response.get("ident", "")
    key = [one for one in rules.constants(ident) if " " in one]
    reader.sort_feedback({ident: tuple(key)}, {})
    _finish(reader, presentation, interaction, key)
    declared = Declaration(ident, "multiple", "directedPair", tuple(key))
    reader.item.declarations = {interaction.response: declared}
    return True


def _finish(reader: OldItem, presentation: etree._Element, interaction: Interaction, key: list[str]) -> None:
    from trainer.adapters.interchange.questions.qti.rules import Rules

    item = reader.item
    said: list[str] = []
    _outside(presentation, reader, said)
    item.interactions = [interaction]
    item.body = "\n\n".join([text for text in said if text] + [place(0)])
    declared = Declaration(interaction.response, "multiple", "directedPair", tuple(key))
    item.scorer = Rules(None, {interaction.response: declared}, {}, reader.budget)


def _outside(element: etree._Element, reader: OldItem, said: list[str]) -> None:
    """Gather the texts that belong to no entry."""
    for part in element:
        name = NAMES[part.tag]
        if name == "material":
            said.append(material(part, reader.contents))
        elif name == "flow_mat":
            said.append(text_of(part, reader.contents))
        elif (
            name == "flow"
            and part.get("class") != _RIGHT
            and not (
                descendants(part, "response_lid", "response_grp") and (part.get("class") or "") in {"RESPONSE_BLOCK"}
            )
        ):
            _outside(part, reader, said)


def _texts_of_flows(block: etree._Element, reader: OldItem) -> list[str]:
    rows = [one for one in block if NAMES[one.tag] == "flow"]
    return [text_of(row, reader.contents) for row in rows]


def _beside(response: etree._Element, reader: OldItem) -> str:
    """Give the text that stands in the same flow as a response."""
    above = response.getparent()
    if above is None:
        return ""
    return "\n\n".join(
        text
        for text in (
            text_of(part, reader.contents)
            for part in above
            if part is not response and NAMES[part.tag] != "response_lid"
        )
        if text
    )
