"""What Moodle XML says of a question beyond what all types say: one function for each kind that Moodle has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from trainer.adapters.interchange.questions.moodle_numbers import decimal, percent
from trainer.adapters.interchange.questions.moodle_texts import to_html
from trainer.adapters.interchange.questions.moodle_xml.fields import wrapped
from trainer.adapters.interchange.questions.moodle_xml.writing_one import (
    Parts,
    Write,
    Writing,
    earned,
    section,
    units_of,
    yes,
)
from trainer.adapters.interchange.questions.moodle_xml.written_formulas import parameterised
from trainer.adapters.interchange.questions.moodle_xml.written_gaps import blank, cloze, starred
from trainer.adapters.interchange.questions.moodle_xml.written_pictures import drag
from trainer.domain.question_bank.answers import NOTHING, WHOLE, NumericKey
from trainer.domain.question_bank.question import Kind, Marking

_ORDERING: Mapping[Marking | None, str] = {
    None: "ABSOLUTE_POSITION",
    Marking.ALL_OR_NOTHING: "ALL_OR_NOTHING",
    Marking.ADJACENT_PAIRS: "RELATIVE_NEXT_EXCLUDE_LAST",
    Marking.LONGEST_RUN: "LONGEST_CONTIGUOUS_SUBSET",
}


def single(one: Writing) -> Parts:
    """Write type, text of the question, and the rest."""
    question = one.question
    stem = one.field("questiontext", question.stem)
    answers = []
    for choice in question.choices:
        share = choice.share
        if share is None:
            share = WHOLE if choice.is_right else NOTHING
        elif share in {WHOLE, NOTHING}:
            one.is_sure = False
        answers.append(one.answer(choice, share))
    return "multichoice", stem, _choices(one, "true", answers)


def multiple(one: Writing) -> Parts:
    """Write shares where the question has them; under another rule, shares that come nearest."""
    question = one.question
    stem = one.field("questiontext", question.stem)
    right = sum(choice.is_right for choice in question.choices)
    each = Fraction(1, right) if right else NOTHING
    has_shares = question.marking is Marking.PER_CHOICE and all(choice.share is not None for choice in question.choices)
    if not has_shares:
        one.tags.append(f"marking={question.marking.value if question.marking else 'paper'}")
    answers = []
    for choice in question.choices:
        share = choice.share
        if share is None:
            share = each if choice.is_right else -WHOLE
        elif not has_shares:
            one.is_sure = False
        if (share > 0) is not choice.is_right:
            one.is_sure = False
        answers.append(one.answer(choice, share))
    if has_shares and any(choice.share != each for choice in question.choices if choice.is_right):
        one.is_sure = False
    return "multichoice", stem, _choices(one, "false", answers)


def _choices(one: Writing, is_single: str, answers: Sequence[str]) -> str:
    return (
        f"<single>{is_single}</single>\n<shuffleanswers>{yes(one.question.is_shuffled)}</shuffleanswers>\n"
        "<answernumbering>ABCD</answernumbering>\n<showstandardinstruction>0</showstandardinstruction>\n"
        f"{one.combined()}{''.join(answers)}"
    )


def judge(one: Writing) -> Parts:
    """Write both answers; the words after right and wrong are theirs."""
    question = one.question
    stem = one.field("questiontext", question.stem)
    said = question.feedback
    answers = "".join(
        f'<answer fraction="{100 if means is question.answer else 0}" format="moodle_auto_format">'
        f"<text>{yes(means)}</text>"
        f"{one.field('feedback', said.right if means is question.answer else said.wrong)}</answer>\n"
        for means in (True, False)
    )
    partly = one.field("partiallycorrectfeedback", said.partly) if said.partly else ""
    one.is_sure = one.is_sure and question.is_shuffled
    return "truefalse", stem, answers + partly


def numeric(one: Writing) -> Parts:
    """Write numbers with absolute tolerances."""
    one.is_sure = False
    stem = one.field("questiontext", one.question.stem)
    answers = "".join(_number(one, key) for key in one.question.numbers)
    return "numerical", stem, answers + units_of(one.question.units, one.question.unit_needed) + one.combined()


def _number(one: Writing, key: NumericKey) -> str:
    value = "*" if key.value is None else decimal(key.value)
    near = key.tolerance * abs(key.value or NOTHING) if key.is_relative else key.tolerance
    return (
        f'<answer fraction="{percent(key.share)}" format="plain_text"><text>{value}</text>'
        f"{one.field('feedback', key.why)}<tolerance>{decimal(near)}</tolerance></answer>\n"
    )


def matching(one: Writing) -> Parts:
    """Write pairs, then what belongs to none."""
    question = one.question
    stem = one.field("questiontext", question.stem)
    rows = []
    for pair in question.pairs:
        one.is_sure = one.is_sure and not pair.why
        rows.append(one.field("subquestion", pair.left, one.words("answer", pair.right)))
    rows += [one.field("subquestion", "", one.words("answer", text)) for text in question.extra]
    shuffled = f"<shuffleanswers>{yes(question.is_shuffled)}</shuffleanswers>\n"
    return "matching", stem, shuffled + one.combined() + "".join(rows)


def ordering(one: Writing) -> Parts:
    """Write entries in their right order."""
    one.is_sure = False
    question = one.question
    stem = one.field("questiontext", question.stem)
    if question.marking is None:
        one.tags.append("marking=paper")
    answers = "".join(
        f'<answer fraction="{place}.0000000" format="html"><text>{section(to_html(text))}</text>'
        f"{one.files.shown_in(text)}</answer>\n"
        for place, text in enumerate(question.order, 1)
    )
    return (
        "ordering",
        stem,
        f"<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n<selectcount>{len(question.order)}</selectcount>\n"
        f"<gradingtype>{_ORDERING.get(question.marking, 'ABSOLUTE_POSITION')}</gradingtype>\n"
        f"<showgrading>HIDE</showgrading>\n<numberingstyle>none</numberingstyle>\n{one.combined()}{answers}",
    )


def short_answer(one: Writing) -> Parts:
    """Write accepted wordings; without any, an essay."""
    question = one.question
    one.is_sure = False
    if not question.choices:
        one.tags.append("kind=short_answer")
        return essay(one)
    stem = one.field("questiontext", question.stem)
    answers = "".join(
        f'<answer fraction="{percent(earned(choice))}" format="plain_text">'
        f"<text>{wrapped(choice.text if question.wildcards else starred(choice.text))}</text>"
        f"{one.field('feedback', choice.why)}</answer>\n"
        for choice in question.choices
    )
    usecase = f"<usecase>{1 if 'case' in question.strict else 0}</usecase>\n"
    return "shortanswer", stem, usecase + answers + one.combined()


def essay(one: Writing) -> Parts:
    """Write model answer and rubric as what the markers are told."""
    question = one.question
    one.is_sure = False
    stem = one.field("questiontext", question.stem)
    told = [question.model_answer] if question.model_answer else []
    told += [f"- {criterion.text} ({percent(criterion.share)}%)" for criterion in question.rubric]
    rest = (
        "<responseformat>editor</responseformat>\n<responserequired>1</responserequired>\n"
        "<responsefieldlines>15</responsefieldlines>\n<attachments>0</attachments>\n"
        "<attachmentsrequired>0</attachmentsrequired>\n"
        f'{one.field("graderinfo", chr(10).join(told))}<responsetemplate format="html"><text></text></responsetemplate>\n'
    )
    return "essay", stem, rest + one.combined()


WRITE: Mapping[Kind, Write] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.JUDGE: judge,
    Kind.BLANK: blank,
    Kind.NUMERIC: numeric,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.DRAG: drag,
    Kind.CLOZE: cloze,
    Kind.SHORT_ANSWER: short_answer,
    Kind.ESSAY: essay,
    Kind.PARAMETERISED: parameterised,
}
