"""The filled examples of the template, and what every column means."""

from __future__ import annotations

from fractions import Fraction

from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.names import COLUMNS
from trainer.domain.question_bank.answers import Blank, Choice, Criterion, NumericKey, Pair, Unit
from trainer.domain.question_bank.question import Bloom, Kind, LawBasis, Question
from trainer.wording import t
from trainer.wording.catalogue import N_

_EXPLAINED: dict[Column, str] = {
    Column.CODE: N_("May stay empty. A question that comes again with the same code replaces the one in the bank."),
    Column.KIND: N_(
        "Choose from the list. An empty cell is decided by the key: one letter, several, right or wrong, words."
    ),
    Column.STEM: N_(
        "The question. Gaps of a fill-in are four underscores (____). Line breaks are kept; pictures are put on the row."
    ),
    Column.CHOICE: N_(
        "One choice a column, without its letter. More than four: insert columns “Choice E”, “Choice F” and so on. "
        "For an ordering question the entries stand here."
    ),
    Column.ANSWER: N_(
        "Letters for choices (ABD), right or wrong for statements, words parted by ；for gaps, with | between accepted wordings, "
        "a number with its unit and tolerance (3.14±0.01 m), letters in their order for ordering, "
        "“left —— right” line by line for matching, the model answer for questions that people mark."
    ),
    Column.EXPLANATION: N_("Why the key is right. Shown after practice and in the answer book."),
    Column.WHYS: N_("Why each choice is right or wrong, one line each: A：…"),
    Column.DIFFICULTY: N_("1 (easy) to 5 (hard), or a word such as easy or hard. May stay empty."),
    Column.CATEGORY: N_("Where the question belongs: a subject, a chapter; levels parted by /."),
    Column.POINT: N_("The code of a knowledge point. Words are kept as tags."),
    Column.COURSE: N_("The code of a course."),
    Column.TIER: N_("A leading cadres, B general staff, C operators and managers; several together: BC."),
    Column.BLOOM: N_("Choose from the list. May stay empty."),
    Column.POINTS: N_("Marks it carries where a paper does not say otherwise; empty is 1."),
    Column.TAGS: N_("Free words, parted by ；"),
    Column.SOURCE: N_("Where it comes from."),
    Column.LAW: N_("Title｜version｜article｜review date (2028-12-31). Without a version it is kept as the source."),
    Column.DEPARTMENTS: N_("Asked in these departments only, parted by ；"),
    Column.ENEMIES: N_("Codes of questions that must not stand on one paper with it, parted by ；"),
    Column.TEACHES: N_("Lesson and screen that teach it: L0607#heading."),
    Column.NAME: N_("A short name. May stay empty."),
    Column.VERSION: N_("A whole number; empty is 1."),
    Column.MATERIAL: N_("For a question about shared material: the code of the row that holds the material."),
    Column.PICTURE: N_("Pictures of the row lie here; those on a choice belong to that choice."),
    Column.MORE: N_(
        "What no other column holds, such as “marking: half” or “shuffle: false”. The words are those of question files. "
        "“markdown: true” says that the texts of the row are in the program's Markdown."
    ),
}


def explained() -> list[tuple[str, str]]:
    """Give every column's header with its meaning."""
    return [
        (t(name, letter="A–D") if column is Column.CHOICE else t(name), t(_EXPLAINED[column]))
        for column, name in COLUMNS
    ]


def examples() -> list[Question]:
    """Give one question of each kind that people fill in by hand; invented, and in Chinese like the banks they are for."""
    law = LawBasis("党政机关公文处理工作条例", "2012", "第九条", "2028-12-31")
    return [
        _question(
            Kind.SINGLE,
            "公文标题中一般不使用的标点符号是（　　）。",
            "公文标题中除法规、规章名称加书名号外，一般不用标点符号。",
            code="示例-1",
            difficulty=2,
            category="公文处理/公文格式",
            choices=(
                Choice("书名号", False, "法规、规章名称可以加书名号。"),
                Choice("引号", False),
                Choice("句号", True, "标题末尾不用句号。"),
                Choice("括号", False),
            ),
            tags=("公文", "标点"),
            law=law,
        ),
        _question(
            Kind.MULTIPLE,
            "下列做法能够保护办公电脑的有（　　）。",
            "口令不能与他人共用。",
            choices=(
                Choice("离席锁屏", True),
                Choice("定期更换口令", True),
                Choice("与同事共用口令", False),
                Choice("及时安装补丁", True),
            ),
            points=Fraction(2),
        ),
        _question(Kind.JUDGE, "请示应当一文一事。", "", answer=True),
        _question(
            Kind.BLANK,
            "公文的紧急程度分为____和____。",
            "",
            blanks=(Blank(("特急", "特急件")), Blank(("加急",))),
        ),
        _question(
            Kind.NUMERIC,
            "某单位800人中有640人通过考核，通过率是多少？",
            "640÷800=80%。",
            numbers=(NumericKey(Fraction(80)),),
            units=(Unit("%"),),
        ),
        _question(Kind.ORDERING, "将发文办理的步骤按先后排列。", "", order=("复核", "登记", "印制", "核发")),
        _question(
            Kind.MATCHING,
            "将文种与行文方向配对。",
            "",
            pairs=(Pair("请示", "上行文"), Pair("通知", "下行文"), Pair("函", "平行文")),
        ),
        _question(
            Kind.SHORT_ANSWER, "什么是“一网通办”？", "", model_answer="依托一体化平台，实现政务服务事项一个网站办理。"
        ),
        _question(
            Kind.ESSAY,
            "结合本单位实际，谈谈如何防止指尖上的形式主义。",
            "",
            rubric=(Criterion("列出具体表现", Fraction(1, 2)), Criterion("提出可行措施", Fraction(1, 2))),
        ),
        _case(),
    ]


def _case() -> Question:
    first = _question(
        Kind.SINGLE,
        "这封邮件最可能是（　　）。",
        "",
        choices=(Choice("钓鱼邮件", True), Choice("公务邮件", False), Choice("退信", False)),
    )
    second = _question(Kind.SHORT_ANSWER, "小李应当怎样处置？", "", model_answer="断开网络，报告管理员，更换口令。")
    return _question(
        Kind.CASE_SET,
        "小李收到一封“工资补贴”邮件，点开链接后填写了口令。当天下午，他的邮箱向全单位发出同样的邮件。",
        "",
        code="示例-案例",
        parts=(first, second),
    )


def _question(
    kind: Kind, stem: str, explanation: str, *, code: str = "", difficulty: int = 0, **parts: object
) -> Question:
    return Question("", code, 1, kind, "", "", "", difficulty, Bloom.UNSET, stem, explanation, **parts)  # type: ignore[arg-type]
