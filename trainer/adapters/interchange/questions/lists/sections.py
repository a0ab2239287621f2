"""Headings: of sections that set kind and marks, of chapters, of keys, of shared material; and what pages carry besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word, leading, within
from trainer.adapters.interchange.questions.chinese.values import points
from trainer.adapters.interchange.questions.lists.lines import Line

_LONGEST_HEADING = 160
_NUMBERING = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]*|[*※◆●■=<]{1,8}[ \t]*)?(?:第[ \t]*(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[ \t]*(?:部分|大题|题型|卷|项)[ \t]*[:、.]?"
    r"|[一二三四五六七八九十]{1,3}[ \t]*[、.:．]|\([ \t]*[一二三四五六七八九十]{1,3}[ \t]*\)[、.]?|part[ \t]*(?:[ivx]{1,4}|\d{1,2})[.:、]?"
    r"|[ivxⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,4}[、.]|(?:题型|类型|试题类型)[ \t]*[一二三四五六七八九十\d]{0,2}[ \t]*:)?[ \t]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[ \t]*\d{1,2}[ \t]*[.、][ \t]*")
_EACH = re.compile(
    r"每(?:小)?(?:题|空|个|道题?|格)?[ \t]*(?:各)?[ \t]*(\d{1,3}(?:\.\d{1,2})?)[ \t]*分|(?:各|均为?)[ \t]*(\d{1,3}(?:\.\d{1,2})?)[ \t]*分"
)
_EACH_ENGLISH = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)[ \t]*(?:points?|marks?)[ \t]*(?:each|per question)", re.IGNORECASE)
_INSTRUCTION = re.compile(r"(?:请|下列|以下|每|本|共|在|将|对|正确|说明|要求|答|判|从|根据|错选|多选|该|此|不)")
_CHAPTER = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]*)?第[ \t]*(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[ \t]*(?:章|节|单元|篇|编|讲|模块|专题|课|部分)(?![的中内里])[ \t:、.]*(.{0,60})$"
)
_KEY = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]*)?(?:[一二三四五六七八九十]{1,3}[、.][ \t]*)?(?:附(?:件|录)?[一二三\d]?[ \t]*[:.、][ \t]*)?(.{0,40}?)(?:参考|标准|正确|试题|试卷|练习题?|题库|全部|部分|客观题|主观题|习题)?"
    r"(答案|answer keys?|answers|keys?)[ \t]*((?:及|与|和|、|/|\+)?[ \t]*(?:详细)?(?:解析|评分标准|评分细则|评分参考|要点|说明|提示|详解|点评))?[ \t]*(?:部分|一览表?|速查表?|表|汇总)?[ \t]*[:]?[ \t]*[)\]]?[ \t]*$",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"[ \t]*(?:[(\[][ \t]*)?(?:\(?[一二三四五六七八九十]{1,3}[)、.][ \t]*)?"
    r"(?:案例|材料|资料|背景材料|背景资料|阅读材料|情景|情境|案情|事例|共用题干|case)[ \t]*([一二三四五六七八九十]{1,3}|\d{1,2})?(?:[ \t]*[:.、)\]]|[ \t]*$|[ \t]+)"
    r"(?!分析题|题)",
    re.IGNORECASE,
)
_RANGE_HINT = re.compile(
    r"(?:回答|完成|解答|作答|做|answer)[^0-9]{0,8}?(\d{1,3})[ \t]*(?:题)?[ \t]*(?:-{1,2}|~|至|到|和|、|,)[ \t]*(\d{1,3})[ \t]*(?:小题|题|问)?"
)
_RANGE_LEAD = re.compile(
    r"[ \t]*\(?[ \t]*(\d{1,3})[ \t]*(?:-{1,2}|~|至|到)[ \t]*(\d{1,3})[ \t]*(?:小?题)?[ \t]*\)?[ \t]*(?:题)?(?:共用|基于|根据|为)"
)
_READ_MATERIAL = re.compile(
    r"(?:阅读|根据|依据|分析|结合)(?:下列|以下|下面|上述|所给|给定|给出的?)?[^，。,;；]{0,12}(?:材料|案例|资料|短文|图表|情景|情境|事例|表格)"
)
_ASKS = re.compile(
    r"[ \t]*(?:[(\[][ \t]*)?(?:请?(?:回答|思考)(?:下列|以下|下面)?问题|问题|提问|问|要求|根据(?:以上|上述)(?:材料|案例|资料)[^。]{0,12}(?:回答|分析)[^。]{0,10}|请(?:根据|结合|依据)[^。]{0,20}(?:回答|分析|完成)[^。]{0,12}|questions?)[ \t]*[)\]]?[ \t]*[:。]?[ \t]*$",
    re.IGNORECASE,
)
_ASKS_INLINE = re.compile(
    r"[ \t]*(?:[(\[][ \t]*)?(?:请?回答(?:下列|以下|下面)?问题|问题|提问|问|questions?)[ \t]*[)\]]?[ \t]*:[ \t]*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"[ \t]*(?:\d{1,3}(?:\.\d)?[ \t]*分|第[ \t]*\d{1,4}[ \t]*页(?:[ \t,，/]*共[ \t]*\d{1,4}[ \t]*页)?|共[ \t]*\d{1,4}[ \t]*页(?:[ \t,，/]*第[ \t]*\d{1,4}[ \t]*页)?|-{1,3}[ \t]*\d{1,4}[ \t]*-{1,3}|page[ \t]*\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?"
    r"|(?:.{1,40}[ \t])?第[ \t]*\d{1,4}[ \t]*页[ \t]*[(,，/]?[ \t]*共[ \t]*\d{1,4}[ \t]*页[ \t]*\)?)[ \t]*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*[-=_*~.·…—#+]{3,}[ \t]*$")
_FORM = re.compile(
    r"(?:姓名|班级|单位|学号|考号|准考证号|得分|成绩|部门|工号|阅卷人|评卷人|学校|日期|题号|总分|职务|复核人)[ \t]*[:_ \t|]*"
)


_ARABIC = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section.

    Attributes:
        wanted: kind of its questions; None where it names a chapter only.
        points: marks of each question; None where it does not say.
        title: words besides the kind: a subject.
        is_key: the keys of such a section follow, not its questions.
        end: place behind it in its line, where a question may begin at once.
        is_chapter: 第一章 and its kin.
    """

    wanted: Wanted | None
    points: Fraction | None = None
    title: str = ""
    is_key: bool = False
    end: int = 0
    is_chapter: bool = False


def heading(line: Line) -> Heading | None:
    """Read a line as the heading of a section or chapter."""
    seen = line.seen
    start = _NUMBERING.match(seen).end()  # type: ignore[union-attr]
    is_numbered = bool(seen[:start].strip(" \t#*※◆●■=<"))
    if chapter := _chapter(line):
        return chapter
    boxed = seen.startswith("[", start)
    found = leading(seen, start + boxed)
    if found is not None:
        return _after_kind(line, found[0], found[1], is_numbered or boxed or start > 0, boxed)
    if len(seen) > _LONGEST_HEADING or (not is_numbered and len(seen) > 50):
        return None
    if last := within(seen[start:]):
        wanted, begin, end = last
        title = line.text[start : start + begin].strip(" \t（(【[：:—-_")
        if 0 < len(title) <= 30 and not any(sign in title for sign in "。？?！；，,") and _ends(seen, start + end):
            return Heading(wanted, _points(seen), title, "答案" in seen[start + end :], len(seen))
    return None


def _after_kind(line: Line, wanted: Wanted, end: int, is_marked: bool, is_boxed: bool) -> Heading | None:
    """Judge what follows the word for the kind: marks, instructions, or the rest of an ordinary sentence."""
    seen = line.seen
    if is_boxed:
        if not seen.startswith("]", end):
            return None
        end += 1
    rest = seen[end:]
    stripped = rest.strip(" \t:。.>=*#、")
    if not stripped:
        # A word that is no heading by itself ("选择", "分析") needs 题 or a number before it.
        return (
            Heading(wanted, end=len(seen))
            if is_marked or wanted.written.endswith(("题", "名词解释", "词语解释")) or _is_english(wanted)
            else None
        )
    if "答案" in rest[:14] and (key := _KEY.match(seen[end:])) and not key[1]:
        return Heading(wanted, is_key=True, end=len(seen))
    if not (wanted.written.endswith("题") or is_marked):
        return None
    place = len(seen) - len(rest.lstrip(" \t:、.*"))
    if seen.startswith(("(", "["), place):
        close = _closing(seen, place)
        if close < 0:
            return None
        tail = seen[close + 1 :].strip(" \t:。.、")
        if not tail:
            return Heading(wanted, _points(rest), "", "答案" in rest, len(seen))
        if is_marked and (_starts_number(seen, close + 1) or _INSTRUCTION.match(tail)):
            is_question = _starts_number(seen, close + 1)
            return Heading(wanted, _points(rest), "", "答案" in rest[:30], close + 1 if is_question else len(seen))
        return None
    if _starts_number(seen, place) and (is_marked or wanted.written.endswith("题")):
        return Heading(wanted, None, "", False, place)
    if (
        is_marked
        and len(seen) <= _LONGEST_HEADING
        and (_INSTRUCTION.match(stripped) or seen[end : end + 1] in ":, \t,，。")
    ):
        if is_boxed and not _INSTRUCTION.match(stripped):
            return None
        return Heading(wanted, _points(rest), "", "答案" in rest[:8], len(seen))
    if (
        wanted.written.endswith("题")
        and len(seen) <= 60
        and (_points(rest) is not None or re.fullmatch(r"[ \t]*(?:共|[\d\-]).{0,30}", rest))
    ):
        return Heading(wanted, _points(rest), "", "答案" in rest[:8], len(seen))
    return None


def _is_english(wanted: Wanted) -> bool:
    return wanted.written.isascii() and " " in wanted.written


def _closing(seen: str, place: int) -> int:
    """Find the bracket that closes the one at a place, at most a line of instructions away."""
    depth = 0
    for index in range(place, min(len(seen), place + 300)):
        depth += (seen[index] in "([") - (seen[index] in ")]")
        if not depth:
            return index
    return -1


def _starts_number(seen: str, place: int) -> bool:
    return re.match(r"[ \t。.]*(?:第?1[ \t]*[.、:)题]|\(1\)|①)", seen[place : place + 12]) is not None


def _ends(seen: str, place: int) -> bool:
    rest = seen[place:].strip(" \t:。")
    return not rest or (rest[0] in "([" and rest[-1] in ")]") or rest.startswith(("答案", "(", "共"))


def _chapter(line: Line) -> Heading | None:
    found = _CHAPTER.match(line.seen)
    if found is None or len(line.seen) > 80:
        return None
    title = line.text[found.start(1) : found.end(1)].strip()
    if title.endswith(("。", "？", "?", "；")) or "（ ）" in title or "( )" in found[1]:
        return None
    if (wanted := kind_word(title)) or (title and (lead := leading(found[1])) and lead[0].written.endswith("题")):
        chosen = wanted or lead[0]  # type: ignore[index]
        return Heading(chosen, _points(line.seen), end=len(line.seen))
    if last := within(found[1]):
        return Heading(last[0], _points(line.seen), title[: last[1]].strip(" （("), end=len(line.seen))
    return Heading(None, title=line.text.strip(" \t#"), end=len(line.seen), is_chapter=True)


def _points(seen: str) -> Fraction | None:
    found = _EACH.search(seen) or _EACH_ENGLISH.search(seen)
    return points(next(value for value in found.groups() if value)) if found else None


def key_heading(seen: str) -> bool:
    """Tell whether a line announces keys and says nothing else."""
    if len(seen) > 60 or any(sign in seen for sign in "。？?，,；;"):
        return False
    found = _KEY.match(seen)
    return (
        found is not None and not found[1].strip().endswith(("的", "出", "写", "是", "案")) and "下列" not in found[1]
    )


@dataclass(frozen=True, slots=True)
class CaseHeading:
    """The heading of shared material.

    Attributes:
        numbers: first and last number of the questions about it; None where it does not say.
        is_named: 案例一, 材料: more than an instruction to read.
        end: place behind the heading's words, where the material may begin at once.
    """

    numbers: tuple[int, int] | None
    is_named: bool
    end: int


def case_heading(seen: str) -> CaseHeading | None:
    """Read a line as the beginning of material that several questions share."""
    named = _CASE.match(seen)
    reads = _READ_MATERIAL.search(seen[:80])
    found = _RANGE_HINT.search(seen[:160]) if named or reads else None
    found = found or _RANGE_LEAD.match(seen)
    numbers = (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) else None
    if numbers or (named and named.end()):
        return CaseHeading(numbers, named is not None, named.end() if named else 0)
    if reads and "问题" in seen[reads.end() : reads.end() + 30] and len(seen) < 80:
        return CaseHeading(None, False, 0)
    return None


def asks(seen: str) -> int | None:
    """Give the place behind ``问题：`` where a line begins so, else None."""
    if _ASKS.match(seen) and len(seen) < 60:
        return len(seen)
    found = _ASKS_INLINE.match(seen)
    return found.end() if found else None


def is_furniture(seen: str) -> bool:
    """Tell whether a line is a page number, a rule, or the form for name and marks at the head of a paper."""
    if len(seen) > 200:
        return False
    if _PAGE.match(seen) or _RULE.match(seen):
        return True
    if seen.lstrip().startswith("题号") and _ARABIC.search(seen):
        return False
    rest = _FORM.sub("", seen)
    return rest != seen and not rest.strip(" \t_:|().、/一二三四五六七八九十0123456789总分合计")
