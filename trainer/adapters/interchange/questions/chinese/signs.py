"""Signs in their many widths and shapes, brought to one form of the same length.

A *shadow* of a text has the same number of characters, so that a place found in the shadow is the place in the text: the
shadow is what expressions look at, the text is what is kept.
"""

from __future__ import annotations

import re

_SAME = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20),
    **dict.fromkeys(map(ord, "【〖﹝"), ord("[")),
    **dict.fromkeys(map(ord, "】〗﹞"), ord("]")),
    **dict.fromkeys(map(ord, "﹙❨❪"), ord("(")),
    **dict.fromkeys(map(ord, "﹚❩❫"), ord(")")),
    **dict.fromkeys(map(ord, "✓✔☑🗸"), ord("√")),
    **dict.fromkeys(map(ord, "✗✘☒╳✕✖❌⨯"), ord("×")),
    **dict.fromkeys(map(ord, "‐‑‒–—―−─"), ord("-")),
    **dict.fromkeys(map(ord, "∼〜"), ord("~")),
    **dict.fromkeys(map(ord, "∶︰﹕"), ord(":")),
    **dict.fromkeys(map(ord, "﹒"), ord(".")),
    **dict.fromkeys(map(ord, "﹐"), ord(",")),
    **dict.fromkeys(map(ord, "﹔"), ord(";")),
    **dict.fromkeys(map(ord, "￣﹍﹎﹏＿"), ord("_")),
}
# Signs that nobody sees and that cut words for every expression; line ends of other programs become line ends.
_UNSEEN = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010)), None),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFEFF), None),
    **dict.fromkeys((0x0B, 0x0C, 0x1E, 0x85, 0x2028, 0x2029, 0x0D), 0x0A),
}

_CIRCLED = {
    **{chr(0x2460 + n): n + 1 for n in range(20)},
    **{chr(0x3251 + n): n + 21 for n in range(15)},
    **{chr(0x2776 + n): n + 1 for n in range(10)},
    **{chr(0x24F5 + n): n + 1 for n in range(10)},
}
_BRACKETED = {chr(0x2474 + n): n + 1 for n in range(20)}
_POINTED = {chr(0x2488 + n): n + 1 for n in range(20)}
CIRCLED = "".join(_CIRCLED)
BRACKETED = "".join(_BRACKETED)
POINTED = "".join(_POINTED)

CHINESE_NUMERAL = "[一二三四五六七八九十百零〇两]"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60，。、；：？！“”（）《》〈〉【】]")


def clean(text: str) -> str:
    r"""Drop signs that nobody sees; every kind of line end becomes ``\n``."""
    return text.replace("\r\n", "\n").translate(_UNSEEN)


def shadow(text: str) -> str:
    """Give a text of the same length in which full width, brackets, ticks and dashes have one form."""
    return text.translate(_SAME)


def is_wide(char: str) -> bool:
    """Tell whether a character is Chinese, or a sign of Chinese writing."""
    return _WIDE.match(char) is not None


def circled(char: str) -> int | None:
    """Give the number of ①, ⑴ or ⒈."""
    return _CIRCLED.get(char) or _BRACKETED.get(char) or _POINTED.get(char)


def chinese_number(text: str) -> int | None:
    """Read 一 to 九百九十九; None for anything else."""
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char == "十":
            total += (digit or 1) * 10
            digit = 0
        elif char == "百" and digit and not total:
            total, digit = digit * 100, 0
        else:
            return None
    return total + digit or None


def number(text: str) -> int | None:
    """Read a whole number in Arabic digits, Chinese, or as ①."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 6 else None
    if len(text) == 1 and (found := circled(text)):
        return found
    return chinese_number(text)
