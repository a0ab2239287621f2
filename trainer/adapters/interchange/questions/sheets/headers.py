"""What the columns of question tables are called, in our template and in those of other programs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from trainer.adapters.interchange.questions.chinese.signs import chinese_number, shadow


class Column(StrEnum):
    """What a column holds."""

    CODE = "code"
    NUMBER = "number"
    KIND = "kind"
    STEM = "stem"
    CHOICE = "choice"
    CHOICES = "choices"
    RIGHT = "right"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    WHYS = "whys"
    DIFFICULTY = "difficulty"
    CATEGORY = "category"
    POINT = "point"
    COURSE = "course"
    TIER = "tier"
    BLOOM = "bloom"
    POINTS = "points"
    TAGS = "tags"
    SOURCE = "source"
    LAW = "law"
    DEPARTMENTS = "departments"
    ENEMIES = "enemies"
    TEACHES = "teaches"
    NAME = "name"
    VERSION = "version"
    MATERIAL = "material"
    PICTURE = "picture"
    HINT = "hint"
    MORE = "more"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one header says.

    Attributes:
        column: see :class:`Column`.
        index: of a choice, its right-or-wrong mark, or one of several answers; 0 for the first.
    """

    column: Column
    index: int = 0


_ALIASES: dict[Column, str] = {
    Column.CODE: "编号 代码 题目编号 试题编号 题目id 试题id id code 题目代码 试题代码 questionid questioncode",
    Column.NUMBER: "序号 题号 no number # 行号",
    Column.KIND: "题型 类型 试题类型 题目类型 题目题型 试题题型 type kind questiontype 题型名称 题类",
    Column.STEM: "题干 题目 试题 问题 试题内容 题目内容 试题题干 题目题干 题目描述 试题描述 问题描述 内容 试题名称 题目标题 题目题目"
    " stem question questiontext content title 题面 主题干 大题题干 小题题干",
    Column.CHOICES: "选项 答案选项 备选项 备选答案 可选项 选项内容 试题选项 题目选项 所有选项 候选项 候选答案 options choices optionlist",
    Column.ANSWER: "答案 正确答案 标准答案 参考答案 试题答案 题目答案 正确选项 答案内容 正确项 answer answers correctanswer correct key"
    " rightanswer 标答 答案(正确)",
    Column.EXPLANATION: "解析 答案解析 试题解析 题目解析 详解 答案详解 解释 说明 题解 分析 试题分析 解析内容 答题解析 参考解析"
    " explanation analysis explain rationale feedback generalfeedback 反馈 答案反馈",
    Column.WHYS: "选项说明 选项解析 各选项说明 choicesexplained",
    Column.DIFFICULTY: "难度 难易度 难易程度 难度系数 难度等级 试题难度 题目难度 难度级别 难易 difficulty difficultylevel level",
    Column.CATEGORY: "分类 题目分类 试题分类 所属分类 章节 所属章节 科目 所属科目 目录 题库 所属题库 题库名称 类别 模块 所属模块 章 节 章名"
    " 节名 章节名称 学科 专业 一级分类 二级分类 三级分类 一级目录 二级目录 category chapter subject 题库分类 知识分类",
    Column.POINT: "知识点 考点 考查点 考察点 考核点 所属知识点 知识点名称 一级知识点 二级知识点 knowledgepoint knowledge 知识要点",
    Column.COURSE: "课程 课程名称 课程代码 所属课程 course",
    Column.TIER: "层级 适用层级 适用对象 tiers tier",
    Column.BLOOM: "认知层次 认知水平 能力层次 能力要求 levelofthinking bloom",
    Column.POINTS: "分值 分数 题目分值 试题分值 本题分值 默认分值 默认分数 得分 score points marks mark markscarried",
    Column.TAGS: "标签 关键词 关键字 tags tag keywords",
    Column.SOURCE: "出处 来源 题目来源 试题来源 题目出处 参考资料 教材 source",
    Column.LAW: "法律依据 法规依据 政策依据 依据 依据条款 legalbasis law",
    Column.DEPARTMENTS: "部门 适用部门 departments",
    Column.ENEMIES: "互斥题 互斥题目 不同卷题 nevertogether",
    Column.TEACHES: "讲授位置 对应课程 taughtin",
    Column.NAME: "名称 题目名称 name questionname",
    Column.VERSION: "版本 版本号 version",
    Column.MATERIAL: "所属材料 材料编号 大题编号 父题编号 父试题 所属大题 belongstocase",
    Column.PICTURE: "图片 题目图片 试题图片 配图 附件 pictures picture image",
    Column.HINT: "提示 hint",
    Column.MORE: "更多 more",
    Column.IGNORED: "备注 创建人 创建时间 出题人 审核人 状态 修改时间 更新时间 命题人 录入人 审题人 remark remarks",
}
_MEANINGS = {alias: Meaning(column) for column, aliases in _ALIASES.items() for alias in aliases.split()}
_NOTE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_DROPPED = re.compile(r"[\s*＊:：、.。_\-/]+|必填|选填|可选|非必填")
_CHOICE = re.compile(
    r"(?:选项|备选项|备选答案|答案选项|option|opt|choice|选择项|候选项)?([a-z]|\d{1,2}|[一二三四五六七八九十]{1,2})(?:选项|项|答案)?"
)
_RIGHT = re.compile(
    r"(?:(?:选项|option|choice)?([a-z]|\d{1,2})(?:是否正确|是否为?答案|正确|iscorrect|correct)|(?:是否正确|iscorrect|correct)([a-z]|\d{1,2}))"
)
_ANSWER_PART = re.compile(
    r"(?:正确答案|标准答案|答案|answer|填?空)([a-z]|\d{1,2}|[一二三四五六七八九十])(?:空|答案)?"
    r"|第(\d{1,2}|[一二三四五六七八九十])空(?:正确)?(?:答案)?"
)


def meaning(header: str) -> Meaning | None:
    """Read one header; None where it says nothing known."""
    said = _bare(header)
    if not said or len(said) > 24:
        return None
    if (known := _MEANINGS.get(said)) is not None:
        return known
    if found := _RIGHT.fullmatch(said):
        return Meaning(Column.RIGHT, _index(found[1] or found[2]))
    if found := _CHOICE.fullmatch(said):
        return Meaning(Column.CHOICE, _index(found[1])) if not said.isdigit() else None
    if found := _ANSWER_PART.fullmatch(said):
        return Meaning(Column.ANSWER, _index(found[1] or found[2]))
    plain = said.rstrip("0123456789")
    for other in (plain, plain.removeprefix("试题").removeprefix("题目"), plain.removesuffix("内容")):
        if other in _MEANINGS:
            return _MEANINGS[other]
    return None


def _bare(header: str) -> str:
    said = shadow(header).casefold()
    said = _NOTE.sub("", said).split("\n")[0] if _NOTE.sub("", said).strip() else said
    return _DROPPED.sub("", said)


def _index(sign: str) -> int:
    if sign.isdigit():
        return max(int(sign) - 1, 0)
    if "a" <= sign <= "z":
        return ord(sign) - 97
    return (chinese_number(sign) or 1) - 1
