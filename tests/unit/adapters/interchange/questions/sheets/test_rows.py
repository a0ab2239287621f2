"""Rows as teachers and other programs write them."""

from __future__ import annotations

import datetime
import io

import pytest

from tests.builders.pictures import png
from tests.builders.question_sheets import codes, only, read, right, workbook
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Kind

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"]


def one(*cells: object, head: list[str] | None = None) -> bytes:
    return workbook([head or HEAD, list(cells)])


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("ABD", "ABD"),
        ("A,B,D", "ABD"),
        ("A、C", "AC"),
        ("a b", "AB"),
        ("A；D", "AD"),
        ("1,3", "AC"),
        ("134", "ACD"),
        ("甲", "A"),
        ("甲|丙", "AC"),
        ("A:甲;C:丙", "AC"),
        ("Ａ、Ｂ", "AB"),
    ],
)
def test_keys_of_choices_are_read_in_every_way_of_writing(answer: str, key: str) -> None:
    (question,) = only(one("多选题", "选", "甲", "乙", "丙", "丁", answer))
    assert right(question) == key


@pytest.mark.parametrize(
    ("answer", "truth"),
    [("对", True), ("错误", False), ("√", True), ("×", False), ("T", True), ("F", False), ("是", True), ("N", False)],
)
def test_keys_of_statements_are_read_in_every_way_of_writing(answer: str, truth: bool) -> None:
    (question,) = only(one("判断题", "公文用A4纸（ ）", "", "", "", "", answer))
    assert (question.kind, question.answer, question.stem) == (Kind.JUDGE, truth, "公文用A4纸")


@pytest.mark.parametrize(
    "choices",
    [
        "甲\n乙\n丙",
        "甲|乙|丙",
        "甲$;$乙$;$丙",
        "A.甲 B.乙 C.丙",
        "A、甲\nB、乙\nC、丙",
        "甲；乙；丙",
        '["甲", "乙", "丙"]',
        "甲###乙###丙",
    ],
)
def test_all_choices_may_stand_in_one_cell(choices: str) -> None:
    (question,) = only(workbook([["题型", "题目", "选项", "答案"], ["单选题", "选一个", choices, "B"]]))
    assert ([choice.text for choice in question.choices], right(question)) == (["甲", "乙", "丙"], "B")


def test_letters_before_choices_are_left_out() -> None:
    (question,) = only(one("单选题", "选", "A.甲", "B、乙", "C．丙", "D:丁", "D"))
    assert [choice.text for choice in question.choices] == ["甲", "乙", "丙", "丁"]


def test_the_kind_is_taken_from_the_key_where_no_column_says_it() -> None:
    head = ["题干", "选项A", "选项B", "选项C", "答案"]
    rows = [
        ["一个", "甲", "乙", "丙", "B"],
        ["几个", "甲", "乙", "丙", "AC"],
        ["对错", "", "", "", "正确"],
        ["紧急程度有____和____", "", "", "", "特急；加急"],
        ["说明理由", "", "", "", "因为如此"],
        ["对错也可以选", "对", "错", "", "B"],
    ]
    found = read(workbook([head, *rows]))
    assert [draft.question.kind for draft in found.drafts] == [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.JUDGE,
        Kind.BLANK,
        Kind.SHORT_ANSWER,
        Kind.JUDGE,
    ]
    assert codes(found) == ["list_kind_guessed"]


def test_a_key_in_figures_that_are_choices_themselves_is_not_guessed() -> None:
    found = read(one("单选题", "几级？", "3", "2", "1", "5", "3"))
    assert (found.drafts, found.refused) == ((), 1)
    (told,) = found.findings
    assert (told.code, told.severity, told.sheet, told.row, told.column) == (
        "sheet_key_ambiguous",
        Severity.ERROR,
        "题库",
        2,
        "答案",
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("单选题", "选", "甲", "乙", "", "", ""), "list_no_key"),
        (("单选题", "选", "甲", "乙", "", "", "E"), "list_key_without_choice"),
        (("单选题", "选（ A ）", "甲", "乙", "", "", "B"), "list_two_keys"),
        (("单选题", "选", "甲", "", "", "", "A"), "list_choices_missing"),
        (("判断题", "真的", "", "", "", "", "也许"), "list_key_unreadable"),
        (("填空题", "有____和____", "", "", "", "", "甲；乙；丙"), "list_gaps_do_not_fit"),
        (("单选题", "", "甲", "乙", "", "", "A"), "list_stem_missing"),
        (("拖放题", "拖", "", "", "", "", "甲"), "list_kind_unfit"),
    ],
)
def test_an_unusable_row_is_told_with_its_place_and_counted(cells: tuple[str, ...], code: str) -> None:
    found = read(one(*cells))
    assert (found.drafts, found.refused) == ((), 1)
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert [(error.code, error.row) for error in errors] == [(code, 2)]


def test_numbers_lose_the_ending_that_excel_gives_them() -> None:
    (question,) = only(one("单选题", "一年几次？", 1.0, 2.0, 0.5, 1024.0, "B"))
    assert [choice.text for choice in question.choices] == ["1", "2", "0.5", "1024"]


def test_dates_that_excel_made_of_texts_are_told() -> None:
    found = read(one("单选题", "分数是", datetime.date(2024, 1, 2), "三分之一", "", "", "B"))
    assert [(finding.code, finding.column) for finding in found.findings] == [("sheet_cell_date", "选项A")]


def test_formulas_without_results_make_a_row_unusable() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        pages["题库"].write_formula(1, 1, "=A9&B9", None, "")  # type: ignore[attr-defined]

    found = read(workbook([HEAD, ["单选题", "", "甲", "乙", "", "", "A"]], finish))
    assert (found.drafts, found.refused) == ((), 1)
    assert "sheet_cell_fault" in codes(found)


def test_coefficients_of_difficulty_are_shares_of_right_answers() -> None:
    head = ["题干", "答案", "难度系数"]
    found = read(workbook([head, ["甲", "对", 0.9], ["乙", "对", 0.55], ["丙", "错", 0.2], ["丁", "错", 1]]))
    assert [draft.question.difficulty for draft in found.drafts] == [1, 3, 5, 1]
    assert codes(found) == ["difficulty_from_coefficient"]


def test_rows_of_headings_set_kind_marks_and_category() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        pages["题库"].merge_range(4, 0, 4, 4, "公文格式")  # type: ignore[attr-defined]

    rows = [
        ["题干", "选项A", "选项B", "选项C", "答案"],
        ["一、单选题（每题2分）"],
        ["甲题", "一", "二", "三", "A"],
        ["二、判断题（每题1分）"],
        [],
        ["乙题", "", "", "", "对"],
    ]
    found = read(workbook(rows, finish))
    assert [(d.question.kind, str(d.question.points), d.question.category) for d in found.drafts] == [
        (Kind.SINGLE, "2", ""),
        (Kind.JUDGE, "1", "公文格式"),
    ]
    assert codes(found) == ["sheet_row_as_category"]


def test_merged_cells_hold_for_all_their_rows() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        pages["题库"].merge_range(1, 0, 2, 0, "第一章")  # type: ignore[attr-defined]

    rows = [["章节", "题干", "答案"], ["", "甲", "对"], ["", "乙", "错"], ["第二章", "丙", "对"]]
    assert [question.category for question in only(workbook(rows, finish))] == ["第一章", "第一章", "第二章"]


def test_choices_may_stand_below_each_other() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        for column, text in ((0, "选一个"), (2, "B")):
            pages["题库"].merge_range(1, column, 3, column, text)  # type: ignore[attr-defined]

    rows = [["题干", "选项", "答案"], ["", "甲", ""], ["", "乙", ""], ["", "丙", ""], ["另一题", "一|二", "A"]]
    first, second = only(workbook(rows, finish))
    assert ([choice.text for choice in first.choices], right(first)) == (["甲", "乙", "丙"], "B")
    assert ([choice.text for choice in second.choices], right(second)) == (["一", "二"], "A")


def test_names_of_sheets_say_kind_or_subject() -> None:
    head = ["题干", "选项A", "选项B", "答案"]
    data = workbook(
        {
            "单选题": [head, ["甲", "一", "二", "A"]],
            "网络安全-多选题": [head, ["乙", "一", "二", "A"]],
            "公文处理": [head, ["丙", "一", "二", "AB"]],
            "Sheet4": [head, ["丁", "一", "二", "A"]],
        }
    )
    assert [(question.kind, question.category) for question in only(data)] == [
        (Kind.SINGLE, ""),
        (Kind.MULTIPLE, "网络安全"),
        (Kind.MULTIPLE, "公文处理"),
        (Kind.SINGLE, ""),
    ]


def test_hidden_sheets_are_left_out_and_hidden_rows_are_read_and_both_are_told() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        pages["旧题"].hide()  # type: ignore[attr-defined]
        pages["新题"].set_row(2, None, None, {"hidden": True})  # type: ignore[attr-defined]

    head = ["题干", "答案"]
    found = read(workbook({"新题": [head, ["甲", "对"], ["乙", "错"]], "旧题": [head, ["丙", "对"]]}, finish))
    assert [draft.question.stem for draft in found.drafts] == ["甲", "乙"]
    assert codes(found) == ["sheet_hidden", "sheet_rows_hidden"]


def test_questions_about_shared_material_come_together() -> None:
    rows = [
        ["编号", "题型", "题干", "选项A", "选项B", "答案", "所属材料"],
        ["M1", "材料题", "某局把名册发布到网上。", "", "", "", ""],
        ["", "单选题", "首先应当", "撤下", "转发", "A", "M1"],
        ["", "简答题", "怎样改正？", "", "", "脱敏后再公布。", "M1"],
        ["X", "判断题", "自成一题", "", "", "对", ""],
    ]
    case, other = only(workbook(rows))
    assert (case.kind, [part.kind for part in case.parts]) == (Kind.CASE_SET, [Kind.SINGLE, Kind.SHORT_ANSWER])
    assert other.stem == "自成一题"


def test_pictures_on_a_row_belong_to_its_question_and_those_on_a_choice_to_the_choice() -> None:
    def finish(_book: object, pages: dict[str, object]) -> None:
        page = pages["题库"]
        page.insert_image(1, 1, "a.png", {"image_data": io.BytesIO(png(30, 20))})  # type: ignore[attr-defined]
        page.insert_image(1, 3, "b.png", {"image_data": io.BytesIO(png(20, 30))})  # type: ignore[attr-defined]

    found = read(
        workbook([HEAD, ["单选题", "看图", "甲", "乙", "", "", "B"], ["判断题", "无图", "", "", "", "", "对"]], finish)
    )
    first, second = (draft.question for draft in found.drafts)
    assert first.stem.startswith("看图\n![](")
    assert first.choices[1].text.startswith("乙 ![](")
    assert (len(first.attachments), len(second.attachments), len(found.media)) == (2, 0, 2)


def test_a_gbk_table_of_text_is_read_in_the_encoding_that_is_named() -> None:
    text = "题型,题干,选项A,选项B,答案\n单选题,公文用纸,A4,B5,A\n"
    assert [right(q) for q in only(text.encode("gb18030"), "题库.csv")] == ["A"]
    assert [right(q) for q in only(text.encode("gb18030"), "题库.csv", encoding="gb18030")] == ["A"]
    assert [right(q) for q in only(text.encode("utf-16"), "题库.csv")] == ["A"]


def test_an_old_workbook_under_a_new_name_is_read() -> None:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("题库")
    for row, cells in enumerate([HEAD, ["单选题", "公文用纸", "A4", "B5", "", "", "A", ""]]):
        for column, value in enumerate(cells):
            page.write(row, column, value)
    target = io.BytesIO()
    book.save(target)
    assert [right(question) for question in only(target.getvalue(), "题库.xlsx")] == ["A"]


def test_headers_that_are_printed_on_every_page_are_no_questions() -> None:
    rows = [["题干", "答案"], ["甲", "对"], ["题干", "答案"], ["乙", "错"]]
    assert [question.stem for question in only(workbook(rows))] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "table_empty"), (b"PK\x03\x04x", "table_broken"), (b"%PDF-1.4", "file_not_a_table")],
)
def test_a_file_that_is_no_table_gives_one_error(data: bytes, code: str) -> None:
    found = read(data)
    assert (found.drafts, found.refused, codes(found)) == ((), 1, [code])


def test_a_table_of_something_else_gives_one_error() -> None:
    found = read(workbook([["姓名", "单位"], ["王强", "财政局"]]))
    assert (found.drafts, found.refused, codes(found)) == ((), 1, ["sheet_without_questions"])


def test_a_row_whose_more_is_no_document_is_refused() -> None:
    for said in ("[[[[", "&a [*a]", "- 1", "x" * 40_000, "{" * 3000):
        found = read(workbook([["题干", "答案", "更多"], ["甲", "对", said[:32_000]]]))
        assert (found.drafts, found.refused) == ((), 1), said[:10]


def test_words_of_the_column_more_are_checked() -> None:
    found = read(workbook([["题干", "选项A", "选项B", "答案", "更多"], ["甲", "一", "二", "A", "marking: quarter"]]))
    assert (found.drafts, found.refused) == ((), 1)
    (question,) = only(
        workbook(
            [["题干", "选项A", "选项B", "答案", "更多"], ["甲", "一", "二", "AB", "marking: half\nshuffle: false"]]
        )
    )
    assert (question.marking, question.is_shuffled) == ("half", False)


@pytest.mark.parametrize(
    "cell", ["甲是什么？\nA.一\nB.二\nC.三", "甲是什么？ A.一 B.二 C.三", "甲是什么？\nA、一  B、二\nC、三"]
)
def test_choices_in_the_cell_of_the_stem_are_taken_out_of_it(cell: str) -> None:
    data = workbook([["题目", "答案"], [cell, "B"]])
    (question,) = only(data)
    assert (question.kind, question.stem) == (Kind.SINGLE, "甲是什么？")
    assert [choice.text for choice in question.choices] == ["一", "二", "三"]
    assert right(question) == "B"
    assert "sheet_choices_in_stem" in codes(read(data))


def test_a_stem_whose_letters_are_no_choices_stays_whole() -> None:
    (question,) = only(workbook([["题目", "答案"], ["简述 A.B 两类文件的区别", "略有不同"]]))
    assert question.stem == "简述 A.B 两类文件的区别"


def test_feedback_is_the_explanation() -> None:
    (question,) = only(
        workbook([["stem", "option_a", "option_b", "correct", "feedback"], ["Which?", "one", "two", "B", "See 3.1."]])
    )
    assert question.explanation == "See 3.1."
