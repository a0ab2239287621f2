"""Numbers as people write them: in full width, in Chinese, with thousands separators, powers of ten and percent signs.

What is read exactly: ``3.14``, ``３．１４``, ``-2``, ``负二``, ``三百二十``, ``三点一四``, ``3万``, ``1.5亿``, ``1,234,567``, ``1.5e3``,
``1.5×10^3``, ``1.5×10³``, ``2/3``, ``三分之二``, ``15%``, ``百分之十五``.

What is not guessed: ``3,14`` (a decimal comma, or half a thousand?) and ``1,23,456`` are no numbers; ``1,234`` is a thousand
and more, because that is how offices write it.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

LONGEST = 100

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"万": 10_000, "亿": 100_000_000}
_BEHIND_ARABIC = _SIZES | {"百": 100, "千": 1000}
# The capital forms of amounts of money (GB/T 15835 leaves them to finance).
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億点點负負", "一二三四五六七八九十百千万亿点点负负")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED_TEN = re.compile("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "﹣": "-", "✕": "×", "✖": "×", "＊": "*", "٪": "%", "∕": "/", "⁄": "/"}
)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:,[0-9]{3})+)(?![0-9,])")
_POWER = re.compile(r"(.*?)(?:e([+-]?[0-9]{1,3})|[×x*·]10(?:\^|\*\*)\(?([+-]?[0-9]{1,3})\)?)", re.IGNORECASE)
_PER = (("百分之", 100), ("千分之", 1000), ("万分之", 10_000))
_PER_SIGNS = {"%": 100, "‰": 1000, "‱": 10_000}


def read_number(text: str) -> Fraction | None:
    """Read a number by the rules of this module.

    Args:
        text: without a unit; blanks anywhere do not matter.

    Returns:
        The exact number; None for everything else.
    """
    # A number is short, and exact arithmetic with a long one would take its time.
    plain = _levelled(text) if len(text) <= LONGEST else ""
    if not plain:
        return None
    sign = 1
    if plain[0] == "负":
        sign, plain = -1, plain[1:]
        if plain[:1] in {"+", "-"}:
            return None
    value = _signless(plain)
    return None if value is None else sign * value


def chinese_number(numeral: str) -> str:
    """Write a whole Chinese numeral in Arabic digits; what is no whole number stays as it is."""
    if all(char in _DIGITS for char in numeral):
        return "".join(str(_DIGITS[char]) for char in numeral)
    value = _whole(numeral)
    return numeral if value is None else str(value)


def _levelled(text: str) -> str:
    raised = _RAISED_TEN.sub(lambda found: "10^" + found[1].translate(_RAISED), text.translate(_SIGNS))
    if any(ord(char) in _RAISED for char in raised):
        return ""
    plain = unicodedata.normalize("NFKC", raised).translate(_SIGNS).translate(_CAPITALS)
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"})


def _signless(plain: str) -> Fraction | None:
    for word, size in _PER:
        if plain.startswith(word):
            value = _mixed(plain.removeprefix(word))
            return None if value is None else value / size
    if plain[-1:] in _PER_SIGNS:
        value = _mixed(plain[:-1])
        return None if value is None else value / _PER_SIGNS[plain[-1]]
    below, of, above = plain.partition("分之")
    if not of:
        above, of, below = plain.partition("/")
    if of:
        upper, lower = _mixed(above), _mixed(below)
        return None if upper is None or not lower else upper / lower
    return _mixed(plain)


def _mixed(plain: str) -> Fraction | None:
    """Read a number without fraction bar and percent sign: decimal, power of ten, with 万 or 亿, or in Chinese."""
    grouped = _GROUPED.match(plain)
    if grouped:
        plain = grouped[1] + grouped[2].replace(",", "") + plain[grouped.end() :]
    if power := _POWER.fullmatch(plain):
        head = _decimal(power[1])
        return None if head is None else head * Fraction(10) ** int(power[2] or power[3])
    size = 1
    arabic = plain
    while arabic[-1:] in _BEHIND_ARABIC:
        size *= _BEHIND_ARABIC[arabic[-1]]
        arabic = arabic[:-1]
    value = _decimal(arabic)
    return _chinese(plain) if value is None else value * size


def _decimal(plain: str) -> Fraction | None:
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else None


def _chinese(plain: str) -> Fraction | None:
    head, point, tail = plain.partition("点")
    whole = chinese_number(head)
    if not whole.isascii() or not whole.isdigit():
        return None
    if not point:
        return Fraction(int(whole))
    if not tail or not all(char in _DIGITS for char in tail):
        return None
    return Fraction(f"{whole}.{chinese_number(tail)}")


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
        elif digit or char not in _DIGITS:
            return None
        else:
            digit = _DIGITS[char]
            has_gap = has_gap or digit == 0
    # 二百五 is 250 and 二百零五 is 205.
    last = (digit or 0) * (1 if has_gap or last_unit == _UNITS["十"] else last_unit // 10)
    return total + last if numeral else None
