"""Parameterised questions as item templates.

Source: QTI 2.1 information model, 8.5 (templateDeclaration, setTemplateValue, setCorrectResponse, templateConstraint) and 8.4
(randomInteger, random, mathOperator, equalRounded).
"""

from __future__ import annotations

import ast
import re
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.model import CLOSE, OPEN, place
from trainer.adapters.interchange.questions.qti.numbers import decimal
from trainer.adapters.interchange.questions.qti.writing.gaps import tolerance
from trainer.adapters.interchange.questions.qti.writing.pieces import Pen, Piece
from trainer.domain.question_bank.answers import Variable
from trainer.domain.question_bank.expressions import Expression, parse
from trainer.domain.question_bank.kinds.parts import earns
from trainer.domain.question_bank.parameterised import size, value_at
from trainer.domain.question_bank.text import escape

_PLACE = re.compile(r"(?<!\\)\{(=[^{}\n]*|[^\W\d]\w*)\}")
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
# Values of a variable that neither whole steps nor a short list can say are listed up to here.
_MOST_LISTED = 2_000
_BINARY: dict[type[ast.AST], str] = {
    ast.Add: "sum",
    ast.Sub: "subtract",
    ast.Mult: "product",
    ast.Div: "divide",
    ast.FloorDiv: "integerDivide",
    ast.Mod: "integerModulus",
    ast.Pow: "power",
    ast.Lt: "lt",
    ast.LtE: "lte",
    ast.Gt: "gt",
    ast.GtE: "gte",
    ast.Eq: "equal",
    ast.NotEq: "equal",
}
_MATH = {
    **{
        name: name
        for name in [
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "exp",
            "ln",
            "abs",
            "floor",
            "ceil",
        ]
    },
    "log": "ln",
    "log10": "log",
    "rad2deg": "toDegrees",
    "deg2rad": "toRadians",
}


class UnwritableError(Exception):
    """Something in an expression has no counterpart in QTI."""


def is_writable(pen: Pen) -> bool:
    """Tell whether a parameterised question can be a template."""
    try:
        write(pen, Piece())
    except UnwritableError:
        return False
    return True


def write(pen: Pen, piece: Piece) -> None:
    """Write a parameterised question.

    Raises:
        UnwritableError: a function has no counterpart, or a variable has too many values to be listed.
    """
    question = pen.question
    template = _Template(pen, piece)
    piece.blocks = template.blocks
    for variable in question.variables:
        template.draw(variable)
    for condition in question.conditions:
        piece.template_rules.append(pen.element("templateConstraint", None, template.expression(condition)))
    piece.body.append(template.blocks(question.stem))
    if question.choices:
        _with_choices(pen, piece, template)
    else:
        _with_numbers(pen, piece, template)


def _with_choices(pen: Pen, piece: Piece, template: _Template) -> None:
    question = pen.question
    names = [f"C{number}" for number in range(1, len(question.choices) + 1)]
    inner = [
        pen.element("simpleChoice", {"identifier": name}, template.flow(one.text))
        for name, one in zip(names, question.choices, strict=True)
    ]
    for name, one in zip(names, question.choices, strict=True):
        if one.why:
            piece.reasons[name] = one.why
            piece.reason_source = pen.response
    key = [name for name, one in zip(names, question.choices, strict=True) if one.is_right]
    shares = {name: earns(one) for name, one in zip(names, question.choices, strict=True)}
    if all(one.share is None for one in question.choices) and question.points == 1:
        piece.responses.append(pen.declare(pen.response, "single", "identifier", key))
        pen.all_or_nothing(piece, pen.response)
    else:
        points = {name: share * question.points for name, share in shares.items() if share}
        piece.responses.append(pen.declare(pen.response, "single", "identifier", key, pen.mapping(points)))
        pen.mapped(piece, pen.response)
    attributes = {
        "responseIdentifier": pen.response,
        "shuffle": "true" if question.is_shuffled else "false",
        "maxChoices": "1",
    }
    piece.interactions.append("choiceInteraction")
    piece.body.append(pen.element("choiceInteraction", attributes, *inner))


def _with_numbers(pen: Pen, piece: Piece, template: _Template) -> None:
    question = pen.question
    branches = []
    for at, result in enumerate(question.results, 1):
        key = template.expression(result.expression)
        if at == 1:
            piece.template_rules.append(pen.element("setCorrectResponse", {"identifier": pen.response}, key))
            key = pen.element("correct", {"identifier": pen.response})
        else:
            name = template.own_name(f"ANSWER_{at}")
            template.compute(name, key)
            key = pen.variable(name)
        if result.places is not None and not result.tolerance:
            attributes = {"roundingMode": "decimalPlaces", "figures": str(result.places)}
            test = pen.element("equalRounded", attributes, key, pen.variable(pen.response))
        else:
            if result.places is not None:
                key = pen.element("roundTo", {"roundingMode": "decimalPlaces", "figures": str(result.places)}, key)
            test = pen.element(
                "equal", tolerance(result.tolerance, is_relative=result.is_relative), key, pen.variable(pen.response)
            )
        rules = pen.put(pen.score, pen.number(result.share * question.points))
        if result.why:
            piece.reasons[f"A{at}"] = result.why
            rules += pen.put(pen.feedback, pen.element("baseValue", {"baseType": "identifier"}, f"A{at}"))
        branches.append((test, rules))
    piece.rules.append(pen.when(*branches))
    piece.responses.append(pen.declare(pen.response, "single", "float"))
    piece.interactions.append("textEntryInteraction")
    entry = pen.element("textEntryInteraction", {"responseIdentifier": pen.response, "expectedLength": "10"})
    piece.body.append(f"<p>{entry}</p>")


class _Template:
    """The varying numbers of one question."""

    def __init__(self, pen: Pen, piece: Piece) -> None:
        self._pen = pen
        self._piece = piece
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}

    def own_name(self, name: str) -> str:
        """Give a name that no variable of another sub-question has."""
        return name + self._pen.response.removeprefix("RESPONSE")

    def draw(self, variable: Variable) -> None:
        """Declare a variable that is drawn at random."""
        name = self._names[variable.name] = self.own_name(variable.name)
        is_whole = not variable.values and all(
            one.denominator == 1 for one in (variable.low, variable.high, variable.step)
        )
        self._declare(name, "integer" if is_whole else "float")
        if is_whole:
            attributes = {"min": str(variable.low), "max": str(variable.high)}
            if variable.step != 1:
                attributes["step"] = str(variable.step)
            value = self._pen.element("randomInteger", attributes)
        else:
            count = size(variable)
            if count > _MOST_LISTED:
                raise UnwritableError
            members = [self._base(value_at(variable, place)) for place in range(count)]
            value = self._pen.element("random", None, self._pen.element("multiple", None, *members))
        self._piece.template_rules.append(self._pen.element("setTemplateValue", {"identifier": name}, value))

    def compute(self, name: str, expression: str) -> None:
        """Declare a variable that is computed."""
        self._declare(name, "float")
        self._piece.template_rules.append(self._pen.element("setTemplateValue", {"identifier": name}, expression))

    def blocks(self, markdown: str) -> str:
        """Write a text with its varying numbers as blocks."""
        marked, shown = self._marked(markdown)
        return self._put(self._pen.texts.blocks(marked), shown)

    def flow(self, markdown: str) -> str:
        """Write a text with its varying numbers for a place that holds words or blocks."""
        marked, shown = self._marked(markdown)
        return self._put(self._pen.texts.flow(marked), shown)

    def expression(self, text: str) -> str:
        """Write an expression.

        Raises:
            UnwritableError: it has no counterpart.
        """
        expression = parse(text)
        return self._written(expression, expression.tree)

    def _declare(self, name: str, base_type: str) -> None:
        attributes = {"identifier": name, "cardinality": "single", "baseType": base_type}
        self._piece.templates.append(self._pen.element("templateDeclaration", attributes))

    def _base(self, value: Fraction) -> str:
        return self._pen.element("baseValue", {"baseType": "float"}, decimal(value))

    def _marked(self, markdown: str) -> tuple[str, list[str]]:
        """Take the varying numbers out of a text, so that nothing else takes them for signs of its own."""
        shown: list[str] = []

        def mark(found: re.Match[str]) -> str:
            shown.append(self._printed(found[1]))
            return place(len(shown) - 1)

        return _PLACE.sub(mark, markdown), shown

    def _printed(self, inside: str) -> str:
        if not inside.startswith("="):
            name = self._names.get(inside)
            if name is None:
                # A bracket of a formula that is no variable.
                return escape(f"{{{inside}}}")
        else:
            known = self._shown.get(inside)
            name = known or self.own_name(f"SHOWN_{len(self._shown) + 1}")
            if known is None:
                self.compute(name, self.expression(inside[1:]))
                self._shown[inside] = name
        return self._pen.element("printedVariable", {"identifier": name})

    @staticmethod
    def _put(html: str, shown: list[str]) -> str:
        # Inside a formula an element would not be seen as a part of it; there the name stays in its brackets.
        return _MARK.sub(lambda found: shown[int(found[1])], html)

    def _written(self, expression: Expression, node: ast.expr) -> str:
        pen = self._pen

        def inner(one: ast.expr) -> str:
            return self._written(expression, one)

        match node:
            case ast.Constant(value=int(place_)):
                return pen.number(expression.numbers[place_])
            case ast.Name(id="pi"):
                return pen.element("mathConstant", {"name": "pi"})
            case ast.Name(id=name):
                return pen.variable(self._names.get(name, name))
            case ast.UnaryOp(op=ast.UAdd(), operand=one):
                return inner(one)
            case ast.UnaryOp(op=ast.USub(), operand=one):
                return pen.element("product", None, pen.number(Fraction(-1)), inner(one))
            case ast.UnaryOp(op=ast.Not(), operand=one):
                return pen.element("not", None, inner(one))
            case ast.BinOp(left=left, op=sign, right=right):
                return pen.element(_BINARY[type(sign)], None, inner(left), inner(right))
            case ast.BoolOp(op=sign, values=values):
                return pen.element("and" if isinstance(sign, ast.And) else "or", None, *map(inner, values))
            case ast.Compare():
                return self._compared(expression, node)
            case ast.Call(func=ast.Name(id=name), args=values):
                return self._called(name, [inner(one) for one in values], expression, values)
        raise UnwritableError

    def _compared(self, expression: Expression, node: ast.Compare) -> str:
        pen = self._pen
        sides = [node.left, *node.comparators]
        tests = []
        for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
            parts = (self._written(expression, left), self._written(expression, right))
            attributes = {"toleranceMode": "exact"} if isinstance(sign, ast.Eq | ast.NotEq) else None
            test = pen.element(_BINARY[type(sign)], attributes, *parts)
            tests.append(pen.element("not", None, test) if isinstance(sign, ast.NotEq) else test)
        return tests[0] if len(tests) == 1 else pen.element("and", None, *tests)

    def _called(self, name: str, values: list[str], expression: Expression, nodes: list[ast.expr]) -> str:
        pen = self._pen
        if name in {"min", "max"}:
            return pen.element(name, None, *values)
        if name == "pi":
            return pen.element("mathConstant", {"name": "pi"})
        if name == "round":
            if len(values) == 1:
                return pen.element("round", None, values[0])
            match nodes[1]:
                case ast.Constant(value=int(place_)) if expression.numbers[place_].denominator == 1:
                    figures = expression.numbers[place_]
                    return pen.element("roundTo", {"roundingMode": "decimalPlaces", "figures": str(figures)}, values[0])
            raise UnwritableError
        if name == "int":
            return pen.element("truncate", None, values[0])
        if name == "pow":
            return pen.element("power", None, *values)
        if name == "sqrt":
            return pen.element("power", None, values[0], pen.number(Fraction(1, 2)))
        if name in _MATH and len(values) == (2 if name == "atan2" else 1):
            return pen.element("mathOperator", {"name": _MATH[name]}, *values)
        raise UnwritableError
