"""Wordings that give a key away, mislead, or fall apart when choices are mixed; Chinese and English."""

from __future__ import annotations

import re
import unicodedata

from trainer.domain.question_bank.text import plain

ENDINGS = "。．.；;，,、！!？?"

_ALL_OF_THE_ABOVE = re.compile(
    r"^(?:以上|上述|前述|上面)(?:都|均|全|皆|说法|选项|各项|答案|几项|三项|[^，。]{0,4}(?:都|均|全|皆))"
    r"|^(?:全|都|均|皆)(?:部)?(?:正确|对|错|错误|不对|不正确|是|不是|可以|不可以)$"
    r"|\b(?:all|none|both|neither|any) of the above\b",
    re.IGNORECASE,
)
# "A和B", "A、B都对", "Both A and B": letters that mean another choice once they are mixed.
_LETTERED = re.compile(
    r"(?:选项)?[A-H](?:\s*(?:[、，,和与及&/]|and|or)\s*(?:选项)?[A-H])+\s*(?:项|都|均|皆|全)?(?:正确|不正确|对|不对|错误?|是)?$"
    r"|(?:both|neither|only|either) [A-H] (?:and|n?or) [A-H]\b|(?:only|仅|只有) ?[A-H]$",
    re.IGNORECASE,
)
# "故选B", "选项A错误", "B项": said of letters that the candidate does not see in that place.
_LETTER_IN_REASON = re.compile(
    r"(?:故|应|因此|所以|答案)?选\s?[A-H](?![A-Za-z0-9列行级类盘栏])|选项\s?[A-H](?![A-Za-z0-9])|(?<![A-Za-z0-9])[A-H]\s?选?项(?!目)"
    r"|答案\s?[为是：:]\s?[A-H](?![A-Za-z0-9])|\b(?:choice|option|answer) (?:is )?[A-H]\b"
)
# The negative word of a closing clause such as "做法中不正确的是"; one half of a pair ("甲、但不属于乙的有") is no trap.
_NEGATIVE = re.compile(
    r"(?<![、但又且并而])(不正确|不恰当|不妥当|不妥|不合适|不适当|不属于|不包括|不符合|不应当|不应|不宜|不能|不需要|不是|错误|有误|不当)"
    r"([^，。；？?：:]{0,10})(的?(是|有|为|做法|说法)|[？?])[：:？?（）()\s_]*$"
)
_NEGATIVE_ENGLISH = re.compile(
    # Words in capitals are emphasised.
    r"\b[Ww](?:hich|hat|ho|here|hen)\b[^.?!]*?\b(not|never|isn't|aren't|doesn't|cannot|incorrect|false|untrue|wrong|least)\b"
    r"[^.?!]*[?:]?[\s_()]*$|\b(except|excluding)\b[^.?!]{0,30}[?:.]?[\s_()]*$"
)
_ENGLISH_NEGATIVES = ("not", "never", "n't", "incorrect", "false", "untrue", "wrong", "least", "except", "excluding")
_FIRST_SIGNS = frozenset("以上前全都均皆")
_LETTER_SIGNS = ("选", "项", "答案", "hoice", "ption", "nswer")
_STRONG = re.compile(r"\*\*.+?\*\*")
_WEAK = re.compile(
    r"[的了地得着之其该、，。；：“”‘’《》·]|(?<![a-z])(?:the|an?)(?![a-z])"
    # Between Latin letters and digits a mark means something: A1:B2.
    r"|(?<![a-z0-9])[.,:;()\"'\-]|[.,:;()\"'\-](?![a-z0-9])"
)
_ALIKE_WORDS = (
    ("以及", "和"),
    ("及", "和"),
    ("与", "和"),
    ("应当", "应"),
    ("必须", "须"),
    ("可以", "可"),
    ("进行", ""),
)
# In choices shorter than this a particle or a mark may be what is asked for.
_LONG_ENOUGH = 8
_SHORTEST_SAME = 3
_CLOSING = 60
_CLOSING_SENTENCE = 400


def is_all_of_the_above(choice: str) -> bool:
    """Tell whether a choice only points at the others."""
    return (choice[:1] in _FIRST_SIGNS or "bove" in choice or "BOVE" in choice) and _ALL_OF_THE_ABOVE.search(
        choice
    ) is not None


def names_letters(choice: str) -> bool:
    """Tell whether a choice names others by their letters."""
    return len(choice) < _CLOSING and _LETTERED.match(choice) is not None


def letter_in_reason(text: str) -> str | None:
    """Find the words of an explanation that name a choice by its letter."""
    if not any(sign in text for sign in _LETTER_SIGNS):
        return None
    found = _LETTER_IN_REASON.search(text)
    return found[0] if found else None


def plain_negative(stem: str) -> str | None:
    """Find the negative word that turns a stem around and stands in plain type."""
    # Emphasised words are taken out; what is still negative then is in plain type.
    said = _STRONG.sub("〓", stem) if "**" in stem else stem
    if ("不" in said or "错误" in said or "有误" in said) and (found := _NEGATIVE.search(said[-_CLOSING:])) is not None:
        return found[1]
    if not any(word in said for word in _ENGLISH_NEGATIVES):
        return None
    english = _NEGATIVE_ENGLISH.search(said[-_CLOSING_SENTENCE:])
    return (english[1] or english[2]) if english is not None else None


def ending(text: str) -> str:
    """Give the mark at the end of a text; empty where there is none."""
    return text[-1] if len(text) > 1 and text[-1] in ENDINGS else ""


def leveled(choice: str) -> str:
    """Level out what does not make two choices differ: width, spaces, small and capital letters, type, the last mark."""
    said = plain(choice)
    if not said.isascii():
        said = unicodedata.normalize("NFKC", said)
    return "".join(said.split()).casefold().rstrip(ENDINGS)


def is_long_enough(leveled: str) -> bool:
    """Tell whether two choices that level out to this say the same; very short ones may differ by a mark asked for."""
    return len(leveled) >= _SHORTEST_SAME


def loosened(leveled: str) -> str:
    """Take from a leveled choice what only the ear notices: particles, articles, marks; words for one thing become one.

    Two choices that are equal then differ in nothing that could be asked. A changed word, number or place is a
    distractor, however small: 居左 and 居右, Ctrl+C and Ctrl+V.
    """
    if len(leveled) < _LONG_ENOUGH:
        return leveled
    said = _WEAK.sub("", leveled)
    for words, word in _ALIKE_WORDS:
        said = said.replace(words, word)
    return said
