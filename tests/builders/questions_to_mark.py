"""One question of each kind, small enough to see the key at a glance."""

from __future__ import annotations

from typing import Any

from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.question import Blank, Bloom, Choice, Kind, Pair, Question


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
