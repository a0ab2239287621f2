"""QTI 1.2 as Canvas, Blackboard, Brightspace and the standard's own examples write it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.qti import package, source
from tests.builders.question_strategies import picture_file
from trainer.adapters.interchange.questions.qti import read
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.question_bank.answers import Blank, NumericKey, Result, Shape
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Kind, Marking, Question

FIXTURES = Path(__file__).parents[5] / "fixtures" / "questions" / "qti" / "v12"


def of_file(name: str) -> FileReading:
    return read(SourceFile(name, (FIXTURES / name).read_bytes()))


def by_stem(reading: FileReading, start: str) -> Question:
    found = [draft.question for draft in reading.drafts if draft.question.stem.startswith(start)]
    assert len(found) == 1, [draft.question.stem for draft in reading.drafts]
    return found[0]


def old(presentation: str, processing: str = "", *, hint: str = "", more: str = "", title: str = "题") -> SourceFile:
    field = (
        f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile</fieldlabel><fieldentry>{hint}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        if hint
        else ""
    )
    return source(
        f'<?xml version="1.0"?><questestinterop><item ident="OLD_ITEM_A" title="{title}">{field}'
        f"<presentation>{presentation}</presentation>{processing}{more}</item></questestinterop>"
    )


@pytest.fixture(scope="module")
def canvas() -> FileReading:
    return of_file("canvas.xml")


def test_canvas_every_question_is_read_or_refused(canvas: FileReading) -> None:
    kinds = [draft.question.kind for draft in canvas.drafts]
    assert kinds == [
        Kind.SINGLE,
        Kind.JUDGE,
        Kind.MULTIPLE,
        Kind.SHORT_ANSWER,
        Kind.BLANK,
        Kind.CLOZE,
        Kind.MATCHING,
        Kind.NUMERIC,
        Kind.PARAMETERISED,
        Kind.ESSAY,
    ]
    assert canvas.refused == 1
    assert [(one.code, one.facts["interaction"]) for one in canvas.findings] == [("qti_interaction_unknown", "upload")]
    assert {draft.question.category for draft in canvas.drafts} == {"办公自动化测验"}
    assert [draft.where.line for draft in canvas.drafts] == sorted({draft.where.line for draft in canvas.drafts})  # type: ignore[type-var]


def test_canvas_choice_with_points_and_feedback(canvas: FileReading) -> None:
    found = by_stem(canvas, "可执行")
    assert (found.stem, found.name, found.points) == ("可执行文件的扩展名是**哪个**？", "单选：扩展名", Fraction(2))
    assert [(one.text, one.is_right, one.why) for one in found.choices] == [
        (".docx", False, "这是文稿。"),
        (".exe", True, ""),
        (".xlsx", False, ""),
    ]
    assert (found.feedback.right, found.feedback.wrong, found.explanation) == ("对。", "再想想。", "看最后一个扩展名。")


def test_canvas_true_or_false_and_several_answers(canvas: FileReading) -> None:
    judged = by_stem(canvas, "公文标题")
    assert (judged.answer, judged.feedback.wrong, judged.name) == (True, "见 GB/T 9704。", "")
    several = by_stem(canvas, "哪些是输入")
    assert ([one.is_right for one in several.choices], several.marking) == ([True, True, False], Marking.ALL_OR_NOTHING)


def test_canvas_gaps_are_put_where_the_text_names_them(canvas: FileReading) -> None:
    gaps = by_stem(canvas, "正文用")
    assert (gaps.stem, gaps.blanks) == ("正文用____，____字。", (Blank(("仿宋", "仿宋体")), Blank(("三号",))))
    lists = by_stem(canvas, "[[1]]")
    assert [(one.text, one.is_right) for one in lists.gaps[0].choices] == [("保存", True), ("打印", False)]
    accepted = by_stem(canvas, "复制的")
    assert [one.text for one in accepted.choices] == ["Ctrl+C", "Ctrl C"]


def test_canvas_matching_numbers_and_formulas(canvas: FileReading) -> None:
    pairs = by_stem(canvas, "把快捷键")
    assert ([(one.left, one.right) for one in pairs.pairs], pairs.extra) == (
        [("Ctrl+C", "复制"), ("Ctrl+V", "粘贴")],
        ("剪切",),
    )
    assert by_stem(canvas, "1 MB").numbers == (NumericKey(Fraction(1024), Fraction(24)),)
    formula = by_stem(canvas, "每页")
    assert formula.stem == "每页 {n} 行，{p} 页共多少行？"
    assert [(one.name, one.low, one.high, one.step) for one in formula.variables] == [("n", 20, 28, 1), ("p", 2, 9, 1)]
    assert formula.results == (Result("(n * p) + 0", Fraction(1, 20), 0, is_relative=True),)


def test_blackboard_says_points_by_feedback_and_rights_by_place() -> None:
    reading = of_file("blackboard.dat")
    assert (len(reading.drafts), reading.refused, reading.findings) == (4, 0, ())
    several = by_stem(reading, "下列")
    assert (several.stem, several.points) == ("下列哪些做法**不**安全？", Fraction(4))
    assert [one.is_right for one in several.choices] == [True, False, True]
    assert (several.feedback.right, several.feedback.wrong) == ("很好。", "请复习。")
    assert [(one.left, one.right) for one in by_stem(reading, "连线").pairs] == [("绝密", "三十年"), ("秘密", "十年")]
    assert by_stem(reading, "发文").order == ("拟稿", "签发", "用印")
    gap = by_stem(reading, "国家秘密")
    assert (gap.stem, gap.blanks) == ("国家秘密分绝密、机密和 ____ 三级。", (Blank(("秘密", "秘密级")),))


def test_brightspace_numbers_its_order_and_ties_reasons_by_number() -> None:
    reading = of_file("brightspace.xml")
    assert (len(reading.drafts), reading.refused, reading.findings) == (3, 0, ())
    several = by_stem(reading, "哪些是函数")
    assert [(one.text, one.is_right, one.why) for one in several.choices] == [
        ("SUM", True, ""),
        ("A1", False, "这是单元格地址。"),
        ("IF", True, ""),
    ]
    assert (several.category, several.points) == ("表格基础", Fraction(2))
    assert by_stem(reading, "筛选").order == ("选中区域", "点“筛选”", "勾选条件")
    assert by_stem(reading, "求和").blanks == (Blank(("SUM",)), Blank(("AVERAGE",)))


def test_the_standards_own_forms() -> None:
    reading = of_file("ims.xml")
    number = by_stem(reading, "半径")
    assert (number.stem, number.numbers) == (
        "半径为 2 厘米的圆周长是多少？\nπ 取 3.14。",
        (NumericKey(Fraction(314, 25), Fraction(1, 100)),),
    )
    assert (number.feedback.right, number.feedback.wrong) == ("对。", "应为 12.56。")
    poem = by_stem(reading, "床前")
    assert (poem.stem, poem.strict) == ("床前明月光，疑是地上____，举头望____。", ("case",))
    shares = by_stem(reading, "最合适")
    assert [(one.is_right, one.share) for one in shares.choices] == [
        (True, None),
        (False, Fraction(1, 3)),
        (False, None),
    ]
    assert shares.points == 6
    assert [one.code for one in reading.findings] == ["qti_feedback_dropped", "qti_marking_changed"]


def test_profile_of_cartridges_names_the_kind() -> None:
    said = '<response_lid ident="R" rcardinality="Single"><render_choice><response_label ident="true"><material><mattext>是</mattext></material></response_label><response_label ident="false"><material><mattext>否</mattext></material></response_label></render_choice></response_lid>'
    rules = '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"/></outcomes><respcondition continue="No"><conditionvar><varequal respident="R">false</varequal></conditionvar><setvar varname="SCORE" action="Set">100</setvar></respcondition></resprocessing>'
    text = "<material><mattext>口令可以共用。</mattext></material>"
    judged = read(old(text + said, rules, hint="cc.true_false.v0p1")).drafts[0].question
    assert (judged.kind, judged.answer) == (Kind.JUDGE, False)
    chosen = read(old(text + said, rules, hint="cc.multiple_choice.v0p1")).drafts[0].question
    assert chosen.kind is Kind.SINGLE


def test_a_part_of_the_wording_is_enough_where_the_profile_matches_patterns() -> None:
    answer = '<response_str ident="R" rcardinality="Single"><render_fib><response_label ident="A"/></render_fib></response_str>'
    rules = '<resprocessing><outcomes><decvar maxvalue="100" varname="SCORE"/></outcomes><respcondition continue="No"><conditionvar><varsubstring respident="R">加密</varsubstring></conditionvar><setvar varname="SCORE" action="Set">100</setvar></respcondition></resprocessing>'
    found = (
        read(
            old("<material><mattext>怎样保护文件？</mattext></material>" + answer, rules, hint="cc.pattern_match.v0p1")
        )
        .drafts[0]
        .question
    )
    assert (found.kind, found.wildcards, [one.text for one in found.choices]) == (Kind.SHORT_ANSWER, True, ["*加密*"])


def test_an_essay_keeps_the_answer_that_the_file_offers() -> None:
    answer = '<response_str ident="R"><render_fib rows="10"><response_label ident="A"/></render_fib></response_str>'
    more = '<itemfeedback ident="solution"><solution><solutionmaterial><material><mattext>先核对来源。</mattext></material></solutionmaterial></solution></itemfeedback>'
    found = (
        read(old("<material><mattext>论述。</mattext></material>" + answer, hint="cc.essay.v0p1", more=more))
        .drafts[0]
        .question
    )
    assert (found.kind, found.model_answer) == (Kind.ESSAY, "先核对来源。")


def test_a_hotspot_of_the_old_standard() -> None:
    picture = picture_file("map.png", 400, 200)
    spot = '<response_xy ident="P" rcardinality="Single"><material><mattext>点出办公楼。</mattext></material><render_hotspot><material><matimage imagtype="image/png" uri="map.png" width="400" height="200"/></material><response_label ident="A" rarea="Rectangle">100,50,20,10</response_label></render_hotspot></response_xy>'
    rules = '<resprocessing><outcomes><decvar varname="S" defaultval="0"/></outcomes><respcondition><conditionvar><varinside respident="P" areatype="Rectangle">100,50,20,10</varinside></conditionvar><setvar action="Add" varname="S">1</setvar></respcondition></resprocessing>'
    reading = read(package({"bank.xml": old(spot, rules).data, "map.png": picture.content}))
    found = reading.drafts[0].question
    assert (found.kind, found.stem) == (Kind.HOTSPOT, "点出办公楼。")
    assert [(zone.shape, zone.points, zone.is_right) for zone in found.zones] == [
        (Shape.RECTANGLE, (100, 50, 120, 60), True)
    ]


def test_pairs_in_one_response() -> None:
    labels = "".join(
        f'<response_label ident="{name}"{group}><material><mattext>{text}</mattext></material></response_label>'
        for name, text, group in (
            ("A", "甲", ' match_group="X,Y" match_max="1"'),
            ("B", "乙", ' match_group="X,Y" match_max="1"'),
            ("X", "一", ""),
            ("Y", "二", ""),
        )
    )
    grouped = f'<response_grp ident="G" rcardinality="Multiple"><render_choice>{labels}</render_choice></response_grp>'
    conditions = "".join(
        f'<respcondition continue="Yes"><conditionvar><varsubset respident="G">{pair}</varsubset></conditionvar><setvar action="Add" varname="SCORE">1</setvar></respcondition>'
        for pair in ("A,Y", "B,X")
    )
    rules = f'<resprocessing><outcomes><decvar varname="SCORE"/></outcomes>{conditions}</resprocessing>'
    found = read(old("<material><mattext>配对</mattext></material>" + grouped, rules)).drafts[0].question
    assert (found.kind, found.stem, [(one.left, one.right) for one in found.pairs]) == (
        Kind.MATCHING,
        "配对",
        [("甲", "二"), ("乙", "一")],
    )


def test_plain_words_about_html_stay_plain() -> None:
    said = '<response_lid ident="R" rcardinality="Single"><render_choice><response_label ident="A"><material><mattext texttype="text/plain">&lt;b&gt;</mattext></material></response_label><response_label ident="B"><material><mattext texttype="text/plain">&lt;i&gt;</mattext></material></response_label></render_choice></response_lid>'
    rules = '<resprocessing><outcomes><decvar varname="SCORE"/></outcomes><respcondition><conditionvar><varequal respident="R">A</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing>'
    text = '<material><mattext texttype="text/plain">加粗用 &lt;b&gt;文字&lt;/b&gt; 还是 _2*3*4_？</mattext></material>'
    found = read(old(text + said, rules)).drafts[0].question
    assert found.stem == "加粗用 <b>文字</b> 还是 _2*3*4_？"
    assert [one.text for one in found.choices] == ["<b>", "<i>"]


def test_material_that_several_questions_share() -> None:
    def one(ident: str, text: str, field: str = "", response: str = "") -> str:
        meta = f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{'multiple_choice_question' if response else 'text_only_question'}</fieldentry></qtimetadatafield>{field}</qtimetadata></itemmetadata>"
        rules = (
            '<resprocessing><outcomes><decvar varname="SCORE"/></outcomes><respcondition><conditionvar><varequal respident="R">A</varequal></conditionvar><setvar varname="SCORE">100</setvar></respcondition></resprocessing>'
            if response
            else ""
        )
        return f'<item ident="{ident}" title="题">{meta}<presentation><material><mattext texttype="text/html">&lt;p&gt;{text}&lt;/p&gt;</mattext></material>{response}</presentation>{rules}</item>'

    said = '<response_lid ident="R" rcardinality="Single"><render_choice><response_label ident="A"><material><mattext>甲</mattext></material></response_label><response_label ident="B"><material><mattext>乙</mattext></material></response_label></render_choice></response_lid>'
    parent = "<qtimetadatafield><fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>SHARED</fieldentry></qtimetadatafield>"
    xml = f'<?xml version="1.0"?><questestinterop><assessment title="卷"><section ident="s">{one("SHARED", "一段材料。")}{one("QA", "一问？", parent, said)}{one("QB", "二问？", parent, said)}</section></assessment></questestinterop>'
    reading = read(source(xml))
    assert reading.refused == 0
    found = reading.drafts[0].question
    assert (found.kind, found.stem, [part.stem for part in found.parts]) == (
        Kind.CASE_SET,
        "一段材料。",
        ["一问？", "二问？"],
    )


def test_a_category_that_a_person_chose_stands_in_where_the_file_has_none() -> None:
    reading = read(SourceFile("ims.xml", (FIXTURES / "ims.xml").read_bytes()), ReadOptions(category="新题"))
    assert {draft.question.category for draft in reading.drafts} == {"新题"}
