"""Items that are answered in writing: fill-in, cloze, numbers, short answers, essays."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from trainer.adapters.interchange.questions.qti.choice_kinds import Built, one_of
from trainer.adapters.interchange.questions.qti.model import CLOSE, OPEN, Interaction, Item, NumberRange, Sort
from trainer.adapters.interchange.questions.qti.numbers import number, share
from trainer.adapters.interchange.questions.qti.operators import PART, PATTERN
from trainer.adapters.interchange.questions.qti.probing import NOTHING, Probe
from trainer.domain.question_bank.answers import WHOLE, Blank, Choice, Gap, GapKind, NumericKey
from trainer.domain.question_bank.question import Kind
from trainer.domain.question_bank.schema import write_exact
from trainer.domain.question_bank.text import escape

PLACE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_LITERAL_GAP = re.compile(r"_{4,}")
_LITERAL_CLOZE = re.compile(r"(?<!\\)\[(?=\[\d+\]\])")
_BESIDE = re.compile(f"_{{3,}}[ \u3000]*(?={OPEN})|(?<={CLOSE})[ \u3000]*_{{3,}}")
_MOST_WEIGHT = 1_000
# An answer of so few lines is short.
_SHORT = 5
# What nobody accepts.
NONSENSE = "\ue0f9"
_SIMPLE_PATTERN = re.compile(r"(?:\\[^a-zA-Z0-9]|[^\\.*+?()\[\]{}|^$]|\.\*)*")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Wordings that are accepted.

    Attributes:
        choices: with shares where they earn less than everything.
        wildcards: some hold ``*`` for anything.
        strict: as ``Question.strict``.
        tried: what stands for each of them when the rules are tried.
    """

    choices: tuple[Choice, ...]
    wildcards: bool
    strict: tuple[str, ...]
    tried: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether each earns everything and has nothing to say."""
        return not self.wildcards and all(one.share is None and not one.why for one in self.choices)


def written(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a question that is answered in one piece of writing."""
    if interaction.sort is Sort.SLIDER or interaction.is_number or item.hint == "numeric":
        keys = numeric_keys(item, interaction, probe)
        if keys:
            _note_numbers(interaction, keys, probe)
            return Kind.NUMERIC, {"numbers": keys}
        if interaction.sort is Sort.SLIDER or interaction.is_number:
            item.notes.error("qti_no_key")
            return None
    found = accepted(item, interaction, probe) if item.hint != "essay" else None
    if found is not None:
        _note_texts(interaction, found, probe)
        parts = {"choices": found.choices, "wildcards": found.wildcards, "strict": found.strict}
        return Kind.SHORT_ANSWER, parts
    model = item.model_answer or "\n\n".join(
        escape(one) for one in probe.declaration(interaction.response).correct if one
    )
    if interaction.sort is Sort.TEXT and item.hint not in {"essay", "short_answer"} and not model:
        item.notes.notice("qti_by_hand")
    if 0 < interaction.lines <= _SHORT and (model or item.rubrics):
        return Kind.SHORT_ANSWER, {"model_answer": model}
    return Kind.ESSAY, {"model_answer": model}


def gap_stem(body: str, *, cloze: bool) -> str:
    """Write the gaps of a text as blanks or as gaps of a cloze; signs that only look like gaps lose their meaning."""
    body = _BESIDE.sub("", body)
    if cloze:
        body = _LITERAL_CLOZE.sub(r"\\[", body)
        return PLACE.sub(lambda found: f"[[{int(found[1]) + 1}]]", body)
    body = _LITERAL_GAP.sub(lambda found: "\\_" * len(found[0]), body)
    return PLACE.sub("____", body)


def gaps_in_line(item: Item, interactions: list[Interaction], probe: Probe) -> Built | None:
    """Build a fill-in or a cloze of the inline interactions of a text."""
    _look_at_whole(item, interactions, probe)
    blanks = [_blank(item, one, probe) for one in interactions]
    weights = _weights(interactions, probe)
    if all(blank is not None for blank in blanks) and len(set(weights)) == 1 and _one_strictness(interactions, probe):
        strict = ("case",) if any(probe_is_strict(item, one) for one in interactions) else ()
        return Kind.BLANK, {"blanks": tuple(blank for blank in blanks if blank is not None), "strict": strict}
    found = [
        accepted(item, one, probe) if one.sort is Sort.TEXT and not one.is_number else None for one in interactions
    ]
    wildcards = any(one is not None and one.wildcards for one in found)
    gaps = []
    for one, weight, wordings in zip(interactions, weights, found, strict=True):
        gap = _gap(item, one, weight, wordings, probe)
        if gap is None:
            return None
        gaps.append(_with_wildcards(gap) if wildcards and wordings is not None and not wordings.wildcards else gap)
    mixed = any(one.shuffle for one in interactions if one.sort is Sort.INLINE_CHOICE)
    has_choices = any(one.sort is Sort.INLINE_CHOICE for one in interactions)
    return Kind.CLOZE, {"gaps": tuple(gaps), "is_shuffled": mixed or not has_choices, "wildcards": wildcards}


def _look_at_whole(item: Item, interactions: list[Interaction], probe: Probe) -> None:
    """Where gaps earn something only all together, try each beside the right others."""
    if len(interactions) < 2 or probe.standard or item.scorer is None:
        return
    key: dict[str, tuple[str, ...]] = {}
    for one in interactions:
        known = probe.declaration(one.response).correct or item.scorer.constants(one.response)
        tried = [value for value in known[:20] if value]
        if not tried or any(probe.worth(one.response, (value,)) > 0 for value in tried):
            return
        key[one.response] = (tried[0],)
    empty, whole = probe.outcome({}), probe.outcome(key)
    if empty is not None and whole is not None and whole.score > empty.score:
        probe.use_whole(key)
        item.notes.notice("qti_marking_changed")


def probe_is_strict(item: Item, interaction: Interaction) -> bool:
    """Tell whether an item says that upper and lower case differ."""
    return interaction.strict or (item.scorer is not None and item.scorer.is_strict(interaction.response))


def accepted(item: Item, interaction: Interaction, probe: Probe) -> Accepted | None:
    """Find the wordings that earn something; None where there are none."""
    tried = _tried(item, interaction, probe)
    best = max(tried.values(), default=NOTHING)
    if best <= 0:
        return None
    wildcards = any(text[:1] in {PATTERN, PART} for text in tried)
    choices: dict[str, Choice] = {}
    raw: list[str] = []
    for text, worth in tried.items():
        said = _wildcard(item, text) if wildcards else text
        if worth == NOTHING or not said or said in choices:
            continue
        earned = share(worth / best)
        why = next((one.why for one in interaction.options if one.text == text), "")
        choices[said] = Choice(said, earned == WHOLE, why, None if earned == WHOLE else earned)
        raw.append(text)
    if not choices:
        return None
    strict = ("case",) if probe_is_strict(item, interaction) else ()
    return Accepted(tuple(choices.values()), wildcards, strict, tuple(raw))


def numeric_keys(item: Item, interaction: Interaction, probe: Probe) -> tuple[NumericKey, ...]:
    """Find the numbers and ranges that earn something."""
    ranges = list(item.scorer.ranges(interaction.response)) if item.scorer is not None else []
    for text in _constants(item, interaction, probe):
        value = number(text)
        if value is not None and not any(one.low == value == one.high for one in ranges):
            ranges.append(NumberRange(value, value))
    found: list[tuple[Fraction, Fraction, NumericKey]] = []
    worths = [(one, probe.worth(interaction.response, (write_number((one.low + one.high) / 2),))) for one in ranges]
    best = max((worth for _, worth in worths), default=NOTHING)
    if best <= 0:
        return ()
    for one, worth in worths:
        if worth == NOTHING:
            continue
        earned = share(worth / best)
        reach = abs(one.low) * one.tolerance if one.is_relative else one.tolerance
        low, high = one.low - reach, one.high + reach
        middle = (low + high) / 2
        tolerance = one.tolerance if one.low == one.high else (high - low) / 2
        key = NumericKey(middle if one.low != one.high else one.low, tolerance, earned, "", one.is_relative)
        found.append((low, high, key))
    return tuple(
        key
        for at, (low, high, key) in enumerate(found)
        if not any(
            other.share == key.share
            and wide_low <= low
            and high <= wide_high
            and ((wide_low, wide_high) != (low, high) or place < at)
            for place, (wide_low, wide_high, other) in enumerate(found)
            if place != at
        )
    )


def _note_numbers(interaction: Interaction, keys: tuple[NumericKey, ...], probe: Probe) -> None:
    values = [key.value for key in keys if key.value is not None]
    far = write_number(max(abs(value) for value in values) * 1000 + 10**6)
    alone = [(write_number(value),) for value in values]
    probe.note(interaction.response, alone[0], (far,), alone)


def _note_texts(interaction: Interaction, found: Accepted, probe: Probe) -> None:
    right = [text for text, one in zip(found.tried, found.choices, strict=True) if one.is_right][:1]
    probe.note(interaction.response, right, (NONSENSE,), [(text,) for text in found.tried])


def write_number(value: Fraction) -> str:
    """Write a number that is tried on an item."""
    return write_exact(value)


def _constants(item: Item, interaction: Interaction, probe: Probe) -> tuple[str, ...]:
    correct = probe.declaration(interaction.response).correct
    if item.scorer is None or probe.standard in {"match", "none"}:
        return correct
    return tuple(dict.fromkeys((*item.scorer.constants(interaction.response), *correct)))


def _tried(item: Item, interaction: Interaction, probe: Probe) -> dict[str, Fraction]:
    constants = [text for text in _constants(item, interaction, probe) if text][:500]
    if probe.standard == "match":
        return dict.fromkeys(constants, WHOLE)
    return {text: probe.worth(interaction.response, (text,)) for text in constants}


def _wildcard(item: Item, text: str) -> str:
    """Write an accepted wording in our own wildcards; empty where a pattern says more than they can."""
    if text[:1] == PART:
        return f"*{_literal(text[1:])}*"
    if text[:1] != PATTERN:
        return _literal(text)
    pattern = text[1:].removeprefix("^").removesuffix("$")
    if not _SIMPLE_PATTERN.fullmatch(pattern):
        item.notes.warn("qti_pattern_unknown", pattern=pattern[:80])
        return ""
    return re.sub(
        r"\.\*|\\(.)|(\*)", lambda found: "*" if found[0] == ".*" else _literal(found[1] or found[2]), pattern
    )


def _literal(text: str) -> str:
    return text.replace("*", "\\*")


def _blank(item: Item, interaction: Interaction, probe: Probe) -> Blank | None:
    """Give a gap as a blank: where it is text or one number, and every variant earns the same."""
    if interaction.sort is not Sort.TEXT:
        return None
    if interaction.is_number:
        keys = numeric_keys(item, interaction, probe)
        if len(keys) != 1 or keys[0].is_relative or keys[0].value is None:
            return None
        _note_numbers(interaction, keys, probe)
        return Blank((write_exact(keys[0].value),), keys[0].tolerance)
    found = accepted(item, interaction, probe)
    if found is None or not found.is_plain:
        return None
    _note_texts(interaction, found, probe)
    return Blank(tuple(choice.text for choice in found.choices))


def _with_wildcards(gap: Gap) -> Gap:
    """Write wordings so that a star in them stays a star."""
    return replace(gap, choices=tuple(replace(one, text=_literal(one.text)) for one in gap.choices))


def _gap(item: Item, interaction: Interaction, weight: int, found: Accepted | None, probe: Probe) -> Gap | None:
    if interaction.sort is Sort.INLINE_CHOICE:
        choices = one_of(item, interaction, probe)
        return None if choices is None else Gap(GapKind.CHOICE, choices, weight=weight)
    if interaction.is_number:
        keys = numeric_keys(item, interaction, probe)
        if keys:
            _note_numbers(interaction, keys, probe)
            return Gap(GapKind.NUMBER, numbers=keys, weight=weight)
    if found is None:
        item.notes.error("qti_no_key")
        return None
    _note_texts(interaction, found, probe)
    return Gap(GapKind.TEXT, found.choices, weight=weight, strict=found.strict)


def _one_strictness(interactions: list[Interaction], probe: Probe) -> bool:
    return len({probe_is_strict(probe.item, one) for one in interactions if not one.is_number}) < 2


def _weights(interactions: list[Interaction], probe: Probe) -> list[int]:
    """Give how much each gap counts beside the others, as small whole numbers."""
    worths = []
    for one in interactions:
        declared = probe.declaration(one.response)
        tried = [
            (value,) for value in dict.fromkeys((*declared.correct, *(option.identifier for option in one.options)))
        ]
        if one.sort is Sort.TEXT and probe.item.scorer is not None and not declared.correct:
            tried += [(value,) for value in probe.item.scorer.constants(one.response)[:50]]
            tried += [
                (write_number((each.low + each.high) / 2),) for each in probe.item.scorer.ranges(one.response)[:50]
            ]
        worths.append(max((probe.worth(one.response, value) for value in tried), default=NOTHING))
    if not worths or min(worths) <= 0:
        return [1] * len(interactions)
    shares = [share(worth / max(worths)) for worth in worths]
    common = lcm(*(one.denominator for one in shares))
    whole = [int(one * common) for one in shares]
    return whole if max(whole) <= _MOST_WEIGHT else [1] * len(interactions)
