"""Progress report, tables, slips and lessons on paper."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest

from trainer.adapters.content import library
from trainer.adapters.documents import words
from trainer.adapters.documents.activation_slips import PrintedSlip, draw_slips
from trainer.adapters.documents.lesson_sheet import draw_lesson, draw_one_page
from trainer.adapters.documents.pdfium import texts
from trainer.adapters.documents.progress_report import Report, ReportLine, draw_progress_report
from trainer.adapters.documents.table_sheet import TableColumn, draw_table
from trainer.domain.courses.lesson import Inline, Lesson, LessonOutline, Paragraph, Run, Screen, ScreenKind
from trainer.domain.kernel.outcomes import Refusal
from trainer.wording import set_language

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def line(name: str, depth: int, due: int, trained: int, needed: int = 0) -> ReportLine:
    rate = Fraction(trained, due) if due else None
    return ReportLine(name, depth, due, 2, trained, trained, trained, rate, needed)


def report(*lines: ReportLine, overdue: bool = False, sample: bool = False) -> Report:
    moment = datetime(2025, 6, 2, 4, tzinfo=UTC)
    steps = ((date(2025, 3, 3), 10), (date(2025, 4, 1), 40))
    return Report(
        "办公自动化轮训", "安和盟委", moment, Fraction(4, 5), date(2025, 6, 30), overdue, lines, DIGEST, steps, sample
    )


def said(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_report_says_figures_target_units_definitions_and_digest() -> None:
    text = said(
        draw_progress_report(
            report(line("安和盟", 0, 100, 54, 26), line("民政局", 1, 60, 40, 8), line("教育局", 1, 40, 14, 18))
        )
    )
    for part in (
        "办公自动化轮训",
        "填报单位：安和盟",
        "截至2025年6月2日12:00",
        "目标：2025年6月30日前达到80%",
        "完成率54.0%，距80%还差26人。",
        "另有免训2人",
        "应训：统计日在册",
        "民政局",
        "66.6%",
        "合计",
        "填报日期：2025年6月2日",
        DIGEST,
    ):
        assert part in text
    assert text.index("民政局") < text.index("教育局")


@pytest.mark.parametrize(
    ("total", "overdue", "part"),
    [
        (line("盟", 0, 100, 80), False, "完成率80.0%，已达到80%的目标。"),
        (line("盟", 0, 100, 79, 1), True, "完成率79.0%，距80%还差1人，已过期限。"),
        (line("盟", 0, 0, 0), False, "没有应训人员。"),
    ],
)
def test_report_says_where_the_plan_stands(total: ReportLine, overdue: bool, part: str) -> None:
    assert part in said(draw_progress_report(report(total, overdue=overdue)))


def test_report_stays_on_one_page_and_says_what_has_no_room() -> None:
    units = [
        one
        for n in range(6)
        for one in [line(f"旗{n}", 1, 100, 50, 30), *[line(f"局{n}-{m}", 2, 10, 5, 3) for m in range(10)]]
    ]
    pdf = draw_progress_report(report(line("盟", 0, 600, 300, 180), *units, sample=True))
    assert pages(pdf) == 1
    text = said(pdf)
    assert "旗5" in text
    assert "局0-0" not in text
    assert "另有60个下级单位未列" in text
    assert "〔样张〕" in text
    many = [line(f"单位{n}", 1, 10, 5, 3) for n in range(200)]
    pdf = draw_progress_report(report(line("盟", 0, 2000, 1000, 600), *many))
    assert pages(pdf) == 1
    assert "合计" in said(pdf)


def test_report_is_the_same_bytes_for_the_same_figures_and_speaks_english() -> None:
    made = report(line("League", 0, 100, 54, 26), line("Bureau", 1, 100, 54, 26))
    assert draw_progress_report(made) == draw_progress_report(made)
    set_language("en")
    assert "54.0%trained;26peopleshortof80%." in said(draw_progress_report(made))


def test_table_repeats_its_head_and_numbers_its_pages() -> None:
    columns = [TableColumn("姓名", 1), TableColumn("单位", 2), TableColumn("学时", 1, "right")]
    rows = [[f"某某{n}", "安和旗人力资源和社会保障局" * 2, "16"] for n in range(80)]
    pdf = draw_table("名单", "共80人", columns, rows, author="安和盟委")
    found = texts(pdf)
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert "姓名" in page
        assert f"— {number} / {len(found)} —" in page
    assert all(f"某某{n}" in "".join(found) for n in range(80))


def test_empty_table_says_so() -> None:
    assert "没有可列的内容" in said(draw_table("名单", "", [TableColumn("姓名", 1)], [], is_landscape=True))


def test_slips_stand_eight_on_a_page_each_with_name_unit_code_and_steps() -> None:
    slips = [PrintedSlip(f"某某{n}", "民政局", f"A{n:03}", f"7K2M-P9QX-{n:04}") for n in range(9)]
    pdf = draw_slips(slips, "安和旗委")
    assert pages(pdf) == 2
    first, second = texts(pdf)
    assert [f"7K2M-P9QX-{n:04}" in first for n in range(9)] == [True] * 8 + [False]
    assert "某某8" in second
    assert first.count("用后请销毁本单") == 8


@pytest.mark.parametrize("code", ["L0901", "L0903", "L0607", "L1103", "L1107", "L0202"])
def test_shipped_lesson_prints_its_summary_on_one_page_and_all_its_words_on_several(code: str) -> None:
    lesson = library.lesson(code, Path("none"))
    one = draw_one_page(lesson, "zh")
    assert pages(one) == 1
    assert "".join(lesson.about.title_zh.split()) in said(one)
    whole = draw_lesson(lesson, "zh")
    assert pages(whole) > 2
    text = said(whole)
    for screen in lesson.screens:
        assert "".join(screen.heading.split()) in text
    assert draw_lesson(lesson, "zh") == whole


def made_lesson(*screens: Screen) -> Lesson:
    outline = LessonOutline("L9999", "C99", "试", "Try", Fraction(1), "A", 5, (), (), (), 1, (), (), (), Path("x.md"))
    return Lesson(outline, screens)


def text_of(length: int) -> Paragraph:
    return Paragraph(Inline("", (Run("字" * length),)))


def test_summary_shrinks_to_one_page_and_is_refused_when_it_would_be_too_small() -> None:
    fits = made_lesson(Screen("一页纸", ScreenKind.ONE_PAGE, (text_of(2500),)))
    assert said(draw_one_page(fits, "zh")).count("字") == 2500
    assert pages(draw_one_page(fits, "zh")) == 1
    for lesson, code in (
        (made_lesson(Screen("一页纸", ScreenKind.ONE_PAGE, (text_of(4500),))), "one_page_too_long"),
        (made_lesson(Screen("正文", ScreenKind.TEXT, (text_of(9),))), "lesson_without_one_page"),
    ):
        with pytest.raises(Refusal) as told:
            draw_one_page(lesson, "zh")
        assert told.value.code == code


def test_shares_are_cut_and_hours_keep_two_places() -> None:
    assert words.share(Fraction(7999, 10000)) == "79.9%"
    assert words.share(None) == "—"
    assert words.whole_share(Fraction(4, 5)) == "80%"
    assert words.whole_share(Fraction(1, 3)) == "33.3%"
    assert [words.hours(Fraction(n)) for n in ("16", "15/2", "1/3")] == ["16", "7.5", "0.33"]
    assert words.band("own") == "own"
    assert words.day(date(2025, 3, 1)) == "2025年3月1日"
