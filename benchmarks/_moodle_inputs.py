"""Banks as other programs export them, made up and the same on every machine: Moodle XML, GIFT, and plain rows.

Single choice with four choices, English and Chinese mixed, a reason for every choice, general feedback and three tags: what a
large bank in Moodle is mostly made of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

_ENGLISH = (  # noqa: SIM905
    "folder browser printer spreadsheet paragraph formula backup password signature approval archive network"
    " document template shortcut screen keyboard window message attachment account filter column header margin"
    " version licence update permission register receipt deadline notice minutes agenda circular seal record"
).split()
_CHINESE = "公文格式审批流程电子表格打印机文件夹保存密码网络安全签收登记归档会议纪要通知公告附件模板快捷键窗口浏览器更新权限备份签名"


@dataclass(frozen=True, slots=True)
class Item:
    """One question in plain words."""

    number: int
    name: str
    stem: str
    choices: tuple[str, ...]
    key: int
    reasons: tuple[str, ...]
    explanation: str
    tags: tuple[str, ...]


def items(count: int, first: int = 1) -> Iterator[Item]:
    """Make questions; numbers go on from ``first``, so that two sets have nothing in common."""
    chance = random.Random(first)
    for number in range(first, first + count):
        yield Item(
            number,
            f"Item {number:06d} {_words(chance, 3)}",
            f"Q{number}: {_words(chance, 14).capitalize()}; {_signs(chance, 12)} — which choice is right?",
            tuple(f"{_words(chance, 5).capitalize()} {_signs(chance, 4)} ({letter})" for letter in "abcd"),
            chance.randrange(4),
            tuple(f"{_words(chance, 4).capitalize()}." for _ in range(4)),
            f"See section {chance.randrange(1, 40)}.{chance.randrange(1, 12)}: {_words(chance, 9)}.",
            (
                f"topic{chance.randrange(20):02d}",
                f"level{chance.randrange(1, 6)}",
                chance.choice(("theory", "practice")),
            ),
        )


def moodle_xml(made: Iterator[Item]) -> bytes:
    """Write questions as Moodle exports them."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    for one in made:
        answers = "".join(
            f'<answer fraction="{100 if index == one.key else 0}" format="html"><text><![CDATA[{choice}]]></text>'
            f'<feedback format="html"><text>{escape(reason)}</text></feedback></answer>\n'
            for index, (choice, reason) in enumerate(zip(one.choices, one.reasons, strict=True))
        )
        tags = "".join(f"<tag><text>{tag}</text></tag>" for tag in one.tags)
        parts.append(
            '<question type="multichoice">\n'
            f"<name><text>{escape(one.name)}</text></name>\n"
            f'<questiontext format="html"><text><![CDATA[<p>{escape(one.stem)}</p>]]></text></questiontext>\n'
            f'<generalfeedback format="html"><text><![CDATA[<p>{escape(one.explanation)}</p>]]></text></generalfeedback>\n'
            "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>\n"
            f"<idnumber>b{one.number}</idnumber>\n"
            "<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>\n"
            '<correctfeedback format="html"><text>Right.</text></correctfeedback>\n'
            '<partiallycorrectfeedback format="html"><text>In part.</text></partiallycorrectfeedback>\n'
            '<incorrectfeedback format="html"><text>Wrong.</text></incorrectfeedback>\n'
            f"{answers}<tags>{tags}</tags>\n</question>\n"
        )
    parts.append("</quiz>\n")
    return "".join(parts).encode()


def gift(made: Iterator[Item]) -> bytes:
    """Write questions as GIFT."""
    parts = []
    for one in made:
        tags = " ".join(f"[tag:{tag}]" for tag in one.tags)
        choices = "".join(
            f"\t{'=' if index == one.key else '~'}{_gift(choice)}#{_gift(reason)}\n"
            for index, (choice, reason) in enumerate(zip(one.choices, one.reasons, strict=True))
        )
        parts.append(
            f"// question: {one.number}\n// [id:b{one.number}] {tags}\n"
            f"::{_gift(one.name)}::[html]{_gift(f'<p>{one.stem}</p>')}{{\n{choices}\t####{_gift(one.explanation)}\n}}\n\n"
        )
    return "".join(parts).encode()


def rows(made: Iterator[Item]) -> Iterator[tuple[str, ...]]:
    """Give questions as rows of a table, its head first."""
    yield ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析")
    for one in made:
        yield ("单选题", one.stem, *one.choices, "ABCD"[one.key], one.explanation)


def _gift(text: str) -> str:
    for sign in "\\~=#{}:":
        text = text.replace(sign, "\\" + sign)
    return text


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_ENGLISH) for _ in range(count))


def _signs(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(_CHINESE) for _ in range(count))
