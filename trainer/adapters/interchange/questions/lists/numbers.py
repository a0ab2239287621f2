"""The number at the beginning of a line, in the styles in which questions and their parts are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from trainer.adapters.interchange.questions.chinese.keys import judged
from trainer.adapters.interchange.questions.chinese.signs import BRACKETED, CIRCLED, POINTED, circled, number


class Style(StrEnum):
    """How a line is numbered."""

    NAMED = "named"  # 第1题, 题1, Q1.
    POINTED = "pointed"  # 1. 1、 1） 1：
    BRACKETED = "bracketed"  # (1) [1] ⑴
    CIRCLED = "circled"  # ①
    CHINESE = "chinese"  # 一、
    CHINESE_BRACKETED = "chinese_bracketed"  # （一）
    LEVELLED = "levelled"  # 1.2 of a list with levels
    BARE = "bare"  # 1 下列


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a line.

    Attributes:
        style: see :class:`Style`.
        number: as counted; 0 for 题干：, which is due whatever came before.
        end: place behind it.
        before: what stood in brackets before it: ``（√）1.``
        is_doubtful: it could as well be a figure of the text: ``2.5倍``, ``12:30``, a bare number.
    """

    style: Style
    number: int
    end: int
    before: str = ""
    is_doubtful: bool = False


# One look that tells most lines apart from numbered ones.
_BEGINS = re.compile(rf"[ \t]*[\d(\[★☆*●◆■▲#>第题例试qQ一二三四五六七八九十百{CIRCLED}{BRACKETED}{POINTED}]")
_BULLET = re.compile(r"[ \t]*(?:[★☆*●◆■▲#>]{1,3}[ \t]*)?")
_TICK = re.compile(r"[(\[][ \t]*([^()\[\]]{1,4}?)[ \t]*[)\]][ \t]*(?=第|\d|[(\[])")
# （　　）1. with nothing in it yet.
_NO_TICK = re.compile(r"[(\[][ \t_]{0,12}[)\]][ \t.]*(?=第[ \t]*\d|\d{1,4}[ \t]?[.、)])")
_NAMED = re.compile(
    r"[(\[]?[ \t]*(?:第[ \t]*(\d{1,4}|[一二三四五六七八九十百]{1,5})[ \t]*(?:小题|题)|(?:题目|试题|题|例题?|question|q)[ \t]*(\d{1,4}))"
    r"(?![0-9年月级])[ \t]*[)\]]?[ \t]*[:.、)]?[ \t]*",
    re.IGNORECASE,
)
# A record of fields: its stem has a name instead of a number.
_FIELD = re.compile(
    r"[(\[]?[ \t]*(?:题干|题目|试题内容|试题题干|题目内容)[ \t]*[)\]]?[ \t]*:[ \t]*|\[(?:题干|题目|试题)\][ \t]*"
)
_LEVELLED = re.compile(r"(\d{1,3})[.\-](\d{1,3})(?:[、:.](?!\d)|[ \t]+)(?=\D)[ \t]*")
_POINTED = re.compile(rf"(?:(\d{{1,5}})[ \t]?([.、:)。,]{{1,3}})|([{POINTED}])[.、]?)[ \t]*")
_BRACKETED = re.compile(rf"(?:[(\[][ \t]*(\d{{1,3}})[ \t]*[)\]]|([{BRACKETED}]))[.、:]?[ \t]*")
_CIRCLED = re.compile(rf"([{CIRCLED}])[.、:]?[ \t]*")
_CHINESE = re.compile(r"([一二三四五六七八九十百]{1,4})[ \t]*[、.:][ \t]*")
_CHINESE_BRACKETED = re.compile(r"\([ \t]*([一二三四五六七八九十百]{1,4})[ \t]*\)[、.:]?[ \t]*")
_BARE = re.compile(
    r"(\d{1,3})(?:[ \t]+|(?=[\u4e00-\u9fff《“\"]))(?=[^\d\s.、:,)/%~\-年月日时分秒个项条件名人次倍万亿元岁届级号章节页度℃])"
)


def numbered(seen: str) -> Numbered | None:
    """Read the number that a line begins with."""
    if _BEGINS.match(seen) is None:
        return None
    start = _BULLET.match(seen).end()  # type: ignore[union-attr]
    before = ""
    tick = _TICK.match(seen, start)
    if tick is not None and (tick[1] in "ABCDEFGH" or judged(tick[1]) is not None):
        before, start = tick[1], tick.end()
    elif empty := _NO_TICK.match(seen, start):
        start = empty.end()
    if found := _FIELD.match(seen, start):
        return Numbered(Style.NAMED, 0, found.end(), before)
    if found := _NAMED.match(seen, start):
        value = number(found[1] or found[2])
        return Numbered(Style.NAMED, value, found.end(), before) if value else None
    if found := _POINTED.match(seen, start):
        return _pointed(found, seen, start, before)
    if found := _BRACKETED.match(seen, start):
        value = int(found[1]) if found[1] else circled(found[2]) or 0
        return Numbered(Style.BRACKETED, value, found.end(), before) if value else None
    if found := _CIRCLED.match(seen, start):
        return Numbered(Style.CIRCLED, circled(found[1]) or 0, found.end(), before)
    for style, pattern in ((Style.CHINESE, _CHINESE), (Style.CHINESE_BRACKETED, _CHINESE_BRACKETED)):
        if found := pattern.match(seen, start):
            value = number(found[1])
            return Numbered(style, value, found.end(), before) if value else None
    if (found := _BARE.match(seen, start)) and int(found[1]):
        return Numbered(Style.BARE, int(found[1]), found.end(), before, True)
    return None


def _pointed(found: re.Match[str], seen: str, start: int, before: str) -> Numbered | None:
    if found[3]:
        return Numbered(Style.POINTED, circled(found[3]) or 0, found.end(), before)
    value, sign = int(found[1]), found[2]
    if not value:
        return None
    after = seen[found.end() : found.end() + 1]
    doubtful = False
    if after.isdigit() and sign in (".", ":", ",", "。"):
        if sign == "." and (level := _LEVELLED.match(seen, start)):
            return Numbered(Style.LEVELLED, int(level[2]), level.end(), before, True)
        doubtful = seen[found.end() - 1] not in " \t"
    if sign[0] in ",:" and not doubtful:
        doubtful = sign[0] == ":" and len(found[1]) > 3
    return Numbered(Style.POINTED, value, found.end(), before, doubtful or value > 3000)
