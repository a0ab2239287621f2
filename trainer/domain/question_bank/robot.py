"""A robot that answers: all right, all wrong, not at all, or at random.

For rehearsals, for the editor's trial of a question, and for tests. A parameterised question is answered with its values
put in (``parameterised.concrete``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from trainer.domain.question_bank import kinds
from trainer.domain.question_bank.answers import Gap, GapKind, NumericKey
from trainer.domain.question_bank.kinds.parts import attached
from trainer.domain.question_bank.kinds.zones import box_of, point_in
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.schema import write_exact

Response = dict[str, Any]

_WORDS = ("不清楚", "大概是这样", "按规定办理", "qqzz")


def right_response(question: Question) -> Response:
    """Give the wholly right response; what a person or a task's room marks stays unanswered."""
    return kinds.key_response(question)


def wrong_response(question: Question, chance: Random | None = None) -> Response:
    """Give a response that earns nothing, in a likely way.

    Args:
        chance: chooses among the wrong choices of a single choice; without it the first one is taken.

    Returns:
        ``{}`` where nothing but no answer is sure to earn nothing.
    """
    if question.kind is Kind.SINGLE and chance is not None:
        wrong = [n for n, choice in enumerate(question.choices) if kinds.parts.earns(choice) <= 0]
        return {"choice": chance.choice(wrong)} if wrong else {}
    if question.kind is Kind.CASE_SET:
        parts = [wrong_response(part, chance) for part in question.parts]
        return {"parts": parts} if any(parts) else {}
    return kinds.wrong_response(question)


def blank_response(question: Question) -> Response:
    """Give no answer."""
    return {}


def random_response(question: Question, chance: Random) -> Response:
    """Answer as somebody does who guesses: of the right form, right by luck."""
    match question.kind:
        case Kind.SINGLE:
            return {"choice": chance.randrange(len(question.choices))} if question.choices else {}
        case Kind.MULTIPLE:
            return {"choices": [n for n in range(len(question.choices)) if chance.random() < 0.5]}
        case Kind.JUDGE:
            return {"answer": chance.random() < 0.5}
        case Kind.BLANK:
            return {"blanks": [chance.choice((*blank.accept, *_WORDS)) for blank in question.blanks]}
        case Kind.NUMERIC:
            return {"number": _number(question.numbers, chance)}
        case Kind.ORDERING:
            order = list(range(len(question.order)))
            chance.shuffle(order)
            return {"order": order}
        case Kind.MATCHING:
            return {"pairs": [chance.randrange(len(question.rights)) for _ in question.pairs]}
        case Kind.HOTSPOT:
            return {"points": [_point(question, chance) for zone in question.zones if zone.is_right]}
        case Kind.DRAG:
            return {"zones": [_one_of(len(question.tokens), chance) for _ in question.zones]}
        case Kind.CLOZE:
            return {"gaps": [_filling(gap, chance) for gap in question.gaps]}
        case Kind.SHORT_ANSWER | Kind.ESSAY:
            known = [text.replace("*", "") for text in kinds.texts(question)]
            return {"text": chance.choice((*known, *_WORDS))}
        case Kind.CASE_SET:
            return {"parts": [random_response(part, chance) for part in question.parts]}
        case Kind.PARAMETERISED | Kind.PRACTICAL:
            return {}


def _number(keys: Sequence[NumericKey], chance: Random) -> str:
    values = [key.value for key in keys if key.value is not None] or [Fraction(1)]
    value = chance.choice(values)
    return write_exact(chance.choice((value, value + chance.randrange(1, 10), value * 2, -value)))


def _point(question: Question, chance: Random) -> list[int]:
    if chance.random() < 0.5:
        inside = point_in(chance.choice(question.zones))
        if inside is not None:
            return inside
    picture = attached(question, question.picture)
    boxes = [box for box in map(box_of, question.zones) if box is not None]
    width = (picture.width if picture else 0) or max((box[2] for box in boxes), default=1)
    height = (picture.height if picture else 0) or max((box[3] for box in boxes), default=1)
    return [chance.randrange(max(1, width)), chance.randrange(max(1, height))]


def _one_of(size: int, chance: Random) -> int | None:
    return chance.randrange(size) if size and chance.random() < 0.9 else None


def _filling(gap: Gap, chance: Random) -> int | str | None:
    if gap.kind is GapKind.CHOICE:
        return _one_of(len(gap.choices), chance)
    if gap.kind is GapKind.NUMBER:
        return _number(gap.numbers, chance)
    return chance.choice((*(choice.text.replace("*", "") for choice in gap.choices), *_WORDS))
