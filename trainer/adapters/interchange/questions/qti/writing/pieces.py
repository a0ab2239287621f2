"""What every kind of question is made of in QTI: declarations, what is shown, and rules that give points.

A piece is a question by itself, or a sub-question of a case set; then its variables carry a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.numbers import decimal
from trainer.adapters.interchange.questions.qti.writing.dialects import Dialect, plain
from trainer.adapters.interchange.questions.qti.writing.texts import Texts
from trainer.domain.question_bank.answers import Choice
from trainer.domain.question_bank.question import Question

RESPONSE, SCORE, MAX_SCORE = "RESPONSE", "SCORE", "MAXSCORE"
FEEDBACK, OVERALL, SOLUTION = "FEEDBACK", "FEEDBACK_OVERALL", "SOLUTION"


@dataclass(slots=True)
class Piece:
    """One question in QTI.

    Attributes:
        body: blocks of the item body, in their order; the stem among them.
        responses, outcomes: declarations.
        rules: response rules that put the points into :attr:`score`.
        template: name of the standard template that says the same; empty where none does.
        reasons: value of FEEDBACK -> what is said after it.
        reason_rules: rules that put values into FEEDBACK; empty where the response itself is the value.
        feedback_type: cardinality of FEEDBACK.
        templates: declarations of varying numbers; ``template_rules`` set them.
        interactions: names of the interactions, for the manifest.
        is_marked_by_hand: there are no rules.
        blocks: writes texts with varying numbers.
    """

    body: list[str] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    template: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    reason_rules: list[str] = field(default_factory=list)
    reason_source: str = ""
    feedback_type: str = "single"
    templates: list[str] = field(default_factory=list)
    template_rules: list[str] = field(default_factory=list)
    interactions: list[str] = field(default_factory=list)
    is_marked_by_hand: bool = False
    blocks: Callable[[str], str] | None = None


class Pen:
    """Writes the parts of one question.

    Args:
        question: what is written.
        dialect: in which version.
        texts: its texts.
        number: of a sub-question; 0 for a question by itself.
    """

    def __init__(self, question: Question, dialect: Dialect, texts: Texts, number: int = 0) -> None:
        self.question = question
        self.texts = texts
        self._dialect = dialect
        self._end = f"_{number}" if number else ""
        self.response = RESPONSE + self._end
        self.score = SCORE + self._end
        self.feedback = FEEDBACK + self._end

    @property
    def is_old(self) -> bool:
        """Whether pictures stand in ``object`` elements, and only pictures can be placed on pictures (2.1)."""
        return self._dialect.name == "2.1"

    def gap(self, number: int, of: int) -> str:
        """Name the response of one of several gaps; ``number`` counts from 1."""
        return self.response if of == 1 else f"{self.response}_{number}" if self._end else f"{RESPONSE}_{number}"

    def part(self, number: int) -> str:
        """Name the outcome that holds what one gap earned."""
        return f"GAP{self._end}_{number}"

    def element(self, name: str, attributes: Mapping[str, str] | None = None, *inner: str) -> str:
        """Write an element of QTI."""
        return self._dialect.element(name, attributes, *inner)

    # Declarations

    def declare(
        self,
        response: str,
        cardinality: str,
        base_type: str,
        correct: Sequence[str] = (),
        mapping: str = "",
    ) -> str:
        """Write a responseDeclaration."""
        inner = ""
        if correct:
            inner = self.element("correctResponse", None, *[self.element("value", None, plain(one)) for one in correct])
        attributes = {"identifier": response, "cardinality": cardinality, "baseType": base_type}
        return self.element("responseDeclaration", attributes, inner, mapping)

    def mapping(
        self, entries: Mapping[str, Fraction], bounds: Mapping[str, str] | None = None, *, case: str = ""
    ) -> str:
        """Write a mapping; ``case`` is the caseSensitive of its entries where they are texts."""
        more = {"caseSensitive": case} if case else {}
        inner = [
            self.element("mapEntry", {"mapKey": key, "mappedValue": decimal(points), **more})
            for key, points in entries.items()
        ]
        return self.element("mapping", {**(bounds or {}), "defaultValue": "0"}, *inner)

    def outcome(self, name: str, base_type: str, default: str = "", cardinality: str = "single") -> str:
        """Write an outcomeDeclaration."""
        inner = self.element("defaultValue", None, self.element("value", None, plain(default))) if default else ""
        attributes = {"identifier": name, "cardinality": cardinality, "baseType": base_type}
        return self.element("outcomeDeclaration", attributes, inner)

    # Expressions and rules

    def variable(self, name: str) -> str:
        """Write a variable."""
        return self.element("variable", {"identifier": name})

    def number(self, value: Fraction) -> str:
        """Write a number; one without an end as a quotient."""
        said = decimal(value)
        if Fraction(said) == value:
            return self.element("baseValue", {"baseType": "float"}, said)
        return self.element(
            "divide", None, self.number(Fraction(value.numerator)), self.number(Fraction(value.denominator))
        )

    def is_right(self, response: str) -> str:
        """Write the test for the right response."""
        return self.element("match", None, self.variable(response), self.element("correct", {"identifier": response}))

    def put(self, outcome: str, value: str) -> str:
        """Write a rule that gives an outcome a value."""
        return self.element("setOutcomeValue", {"identifier": outcome}, value)

    def when(self, *branches: tuple[str, str]) -> str:
        """Write a condition: tests and rules in turn; an empty test is "else"."""
        names = ["responseIf", *["responseElseIf"] * (len(branches) - 1)]
        inner = [
            self.element(name if test else "responseElse", None, test, rules)
            for name, (test, rules) in zip(names, branches, strict=True)
        ]
        return self.element("responseCondition", None, *inner)

    def all_or_nothing(self, piece: Piece, response: str) -> None:
        """Give all points for the right response: by the standard template where it says the same."""
        points = self.question.points
        if points == 1:
            piece.template = "match_correct"
        piece.rules.append(
            self.when(
                (self.is_right(response), self.put(self.score, self.number(points))),
                ("", self.put(self.score, self.number(Fraction(0)))),
            )
        )

    def mapped(self, piece: Piece, response: str) -> None:
        """Give the points of a mapping."""
        piece.template = "map_response"
        piece.rules.append(self.put(self.score, self.element("mapResponse", {"identifier": response})))

    def in_proportion(self, piece: Piece, earned: str, of: Fraction) -> None:
        """Give points in proportion to what was earned of a whole."""
        points = self.question.points
        if points != 1:
            earned = self.element("product", None, earned, self.number(points))
        piece.rules.append(
            self.put(self.score, self.element("divide", None, earned, self.number(of)) if of != 1 else earned)
        )


def names_of(choices: Sequence[Choice]) -> list[str]:
    """Name choices by their places."""
    return [f"C{number}" for number in range(1, len(choices) + 1)]


def truth(value: bool) -> str:
    """Write a flag."""
    return "true" if value else "false"


def interact(pen: Pen, piece: Piece, name: str, attributes: dict[str, str], *inner: str) -> None:
    """Add an interaction to a piece."""
    piece.interactions.append(name)
    piece.body.append(pen.element(name, attributes, *inner))
