"""H5P files: question sets and single content types become questions, everything else is told by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.qti import package
from tests.builders.question_strategies import picture_file
from trainer.adapters.interchange.questions.h5p import read
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Blank, Shape
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Kind, Marking, Question

PICTURE = picture_file("图.png", 640, 480)


def h5p(library: str, params: Any, files: Mapping[str, bytes] | None = None, title: str = "保密测验") -> FileReading:
    head = {"title": title, "mainLibrary": library, "language": "zh"}
    content = {"h5p.json": json.dumps(head), "content/content.json": json.dumps(params, ensure_ascii=False)}
    return read(package({**content, **(files or {})}, "题组.h5p"))


def only(reading: FileReading) -> Question:
    assert len(reading.drafts) == 1, reading.findings
    return reading.drafts[0].question


def multi(**more: Any) -> dict[str, Any]:
    answers = [
        {"text": "<div>锁屏</div>", "correct": True, "tipsAndFeedback": {"chosenFeedback": "<div>对</div>"}},
        {"text": "<div>贴口令</div>", "correct": False, "tipsAndFeedback": {"chosenFeedback": "危险"}},
    ]
    return {
        "question": "<p>离开座位时？</p>",
        "answers": answers,
        "behaviour": {"type": "auto", "randomAnswers": False},
    } | more


def test_multiple_choice_with_one_right_answer_is_a_single_choice() -> None:
    ranges = [
        {"from": 0, "to": 50, "feedback": "再想想"},
        {"from": 51, "to": 99, "feedback": "差一点"},
        {"from": 100, "to": 100, "feedback": "好"},
    ]
    found = only(h5p("H5P.MultiChoice", multi(overallFeedback=ranges)))
    assert (found.kind, found.stem, found.is_shuffled, found.name) == (Kind.SINGLE, "离开座位时？", False, "保密测验")
    assert [(one.text, one.is_right, one.why) for one in found.choices] == [
        ("锁屏", True, "对"),
        ("贴口令", False, "危险"),
    ]
    assert (found.feedback.right, found.feedback.partly, found.feedback.wrong) == ("好", "差一点", "再想想")


def test_several_right_answers_earn_a_point_each_and_wrong_ones_take_one() -> None:
    answers = [{"text": text, "correct": text != "丙"} for text in ("甲", "乙", "丙")]
    found = only(h5p("H5P.MultiChoice", multi(answers=answers)))
    assert (found.kind, found.marking, found.points) == (Kind.MULTIPLE, Marking.PER_CHOICE, Fraction(2))
    assert [one.share for one in found.choices] == [Fraction(1, 2), Fraction(1, 2), Fraction(-1, 2)]
    whole = only(h5p("H5P.MultiChoice", multi(answers=answers, behaviour={"singlePoint": True})))
    assert (whole.marking, whole.points, {one.share for one in whole.choices}) == (Marking.ALL_OR_NOTHING, 1, {None})
    reading = h5p("H5P.MultiChoice", multi(answers=answers, behaviour={"type": "single"}))
    assert (only(reading).kind, [one.code for one in reading.findings]) == (Kind.SINGLE, ["h5p_several_keys"])


def test_a_question_set_gives_its_questions_in_order_with_its_title_as_category() -> None:
    questions = [
        {
            "library": "H5P.TrueFalse 1.8",
            "subContentId": "0f-1",
            "metadata": {"title": "Untitled True/False"},
            "params": {
                "question": "<p>口令可以共用。</p>",
                "correct": "false",
                "behaviour": {"feedbackOnWrong": "不可以"},
            },
        },
        {"library": "H5P.MultiChoice 1.16", "subContentId": "0f-2", "metadata": {"title": "锁屏"}, "params": multi()},
        {"library": "H5P.MemoryGame 1.3", "metadata": {"title": "翻牌"}, "params": {}},
        {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>说明</p>"}},
    ]
    reading = h5p("H5P.QuestionSet", {"questions": questions})
    assert [(draft.idnumber, draft.question.kind, draft.question.name) for draft in reading.drafts] == [
        ("0f-1", Kind.JUDGE, ""),
        ("0f-2", Kind.SINGLE, "锁屏"),
    ]
    assert {draft.question.category for draft in reading.drafts} == {"保密测验"}
    assert reading.drafts[0].question.feedback.wrong == "不可以"
    assert reading.refused == 1
    assert [(one.code, one.severity) for one in reading.findings] == [
        ("h5p_type_unknown", Severity.ERROR),
        ("h5p_not_a_question", Severity.NOTICE),
    ]


def test_questions_of_one_sort_are_told_apart_by_their_number_in_the_file() -> None:
    keyless = multi(answers=[{"text": "甲"}, {"text": "乙"}])
    pictured = multi(media={"type": {"library": "H5P.Image 1.1", "params": {"file": {"path": "images/none.png"}}}})
    made = {"choices": [{"question": text, "answers": ["对", "错"]} for text in ("一", "二")]}
    questions = [
        {"library": "H5P.MultiChoice 1.16", "params": multi()},
        {"library": "H5P.MultiChoice 1.16", "params": keyless},
        {"library": "H5P.SingleChoiceSet 1.11", "params": made},
        {"library": "H5P.MultiChoice 1.16", "params": pictured},
        {"library": "H5P.MemoryGame 1.3", "params": {}},
        {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>说明</p>"}},
    ]
    reading = h5p("H5P.QuestionSet", {"questions": questions})
    assert [draft.where.line for draft in reading.drafts] == [1, 3, 4, 5]
    assert [(one.code, one.line) for one in reading.findings] == [
        ("h5p_no_key", 2),
        ("h5p_file_missing", 5),
        ("h5p_type_unknown", 6),
        ("h5p_not_a_question", None),
    ]


def test_questions_are_found_inside_columns_slides_and_videos() -> None:
    inner = {"library": "H5P.MultiChoice 1.16", "params": multi()}
    column = {"content": [{"content": {"library": "H5P.Image 1.1", "params": {}}}, {"content": inner}]}
    slides = {
        "presentation": {
            "slides": [{"elements": [{"action": inner}, {"action": {"library": "H5P.Column 1.16", "params": column}}]}]
        }
    }
    assert len(h5p("H5P.CoursePresentation", slides).drafts) == 2
    video = {"interactiveVideo": {"assets": {"interactions": [{"action": inner}]}}}
    assert len(h5p("H5P.InteractiveVideo", video).drafts) == 1


def test_gaps_variants_and_tips() -> None:
    params = {
        "text": "<p>填空</p>",
        "questions": ["<p>正文用*仿宋/仿宋体:字体*，*三号*字。</p>", "<p>____ 是空，*A\\/B* 是答案</p>"],
        "behaviour": {"caseSensitive": False},
    }
    found = only(h5p("H5P.Blanks", params))
    assert found.stem == "填空\n\n正文用____，____字。\n\n\\_\\_\\_\\_ 是空，____ 是答案"
    assert found.blanks == (Blank(("仿宋", "仿宋体")), Blank(("三号",)), Blank(("A/B",)))
    assert (found.hints, found.strict, found.points) == (("字体",), (), 3)
    advanced = {
        "content": {
            "task": "填",
            "blanksText": "<p>红头在_____方</p>",
            "blanksList": [{"correctAnswerText": "上/上面", "hint": "位置"}],
        }
    }
    found = only(h5p("H5P.AdvancedBlanks", advanced))
    assert (found.stem, found.blanks, found.hints) == ("填\n\n红头在____方", (Blank(("上", "上面")),), ("位置",))


def test_words_to_be_dragged_or_marked() -> None:
    found = only(
        h5p(
            "H5P.DragText", {"taskDescription": "拖", "textField": "先*拟稿*，再*签发:领导*。", "distractors": "*用印*"}
        )
    )
    assert (found.kind, found.stem) == (Kind.CLOZE, "拖\n\n先[[1]]，再[[2]]。")
    assert [[one.text for one in gap.choices] for gap in found.gaps] == [["拟稿", "签发", "用印"]] * 2
    assert [[one.is_right for one in gap.choices] for gap in found.gaps] == [[True, False, False], [False, True, False]]
    reading = h5p("H5P.MarkTheWords", {"taskDescription": "标出设备", "textField": "*键盘* 邮件 *鼠标* 会议"})
    marked = only(reading)
    assert [(one.text, one.is_right, one.share) for one in marked.choices] == [
        ("键盘", True, Fraction(1, 2)),
        ("邮件", False, Fraction(-1, 2)),
        ("鼠标", True, Fraction(1, 2)),
        ("会议", False, Fraction(-1, 2)),
    ]
    assert [one.code for one in reading.findings] == ["h5p_words_as_choices"]
    long = h5p("H5P.MarkTheWords", {"textField": " ".join(f"*w{n}*" for n in range(40))})
    assert (long.refused, [one.code for one in long.findings]) == (1, ["h5p_words_too_many"])


def test_contents_that_hold_several_questions_give_each_its_own_identity() -> None:
    params = {
        "choices": [{"question": "一？", "answers": ["对的", "错的"]}, {"question": "二？", "answers": ["甲", "乙"]}]
    }
    inner = {"library": "H5P.SingleChoiceSet 1.11", "subContentId": "set", "params": params}
    reading = h5p("H5P.QuestionSet", {"questions": [inner]})
    assert [(draft.idnumber, draft.question.stem) for draft in reading.drafts] == [("set.1", "一？"), ("set.2", "二？")]
    assert [one.is_right for one in reading.drafts[0].question.choices] == [True, False]
    summary = h5p("H5P.Summary", {"intro": "选出正确的说法。", "summaries": [{"summary": ["<p>真</p>", "<p>假</p>"]}]})
    assert (only(summary).stem, [one.text for one in only(summary).choices]) == ("选出正确的说法。", ["真", "假"])
    cards = h5p("H5P.Flashcards", {"cards": [{"text": "首都？", "answer": "北京/北京市", "tip": "华北"}]})
    assert ([one.text for one in only(cards).choices], only(cards).hints) == (["北京", "北京市"], ("华北",))
    cross = h5p("H5P.Crossword", {"words": [{"clue": "存文件的硬件", "answer": "U盘"}]})
    assert (only(cross).kind, [one.code for one in cross.findings]) == (Kind.SHORT_ANSWER, ["h5p_taken_apart"])
    back = h5p("H5P.Dialogcards", {"dialogs": [{"text": "<p>OA</p>", "answer": "<p>办公自动化</p>"}]})
    assert (only(back).model_answer, [one.code for one in back.findings]) == ("办公自动化", ["h5p_by_hand"])


def drag(background: bool, correct: tuple[list[str], list[str]] = (["0"], ["1"])) -> dict[str, Any]:
    settings_: dict[str, Any] = {"size": {"width": 320, "height": 240}, "questionTitle": "放到位置上"}
    if background:
        settings_["background"] = {"path": "images/map.png", "width": 640, "height": 480}

    def element(text: str) -> dict[str, Any]:
        return {
            "x": 0,
            "y": 0,
            "width": 5,
            "height": 2,
            "dropZones": ["0", "1"],
            "type": {"library": "H5P.AdvancedText 1.1", "params": {"text": f"<p>{text}</p>"}},
        }

    zones = [
        {
            "x": 10,
            "y": 20,
            "width": 5,
            "height": 2.5,
            "label": "<div>版头</div>",
            "correctElements": correct[0],
            "single": True,
        },
        {"x": 50, "y": 50, "width": 5, "height": 2.5, "label": "版记", "correctElements": correct[1], "single": False},
    ]
    return {
        "question": {
            "settings": settings_,
            "task": {"elements": [element("发文字号"), element("抄送机关")], "dropZones": zones},
        }
    }


def test_things_to_be_dragged_onto_a_picture_or_onto_names() -> None:
    reading = h5p("H5P.DragQuestion", drag(True), {"content/images/map.png": PICTURE.content})
    found = only(reading)
    assert (found.kind, found.stem, found.picture) == (Kind.DRAG, "放到位置上", "map.png")
    # The play area is half the picture: 5 em are 80 of its pixels and 160 of the picture's.
    assert [(zone.points, zone.takes, zone.label) for zone in found.zones] == [
        ((64, 96, 224, 176), (0,), "版头"),
        ((320, 240, 480, 320), (1,), "版记"),
    ]
    assert [one.name for one in found.attachments] == ["map.png"]
    assert list(reading.media) == [PICTURE.digest]
    lines = h5p("H5P.DragQuestion", drag(False, (["0", "1"], [])))
    assert only(lines).stem == "放到位置上\n\n发文字号 [[1]]\n抄送机关 [[2]]"
    assert [one.code for one in lines.findings] == ["h5p_drag_as_lines"]


def test_hotspots_are_per_cents_of_the_picture() -> None:
    spots = [
        {
            "userSettings": {"correct": True, "feedbackText": "对"},
            "computedSettings": {"x": 10, "y": 10, "width": 20, "height": 10, "figure": "rectangle"},
        },
        {
            "userSettings": {"correct": False},
            "computedSettings": {"x": 50, "y": 50, "width": 10, "height": 13.3, "figure": "circle"},
        },
    ]
    params = {
        "imageHotspotQuestion": {
            "backgroundImageSettings": {"backgroundImage": {"path": "images/a.png"}},
            "hotspotSettings": {"taskDescription": "点开始按钮", "hotspot": spots},
        }
    }
    found = only(h5p("H5P.ImageHotspotQuestion", params, {"content/images/a.png": PICTURE.content}))
    assert (found.stem, [(zone.shape, zone.points, zone.is_right) for zone in found.zones]) == (
        "点开始按钮",
        [(Shape.RECTANGLE, (64, 48, 192, 96), True), (Shape.CIRCLE, (352, 272, 32), False)],
    )
    missing = h5p("H5P.ImageHotspotQuestion", params)
    assert (missing.refused, {one.code for one in missing.findings}) == (1, {"h5p_picture_missing"})


def test_essays_orders_and_pairs() -> None:
    essay = h5p(
        "H5P.Essay",
        {
            "taskDescription": "谈保密",
            "keywords": [
                {"keyword": "最小化", "alternatives": ["最小权限"], "options": {"points": 2}},
                {"keyword": "登记", "options": {"points": 1}},
            ],
            "solution": {"sample": "<p>示例</p>"},
        },
    )
    found = only(essay)
    assert (found.kind, found.model_answer) == (Kind.ESSAY, "示例")
    assert [(one.text, one.share) for one in found.rubric] == [
        ("最小化 / 最小权限", Fraction(2, 3)),
        ("登记", Fraction(1, 3)),
    ]
    assert only(
        h5p("H5P.SortParagraphs", {"taskDescription": "排", "paragraphs": ["<p>一</p>", "<p>二</p>"]})
    ).order == ("一", "二")
    cards = [
        {"image": {"path": "images/a.png"}, "imageAlt": "甲", "match": {"path": "images/b.png"}, "matchAlt": "乙"}
    ] * 2
    files = {"content/images/a.png": PICTURE.content, "content/images/b.png": picture_file("b.png", 9, 9).content}
    cards[1] = {"image": cards[0]["match"], "match": cards[0]["image"], "imageAlt": "丙", "matchAlt": "丁"}
    found = only(h5p("H5P.ImagePair", {"taskDescription": "配", "cards": cards}, files))
    assert [(one.left, one.right) for one in found.pairs] == [
        ("![甲](a.png)", "![乙](b.png)"),
        ("![丙](b.png)", "![丁](a.png)"),
    ]


def test_a_picture_stands_before_the_question() -> None:
    media = {"type": {"library": "H5P.Image 1.1", "params": {"file": {"path": "images/a.png"}, "alt": "窗口"}}}
    found = only(h5p("H5P.MultiChoice", multi(media=media), {"content/images/a.png": PICTURE.content}))
    assert found.stem == "![窗口](a.png)\n\n离开座位时？"
    lost = h5p("H5P.MultiChoice", multi(media=media))
    assert (only(lost).stem, [one.code for one in lost.findings]) == ("离开座位时？", ["h5p_file_missing"])


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"h5p.json": "{}"}, "zip_member_missing"),
        ({"h5p.json": "{", "content/content.json": "{}"}, "h5p_broken"),
        ({"h5p.json": "{}", "content/content.json": "[" * 100_000}, "h5p_broken"),
        ({"h5p.json": "{}", "content/content.json": "{}"}, "h5p_nothing"),
        ({"h5p.json": '{"mainLibrary": "H5P.MultiChoice"}', "content/content.json": "[]"}, "h5p_no_key"),
        ({"h5p.json": '{"mainLibrary": "H5P.GameMap"}', "content/content.json": "{}"}, "h5p_type_unknown"),
    ],
)
def test_files_without_questions_say_why(files: dict[str, str | bytes], code: str) -> None:
    reading = read(package(files, "x.h5p"))
    assert reading.drafts == ()
    assert [one.code for one in reading.findings] == [code]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10_000) | st.floats(allow_nan=False) | st.text(max_size=8) | st.sampled_from(("*甲*", "0", "H5P.Image 1.1")),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(("question", "answers", "text", "correct", "questions", "settings", "task", "elements", "dropZones", "params", "library", "path", "x", "y", "width", "height", "cards", "dialogs", "words", "choices", "summaries", "summary", "correctElements", "behaviour", "media", "type", "keywords", "textField")), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(
    library=st.sampled_from(("H5P.MultiChoice", "H5P.Blanks", "H5P.DragText", "H5P.DragQuestion", "H5P.Essay", "H5P.Summary", "H5P.SingleChoiceSet", "H5P.Dialogcards", "H5P.Crossword", "H5P.MarkTheWords", "H5P.ImageHotspotQuestion", "H5P.QuestionSet", "H5P.ImagePair")),
    params=_JSON,
)  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_content_is_read_or_refused(library: str, params: Any) -> None:
    reading = h5p(library, params)
    assert reading.drafts or any(one.severity is Severity.ERROR for one in reading.findings)
