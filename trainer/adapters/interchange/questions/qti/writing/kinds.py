"""Every kind of question as interactions of QTI.

Source: QTI 2.1 information model, chapter 7; the templates are those of appendix B.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.areas import written as area
from trainer.adapters.interchange.questions.qti.numbers import decimal, returns
from trainer.adapters.interchange.questions.qti.writing import gaps
from trainer.adapters.interchange.questions.qti.writing.pieces import Pen, Piece, interact, names_of, truth
from trainer.domain.question_bank.answers import NOTHING
from trainer.domain.question_bank.kinds.hotspot import key as hotspot_key
from trainer.domain.question_bank.kinds.parts import earns
from trainer.domain.question_bank.question import Kind, Marking
from trainer.domain.question_bank.text import plain as plain_words

TRUE, FALSE = ("true", "正确"), ("false", "错误")


def single(pen: Pen, piece: Piece) -> None:
    """Write a single choice."""
    question = pen.question
    names = names_of(question.choices)
    key = [name for name, one in zip(names, question.choices, strict=True) if one.is_right]
    shares = {name: earns(one) for name, one in zip(names, question.choices, strict=True)}
    plain_key = all(one.share is None for one in question.choices)
    points = {name: share * question.points for name, share in shares.items() if share or not plain_key}
    piece.body.append(pen.texts.blocks(question.stem))
    if plain_key and question.points == 1:
        piece.responses.append(pen.declare(pen.response, "single", "identifier", key))
        pen.all_or_nothing(piece, pen.response)
    else:
        piece.responses.append(pen.declare(pen.response, "single", "identifier", key, pen.mapping(points)))
        pen.mapped(piece, pen.response)
    _choices(pen, piece, names, "1")


def multiple(pen: Pen, piece: Piece) -> None:
    """Write a multiple choice; its own rule for part marks as rules."""
    question = pen.question
    names = names_of(question.choices)
    key = [name for name, one in zip(names, question.choices, strict=True) if one.is_right]
    has_shares = any(one.share is not None for one in question.choices)
    piece.body.append(pen.texts.blocks(question.stem))
    points = pen.number(question.points)
    mapping = ""
    if question.marking is Marking.PER_CHOICE and has_shares:
        bounds = {"lowerBound": "0", "upperBound": decimal(question.points)}
        entries = {name: earns(one) * question.points for name, one in zip(names, question.choices, strict=True)}
        mapping = pen.mapping(entries, bounds)
        pen.mapped(piece, pen.response)
    elif question.marking in {Marking.PER_CHOICE, Marking.HALF}:
        # Part marks only where nothing wrong was chosen.
        holds = pen.element(
            "contains", None, pen.element("correct", {"identifier": pen.response}), pen.variable(pen.response)
        )
        size = pen.element("containerSize", None, pen.variable(pen.response))
        part = (
            pen.number(question.points / 2)
            if question.marking is Marking.HALF
            else pen.element("divide", None, pen.element("product", None, size, points), pen.number(Fraction(len(key))))
        )
        piece.rules.append(
            pen.when(
                (pen.is_right(pen.response), pen.put(pen.score, points)),
                (holds, pen.put(pen.score, part)),
                ("", pen.put(pen.score, pen.number(NOTHING))),
            )
        )
    else:
        pen.all_or_nothing(piece, pen.response)
    piece.responses.append(pen.declare(pen.response, "multiple", "identifier", key, mapping))
    piece.feedback_type = "multiple"
    _choices(pen, piece, names, "0")


def judge(pen: Pen, piece: Piece) -> None:
    """Write true or false as two choices."""
    piece.body.append(pen.texts.blocks(pen.question.stem))
    key = TRUE[0] if pen.question.answer else FALSE[0]
    piece.responses.append(pen.declare(pen.response, "single", "identifier", [key]))
    pen.all_or_nothing(piece, pen.response)
    inner = [pen.element("simpleChoice", {"identifier": name}, words) for name, words in (TRUE, FALSE)]
    attributes = {"responseIdentifier": pen.response, "shuffle": "false", "maxChoices": "1"}
    interact(pen, piece, "choiceInteraction", attributes, *inner)


def ordering(pen: Pen, piece: Piece) -> None:
    """Write an ordering."""
    order = pen.question.order
    names = [f"C{number}" for number in range(1, len(order) + 1)]
    piece.body.append(pen.texts.blocks(pen.question.stem))
    piece.responses.append(pen.declare(pen.response, "ordered", "identifier", names))
    pen.all_or_nothing(piece, pen.response)
    inner = [
        pen.element("simpleChoice", {"identifier": one}, pen.texts.flow(text))
        for one, text in zip(names, order, strict=True)
    ]
    interact(pen, piece, "orderInteraction", {"responseIdentifier": pen.response, "shuffle": "true"}, *inner)


def matching(pen: Pen, piece: Piece) -> None:
    """Write a matching; each pair earns its part."""
    question = pen.question
    lefts = [(f"L{at}", pair.left) for at, pair in enumerate(question.pairs, 1)]
    rights = [(f"R{at}", text) for at, text in enumerate(question.rights, 1)]
    key = [f"L{at} R{at}" for at in range(1, len(question.pairs) + 1)]
    piece.body.append(pen.texts.blocks(question.stem))
    _pairs(pen, piece, key, len(key))
    sets = [
        pen.element(
            "simpleMatchSet",
            None,
            *[
                pen.element("simpleAssociableChoice", {"identifier": name, "matchMax": "1"}, pen.texts.flow(text))
                for name, text in entries
            ],
        )
        for entries in (lefts, rights)
    ]
    attributes = {
        "responseIdentifier": pen.response,
        "shuffle": truth(question.is_shuffled),
        "maxAssociations": str(len(key)),
    }
    interact(pen, piece, "matchInteraction", attributes, *sets)


def hotspot(pen: Pen, piece: Piece) -> None:
    """Write a hotspot: points on a picture, the zones unseen."""
    question = pen.question
    right = [zone for zone in question.zones if zone.is_right]
    each = question.points / len(right)
    is_exact = returns(each) and Fraction(decimal(each)) == each
    entries = []
    for zone in question.zones:
        shape, coords = area(zone)
        worth = (each if is_exact else Fraction(1)) if zone.is_right else NOTHING
        entries.append(pen.element("areaMapEntry", {"shape": shape, "coords": coords, "mappedValue": decimal(worth)}))
    points = [f"{x} {y}" for x, y in hotspot_key(question)["points"]]
    mapping = pen.element("areaMapping", {"defaultValue": "0"}, *entries)
    cardinality = "single" if len(right) == 1 else "multiple"
    piece.body.append(pen.texts.blocks(question.stem))
    piece.responses.append(pen.declare(pen.response, cardinality, "point", points[: len(right)], mapping))
    earned = pen.element("mapResponsePoint", {"identifier": pen.response})
    if is_exact:
        piece.template = "map_response_point"
        piece.rules.append(pen.put(pen.score, earned))
    else:
        pen.in_proportion(piece, earned, Fraction(len(right)))
    attributes = {"responseIdentifier": pen.response, "maxChoices": str(len(right))}
    interact(pen, piece, "selectPointInteraction", attributes, pen.texts.picture(question.picture, question.stem))


def drag(pen: Pen, piece: Piece) -> None:
    """Write things to be placed on zones of a picture."""
    question = pen.question
    wanted = [at for at, zone in enumerate(question.zones, 1) if zone.takes]
    key = [f"T{token + 1} Z{at}" for at in wanted for token in question.zones[at - 1].takes]
    correct = [f"T{question.zones[at - 1].takes[0] + 1} Z{at}" for at in wanted]
    piece.body.append(pen.texts.blocks(question.stem))
    _pairs(pen, piece, key, len(wanted), correct)
    tokens = []
    for at, token in enumerate(question.tokens, 1):
        attributes = {"identifier": f"T{at}", "matchMax": str(token.copies)}
        if token.picture or pen.is_old:
            label = {} if not pen.is_old else {"objectLabel": plain_words(token.text)}
            picture = token.picture or drawn_name(at, pen)
            tokens.append(pen.element("gapImg", attributes | label, pen.texts.picture(picture, token.text)))
        else:
            tokens.append(pen.element("gapText", attributes, pen.texts.words(token.text)))
    zones = []
    for at, zone in enumerate(question.zones, 1):
        shape, coords = area(zone)
        label = {"hotspotLabel": plain_words(zone.label)} if zone.label else {}
        attributes = {"identifier": f"Z{at}", "shape": shape, "coords": coords, "matchMax": "1"}
        zones.append(pen.element("associableHotspot", attributes | label))
    shown = pen.texts.picture(question.picture, question.stem)
    more = {"maxAssociations": "0"} if not pen.is_old else {}
    interact(
        pen, piece, "graphicGapMatchInteraction", {"responseIdentifier": pen.response, **more}, shown, *tokens, *zones
    )


def drawn_name(at: int, pen: Pen) -> str:
    """Name the picture of a text that only a picture can stand for."""
    return f"{pen.response}-{at}.svg"


def _choices(pen: Pen, piece: Piece, names: list[str], most: str) -> None:
    question = pen.question
    inner = [
        pen.element("simpleChoice", {"identifier": name}, pen.texts.flow(one.text))
        for name, one in zip(names, question.choices, strict=True)
    ]
    for name, one in zip(names, question.choices, strict=True):
        if one.why:
            piece.reasons[name] = one.why
    if piece.reasons:
        piece.reason_source = pen.response
    attributes = {"responseIdentifier": pen.response, "shuffle": truth(question.is_shuffled), "maxChoices": most}
    interact(pen, piece, "choiceInteraction", attributes, *inner)


def _pairs(pen: Pen, piece: Piece, key: list[str], of: int, correct: list[str] | None = None) -> None:
    """Give each right pair its part of the points."""
    each = pen.question.points / of
    is_exact = Fraction(decimal(each)) == each
    worth = each if is_exact else Fraction(1)
    mapping = pen.mapping(dict.fromkeys(key, worth))
    piece.responses.append(
        pen.declare(pen.response, "multiple", "directedPair", key if correct is None else correct, mapping)
    )
    if is_exact:
        pen.mapped(piece, pen.response)
    else:
        pen.in_proportion(piece, pen.element("mapResponse", {"identifier": pen.response}), Fraction(of))


WRITERS: dict[Kind, Callable[[Pen, Piece], None]] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.JUDGE: judge,
    Kind.BLANK: gaps.blank,
    Kind.NUMERIC: gaps.numeric,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.HOTSPOT: hotspot,
    Kind.DRAG: drag,
    Kind.CLOZE: gaps.cloze,
    Kind.SHORT_ANSWER: gaps.short_answer,
    Kind.ESSAY: gaps.essay,
}
