from __future__ import annotations

from typing import Any

import pytest

from trainer.domain.people.roster_columns import ALIASES, find_header, header_key, lay_out
from trainer.domain.people.tables import Sheet


def sheet(*rows: list[Any], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("a", [[*row, *([""] * (width - len(row)))] for row in rows], merged)


def test_no_word_stands_for_two_fields() -> None:
    words = [header_key(alias) for aliases in ALIASES.values() for alias in aliases]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("label", ["姓 名", "姓名*", "姓名（必填）", "姓\n名", "姓名：", "名字"])
def test_padding_and_remarks_of_a_header_do_not_matter(label: str) -> None:
    assert lay_out(sheet([label, "单位"]), 0).columns["name"] == 0


def test_the_row_with_most_known_words_is_the_header() -> None:
    table = sheet(["姓名册"], ["单位：教育局"], ["序号", "姓名", "性别"], ["1", "姓名", "男"])
    assert find_header(table) == 2


def test_a_table_without_names_has_no_header() -> None:
    assert find_header(sheet(["品名", "数量"], ["电脑", 3])) is None


def test_two_levels_are_joined_and_the_lower_word_counts() -> None:
    table = sheet(
        ["姓名", "学历学位", "", "单位"], ["", "学历", "学位", ""], ["王强", "大学", "学士", "财政局"],
        merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)),
    )  # fmt: skip
    layout = lay_out(table, 0)
    assert (layout.columns["education"], layout.columns["degree"], layout.columns["unit"]) == (1, 2, 3)
    assert layout.first_row == 2
    assert layout.labels == ("姓名", "学历学位·学历", "学历学位·学位", "单位")


def test_two_levels_without_merges_as_a_text_file_has_them() -> None:
    table = sheet(["姓名", "学历学位", "", "单位"], ["", "学历", "学位", ""], ["王强", "大学", "学士", "财政局"])
    assert lay_out(table, 0).first_row == 2


def test_of_unit_and_department_the_second_is_the_section() -> None:
    layout = lay_out(sheet(["姓名", "单位", "部门"]), 0)
    assert (layout.columns["unit"], layout.columns["section"]) == (1, 2)


def test_a_lone_department_is_the_unit() -> None:
    assert lay_out(sheet(["姓名", "部门"]), 0).columns["unit"] == 1


@pytest.mark.parametrize(
    ("label", "numbers", "is_staff_no"),
    [
        ("编号", [1, 2, 3], False),
        ("编号", ["1", "2", "3"], False),
        ("编号", [1, 2, 1], False),
        ("编号", [101, 205, 317], True),
        ("编号", ["0001", "0002", "0003"], True),
        ("工号", [1, 2, 3], True),
    ],
)
def test_running_numbers_are_told_from_staff_numbers(label: str, numbers: list[Any], is_staff_no: bool) -> None:
    layout = lay_out(sheet([label, "姓名"], *([number, "王强"] for number in numbers)), 0)
    assert ("staff_no" in layout.columns) is is_staff_no
    assert layout.doubtful_staff_no is (label == "工号")


def test_the_source_is_known_by_the_words_of_its_header_alone() -> None:
    one = lay_out(sheet(["姓名", "单位"], ["王强", "财政局"]), 0).source_key
    assert lay_out(sheet(["填报单位：甲"], ["姓 名", "单位"], ["李娜", "教育局"]), 1).source_key == one
    assert lay_out(sheet(["单位", "姓名"]), 0).source_key != one
