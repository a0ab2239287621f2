"""A question as scripts read it (JSON) and as people read it on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from trainer.domain.question_bank.answers import Choice, Gap, NumericKey
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.schema import write_exact, write_part
from trainer.domain.question_bank.text import plain
from trainer.wording import t

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Document = dict[str, Any]


def question_document(question: Question, where: Where = NOWHERE) -> Document:
    """Give a question in the shape of the command line's contract.

    ``choices`` stand wherever a kind has choices or accepted answers, each with the exact share it earns by itself; what does
    not fit there stands in ``blanks``, ``order``, ``pairs``, ``gaps``, ``zones``, ``parts``. Texts are in plain words.
    """
    place = "/".join(part for part in (question.course, question.knowledge_point) if part)
    return {
        "id": question.code,
        "name": question.name,
        "kind": question.kind.value,
        "category": question.category or place,
        **_body(question),
        "explanation": plain(question.explanation),
        "tags": list(question.tags),
        "version": question.version,
        "source": {"file": where.file, "line": where.line, **({"sheet": where.sheet} if where.sheet else {})},
    }


def question_text(question: Question) -> str:
    """Give a question with its key for people at a terminal."""
    return "\n".join([f"{question.code}  {question.kind.value}", *_lines(question), question.explanation]).rstrip()


def _body(question: Question) -> Document:
    """Give what a question and a sub-question of a case set have in common."""
    document: Document = {"stem": plain(question.stem), "choices": _choices(question)}
    more = _MORE.get(question.kind)
    if more is not None:
        document.update(more(question))
    if question.attachments:
        document["attachments"] = [write_part(one) for one in question.attachments]
    return document


def _choices(question: Question) -> list[Document]:
    match question.kind:
        case Kind.JUDGE:
            return [
                {"text": text, "fraction": "1" if question.answer is truth else "0"}
                for text, truth in (("true", True), ("false", False))
            ]
        case Kind.NUMERIC:
            return [_number(one) for one in question.numbers]
        case Kind.PARAMETERISED if question.results:
            return [
                {
                    "text": one.expression,
                    "fraction": str(one.share),
                    "tolerance": write_exact(one.tolerance),
                    **({"relative": True} if one.is_relative else {}),
                }
                for one in question.results
            ]
        case Kind.SHORT_ANSWER:
            return _accepted(question.choices)
        case _:
            right = sum(choice.is_right for choice in question.choices)
            return [{"text": plain(choice.text), "fraction": str(_share(choice, right))} for choice in question.choices]


def _share(choice: Choice, right: int) -> Fraction:
    """Say what a choice earns by itself; without a share of its own, the key is earned in equal parts."""
    if choice.share is not None:
        return choice.share
    return Fraction(1, right) if choice.is_right else Fraction(0)


def _accepted(choices: Sequence[Choice]) -> list[Document]:
    """Give accepted wordings: each is right by itself."""
    return [
        {
            "text": choice.text,
            "fraction": str(choice.share if choice.share is not None else Fraction(int(choice.is_right))),
        }
        for choice in choices
    ]


def _number(one: NumericKey) -> Document:
    return {
        "text": "*" if one.value is None else write_exact(one.value),
        "fraction": str(one.share),
        "tolerance": write_exact(one.tolerance),
        **({"relative": True} if one.is_relative else {}),
    }


def _gap(gap: Gap) -> Document:
    if gap.numbers:
        choices = [_number(one) for one in gap.numbers]
    else:
        right = 1
        choices = [{"text": plain(one.text), "fraction": str(_share(one, right))} for one in gap.choices]
    return {"kind": gap.kind.value, "weight": gap.weight, "choices": choices}


def _right_texts(gap: Gap) -> list[str]:
    if gap.numbers:
        return [_number(one)["text"] for one in gap.numbers if one.share > 0]
    right = [one for one in gap.choices if one.is_right] or [one for one in gap.choices if (one.share or 0) > 0]
    return [plain(one.text) for one in right]


def _blanks(question: Question) -> Document:
    document: Document = {"blanks": [list(blank.accept) for blank in question.blanks]}
    if any(blank.tolerance is not None or blank.units for blank in question.blanks):
        document["blank_rules"] = [
            {key: value for key, value in write_part(blank).items() if key != "accept"} for blank in question.blanks
        ]
    return document


def _pairs(question: Question) -> Document:
    return {
        "pairs": [{"left": plain(pair.left), "right": plain(pair.right)} for pair in question.pairs],
        "extra": [plain(one) for one in question.extra],
    }


def _zones(question: Question) -> Document:
    document: Document = {"picture": question.picture, "zones": [write_part(zone) for zone in question.zones]}
    if question.kind is Kind.DRAG:
        document["tokens"] = [write_part(token) for token in question.tokens]
        document["pairs"] = [
            {"left": zone.label or str(number), "right": plain(question.tokens[token].text)}
            for number, zone in enumerate(question.zones, 1)
            for token in zone.takes
            if token < len(question.tokens)
        ]
    return document


def _by_hand(question: Question) -> Document:
    document: Document = {}
    if question.model_answer:
        document["model_answer"] = plain(question.model_answer)
    if question.rubric:
        document["rubric"] = [{"text": plain(one.text), "fraction": str(one.share)} for one in question.rubric]
    return document


def _varying(question: Question) -> Document:
    return {
        "variables": [write_part(one) for one in question.variables],
        "conditions": list(question.conditions),
        **_units(question),
    }


def _units(question: Question) -> Document:
    return {"units": [write_part(one) for one in question.units]} if question.units else {}


_MORE: dict[Kind, Callable[[Question], Document]] = {
    Kind.BLANK: _blanks,
    Kind.NUMERIC: _units,
    Kind.ORDERING: lambda question: {"order": [plain(one) for one in question.order]},
    Kind.MATCHING: _pairs,
    Kind.HOTSPOT: _zones,
    Kind.DRAG: _zones,
    Kind.CLOZE: lambda question: {
        "gaps": [_gap(gap) for gap in question.gaps],
        "blanks": [_right_texts(gap) for gap in question.gaps],
    },
    Kind.SHORT_ANSWER: _by_hand,
    Kind.ESSAY: _by_hand,
    Kind.CASE_SET: lambda question: {"parts": [{"kind": one.kind.value, **_body(one)} for one in question.parts]},
    Kind.PARAMETERISED: _varying,
    Kind.PRACTICAL: lambda question: {"task": question.task},
}


def _lines(question: Question) -> list[str]:
    lines = [question.stem]
    for letter, choice in zip(_LETTERS, question.choices, strict=False):
        lines.append(f"{'*' if choice.is_right else ' '} {letter}. {choice.text}")
    if question.answer is not None:
        lines.append(t("True") if question.answer else t("False"))
    lines += [f"  {number}. {' / '.join(blank.accept)}" for number, blank in enumerate(question.blanks, 1)]
    lines += [f"  = {_toleranced(one)}" for one in question.numbers]
    lines += [f"  = {one.expression}" for one in question.results]
    lines += [f"  {number}. {entry}" for number, entry in enumerate(question.order, 1)]
    lines += [f"  {pair.left} - {pair.right}" for pair in question.pairs]
    lines += [f"  [[{number}]] {' / '.join(_right_texts(gap))}" for number, gap in enumerate(question.gaps, 1)]
    if question.kind is Kind.DRAG:
        lines += [f"  {pair['left']} - {pair['right']}" for pair in _zones(question)["pairs"]]
    if question.model_answer:
        lines.append(question.model_answer)
    for number, part in enumerate(question.parts, 1):
        lines += [f"({number}) {line}" if at == 0 else f"    {line}" for at, line in enumerate(_lines(part))]
    return lines


def _toleranced(one: NumericKey) -> str:
    number = _number(one)
    return f"{number['text']} ± {number['tolerance']}" if one.tolerance else str(number["text"])
