"""Parameterised questions as calculated ones of Moodle."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from trainer.adapters.interchange.questions.moodle_formulas import text_to_moodle, to_moodle
from trainer.adapters.interchange.questions.moodle_numbers import decimal, percent
from trainer.adapters.interchange.questions.moodle_texts import inline_html
from trainer.adapters.interchange.questions.moodle_xml.fields import escaped, wrapped
from trainer.adapters.interchange.questions.moodle_xml.writing_one import Parts, Writing, earned, section, units_of
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import Variable
from trainer.domain.question_bank.parameterised import draw_values, value_at
from trainer.domain.question_bank.question import Question

# So many sets of values Moodle gets of a parameterised question.
_SETS = 20


def parameterised(one: Writing) -> Parts:
    """Write formulas, and sets of values that fulfil the conditions.

    Raises:
        FormulaError: Moodle cannot compute an expression.
        Refusal: no values fulfil the conditions.
    """
    question = one.question
    one.is_sure = False
    stem = one.field("questiontext", question.stem)
    begin = "<synchronize>0</synchronize>\n<single>1</single>\n<answernumbering>ABCD</answernumbering>\n"
    begin += f"<shuffleanswers>{int(question.is_shuffled)}</shuffleanswers>\n{one.combined()}"
    if question.choices:
        answers = "".join(
            _computed(one, section(inline_html(text_to_moodle(choice.text))), earned(choice), choice.why)
            for choice in question.choices
        )
        return "calculatedmulti", stem, begin + answers + _data_sets(question, "calculatedmulti")
    answers = "".join(
        _computed(
            one,
            wrapped(to_moodle(result.expression)),
            result.share,
            result.why,
            tolerance=decimal(result.tolerance),
            kind=1 if result.is_relative else 2,
            places=6 if result.places is None else result.places,
        )
        for result in question.results
    )
    units = units_of(question.units, question.unit_needed)
    return "calculated", stem, begin + answers + units + _data_sets(question, "calculated")


def _computed(
    one: Writing, text: str, share: Fraction, why: str, *, tolerance: str = "0", kind: int = 2, places: int = 2
) -> str:
    return (
        f'<answer fraction="{percent(share)}"><text>{text}</text><tolerance>{tolerance}</tolerance>'
        f"<tolerancetype>{kind}</tolerancetype><correctanswerformat>1</correctanswerformat>"
        f"<correctanswerlength>{places}</correctanswerlength>{one.field('feedback', why)}</answer>\n"
    )


def _data_sets(question: Question, kind: str) -> str:
    sets = []
    for number in range(_SETS):
        try:
            sets.append(draw_values(question, str(number)))
        except Refusal:
            # Conditions that few values fulfil are not met by every row of chances.
            if not sets and number + 1 == _SETS:
                raise
    return (
        "<dataset_definitions>\n"
        + "".join(
            _data_set(variable, [values[variable.name] for values in sets], kind) for variable in question.variables
        )
        + "</dataset_definitions>\n"
    )


def _data_set(variable: Variable, values: Sequence[Fraction], kind: str) -> str:
    low, high = value_at(variable, 0), max([*variable.values, *values, variable.high])
    low = min([*variable.values, low])
    places = max((len(decimal(value).partition(".")[2]) for value in values), default=0)
    items = "".join(
        f"<dataset_item><number>{number}</number><value>{decimal(value)}</value></dataset_item>\n"
        for number, value in enumerate(values, 1)
    )
    return (
        f"<dataset_definition>\n<status><text>private</text></status>\n<name><text>{escaped(variable.name)}</text></name>\n"
        f"<type>{'calculated' if kind == 'calculated' else 'calculatedsimple'}</type>\n"
        "<distribution><text>uniform</text></distribution>\n"
        f"<minimum><text>{decimal(low)}</text></minimum>\n<maximum><text>{decimal(high)}</text></maximum>\n"
        f"<decimals><text>{min(places, 9)}</text></decimals>\n<itemcount>{len(values)}</itemcount>\n"
        f"<dataset_items>\n{items}</dataset_items>\n<number_of_items>{len(values)}</number_of_items>\n"
        "</dataset_definition>\n"
    )
