"""Packages as other programs write them: wrong references, other prefixes, missing files, tests, shared material."""

from __future__ import annotations

import pytest

from tests.builders.qti import SPACES, choices, item, manifest, package, response, source
from tests.builders.question_strategies import picture_file
from trainer.adapters.interchange.questions.qti import read
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Kind

KIND = "imsqti_item_xmlv2p1"
ONE = item(
    "<p>先做什么？</p>" + choices("甲", "乙"), response("A"), "match_correct", identifier="FIRST_OF_ALL", title="开始"
)
TWO = item(
    "<p>再做什么？</p>" + choices("甲", "乙"), response("B"), "match_correct", identifier="THEN_AFTER_IT", title="以后"
)


def codes(reading: FileReading) -> list[str]:
    return [one.code for one in reading.findings]


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("items/a.xml", "items/a.xml"),
        ("items\\a.xml", "items/a.xml"),
        ("./items/a.xml", "items/a.xml"),
        ("ITEMS/A.XML", "items/a.xml"),
        ("items/%E9%A2%98.xml", "items/题.xml"),
        ("wrong/folder/a.xml", "items/a.xml"),
        ("a.xml", "deep/down/a.xml"),
    ],
)
def test_a_reference_is_followed_where_only_one_file_can_be_meant(href: str, file: str) -> None:
    reading = read(package({"imsmanifest.xml": manifest(("R1", KIND, href)), file: ONE}))
    assert [draft.idnumber for draft in reading.drafts] == ["FIRST_OF_ALL"]
    assert reading.findings == ()
    assert reading.drafts[0].where.file == f"题库.zip/{file}"


def test_elements_are_told_by_their_names_whatever_their_prefix() -> None:
    plain = read(package({"imsmanifest.xml": manifest(("R1", KIND, "a.xml"), prefix="cp:"), "a.xml": ONE}))
    assert len(plain.drafts) == 1
    prefixed = ONE.replace("<", "<q:").replace("<q:/", "</q:").replace("<q:?", "<?").replace("xmlns=", "xmlns:q=")
    assert len(read(source(prefixed)).drafts) == 1
    unnamed = ONE.replace(f' xmlns="{SPACES["2.1"]}"', "")
    assert len(read(source(unnamed)).drafts) == 1


def test_a_package_in_a_folder_and_one_without_manifest_are_read() -> None:
    inside = read(package({"export/imsmanifest.xml": manifest(("R1", KIND, "a.xml")), "export/a.xml": ONE}))
    assert (len(inside.drafts), inside.findings) == (1, ())
    without = read(package({"a.xml": ONE, "b.xml": TWO, "notes.txt": "x"}))
    assert (len(without.drafts), codes(without)) == (2, ["qti_manifest_missing"])


def test_an_item_that_the_manifest_forgot_is_read_and_told() -> None:
    reading = read(package({"imsmanifest.xml": manifest(("R1", KIND, "a.xml")), "a.xml": ONE, "b.xml": TWO}))
    assert len(reading.drafts) == 2
    assert [(one.code, one.severity) for one in reading.findings] == [("qti_not_in_manifest", Severity.NOTICE)]


def test_an_item_that_is_not_there_is_refused_with_the_line_of_the_manifest() -> None:
    listed = manifest(("R1", KIND, "a.xml"), ("R2", KIND, "gone.xml")).replace("<resource ", "\n<resource ")
    reading = read(package({"imsmanifest.xml": listed, "a.xml": ONE}))
    assert (len(reading.drafts), reading.refused) == (1, 1)
    assert [(one.code, one.line, one.facts) for one in reading.findings] == [
        ("qti_item_missing", 3, {"href": "gone.xml"})
    ]


def test_a_damaged_item_costs_only_itself() -> None:
    broken = ONE.replace("</assessmentItem>", "")
    reading = read(
        package(
            {"imsmanifest.xml": manifest(("R1", KIND, "a.xml"), ("R2", KIND, "b.xml")), "a.xml": broken, "b.xml": TWO}
        )
    )
    assert "THEN_AFTER_IT" in [draft.idnumber for draft in reading.drafts]
    assert "qti_xml_mended" in codes(reading)


def test_tests_and_sections_give_categories_and_points() -> None:
    refs = (
        '<assessmentItemRef identifier="i1" href="items/a.xml"><weight identifier="W" value="3"/></assessmentItemRef>'
    )
    inner = f'<assessmentSection identifier="s2" title="单选/判断" visible="true">{refs}</assessmentSection>'
    more = '<assessmentItemRef identifier="i2" href="items/b.xml"/><assessmentItemRef identifier="i3" href="items/lost.xml"/>'
    rubric = '<rubricBlock view="candidate"><p>每题三分</p></rubricBlock>'
    test = (
        f'<?xml version="1.0"?><assessmentTest xmlns="{SPACES["2.1"]}" identifier="t" title="期末卷"><testPart identifier="p" '
        f'navigationMode="linear" submissionMode="individual"><assessmentSection identifier="s1" title="第一部分" visible="true">'
        f"{rubric}{inner}{more}</assessmentSection></testPart></assessmentTest>"
    )
    listed = manifest(
        ("T", "imsqti_test_xmlv2p1", "test.xml"), ("R2", KIND, "items/b.xml"), ("R1", KIND, "items/a.xml")
    )
    reading = read(package({"imsmanifest.xml": listed, "test.xml": test, "items/a.xml": ONE, "items/b.xml": TWO}))
    assert [(draft.idnumber, draft.question.category, draft.question.points) for draft in reading.drafts] == [
        ("FIRST_OF_ALL", "期末卷/第一部分/单选／判断", 3),
        ("THEN_AFTER_IT", "期末卷/第一部分", 1),
    ]
    assert (reading.refused, codes(reading)) == (1, ["qti_item_missing", "qti_section_text"])


def test_sections_in_files_of_their_own_that_refer_to_each_other_end() -> None:
    def section(name: str, inner: str) -> str:
        return f'<?xml version="1.0"?><assessmentSection xmlns="{SPACES["2.1"]}" identifier="{name}" title="{name}" visible="true">{inner}</assessmentSection>'

    files = {
        "imsmanifest.xml": manifest(("S", "imsqti_section_xmlv2p1", "s.xml"), ("R1", KIND, "a.xml")),
        "s.xml": section("外", '<assessmentSectionRef identifier="r" href="t.xml"/>'),
        "t.xml": section(
            "内", '<assessmentSectionRef identifier="r" href="s.xml"/><assessmentItemRef identifier="i" href="a.xml"/>'
        ),
        "a.xml": ONE,
    }
    reading = read(package(files))
    assert [draft.question.category for draft in reading.drafts] == ["外/内"]


@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_items_that_share_material_become_one_case_set(version: str) -> None:
    if version == "3.0":
        shared = f'<qti-assessment-stimulus xmlns="{SPACES[version]}" identifier="LETTER_OF_MARCH" title="来信"><qti-stimulus-body><p>来信全文。<img src="p.png" alt="章"/></p></qti-stimulus-body></qti-assessment-stimulus>'
    else:
        shared = f'<assessmentStimulus xmlns="{SPACES[version]}" identifier="LETTER_OF_MARCH" title="来信"><stimulusBody><p>来信全文。<img src="p.png" alt="章"/></p></stimulusBody></assessmentStimulus>'
    declared = response("A") + '<assessmentStimulusRef identifier="s" href="../passages/letter.xml"/>'
    files: dict[str, str | bytes] = {
        "passages/letter.xml": shared,
        "passages/p.png": picture_file("p.png").content,
        "items/a.xml": item(
            "<p>一问</p>" + choices("甲", "乙"), declared, "match_correct", version=version, identifier="LETTER_ONE"
        ),
        "items/b.xml": item(
            "<p>二问</p>" + choices("丙", "丁"), declared, "match_correct", version=version, identifier="LETTER_TWO"
        ),
        "items/c.xml": item(
            "<p>单问</p>" + choices("丙", "丁"),
            response("A"),
            "match_correct",
            version=version,
            identifier="LETTER_NONE",
        ),
    }
    reading = read(package(files))
    assert reading.refused == 0
    case, alone = (draft.question for draft in reading.drafts)
    assert (case.kind, case.stem) == (Kind.CASE_SET, "来信全文。![章](p.png)")
    assert [part.stem for part in case.parts] == ["一问", "二问"]
    assert [one.name for one in case.attachments] == ["p.png"]
    assert alone.stem == "单问"
    single = read(package({name: text for name, text in files.items() if "b.xml" not in name}))
    assert single.drafts[0].question.stem == "来信全文。![章](p.png)\n\n一问"


def test_metadata_give_tags_difficulty_and_category() -> None:
    lom = (
        '<metadata><lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general><title><langstring>标题</langstring></title>'
        "<keyword><langstring>公文</langstring></keyword><keyword><langstring>格式</langstring></keyword></general>"
        "<educational><difficulty><value>difficult</value></difficulty></educational></lom></metadata>"
    )
    reading = read(package({"imsmanifest.xml": manifest(("R1", KIND, "a.xml"), metadata=lom), "a.xml": ONE}))
    found = reading.drafts[0].question
    assert (found.tags, found.difficulty, found.name) == (("公文", "格式"), 4, "开始")


def test_the_same_identifier_twice_identifies_nothing() -> None:
    reading = read(package({"a.xml": ONE, "b.xml": ONE.replace("先做什么", "后做什么")}))
    assert [draft.idnumber for draft in reading.drafts] == ["", ""]


def test_two_pictures_of_one_name_keep_apart_within_a_question() -> None:
    first, second = picture_file("p.png", 20, 20), picture_file("p.png", 30, 30)
    body = '<p>对比<img src="x/p.png" alt="左"/><img src="y/p.png" alt="右"/></p>' + choices("甲", "乙")
    files = {"a.xml": item(body, response("A"), "match_correct"), "x/p.png": first.content, "y/p.png": second.content}
    reading = read(package(files))
    found = reading.drafts[0].question
    assert len({one.name for one in found.attachments}) == len(found.attachments) == 2
    assert {one.digest for one in found.attachments} == {first.digest, second.digest} == set(reading.media)


def test_xml_that_programs_write_badly_is_read() -> None:
    declared = "\n\n  " + ONE.replace("先做什么？", "先做&nbsp;什么？")
    assert read(source(declared)).drafts[0].question.stem == "先做 什么？"
    typed = ONE.replace("<assessmentItem", "<!DOCTYPE assessmentItem [\n<!ELEMENT x (y)>\n]>\n<assessmentItem")
    assert len(read(source(typed)).drafts) == 1


def test_a_document_that_is_something_else_is_refused_by_its_root() -> None:
    reading = read(source('<?xml version="1.0"?><quiz/>'))
    assert [(one.code, one.facts["element"]) for one in reading.findings] == [("qti_not_qti", "quiz")]
    test = f'<?xml version="1.0"?><assessmentTest xmlns="{SPACES["2.1"]}" identifier="t" title="x"><testPart identifier="p"/></assessmentTest>'
    assert "qti_test_alone" in codes(read(source(test)))
    assert codes(read(package({"a.txt": "x"}))) == ["qti_manifest_missing", "qti_nothing"]
