"""Questions and tiny courses; every builder gives something sound, and each test spoils what it is about."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import read_question

PARTS: dict[str, dict[str, Any]] = {
    "single": {
        "choices": [
            {"text": "待办", "right": True, "why": "流程停在这里。"},
            {"text": "待阅", "why": "不等结果。"},
            {"text": "已办", "why": "还没有提交。"},
            {"text": "公告", "why": "与流程无关。"},
        ]
    },
    "multiple": {
        "choices": [
            {"text": "审批", "right": True, "why": "要给结果。"},
            {"text": "拟办", "right": True, "why": "要给结果。"},
            {"text": "参阅", "why": "只要读到。"},
            {"text": "公告", "why": "自己来看。"},
        ]
    },
    "judge": {"answer": False},
    "blank": {
        "stem": "四位年份用____括起来，数字后加“____”字。",
        "blanks": [{"accept": ["六角括号", "〔〕"]}, {"accept": ["号"]}],
    },
    "ordering": {"order": ["签收", "登记", "初审", "承办"]},
    "matching": {
        "pairs": [
            {"left": "待办", "right": "办理", "why": "等结果。"},
            {"left": "待阅", "right": "读完", "why": "只要读到。"},
            {"left": "已办", "right": "跟踪", "why": "看进度。"},
        ],
        "extra": ["删除"],
    },
    "numeric": {
        "numbers": [{"value": "3.14", "tolerance": "0.01"}, {"value": 3, "share": "1/2", "why": "太粗。"}],
        "units": [{"name": "米"}, {"name": "千米", "factor": 1000}],
        "unit_needed": True,
    },
    "hotspot": {
        "picture": "首页.png",
        "zones": [{"shape": "rectangle", "points": [0, 0, 60, 20], "right": True, "label": "待办"}],
        "attachments": [
            {"name": "首页.png", "type": "image/png", "digest": "0" * 64, "size": 10, "width": 640, "height": 480}
        ],
    },
    "drag": {
        "picture": "首页.png",
        "zones": [
            {"shape": "circle", "points": [50, 50, 20], "takes": [0]},
            {"shape": "circle", "points": [90, 50, 9]},
        ],
        "tokens": [{"text": "待办"}, {"text": "已办", "copies": 0}],
        "attachments": [
            {"name": "首页.png", "type": "image/png", "digest": "0" * 64, "size": 10, "width": 640, "height": 480}
        ],
    },
    "cloze": {
        "stem": "没有提交的在[[1]]，等结果的在[[2]]。",
        "gaps": [
            {"kind": "choice", "choices": [{"text": "待办", "right": True}, {"text": "待阅"}], "weight": 2},
            {"kind": "text", "choices": [{"text": "待阅", "right": True}], "strict": ["case"]},
        ],
    },
    "short_answer": {
        "choices": [{"text": "待办", "right": True}, {"text": "*办*", "share": "0.5"}],
        "wildcards": True,
        "strict": ["width"],
    },
    "essay": {
        "model_answer": "分清轻重缓急。",
        "rubric": [{"text": "讲清先后", "share": "0.6"}, {"text": "举出例子", "share": "0.4"}],
        "markers": 2,
    },
    "case_set": {
        "stem": "小王早上打开首页。",
        "parts": [
            {"kind": "judge", "stem": "他应先看待办。", "answer": True},
            {"kind": "numeric", "stem": "有几件待办？", "numbers": [{"value": 3}], "points": 2},
        ],
    },
    "parameterised": {
        "stem": "有 {a} 件待办，每件 {b} 分钟，共几分钟？",
        "variables": [{"name": "a", "low": 2, "high": 9}, {"name": "b", "values": [5, 10]}],
        "conditions": ["a*b < 60"],
        "results": [{"expression": "a*b", "places": 0}],
    },
    "practical": {"task": "T-2001-01"},
}


def question_document(kind: str = "single", code: str = "Q-K2001a-001", **changes: Any) -> dict[str, Any]:
    """A question as authors write it; ``None`` takes a key away."""
    document = {
        "id": code,
        "kind": kind,
        "tier": "AB",
        "difficulty": 2,
        "bloom": "apply",
        "teaches": f"L{code[3:7]}#首页",
        "stem": f"{code} 写好意见没有提交，这件事项在：",
        **deepcopy(PARTS[kind]),
        "explanation": "没有提交，流程没有走。",
        "source": f"L{code[3:7]}",
        "version": 1,
        **changes,
    }
    return {key: value for key, value in document.items() if value is not None}


def make_question(kind: str = "single", code: str = "Q-K2001a-001", **changes: Any) -> Question:
    reading = read_question(question_document(kind, code, **changes))
    assert reading.question is not None, reading.findings
    return reading.question


LESSON = """---
code: L2001
title: {zh: 首页, en: Home page}
hours: 0.5
tiers: aB
minutes: 20
objectives:
  zh: [能认出待办, 能看状态]
  en: [can find what waits, can read a state]
knowledge_points:
  - {code: K2001a, zh: 待办, en: To do}
version: 1
sources: [示例]
---

# 为什么要学
早上有人在等。

# 首页
![首页上的两个框](figures/home.svg)
打开不算办，提交才算。

# 自测
{{questions Q-K2001a-001 Q-K2001a-002}}

# 一页纸
打开不算办。
"""

COURSE = """code: C20
title: {zh: 示例课程, en: Sample course}
version: 1
lessons: [L2001]
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 400">
<rect x="0" y="0" width="960" height="400" fill="#FFFFFF"/>
</svg>
"""

BANK = """id: Q-K2001a-001
kind: single
tier: AB
difficulty: 2
bloom: apply
teaches: L2001#首页
stem: 写好意见没有提交，这件事项在：
choices:
  - {text: 待办, right: true, why: 没有提交。}
  - {text: 待阅, why: 等着结果。}
  - {text: 已办, why: 没有提交。}
  - {text: 公告, why: 不是消息。}
explanation: 提交才算办。
source: L2001
version: 1
---
id: Q-K2001a-002
kind: judge
tier: AB
difficulty: 1
bloom: remember
teaches: L2001#首页
stem: 已办就是办结。
answer: false
explanation: 已办只说明自己这一环做完了。
source: L2001
version: 1
"""


class Content:
    """A folder with one course and its questions, to be spoilt.

    Args:
        root: empty folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.courses = root / "courses"
        self.bank = root / "question_bank"
        self.write("courses/C20/course.yaml", COURSE)
        self.write("courses/C20/L2001.md", LESSON)
        self.write("courses/C20/figures/home.svg", SVG)
        self.write("question_bank/C20/K2001a.yaml", BANK)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        return path

    def change(self, name: str, before: str, after: str) -> None:
        """Replace a text that must be there."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert before in text
        self.write(name, text.replace(before, after))
