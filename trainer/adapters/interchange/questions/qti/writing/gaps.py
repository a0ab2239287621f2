"""Questions that are answered in writing, and texts with gaps, as interactions of QTI.

Source: QTI 2.1 information model, 7.3 (inlineChoiceInteraction, textEntryInteraction, extendedTextInteraction) and 8.4 (``equal`` with
its tolerances, ``patternMatch``).
"""

from __future__ import annotations

import re
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.items import MODEL_ANSWER
from trainer.adapters.interchange.questions.qti.model import CLOSE, OPEN, place
from trainer.adapters.interchange.questions.qti.numbers import decimal, number
from trainer.adapters.interchange.questions.qti.writing.dialects import plain
from trainer.adapters.interchange.questions.qti.writing.pieces import Pen, Piece, interact, names_of, truth
from trainer.domain.question_bank.answers import NOTHING, Gap, GapKind, NumericKey
from trainer.domain.question_bank.kinds.cloze import MARK
from trainer.domain.question_bank.kinds.parts import earns
from trainer.domain.question_bank.question import Kind

GAP = re.compile(r"_{4,}")
_PLACE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_REGEX_SIGN = re.compile(r"([\\.^$*+?()\[\]{}|])")


def blank(pen: Pen, piece: Piece) -> None:
    """Write a fill-in: gaps in the lines of the stem."""
    question = pen.question
    counted = iter(range(len(question.blanks)))
    stem = GAP.sub(lambda _found: place(next(counted)), question.stem)
    case = truth("case" in question.strict)
    earned = []
    gaps = []
    of = len(question.blanks)
    for at, one in enumerate(question.blanks, 1):
        response = pen.gap(at, of)
        values = [number(text) for text in one.accept]
        if one.tolerance is not None and all(value is not None for value in values):
            keys = tuple(NumericKey(value, one.tolerance) for value in values)
            earned.append(_numeric_part(pen, piece, response, pen.part(at), keys, Fraction(1)))
        else:
            worth = question.points if of == 1 else Fraction(1)
            entries = dict.fromkeys(one.accept, worth)
            piece.responses.append(
                pen.declare(response, "single", "string", one.accept[:1], pen.mapping(entries, case=case))
            )
            earned.append(pen.element("mapResponse", {"identifier": response}))
        gaps.append(_text_entry(pen, piece, response, one.accept))
    if of == 1 and earned[0].startswith(pen.element("mapResponse", {"identifier": pen.response})):
        pen.mapped(piece, pen.response)
    else:
        _sum(pen, piece, earned, Fraction(of))
    piece.body.append(_with_gaps(pen, stem, gaps))


def cloze(pen: Pen, piece: Piece) -> None:
    """Write a cloze: gaps of several sorts in the lines of the stem."""
    question = pen.question
    stem = MARK.sub(lambda found: place(int(found[1]) - 1), question.stem)
    of = len(question.gaps)
    earned = []
    gaps = []
    for at, gap in enumerate(question.gaps, 1):
        response = pen.gap(at, of)
        part, shown = _gap(pen, piece, gap, response, at)
        earned.append(part if gap.weight == 1 else pen.element("product", None, part, pen.number(Fraction(gap.weight))))
        gaps.append(shown)
    _sum(pen, piece, earned, Fraction(sum(gap.weight for gap in question.gaps)))
    piece.body.append(_with_gaps(pen, stem, gaps))


def numeric(pen: Pen, piece: Piece) -> None:
    """Write a number to be given, with what is near it."""
    question = pen.question
    piece.body.append(pen.texts.blocks(question.stem))
    _numeric_rules(pen, piece, pen.response, pen.score, question.numbers, question.points, reasons=True)
    piece.body.append(f"<p>{_text_entry(pen, piece, pen.response, ('12345678',))}</p>")


def short_answer(pen: Pen, piece: Piece) -> None:
    """Write a short answer: accepted wordings, or what people need to mark it."""
    question = pen.question
    if not question.choices:
        essay(pen, piece)
        return
    piece.body.append(pen.texts.blocks(question.stem))
    correct = [one.text for one in question.choices if earns(one) == 1][:1]
    if question.wildcards:
        piece.responses.append(pen.declare(pen.response, "single", "string"))
        branches = []
        for at, one in enumerate(question.choices, 1):
            test = pen.element("patternMatch", {"pattern": _pattern(one.text)}, pen.variable(pen.response))
            rules = pen.put(pen.score, pen.number(earns(one) * question.points))
            branches.append((test, rules + _reason(pen, piece, one.why, at)))
        piece.rules.append(pen.when(*branches, ("", pen.put(pen.score, pen.number(NOTHING)))))
    else:
        entries = {one.text: earns(one) * question.points for one in question.choices}
        mapping = pen.mapping(entries, case=truth("case" in question.strict))
        piece.responses.append(pen.declare(pen.response, "single", "string", correct, mapping))
        pen.mapped(piece, pen.response)
        tests = []
        for at, one in enumerate(question.choices, 1):
            if one.why:
                value = pen.element("baseValue", {"baseType": "string"}, plain(one.text))
                test = pen.element(
                    "stringMatch",
                    {"caseSensitive": truth("case" in question.strict)},
                    pen.variable(pen.response),
                    value,
                )
                tests.append((test, _reason(pen, piece, one.why, at)))
        if tests:
            piece.reason_rules.append(pen.when(*tests))
    texts = tuple(one.text for one in question.choices)
    piece.body.append(f"<p>{_text_entry(pen, piece, pen.response, texts)}</p>")


def essay(pen: Pen, piece: Piece) -> None:
    """Write an essay, with what people need to mark it."""
    question = pen.question
    piece.is_marked_by_hand = True
    piece.responses.append(pen.declare(pen.response, "single", "string"))
    if question.model_answer:
        attributes = {"view": "scorer", "class": MODEL_ANSWER}
        piece.body.append(pen.element("rubricBlock", attributes, pen.texts.blocks(question.model_answer)))
    for one in question.rubric:
        piece.body.append(pen.element("rubricBlock", {"view": "scorer"}, pen.texts.blocks(one.text)))
    piece.body.append(pen.texts.blocks(question.stem))
    lines = "12" if question.kind is Kind.ESSAY else "4"
    interact(pen, piece, "extendedTextInteraction", {"responseIdentifier": pen.response, "expectedLines": lines})


def tolerance(value: Fraction, *, is_relative: bool) -> dict[str, str]:
    """Write how near a number must be (QTI 2.1, 8.4 ``equal``; relative ones in per cent)."""
    if not value:
        return {"toleranceMode": "exact"}
    said = decimal(value * 100 if is_relative else value)
    return {"toleranceMode": "relative" if is_relative else "absolute", "tolerance": f"{said} {said}"}


def _sum(pen: Pen, piece: Piece, earned: list[str], of: Fraction) -> None:
    pen.in_proportion(piece, earned[0] if len(earned) == 1 else pen.element("sum", None, *earned), of)


def _text_entry(pen: Pen, piece: Piece, response: str, accepted: tuple[str, ...]) -> str:
    piece.interactions.append("textEntryInteraction")
    # A gap must not tell how long its answer is: steps of ten.
    length = max((len(text) for text in accepted), default=10) // 10 * 10 + 10
    return pen.element("textEntryInteraction", {"responseIdentifier": response, "expectedLength": str(length)})


def _with_gaps(pen: Pen, stem: str, gaps: list[str]) -> str:
    return _PLACE.sub(lambda found: gaps[int(found[1])], pen.texts.blocks(stem))


def _gap(pen: Pen, piece: Piece, gap: Gap, response: str, at: int) -> tuple[str, str]:
    """Declare a gap of a cloze; gives what it earns and what is shown."""
    if gap.kind is GapKind.NUMBER:
        earned = _numeric_part(pen, piece, response, pen.part(at), gap.numbers, Fraction(1))
        return earned, _text_entry(pen, piece, response, ("12345678",))
    if gap.kind is GapKind.CHOICE:
        names = names_of(gap.choices)
        key = [name for name, one in zip(names, gap.choices, strict=True) if one.is_right][:1]
        points = {name: earns(one) for name, one in zip(names, gap.choices, strict=True) if earns(one)}
        piece.responses.append(pen.declare(response, "single", "identifier", key, pen.mapping(points)))
        piece.interactions.append("inlineChoiceInteraction")
        inner = [
            pen.element("inlineChoice", {"identifier": name}, pen.texts.words(one.text))
            for name, one in zip(names, gap.choices, strict=True)
        ]
        attributes = {"responseIdentifier": response, "shuffle": truth(pen.question.is_shuffled)}
        return pen.element("mapResponse", {"identifier": response}), pen.element(
            "inlineChoiceInteraction", attributes, *inner
        )
    texts = tuple(one.text for one in gap.choices)
    shown = _text_entry(pen, piece, response, texts)
    if pen.question.wildcards:
        return _wildcard_part(pen, piece, gap, response, at), shown
    entries = {one.text: earns(one) for one in gap.choices}
    correct = [one.text for one in gap.choices if earns(one) == 1][:1]
    mapping = pen.mapping(entries, case=truth("case" in gap.strict))
    piece.responses.append(pen.declare(response, "single", "string", correct, mapping))
    return pen.element("mapResponse", {"identifier": response}), shown


def _wildcard_part(pen: Pen, piece: Piece, gap: Gap, response: str, at: int) -> str:
    piece.responses.append(pen.declare(response, "single", "string"))
    piece.outcomes.append(pen.outcome(pen.part(at), "float", "0"))
    branches = [
        (
            pen.element("patternMatch", {"pattern": _pattern(one.text)}, pen.variable(response)),
            pen.put(pen.part(at), pen.number(earns(one))),
        )
        for one in gap.choices
    ]
    piece.rules.append(pen.when(*branches))
    return pen.variable(pen.part(at))


def _numeric_part(
    pen: Pen, piece: Piece, response: str, outcome: str, keys: tuple[NumericKey, ...], whole: Fraction
) -> str:
    """Declare a number to be given; gives what it earns."""
    piece.outcomes.append(pen.outcome(outcome, "float", "0"))
    _numeric_rules(pen, piece, response, outcome, keys, whole)
    return pen.variable(outcome)


def _numeric_rules(
    pen: Pen,
    piece: Piece,
    response: str,
    outcome: str,
    keys: tuple[NumericKey, ...],
    whole: Fraction,
    *,
    reasons: bool = False,
) -> None:
    right = [decimal(key.value) for key in keys if key.value is not None and key.share == 1][:1]
    piece.responses.append(pen.declare(response, "single", "float", right))
    branches = []
    for at, key in enumerate(keys, 1):
        rules = pen.put(outcome, pen.number(key.share * whole))
        if reasons:
            rules += _reason(pen, piece, key.why, at)
        if key.value is None:
            test = pen.element("not", None, pen.element("isNull", None, pen.variable(response)))
        else:
            test = pen.element(
                "equal",
                tolerance(key.tolerance, is_relative=key.is_relative),
                pen.variable(response),
                pen.number(key.value),
            )
            if key.is_relative:
                # The reach is taken of the first part, which therefore is the key.
                test = pen.element(
                    "equal", tolerance(key.tolerance, is_relative=True), pen.number(key.value), pen.variable(response)
                )
        branches.append((test, rules))
    piece.rules.append(pen.when(*branches))


def _reason(pen: Pen, piece: Piece, why: str, at: int) -> str:
    if not why:
        return ""
    piece.reasons[f"A{at}"] = why
    return pen.put(pen.feedback, pen.element("baseValue", {"baseType": "identifier"}, f"A{at}"))


def _pattern(text: str) -> str:
    """Write a wording with wildcards as a regular expression of XML Schema."""
    pieces = re.split(r"(\\\*|\*)", text)
    return "".join(".*" if one == "*" else "\\*" if one == "\\*" else _REGEX_SIGN.sub(r"\\\1", one) for one in pieces)
