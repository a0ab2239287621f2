"""Items whose numbers vary -> parameterised questions: with numbers to be computed, or with choices."""

from __future__ import annotations

import re
from typing import Any

from trainer.adapters.interchange.questions.qti import choice_kinds
from trainer.adapters.interchange.questions.qti.model import Item, Sort, place
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.adapters.interchange.questions.qti.probing import Probe
from trainer.domain.question_bank.question import Kind
from trainer.domain.question_bank.schema import write_exact

_EMPTY_LINES = re.compile(r"\n{3,}")


def parameterised(item: Item, probe: Probe) -> tuple[str, Kind, dict[str, Any]] | None:
    """Build a parameterised question; None where the item asks in a way that has no counterpart, which is told."""
    template = item.template
    assert template is not None
    if len(item.interactions) != 1:
        item.notes.error("qti_template_unknown", element="itemBody")
        return None
    interaction = item.interactions[0]
    parts: dict[str, Any] = {"variables": tuple(template.variables), "conditions": tuple(template.conditions)}
    stem = item.body.replace(place(0), interaction.prompt)
    if interaction.sort in {Sort.CHOICE, Sort.INLINE_CHOICE}:
        choices = choice_kinds.one_of(item, interaction, probe)
        if choices is None:
            return None
        parts |= {"choices": choices, "is_shuffled": interaction.shuffle}
    elif interaction.sort in {Sort.TEXT, Sort.EXTENDED_TEXT} and template.results.get(interaction.response):
        parts["results"] = tuple(template.results[interaction.response])
        key = probe.declaration(interaction.response).correct[:1]
        if value := number(key[0]) if key else None:
            far = write_exact(abs(value) * 1000 + 10**6)
            probe.note(interaction.response, key, (far,), [key])
        if interaction.is_inline and not interaction.is_alone:
            stem = item.body.replace(place(0), "____")
    else:
        item.notes.error("qti_template_unknown", element=interaction.sort.value)
        return None
    return _EMPTY_LINES.sub("\n\n", stem).strip("\n "), Kind.PARAMETERISED, parts
