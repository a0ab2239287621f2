"""Items of QTI 2.x and 3.0 become questions: every interaction, the standard templates and the rules that people write."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders.qti import choices, item, outcome, package, response, source
from tests.builders.question_strategies import picture_file
from trainer.adapters.interchange.questions.qti import read
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Blank, GapKind, NumericKey, Shape
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Kind, Marking, Question

VERSIONS = ("2.1", "2.2", "3.0")
PICTURE = picture_file("map.png", 400, 200)


def only(reading: FileReading) -> Question:
    assert len(reading.drafts) == 1, reading.findings
    assert reading.refused == 0
    return reading.drafts[0].question


def from_item(*parts: str, **more: str) -> Question:
    return only(read(source(item(*parts, **more))))


def with_picture(xml: str, files: Mapping[str, bytes] | None = None) -> FileReading:
    return read(package({"items/q.xml": xml, "items/map.png": PICTURE.content, **(files or {})}))


def codes(reading: FileReading) -> list[str]:
    return [one.code for one in reading.findings]


@pytest.mark.parametrize("version", VERSIONS)
def test_single_choice_by_match_correct(version: str) -> None:
    body = "<p>发信前应当检查什么？</p>" + choices("收件人", "天气", shuffle="false")
    found = from_item(body, response("A") + outcome(), "match_correct", version=version)
    assert (found.kind, found.stem, found.is_shuffled) == (Kind.SINGLE, "发信前应当检查什么？", False)
    assert [(one.text, one.is_right, one.share) for one in found.choices] == [
        ("收件人", True, None),
        ("天气", False, None),
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_multiple_choice_by_map_response_keeps_the_points_of_each_choice(version: str) -> None:
    mapping = {"A": "1", "B": "1", "C": "-2"}
    declared = response("A", "B", cardinality="multiple", mapping=mapping, bounds='lowerBound="0" upperBound="2"')
    body = choices("锁屏", "关机", "贴口令", most=0, prompt="离开座位时可以怎样做？")
    found = from_item(body, declared + outcome(), "map_response", version=version)
    assert (found.kind, found.marking, found.stem) == (Kind.MULTIPLE, Marking.PER_CHOICE, "离开座位时可以怎样做？")
    assert [one.share for one in found.choices] == [Fraction(1, 2), Fraction(1, 2), Fraction(-1)]


def test_prompt_and_body_both_belong_to_the_stem_in_their_order() -> None:
    body = "<p>背景。</p>" + choices("甲", "乙", prompt="问题？") + "<p>说明。</p>"
    assert from_item(body, response("A"), "match_correct").stem == "背景。\n\n问题？\n\n说明。"


def test_true_and_false_become_a_statement_and_yes_and_no_stay_choices() -> None:
    told = '<modalFeedback outcomeIdentifier="FB" identifier="A" showHide="show"><p>对了。</p></modalFeedback>'
    rules = (
        '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        '<setOutcomeValue identifier="FB"><variable identifier="RESPONSE"/></setOutcomeValue>'
    )
    declared = response("A") + outcome() + outcome("FB", "identifier")
    judged = from_item("<p>附件可能有病毒。</p>" + choices("正确", "错误"), declared, rules, after=told)
    assert (judged.kind, judged.answer, judged.feedback.right) == (Kind.JUDGE, True, "对了。")
    chosen = from_item("<p>能转发吗？</p>" + choices("是", "否"), response("B"), "match_correct")
    assert chosen.kind is Kind.SINGLE


def test_order_match_and_associate() -> None:
    order = '<orderInteraction responseIdentifier="RESPONSE" shuffle="true">' + "".join(
        f'<simpleChoice identifier="{name}">{text}</simpleChoice>'
        for name, text in (("A", "签发"), ("B", "拟稿"), ("C", "用印"))
    )
    declared = response("B", "A", "C", cardinality="ordered")
    found = from_item(f"<p>排序</p>{order}</orderInteraction>", declared, "match_correct")
    assert (found.kind, found.order) == (Kind.ORDERING, ("拟稿", "签发", "用印"))

    def entry(name: str, text: str) -> str:
        return f'<simpleAssociableChoice identifier="{name}" matchMax="1">{text}</simpleAssociableChoice>'

    sets = f"<simpleMatchSet>{entry('A', '复制')}{entry('B', '粘贴')}</simpleMatchSet><simpleMatchSet>{entry('X', 'Ctrl+V')}{entry('Y', 'Ctrl+C')}{entry('Z', 'Ctrl+X')}</simpleMatchSet>"
    match = (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="2">{sets}</matchInteraction>'
    )
    pairs = {"A Y": "1", "B X": "1"}
    found = from_item(
        f"<p>配对</p>{match}",
        response("A Y", "B X", cardinality="multiple", base="directedPair", mapping=pairs),
        "map_response",
    )
    assert found.kind is Kind.MATCHING
    assert [(pair.left, pair.right) for pair in found.pairs] == [("复制", "Ctrl+C"), ("粘贴", "Ctrl+V")]
    assert found.extra == ("Ctrl+X",)

    inner = "".join(entry(name, text) for name, text in (("A", "Word"), ("B", "文字"), ("C", "Excel"), ("D", "表格")))
    associate = f'<associateInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="2">{inner}</associateInteraction>'
    reading = read(
        source(
            item(
                f"<p>成对</p>{associate}", response("B A", "C D", cardinality="multiple", base="pair"), "match_correct"
            )
        )
    )
    assert [(pair.left, pair.right) for pair in only(reading).pairs] == [("Word", "文字"), ("Excel", "表格")]
    assert codes(reading) == ["qti_associate"]


def test_a_table_of_ticks_becomes_a_case_set_and_shared_partners_become_a_cloze() -> None:
    def entries(*texts: str, names: str) -> str:
        inner = "".join(
            f'<simpleAssociableChoice identifier="{name}" matchMax="0">{text}</simpleAssociableChoice>'
            for name, text in zip(names, texts, strict=True)
        )
        return f"<simpleMatchSet>{inner}</simpleMatchSet>"

    sets = entries("键盘", "显示器", "触摸屏", names="ABC") + entries("输入", "输出", names="XY")
    match = (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="0">{sets}</matchInteraction>'
    )
    many = response("A X", "B Y", "C X", "C Y", cardinality="multiple", base="directedPair")
    found = from_item(f"<p>归类</p>{match}", many, "match_correct")
    assert found.kind is Kind.CASE_SET
    assert [(part.kind, part.stem) for part in found.parts] == [
        (Kind.SINGLE, "键盘"),
        (Kind.SINGLE, "显示器"),
        (Kind.MULTIPLE, "触摸屏"),
    ]
    shared = response("A X", "B Y", "C X", cardinality="multiple", base="directedPair")
    found = from_item(f"<p>归类</p>{match}", shared, "match_correct")
    assert (found.kind, found.stem) == (Kind.CLOZE, "归类\n\n键盘 [[1]]\n显示器 [[2]]\n触摸屏 [[3]]")


@pytest.mark.parametrize("version", VERSIONS)
def test_gaps_in_a_line_become_a_fill_in_and_with_lists_a_cloze(version: str) -> None:
    one = '<textEntryInteraction responseIdentifier="R1"/>'
    two = '<textEntryInteraction responseIdentifier="R2"/>'
    declared = response("仿宋", identifier="R1", base="string", mapping={"仿宋": "1", "仿宋体": "1"})
    declared += response("三号", identifier="R2", base="string", mapping={"三号": "1"})
    rules = '<setOutcomeValue identifier="SCORE"><sum><mapResponse identifier="R1"/><mapResponse identifier="R2"/></sum></setOutcomeValue>'
    found = from_item(f"<p>正文用{one}，{two}字。</p>", declared + outcome(), rules, version=version)
    assert (found.kind, found.stem) == (Kind.BLANK, "正文用____，____字。")
    assert found.blanks == (Blank(("仿宋", "仿宋体")), Blank(("三号",)))
    lists = '<inlineChoiceInteraction responseIdentifier="R2" shuffle="true"><inlineChoice identifier="A">三号</inlineChoice><inlineChoice identifier="B">五号</inlineChoice></inlineChoiceInteraction>'
    declared = response("仿宋", identifier="R1", base="string", mapping={"仿宋": "1"})
    declared += response("A", identifier="R2", mapping={"A": "3"})
    found = from_item(f"<p>正文用{one}，{lists}字。</p>", declared + outcome(), rules, version=version)
    assert (found.kind, found.stem) == (Kind.CLOZE, "正文用[[1]]，[[2]]字。")
    assert [(gap.kind, gap.weight) for gap in found.gaps] == [(GapKind.TEXT, 1), (GapKind.CHOICE, 3)]


def test_signs_that_only_look_like_gaps_lose_their_meaning() -> None:
    one = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    declared = response("下划线", base="string", mapping={"下划线": "1"})
    found = from_item(f"<p>____ 是 {one} 的样子，[[1]] 不是。</p>", declared, "map_response")
    assert found.kind is Kind.BLANK
    assert found.stem == "\\_\\_\\_\\_ 是 ____ 的样子，[[1]] 不是。"


def test_words_for_gaps_become_lists() -> None:
    words = '<gapText identifier="W" matchMax="1">红头</gapText><gapText identifier="S" matchMax="1">印章</gapText>'
    text = '<p>公文上方是<gap identifier="G1"/>，落款处有<gap identifier="G2"/>。</p>'
    gap_match = f'<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>填入。</prompt>{words}{text}</gapMatchInteraction>'
    declared = response("W G1", "S G2", cardinality="multiple", base="directedPair", mapping={"W G1": "1", "S G2": "1"})
    found = from_item(gap_match, declared, "map_response")
    assert (found.kind, found.stem) == (Kind.CLOZE, "填入。\n\n公文上方是[[1]]，落款处有[[2]]。")
    assert [[one.text for one in gap.choices if one.is_right] for gap in found.gaps] == [["红头"], ["印章"]]


def test_words_to_be_picked_become_choices() -> None:
    text = '<p>他把<hottext identifier="A">密码</hottext>告诉了<hottext identifier="B">同事</hottext>。</p>'
    hottext = f'<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>找出不该外传的。</prompt>{text}</hottextInteraction>'
    found = from_item(hottext, response("A"), "match_correct")
    assert (found.kind, found.stem) == (Kind.SINGLE, "找出不该外传的。\n\n他把**密码**告诉了**同事**。")
    assert [one.text for one in found.choices] == ["密码", "同事"]


def test_answers_in_writing() -> None:
    alone = '<p>复制的快捷键？</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    mapping = {"Ctrl+C": "2", "Ctrl-C": "1"}
    found = from_item(alone, response("Ctrl+C", base="string", mapping=mapping), "map_response")
    assert found.kind is Kind.SHORT_ANSWER
    assert [(one.text, one.is_right, one.share) for one in found.choices] == [
        ("Ctrl+C", True, None),
        ("Ctrl-C", False, Fraction(1, 2)),
    ]
    essay = '<p>谈谈保密。</p><extendedTextInteraction responseIdentifier="RESPONSE"/><rubricBlock view="scorer"><p>观点明确</p></rubricBlock>'
    found = from_item(essay, response(base="string"))
    assert (found.kind, found.stem, [one.text for one in found.rubric]) == (Kind.ESSAY, "谈谈保密。", ["观点明确"])
    number = '<p>1+1=</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = from_item(number, response("2", base="float"), "match_correct")
    assert (found.kind, found.numbers) == (Kind.NUMERIC, (NumericKey(Fraction(2)),))
    slider = '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="100" step="10"><prompt>多少分合格？</prompt></sliderInteraction>'
    found = from_item(slider, response("60", base="integer"), "match_correct")
    assert (found.kind, found.stem, found.numbers) == (Kind.NUMERIC, "多少分合格？", (NumericKey(Fraction(60)),))


@pytest.mark.parametrize(
    ("test", "key"),
    [
        ('<equal toleranceMode="absolute" tolerance="0.5 0.5">{r}<baseValue baseType="float">12.5</baseValue></equal>', NumericKey(Fraction(25, 2), Fraction(1, 2))),
        ('<equal toleranceMode="relative" tolerance="5 5"><baseValue baseType="float">200</baseValue>{r}</equal>', NumericKey(Fraction(200), Fraction(1, 20), is_relative=True)),
        ('<equalRounded roundingMode="decimalPlaces" figures="1">{r}<baseValue baseType="float">3.1</baseValue></equalRounded>', NumericKey(Fraction(31, 10), Fraction(1, 20))),
        ('<and><gte>{r}<baseValue baseType="float">10</baseValue></gte><lte>{r}<baseValue baseType="float">20</baseValue></lte></and>', NumericKey(Fraction(15), Fraction(5))),
    ],
)  # fmt: skip
def test_ranges_of_numbers_in_rules(test: str, key: NumericKey) -> None:
    branch = test.replace("{r}", '<variable identifier="RESPONSE"/>')
    rules = f'<responseCondition><responseIf>{branch}<setOutcomeValue identifier="SCORE"><baseValue baseType="float">3</baseValue></setOutcomeValue></responseIf></responseCondition>'
    body = '<p>多少？</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = from_item(body, response(base="float") + outcome(), rules)
    assert found.numbers == (key,)


SET = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue></setOutcomeValue>'


def test_rules_written_out_are_tried() -> None:
    rules = (
        "<responseCondition>"
        f'<responseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">B</baseValue></match>{SET.format(4)}</responseIf>'
        f'<responseElseIf><member><variable identifier="RESPONSE"/><multiple><baseValue baseType="identifier">A</baseValue></multiple></member>{SET.format(1)}</responseElseIf>'
        f"<responseElse>{SET.format(-1)}</responseElse></responseCondition>"
    )
    body = "<p>选哪个？</p>" + choices("甲", "乙", "丙")
    found = from_item(body, response() + outcome(), rules)
    assert [(one.is_right, one.share) for one in found.choices] == [
        (False, Fraction(2, 5)),
        (True, None),
        (False, None),
    ]


def test_half_for_an_incomplete_choice_is_recognised_by_what_it_earns() -> None:
    correct = '<correct identifier="RESPONSE"/>'
    given = '<variable identifier="RESPONSE"/>'
    rules = (
        f"<responseCondition><responseIf><match>{given}{correct}</match>{SET.format(2)}</responseIf>"
        f"<responseElseIf><contains>{correct}{given}</contains>{SET.format(1)}</responseElseIf></responseCondition>"
    )
    declared = response("A", "B", "C", cardinality="multiple") + outcome()
    found = from_item("<p>选几个？</p>" + choices("甲", "乙", "丙", "丁", most=0), declared, rules)
    assert (found.marking, {one.share for one in found.choices}) == (Marking.HALF, {None})


def test_accepted_wordings_and_patterns_of_rules() -> None:
    given = '<variable identifier="RESPONSE"/>'
    rules = (
        f'<responseCondition><responseIf><stringMatch caseSensitive="true">{given}<baseValue baseType="string">UOS</baseValue></stringMatch>{SET.format(2)}</responseIf>'
        f'<responseElseIf><patternMatch pattern=".*统信.*">{given}</patternMatch>{SET.format(1)}</responseElseIf></responseCondition>'
    )
    body = '<p>哪个系统？</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    found = from_item(body, response(base="string") + outcome(), rules)
    assert (found.kind, found.wildcards, found.strict) == (Kind.SHORT_ANSWER, True, ("case",))
    assert [(one.text, one.share) for one in found.choices] == [("UOS", None), ("*统信*", Fraction(1, 2))]


def test_rules_that_cannot_be_computed_fall_back_to_the_declared_key() -> None:
    rules = '<setOutcomeValue identifier="SCORE"><customOperator class="x.y"/></setOutcomeValue>'
    reading = read(source(item("<p>选</p>" + choices("甲", "乙"), response("B") + outcome(), rules)))
    assert [one.is_right for one in only(reading).choices] == [False, True]
    assert [(one.code, one.facts["element"]) for one in reading.findings] == [("qti_rules_unknown", "customOperator")]


def test_feedback_is_sorted_by_what_brings_it_up() -> None:
    texts = {"A": "甲不对。", "RIGHT": "很好。", "WRONG": "再想想。", "ALL": "见第三条。"}
    told = "".join(
        f'<modalFeedback outcomeIdentifier="{"FB" if name == "A" else "O"}" identifier="{name}" showHide="show"><p>{text}</p></modalFeedback>'
        for name, text in texts.items()
    )

    def put(outcome_name: str, *names: str) -> str:
        inner = "".join(f'<baseValue baseType="identifier">{name}</baseValue>' for name in names)
        return f'<setOutcomeValue identifier="{outcome_name}"><multiple>{inner}</multiple></setOutcomeValue>'

    rules = (
        '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
        f"{SET.format(1)}{put('O', 'RIGHT', 'ALL')}</responseIf><responseElse>{put('O', 'WRONG', 'ALL')}</responseElse></responseCondition>"
        '<setOutcomeValue identifier="FB"><variable identifier="RESPONSE"/></setOutcomeValue>'
    )
    declared = (
        response("C") + outcome() + outcome("FB", "identifier") + outcome("O", "identifier", cardinality="multiple")
    )
    found = from_item("<p>选</p>" + choices("甲", "乙", "丙"), declared, rules, after=told)
    assert found.choices[0].why == "甲不对。"
    assert (found.feedback.right, found.feedback.wrong, found.explanation) == ("很好。", "再想想。", "见第三条。")


def test_feedback_inside_a_choice_is_its_reason() -> None:
    first = '甲<feedbackInline outcomeIdentifier="FB" identifier="A" showHide="show">太早了。</feedbackInline>'
    found = from_item("<p>选</p>" + choices(first, "乙"), response("B"), "match_correct")
    assert [(one.text, one.why) for one in found.choices] == [("甲", "太早了。"), ("乙", "")]


def test_a_hotspot_and_hidden_areas_are_zones_in_pixels_of_the_picture() -> None:
    shown = '<object data="map.png" type="image/png" width="200" height="100">地图</object>'
    spots = '<hotspotChoice identifier="A" shape="rect" coords="10,10,30,20"/><hotspotChoice identifier="B" shape="circle" coords="100,50,10" hotspotLabel="旗政府"/>'
    xml = item(
        f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>点出旗政府。</prompt>{shown}{spots}</hotspotInteraction>',
        response("B"),
        "match_correct",
    )
    found = only(with_picture(xml))
    # The file shows the picture at half its size.
    assert [(zone.shape, zone.points, zone.is_right, zone.label) for zone in found.zones] == [
        (Shape.RECTANGLE, (20, 20, 60, 40), False, ""),
        (Shape.CIRCLE, (200, 100, 20), True, "旗政府"),
    ]
    areas = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="point"><areaMapping defaultValue="0"><areaMapEntry shape="poly" coords="0,0,50,0,50,50,0,0" mappedValue="1"/></areaMapping></responseDeclaration>'
    real = '<object data="map.png" type="image/png" width="400" height="200"/>'
    xml = item(
        f'<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>点。</prompt>{real}</selectPointInteraction>',
        areas,
        "map_response_point",
    )
    found = only(with_picture(xml))
    assert [(zone.shape, zone.points, zone.is_right) for zone in found.zones] == [
        (Shape.POLYGON, (0, 0, 50, 0, 50, 50), True)
    ]
    assert found.attachments == (PICTURE.attachment,)


@pytest.mark.parametrize("version", VERSIONS)
def test_things_to_be_placed_on_a_picture(version: str) -> None:
    shown = '<img src="map.png" alt="图"/>' if version == "3.0" else '<object data="map.png" type="image/png"/>'
    tokens = '<gapText identifier="T1" matchMax="1">甲镇</gapText><gapText identifier="T2" matchMax="2">乙镇</gapText>'
    zones = '<associableHotspot identifier="Z1" shape="rect" coords="0,0,9,9" matchMax="1"/><associableHotspot identifier="Z2" shape="ellipse" coords="50,50,20,10" matchMax="1"/>'
    body = f'<graphicGapMatchInteraction responseIdentifier="RESPONSE"><prompt>放。</prompt>{shown}{tokens}{zones}</graphicGapMatchInteraction>'
    declared = response("T2 Z1", cardinality="multiple", base="directedPair", mapping={"T2 Z1": "1"})
    found = only(with_picture(item(body, declared, "map_response", version=version)))
    assert found.kind is Kind.DRAG
    assert [(token.text, token.copies) for token in found.tokens] == [("甲镇", 1), ("乙镇", 2)]
    assert [zone.takes for zone in found.zones] == [(1,), ()]
    assert found.zones[1].shape is Shape.POLYGON


def test_an_object_to_be_positioned() -> None:
    areas = '<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="point"><areaMapping defaultValue="0"><areaMapEntry shape="circle" coords="50,50,8" mappedValue="1"/><areaMapEntry shape="circle" coords="90,90,8" mappedValue="1"/></areaMapping></responseDeclaration>'
    inner = '<positionObjectInteraction responseIdentifier="RESPONSE" maxChoices="2"><object data="map.png" type="image/png">小旗</object></positionObjectInteraction>'
    body = f'<p>插旗。</p><positionObjectStage><object data="map.png" type="image/png"/>{inner}</positionObjectStage>'
    found = only(with_picture(item(body, areas, "map_response_point")))
    assert (found.kind, len(found.zones), found.tokens[0].copies, found.tokens[0].text) == (Kind.DRAG, 2, 2, "小旗")


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("uploadInteraction", ""),
        ("drawingInteraction", '<object data="map.png" type="image/png"/>'),
        ("mediaInteraction", '<object data="a.mp3" type="audio/mpeg"/>'),
        ("customInteraction", "<x/>"),
        ("graphicOrderInteraction", '<object data="map.png" type="image/png"/>'),
        ("graphicAssociateInteraction", '<object data="map.png" type="image/png"/>'),
    ],
)
def test_interactions_without_a_counterpart_are_refused_by_name(name: str, inner: str) -> None:
    reading = read(source(item(f'<p>做。</p><{name} responseIdentifier="RESPONSE">{inner}</{name}>', response())))
    assert (reading.drafts, reading.refused) == ((), 1)
    errors = [one for one in reading.findings if one.severity is Severity.ERROR]
    assert [(one.code, one.facts["interaction"], one.line) for one in errors] == [("qti_interaction_unknown", name, 2)]


def test_several_interactions_of_one_item_stay_together() -> None:
    second = choices("丙", "丁").replace("RESPONSE", "R2")
    rules = '<setOutcomeValue identifier="SCORE"><sum><mapResponse identifier="RESPONSE"/><mapResponse identifier="R2"/></sum></setOutcomeValue>'
    declared = response("A", mapping={"A": "1"}) + response("B", identifier="R2", mapping={"B": "2"}) + outcome()
    body = f"<p>某旗发来一封邮件。</p><p>一、先做什么？</p>{choices('甲', '乙')}<p>二、再做什么？</p>{second}"
    found = from_item(body, declared, rules)
    assert (found.kind, found.stem, found.points) == (Kind.CASE_SET, "某旗发来一封邮件。", Fraction(3))
    assert [(part.stem, part.kind, part.points) for part in found.parts] == [
        ("一、先做什么？", Kind.SINGLE, Fraction(1)),
        ("二、再做什么？", Kind.SINGLE, Fraction(2)),
    ]


def test_only_the_whole_earns_something_and_that_is_told() -> None:
    second = choices("丙", "丁").replace("RESPONSE", "R2")
    test = "".join(
        f'<match><variable identifier="{name}"/><correct identifier="{name}"/></match>' for name in ("RESPONSE", "R2")
    )
    rules = f"<responseCondition><responseIf><and>{test}</and>{SET.format(1)}</responseIf></responseCondition>"
    body = f"<p>材料。</p><p>一？</p>{choices('甲', '乙')}<p>二？</p>{second}"
    reading = read(source(item(body, response("A") + response("B", identifier="R2") + outcome(), rules)))
    assert [[one.is_right for one in part.choices] for part in only(reading).parts] == [[True, False], [False, True]]
    assert codes(reading) == ["qti_marking_changed"]


def test_numbers_that_vary() -> None:
    drawn = (
        '<templateDeclaration identifier="len" cardinality="single" baseType="integer"/>'
        '<templateDeclaration identifier="area-x" cardinality="single" baseType="float"/>'
    )
    processing = (
        '<templateProcessing><setTemplateValue identifier="len"><randomInteger min="2" max="9"/></setTemplateValue>'
        '<setTemplateValue identifier="area-x"><product><variable identifier="len"/><sum><variable identifier="len"/><baseValue baseType="integer">1</baseValue></sum></product></setTemplateValue>'
        '<setCorrectResponse identifier="RESPONSE"><variable identifier="area-x"/></setCorrectResponse>'
        '<templateConstraint><not><equal toleranceMode="exact"><variable identifier="len"/><baseValue baseType="integer">5</baseValue></equal></not></templateConstraint></templateProcessing>'
    )
    body = '<p>长 <printedVariable identifier="len"/> 米的院子，面积 <textEntryInteraction responseIdentifier="RESPONSE"/>（参考 <printedVariable identifier="area-x"/>）。</p>'
    found = from_item(body, response(base="float") + outcome() + drawn + processing, "match_correct")
    assert (found.kind, found.stem) == (Kind.PARAMETERISED, "长 {len} 米的院子，面积 ____（参考 {=len*(len+1)}）。")
    assert [(one.name, one.low, one.high) for one in found.variables] == [("len", 2, 9)]
    assert found.conditions == ("len != 5",)
    assert [one.expression for one in found.results] == ["len*(len+1)"]


def test_a_template_that_cannot_be_said_here_is_refused() -> None:
    drawn = '<templateDeclaration identifier="w" cardinality="single" baseType="string"/>'
    processing = '<templateProcessing><setTemplateValue identifier="w"><random><multiple><baseValue baseType="string">甲</baseValue></multiple></random></setTemplateValue></templateProcessing>'
    reading = read(source(item("<p>选</p>" + choices("甲", "乙"), response("A") + drawn + processing, "match_correct")))
    assert (reading.refused, codes(reading)) == (1, ["qti_template_unknown"])


def test_texts_keep_what_they_say() -> None:
    body = (
        '<p>H<sub>2</sub>O 与 <span class="qti-underline">划线</span>、<strong>粗</strong>。</p><ul><li>一</li><li>二</li></ul>'
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>'
        + choices("甲", "乙")
    )
    found = from_item(body, response("A"), "match_correct")
    assert found.stem == "H<sub>2</sub>O 与 <u>划线</u>、**粗**。\n\n- 一\n- 二\n\n$\\frac{a}{b}$"


def test_a_missing_picture_is_told_and_its_words_stay() -> None:
    reading = with_picture(
        item('<p>看图<img src="lost.png" alt="流程图"/></p>' + choices("甲", "乙"), response("A"), "match_correct")
    )
    assert only(reading).stem == "看图流程图"
    assert [(one.code, one.severity) for one in reading.findings if one.code != "qti_manifest_missing"] == [
        ("qti_file_missing", Severity.WARNING)
    ]


def test_an_item_without_a_key_and_one_that_asks_nothing_are_refused() -> None:
    survey = read(source(item("<p>你的看法？</p>" + choices("赞成", "反对"), response())))
    assert (survey.refused, codes(survey)) == (1, ["qti_no_key"])
    text = read(source(item("<p>只是一段话。</p>")))
    assert (text.refused, codes(text)) == (1, ["qti_not_a_question"])


def test_what_is_no_part_of_a_question_is_told_once_a_file() -> None:
    end = '<endAttemptInteraction responseIdentifier="H" title="提示"/>'
    xml = item(f"<p>选{end}</p>" + choices("甲", "乙"), response("A"), "match_correct")
    reading = read(package({"a.xml": xml, "b.xml": xml.replace("SAFE_MAIL", "OTHER_MAIL")}))
    assert len(reading.drafts) == 2
    assert codes(reading).count("qti_buttons_dropped") == 1


def test_maximum_marks_are_the_points() -> None:
    declared = response("A") + outcome() + outcome("MAXSCORE", default="2.5")
    assert from_item("<p>选</p>" + choices("甲", "乙"), declared, "match_correct").points == Fraction(5, 2)
    declared = response("A") + outcome().replace("<outcomeDeclaration ", '<outcomeDeclaration normalMaximum="4" ')
    assert from_item("<p>选</p>" + choices("甲", "乙"), declared, "match_correct").points == Fraction(4)


@pytest.mark.parametrize(
    ("identifier", "idnumber"),
    [("tender-2025-mail", "tender-2025-mail"), ("item1", ""), ("Q_12", ""), ("choice", ""), ("QUE_1036", "")],
)
def test_only_identifiers_that_mean_something_identify_a_question(identifier: str, idnumber: str) -> None:
    xml = item("<p>选</p>" + choices("甲", "乙"), response("A"), "match_correct", identifier=identifier)
    assert read(source(xml)).drafts[0].idnumber == idnumber


def test_an_item_of_version_3_with_everything_around_it() -> None:
    path = Path(__file__).parents[5] / "fixtures" / "questions" / "qti" / "v3" / "choice.xml"
    reading = read(SourceFile(path.name, path.read_bytes()))
    found = only(reading)
    assert reading.drafts[0].idnumber == "confidential-mail-2025"
    assert (found.kind, found.name, found.points) == (Kind.MULTIPLE, "涉密邮件", 2)
    assert found.stem == "收到标注**秘密**的邮件，应当：\n\n（多选）"
    assert [(one.text, one.is_right, one.share) for one in found.choices] == [
        ("不在本机保存", True, Fraction(1, 2)),
        ("转发给同事", False, Fraction(-1, 2)),
        ("报告保密员", True, Fraction(1, 2)),
    ]
    assert (found.is_shuffled, found.explanation) == (False, "见保密法实施条例。")
    assert codes(reading) == ["qti_companion_dropped"]
