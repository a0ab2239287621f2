"""The words of a question as a list that is read back: stem, choices, key and everything else behind labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from trainer.adapters.interchange.questions.chinese import values
from trainer.adapters.interchange.questions.word.pages import Para, Piece, paras
from trainer.domain.question_bank.blocks import Run
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.schema import write_exact
from trainer.domain.question_bank.text import plain
from trainer.wording.question_terms import bloom_name

_TAGS: dict[Kind, str] = {
    Kind.SINGLE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.JUDGE: "判断题",
    Kind.BLANK: "填空题",
    Kind.NUMERIC: "计算题",
    Kind.ORDERING: "排序题",
    Kind.MATCHING: "匹配题",
    Kind.SHORT_ANSWER: "简答题",
    Kind.ESSAY: "论述题",
    Kind.CASE_SET: "案例题",
}
HELD = frozenset(_TAGS)


def marked(question: Question, number: str, more: Callable[[Question], str]) -> list[Piece]:
    """Write one question.

    Args:
        question: of one of the kinds in :data:`HELD`.
        number: such as ``3.``, or ``（2）`` for a question about shared material.
        more: says what the other words would not give back; empty where they give everything.
    """
    style = "material" if question.kind is Kind.CASE_SET else "stem"
    found = paras(question.stem, style, f"{number}【{_TAGS[question.kind]}】")
    found += _entries(question)
    if question.kind is Kind.CASE_SET:
        found += _told(question, more(question))
        found.append(Para("stem", (Run("问题："),)))
        for place, part in enumerate(question.parts, 1):
            # The head of a part is that of its set.
            found += marked(bare_part(part), f"（{place}）", more)
        return found
    found += _key(question)
    found += _rubric(question)
    found += _told(question, more(question))
    return found


def bare_part(part: Question) -> Question:
    """Leave out of a part what it has from its set."""
    return replace(
        part,
        code="",
        version=1,
        course="",
        knowledge_point="",
        tier="",
        difficulty=0,
        bloom=Bloom.UNSET,
        teaches_lesson="",
        teaches_screen="",
    )


def _rubric(question: Question) -> list[Piece]:
    """Write criteria with whole marks whose shares are those of the question."""
    if not question.rubric:
        return []
    least = math.lcm(*(criterion.share.denominator for criterion in question.rubric))
    found: list[Piece] = [Para("key", (), "【评分标准】")]
    for criterion in question.rubric:
        found += paras(f"{criterion.text}（{criterion.share * least}分）", "key")
    return found


def _entries(question: Question) -> list[Piece]:
    entries: Sequence[str] = ()
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE):
        entries = [choice.text for choice in question.choices]
    elif question.kind is Kind.ORDERING:
        entries = question.order
    elif question.kind is Kind.MATCHING:
        lefts = [
            p
            for place, pair in enumerate(question.pairs, 1)
            for p in paras(pair.left, "choice", f"（{place}）", indent=2)
        ]
        rights = [
            p
            for place, right in enumerate(question.rights)
            for p in paras(right, "choice", f"{_letter(place)}. ", indent=2)
        ]
        return [*lefts, *rights]
    return [p for place, entry in enumerate(entries) for p in paras(entry, "choice", f"{_letter(place)}. ", indent=2)]


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else f"#{place}"


def _key(question: Question) -> list[Piece]:
    label = "【答案】"
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            said = "".join(_letter(place) for place, choice in enumerate(question.choices) if choice.is_right)
        case Kind.JUDGE:
            said = "正确" if question.answer else "错误"
        case Kind.BLANK:
            said = "；".join("|".join(blank.accept) for blank in question.blanks)
        case Kind.NUMERIC:
            said = " ".join((_number(question), *(unit.name for unit in question.units[:1])))
        case Kind.ORDERING:
            said = "".join(_letter(place) for place in range(len(question.order)))
        case Kind.MATCHING:
            said = " ".join(f"{place}-{_letter(place - 1)}" for place in range(1, len(question.pairs) + 1))
        case Kind.SHORT_ANSWER if question.choices:
            said = " / ".join(choice.text for choice in question.choices)
        case _:
            return paras(question.model_answer, "key", label) if question.model_answer else []
    return [Para("key", (Run(said),), label)]


def _number(question: Question) -> str:
    value = question.numbers[0].value if question.numbers else None
    return write_exact(value) if value is not None else ""


def _told(question: Question, more: str) -> list[Piece]:
    found: list[Piece] = []
    if question.explanation:
        found += paras(question.explanation, "key", "【解析】")
    whys = [(place, choice.why) for place, choice in enumerate(question.choices) if choice.why]
    for first, (place, why) in enumerate(whys):
        found += paras(why, "key", ("" if first else "【选项说明】") + f"{_letter(place)}：")
    for hint in question.hints:
        found += paras(hint, "key", "【提示】")
    lesson = f"{question.teaches_lesson}#{question.teaches_screen}".removesuffix("#")
    said = [
        ("编号", question.code),
        ("题目名称", question.name),
        ("难度", str(question.difficulty) if question.difficulty else ""),
        ("题目分类", question.category),
        ("知识点", question.knowledge_point),
        ("课程", question.course),
        ("适用层级", question.tier),
        ("认知层次", "" if question.bloom is Bloom.UNSET else bloom_name(question.bloom)),
        ("分值", "" if question.points == 1 else write_exact(question.points)),
        ("标签", "；".join(question.tags)),
        ("出处", question.source),
        ("法律依据", values.write_law(question.law) if question.law is not None else ""),
        ("适用部门", "；".join(question.departments)),
        ("互斥题", "；".join(question.enemies)),
        ("讲授位置", lesson),
    ]
    words = "  ".join(f"【{label}】{plain(text)}" for label, text in said if text)
    if words:
        found.append(Para("key", (Run(words),)))
    if more:
        found.append(Para("key", (Run(more),), "【更多】"))
    return found
