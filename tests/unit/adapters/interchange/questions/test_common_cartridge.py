"""Common Cartridges: their banks and tests, with pictures; the rest of a course is no question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.qti import package
from tests.builders.question_strategies import picture_file
from trainer.adapters.interchange.questions.common_cartridge import read
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.question import Kind

CANVAS = (Path(__file__).parents[4] / "fixtures" / "questions" / "qti" / "v12" / "canvas.xml").read_bytes()


def cartridge(version: str, resources: str) -> str:
    space = f"http://www.imsglobal.org/xsd/imsccv{version.replace('.', 'p')}/imscp_v1p1"
    return (
        f'<?xml version="1.0"?><manifest xmlns="{space}" identifier="C"><metadata><schema>IMS Common Cartridge</schema>'
        f"<schemaversion>{version}.0</schemaversion></metadata><organizations/><resources>{resources}</resources></manifest>"
    )


def bank(picture: str) -> str:
    text = f'&lt;p&gt;这是哪个窗口？&lt;img src="{picture}" alt="窗口"&gt;&lt;/p&gt;'
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><objectbank ident="bank"><qtimetadata><qtimetadatafield>'
        "<fieldlabel>bank_title</fieldlabel><fieldentry>窗口题</fieldentry></qtimetadatafield></qtimetadata>"
        '<item ident="i5f7c0d9a-window"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile</fieldlabel><fieldentry>cc.multiple_choice.v0p1</fieldentry></qtimetadatafield>'
        "<qtimetadatafield><fieldlabel>cc_weighting</fieldlabel><fieldentry>2</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f'<presentation><material><mattext texttype="text/html">{text}</mattext></material><response_lid ident="R" rcardinality="Single"><render_choice>'
        '<response_label ident="A"><material><mattext>设置</mattext></material></response_label><response_label ident="B"><material><mattext>邮件</mattext></material></response_label>'
        '</render_choice></response_lid></presentation><resprocessing><outcomes><decvar varname="SCORE" minvalue="0" maxvalue="100"/></outcomes>'
        '<respcondition continue="No"><conditionvar><varequal respident="R">B</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing></item></objectbank></questestinterop>'
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("$IMS-CC-FILEBASE$/images/a%20b.png", "images/a b.png"),
        ("$IMS-CC-FILEBASE$../images/a.png", "images/a.png"),
        ("%24IMS-CC-FILEBASE%24/images/a.png?canvas_download=1", "web_resources/images/a.png"),
        ("../images/a.png", "images/a.png"),
    ],
)
def test_a_bank_of_each_version_with_its_picture(version: str, reference: str, place: str) -> None:
    kind = f"imsqti_xmlv1p2/imscc_xmlv{version.replace('.', 'p')}/question-bank"
    resources = (
        f'<resource identifier="R1" type="{kind}"><file href="bank/b.xml"/><dependency identifierref="R2"/></resource>'
        f'<resource identifier="R2" type="webcontent" href="{place}"><file href="{place}"/></resource>'
        '<resource identifier="R3" type="imsdt_xmlv1p1"><file href="topic.xml"/></resource>'
    )
    picture = picture_file("a.png", 64, 32)
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": cartridge(version, resources),
        "bank/b.xml": bank(reference),
        place: picture.content,
        "topic.xml": '<topic xmlns="http://www.imsglobal.org/xsd/imsdt_v1p1"><title>讨论</title></topic>',
    }
    reading = read(package(files, "课程.imscc"))
    assert (len(reading.drafts), reading.refused, reading.findings) == (1, 0, ())
    draft = reading.drafts[0]
    assert (draft.idnumber, draft.question.category, draft.question.points) == ("i5f7c0d9a-window", "窗口题", 2)
    assert [one.digest for one in draft.question.attachments] == [picture.digest]
    assert draft.question.attachments[0].name in draft.question.stem


def test_a_test_that_canvas_writes_twice_is_read_once_in_its_fuller_form() -> None:
    kind = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
    resources = (
        f'<resource identifier="g1" type="{kind}"><file href="g1/assessment_qti.xml"/><dependency identifierref="g2"/></resource>'
        '<resource identifier="g2" type="associatedcontent/imscc_xmlv1p1/learning-application-resource" href="g1/assessment_meta.xml">'
        '<file href="g1/assessment_meta.xml"/><file href="non_cc_assessments/g1.xml.qti"/></resource>'
    )
    poorer = CANVAS.replace(b"calculated_question", b"essay_question")
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": cartridge("1.1", resources),
        "g1/assessment_qti.xml": poorer,
        "g1/assessment_meta.xml": "<quiz xmlns='http://canvas.instructure.com/xsd/cccv1p0'/>",
        "non_cc_assessments/g1.xml.qti": CANVAS,
    }
    reading = read(package(files, "课程.imscc"))
    assert len(reading.drafts) == 10
    assert Kind.PARAMETERISED in {draft.question.kind for draft in reading.drafts}
    assert [one.code for one in reading.findings] == ["qti_interaction_unknown"]


def test_a_course_without_questions_says_so() -> None:
    reading = read(package({"imsmanifest.xml": cartridge("1.2", ""), "page.html": "<p>x</p>"}, "课程.imscc"))
    assert [one.code for one in reading.findings] == ["qti_nothing"]


def test_a_damaged_archive_is_one_finding() -> None:
    reading = read(SourceFile("课程.imscc", b"PK\x03\x04 no archive"))
    assert ([one.code for one in reading.findings], reading.refused) == (["zip_broken"], 1)
