"""One question of each kind, small enough to see the key at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.answers import (
    Attachment,
    Gap,
    GapKind,
    NumericKey,
    Result,
    Shape,
    Token,
    Unit,
    Variable,
    Zone,
)
from trainer.domain.question_bank.question import Blank, Bloom, Choice, Kind, Pair, Question
from trainer.domain.question_bank.reading import part_code


def make_question(kind: Kind, code: str = "Q-K0901a-001", **parts: Any) -> Question:
    values: dict[str, Any] = {
        "id": content_id("question", code),
        "code": code,
        "version": 1,
        "kind": kind,
        "course": f"C{code[3:5]}",
        "knowledge_point": code[2:8],
        "tier": "AB",
        "difficulty": 2,
        "bloom": Bloom.UNDERSTAND,
        "stem": f"题干 {code}",
        "explanation": "解析",
        "teaches_lesson": f"L{code[3:7]}",
        "teaches_screen": "第一屏",
    }
    return Question(**(values | parts))


def single(code: str = "Q-K0901a-001", *, right: int = 1, size: int = 4, **parts: Any) -> Question:
    choices = tuple(Choice(f"选项{number}", number == right, f"理由{number}") for number in range(size))
    return make_question(Kind.SINGLE, code, **({"choices": choices} | parts))


def multiple(code: str = "Q-K0901a-002", *, right: tuple[int, ...] = (0, 2), size: int = 4, **parts: Any) -> Question:
    choices = tuple(Choice(f"选项{number}", number in right) for number in range(size))
    return make_question(Kind.MULTIPLE, code, **({"choices": choices} | parts))


def judge(code: str = "Q-K0901a-003", *, answer: bool = True, **parts: Any) -> Question:
    return make_question(Kind.JUDGE, code, **({"answer": answer} | parts))


def blank(
    code: str = "Q-K0901a-004", *, accept: tuple[tuple[str, ...], ...] = (("仿宋",), ("22", "二十二")), **parts: Any
) -> Question:
    return make_question(
        Kind.BLANK,
        code,
        **({"stem": f"题干 {code}：____，____。", "blanks": tuple(Blank(variants) for variants in accept)} | parts),
    )


def ordering(
    code: str = "Q-K0901a-005", *, order: tuple[str, ...] = ("签收", "登记", "初审", "承办"), **parts: Any
) -> Question:
    return make_question(Kind.ORDERING, code, **({"order": order} | parts))


def matching(code: str = "Q-K0901a-006", **parts: Any) -> Question:
    pairs = (Pair("通知", "下行"), Pair("请示", "上行"), Pair("函", "平行"))
    return make_question(Kind.MATCHING, code, **({"pairs": pairs, "extra": ("不行文",)} | parts))


PICTURE = Attachment("办公桌.png", "image/png", "0" * 64, 1000, 400, 300)


def numeric(code: str = "Q-K0901a-007", **parts: Any) -> Question:
    """3.14 m within a hundredth; half of it for being within a tenth."""
    numbers = (
        NumericKey(Fraction("3.14"), Fraction("0.01")),
        NumericKey(Fraction("3.14"), Fraction("0.1"), Fraction(1, 2)),
    )
    units = (Unit("m"), Unit("km", Fraction(1000)), Unit("cm", Fraction(1, 100)))
    return make_question(Kind.NUMERIC, code, **({"numbers": numbers, "units": units} | parts))


def hotspot(code: str = "Q-K0901a-008", **parts: Any) -> Question:
    """Two right zones, a rectangle and a circle, and a wrong one between them."""
    zones = (
        Zone(Shape.RECTANGLE, (10, 10, 110, 60), is_right=True, label="地址栏"),
        Zone(Shape.CIRCLE, (300, 200, 40), is_right=True, label="按钮"),
        Zone(Shape.POLYGON, (150, 100, 200, 100, 175, 150), label="广告"),
    )
    return make_question(
        Kind.HOTSPOT, code, **({"picture": PICTURE.name, "zones": zones, "attachments": (PICTURE,)} | parts)
    )


def drag(code: str = "Q-K0901a-009", **parts: Any) -> Question:
    """Three tokens for two zones, and a zone into which nothing belongs."""
    zones = (
        Zone(Shape.RECTANGLE, (0, 0, 100, 50), takes=(0,)),
        Zone(Shape.RECTANGLE, (0, 100, 100, 150), takes=(1,)),
        Zone(Shape.RECTANGLE, (200, 0, 300, 50)),
    )
    tokens = (Token("发文机关"), Token("发文字号"), Token("密级"))
    values = {"picture": PICTURE.name, "zones": zones, "tokens": tokens, "attachments": (PICTURE,)}
    return make_question(Kind.DRAG, code, **(values | parts))


def cloze(code: str = "Q-K0901a-010", **parts: Any) -> Question:
    """A gap to choose for (counts twice), one to write in, one for a number."""
    gaps = (
        Gap(GapKind.CHOICE, (Choice("上行文", False), Choice("下行文", True), Choice("平行文", False)), weight=2),
        Gap(GapKind.TEXT, (Choice("仿宋", True), Choice("宋体", False, share=Fraction(1, 2)))),
        Gap(GapKind.NUMBER, numbers=(NumericKey(Fraction(22), Fraction(1)),)),
    )
    stem = "通知是 [[1]]，正文用 [[2]] 体，每页 [[3]] 行。"
    return make_question(Kind.CLOZE, code, **({"stem": stem, "gaps": gaps} | parts))


def short_answer(code: str = "Q-K0901a-011", **parts: Any) -> Question:
    """“待办” earns everything, “办” half; by hand where ``choices`` is taken away and a model answer given."""
    choices = (Choice("待办", True), Choice("办", False, "不完整", Fraction(1, 2)))
    return make_question(Kind.SHORT_ANSWER, code, **({"choices": choices} | parts))


def essay(code: str = "Q-K0901a-012", **parts: Any) -> Question:
    return make_question(Kind.ESSAY, code, **({"model_answer": "要点：及时、准确、安全。"} | parts))


def parameterised(code: str = "Q-K0901a-013", **parts: Any) -> Question:
    """a times b; asks for a number. Give ``choices`` and no ``results`` for a choice."""
    values = {
        "stem": "长 {a} 米，宽 {b} 米，面积是多少平方米？",
        "explanation": "{a} × {b} = {=a*b}",
        "variables": (Variable("a", Fraction(2), Fraction(9)), Variable("b", Fraction(1), Fraction(3), Fraction(1, 2))),
        "conditions": ("a > b",),
        "results": (Result("a*b"),),
    }
    return make_question(Kind.PARAMETERISED, code, **(values | parts))


def practical(code: str = "Q-K0901a-014", **parts: Any) -> Question:
    return make_question(Kind.PRACTICAL, code, **({"task": "T-0901-01"} | parts))


def case_set(code: str = "Q-K0901a-015", *, parts: tuple[Question, ...] = (), **more: Any) -> Question:
    """A single choice of one point and a fill-in of two, unless other parts are given."""
    inner = parts or (single(), replace(blank(), points=Fraction(2)))
    named = tuple(
        replace(part, code=part_code(code, number), id=content_id("question", part_code(code, number)))
        for number, part in enumerate(inner, 1)
    )
    return make_question(Kind.CASE_SET, code, **({"stem": "阅读材料。", "parts": named} | more))


BUILDERS: dict[Kind, Callable[..., Question]] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.JUDGE: judge,
    Kind.BLANK: blank,
    Kind.NUMERIC: numeric,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.HOTSPOT: hotspot,
    Kind.DRAG: drag,
    Kind.CLOZE: cloze,
    Kind.SHORT_ANSWER: short_answer,
    Kind.ESSAY: essay,
    Kind.CASE_SET: case_set,
    Kind.PARAMETERISED: parameterised,
    Kind.PRACTICAL: practical,
}
