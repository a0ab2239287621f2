"""Every type of question that Moodle has arrives as what it means, or is named as refused."""

from __future__ import annotations

import base64
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.question_strategies import PICTURES
from trainer.adapters.interchange.questions.moodle_xml import read
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Choice, GapKind, NumericKey, Pair, Shape, Unit
from trainer.domain.question_bank.question import Kind, Marking, Question

FILE = Path(__file__).parents[5] / "fixtures" / "questions" / "moodle" / "all_types.xml"


@pytest.fixture(scope="module")
def reading():
    return read(SourceFile(FILE.name, FILE.read_bytes()))


@pytest.fixture(scope="module")
def named(reading) -> dict[str, Question]:
    return {draft.question.name: draft.question for draft in reading.drafts}


def of(xml: str) -> Question:
    found = read(SourceFile("one.xml", f"<quiz>{xml}</quiz>".encode()))
    assert len(found.drafts) == 1, found.findings
    return found.drafts[0].question


def codes_of(xml: str) -> set[str]:
    return {finding.code for finding in read(SourceFile("one.xml", f"<quiz>{xml}</quiz>".encode())).findings}


def choices(*answers: str, single: str = "true") -> str:
    return (
        "<question type='multichoice'><name><text>n</text></name><questiontext format='html'><text>s</text>"
        f"</questiontext><single>{single}</single>{''.join(answers)}</question>"
    )


def answer(fraction: str, text: str) -> str:
    return f"<answer fraction='{fraction}' format='html'><text>{text}</text></answer>"


def test_every_question_is_a_draft_or_a_finding_of_severity_error(reading):
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert reading.refused == len(errors) == 4
    assert {finding.code for finding in errors} == {
        "moodle_description",
        "moodle_random",
        "moodle_random_match",
        "moodle_type_unknown",
    }
    assert all(finding.line for finding in errors)
    assert FILE.read_text("utf-8").count("<question type=") - 1 == len(reading.drafts) + reading.refused


def test_lines_are_those_of_the_question_elements(reading):
    lines = FILE.read_text("utf-8").split("\n")
    for draft in reading.drafts:
        assert "<question " in lines[draft.where.line - 1]
    unknown = next(finding for finding in reading.findings if finding.code == "moodle_type_unknown")
    assert 'type="stack"' in lines[unknown.line - 1]
    assert unknown.facts["type"] == "stack"


def test_categories_lose_the_course_and_the_invisible_top(named):
    assert {question.category for question in named.values()} == {"公文处理/行文规则"}


def test_a_category_of_the_reader_holds_until_the_file_names_one():
    found = read(
        SourceFile("a.xml", f"<quiz>{choices(answer('100', 'a'), answer('0', 'b'))}</quiz>".encode()),
        ReadOptions(category="来自表单"),
    )
    assert found.drafts[0].question.category == "来自表单"


def test_a_stroke_in_the_name_of_a_category_is_no_new_level():
    xml = "<question type='category'><category><text>$course$/top/A//B/C</text></category></question>"
    assert of(xml + choices(answer("100", "a"), answer("0", "b"))).category == "A／B/C"


def test_single_choice_keeps_texts_feedback_tags_picture_and_part_marks(reading, named):
    question = named["紧急公文"]
    assert question.kind is Kind.SINGLE
    assert question.stem == "紧急公文应当标注**什么**？\n\n![文头](图_1.png)"
    assert question.explanation == "见《条例》 第九条。"
    assert question.points == 2
    assert question.difficulty == 3
    assert question.tags == ("公文",)
    assert question.hints == ("看文头。",)
    assert question.feedback.right == "答对了。"
    assert question.choices == (
        Choice("“特急”或“加急”", True, "对。"),
        Choice("“特急”", False, share=Fraction(1, 2)),
        Choice("“机密” <A>", False, "那是密级。"),
    )
    (picture,) = question.attachments
    assert reading.media[picture.digest].content.startswith(b"\x89PNG")
    assert (picture.width, picture.height) == (16, 16)
    draft = next(draft for draft in reading.drafts if draft.question.name == "紧急公文")
    assert draft.idnumber == "GW-001"


def test_multiple_choice_has_explicit_shares_that_are_exact(named):
    question = named["三个主送机关"]
    assert question.kind is Kind.MULTIPLE
    assert question.marking is Marking.PER_CHOICE
    assert [choice.share for choice in question.choices] == [Fraction(1, 3)] * 3 + [Fraction(-1, 2)]
    assert question.stem == "下列哪些可以是 **主送机关**？"
    assert not question.is_shuffled


def test_true_or_false_is_read_whatever_the_order_of_its_answers(reading, named):
    assert named["判断一"].answer is True
    assert (named["判断一"].feedback.right, named["判断一"].feedback.wrong) == ("是这样。", "再想想。")
    assert named["判断一"].stem == "联合行文时，\n主办机关排列在前。"
    # Words of another language stand for true and false by their place, and that is told.
    assert named["旧文件"].answer is False
    assert [f.line for f in reading.findings if f.code == "moodle_judge_by_place"] == [100, 100]


def test_short_answer_keeps_wildcards_shares_and_case(named):
    question = named["字体"]
    assert question.wildcards
    assert question.strict == ("case",)
    assert question.choices == (
        Choice("3号仿宋*", True),
        Choice("三号\\*仿宋", False, share=Fraction(4, 5)),
        Choice("*", False, "请看国标。", Fraction(0)),
    )


def test_an_escaped_star_is_a_star_where_nothing_is_a_wildcard():
    xml = (
        "<question type='shortanswer'><questiontext><text>s</text></questiontext>"
        "<answer fraction='100'><text>2\\*3</text></answer></question>"
    )
    question = of(xml)
    assert (question.wildcards, question.choices[0].text) == (False, "2*3")


def test_numbers_have_tolerances_units_and_a_catch_all(named):
    question = named["行距"]
    assert question.numbers == (
        NumericKey(Fraction(156), Fraction(1)),
        NumericKey(Fraction(160), Fraction(0), Fraction(1, 2)),
        NumericKey(None, share=Fraction(0), why="量一量。"),
    )
    # 156 mm are 156 * 0.1 cm there; here one cm is ten of the key's own unit.
    assert question.units == (Unit("mm"), Unit("cm", Fraction(10)))
    assert question.unit_needed


def test_what_essay_markers_are_told_is_the_model_answer(named):
    assert named["拟稿"].model_answer == "一文一事；\n\n结尾用“妥否，请批示”。"


def test_pairs_and_surplus_entries(named):
    question = named["文种"]
    assert question.pairs == (Pair("向上级请求指示", "请示"), Pair("答复下级请示", "批复"))
    assert question.extra == ("函",)


def test_entries_with_the_same_partner_become_gaps(named):
    question = named["归类"]
    assert question.kind is Kind.CLOZE
    assert question.stem == "归类。\n\n请示：[[1]]\n报告：[[2]]\n批复：[[3]]"
    assert [[choice.text for choice in gap.choices if choice.is_right] for gap in question.gaps] == [
        ["上行文"],
        ["上行文"],
        ["下行文"],
    ]


def test_embedded_answers_keep_weights_kinds_and_reasons(named):
    question = named["完形"]
    assert question.stem == "份号用[[1]]位[[2]]，标在第[[3]]行。"
    assert [gap.kind for gap in question.gaps] == [GapKind.TEXT, GapKind.CHOICE, GapKind.NUMBER]
    assert [gap.weight for gap in question.gaps] == [1, 2, 1]
    assert question.points == 4
    assert question.gaps[1].choices[1] == Choice("阿拉伯}数字", True, "是")
    assert question.gaps[2].numbers == (NumericKey(Fraction(1), Fraction(1, 2)),)


def test_words_of_a_group_are_the_choices_of_each_of_its_gaps(named):
    question = named["选词"]
    assert question.stem == "[[1]]由[[2]]签发，[[3]]负责。"
    assert [[choice.text for choice in gap.choices] for gap in question.gaps] == [
        ["公文", "印章"],
        ["负责人", "秘书"],
        ["负责人", "秘书"],
    ]
    assert named["拖词"].gaps[1].choices == (Choice("审核", False), Choice("签发", True))


def test_places_on_a_picture(named):
    image = named["文头"]
    assert image.picture == "文头.png"
    assert [token.text for token in image.tokens] == ["印章", "发文字号"]
    assert image.tokens[0].picture == "章.png"
    assert image.tokens[1].copies == 0
    # Moodle gives the upper left corner; a place is as large as what is put there, here a picture of 16 x 16.
    assert image.zones[1].points == (300, 400, 316, 416)
    assert image.zones[0].takes == (1,)
    marker = named["标位置"]
    assert [zone.shape for zone in marker.zones] == [Shape.CIRCLE, Shape.RECTANGLE, Shape.POLYGON]
    assert marker.zones[1].points == (10, 20, 40, 60)
    assert [token.copies for token in marker.tokens] == [2, 0]


def test_ordering_follows_the_numbers_of_its_answers(named):
    assert named["流程"].order == ("签收", "登记", "初审")
    assert named["流程"].marking is Marking.LONGEST_RUN


def test_calculated_questions_become_expressions_of_ours(named):
    question = named["用纸"]
    assert question.stem == "每份 {a} 页，印 {b份} 份，共多少页？提示：{=a*2}，\\{不是变量}"
    (result,) = question.results
    assert result.expression == "a*b份+pow(a,2)"
    assert (result.tolerance, result.is_relative, result.places) == (Fraction(1, 100), True, 2)
    assert question.variables[0].values == (Fraction(3, 2), Fraction(5, 2))
    assert (question.variables[1].low, question.variables[1].high) == (10, 20)
    chosen = named["选算"]
    assert [choice.text for choice in chosen.choices] == ["{=round(x*2, 0)}", "{=round(x+1, 0)}"]


def test_what_has_no_place_here_is_told_once_for_the_file(reading):
    for code in ("moodle_penalties_lost", "moodle_hint_options_lost", "moodle_category_words_lost"):
        assert len([finding for finding in reading.findings if finding.code == code]) == 1


@pytest.mark.parametrize(
    "form", ["html", "plain_text", "markdown", "moodle_auto_format", "wiki_like", "", "unheard_of"]
)
def test_plain_words_read_alike_in_every_text_format(form):
    xml = f"<question type='essay'><questiontext format='{form}'><text>请写两点意见</text></questiontext></question>"
    assert of(xml).stem == "请写两点意见"


def test_text_formats_mean_different_things():
    def stem(form: str, text: str) -> str:
        return of(
            f"<question type='essay'><questiontext format='{form}'><text>{text}</text></questiontext></question>"
        ).stem

    assert stem("html", "a\n  b &lt;i&gt;") == "a b"
    assert stem("plain_text", "a\n**b** &lt;i&gt;") == "a\n\\*\\*b\\*\\* <i>"
    assert stem("markdown", "1) a **b** &lt;u&gt;c&lt;/u&gt;") == "1. a **b** <u>c</u>"
    assert stem("moodle_auto_format", "a\nb &lt;b&gt;c&lt;/b&gt;") == "a\nb **c**"


def test_a_picture_inside_an_address_is_kept():
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    xml = (
        "<question type='essay'><questiontext format='html'><text><![CDATA["
        f'<p>看 <img src="data:image/png;base64,{png}"></p>]]></text></questiontext></question>'
    )
    question = of(xml)
    assert question.stem == "看 ![](inner-1.png)"
    assert question.attachments[0].media_type == "image/png"


def test_the_picture_of_files_of_moodle_1_stands_behind_the_text():
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    xml = (
        "<question type='essay'><questiontext><text>看图</text></questiontext>"
        f"<image>pics/a.png</image><image_base64>{png}</image_base64></question>"
    )
    assert of(xml).stem == "看图\n\n![](a.png)"


def test_two_files_of_one_name_become_two_attachments():
    first, second = (base64.b64encode(picture.content).decode() for picture in PICTURES[1:])
    xml = choices(
        f"<answer fraction='100' format='html'><text>&lt;img src='@@PLUGINFILE@@/image.png'&gt;</text><file name='image.png' encoding='base64'>{first}</file></answer>",
        f"<answer fraction='0' format='html'><text>&lt;img src='@@PLUGINFILE@@/image.png'&gt;</text><file name='image.png' encoding='base64'>{second}</file></answer>",
    )
    question = of(xml)
    names = [one.name for one in question.attachments]
    assert len(set(names)) == 2
    assert [choice.text for choice in question.choices] == [f"![]({name})" for name in names]
    assert [one.digest for one in question.attachments] == [picture.digest for picture in PICTURES[1:]]


def test_a_file_that_is_no_picture_is_told():
    xml = choices(answer("100", "a"), answer("0", "b")).replace(
        "</questiontext>", "<file name='a.exe' encoding='base64'>TVqQAAM=</file></questiontext>"
    )
    assert "moodle_file_not_kept" in codes_of(xml)


def test_several_full_keys_of_a_single_choice_leave_one_key():
    question = of(choices(answer("100", "a"), answer("100", "b"), answer("0", "c")))
    assert [(choice.is_right, choice.share) for choice in question.choices] == [(True, None), (False, 1), (False, None)]


def test_a_best_answer_below_everything_earns_everything():
    xml = choices(answer("90", "a"), answer("0", "b"))
    assert of(xml).choices == (Choice("a", True), Choice("b", False))
    assert "moodle_no_full_key" in codes_of(xml)


@pytest.mark.parametrize(
    ("fractions", "shares", "code"),
    [
        (("33", "33", "33", "0"), (Fraction(1, 3),) * 3, "moodle_shares_rounded"),
        (("60", "20"), (Fraction(3, 4), Fraction(1, 4)), "moodle_shares_sum"),
        (("100", "100"), (Fraction(1), Fraction(1)), "moodle_shares_sum"),
        (("50", "50"), (Fraction(1, 2),) * 2, ""),
    ],
)
def test_shares_that_do_not_add_up_are_put_right_and_told(fractions, shares, code):
    xml = choices(*(answer(fraction, f"c{n}") for n, fraction in enumerate(fractions)), single="false")
    found = read(SourceFile("a.xml", f"<quiz>{xml}</quiz>".encode()))
    question = found.drafts[0].question
    assert tuple(choice.share for choice in question.choices if choice.is_right) == shares
    assert {finding.code for finding in found.findings} == ({code} if code else set())


def test_a_question_without_a_key_is_refused():
    found = read(SourceFile("a.xml", f"<quiz>{choices(answer('0', 'a'), answer('0', 'b'))}</quiz>".encode()))
    assert (len(found.drafts), found.refused) == (0, 1)


def test_the_name_stands_in_for_an_empty_question():
    xml = choices(answer("100", "a"), answer("0", "b")).replace("<text>s</text>", "<text/>")
    assert of(xml).stem == "n"
    assert "moodle_stem_from_name" in codes_of(xml)


def test_several_choices_in_a_gap_are_a_question_when_they_stand_alone():
    def embedded(text: str) -> str:
        return f"<question type='cloze'><questiontext format='html'><text><![CDATA[{text}]]></text></questiontext></question>"

    question = of(embedded("<p>选出全部：{1:MULTIRESPONSE:%50%甲~%50%乙~%-50%丙}</p>"))
    assert question.kind is Kind.MULTIPLE
    assert question.stem == "选出全部："
    assert [choice.share for choice in question.choices] == [Fraction(1, 2), Fraction(1, 2), Fraction(-1, 2)]
    assert "moodle_several_in_gap" in codes_of(embedded("{1:MR:=a~=b} {1:SA:=c}"))
