"""What papers call the kinds of questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.domain.question_bank.question import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a paper says of the kind of its questions.

    Attributes:
        kind: None where it only says "choice": the key decides between one and several.
        written: the word as it stands there.
    """

    kind: Kind | None
    written: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether candidates choose among lettered entries."""
        return self.kind in (None, Kind.SINGLE, Kind.MULTIPLE)

    @property
    def is_open(self) -> bool:
        """Whether the answer is a text of several lines, with numbers of its own."""
        return self.kind in _OPEN


_OPEN = {Kind.SHORT_ANSWER, Kind.ESSAY, Kind.CASE_SET, Kind.NUMERIC, Kind.PRACTICAL}

# Chinese words without the 题 that may follow every one of them; English ones as they are found in templates.
_CHINESE: dict[Kind | None, str] = {
    Kind.SINGLE: "单项选择 单选择 单选 单项 单项单选 最佳选择",
    Kind.MULTIPLE: "多项选择 多选择 多选 多项 不定项选择 不定项 复选 不定向选择 多项多选",
    None: "选择",
    Kind.JUDGE: "判断正误 判断对错 判断是非 正误判断 是非判断 是非 对错 判断",
    Kind.BLANK: "填空 填充",
    Kind.NUMERIC: "计算 数值 数字",
    Kind.ORDERING: "排序 顺序 排列 排序选择",
    Kind.MATCHING: "匹配 连线 配对 搭配",
    Kind.HOTSPOT: "看图点选 点选 热点 热区",
    Kind.DRAG: "看图拖放 拖放 拖拽",
    Kind.CLOZE: "完形填空 完型填空 选词填空",
    Kind.SHORT_ANSWER: "简答 名词解释 词语解释 概念解释 概念 术语解释 简述 判断改错 简要回答",
    Kind.ESSAY: "论述 问答 主观 辨析 写作 公文写作 作文 申论 改错 公文改错 分析 应用 开放 综合 思考 讨论 实务 设计 论文",
    Kind.CASE_SET: "案例分析 案例 材料分析 材料 情景分析 情景 情境 资料分析 阅读理解 阅读 综合分析 组合 题组 共用题干 案例选择",
    Kind.PARAMETERISED: "变量 参数",
    Kind.PRACTICAL: "操作 实操 上机 上机操作 实务操作",
}
_ENGLISH: dict[Kind | None, tuple[str, ...]] = {
    Kind.SINGLE: ("single choice", "single answer", "single"),
    Kind.MULTIPLE: ("multiple answers", "multiple answer", "multiple select", "multi select", "multiple", "checkbox"),
    None: ("multiple choice", "multi choice", "choice"),
    Kind.JUDGE: ("true or false", "true/false", "true false", "truefalse", "judgement", "judgment", "judge", "tf"),
    Kind.BLANK: ("fill in the blanks", "fill in the blank", "fill in blank", "fill in", "fill", "blanks", "blank"),
    Kind.NUMERIC: ("numeric answer", "numerical", "numeric"),
    Kind.ORDERING: ("ordering", "order"),
    Kind.MATCHING: ("matching", "match"),
    Kind.HOTSPOT: ("points on a picture", "hotspot"),
    Kind.DRAG: ("place on a picture", "drag and drop", "drag"),
    Kind.CLOZE: ("cloze",),
    Kind.SHORT_ANSWER: ("short answers", "short answer"),
    Kind.ESSAY: ("essay",),
    Kind.CASE_SET: ("case with questions", "case study", "case set", "case"),
    Kind.PARAMETERISED: ("with varying numbers", "calculated", "parameterised"),
    Kind.PRACTICAL: ("practical task", "practical"),
}
_KIND_OF: dict[str, Kind | None] = {
    **{word: kind for kind, words in _CHINESE.items() for word in words.split()},
    **{word: kind for kind, words in _ENGLISH.items() for word in words},
}
# Without 题 such a word is ordinary Chinese and names a kind only where nothing else stands.
_ALTERNATIVES = "|".join(
    re.escape(word) + ("题?" if not word.isascii() else r"(?: questions?)?")
    for word in sorted(_KIND_OF, key=len, reverse=True)
)
_LEADING = re.compile(_ALTERNATIVES, re.IGNORECASE)
_ANYWHERE = re.compile("(?:" + _ALTERNATIVES + r")(?=$|[ \t(\[:,.])", re.IGNORECASE)
_ENDING = re.compile(r"(?:题|\squestions?)$", re.IGNORECASE)
_BLANKS = re.compile(r"[\s_\-]+")


@lru_cache(maxsize=4096)
def kind_word(text: str) -> Wanted | None:
    """Read a text that says a kind and nothing else: a cell, a tag, a heading's inside."""
    if len(text) > 60:
        return None
    said = _BLANKS.sub(" ", shadow(text)).strip(" ()[]:.、*·")
    if not said or len(said) > 40:
        return None
    found = _LEADING.fullmatch(said)
    return _wanted(found.group()) if found else None


def leading(seen: str, start: int = 0) -> tuple[Wanted, int] | None:
    """Read the kind that a stretch of a shadow begins with.

    Returns:
        The kind and the place behind the word.
    """
    found = _LEADING.match(seen, start)
    return (_wanted(found.group()), found.end()) if found else None


def within(seen: str) -> tuple[Wanted, int, int] | None:
    """Find the last word for a kind, ending in 题, that a bracket, a colon or the end follows."""
    if "题" not in seen and "question" not in seen.lower():
        return None
    last = None
    for found in _ANYWHERE.finditer(seen):
        if _ENDING.search(found.group()):
            last = found
    return (_wanted(last.group()), last.start(), last.end()) if last else None


def _wanted(word: str) -> Wanted:
    low = word.lower()
    for known in (low, _ENDING.sub("", low)):
        if known in _KIND_OF:
            return Wanted(_KIND_OF[known], word)
    return Wanted(_KIND_OF[low.removesuffix("s").removesuffix(" question")], word)
