"""Questions in Word files: automatic numbers, type, pictures, formulas, tables, and what Word keeps besides the text."""

from __future__ import annotations

import pytest

from tests.builders.pictures import png
from tests.builders.word_files import M, Paper, W, paper
from trainer.adapters.interchange.questions import word
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.adapters.interchange.questions.word.formulas import to_latex
from trainer.adapters.interchange.questions.word.formulas_out import is_kept, to_omml
from trainer.adapters.interchange.questions.word.numbering import formatted
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Kind


def right(question: object) -> str:
    choices = question.choices  # type: ignore[attr-defined]
    return "".join(chr(65 + place) for place, choice in enumerate(choices) if choice.is_right)


def test_automatic_numbers_and_letters_count_as_word_shows_them() -> None:
    made = Paper()
    made.say("单选题", "91")
    for stem, key in (("甲题", "A"), ("乙题", "C")):
        made.say(f"{stem}（ {key} ）", "90")
        for choice in ("一", "二", "三"):
            made.say(choice, "90", 1)
    made.say("判断题", "91")
    made.say("丙题。（√）", "91", 1)
    made.say("丁题。（×）", "91", 1)
    found = made.only()
    assert [(q.kind, q.stem.split("（")[0]) for q in found] == [
        (Kind.SINGLE, "甲题"),
        (Kind.SINGLE, "乙题"),
        (Kind.JUDGE, "丙题。"),
        (Kind.JUDGE, "丁题。"),
    ]
    assert [right(question) for question in found[:2]] == ["A", "C"]


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("decimal", ["1", "2", "27"]),
        ("upperLetter", ["A", "B", "AA"]),
        ("lowerRoman", ["i", "ii", "xxvii"]),
        ("chineseCounting", ["一", "二", "二十七"]),
        ("decimalEnclosedCircle", ["①", "②", "27"]),
        ("ideographTraditional", ["甲", "乙", "庚"]),
        ("decimalZero", ["01", "02", "27"]),
        ("decimalFullWidth", ["１", "２", "２７"]),
    ],
)
def test_numbers_are_written_in_the_formats_of_word(form: str, wanted: list[str]) -> None:
    assert [formatted(value, form) for value in (1, 2, 27)] == wanted


def test_the_key_may_stand_out_by_colour_and_that_is_told() -> None:
    made = paper("1. 下列属于国产系统的是")
    made.say("A. Windows")
    made.say("B. 麒麟", colour="FF0000")
    made.say("C. macOS")
    found = made.read()
    assert [right(draft.question) for draft in found.drafts] == ["B"]
    assert [(finding.code, finding.severity) for finding in found.findings] == [("list_key_by_type", Severity.NOTICE)]


def test_type_that_all_choices_have_marks_no_key() -> None:
    made = paper("1. 选一个")
    for choice in ("A. 甲", "B. 乙"):
        made.say(choice, bold=True)
    found = made.read()
    assert (found.drafts, found.refused, [finding.code for finding in found.findings]) == ((), 1, ["list_no_key"])


def test_underlined_blanks_are_gaps_and_underlined_words_are_answers() -> None:
    made = paper("填空题")
    paragraph = made.say("1. 紧急程度分为")
    made.run(paragraph, "      ", underline=True)
    made.run(paragraph, "和")
    made.run(paragraph, "\t", underline=True)
    made.say("答案：特急；加急")
    paragraph = made.say("2. 最高的密级是")
    made.run(paragraph, "  绝密  ", underline=True)
    made.run(paragraph, "级。")
    first, second = made.only()
    assert (first.stem, [blank.accept for blank in first.blanks]) == ("紧急程度分为____和____", [("特急",), ("加急",)])
    assert (second.stem, [blank.accept for blank in second.blanks]) == ("最高的密级是____级。", [("绝密",)])


def test_stress_in_a_sentence_and_letters_below_the_line_are_kept() -> None:
    made = Paper()
    paragraph = made.say("1. 下列做法中")
    made.run(paragraph, "不正确", bold=True)
    made.run(paragraph, "的是，CO")
    made.run(paragraph, "2", subscript=True)
    made.run(paragraph, "除外（A）")
    made.say("A. 甲　B. 乙")
    (question,) = made.only()
    assert question.stem == "下列做法中**不正确**的是，CO<sub>2</sub>除外（　　）"


def test_pictures_stand_where_they_stood() -> None:
    made = paper("1. 图中是什么？（ B ）")
    made.picture(png(30, 20))
    made.say("A. 键盘")
    paragraph = made.say("B. ")
    import io

    paragraph.add_run().add_picture(io.BytesIO(png(20, 30)))
    found = made.read()
    (draft,) = found.drafts
    assert draft.question.stem == "图中是什么？（　　）\n![](image1.png)"
    assert [choice.text for choice in draft.question.choices] == ["键盘", "![](image2.png)"]
    assert [one.name for one in draft.question.attachments] == ["image1.png", "image2.png"]
    assert {file.content for file in found.media.values()} == {png(30, 20), png(20, 30)}


def math(inner: str) -> str:
    return f"<m:oMath {M}>{inner}</m:oMath>"


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "latex"),
    [
        (f"<m:f><m:num>{run('a')}</m:num><m:den>{run('b')}</m:den></m:f>", r"\frac{a}{b}"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^{2}"),
        (f"<m:sSub><m:e>{run('H')}</m:e><m:sub>{run('2')}</m:sub></m:sSub>{run('O')}", "H_{2}O"),
        (
            f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{run("5")}</m:e></m:rad>',
            r"\sqrt{5}",
        ),
        (f"<m:rad><m:deg>{run('3')}</m:deg><m:e>{run('8')}</m:e></m:rad>", r"\sqrt[3]{8}"),
        (f"<m:d><m:e>{run('a+b')}</m:e></m:d>", r"\left(a+b\right)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("i=1")}</m:sub><m:sup>{run("n")}</m:sup>'
            f"<m:e>{run('i')}</m:e></m:nary>",
            r"\sum_{i=1}^{n} i",
        ),
        (f"<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>", r"\sin x"),
    ],
)
def test_formulas_become_latex(inner: str, latex: str) -> None:
    from lxml import etree

    assert to_latex(etree.fromstring(math(inner).encode())) == latex


@pytest.mark.parametrize("latex", [r"\frac{a}{b}", "x^{2}", r"\sqrt{5}", r"\sqrt[3]{8}", "H_{2}O", "a_{1}^{2}+b"])
def test_formulas_go_to_word_and_back(latex: str) -> None:
    assert to_omml(latex)
    assert is_kept(latex)


def test_a_formula_that_cannot_be_read_is_told() -> None:
    made = Paper()
    paragraph = made.say("1. 看公式")
    made.add_xml(paragraph, math(f"<m:groupChr><m:e>{run('abc')}</m:e></m:groupChr>"))
    made.run(paragraph, "（√）")
    found = made.read()
    assert [draft.question.stem for draft in found.drafts] == ["看公式abc"]
    assert [finding.code for finding in found.findings] == ["word_formula_lost"]


def test_choices_in_a_table_without_lines_are_choices() -> None:
    made = paper("1. 选一个（ D ）")
    made.table([["A. 甲", "B. 乙"], ["C. 丙", "D. 丁"]])
    (question,) = made.only()
    assert ([choice.text for choice in question.choices], right(question)) == (["甲", "乙", "丙", "丁"], "D")


def test_a_table_of_data_belongs_to_the_stem() -> None:
    made = paper("1. 读表回答：")
    made.table([["单位", "人数"], ["甲局", "12"], ["乙局", "9"]])
    made.say("人数较多的是（ A ）")
    made.say("A. 甲局  B. 乙局")
    (question,) = made.only()
    assert "| 单位 | 人数 |\n| --- | --- |\n| 甲局 | 12 |" in question.stem


@pytest.mark.parametrize(
    "rows",
    [
        [["题号", "1", "2", "3"], ["答案", "B", "A", "C"]],
        [["题号", "答案"], ["1", "B"], ["2", "A"], ["3", "C"]],
        [["题号", "1", "2"], ["答案", "B", "A"], ["题号", "3", ""], ["答案", "C", ""]],
    ],
)
def test_a_table_of_keys_answers_the_questions_above_it(rows: list[list[str]]) -> None:
    lines = [line for number in "123" for line in (f"{number}. 第{number}问", "A. 甲  B. 乙  C. 丙")]
    made = paper("单选题", *lines)
    made.table(rows)
    assert [right(question) for question in made.only()] == ["B", "A", "C"]


def test_a_table_of_questions_is_read_row_by_row() -> None:
    made = paper("示范旗题库")
    made.table(
        [
            ["题型", "题干", "选项A", "选项B", "答案", "解析"],
            ["单选题", "公文用纸", "A4", "B5", "A", "国家标准"],
            ["判断题", "要锁屏", "", "", "对", ""],
        ]
    )
    first, second = made.only()
    assert (first.kind, right(first), first.explanation) == (Kind.SINGLE, "A", "国家标准")
    assert (second.kind, second.answer) == (Kind.JUDGE, True)


def test_deleted_words_comments_headers_and_fields_are_no_text() -> None:
    made = paper("1. 公文用纸是")
    paragraph = made.document.paragraphs[0]
    made.add_xml(paragraph, f"<w:del {W}><w:r><w:delText>B5还是</w:delText></w:r></w:del>")
    made.add_xml(paragraph, f"<w:ins {W}><w:r><w:t>A4纸。</w:t></w:r></w:ins>")
    made.add_xml(paragraph, f'<w:r {W}><w:fldChar w:fldCharType="begin"/></w:r>')
    made.add_xml(paragraph, f"<w:r {W}><w:instrText> PAGE </w:instrText></w:r>")
    made.add_xml(paragraph, f"<w:r {W}><w:t>（√）</w:t></w:r>")
    made.document.sections[0].header.paragraphs[0].text = "2. 页眉里的题（√）"
    (question,) = made.only()
    assert question.stem == "公文用纸是A4纸。"


def test_words_of_text_boxes_are_read_and_told() -> None:
    made = paper("1. 甲（√）")
    made.add_xml(
        made.document.paragraphs[0],
        f'<w:r {W}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>2. 框里的题（×）</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    )
    found = made.read()
    assert [draft.question.answer for draft in found.drafts] == [True, False]
    assert "word_text_box" in {finding.code for finding in found.findings}


def test_line_breaks_within_a_paragraph_are_lines() -> None:
    (question,) = paper("1. 选（ B ）\nA. 甲\nB. 乙\n解析：因为乙").only()
    assert ([choice.text for choice in question.choices], question.explanation) == (["甲", "乙"], "因为乙")


def test_a_page_inside_of_the_document_is_read_as_text() -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    made = Paper()
    page = "<html><body><p>1. 网页里的题（√）</p><p>2. 另一题（×）</p></body></html>".encode()
    part = Part(PackURI("/word/chunk.html"), "text/html", page, made.document.part.package)
    link = made.document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    body = made.document.element.body
    from docx.oxml import parse_xml

    body.insert(
        0,
        parse_xml(
            f'<w:altChunk {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{link}"/>'
        ),
    )
    found = made.read()
    assert [draft.question.answer for draft in found.drafts] == [True, False]
    assert [finding.code for finding in found.findings] == ["word_part_as_text"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04x", "zip_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "word_old_or_locked"),
    ],
)
def test_a_file_that_is_no_document_gives_one_error(data: bytes, code: str) -> None:
    found = word.read(SourceFile("a.docx", data), ReadOptions())
    assert (found.drafts, found.refused, [finding.code for finding in found.findings]) == ((), 1, [code])


def test_signs_of_our_own_in_a_document_stand_for_nothing() -> None:
    made = paper("1. 甲\U00100000乙（√）")
    made.picture(png(3, 3))
    (question,) = made.only()
    assert question.stem.startswith("甲\ufffd乙")
