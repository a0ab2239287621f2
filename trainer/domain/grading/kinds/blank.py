"""Fill-in: each gap earns its share; spelling is compared after both sides were brought to one form.

What is the same: full and half width, upper and lower case, spaces anywhere, straight and curly quotes, Chinese and
Western commas, dashes of any length, a full stop at the end, and numbers in Chinese or Arabic writing (十五 and 15).

What stays different, because official writing turns on it: the brackets of a document number (〔 〕 are not [ ] or （ ）),
the writing of a full date (GB/T 9704-2012 wants Arabic digits in the date of signature), and a key that consists of
signs alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from trainer.domain.grading.kinds.reading import list_or_empty
from trainer.domain.grading.rules import MultipleRule
from trainer.domain.question_bank.question import NOTHING, Question

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("‐‑‒–—―−─", "-"),
        **dict.fromkeys("、，；;", ","),
        **dict.fromkeys("•・･‧∙⋅", "·"),
        "：": ":",
        "。": ".",
        "…": ".",
        "～": "~",
    }
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"万": 10_000, "亿": 100_000_000}
_MYRIADS = re.compile("([0-9]+)([万亿])")
_NUMERAL = re.compile("[零〇○一二两三四五六七八九十百千万亿]+")
_FULL_DATE = re.compile("[0-9零〇○一二三四五六七八九]{4}年[0-9〇一二三四五六七八九十]{1,3}月")


def is_answered(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether anything was written into any gap."""
    return any(isinstance(entry, str) and entry.strip() for entry in list_or_empty(response.get("blanks")))


def fraction(question: Question, response: Mapping[str, Any], rule: MultipleRule) -> Fraction:
    """Give the share of gaps filled with an accepted variant."""
    if not question.blanks:
        return NOTHING
    right = 0
    for blank, entry in zip(question.blanks, list_or_empty(response.get("blanks")), strict=False):
        right += isinstance(entry, str) and any(is_same(accepted, entry) for accepted in blank.accept)
    return Fraction(right, len(question.blanks))


def is_same(accepted: str, given: str) -> bool:
    """Tell whether what was written is an accepted variant, by the rules of this module."""
    if not any(char.isalnum() for char in accepted):
        return accepted.strip() == given.strip() != ""
    return normalise(accepted) == normalise(given)


def normalise(text: str) -> str:
    """Bring a short answer to the one form in which answers are compared."""
    signs = text.translate(_SIGNS)
    plain = unicodedata.normalize("NFKC", signs).translate(_SIGNS).casefold()
    closed = "".join(char for char in plain if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"})
    closed = re.sub("-+", "-", closed).rstrip(".,!?")
    if _FULL_DATE.search(closed):
        return closed
    arabic = _NUMERAL.sub(lambda found: _arabic(found.group()), closed)
    return _MYRIADS.sub(lambda found: str(int(found[1]) * _SIZES[found[2]]), arabic)


def _arabic(numeral: str) -> str:
    """Write a Chinese numeral in Arabic digits; what is not a whole number stays as it is."""
    if all(char in _DIGITS for char in numeral):
        return "".join(str(_DIGITS[char]) for char in numeral)
    value = _whole(numeral)
    return numeral if value is None else str(value)


def _whole(numeral: str) -> int | None:
    for big in ("亿", "万"):
        if big in numeral:
            size = _SIZES[big]
            head, tail = numeral.split(big, 1)
            high = _whole(head)
            # 一万五 is 15,000 and 一万零五 is 10,005.
            low = _DIGITS[tail] * size // 10 if tail in _DIGITS else _whole(tail.lstrip("零〇○")) if tail else 0
            return None if high is None or low is None else high * size + low
    return _below_ten_thousand(numeral)


def _below_ten_thousand(numeral: str) -> int | None:
    total, digit, last_unit, has_gap = 0, None, 10_000, True
    for position, char in enumerate(numeral):
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (digit is None and position > 0):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit, has_gap = None, unit, False
        elif digit:
            return None
        else:
            digit = _DIGITS[char]
            has_gap = has_gap or digit == 0
    # 二百五 is 250 and 二百零五 is 205.
    last = (digit or 0) * (1 if has_gap or last_unit == _UNITS["十"] else last_unit // 10)
    return total + last if numeral else None
