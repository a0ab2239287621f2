"""Columns are found by the names that the common programs give them, else by what stands in them."""

from __future__ import annotations

import pytest

from tests.builders.question_sheets import codes, only, read, right, workbook
from trainer.adapters.interchange.questions import sheets
from trainer.adapters.interchange.questions.sheets.headers import Column, meaning
from trainer.adapters.interchange.questions.sheets.names import COLUMNS
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Kind
from trainer.wording import t, using

# Headers of templates of 考试酷, 问卷星, 超星, 优考试, 考试宝 and of home-made tables, with what they hold.
HEADERS = {
    "题型": Column.KIND,
    "试题类型（必填）": Column.KIND,
    "*题干": Column.STEM,
    "试题内容": Column.STEM,
    "题目（不超过1000字）": Column.STEM,
    "问题": Column.STEM,
    "选项A": Column.CHOICE,
    "选项1": Column.CHOICE,
    "备选项一": Column.CHOICE,
    "A选项": Column.CHOICE,
    "选项": Column.CHOICES,
    "正确答案\n（多选用逗号隔开）": Column.ANSWER,
    "标准答案": Column.ANSWER,
    "答案解析": Column.EXPLANATION,
    "试题解析": Column.EXPLANATION,
    "难易程度": Column.DIFFICULTY,
    "难度系数": Column.DIFFICULTY,
    "一级知识点": Column.POINT,
    "考点": Column.POINT,
    "所属章节": Column.CATEGORY,
    "目录": Column.CATEGORY,
    "分值": Column.POINTS,
    "标签": Column.TAGS,
    "出处": Column.SOURCE,
    "法律依据": Column.LAW,
    "选项1是否正确": Column.RIGHT,
    "Question": Column.STEM,
    "Option A": Column.CHOICE,
    "Correct Answer": Column.ANSWER,
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_says_what_its_column_holds(header: str) -> None:
    found = meaning(header)
    assert found is not None
    assert found.column is HEADERS[header]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_header_of_our_own_template_is_understood(language: str) -> None:
    with using(language):
        for column, name in COLUMNS:
            found = meaning(t(name, letter="C") if column is Column.CHOICE else t(name))
            assert found is not None, name
            assert (found.column, found.index) == (column, 2 if column is Column.CHOICE else 0), name


def test_headers_may_stand_below_titles_and_directions() -> None:
    data = workbook(
        [
            ["示范旗干部培训题库"],
            ["填写说明：单选题只填一个字母。"],
            [],
            ["序号", "题型", "题干", "选项A", "选项B", "答案", "难度", "知识点", "章节", "分值", "备注"],
            [1, "单选题", "公文用纸是（ ）", "A4", "B5", "A", "易", "公文用纸", "公文格式", 2, "张三录入"],
        ]
    )
    (question,) = only(data)
    assert (question.kind, question.stem, right(question)) == (Kind.SINGLE, "公文用纸是（ ）", "A")
    assert (question.difficulty, question.tags, question.category, str(question.points)) == (
        1,
        ("公文用纸",),
        "公文格式",
        "2",
    )
    assert codes(read(data)) == []


def test_columns_without_headers_are_recognised_and_that_is_told() -> None:
    data = workbook(
        [
            [
                1,
                "单选",
                "下列属于输入设备的是哪一项？请选择最合适的答案",
                "键盘",
                "显示器",
                "音箱",
                "A",
                "键盘用来输入。",
            ],
            [
                2,
                "单选",
                "下列属于输出设备的是哪一项？请选择最合适的答案",
                "鼠标",
                "显示器",
                "扫描仪",
                "B",
                "显示器用来输出。",
            ],
            [3, "多选", "下列哪些口令强度不够？请选择所有符合的答案", "123456", "abcdef", "Ab3$k9_Q", "AB", "太简单。"],
        ]
    )
    found = read(data)
    assert [(q.question.kind, len(q.question.choices), right(q.question)) for q in found.drafts] == [
        (Kind.SINGLE, 3, "A"),
        (Kind.SINGLE, 3, "B"),
        (Kind.MULTIPLE, 3, "AB"),
    ]
    assert found.drafts[0].question.explanation == "键盘用来输入。"
    (told,) = found.findings
    assert (told.code, told.severity) == ("sheet_columns_guessed", Severity.WARNING)


def test_a_person_may_say_what_columns_hold() -> None:
    data = workbook([["甲", "乙", "丙", "丁"], ["公文用纸是", "A4", "B5", "A"]])
    chosen = {"header": 1, 0: "stem", 1: "choice_1", 2: "choice_2", 3: "answer"}
    (question,) = only(data, sheet_columns={"题库": chosen})
    assert (question.stem, right(question)) == ("公文用纸是", "A")
    assert {str(value) for key, value in chosen.items() if key != "header"} <= set(sheets.fields())


def test_what_columns_were_taken_for_can_be_asked_before() -> None:
    data = workbook([["题库"], ["题干", "选项A", "选项B", "答案", "批次"], ["公文用纸是", "A4", "B5", "A", "一"]])
    (found,) = sheets.columns_of(SourceFile("题库.xlsx", data), ReadOptions())
    assert (found.name, found.header_row, found.has_questions, found.is_guessed) == ("题库", 2, True, False)
    assert [(one.header, one.field, one.samples) for one in found.columns] == [
        ("题干", "stem", ("公文用纸是",)),
        ("选项A", "choice_1", ("A4",)),
        ("选项B", "choice_2", ("B5",)),
        ("答案", "answer", ("A",)),
        ("批次", "", ("一",)),
    ]


def test_unknown_columns_with_words_are_told() -> None:
    found = read(workbook([["题干", "答案", "批次"], ["对吗？", "对", "第三批"]]))
    assert codes(found) == ["sheet_columns_unknown"]
    assert found.findings[0].facts["columns"] == "批次"


def test_a_wide_header_with_letters_below_is_one_header() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        pages["题库"].merge_range(0, 1, 0, 3, "选项")  # type: ignore[attr-defined]

    data = workbook([["题干", "", "", "", "答案"], ["", "A", "B", "C", ""], ["选一个", "甲", "乙", "丙", "C"]], finish)
    (question,) = only(data)
    assert ([choice.text for choice in question.choices], right(question)) == (["甲", "乙", "丙"], "C")


def test_marks_beside_each_choice_are_the_key() -> None:
    data = workbook(
        [
            ["content", "type", "option1", "isCorrect1", "option2", "isCorrect2", "option3", "isCorrect3"],
            ["选两个", "multiple", "甲", "true", "乙", "false", "丙", "true"],
        ]
    )
    (question,) = only(data)
    assert (question.kind, right(question)) == (Kind.MULTIPLE, "AC")


def test_gaps_may_have_a_column_each() -> None:
    data = workbook([["题目", "题型", "答案1", "答案2"], ["紧急程度分为____和____。", "填空题", "特急", "加急"]])
    (question,) = only(data)
    assert [blank.accept for blank in question.blanks] == [("特急",), ("加急",)]
