"""Questions on paper: every kind, its key only where it is wanted, nothing missing, nothing torn apart needlessly."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from fractions import Fraction

import pypdf
import pytest

from tests.builders.pictures import one_picture
from tests.builders.questions_to_mark import BUILDERS, single
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.pdfium import texts
from trainer.adapters.documents.printed_form import letter
from trainer.adapters.documents.question_kinds import PRINTED
from trainer.adapters.documents.question_sheet import SheetOptions, SheetQuestion, draw_questions
from trainer.adapters.documents.question_texts import Setter
from trainer.adapters.documents.rows import shared_out
from trainer.adapters.documents.typeset import Box, Glyphs, natural_width, set_lines
from trainer.domain.courses.practice import ask
from trainer.domain.question_bank.answers import Choice, Criterion, Pair, Token
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind, LawBasis, Question
from trainer.wording import using

KEYED = SheetOptions(with_key=True, with_explanations=True)


def nothing(_digest: str) -> None:
    return None


def made(kind: Kind) -> Question:
    question = BUILDERS[kind]()
    return concrete(question, draw_values(question, "test"))


PLAIN = SheetOptions()


def drawn(*questions: Question, options: SheetOptions = PLAIN, media=None) -> bytes:
    pdf, missing = draw_questions([SheetQuestion(one) for one in questions], options, media or one_picture())
    assert not missing
    return pdf


def said(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


# -- kinds


def test_every_kind_has_a_printed_form():
    assert set(PRINTED) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_prints_its_stem_with_and_without_its_key(kind):
    question = made(kind)
    plain, keyed = said(drawn(question)), said(drawn(question, options=KEYED))
    for text in (plain, keyed):
        assert "1." in text
        assert question.stem[:2].strip() in text
    assert "解析：" not in plain
    assert "答案：" not in plain
    assert "解析：" in keyed


@pytest.mark.parametrize("kind", Kind)
def test_fonts_are_embedded(kind):
    reader = pypdf.PdfReader(io.BytesIO(drawn(made(kind), options=KEYED)))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    named = [font for font in fonts if "Helvetica" not in str(font.get("/BaseFont"))]
    assert named
    assert all("/FontFile2" in font["/FontDescriptor"] for font in named)


def test_choices_keep_the_order_shown_and_the_key_names_their_letters():
    pdf, _ = draw_questions([SheetQuestion(single(right=1), (3, 1, 0, 2))], KEYED, nothing)
    text = said(pdf)
    assert "A.选项3B.选项1C.选项0D.选项2" in text
    assert "答案：B" in text
    assert "A.理由3B.理由1" in text


def test_gaps_are_places_to_write_and_the_key_lists_all_variants():
    text = said(drawn(made(Kind.BLANK), options=KEYED))
    assert "____" not in text
    assert "答案：(1)仿宋；(2)22／二十二" in text


def test_gaps_of_a_cloze_are_numbered_and_choices_lettered_in_the_order_shown():
    pdf, _ = draw_questions([SheetQuestion(made(Kind.CLOZE), (2, 0, 1))], KEYED, nothing)
    text = said(pdf)
    assert "通知是(1)" in text
    assert "A.平行文B.上行文C.下行文" in text
    assert "答案：(1)C；(2)仿宋；(3)22±1" in text


def test_pairs_stand_in_two_columns_and_the_key_joins_them():
    question = replace(made(Kind.MATCHING), pairs=(Pair("通知", "下行"), Pair("请示", "上行", "向上级")))
    pdf, _ = draw_questions([SheetQuestion(question, (2, 0, 1))], KEYED, nothing)
    text = said(pdf)
    assert "1—B2—C" in text
    assert "2.向上级" in text
    assert text.index("1.通知") < text.index("A.不行文") < text.index("2.请示")


def test_an_order_is_asked_for_by_letters():
    pdf, _ = draw_questions([SheetQuestion(made(Kind.ORDERING), (2, 0, 3, 1))], SheetOptions(), nothing)
    assert "正确顺序：→→→" in said(pdf)
    pdf, _ = draw_questions([SheetQuestion(made(Kind.ORDERING), (2, 0, 3, 1))], KEYED, nothing)
    assert "答案：B→D→A→C" in said(pdf)


def test_places_of_a_drag_are_numbered_and_those_of_a_hotspot_only_beside_its_key():
    drag = said(drawn(made(Kind.DRAG), options=KEYED))
    assert "1—A2—B3—不放" in drag or "1—A2—B3" in drag
    plain = said(drawn(made(Kind.HOTSPOT)))
    assert "地址栏" not in plain
    assert "(1)地址栏(2)按钮" in said(drawn(made(Kind.HOTSPOT), options=KEYED))


def test_entries_with_pictures_are_drawn_and_a_missing_picture_is_named():
    question = replace(made(Kind.DRAG), tokens=(Token("章", "办公桌.png"), Token("签名"), Token("日期")))
    assert "A.B.签名" in said(drawn(question))
    pdf, _ = draw_questions([SheetQuestion(question)], SheetOptions(), nothing)
    assert "图片缺失：办公桌.png" in said(pdf)


def test_what_a_person_marks_has_lines_to_write_on_or_its_model_answer_and_criteria():
    question = replace(
        made(Kind.ESSAY), rubric=(Criterion("观点明确", Fraction(1, 3)), Criterion("措施", Fraction(2, 3)))
    )
    text = said(drawn(question, options=KEYED))
    for part in ("参考答案：要点", "评分要点：", "1.观点明确（33.33%）", "2.措施（66.67%）"):
        assert part in text
    assert "参考答案" not in said(drawn(question))


def test_numbers_have_their_unit_beside_them():
    assert "（单位：m/km/cm）" in said(drawn(made(Kind.NUMERIC)))
    assert "答案：3.14±0.01m" in said(drawn(made(Kind.NUMERIC), options=KEYED))


def test_true_or_false_has_a_place_for_the_answer_once():
    asked = made(Kind.JUDGE)
    assert said(drawn(asked)).count("（") == 1
    assert said(drawn(replace(asked, stem="对吗？（　　）"))).count("（") == 1
    with using("en"):
        assert "Key:True" in said(drawn(asked, options=KEYED))


def test_the_questions_of_a_case_have_their_own_numbers_and_orders():
    pdf, _ = draw_questions([SheetQuestion(made(Kind.CASE_SET), (3, 2, 1, 0))], KEYED, nothing)
    text = said(pdf)
    assert text.index("阅读材料") < text.index("(1)") < text.index("A.选项3") < text.index("(2)")


# -- the sheet


def test_questions_are_grouped_by_kind_under_numbered_headings():
    pdf = drawn(made(Kind.JUDGE), single(), made(Kind.JUDGE), options=SheetOptions(title="抽样", by_kind=True))
    text = said(pdf)
    assert text.index("抽样") < text.index("一、单选题（1题）") < text.index("1.题干") < text.index("二、判断题（2题）")
    assert text.index("二、判断题") < text.index("2.题干") < text.index("3.题干")


def test_facts_and_the_law_are_for_authors():
    question = replace(single(), law=LawBasis("条例", "2012", "第九条"))
    text = said(drawn(question, options=replace(KEYED, with_facts=True)))
    assert "依据：条例2012第九条" in text
    assert "Q-K0901a-001单选题领导干部、一般工作人员较易" in text
    assert "单选题" not in said(drawn(question, options=KEYED))


def test_pages_are_numbered_and_questions_are_not_torn_apart():
    pdf = drawn(*(single(f"Q-K0901a-{n:03}") for n in range(1, 41)), options=SheetOptions(title="四十题"))
    found = pages(pdf)
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert f"—{number}/{len(found)}—" in page
        assert page.count("题干") == page.count("A.选项0") == page.count("D.选项3")


def test_a_case_that_fits_on_a_page_stays_on_one():
    case = replace(made(Kind.CASE_SET), stem="材料。" * 200)
    found = pages(drawn(*(single(f"Q-K0901a-{n:03}") for n in range(1, 12)), case))
    where = [number for number, page in enumerate(found) if "材料" in page or "(2)" in page]
    assert len(set(where)) == 1


def test_a_question_longer_than_a_page_goes_on_on_the_next():
    found = pages(drawn(replace(single(), stem="很长的题干。" * 800)))
    assert len(found) > 1
    assert "A.选项0" in found[-1]


def test_choices_stand_in_as_many_columns_as_fit():
    def lines(*choices: str) -> int:
        question = replace(single(), choices=tuple(Choice(text, n == 0) for n, text in enumerate(choices)))
        page = pypdf.PdfReader(io.BytesIO(drawn(question))).pages[0]
        heights: set[int] = set()

        def visit(text: str, _cm: object, matrix: list[float], *_rest: object) -> None:
            if text.strip():
                heights.add(round(matrix[5]))

        page.extract_text(visitor_text=visit)
        return len(heights)

    one_line = lines("甲", "乙", "丙", "丁")
    assert lines("甲" * 14, "乙" * 14, "丙" * 14, "丁" * 14) == one_line + 1
    assert lines("甲" * 30, "乙", "丙", "丁") == one_line + 3


def test_characters_that_no_font_has_are_printed_as_their_numbers_and_named():
    question = replace(single(), stem="笑脸😀与控制\x07符\u200b，生僻字𬸚")
    pdf, missing = draw_questions([SheetQuestion(question)], SheetOptions(), nothing)
    text = said(pdf)
    assert missing == ("😀",)
    assert "笑脸〔U+1F600〕与控制符，生僻字𬸚" in text


def test_formulas_are_vectors_and_unreadable_ones_are_printed_as_they_are_written():
    good = pypdf.PdfReader(io.BytesIO(drawn(replace(single(), stem="面积 $\\frac{a}{b}$ 是"))))
    assert "frac" not in good.pages[0].extract_text()
    assert "/XObject" not in good.pages[0]["/Resources"]
    assert "\\nosuchcommand" in said(drawn(replace(single(), stem="面积 $\\nosuchcommand{a}$ 是")))


def test_tables_lists_and_recordings_are_printed():
    stem = "看表：\n\n| 项 | 值 |\n| --- | --- |\n| 甲 | 1 |\n\n1. 第一\n   - 其中\n2. 第二\n\n听：![讲话](a.mp3)"
    text = said(drawn(replace(single(), stem=stem)))
    for part in ("项值", "甲1", "1.第一", "–其中", "2.第二", "图片缺失：讲话"):
        assert part in text


def test_the_same_questions_give_the_same_bytes():
    assert drawn(*map(made, Kind)) == drawn(*map(made, Kind))


def test_large_print_takes_more_room():
    few = drawn(*map(made, Kind))
    large = drawn(*map(made, Kind), options=SheetOptions(size_pt=15))
    assert len(pages(large)) > len(pages(few))


def test_any_mixture_of_kinds_orders_and_options_can_be_drawn():
    chance = random.Random(7)
    for _ in range(6):
        asked = [ask(made(chance.choice(list(Kind))), str(chance.random())) for _ in range(8)]
        options = SheetOptions(
            "混合", *(chance.random() < 0.5 for _ in range(4)), size_pt=chance.choice([9.0, 10.5, 15.0, 22.0])
        )
        pdf, _ = draw_questions([SheetQuestion(one.question, one.shown) for one in asked], options, one_picture())
        assert pages(pdf)


# -- lines


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_lines_keep_words_and_places_for_answers_whole():
    words = [Glyphs("正确的一项是（　　）。", Face.SERIF, 10)]
    for room in range(51, 120, 3):
        for line in set_lines(words, float(room)):
            text = "".join(part.text for part in line.stretches if isinstance(part, Glyphs))
            assert line.width_pt <= room + 0.1
            assert not text.startswith(("）", "。"))


def test_a_box_stands_in_the_line_like_a_sign():
    box = Box(50, 30, 10, lambda *_: None)
    lines = set_lines([Glyphs("前面的字", Face.SERIF, 10), box, Glyphs("后面", Face.SERIF, 10)], 85)
    assert [len(line.stretches) for line in lines] == [1, 2]
    assert lines[1].ascent_pt == 30
    assert natural_width([Glyphs("一\n二二", Face.SERIF, 10)]) == pytest.approx(20)


def test_widths_are_shared_out_by_need():
    assert shared_out([10, 20], 100, 5) == [10, 20]
    shares = shared_out([20, 500, 300], 300, 10)
    assert shares[0] == 20
    assert sum(shares) == pytest.approx(300)
    assert shares[1] > shares[2]
    assert sum(shared_out([500.0] * 40, 300, 20)) == pytest.approx(300)


def test_what_cannot_be_drawn_is_left_out_or_numbered():
    missing: set[str] = set()
    setter = Setter(nothing, (), missing)
    assert setter.drawable("a\tb\u200b\u0007c") == "a bc"
    assert setter.drawable("\ue000") == "〔U+E000〕"
    assert missing == {"\ue000"}
