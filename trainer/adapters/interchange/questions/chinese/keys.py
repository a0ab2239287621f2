"""The ways to write a key: letters, ticks, words in gaps, numbers, pairs, orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from trainer.adapters.interchange.questions.chinese.signs import BRACKETED, CIRCLED, POINTED, circled, shadow
from trainer.adapters.interchange.questions.chinese.signs import number as whole_number

# A key longer than this is a text.
_LONGEST = 200
_TRUE = frozenset(
    [
        "对",
        "正确",
        "√",
        "是",
        "t",
        "true",
        "y",
        "yes",
        "真",
        "r",
        "right",
        "v",
        "对的",
        "正确的",
        "说法正确",
        "该说法正确",
        "此说法正确",
        "表述正确",
        "是的",
        "成立",
        "ok",
    ]
)
_FALSE = frozenset(
    [
        "错",
        "错误",
        "×",
        "x",
        "否",
        "f",
        "false",
        "n",
        "no",
        "假",
        "w",
        "wrong",
        "错的",
        "错误的",
        "不对",
        "不正确",
        "不是",
        "说法错误",
        "该说法错误",
        "此说法错误",
        "表述错误",
        "不成立",
        "有误",
    ]
)
_WORD_ENDS = " \t.。,，、;；:：!！"
_LEAD = re.compile(r"(?:选项?|应选|故选|答案?[是为选]?|正确(?:选项|答案)[是为]?|key|answer)[ :]*", re.IGNORECASE)
_BETWEEN = " \t,、;/|.#&+和与及\n。；，"
_JUDGE_LEAD = re.compile(r"(正确|错误|不正确|不对|对|错|√|×|是|否|true|false)(?=[ \t,.;:、。(\n]|$)", re.IGNORECASE)
_LETTER_TEXT = re.compile(r"[ \t]*\(?([A-Za-z])[ \t]*[.、:)][ \t]*")
_NUMBER = re.compile(
    r"[ \t]*([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?|[+-]?\.\d{1,30})[ \t]*(?:/[ \t]*(\d{1,15}))?[ \t]*([^\d\s]?[^\d]{0,11})"
)
_PART_NUMBER = re.compile(
    r"(?:(?:^|(?<=[\s;,、。；，]))[ \t]*\(?(?:第|空|答案)?[ \t]*(\d{1,2}|[一二三四五六七八九十]{1,3})(?:空|个空)?[ \t]*[.、:)][.、:]?"
    rf"|([{CIRCLED}{BRACKETED}{POINTED}])[.、:]?)[ \t]*"
)
_BRACKETED_ANSWER = re.compile(r"[ \t]*\(([^()]{1,200})\)")
_VARIANT_BRACKET = re.compile(
    r"[ \t]*\([ \t]*(?:或|或者|也可|亦可|也可写作|or)[ \t:]*([^()]{1,100})\)[ \t]*$", re.IGNORECASE
)
_HAN = re.compile("[\u3400-\u9fff]")
_STARTS_WITH_DIGIT = re.compile(r"[ \t]*[\d.]")


def letters(text: str, count: int, *, digits: bool = False) -> tuple[int, ...] | None:
    """Read the letters of a key.

    Args:
        text: such as ``ABD``, ``A,B,D``, ``A、C``, ``选B``, ``A:甲;B:乙``.
        count: how many choices there are; 26 where that is unknown.
        digits: ``1,3`` is A and C, too.

    Returns:
        Indices in rising order, each once; None where this is not written in letters.
    """
    if not text or len(text) > 20_000:
        return None
    said = shadow(text).strip().strip("()[]").strip()
    if lead := _LEAD.match(said):
        said = said[lead.end() :]
    if not said:
        return None
    plain = _plain_letters(said, count, digits)
    return plain if plain is not None else _letters_with_texts(said, count)


def _plain_letters(said: str, count: int, digits: bool) -> tuple[int, ...] | None:
    if len(said) > _LONGEST:
        return None
    found: list[int] = []
    tail = said.removesuffix("选项").removesuffix("项")
    upper = tail.upper()
    if digits and upper.translate(str.maketrans("", "", _BETWEEN)).isdigit():
        # 134 in one run is 1, 3 and 4 as long as there are fewer than ten choices.
        runs = [run for run in re.split(r"\D+", upper) if run]
        numbers = [int(one) for run in runs for one in (run if count < 10 or len(runs) == 1 else [run])]
        found = [number - 1 for number in numbers]
    else:
        for char in upper:
            if "A" <= char <= "Z":
                found.append(ord(char) - 65)
            elif (number := circled(char)) and digits:
                found.append(number - 1)
            elif char not in _BETWEEN:
                return None
    if not found or len(set(found)) != len(found) or not all(0 <= one < count for one in found):
        return None
    return tuple(sorted(found))


def _letters_with_texts(said: str, count: int) -> tuple[int, ...] | None:
    """Read ``A:甲;B:乙`` and ``A.甲`` line by line."""
    found = []
    for piece in re.split(r"[;\n]", said):
        if not piece.strip():
            continue
        lead = _LETTER_TEXT.match(piece)
        if lead is None:
            return None
        found.append(ord(lead[1].upper()) - 65)
    if not found or len(set(found)) != len(found) or not all(0 <= one < count for one in found):
        return None
    return tuple(sorted(found))


def by_text(text: str, choices: Sequence[str]) -> tuple[int, ...] | None:
    """Read a key that repeats the wording of choices, one or several of them, parted by line ends, ``;``, ``|`` or ``#``."""
    if not text.strip() or len(text) > 20_000:
        return None
    known: dict[str, int] = {}
    for index, choice in enumerate(choices):
        known.setdefault(_bare(choice), index)
    whole = known.get(_bare(text))
    if whole is not None:
        return (whole,)
    for separator in ("\n", "###", "$;$", "$$", "|", "；", ";", "#", "、", "，", ","):
        pieces = [piece for piece in text.split(separator) if piece.strip()]
        found = [known.get(_bare(piece)) for piece in pieces] if len(pieces) > 1 else [None]
        if None not in found and len(set(found)) == len(found):
            return tuple(sorted(one for one in found if one is not None))
    return None


def _bare(text: str) -> str:
    return "".join(shadow(text).split()).casefold().rstrip(".。;；,，")


def judged(text: str) -> tuple[bool, str] | None:
    """Read whether a statement is true.

    Returns:
        The answer and what is said behind it (a correction, a reason); None where this is no such answer.
    """
    text = text.strip()
    said = shadow(text)
    whole = said.strip("()[] \t").rstrip(_WORD_ENDS).casefold()
    if whole in _TRUE:
        return True, ""
    if whole in _FALSE:
        return False, ""
    start = len(said) - len(said.lstrip("([ \t"))
    lead = _JUDGE_LEAD.match(said, start)
    if lead is None:
        return None
    return lead[1].casefold() in _TRUE, text[lead.end() :].lstrip(" \t)）]】.。,，、;；:：\n").strip()


def number_and_unit(text: str) -> tuple[Fraction, str] | None:
    """Read one exact number with the unit behind it, and nothing else: ``3.14 m``, ``1,024``, ``50%``, ``3/4``."""
    said = shadow(text).strip().rstrip("。.;；")
    if not said or len(said) > 60:
        return None
    found = _NUMBER.fullmatch(said)
    if found is None:
        return None
    value = Fraction(found[1].replace(",", ""))
    if found[2]:
        if not int(found[2]):
            return None
        value /= int(found[2])
    return value, found[3].strip()


def gap_answers(text: str, gaps: int) -> list[str] | None:
    """Cut the key of a fill-in into one text for each gap.

    Args:
        text: such as ``特急；加急``, ``(1)特急 (2)加急``, ``（特急）（加急）``.
        gaps: how many gaps the stem has, at least 1.

    Returns:
        None where no way of cutting gives that many.
    """
    text = text.strip()
    if not text or len(text) > 20_000:
        return None
    seen = shadow(text)
    numbered = _numbered_parts(text, seen)
    if numbered is not None and len(numbered) == gaps and all(numbered):
        return numbered
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if gaps > 1 and len(lines) == gaps:
        return lines
    if gaps == 1:
        inner = _BRACKETED_ANSWER.fullmatch(seen)
        start = seen.find("(") + 1
        return [text[start : start + len(inner[1])].strip()] if inner else [" ".join(lines)]
    bracketed = _bracketed_parts(text, seen)
    if bracketed is not None and len(bracketed) == gaps:
        return bracketed
    flat, seen = " ".join(lines), shadow(" ".join(lines))
    # Signs that part whole answers come before those that may stand inside of one.
    for separator in (";", "$$", "###", "|", "\t", "   ", "  ", "、", ",", "#", " ", "/"):
        pieces = [piece.strip() for piece in _cut(flat, seen, separator)]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) == gaps:
            return [piece.rstrip("。；;") or piece for piece in pieces]
    return None


def _cut(text: str, seen: str, separator: str) -> list[str]:
    pieces, start = [], 0
    while (place := seen.find(separator, start)) >= 0:
        pieces.append(text[start:place])
        start = place + len(separator)
    return [*pieces, text[start:]]


def _numbered_parts(text: str, seen: str) -> list[str] | None:
    marks = list(_PART_NUMBER.finditer(seen))
    wanted, starts = 1, []
    for mark in marks:
        value = circled(mark[2]) if mark[2] else whole_number(mark[1])
        if value == wanted:
            starts.append((mark.start(), mark.end()))
            wanted += 1
    if not starts or seen[: starts[0][0]].strip():
        return None
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [text[begin:end].strip().rstrip("；;，,、。").strip() for (_, begin), end in zip(starts, ends, strict=True)]


def _bracketed_parts(text: str, seen: str) -> list[str] | None:
    """Read ``（特急）（加急）``."""
    found: list[str] = []
    place = 0
    while place < len(seen):
        part = _BRACKETED_ANSWER.match(seen, place)
        if part is None:
            return None if seen[place:].strip(" ;,、。") else found
        found.append(text[part.start(1) : part.end(1)].strip())
        place = part.end()
    return found


def variants(text: str) -> tuple[list[str], bool]:
    """Cut one answer into the wordings that are accepted.

    ``TCP/IP``, ``元/平方米`` and ``1/2`` stay whole: a stroke parts wordings only where that cannot be meant.

    Returns:
        The wordings, and whether cutting was a guess.
    """
    text = text.strip()
    if len(text) > _LONGEST or not text:
        return [text], False
    if bracket := _VARIANT_BRACKET.search(shadow(text)):
        head, tail = text[: bracket.start()].strip(), text[bracket.start(1) : bracket.end(1)].strip()
        if head and tail:
            return [head, *variants(tail)[0]], True
    for separator in ("//", "||", "|", "；", ";", " 或 ", " or ", "或者", "或"):
        pieces = [piece.strip() for piece in text.split(separator)]
        if len(pieces) > 1 and all(pieces) and (separator != "或" or _parted_by_or(pieces)):
            return list(dict.fromkeys(pieces)), True
    pieces = [piece.strip() for piece in re.split(r"[/／]", text)]
    if len(pieces) > 1 and all(pieces) and _parted_by_stroke(text, pieces):
        return list(dict.fromkeys(pieces)), True
    return [text], False


def _parted_by_or(pieces: list[str]) -> bool:
    return all(len(piece) <= 20 and not piece.startswith(("许", "者", "是", "则", "多或少")) for piece in pieces)


def _parted_by_stroke(text: str, pieces: list[str]) -> bool:
    if " / " in text or "／" in text:
        return True
    if any(not _HAN.search(piece) for piece in pieces) and not any(_HAN.search(piece) for piece in pieces):
        return False
    # 100元/年, 元/平方米 and 字/分 are units.
    first_digit = _STARTS_WITH_DIGIT.match(pieces[0]) is not None
    if first_digit and not all(_STARTS_WITH_DIGIT.match(piece) for piece in pieces[1:]):
        return False
    return min(map(len, pieces)) > 1


_PAIR = re.compile(
    rf"\(?[ \t]*(\d{{1,2}}|[{CIRCLED}]|[A-Za-z]|[甲乙丙丁戊己庚辛])[ \t]*[)、.]?[ \t]*(?:-{{1,3}}>?|→|=|:|对应|~)?[ \t]*\(?[ \t]*"
    rf"(\d{{1,2}}|[{CIRCLED}]|[A-Za-z]|[甲乙丙丁戊己庚辛])(?![\w])[ \t]*\)?"
)
_STEMS = "甲乙丙丁戊己庚辛"


def pairs(text: str) -> list[tuple[int, int]] | None:
    """Read the key of a matching question: ``1-B 2-A``, ``①—b；②—a``, ``1C,2A``.

    Returns:
        Indices (left, right); None where this is not written so.
    """
    said = shadow(text)
    if len(said) > 2000:
        return None
    found: list[tuple[int, int]] = []
    place = 0
    for one in _PAIR.finditer(said):
        if said[place : one.start()].strip(" \t\n,;、。."):
            return None
        found.append((_index(one[1]), _index(one[2])))
        place = one.end()
    if len(found) < 2 or said[place:].strip(" \t\n,;、。."):
        return None
    return found


def _index(sign: str) -> int:
    if sign.isdigit() and sign.isascii():
        return int(sign) - 1
    if sign in _STEMS:
        return _STEMS.index(sign)
    return (circled(sign) or ord(sign.upper()) - 64) - 1


_ORDER_SIGN = re.compile(rf"[A-Za-z{CIRCLED}{BRACKETED}{_STEMS}]|\d{{1,2}}")


def order(text: str, count: int) -> tuple[int, ...] | None:
    """Read the key of an ordering question: ``③①②``, ``BACD``, ``3-1-2``, ``C→A→B``, ``3142``.

    Returns:
        Indices of the entries as printed, in the right order: each of ``count`` entries once; None for anything else.
    """
    said = shadow(text).strip()
    if not said or len(said) > 500:
        return None
    rest = _ORDER_SIGN.sub("", said)
    if rest.strip(" \t\n,;、。.->→()=<《》"):
        return None
    signs = _ORDER_SIGN.findall(said)
    if len(signs) != count and count < 10:
        signs = [char for sign in signs for char in sign]
    found = tuple(_index(sign) for sign in signs)
    return found if sorted(found) == list(range(count)) else None
