"""What stands between the braces of a GIFT question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from trainer.adapters.interchange.questions.gift.blocks import shown
from trainer.adapters.interchange.questions.moodle_numbers import exact, numeric
from trainer.domain.kernel.marks import from_percent
from trainer.domain.question_bank.answers import NOTHING, WHOLE, NumericKey, Pair

WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:[.,]\d*)?)\s*%")
OLD_WEIGHT = re.compile(r"\s*%?(\d{1,3})%(?=\S)")
_TRUE = frozenset({"T", "TRUE"})
_FALSE = frozenset({"F", "FALSE"})
# What Chinese teachers write there.
_TRUE_WORDS = frozenset({"对", "正确", "是", "√", "✓", "✔"})
_FALSE_WORDS = frozenset({"错", "错误", "否", "×", "✗", "✘", "X"})

Markdown = Callable[[str], str]
Note = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Judged:
    """True or false, with the words after a wrong and a right answer."""

    answer: bool
    wrong: str = ""
    right: str = ""
    is_word: bool = False


def judged(text: str, markdown: Markdown) -> Judged | None:
    """Read true or false; None where it is neither."""
    parts = text.split("#", 2)
    word = parts[0].strip().upper()
    answer: bool | None = True if word in _TRUE else False if word in _FALSE else None
    is_word = answer is None
    if is_word:
        if word in _TRUE_WORDS:
            answer = True
        elif word in _FALSE_WORDS:
            answer = False
    if answer is None:
        return None
    wrong = markdown(parts[1]) if len(parts) > 1 else ""
    right = markdown(parts[2]) if len(parts) > 2 else ""
    return Judged(answer, wrong, right, is_word)


def chosen(text: str, markdown: Markdown, weight_of: re.Pattern[str] = WEIGHT) -> list[tuple[str, str, Fraction]]:
    """Read choices: text, reason and share of each; 0 and 1 are the constants themselves.

    Args:
        text: between the braces.
        markdown: turns a choice into Markdown.
        weight_of: finds the per cents before a choice; the old format writes them without the first sign.
    """
    found = []
    for piece in text.replace("=", "~=").split("~"):
        said = piece.strip()
        if not said:
            continue
        share = NOTHING
        if said[0] == "=":
            share = WHOLE
            said = said[1:]
        if "%" in said and (weight := weight_of.match(said)) is not None:
            share = _share(weight[1])
            said = said[weight.end() :]
        answer, hash_sign, why = said.partition("#")
        found.append((markdown(answer), markdown(why) if hash_sign else "", share))
    return found


def worded(text: str, markdown: Markdown) -> list[tuple[str, str, Fraction]]:
    """Read accepted wordings: plain text, reason and share of each."""
    found = []
    for piece in text.split("="):
        said = piece.strip()
        if not said:
            continue
        share = WHOLE
        if (weight := WEIGHT.match(said)) is not None:
            share = _share(weight[1])
            said = said[weight.end() :]
        answer, hash_sign, why = said.partition("#")
        found.append((shown(answer).strip(), markdown(why) if hash_sign else "", share))
    return found


def paired(text: str, markdown: Markdown, plain: Markdown) -> tuple[list[Pair], list[str], list[str]]:
    """Read pairs.

    Returns:
        Pairs, entries on the right that belong to none, and pieces without an arrow.
    """
    pairs, extra, lost = [], [], []
    for piece in text.split("="):
        said = piece.strip()
        if not said:
            continue
        left, arrow, right = said.partition("->")
        if not arrow:
            lost.append(shown(said))
        elif left.strip() and right.strip():
            pairs.append(Pair(markdown(left), plain(right)))
        elif right.strip():
            extra.append(plain(right))
        else:
            lost.append(shown(said))
    return pairs, extra, lost


def numbers(text: str, markdown: Markdown, note: Note) -> tuple[NumericKey, ...]:
    """Read accepted numbers: ``3``, ``3:0.5``, ``1..5``, several of them with ``=``, and words for all others behind ``~``."""
    text, tilde, others = text.partition("~")
    found = []
    for piece in text.split("="):
        said = piece.strip()
        if not said:
            continue
        share = WHOLE
        if (weight := WEIGHT.match(said)) is not None:
            share = _share(weight[1])
            said = said[weight.end() :]
        answer, hash_sign, why = said.partition("#")
        key = _number(shown(answer).strip(), share, markdown(why) if hash_sign else "")
        if key is None:
            note("gift_number_wrong", value=shown(answer).strip()[:40])
        else:
            found.append(key)
    if tilde:
        answer, _, why = others.partition("#")
        weight = WEIGHT.match(answer)
        found.append(NumericKey(None, share=NOTHING if weight is None else _share(weight[1]), why=markdown(why)))
    return tuple(found)


def _number(said: str, share: Fraction, why: str) -> NumericKey | None:
    if said == "*":
        return NumericKey(None, share=share, why=why)
    low, dots, high = said.partition("..")
    if dots and low:
        least, most = numeric(low.strip()), numeric(high.strip().removeprefix("."))
        if least is None or most is None:
            return None
        return NumericKey((least + most) / 2, abs(most - least) / 2, share, why)
    value, colon, near = said.replace("：", ":").partition(":")
    number = numeric(value.strip())
    tolerance = exact(near) if colon and near.strip() else NOTHING
    if number is None or tolerance is None:
        return None
    return NumericKey(number, abs(tolerance), share, why)


def _share(said: str) -> Fraction:
    share = from_percent(said.replace(",", "."))
    return WHOLE if share == 1 else share or NOTHING
