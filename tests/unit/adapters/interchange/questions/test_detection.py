"""What a file is shows in its bytes; names only decide what the bytes leave open."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.adapters.interchange.questions import missing_word
from trainer.adapters.interchange.questions.detection import look, text_form
from trainer.adapters.interchange.questions.source import SourceFile

XMLNS = {
    "qti21": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "qti22": "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "qti30": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(**members: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def form_of(data: bytes | str, name: str = "file.dat") -> str:
    return look(SourceFile(name, data.encode() if isinstance(data, str) else data)).form


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("gift", "::Q1:: Who?{=Grant ~No one ~Napoleon}\n"),
        ("gift", "// note\nTwo plus two {#4:0.1}\n\nTrue?{T}\n\n写一篇论文 {}\n"),
        ("gift", "$CATEGORY: top/a\n\nMatch {\n=a -> b\n=c -> d\n=e -> f\n}\n"),
        ("gift", "中国的首都是{\n=北京\n~上海\n}\n\n下一题{FALSE#不对}\n"),
        ("missing_word", "The capital is {=Beijing ~Shanghai} of course.\n\nI {~is =am ~are} here.\n"),
        ("missing_word", "Question text {=the best answer ~75%a good answer ~a wrong answer} rest.\n"),
        ("missing_word", "// old\nWho? {=the best ~75%a good answer ~a wrong one}\n\nI {~is =am} here.\n"),
        ("gift", "覆盖率{=24%左右 ~50%以上}。\n\n多少？{=一半 ~50%以上}\n"),
        ("gift", "Who? {~%50%Ann ~%50%Bob ~75%a}\n"),
        ("gift", "::Q:: How many {=all ~75%of them} were there?\n"),
        ("aiken", "What is it?\nA. one\nB. two\nANSWER: A\n"),
        ("aiken", "什么？\nA) 一\nB) 二\nANSWER: B\n\n什么？\nA) 一\nB) 二\nANSWER: A\n"),
        ("cloze", "首都是{1:SHORTANSWER:=北京}，{2:MC:=对~错}，{:NUMERICAL:=3:0.1}。\n"),
        ("text", "一、单选题\n1. 下列哪项是对的？（ D ）\nA. 安全 B. 检查\nC.x D.y\n2、什么\nA、1 B、2\n答案：A\n"),
        ("text", "地球是圆的。（√）\n太阳是方的。（×）\n"),
        ("text", "1．int main(){ return 0; } 的含义是（A）\nA．1\nB．2\n2．{ 是什么（B）\nA．1\nB．2\n"),
        ("text", "一、填空题\n1、公文用____纸。答案：A4\n"),
        ("yaml", "---\nid: Q-1\nkind: single\nstem: 什么\n"),
        ("xlsx", "题型,题干,选项A,选项B,答案\n单选,是,a,b,A\n"),
        ("xlsx", "题干\t选项A\t选项B\t答案\n是\ta\tb\tA\n"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_texts_are_told_apart_in_every_encoding(form: str, text: str, codec: str) -> None:
    seen = look(SourceFile("题.txt", text.encode(codec)))
    assert seen.form == form
    if form != "xlsx":
        assert seen.source.data.decode("utf-8") == text


@pytest.mark.parametrize("text", ["hello there\nthis is a letter\n", "#include <x>\nint main(){ f(); }\n", "没有题"])
def test_a_text_that_is_no_list_is_shown_by_its_beginning(text: str) -> None:
    seen = look(SourceFile("a.txt", text.encode()))
    assert (seen.form, seen.code) == ("", "question_text_unknown")
    assert text.startswith(seen.found.split(" ")[0])


def test_a_judged_encoding_is_said() -> None:
    seen = look(SourceFile("a.txt", "1. 对（√）\n".encode("gbk")))
    assert (seen.encoding, seen.is_certain) == ("gb18030", False)
    named = look(SourceFile("a.txt", "1. 对（√）\n".encode("gbk")), encoding="gbk")
    assert named.is_certain


@pytest.mark.parametrize(
    ("form", "document"),
    [
        ("moodle_xml", "<?xml version='1.0'?>\n<!-- x -->\n<quiz><question/></quiz>"),
        ("qti12", "<questestinterop><item/></questestinterop>"),
        *((form, f'<assessmentItem xmlns="{XMLNS[form]}"/>') for form in ("qti21", "qti22")),
        ("qti21", f'<q:assessmentTest xmlns:q="{XMLNS["qti21"]}"/>'),
        ("qti30", f'<qti-assessment-item xmlns="{XMLNS["qti30"]}"/>'),
        ("xlsx", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ],
)
def test_xml_is_told_by_its_root(form: str, document: str) -> None:
    assert form_of(document) == form
    assert form_of(document.encode("utf-16")) == form
    assert form_of("\n\n" + document) == form


def test_xml_in_another_encoding_than_it_declares_is_handed_on_mended() -> None:
    seen = look(SourceFile("q.xml", '<?xml version="1.0" encoding="UTF-8"?><quiz>公文写作</quiz>'.encode("gbk")))
    assert (seen.form, seen.encoding, seen.is_certain) == ("moodle_xml", "gb18030", False)
    assert "公文写作" in seen.source.data.decode("utf-8")


def manifest(kind: str) -> str:
    return f'<manifest><resources><resource type="{kind}" href="a.xml"/></resources></manifest>'


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("xlsx", packed(**{"[Content_Types].xml": "", "xl/workbook.xml": ""})),
        ("docx", packed(**{"[Content_Types].xml": "", "word/document.xml": ""})),
        ("h5p", packed(**{"h5p.json": "{}", "content/content.json": "{}"})),
        ("qti12", packed(**{"imsmanifest.xml": manifest("imsqti_xmlv1p2")})),
        ("qti21", packed(**{"imsmanifest.xml": manifest("imsqti_item_xmlv2p1")})),
        ("qti22", packed(**{"IMSMANIFEST.XML": manifest("imsqti_test_xmlv2p2")})),
        ("qti30", packed(**{"folder/imsmanifest.xml": manifest("imsqti_item_xmlv3p0")})),
        ("qti21", packed(**{"imsmanifest.xml": manifest("x"), "a.xml": f'<assessmentItem xmlns="{XMLNS["qti21"]}"/>'})),
        ("common_cartridge", packed(**{"imsmanifest.xml": manifest("imsqti_xmlv1p2/imscc_xmlv1p1/assessment")})),
        ("xlsx", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
        ("xlsx", OLE + "Workbook".encode("utf-16-le")),
    ],
)
def test_containers_are_told_by_what_is_in_them(form: str, data: bytes) -> None:
    assert form_of(data, "renamed.xlsx") == form
    assert form_of(data, "x.txt") == form


@pytest.mark.parametrize(
    ("code", "found", "data"),
    [
        ("question_file_unknown", "PDF", b"%PDF-1.7\n"),
        ("question_file_unknown", "PNG", b"\x89PNG\r\n\x1a\n"),
        ("question_file_unknown", "RTF", b"{\\rtf1 x}"),
        ("question_file_unknown", "PowerPoint", packed(**{"[Content_Types].xml": "", "ppt/a.xml": ""})),
        ("question_file_unknown", "JSON", b'{"id": 1, "question": "x", "option": 2}\n{"id": 2}'),
        ("question_file_unknown", "HTML", b"<!DOCTYPE html><html><p>1. x</p></html>"),
        ("question_file_unknown", "XML <svg> urn:x", b'<svg xmlns="urn:x"/>'),
        ("question_file_old_word", "", OLE + "WordDocument".encode("utf-16-le")),
        ("question_file_moodle_backup", "", packed(**{"moodle_backup.xml": ""})),
        ("question_archive_plain", "ZIP", packed(**{"a.txt": ""})),
        ("question_file_empty", "", b""),
        ("question_file_empty", "", b"\xef\xbb\xbf \r\n"),
        ("question_file_empty", "", bytes(100)),
    ],
)
def test_what_cannot_be_read_is_named(code: str, found: str, data: bytes) -> None:
    seen = look(SourceFile("questions.xlsx", data))
    assert (seen.form, seen.code, seen.found) == ("", code, found)


def test_a_locked_document_is_told_from_a_locked_table() -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert look(SourceFile("a.docx", locked)).code == "question_file_locked"
    assert form_of(locked, "a.xlsx") == "xlsx"


def test_a_text_that_begins_like_a_picture_is_a_text() -> None:
    assert form_of("BM是什么意思？\nA. 一\nB. 二\nANSWER: A\n") == "aiken"


def test_a_form_that_a_person_names_is_not_looked_for() -> None:
    assert look(SourceFile("a", b"whatever"), form="aiken").form == "aiken"
    assert look(SourceFile("a", "对".encode("gbk")), form="gift").source.data == "对".encode()


@given(st.text(max_size=300))
def test_any_text_is_a_form_or_none(text: str) -> None:
    assert isinstance(text_form(text), str)


@pytest.mark.parametrize("sign", ["{", "{=", "{1:", "(", "A. ", "1. ", "答案", "::", "\\{", "{~%", " ", "{:MC:"])
def test_long_lines_of_one_sign_take_no_time(sign: str) -> None:
    text_form(sign * (200_000 // len(sign)))


def test_shares_of_the_old_format_are_read_where_its_weights_have_one_sign() -> None:
    seen = look(
        SourceFile("a.txt", b"Who? {=the best answer ~75%a good answer ~a wrong answer}\n\nI {~is =am} here.\n")
    )
    [first, _] = missing_word.read(seen.source).drafts
    assert [(one.text, one.share) for one in first.question.choices] == [
        ("the best answer", None),
        ("a good answer", Fraction(3, 4)),
        ("a wrong answer", None),
    ]
