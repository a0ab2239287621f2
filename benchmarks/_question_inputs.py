"""Large banks of questions as offices have them, made up and the same on every machine.

Half are like the exports of :mod:`benchmarks._moodle_inputs` (English and Chinese words at random), a third follow the phrases
of Chinese examination banks, and the rest are near copies: families of questions with a name, a number or a choice changed,
and a few word for word the same. The families are what a search for near duplicates must find among the others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks import _moodle_inputs
from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.question import Bloom, Choice, Kind, Question

# Of a hundred questions: so many at random, so many by phrases; the rest are copies of what came before.
AT_RANDOM, BY_PHRASES = 50, 35
_FAMILIES = (1, 1, 2, 2, 3, 5, 8, 20)
_TOPICS = "公文格式 电子表格 文件管理 网络安全 政务服务 会议纪要 印章使用 档案归档 电子签章 数据备份 口令设置 打印设置 协同办公 邮件收发".split()  # noqa: SIM905
_ACTS = "登记 审核 会签 签发 用印 分发 归档 销毁 备份 传递 清退 复核 核稿 催办 承办 拟办 批示 传阅".split()  # noqa: SIM905
_WHO = "文秘人员 承办部门 办公室主任 分管领导 机要人员 系统管理员 档案人员 经办人 部门负责人 值班人员".split()  # noqa: SIM905
_WHEN = "收到文件当日 三个工作日内 会议结束后 正式印发前 年度终了时 离岗交接时 发现异常时 对外公开前".split()  # noqa: SIM905
_HOW = "逐件核对并签字 通过内网系统办理 报上级机关批准 由专人送达 留存原始记录 按规定权限审批 使用统一编号 当面清点交接".split()  # noqa: SIM905
_ENDS = ("下列说法正确的是（ ）", "下列做法**不正确**的是：", "应当由谁负责？", "下列各项中属于规范做法的是哪一项？")


def texts(count: int, seed: int = 1) -> Iterator[tuple[int, str]]:
    """Give number and text of questions, stem and choices on lines of their own."""
    for number, (stem, choices) in enumerate(_made(count, seed)):
        yield number, "\n".join((stem, *choices))


def questions(count: int, seed: int = 1) -> Iterator[Question]:
    """Make single-choice questions; codes are ``N-000001`` and so on."""
    for number, (stem, choices) in enumerate(_made(count, seed), 1):
        code = f"N-{number:06d}"
        yield Question(
            id=content_id("question", code),
            code=code,
            version=1,
            kind=Kind.SINGLE,
            course="",
            knowledge_point="",
            tier="",
            difficulty=0,
            bloom=Bloom.UNSET,
            stem=stem,
            explanation="",
            choices=tuple(Choice(text, at == number % len(choices)) for at, text in enumerate(choices)),
        )


def _made(count: int, seed: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    chance = random.Random(seed)
    drawn = _moodle_inputs.items(count, seed)
    parents: list[tuple[str, tuple[str, ...]]] = []
    left = 0
    parent: tuple[str, tuple[str, ...]] = ("", ())
    for _ in range(count):
        sort = chance.randrange(100)
        if left == 0 and sort >= AT_RANDOM + BY_PHRASES and parents:
            parent, left = chance.choice(parents), chance.choice(_FAMILIES)
        if left:
            left -= 1
            yield _copied(chance, parent)
            continue
        if sort < AT_RANDOM:
            one = next(drawn)
            said = (one.stem, one.choices)
        else:
            said = _phrased(chance)
        if len(parents) < 1000:
            parents.append(said)
        else:
            parents[chance.randrange(1000)] = said
        yield said


def _phrased(chance: random.Random) -> tuple[str, tuple[str, ...]]:
    stem = (
        f"某旗{chance.choice(_TOPICS)}工作中，{chance.choice(_WHO)}{chance.choice(_WHEN)}对第{chance.randrange(2, 99)}号文件"
        f"进行{chance.choice(_ACTS)}和{chance.choice(_ACTS)}，{chance.choice(_ENDS)}"
    )
    clauses = [
        f"由{chance.choice(_WHO)}{chance.choice(_HOW)}，并在{chance.choice(_WHEN)}{chance.choice(_ACTS)}"
        for _ in range(4)
    ]
    return stem, tuple(clauses)


def _copied(chance: random.Random, parent: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    stem, choices = parent
    changed = list(choices)
    match chance.randrange(5):
        case 0:
            chance.shuffle(changed)
        case 1:
            stem = f"{stem[:8]}{chance.randrange(10, 99)}{stem[8:]}"
        case 2:
            at = chance.randrange(len(changed))
            changed[at] = f"{changed[at][:-4]}{chance.choice(_ACTS)}"
        case 3:
            stem = stem.replace("工作中", "实务中").replace("Q", "No. ")
        case _:
            pass
    return stem, tuple(changed)
