"""The words before a key, an explanation, a difficulty: found at the beginning of a line or inside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.adapters.interchange.questions.lists.lines import Line, Piece


class Label(StrEnum):
    """What a label says of the words behind it."""

    ANSWER = "answer"
    EXPLANATION = "explanation"
    SOLUTION = "solution"
    RUBRIC = "rubric"
    HINT = "hint"
    WHY = "why"
    DIFFICULTY = "difficulty"
    POINT = "point"
    CATEGORY = "category"
    COURSE = "course"
    POINTS = "points"
    TAGS = "tags"
    SOURCE = "source"
    LAW = "law"
    KIND = "kind"
    CODE = "code"
    NAME = "name"
    TIER = "tier"
    BLOOM = "bloom"
    DEPARTMENTS = "departments"
    ENEMIES = "enemies"
    TEACHES = "teaches"
    CHOICES = "choices"
    MORE = "more"
    IGNORED = "ignored"


# Behind the stroke: words that are also ordinary Chinese; they label only in 【】 or where the stem is over.
_WORDS: dict[Label, str] = {
    Label.ANSWER: "正确答案是 正确答案为 本题正确答案 正确答案 标准答案 参考答案 试题答案 本题答案 参考答案要点 答案要点 答题要点"
    " 参考要点 答案是 答案为 答案 正确选项 答 correct~answers correct~answer answers answer ans key | 要点 参考范文",
    Label.EXPLANATION: "答案解析 试题解析 题目解析 试题分析 参考解析 本题解析 答案与解析 答案及解析 答案详解 详细解析 详解 解析"
    " explanation rationale | 解题思路 思路点拨 分析 点评 解释 说明 理由 题解 analysis reason",
    Label.SOLUTION: "| 解答 解",
    Label.RUBRIC: "评分标准 评分细则 评分要点 得分点 采分点 marking~guide",
    Label.HINT: "| 提示 hint",
    Label.WHY: "选项说明 选项解析 choices~explained",
    Label.DIFFICULTY: "难易程度 难易度 难度系数 难度等级 难度级别 试题难度 题目难度 难度 difficulty",
    Label.POINT: "所属知识点 涉及知识点 知识点 考查点 考察点 考核点 考点 knowledge~point | 知识模块",
    Label.CATEGORY: "所属章节 章节 所属科目 题目分类 所属分类 category chapter | 科目 分类 目录 类别 模块 所属题库",
    Label.COURSE: "| 所属课程 课程 course",
    Label.POINTS: "本题分值 试题分值 题目分值 分值 本题分数 marks | 分数 points score",
    Label.TAGS: "标签 tags | 关键词 关键字",
    Label.SOURCE: "题目来源 试题来源 题目出处 出处 | 来源 参考资料 教材 source",
    Label.LAW: "法律依据 法规依据 政策依据 legal~basis | 依据",
    Label.KIND: "试题类型 题目类型 题型 kind | 类型 type",
    Label.CODE: "题目编号 试题编号 code | 编号 题号 id",
    Label.NAME: "题目名称 试题名称 name~of~the~question",
    Label.TIER: "适用层级 tiers",
    Label.BLOOM: "认知层次 能力层次 认知水平 level~of~thinking",
    Label.DEPARTMENTS: "适用部门 departments",
    Label.ENEMIES: "互斥题目 互斥题 never~together",
    Label.TEACHES: "讲授位置 taught~in",
    Label.MORE: "| 更多 more",
    Label.CHOICES: "选项 选项列表 choices | options",
    Label.IGNORED: "我的答案 你的答案 您的答案 学生答案 考生答案 本题得分 | 作答 得分 错误率 正确率 批语 状态 your~answer",
}


def _table() -> tuple[dict[str, Label], frozenset[str]]:
    labels, weak = {}, set()
    for label, words in _WORDS.items():
        strong, _, ordinary = words.partition("|")
        for word in strong.split():
            labels[word.replace("~", " ")] = label
        for word in ordinary.split():
            labels[word.replace("~", " ")] = label
            weak.add(word.replace("~", " "))
    return labels, frozenset(weak)


_LABELS, _WEAK = _table()
_LABEL = re.compile(
    r"(?P<open>[\[(]?)[ \t]*(?<![A-Za-z])(?P<word>"
    + "|".join(re.escape(word) for word in sorted(_LABELS, key=len, reverse=True))
    + r")[ \t]*(?P<close>[\])]?)[ \t]*(?P<colon>:?)",
    re.IGNORECASE,
)
_QUICK = re.compile(r"[\[:答解]|key|ans", re.IGNORECASE)
# 答案B, 答案为 ABD, 正确答案 对: without any colon.
_DIRECT_KEY = re.compile(r"[ \t]*(?:选|为|是)?[ \t]*(?:[A-H]{1,8}|√|×|正确|错误|对|错)[ \t。.]*(?=$|[ \t\[(])")
_BEFORE = " \t。;;)]，,!?？！√×"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line, with the label before it.

    Attributes:
        label: None for what stands before the first label, or behind a bracket that a label opened.
        piece: the words behind the label.
        is_sure: in 【】 or of words that are nothing but labels.
    """

    label: Label | None
    piece: Piece
    is_sure: bool = True


def segments(line: Line) -> list[Segment]:
    """Cut a line at its labels."""
    if _QUICK.search(line.seen) is None:
        return [Segment(None, Piece(line, 0, len(line.text)))]
    found: list[Segment] = []
    label, start, sure = None, 0, True
    for mark in _marks(line):
        if mark.start > start or label is not None:
            found.append(Segment(label, Piece(line, start, mark.start), sure))
        if mark.until is not None:
            found.append(Segment(mark.label, Piece(line, mark.end, mark.until), mark.is_sure))
            label, start, sure = None, mark.until + 1, True
        else:
            label, start, sure = mark.label, mark.end, mark.is_sure
    if start < len(line.text) or label is not None or not found:
        found.append(Segment(label, Piece(line, start, len(line.text)), sure))
    return [one for one in found if one.label is not None or one.piece.text] or found[:1]


@dataclass(frozen=True, slots=True)
class _Mark:
    label: Label
    start: int
    end: int
    until: int | None
    is_sure: bool


def _marks(line: Line) -> Iterator[_Mark]:
    seen, place = line.seen, 0
    for found in _LABEL.finditer(seen):
        if found.start() < place:
            continue
        word = found["word"].lower()
        is_first = not seen[: found.start()].strip(" \t*#>-·•●")
        opened, closed, colon = found["open"], found["close"], found["colon"]
        boxed = opened == "[" and closed == "]"
        end, until = found.end(), None
        if opened == "(" and not closed and colon:
            # （答案：B） ends with its bracket, and the stem goes on behind it.
            until = seen.find(")", end, end + 400)
            if until < 0:
                continue
        elif opened and not boxed and not (opened == "(" and closed == ")" and (is_first or colon)):
            if not is_first and not colon:
                continue
            opened = ""
        if not boxed and until is None and not _stands(seen, found, word, is_first, bool(colon)):
            continue
        if not opened and closed and not colon:
            end = found.start("close")
        # 解： at the beginning of a line is hardly ever anything else.
        is_sure = boxed or word not in _WEAK or (is_first and bool(colon) and _LABELS[word] is Label.SOLUTION)
        yield _Mark(_LABELS[word], found.start(), end, until, is_sure)
        place = end if until is None else until + 1


def _is_key(rest: str) -> bool:
    found = _DIRECT_KEY.match(rest)
    return found is not None and not rest[found.end() :].strip()


def _stands(seen: str, found: re.Match[str], word: str, is_first: bool, has_colon: bool) -> bool:
    """Tell whether a word without 【】 is a label at its place."""
    if has_colon:
        # 请写出答案： is no label; neither is 12:30.
        return is_first or seen[found.start("word") - 1] in _BEFORE
    rest = seen[found.end() :]
    if not is_first:
        # 天是蓝的。 答案 对
        before = seen[found.start("word") - 1]
        return (
            word.endswith("答案")
            and before in " \t。?!"
            and seen[: found.end()].endswith((" ", "\t"))
            and _is_key(rest)
        )
    if not rest.strip(" \t:"):
        return word not in ("答", "解", "key", "id")
    if _LABELS[word] is not Label.ANSWER or word in _WEAK:
        return False
    if _DIRECT_KEY.match(rest) is not None:
        return True
    return word not in ("答", "key") and seen[found.end("word")] in " \t" and len(rest) < 40
