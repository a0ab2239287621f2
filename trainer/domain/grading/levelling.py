"""Which spellings of a short text are the same.

What is the same: full and half width, upper and lower case, spaces anywhere, straight and curly quotes, Chinese and
Western commas, dashes of any length, a full stop at the end, and numbers in Chinese or Arabic writing (十五 and 15). A
question may be strict about any of ``case width spaces numerals``; the rest is levelled out all the same.

What stays different, because official writing turns on it: the brackets of a document number (〔 〕 are not [ ] or （ ）),
the writing of a full date (GB/T 9704-2012 wants Arabic digits in the date of signature), and a key that consists of
signs alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from trainer.domain.question_bank.numerals import chinese_number

# Shapes of one sign that differ by typewriter and country only.
_SHAPES = {
    **dict.fromkeys("“”„‟「」『』〝〞", '"'),
    **dict.fromkeys("‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−─", "-"),
    **dict.fromkeys("•・･‧∙⋅", "·"),
    "…": ".",
}
# Chinese signs whose Western partner is half as wide.
_WIDE = {**dict.fromkeys("、，；;", ","), "＂": '"', "：": ":", "。": ".", "～": "~"}
_SIGNS = str.maketrans(_SHAPES | _WIDE)
_SHAPES_ALONE = str.maketrans(_SHAPES)
_SIZES = {"万": 10_000, "亿": 100_000_000}
_MYRIADS = re.compile("([0-9]+)([万亿])")
_NUMERAL = re.compile("[零〇○一二两三四五六七八九十百千万亿]+")
_FULL_DATE = re.compile("[0-9零〇○一二三四五六七八九]{4}年[0-9〇一二三四五六七八九十]{1,3}月")
_ENDINGS = ".,!?。，！？"


def is_same(accepted: str, given: str, strict: Collection[str] = ()) -> bool:
    """Tell whether what was written is an accepted variant, by the rules of this module."""
    if not any(char.isalnum() for char in accepted):
        return accepted.strip() == given.strip() != ""
    return normalise(accepted, strict) == normalise(given, strict)


def is_like(pattern: str, given: str, strict: Collection[str] = ()) -> bool:
    r"""Tell whether what was written fits a wording in which ``*`` stands for anything (``\*`` for itself).

    The pieces between the stars are looked for one after another, so that no pattern takes longer than its length times
    that of the answer.
    """
    pieces = [piece.replace("\0", "*") for piece in pattern.replace("\\*", "\0").split("*")]
    if len(pieces) == 1:
        return is_same(pieces[0], given, strict)
    first, *middle, last = (normalise(piece, strict, is_end=n == len(pieces) - 1) for n, piece in enumerate(pieces))
    text = normalise(given, strict, is_end=True)
    if not given.strip() or len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def normalise(text: str, strict: Collection[str] = (), *, is_end: bool = True) -> str:
    """Bring a short answer to the one form in which answers are compared.

    Args:
        text: as written.
        strict: differences that count.
        is_end: signs at its end may be left away; false for a piece from the middle.
    """
    if "width" in strict:
        plain = text.translate(_SHAPES_ALONE)
    else:
        plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    if "case" not in strict:
        plain = plain.casefold()
    if "spaces" in strict:
        closed = "".join(char for char in plain.strip() if char.isspace() or _is_seen(char))
    else:
        closed = "".join(char for char in plain if not char.isspace() and _is_seen(char))
    closed = re.sub("-+", "-", closed)
    if is_end:
        closed = closed.rstrip(_ENDINGS)
    if "numerals" in strict or _FULL_DATE.search(closed):
        return closed
    arabic = _NUMERAL.sub(lambda found: chinese_number(found.group()), closed)
    return _MYRIADS.sub(lambda found: str(int(found[1]) * _SIZES[found[2]]), arabic)


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cf", "Cc"}
