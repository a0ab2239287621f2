"""Types of Moodle that have a kind of the bank of their own: choices, true or false, wordings, numbers, pairs, orders, essays."""

from __future__ import annotations

from fractions import Fraction

from trainer.adapters.interchange.questions.moodle_choices import (
    level,
    multiple_choices,
    single_choices,
    sorted_into,
    wordings,
)
from trainer.adapters.interchange.questions.moodle_numbers import numeric
from trainer.adapters.interchange.questions.moodle_xml.asked import Asked
from trainer.adapters.interchange.questions.moodle_xml.in_hand import bare
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import NO_FEEDBACK, NOTHING, WHOLE, Feedback, NumericKey, Pair, Unit
from trainer.domain.question_bank.question import Kind, Marking, Question

# Ways of Moodle to mark an ordering question, and ours that come nearest; those that are the same are in the first table.
_SAME_MARKING = {"-1": Marking.ALL_OR_NOTHING, "1": Marking.ADJACENT_PAIRS, "6": Marking.LONGEST_RUN}
_NEAR_MARKING = {
    "0": None,
    "2": Marking.ADJACENT_PAIRS,
    "3": Marking.ADJACENT_PAIRS,
    "4": Marking.ADJACENT_PAIRS,
    "5": Marking.LONGEST_RUN,
    "7": Marking.ADJACENT_PAIRS,
}
_JUDGED = {
    **dict.fromkeys(("true", "真", "对", "正确", "是", "√"), True),
    **dict.fromkeys(("false", "假", "错", "错误", "否", "×"), False),
}
_ORDERING_WORDS = {
    "ALL_OR_NOTHING": "-1",
    "ABSOLUTE_POSITION": "0",
    "ABSOLUTE": "0",
    "RELATIVE_NEXT_EXCLUDE_LAST": "1",
    "RELATIVE_NEXT_INCLUDE_LAST": "2",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "3",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "4",
    "LONGEST_ORDERED_SUBSET": "5",
    "LONGEST_CONTIGUOUS_SUBSET": "6",
    "RELATIVE_TO_CORRECT": "7",
}


def multichoice(asked: Asked) -> Question:
    """Read a choice question; ``<single>`` says which of the two."""
    is_single = asked.flag("single", True)
    stem = asked.text("questiontext")
    found = asked.choices()
    return asked.question(
        Kind.SINGLE if is_single else Kind.MULTIPLE,
        stem,
        choices=single_choices(asked, found) if is_single else multiple_choices(asked, found),
        marking=None if is_single else Marking.PER_CHOICE,
        is_shuffled=asked.flag("shuffleanswers", False),
        feedback=asked.feedback(),
    )


def truefalse(asked: Asked) -> Question:
    """Read a true-or-false question; the words after the two answers become those after right and wrong."""
    stem = asked.text("questiontext")
    answer: bool | None = None
    said = {True: "", False: ""}
    for place, element in enumerate(asked.answers):
        text, why = asked.wording(element)
        means = _JUDGED.get(text.lower())
        if means is None:
            # Old files hold the word in the language of that site: true first, then false.
            asked.note("moodle_judge_by_place", Severity.WARNING, word=text[:20])
            means = place == 0
        said[means] = why
        if asked.share(element) == WHOLE:
            answer = means
    feedback = (
        NO_FEEDBACK
        if answer is None
        else Feedback(said[answer], asked.text("partiallycorrectfeedback"), said[not answer])
    )
    return asked.question(Kind.JUDGE, stem, answer=answer, feedback=feedback)


def shortanswer(asked: Asked) -> Question:
    """Read a question whose answer is a word or a few."""
    stem = asked.text("questiontext")
    found = []
    for element in asked.answers:
        text, why = asked.wording(element)
        share = asked.share(element)
        if not text:
            asked.note("moodle_choice_empty", Severity.NOTICE if share <= 0 and not why else Severity.WARNING)
            continue
        found.append((text, why, share))
    return asked.question(
        Kind.SHORT_ANSWER,
        stem,
        strict=("case",) if asked.flag("usecase", False) else (),
        **wordings(asked, found),
    )


def numerical(asked: Asked) -> Question:
    """Read a question whose answer is a number."""
    stem = asked.text("questiontext")
    numbers = []
    for element in asked.answers:
        text, why = asked.wording(element)
        share = asked.share(element)
        old = element.find("fraction")
        if old is not None:
            share = asked.number(bare(old)) or NOTHING
        if text == "*" or (not text and (share or why)):
            numbers.append(NumericKey(None, NOTHING, share, why))
            continue
        if not text:
            continue
        value = numeric(text)
        tolerance = element.find("tolerance")
        near = NOTHING if tolerance is None else asked.number(bare(tolerance) or "0")
        if value is None or near is None:
            asked.note("moodle_number_wrong", Severity.ERROR, value=text[:40])
            continue
        numbers.append(NumericKey(value, abs(near), share, why))
    return asked.question(
        Kind.NUMERIC,
        stem,
        numbers=tuple(numbers),
        units=units(asked),
        unit_needed=unit_needed(asked),
    )


def units(asked: Asked) -> tuple[Unit, ...]:
    """Read the units; Moodle multiplies the key with what we divide it by."""
    element = asked.one.get("units")
    found: dict[str, Unit] = {}
    for unit in () if element is None else element:
        name, factor = unit.find("unit_name"), unit.find("multiplier")
        said = "" if name is None else bare(name)
        value = WHOLE if factor is None else asked.number(bare(factor) or "1")
        if not said:
            continue
        if not value:
            asked.note("moodle_unit_wrong", Severity.WARNING, unit=said[:40])
            continue
        found.setdefault(said, Unit(said, 1 / value))
    return tuple(found.values())


def unit_needed(asked: Asked) -> bool:
    """Whether a missing unit costs marks; that it costs only some is told once for the file."""
    needed = asked.plain("unitgradingtype") not in {"", "0"}
    if needed and asked.number(asked.plain("unitpenalty") or "1") != WHOLE:
        asked.file.once("moodle_unit_penalty_lost", asked.line)
    return needed


def matching(asked: Asked) -> Question:
    """Read pairs; a right-hand entry without a left one is a surplus one."""
    stem = asked.text("questiontext")
    pairs, extra = [], []
    for element in asked.every("subquestion"):
        left = asked.said(element)
        inner = element.find("answer")
        right = "" if inner is None else asked.markdown(bare(inner), "plain_text")
        if left and right:
            pairs.append(Pair(left, right))
        elif right:
            extra.append(right)
        elif left:
            asked.note("moodle_pair_half", Severity.WARNING, left=left[:60])
    is_shuffled = asked.flag("shuffleanswers", True)
    if len({level(pair.right) for pair in pairs}) < len(pairs):
        asked.note("moodle_pairs_share", Severity.NOTICE)
        stem, gaps = sorted_into(stem, pairs, extra)
        return asked.question(Kind.CLOZE, stem, gaps=gaps, is_shuffled=is_shuffled, feedback=asked.feedback())
    return asked.question(
        Kind.MATCHING,
        stem,
        pairs=tuple(pairs),
        extra=tuple(extra),
        is_shuffled=is_shuffled,
        feedback=asked.feedback(),
    )


def ordering(asked: Asked) -> Question:
    """Read entries in their right order; the answers stand in it, or their fractions number it."""
    stem = asked.text("questiontext")
    entries = []
    for place, element in enumerate(asked.answers):
        text, _ = asked.answer(element)
        number = asked.number(element.get("fraction") or "")
        if text:
            entries.append((number if number and number > 0 else Fraction(place + 1), place, text))
    if len({number for number, _, _ in entries}) != len(entries):
        entries = [(Fraction(place), place, text) for _, place, text in entries]
    return asked.question(
        Kind.ORDERING,
        stem,
        order=tuple(text for _, _, text in sorted(entries)),
        marking=_ordering_marking(asked),
        feedback=asked.feedback(),
    )


def essay(asked: Asked) -> Question:
    """Read an essay; what the markers are told becomes the model answer."""
    stem = asked.text("questiontext")
    if asked.text("responsetemplate"):
        asked.note("moodle_template_lost", Severity.WARNING)
    if asked.plain("attachmentsrequired") not in {"", "0"} or asked.plain("responseformat") == "noinline":
        asked.note("moodle_upload_lost", Severity.WARNING)
    return asked.question(Kind.ESSAY, stem, model_answer=asked.text("graderinfo"))


def _ordering_marking(asked: Asked) -> Marking | None:
    said = asked.plain("gradingtype").upper() or "0"
    said = _ORDERING_WORDS.get(said, said)
    if said in _SAME_MARKING or "marking" in asked.ours:
        return _SAME_MARKING.get(said)
    asked.note("moodle_ordering_marking", Severity.NOTICE)
    return _NEAR_MARKING.get(said)
