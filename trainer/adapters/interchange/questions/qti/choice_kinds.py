"""Items with choices: single and multiple choice, true or false."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.qti.model import Interaction, Item, Option
from trainer.adapters.interchange.questions.qti.numbers import share
from trainer.adapters.interchange.questions.qti.probing import NOTHING, Probe
from trainer.domain.question_bank.answers import WHOLE, Choice, Feedback
from trainer.domain.question_bank.question import Kind, Marking
from trainer.domain.question_bank.text import plain

Built = tuple[Kind, dict[str, Any]]

HALF = Fraction(1, 2)
# With more choices than this only the key is tried, not what every choice adds to it.
_MOST_TRIED = 40
_TRUE = frozenset({"true", "t", "正确", "对", "√", "✓", "✔"})
_FALSE = frozenset({"false", "f", "错误", "错", "×", "✗", "✘"})
# These are ordinary choices unless the file says that the question is one of true or false.
_YES = _TRUE | {"是", "yes", "y", "right", "correct", "是的", "x1"}
_NO = _FALSE | {"否", "不是", "no", "n", "wrong", "incorrect", "不对", "不正确", "x"}


def chosen(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a question with choices."""
    declared = probe.declaration(interaction.response)
    if interaction.limit == 1 or (declared.cardinality == "single" and interaction.response in item.declarations):
        if item.hint == "multiple":
            return _multiple(item, interaction, probe)
        return single(item, interaction, probe)
    return _multiple(item, interaction, probe)


def single(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a single choice, or true or false."""
    choices = one_of(item, interaction, probe)
    if choices is None:
        return None
    if item.hint in {"", "judge", "single"} and (answer := _judged(item, interaction.options, choices)) is not None:
        return answer
    return Kind.SINGLE, {"choices": choices, "is_shuffled": interaction.shuffle}


def one_of(item: Item, interaction: Interaction, probe: Probe) -> tuple[Choice, ...] | None:
    """Give choices of which one is right, with shares where others earn something, too.

    Also for gaps of a cloze. Without a key the item cannot be used.
    """
    options = interaction.options
    correct = set(probe.declaration(interaction.response).correct)
    if probe.standard == "match":
        worths = [Fraction(option.identifier in correct) for option in options]
    else:
        worths = [probe.worth(interaction.response, (option.identifier,)) for option in options]
        if probe.is_lost:
            # The rules failed on the way; then none of what they said before counts.
            worths = [probe.worth(interaction.response, (option.identifier,)) for option in options]
    best = max(worths, default=NOTHING)
    if best <= 0:
        if not correct & {option.identifier for option in options} or item.hint == "survey":
            item.notes.error("qti_no_key")
            return None
        # The file names the right answer and gives no points for it.
        worths, best = [Fraction(option.identifier in correct) for option in options], WHOLE
    keys = [index for index, worth in enumerate(worths) if worth == best]
    named = [index for index in keys if options[index].identifier in correct]
    key = (named or keys)[0]
    if len(keys) > 1:
        item.notes.notice("qti_several_keys", choice=plain(options[key].text)[:40])
    names = [option.identifier for option in options]
    probe.note(interaction.response, names[key : key + 1], _other(names, {names[key]}), [(name,) for name in names])
    choices = []
    for index, (option, worth) in enumerate(zip(options, worths, strict=True)):
        earned = share(worth / best)
        explicit = earned if index != key and earned != 0 else None
        choices.append(Choice(option.text, index == key, option.why, explicit))
    return tuple(choices)


def _other(names: list[str], key: Collection[str]) -> tuple[str, ...]:
    return next(((name,) for name in names if name not in key), ())


def _judged(item: Item, options: Sequence[Option], choices: tuple[Choice, ...]) -> Built | None:
    if len(options) != 2 or any(choice.share is not None and choice.share > 0 for choice in choices):
        return None
    yes, no = (_YES, _NO) if item.hint == "judge" else (_TRUE, _FALSE)
    said = [plain(option.text).strip().rstrip("。.").casefold() for option in options]
    if not all(said):
        said = [option.identifier.casefold() for option in options]
    if not (said[0] in yes and said[1] in no) and not (said[0] in no and said[1] in yes):
        said = [option.identifier.casefold() for option in options] if item.hint == "judge" else said
        if {*said} not in ({"true", "false"}, {"t", "f"}) or item.hint != "judge":
            return None
    if any(choice.share is not None for choice in choices):
        item.notes.once("qti_penalty_dropped")
    right = next(index for index, choice in enumerate(choices) if choice.is_right)
    answer = said[right] in yes or said[right] in {"true", "t"}
    feedback = Feedback(right=choices[right].why, wrong=choices[1 - right].why)
    return Kind.JUDGE, {"answer": answer, "feedback": feedback}


def _multiple(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    key = _key_of(item, interaction, probe)
    if not key:
        item.notes.error("qti_no_key")
        return None
    marking, shares = _marking(item, interaction, key, probe)
    names = [option.identifier for option in interaction.options]
    right = _in_order(interaction, key)
    probe.note(interaction.response, right, _other(names, key), [(name,) for name in names])
    choices = tuple(
        Choice(option.text, option.identifier in key, option.why, shares.get(option.identifier))
        for option in interaction.options
    )
    return Kind.MULTIPLE, {"choices": choices, "marking": marking, "is_shuffled": interaction.shuffle}


def _key_of(item: Item, interaction: Interaction, probe: Probe) -> frozenset[str]:
    """Find the choices that together earn most."""
    known = {option.identifier for option in interaction.options}
    declared = probe.declaration(interaction.response)
    correct = frozenset(declared.correct) & known
    if probe.standard in {"match", "none"} or (correct and probe.is_lost):
        return correct
    candidates = [correct] if correct else []
    if item.scorer is not None:
        candidates += [frozenset(one) & known for one in item.scorer.sets(interaction.response)]
    if declared.mapping is not None:
        candidates.append(frozenset(value for value, points in declared.mapping.entries.items() if points > 0) & known)
    if len(known) <= _MOST_TRIED:
        candidates.append(frozenset(one for one in known if probe.worth(interaction.response, (one,)) > 0))
    best, found = NOTHING, frozenset[str]()
    for candidate in dict.fromkeys(candidates[:200]):
        worth = probe.worth(interaction.response, _in_order(interaction, candidate)) if candidate else NOTHING
        if worth > best:
            best, found = worth, candidate
    return found or correct


def _marking(
    item: Item, interaction: Interaction, key: frozenset[str], probe: Probe
) -> tuple[Marking, dict[str, Fraction]]:
    """Find out how part answers are marked: not at all, by halves, or by shares of the choices."""
    if probe.standard == "match" or probe.is_lost or len(interaction.options) > _MOST_TRIED:
        return Marking.ALL_OR_NOTHING, {}

    def earns(chosen: frozenset[str]) -> Fraction:
        if not chosen:
            return NOTHING
        return share(probe.worth(interaction.response, _in_order(interaction, chosen)) / whole)

    whole = probe.worth(interaction.response, _in_order(interaction, key))
    if whole <= 0:
        return Marking.ALL_OR_NOTHING, {}
    everything = [option.identifier for option in interaction.options]
    wrong = [one for one in everything if one not in key]
    less = {one: earns(key - {one}) for one in key}
    more = {one: earns(key | {one}) for one in wrong}
    alone = {one: earns(frozenset({one})) for one in everything}
    if all(value <= 0 for value in (*less.values(), *more.values(), *(alone[one] for one in wrong))) and (
        len(key) == 1 or all(alone[one] <= 0 for one in key)
    ):
        return Marking.ALL_OR_NOTHING, {}
    mapping = probe.declaration(interaction.response).mapping if probe.standard == "map" else None
    if mapping is not None:
        return Marking.PER_CHOICE, {one: share(mapping.entries.get(one, mapping.default) / whole) for one in everything}
    part = [*(less[one] for one in key if len(key) > 1), *(alone[one] for one in key if len(key) > 1)]
    if part and all(value == HALF for value in part) and all(value <= 0 for value in more.values()):
        return Marking.HALF, {}
    if _is_share_of_key(key, wrong, less, more, alone):
        return Marking.PER_CHOICE, {}
    shares = {one: WHOLE - less[one] for one in key} | {one: more[one] - WHOLE for one in wrong}
    if all(_near(alone[one], max(NOTHING, shares[one])) for one in everything):
        return Marking.PER_CHOICE, shares
    item.notes.notice("qti_marking_changed")
    return Marking.ALL_OR_NOTHING, {}


def _is_share_of_key(
    key: frozenset[str],
    wrong: list[str],
    less: dict[str, Fraction],
    more: dict[str, Fraction],
    alone: dict[str, Fraction],
) -> bool:
    """Tell our own rule: each right choice earns its share, and one wrong choice takes everything."""
    if len(key) < 2 or not wrong:
        return False
    each = Fraction(1, len(key))
    return (
        all(_near(alone[one], each) and _near(less[one], WHOLE - each) for one in key)
        and all(more[one] <= 0 for one in wrong)
        and all(alone[one] <= 0 for one in wrong)
    )


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) < Fraction(1, 1000)


def _in_order(interaction: Interaction, values: frozenset[str]) -> tuple[str, ...]:
    return tuple(option.identifier for option in interaction.options if option.identifier in values)
