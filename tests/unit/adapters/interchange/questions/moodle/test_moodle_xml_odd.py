"""Slips that people and programs make in Moodle XML: each is put right and told, or refused and told."""

from __future__ import annotations

import pytest

from trainer.adapters.interchange.questions.moodle_xml import read
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Feedback
from trainer.domain.question_bank.question import Kind, Marking, Question

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PICTURE = f"<file name='a.png' encoding='base64'>{PNG}</file>"


def asked(kind: str, inside: str) -> str:
    return f"<question type='{kind}'><name><text>n</text></name><questiontext format='html'><text>s</text></questiontext>{inside}</question>"


def reading(xml: str):
    return read(SourceFile("a.xml", f"<quiz>{xml}</quiz>".encode()))


def one(xml: str) -> Question:
    found = reading(xml)
    assert len(found.drafts) == 1, found.findings
    return found.drafts[0].question


def dataset(name: str, *values: str, low: str = "1", high: str = "5") -> str:
    items = "".join(
        f"<dataset_item><number>{n}</number><value>{value}</value></dataset_item>" for n, value in enumerate(values)
    )
    return (
        f"<dataset_definition><name><text>{name}</text></name><distribution><text>loguniform</text></distribution>"
        f"<minimum><text>{low}</text></minimum><maximum><text>{high}</text></maximum><decimals><text>0</text></decimals>"
        f"<dataset_items>{items}</dataset_items></dataset_definition>"
    )


def computed(text: str, more: str = "", sets: str = dataset("a", "1", "2")) -> str:
    return (
        f"<answer fraction='100'><text>{text}</text><tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>"
        f"<correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength>{more}</answer>"
        f"<dataset_definitions>{sets}</dataset_definitions>"
    )


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (asked("multichoice", "<answer fraction='viel'><text>a</text></answer><answer fraction='100'><text>b</text></answer>"), "moodle_fraction_wrong"),
        (asked("multichoice", "<defaultgrade>0</defaultgrade><answer fraction='0'><text>a</text></answer><answer fraction='100'><text>b</text></answer>"), "moodle_points_wrong"),
        (asked("shortanswer", "<answer fraction='90'><text>a</text></answer><answer fraction='0'><text/></answer>"), "moodle_no_full_key"),
        (asked("shortanswer", "<answer fraction='100'><text>a</text></answer><answer fraction='50'><text/></answer>"), "moodle_choice_empty"),
        (asked("numerical", "<answer fraction='100'><text>1</text></answer><units><unit><unit_name>m</unit_name><multiplier>0</multiplier></unit></units>"), "moodle_unit_wrong"),
        (asked("matching", "<subquestion><text>a</text><answer><text>1</text></answer></subquestion><subquestion><text>b</text><answer><text>2</text></answer></subquestion><subquestion><text>c</text><answer><text/></answer></subquestion>"), "moodle_pair_half"),
        (asked("ordering", "<gradingtype>RELATIVE_TO_CORRECT</gradingtype><answer fraction='1'><text>a</text></answer><answer fraction='2'><text>b</text></answer>"), "moodle_ordering_marking"),
        (asked("essay", "<attachmentsrequired>1</attachmentsrequired>"), "moodle_upload_lost"),
        (asked("essay", "<image>weg.png</image>"), "moodle_file_damaged"),
        (asked("essay", "<image>weg.png</image><image_base64>!!!</image_base64>"), "moodle_file_damaged"),
        (asked("ddmarker", PICTURE + "<drag><no>1</no><text>x</text></drag><drag><no>2</no><text/></drag><drop><shape>circle</shape><coords>0,0;1</coords><choice>1</choice></drop>"), "moodle_token_empty"),
        (asked("ddimageortext", PICTURE + "<drag><no>1</no><text>x</text></drag><drag><no>2</no><text/></drag><drop><choice>1</choice><xleft>0</xleft><ytop>0</ytop></drop>"), "moodle_zone_size_guessed"),
        (asked("calculated", computed("{a}*2", sets=dataset("a"))), "moodle_distribution_lost"),
        (asked("calculated", computed("{a}*2").replace("<correctanswerformat>1", "<correctanswerformat>2")), "moodle_digits_lost"),
        (asked("calculated", computed("{a}*2").replace("<tolerancetype>1", "<tolerancetype>3")), "moodle_tolerance_geometric"),
        (asked("calculated", computed("{a}*{b}", sets=dataset("a", "1", "2") + dataset("b", "3", "4"))), "moodle_values_apart"),
        (asked("calculated", computed("{a}*2", sets=dataset("a", "1", "2", "drei"))), "moodle_value_wrong"),
    ],
)  # fmt: skip
def test_what_can_be_used_is_used_and_told(xml, code):
    found = reading(xml)
    assert len(found.drafts) == 1, found.findings
    assert code in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (asked("numerical", "<answer fraction='100'><text>viel</text></answer>"), "moodle_number_wrong"),
        (asked("gapselect", "<selectoption><text>a</text></selectoption>"), "moodle_no_gaps"),
        (asked("gapselect", "").replace("<text>s</text>", "<text>[[3]]</text>"), "moodle_place_without_word"),
        (asked("ddmarker", "<drag><no>1</no><text>x</text></drag>"), "moodle_no_picture"),
        (asked("ddmarker", PICTURE + "<drag><no>1</no><text>x</text></drag><drop><shape>circle</shape><coords>weit</coords><choice>1</choice></drop>"), "moodle_zone_wrong"),
        (asked("ddmarker", PICTURE + "<drag><no>1</no><text>x</text></drag><drop><shape>star</shape><coords>1,1;1</coords><choice>1</choice></drop>"), "moodle_zone_wrong"),
        (asked("ddmarker", PICTURE + "<drag><no>1</no><text>x</text></drag><drop><shape>circle</shape><coords>1,1;1</coords><choice>7</choice></drop>"), "moodle_place_without_word"),
        (asked("ddimageortext", PICTURE + "<drag><no>1</no><text>x</text></drag><drop><choice>1</choice><xleft>1e9</xleft><ytop>0</ytop></drop>"), "moodle_zone_wrong"),
        (asked("ddimageortext", PICTURE + "<drag><no>1</no><text>x</text></drag><drop><choice>2</choice><xleft>1</xleft><ytop>0</ytop></drop>"), "moodle_place_without_word"),
        (asked("calculated", computed("bindec({a})")), "moodle_formula"),
        (asked("calculated", computed("{c}")), "moodle_formula_name"),
        (asked("calculated", computed("{a}", sets=dataset("a", low="x"))), "moodle_variable_wrong"),
        (asked("calculatedmulti", "<single>0</single>" + computed("{={a}}")), "moodle_calculated_several"),
        (asked("calculatedmulti", computed("{={c}}")), "moodle_formula_name"),
        (asked("calculated", computed("{a}")).replace("<text>s</text>", "<text>{={a}**}</text>"), "moodle_formula"),
        (asked("calculated", computed("{a}", "<feedback><text>{=eval({a})}</text></feedback>")), "moodle_formula"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_reason(xml, code):
    found = reading(xml)
    assert (len(found.drafts), found.refused) == (0, 1)
    assert code in {finding.code for finding in found.findings if finding.severity is Severity.ERROR}


def test_old_numbers_stand_outside_of_their_element():
    question = one(asked("numerical", "<answer>23<tolerance>0.5</tolerance><fraction>1</fraction></answer>"))
    assert (question.numbers[0].value, question.numbers[0].tolerance) == (23, 0.5)


def test_an_ordering_without_numbers_is_taken_as_it_stands():
    question = one(asked("ordering", "<answer><text>b</text></answer><answer><text>a</text></answer>"))
    assert question.order == ("b", "a")


def test_answers_in_chinese_words_are_understood():
    question = one(
        asked(
            "truefalse", "<answer fraction='0'><text>对</text></answer><answer fraction='100'><text>错</text></answer>"
        )
    )
    assert question.answer is False


def test_words_for_a_partly_right_judgement_are_kept():
    xml = asked(
        "truefalse",
        "<answer fraction='100'><text>true</text></answer><answer fraction='0'><text>false</text></answer><partiallycorrectfeedback><text>半</text></partiallycorrectfeedback>",
    )
    assert one(xml).feedback == Feedback("", "半", "")


def test_hints_in_the_form_of_old_files():
    xml = asked(
        "essay",
        "<hint><hintcontent format='html'><text>看书</text></hintcontent><statenumberofcorrectresponses/></hint>",
    )
    assert one(xml).hints == ("看书",)


def test_tags_of_the_course_count_too_and_ours_are_read():
    tags = "".join(
        f"<tag><text>{tag}</text></tag>"
        for tag in ("公文", "trainer:tier=AB", "trainer:bloom=apply", "trainer:teaches=L0901#一屏", "trainer:law.title=条例",
                    "trainer:law.version=2012", "trainer:enemy=Q-1", "trainer:department=民政", "trainer:difficulty=9",
                    "trainer:version=x", "trainer:point=K0901a", "trainer:course=C09", "trainer:unheard=1")
    )  # fmt: skip
    question = one(asked("essay", f"<tags>{tags}</tags><coursetags><tag><text>班</text></tag></coursetags>"))
    assert question.tags == ("公文", "班")
    assert (question.tier, question.bloom.value, question.difficulty, question.version) == ("AB", "apply", 0, 1)
    assert (question.teaches_lesson, question.teaches_screen) == ("L0901", "一屏")
    assert question.law is not None
    assert (question.law.title, question.law.version) == ("条例", "2012")
    assert (question.enemies, question.departments) == (("Q-1",), ("民政",))
    assert (question.knowledge_point, question.course) == ("K0901a", "C09")


def test_rules_for_part_marks_survive_as_tags():
    xml = asked(
        "multichoice",
        "<single>false</single><answer fraction='100'><text>a</text></answer><answer fraction='-100'><text>b</text></answer><tags><tag><text>trainer:marking=half</text></tag></tags>",
    )
    question = one(xml)
    assert question.marking is Marking.HALF
    assert [choice.share for choice in question.choices] == [None, None]


def test_the_same_question_type_under_its_other_names():
    assert (
        one(
            asked(
                "match",
                "<subquestion><text>a</text><answer><text>1</text></answer></subquestion><subquestion><text>b</text><answer><text>2</text></answer></subquestion>",
            )
        ).kind
        is Kind.MATCHING
    )
    assert one(asked("multianswer", "").replace("<text>s</text>", "<text>{1:SA:=a}</text>")).kind is Kind.CLOZE
    assert one(asked("calculatedsimple", computed("{a}"))).kind is Kind.PARAMETERISED


def test_a_wrong_tag_of_ours_changes_no_kind():
    xml = asked("essay", "<tags><tag><text>trainer:kind=blank</text></tag></tags>")
    assert one(xml).kind is Kind.ESSAY
