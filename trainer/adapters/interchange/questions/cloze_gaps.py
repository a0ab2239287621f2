r"""Gaps inside a text in Moodle's notation, both ways: ``{2:SHORTANSWER:=Hohhot#Right.~%50%Baotou}``.

A gap is ``{weight:TYPE:answers}``; answers are parted by ``~``, a right one begins with ``=``, one that earns a part with
``%50%``; what stands behind ``#`` is said after it. A backslash takes the meaning from ``~ # } \`` in answers. Inside HTML,
``&#126;`` and its like are the signs without their meaning.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TypeAlias

from trainer.adapters.interchange.questions.moodle_numbers import decimal, exact, numeric, percent
from trainer.domain.kernel.marks import from_percent
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Choice, Gap, GapKind, NumericKey

# Where a gap stood, while the text around it becomes Markdown; the number between them counts from 1.
BEFORE, BEHIND = "\ue1f0", "\ue1f1"
_PLACE = re.compile(f"{BEFORE}(\\d+){BEHIND}")
_LITERAL = re.compile(r"\[\[(?=\d{1,4}\]\])")

_TYPES: dict[str, tuple[GapKind, str]] = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), (GapKind.TEXT, "")),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), (GapKind.TEXT, "case")),
    **dict.fromkeys(("NUMERICAL", "NM"), (GapKind.NUMBER, "")),
    **dict.fromkeys(("MULTICHOICE", "MC"), (GapKind.CHOICE, "")),
    **dict.fromkeys(("MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"), (GapKind.CHOICE, "layout")),
    **dict.fromkeys(("MULTICHOICE_S", "MCS"), (GapKind.CHOICE, "shuffled")),
    **dict.fromkeys(("MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"), (GapKind.CHOICE, "shuffled layout")),
    **dict.fromkeys(("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"), (GapKind.CHOICE, "several")),
    **dict.fromkeys(("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"), (GapKind.CHOICE, "several shuffled")),
}
_NAMES = "|".join(sorted(_TYPES, key=len, reverse=True))
_START = re.compile(rf"\{{\s*(\d{{0,6}})\s*:\s*({_NAMES})\s*:", re.IGNORECASE)
_LIKE_A_START = re.compile(r"\{\s*\d{0,6}\s*:\s*([A-Za-z_]{2,24})\s*:")
# An answer ends at a sign that no backslash stands before; "&#" begins a sign of HTML.
_ANSWERS_END = re.compile(r"(?:\\.|[^\\}])*?\}", re.DOTALL)
_ANSWER = re.compile(r"(?:\\.|[^\\~])+", re.DOTALL)
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_FRACTION = re.compile(r"\s*(?:=|%(-?\d+(?:[.,]\d*)?)%)")
_UNESCAPE = re.compile(r"\\([\\~#}\"])")
_MAX_WEIGHT = 1000
# More gaps than a page has words.
MOST_GAPS = 500
_MOST_UNKNOWN = 20


# Text, reason and share of each answer.
Answers: TypeAlias = Sequence[tuple[str, str, Fraction]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a gap.

    Attributes:
        code: of the finding.
        at: index in the text.
        facts: for the sentence.
        is_error: the question cannot be used.
    """

    code: str
    at: int
    facts: dict[str, object]
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The gaps of a text.

    Attributes:
        text: with places (:data:`BEFORE`, number, :data:`BEHIND`) where the gaps stood.
        gaps: in the order of the text.
        several: numbers (from 1) of gaps of which several choices may be taken.
        is_shuffled: the choices of some gap may be mixed.
        has_layout: some gap says how its choices are arranged, which no gap of ours does.
        troubles: in the order of the text.
    """

    text: str
    gaps: tuple[Gap, ...]
    several: tuple[int, ...]
    is_shuffled: bool
    has_layout: bool
    troubles: tuple[Trouble, ...]


def find_gaps(source: str, markdown: Callable[[str], str]) -> Found:
    """Take the gaps out of a text.

    Args:
        source: HTML or plain text with gaps.
        markdown: turns a choice or a reason, in the format of the text, into Markdown.
    """
    source = source.replace(BEFORE, "").replace(BEHIND, "")
    kept: list[str] = []
    gaps: list[Gap] = []
    several: list[int] = []
    troubles: list[Trouble] = []
    shuffled = layout = False
    at = 0
    while (start := _START.search(source, at)) is not None:
        end = _ANSWERS_END.match(source, start.end())
        if end is None:
            troubles.append(Trouble("cloze_gap_open", start.start(), {"gap": len(gaps) + 1}))
            break
        if len(gaps) == MOST_GAPS:
            troubles.append(Trouble("cloze_gaps_too_many", start.start(), {"limit": MOST_GAPS}))
            break
        kind, how = _TYPES[start[2].upper()]
        number = len(gaps) + 1
        reader = _GapReader(number, start.start(), markdown, troubles)
        weight = int(start[1] or "1")
        if not 1 <= weight <= _MAX_WEIGHT:
            reader.note("cloze_weight_wrong", is_error=False, weight=weight)
            weight = 1
        gaps.append(reader.gap(kind, how, weight, end[0][:-1]))
        if "several" in how:
            several.append(number)
        shuffled = shuffled or "shuffled" in how
        layout = layout or "layout" in how
        kept.append(f"{source[at : start.start()]}{BEFORE}{number}{BEHIND}")
        at = end.end()
    kept.append(source[at:])
    troubles += [
        Trouble("cloze_type_unknown", like.start(), {"type": like[1]})
        for like in islice(_LIKE_A_START.finditer(source), MOST_GAPS + _MOST_UNKNOWN)
        if like[1].upper() not in _TYPES
    ]
    troubles.sort(key=lambda trouble: trouble.at)
    return Found("".join(kept), tuple(gaps), tuple(several), shuffled, layout, tuple(troubles))


def with_places(markdown: str) -> str:
    """Turn places in a text that has become Markdown into ours: ``[[1]]``; what looked like one loses that meaning."""
    return _PLACE.sub(r"[[\1]]", _LITERAL.sub(r"\\[\\[", markdown))


class _GapReader:
    """Reads the answers of one gap."""

    def __init__(self, number: int, at: int, markdown: Callable[[str], str], troubles: list[Trouble]) -> None:
        self.number = number
        self.at = at
        self.markdown = markdown
        self.troubles = troubles

    def note(self, code: str, *, is_error: bool = True, **facts: object) -> None:
        self.troubles.append(Trouble(code, self.at, {"gap": self.number, **facts}, is_error))

    def gap(self, kind: GapKind, how: str, weight: int, body: str) -> Gap:
        answers: Answers = [answer for part in _ANSWER.findall(body) if (answer := self._answer(part)) is not None]
        if kind is GapKind.NUMBER:
            return Gap(kind, numbers=self._numbers(answers), weight=weight)
        if kind is GapKind.TEXT:
            strict = ("case",) if how == "case" else ()
            answers = self._with_full_key(answers)
            return Gap(
                kind,
                text_choices([(self._plain(text), why, share) for text, why, share in answers]),
                weight=weight,
                strict=strict,
            )
        said = [(self.markdown(_unescaped(text)), why, share) for text, why, share in answers]
        if "several" in how:
            return Gap(kind, tuple(Choice(text, share > 0, why, share) for text, why, share in said), weight=weight)
        return Gap(kind, one_key(self._with_full_key(said)), weight=weight)

    def _with_full_key(self, answers: Answers) -> Answers:
        """Let the best answer earn everything, so that somebody can be wholly right."""
        best = max((share for _, _, share in answers), default=NOTHING)
        if not 0 < best < 1:
            return answers
        self.note("cloze_no_full_key", is_error=False, best=f"{float(best * 100):.5g}%")
        return [(text, why, WHOLE if share == best else share) for text, why, share in answers]

    def _answer(self, part: str) -> tuple[str, str, Fraction] | None:
        fraction = _FRACTION.match(part)
        share = NOTHING
        if fraction is not None:
            share = WHOLE if fraction[1] is None else from_percent(fraction[1].replace(",", "."))
            part = part[fraction.end() :]
        text, why = part, ""
        feedback = _FEEDBACK.search(part)
        if feedback is not None:
            text, why = part[: feedback.start()], self.markdown(_unescaped(part[feedback.end() :]))
        text = text.strip()
        if not text:
            if share > 0 or why:
                self.note("cloze_answer_empty", is_error=False)
            return None
        return text, why, share

    def _plain(self, text: str) -> str:
        # In HTML an editor wraps words in tags; what is typed into the gap has none.
        said = re.sub(r"<[A-Za-z/!][^<>]{0,500}>", "", _unescaped(text))
        return entities.unescape(said).replace("\xa0", " ").strip()

    def _numbers(self, answers: Answers) -> tuple[NumericKey, ...]:
        found = []
        for text, why, share in answers:
            said = self._plain(text).replace("\u2212", "-")
            if said == "*":
                found.append(NumericKey(None, share=share, why=why))
                continue
            text, colon, behind = said.partition(":")
            value = numeric(text)
            near = exact(behind) if colon else NOTHING
            if value is None or near is None:
                self.note("cloze_number_wrong", value=said[:40])
                continue
            found.append(NumericKey(value, abs(near), share, why))
        return tuple(found)


def one_key(answers: Answers) -> tuple[Choice, ...]:
    """Make choices of which one is the key: the first that earns most, which is everything.

    Shares that go without saying are left out.
    """
    best = max((share for _, _, share in answers), default=NOTHING)
    choices: list[Choice] = []
    has_key = False
    for text, why, share in answers:
        is_key = not has_key and share == best and best > 0
        has_key = has_key or is_key
        choices.append(Choice(text, is_key, why, None if is_key else share or None))
    return tuple(choices)


def text_choices(answers: Answers) -> tuple[Choice, ...]:
    """Make accepted wordings; those that earn everything are the key."""
    return tuple(Choice(text, share == WHOLE, why, None if share == WHOLE else share) for text, why, share in answers)


def write_gap(gap: Gap, html: Callable[[str], str], *, is_shuffled: bool = False) -> str:
    """Write a gap.

    Args:
        gap: of a cloze.
        html: turns Markdown into HTML without a paragraph around it.
        is_shuffled: its choices may be mixed.
    """
    if gap.kind is GapKind.NUMBER:
        name = "NUMERICAL"
        answers = [_number(key, html) for key in gap.numbers]
    elif gap.kind is GapKind.TEXT:
        name = "SHORTANSWER_C" if "case" in gap.strict else "SHORTANSWER"
        answers = [_said(choice, entities.escape(choice.text, quote=False), html) for choice in gap.choices]
    else:
        name = "MULTICHOICE_S" if is_shuffled else "MULTICHOICE"
        answers = [_said(choice, html(choice.text), html) for choice in gap.choices]
    return f"{{{gap.weight}:{name}:{'~'.join(answers)}}}"


def _number(key: NumericKey, html: Callable[[str], str]) -> str:
    value = "*"
    if key.value is not None:
        tolerance = key.tolerance * abs(key.value) if key.is_relative else key.tolerance
        value = decimal(key.value) + (f":{decimal(tolerance)}" if tolerance else "")
    return f"{_share(key.share)}{value}{_why(key.why, html)}"


def _said(choice: Choice, text: str, html: Callable[[str], str]) -> str:
    share = choice.share if choice.share is not None else WHOLE if choice.is_right else NOTHING
    return f"{_share(share)}{_escaped(text)}{_why(choice.why, html)}"


def _share(share: Fraction) -> str:
    if share == WHOLE:
        return "="
    return "" if share == NOTHING else f"%{percent(share)}%"


def _why(why: str, html: Callable[[str], str]) -> str:
    return f"#{_escaped(html(why))}" if why else ""


def _escaped(text: str) -> str:
    # Signs of HTML keep their number sign: "&#" never ends an answer.
    said = text.replace("\\", "&#92;")
    said = re.sub(r"(?<!&)#|[~}]", lambda found: "\\" + found[0], said)
    if said[:1] in {"=", "%"}:
        said = f"&#{ord(said[0])};{said[1:]}"
    # A line break would be one of the text around the gap.
    return said.replace("\n", " ")


def _unescaped(text: str) -> str:
    return _UNESCAPE.sub(r"\1", text)
