"""Put a corrected key onto the frozen wording that candidates saw.

A sitting keeps the version it asked. When a key was found wrong, authors correct it in a newer version; a regrade takes
only the key from there and only where the newer version still asks the same thing, whatever the order of its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from trainer.domain.question_bank.answers import Choice, Gap, GapKind
from trainer.domain.question_bank.kinds.drag import look
from trainer.domain.question_bank.question import Kind, Question


def rekeyed(asked: Question, corrected: Question) -> Question | None:
    """Give the asked question with the corrected key.

    Args:
        asked: the version on the paper; responses hold indices into it. A parameterised one without its values.
        corrected: the version whose key shall count.

    Returns:
        None when the two cannot be compared: another kind, other choices, another number of gaps, another picture.
    """
    return _WAYS[asked.kind](asked, corrected) if asked.kind is corrected.kind else None


def _by_choices(asked: Question, corrected: Question) -> Question | None:
    choices = _choices(asked.choices, corrected.choices)
    return None if choices is None else replace(asked, choices=choices, marking=corrected.marking)


def _choices(asked: Sequence[Choice], corrected: Sequence[Choice]) -> tuple[Choice, ...] | None:
    """Take right and share from the choices that read alike; None where there are others."""
    keys = {choice.text: choice for choice in corrected}
    if sorted(keys) != sorted(choice.text for choice in asked):
        return None
    return tuple(replace(one, is_right=keys[one.text].is_right, share=keys[one.text].share) for one in asked)


def _judge(asked: Question, corrected: Question) -> Question:
    return replace(asked, answer=corrected.answer)


def _blank(asked: Question, corrected: Question) -> Question | None:
    if len(asked.blanks) != len(corrected.blanks):
        return None
    return replace(asked, blanks=corrected.blanks, strict=corrected.strict)


def _numeric(asked: Question, corrected: Question) -> Question:
    return replace(asked, numbers=corrected.numbers, units=corrected.units, unit_needed=corrected.unit_needed)


def _same_entries(asked: Question, corrected: Question) -> Question | None:
    # Indices of responses point into the asked order of entries, so a key that moves entries cannot be carried over; such
    # a question is reported and keeps its old key.
    is_same = (asked.order, asked.rights, _lefts(asked)) == (corrected.order, corrected.rights, _lefts(corrected))
    return replace(asked, marking=corrected.marking) if is_same else None


def _lefts(question: Question) -> tuple[str, ...]:
    return tuple(pair.left for pair in question.pairs)


def _hotspot(asked: Question, corrected: Question) -> Question | None:
    # As many points as right zones could be set; with more of them nobody could be wholly right any more.
    is_same = _picture(asked) == _picture(corrected) and _right_zones(asked) == _right_zones(corrected)
    return replace(asked, zones=corrected.zones) if is_same else None


def _right_zones(question: Question) -> int:
    return sum(zone.is_right for zone in question.zones)


def _drag(asked: Question, corrected: Question) -> Question | None:
    def seen(question: Question) -> object:
        zones = [(zone.shape, zone.points) for zone in question.zones]
        return _picture(question), zones, [(look(token), token.copies) for token in question.tokens]

    return replace(asked, zones=corrected.zones) if seen(asked) == seen(corrected) else None


def _picture(question: Question) -> str:
    """Give the bytes of the picture by their digest: a picture under its old name may be another one."""
    return next((one.digest for one in question.attachments if one.name == question.picture), question.picture)


def _cloze(asked: Question, corrected: Question) -> Question | None:
    if len(asked.gaps) != len(corrected.gaps):
        return None
    gaps = [_gap(one, other) for one, other in zip(asked.gaps, corrected.gaps, strict=True)]
    if any(gap is None for gap in gaps):
        return None
    return replace(asked, gaps=tuple(gap for gap in gaps if gap is not None), wildcards=corrected.wildcards)


def _gap(asked: Gap, corrected: Gap) -> Gap | None:
    if asked.kind is not GapKind.CHOICE or corrected.kind is not GapKind.CHOICE:
        is_written = GapKind.CHOICE not in {asked.kind, corrected.kind}
        return corrected if is_written else None
    choices = _choices(asked.choices, corrected.choices)
    return None if choices is None else replace(asked, choices=choices, weight=corrected.weight)


def _short_answer(asked: Question, corrected: Question) -> Question:
    return replace(
        asked,
        choices=corrected.choices,
        wildcards=corrected.wildcards,
        strict=corrected.strict,
        model_answer=corrected.model_answer,
        rubric=corrected.rubric,
        markers=corrected.markers,
    )


def _by_hand(asked: Question, corrected: Question) -> Question:
    return replace(asked, model_answer=corrected.model_answer, rubric=corrected.rubric, markers=corrected.markers)


def _parameterised(asked: Question, corrected: Question) -> Question | None:
    # The values on the paper were drawn for the asked variables; a key that needs others cannot be computed with them.
    known = [variable.name for variable in asked.variables]
    if sorted(known) != sorted(variable.name for variable in corrected.variables):
        return None
    if asked.choices:
        return _by_choices(asked, corrected)
    if corrected.choices:
        return None
    return replace(asked, results=corrected.results, units=corrected.units, unit_needed=corrected.unit_needed)


def _case_set(asked: Question, corrected: Question) -> Question | None:
    if len(asked.parts) != len(corrected.parts):
        return None
    parts = []
    for one, other in zip(asked.parts, corrected.parts, strict=True):
        part = rekeyed(one, other)
        if part is None:
            return None
        parts.append(replace(part, points=other.points))
    return replace(asked, parts=tuple(parts))


def _practical(asked: Question, corrected: Question) -> Question | None:
    return asked if asked.task == corrected.task else None


_WAYS: Mapping[Kind, Callable[[Question, Question], Question | None]] = {
    Kind.SINGLE: _by_choices,
    Kind.MULTIPLE: _by_choices,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.NUMERIC: _numeric,
    Kind.ORDERING: _same_entries,
    Kind.MATCHING: _same_entries,
    Kind.HOTSPOT: _hotspot,
    Kind.DRAG: _drag,
    Kind.CLOZE: _cloze,
    Kind.SHORT_ANSWER: _short_answer,
    Kind.ESSAY: _by_hand,
    Kind.CASE_SET: _case_set,
    Kind.PARAMETERISED: _parameterised,
    Kind.PRACTICAL: _practical,
}
