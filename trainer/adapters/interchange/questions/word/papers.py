"""A paper for candidates and its answer book: questions grouped by kind and counted through, with room for answers."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from trainer.adapters.interchange.questions.chinese.values import write_law
from trainer.adapters.interchange.questions.word.numbering import formatted
from trainer.adapters.interchange.questions.word.pages import Media, Pages, Para, Piece, paras
from trainer.adapters.interchange.questions.word.writer import every_attachment, shown
from trainer.domain.kernel.marks import show
from trainer.domain.question_bank.answers import GapKind
from trainer.domain.question_bank.blocks import Run, RunKind, blocks
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.schema import write_exact
from trainer.domain.question_bank.text import plain
from trainer.wording import t
from trainer.wording.catalogue import current_language
from trainer.wording.question_terms import KINDS, kind_name

# Choices stand four, two or one a line, by their longest (in half characters).
_FOUR, _TWO = 16, 36
_LINES = {Kind.SHORT_ANSWER: 4, Kind.ESSAY: 14, Kind.PRACTICAL: 2}
_ANSWERED_BELOW = (Kind.ORDERING, Kind.MATCHING, Kind.NUMERIC)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question with the number it has on the paper."""

    number: int
    question: Question


def write_paper(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write a paper without keys.

    Args:
        questions: in the order in which they are counted within their kind.
        media: bytes of an attachment by its digest.
        title: above the paper.
    """
    pages = Pages(media)
    pages.add(
        [
            Para("title", (Run(title),)),
            Para("stem", (Run(t("Unit: {line}  Name: {line}  Marks: {line}", line="_" * 12)),)),
        ]
    )
    for place, (kind, group) in enumerate(grouped(questions), 1):
        pages.add([Para("section", (Run(_section(place, kind, [one.question for one in group])),))])
        for one in group:
            pages.add(_asked(one.question, f"{one.number}. "), every_attachment(one.question))
    return pages.finish(title)


def write_answers(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write the answer book of :func:`write_paper` with the same questions: keys, explanations, where it is taught."""
    pages = Pages(media)
    pages.add([Para("title", (Run(t("{title}: answers", title=title)),))])
    for place, (kind, group) in enumerate(grouped(questions), 1):
        pages.add([Para("section", (Run(_section(place, kind, [one.question for one in group])),))])
        quick = _quick(group)
        if quick:
            pages.add([Para("key", (Run(line),)) for line in quick])
        for one in group:
            pages.add(_answered(one.question, f"{one.number}. ", brief=bool(quick)), every_attachment(one.question))
    return pages.finish(t("{title}: answers", title=title))


def grouped(questions: Sequence[Question]) -> list[tuple[Kind, list[Numbered]]]:
    """Group questions by kind, in the order in which people look for kinds, and count them through."""
    order = list(KINDS)
    whole = list(shown(questions))
    found = []
    number = 0
    for kind in sorted({one.kind for one in whole}, key=lambda one: order.index(one.value)):
        group = []
        for question in whole:
            if question.kind is kind:
                number += 1
                group.append(Numbered(number, question))
        found.append((kind, group))
    return found


def shuffled(count: int, question: Question) -> list[int]:
    """Mix entries in a way that is the same whenever this question is printed, and never leaves them as they are."""
    seed = question.code or question.stem
    order = sorted(range(count), key=lambda index: hashlib.sha256(f"{seed}\0{index}".encode()).digest())
    return order if order != list(range(count)) else [*order[1:], *order[:1]]


def _section(place: int, kind: Kind, group: Sequence[Question]) -> str:
    number = formatted(place, "chineseCounting") if current_language() == "zh" else formatted(place, "upperRoman")
    total = sum((question.points for question in group), Fraction(0))
    each = {question.points for question in group}
    if len(each) == 1:
        return t(
            "{number}. {kind} ({n} questions, {each} marks each, {total} marks)",
            number=number, kind=kind_name(kind), n=len(group), each=_marks(next(iter(each))), total=_marks(total),
        )  # fmt: skip
    return t(
        "{number}. {kind} ({n} questions, {total} marks)",
        number=number,
        kind=kind_name(kind),
        n=len(group),
        total=_marks(total),
    )


def _marks(value: Fraction) -> str:
    return write_exact(value) if value.denominator <= 100 and "/" not in write_exact(value) else show(value)


# What candidates see.


def _asked(question: Question, number: str) -> list[Piece]:
    kind = question.kind
    stem = _cloze_stem(question) if kind is Kind.CLOZE else question.stem
    if kind is Kind.JUDGE:
        stem += "（　　）"
    style = "material" if kind is Kind.CASE_SET else "stem"
    found = paras(stem, style, number, gaps=kind in (Kind.BLANK, Kind.CLOZE))
    if kind in (Kind.HOTSPOT, Kind.DRAG) and question.picture:
        found.append(Para("stem", (Run("", RunKind.MEDIA, question.picture),)))
    found += _to_choose(question)
    if kind is Kind.CASE_SET:
        for place, part in enumerate(question.parts, 1):
            found += _asked(part, f"（{place}）")
    if kind in _ANSWERED_BELOW:
        found.append(Para("choice", (Run(t("Answer: {line}", line="_" * 30)),), indent=2))
    if kind in _LINES:
        found.append(Para("choice", (), space_after=_LINES[kind]))
    return found


def _to_choose(question: Question) -> list[Piece]:
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return _columns([choice.text for choice in question.choices])
        case Kind.ORDERING:
            return _columns([question.order[index] for index in shuffled(len(question.order), question)])
        case Kind.MATCHING:
            rights = [question.rights[index] for index in shuffled(len(question.rights), question)]
            lefts = [
                p
                for place, pair in enumerate(question.pairs, 1)
                for p in paras(pair.left, "choice", f"（{place}）", indent=2)
            ]
            return [*lefts, *_columns(rights)]
        case Kind.DRAG:
            return _columns([token.text for token in question.tokens])
        case Kind.CLOZE:
            found: list[Piece] = []
            for place, gap in enumerate(question.gaps, 1):
                if gap.kind is GapKind.CHOICE:
                    words = "　".join(f"{_letter(index)}. {choice.text}" for index, choice in enumerate(gap.choices))
                    found += paras(words, "choice", f"（{place}）", indent=2)
            return found
    return []


def _letter(place: int) -> str:
    return formatted(place + 1, "upperLetter")


def _columns(texts: Sequence[str]) -> list[Piece]:
    """Set lettered entries beside each other as far as they fit; pictures, formulas and tables get lines of their own."""
    longest = max((_width(text) for text in texts), default=0)
    simple = all("\n" not in text and "![" not in text and "$" not in text for text in texts)
    beside = 1 if not simple or longest > _TWO or len(texts) < 2 else 2 if longest > _FOUR else 4
    if beside == 1:
        return [p for place, text in enumerate(texts) for p in paras(text, "choice", f"{_letter(place)}. ", indent=2)]
    found: list[Piece] = []
    tabs = tuple(24 + 440 // beside * column for column in range(1, beside))
    for start in range(0, len(texts), beside):
        runs: list[Run] = []
        for place in range(start, min(start + beside, len(texts))):
            runs.append(Run(("\t" if place > start else "") + f"{_letter(place)}. "))
            for block in blocks(texts[place]):
                runs += getattr(block, "runs", ())
        found.append(Para("choice", runs, indent=2, tabs=tabs))
    return found


def _width(text: str) -> int:
    """Measure in half characters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in plain(text))


def _cloze_stem(question: Question) -> str:
    stem = question.stem
    for place in range(1, len(question.gaps) + 1):
        stem = stem.replace(f"[[{place}]]", f"____（{place}）")
    return stem


# What markers see.


def _quick(group: Sequence[Numbered]) -> list[str]:
    """Give keys of choices and statements five by five, as answer sheets are checked: ``1–5 ABCDA``."""
    kind = group[0].question.kind
    if kind not in (Kind.SINGLE, Kind.JUDGE) or len(group) < 2:
        return []
    lines = []
    for start in range(0, len(group), 5):
        part = group[start : start + 5]
        keys = " ".join(key_of(one.question) for one in part)
        lines.append(f"{part[0].number}-{part[-1].number}  {keys}" if len(part) > 1 else f"{part[0].number}. {keys}")
    return ["    ".join(lines[start : start + 4]) for start in range(0, len(lines), 4)]


def key_of(question: Question) -> str:
    """Write the key as the paper asks for it, in letters where it prints letters; empty where a person marks."""
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return "".join(_letter(place) for place, choice in enumerate(question.choices) if choice.is_right)
        case Kind.JUDGE:
            return "√" if question.answer else "×"
        case Kind.BLANK:
            return "；".join(" / ".join(blank.accept) for blank in question.blanks)
        case Kind.NUMERIC:
            values = [write_exact(key.value) for key in question.numbers if key.value is not None]
            return " / ".join(values[:1]) + (f" {question.units[0].name}" if question.units else "")
        case Kind.ORDERING:
            printed = shuffled(len(question.order), question)
            return "".join(_letter(printed.index(index)) for index in range(len(question.order)))
        case Kind.MATCHING:
            printed = shuffled(len(question.rights), question)
            return " ".join(f"{place + 1}-{_letter(printed.index(place))}" for place in range(len(question.pairs)))
        case Kind.SHORT_ANSWER if question.choices:
            return " / ".join(choice.text for choice in question.choices if choice.is_right or choice.share == 1)
        case Kind.CLOZE:
            return "；".join(_gap_key(gap) for gap in question.gaps)
        case Kind.DRAG:
            return "；".join(
                f"{zone.label or place}：{'、'.join(question.tokens[token].text for token in zone.takes)}"
                for place, zone in enumerate(question.zones, 1)
            )
        case Kind.HOTSPOT:
            return "；".join(zone.label or str(place) for place, zone in enumerate(question.zones, 1) if zone.is_right)
    return ""


def _gap_key(gap: object) -> str:
    from trainer.domain.question_bank.answers import Gap

    assert isinstance(gap, Gap)
    if gap.kind is GapKind.NUMBER:
        return " / ".join(write_exact(key.value) for key in gap.numbers if key.value is not None)
    right = [(place, one) for place, one in enumerate(gap.choices) if one.is_right or (one.share or 0) > 0]
    return " / ".join(
        f"{_letter(place)}. {one.text}" if gap.kind is GapKind.CHOICE else one.text for place, one in right
    )


def _answered(question: Question, number: str, *, brief: bool = False) -> list[Piece]:
    found: list[Piece] = []
    key = key_of(question)
    if key:
        found.append(Para("key", (Run(key),), number + _labelled(t("Key"))))
    elif question.model_answer:
        found += paras(question.model_answer, "key", number + _labelled(t("Model answer")))
    else:
        found.append(Para("key", (), number))
    if brief and not question.explanation and question.law is None:
        return []
    if question.rubric:
        words = "；".join(f"{plain(one.text)}（{_percent(one.share)}）" for one in question.rubric)
        found.append(Para("key", (Run(words),), _labelled(t("Marking guide")), 2))
    if question.explanation:
        found += paras(question.explanation, "key", _labelled(t("Explanation")), indent=2)
    if question.law is not None:
        found.append(Para("key", (Run(write_law(question.law).replace("｜", " ")),), _labelled(t("Legal basis")), 2))
    for place, part in enumerate(question.parts, 1):
        found += _answered(part, f"（{place}）")
    return found


def _labelled(word: str) -> str:
    return f"{word}：" if current_language() == "zh" else f"{word}: "


def _percent(share: Fraction) -> str:
    return f"{_marks(share * 100)}%"
