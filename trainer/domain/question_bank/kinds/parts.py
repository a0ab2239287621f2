"""What the kinds share: parts that belong to another kind, repeated and missing entries, shares, pictures, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.marks import write as write_fraction
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Attachment, Choice, NumericKey, Unit
from trainer.domain.question_bank.blocks import media_names
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.domain.question_bank.schema import BODY, STRICT

# Parts that every kind may have.
COMMON = frozenset({"tags", "enemies", "points", "is_shuffled", "feedback", "hints", "attachments"})
OWN: tuple[str, ...] = (*(entry.attribute for entry in BODY if entry.attribute not in COMMON), "parts")

# A blank beside a Chinese sign is seen by nobody.
_WIDE_BLANK = re.compile(r"(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])")
# No question has more entries in one part: a table that lost its line ends, or an attack.
MOST_ENTRIES = 1000
_DEFAULTS = {one.name: one.default for one in fields(Question) if one.default is not MISSING}
_OWN_DEFAULTS = tuple((name, _DEFAULTS[name]) for name in OWN)


def error(code: str, *path: str | int, **facts: Any) -> Finding:
    """Make an error about one part of a question."""
    return Finding(code, Severity.ERROR, facts={"path": path, **facts})


def within(findings: Iterable[Finding], *path: str | int) -> list[Finding]:
    """Put findings about a part of something larger into their place there."""
    return [
        Finding(one.code, one.severity, facts={**one.facts, "path": (*path, *one.facts.get("path", ()))})
        for one in findings
    ]


def foreign(question: Question, own: frozenset[str]) -> list[Finding]:
    """Note parts that a question of this kind does not have."""
    found = []
    for name, default in _OWN_DEFAULTS:
        value = getattr(question, name)
        if value is not default and value != default and name not in own:
            found.append(error("part_of_other_kind", name, key=name, kind=question.kind.value))
    return found


def repeated(texts: Sequence[str], part: str, *path: str | int) -> list[Finding]:
    """Note entries that stand there twice: nobody could tell which one is meant.

    Capitals and blanks between Latin letters tell entries apart: commands, formulas and signs of units are asked for so.
    """
    seen: set[str] = set()
    found = []
    for index, text in enumerate(texts):
        plain = _WIDE_BLANK.sub("", " ".join(text.split()))
        if plain in seen:
            found.append(error("entry_repeated", *path, part, index, text=text))
        seen.add(plain)
    return found


def too_many(question: Question) -> list[Finding]:
    """Note parts with more entries than anybody could read."""
    return [
        error("entries_too_many", name, key=name, most=MOST_ENTRIES, found=len(value))
        for name, default in _OWN_DEFAULTS
        if isinstance(value := getattr(question, name), tuple) and len(value) > MOST_ENTRIES
    ]


def too_few(entries: Sequence[object], part: str, least: int, *path: str | int) -> list[Finding]:
    """Note that there is nothing to choose from."""
    if len(entries) >= least:
        return []
    return [error("entries_too_few", *path, part, key=part, least=least, found=len(entries))]


def earns(choice: Choice) -> Fraction:
    """Give what a choice is worth by itself."""
    if choice.share is not None:
        return choice.share
    return WHOLE if choice.is_right else NOTHING


def shares_out_of_range(shares: Iterable[Fraction | None], part: str, *path: str | int) -> list[Finding]:
    """Note shares below -1 or above 1."""
    return [
        error("part_share_out_of_range", *path, part, index, share=write_fraction(share))
        for index, share in enumerate(shares)
        if share is not None and not -WHOLE <= share <= WHOLE
    ]


def no_whole_share(shares: Iterable[Fraction], part: str, *path: str | int) -> list[Finding]:
    """Note that nothing earns everything, so that nobody could be wholly right."""
    if any(share == WHOLE for share in shares):
        return []
    return [error("no_whole_share", *path, part, key=part)]


def unknown_marking(question: Question, *known: Marking) -> list[Finding]:
    """Note a rule for part marks that this kind does not have."""
    if question.marking is None or question.marking in known:
        return []
    allowed = ", ".join(one.value for one in known)
    return [error("marking_unknown", "marking", value=question.marking.value, allowed=allowed)]


def unknown_strict(words: Iterable[str], *path: str | int) -> list[Finding]:
    """Note words that are no differences in texts."""
    return [
        error("strict_unknown", *path, "strict", value=word, allowed=", ".join(STRICT))
        for word in words
        if word not in STRICT
    ]


def number_problems(numbers: Sequence[NumericKey], part: str, *path: str | int) -> list[Finding]:
    """Note what is wrong with accepted numbers: none, none that earns everything, tolerances below nothing."""
    found = too_few(numbers, part, 1, *path)
    found += shares_out_of_range((one.share for one in numbers), part, *path)
    found += [
        error("tolerance_negative", *path, part, index, tolerance=write_fraction(one.tolerance))
        for index, one in enumerate(numbers)
        if one.tolerance < 0
    ]
    # A catch-all is no key: it would make every number right.
    if numbers:
        found += no_whole_share((one.share for one in numbers if one.value is not None), part, *path)
    return found


def unit_problems(units: Sequence[Unit], *path: str | int) -> list[Finding]:
    """Note units without a name, twice, or worth nothing."""
    found = []
    seen: set[str] = set()
    for index, unit in enumerate(units):
        name = "".join(unit.name.split())
        if not name or unit.factor <= 0:
            found.append(error("unit_bad", *path, "units", index, unit=unit.name, factor=write_fraction(unit.factor)))
        elif name in seen:
            found.append(error("entry_repeated", *path, "units", index, text=unit.name))
        seen.add(name)
    return found


def picture_problems(question: Question) -> list[Finding]:
    """Note pictures of texts that are not there, and attachments that cannot be told apart or hold a folder."""
    found = []
    names: set[str] = set()
    for index, one in enumerate(question.attachments):
        if not one.name.strip() or any(sign in one.name for sign in "/\\()\n"):
            found.append(error("attachment_name_bad", "attachments", index, name=one.name))
        elif one.name in names:
            found.append(error("entry_repeated", "attachments", index, text=one.name))
        names.add(one.name)
    for path, text in markdown_texts(question):
        if "![" in text:
            wanted = media_names(text)
            found += [error("picture_not_attached", *path, name=name) for name in wanted if name not in names]
    return found


def attached(question: Question, name: str) -> Attachment | None:
    """Give the attachment of this name."""
    return next((one for one in question.attachments if one.name == name), None)


def main_picture_problems(question: Question) -> list[Finding]:
    """Note that a hotspot or drag has no picture, or one that is none."""
    if not question.picture:
        return [error("picture_missing", "picture")]
    found = attached(question, question.picture)
    if found is None:
        return [error("picture_not_attached", "picture", name=question.picture)]
    if not found.media_type.startswith("image/"):
        return [error("picture_is_none", "picture", name=question.picture)]
    return []


def markdown_texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every text in which type and pictures may stand, with the path to it; not those of sub-questions."""
    yield ("stem",), question.stem
    yield ("explanation",), question.explanation
    has_wordings = question.kind is Kind.SHORT_ANSWER
    for n, choice in enumerate(question.choices):
        if not has_wordings:
            yield ("choices", n, "text"), choice.text
        yield ("choices", n, "why"), choice.why
    for n, entry in enumerate(question.order):
        yield ("order", n), entry
    for n, pair in enumerate(question.pairs):
        yield ("pairs", n, "left"), pair.left
        yield ("pairs", n, "right"), pair.right
        yield ("pairs", n, "why"), pair.why
    for n, entry in enumerate(question.extra):
        yield ("extra", n), entry
    for n, number in enumerate(question.numbers):
        yield ("numbers", n, "why"), number.why
    for n, result in enumerate(question.results):
        yield ("results", n, "why"), result.why
    for n, gap in enumerate(question.gaps):
        for k, choice in enumerate(gap.choices):
            yield ("gaps", n, "choices", k, "text"), choice.text
            yield ("gaps", n, "choices", k, "why"), choice.why
    yield ("model_answer",), question.model_answer
    for n, criterion in enumerate(question.rubric):
        yield ("rubric", n, "text"), criterion.text
    for n, hint in enumerate(question.hints):
        yield ("hints", n), hint
    yield ("feedback", "right"), question.feedback.right
    yield ("feedback", "partly"), question.feedback.partly
    yield ("feedback", "wrong"), question.feedback.wrong


# Words that no key holds; the second ones stand by for a key that does.
_NONSENSE = ("不清楚", "没有印象", "qqzz", "〓")


def wrong_text(accepted: Iterable[str], *, wildcards: bool = False) -> str | None:
    """Give words that no accepted wording comes near; None where a wording accepts anything."""
    pieces = [[piece for piece in text.split("*") if piece.strip()] if wildcards else [text] for text in accepted]
    if any(not every for every in pieces):
        return None
    levelled = [["".join(piece.split()).casefold() for piece in every] for every in pieces]
    return next((words for words in _NONSENSE if not any(all(p in words for p in every) for every in levelled)), None)


def wrong_number(numbers: Sequence[NumericKey]) -> str | None:
    """Give a number beyond every accepted one; words where a catch-all would take any number."""
    if any(one.value is None and one.share > 0 for one in numbers):
        return _NONSENSE[0]
    reach = [
        abs(one.value) + (one.tolerance * abs(one.value) if one.is_relative else one.tolerance)
        for one in numbers
        if one.value is not None
    ]
    return str(int(max(reach, default=NOTHING)) + 2)
