"""What makes a question of each kind unusable, and what its key and its texts are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import questions_to_mark as mark
from tests.builders.content import PARTS, make_question
from tests.builders.question_strategies import questions
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import (
    Attachment,
    Blank,
    Choice,
    Criterion,
    Feedback,
    Gap,
    GapKind,
    NumericKey,
    Pair,
    Result,
    Shape,
    Token,
    Unit,
    Variable,
    Zone,
)
from trainer.domain.question_bank.kinds import (
    key_response,
    marks_itself,
    needs_marker,
    problems,
    texts,
    wrong_response,
)
from trainer.domain.question_bank.parameterised import concrete
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.wording.sentences import codes, say

CHOICES = make_question().choices
ONE = Fraction(1)
PICTURE = mark.PICTURE
SOUND = Attachment("录音.mp3", "audio/mpeg", "1" * 64, 9)


def codes_of(question: Question) -> list[str]:
    return [finding.code for finding in problems(question)]


@pytest.mark.parametrize("kind", PARTS)
def test_a_sound_question_has_no_problem(kind: str) -> None:
    assert problems(make_question(kind)) == []
    assert problems(mark.BUILDERS[Kind(kind)]()) == []


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_whatever_authors_write_soundly_has_no_problem_and_all_its_texts(question: Question) -> None:
    assert problems(question) == []
    assert all(isinstance(text, str) for text in texts(question))


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(), questions())
def test_a_question_with_the_parts_of_another_kind_can_be_looked_at(one: Question, other: Question) -> None:
    found = problems(replace(other, kind=one.kind))
    assert all(finding.severity is Severity.ERROR and isinstance(finding.facts["path"], tuple) for finding in found)
    key_response(replace(other, kind=one.kind, variables=()))
    wrong_response(replace(other, kind=one.kind))
    texts(replace(other, kind=one.kind))


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("single", {"choices": (CHOICES[0],)}, ["entries_too_few"]),
        ("single", {"choices": tuple(replace(one, is_right=False) for one in CHOICES)}, ["single_key_count"]),
        ("single", {"choices": tuple(replace(one, is_right=True) for one in CHOICES)}, ["single_key_count"]),
        ("single", {"choices": (*CHOICES, Choice("待 办", False))}, ["entry_repeated"]),
        ("single", {"choices": (*CHOICES, Choice("ls", False), Choice("LS", False), Choice("l s", False))}, []),
        ("single", {"choices": (*CHOICES, *(Choice("同", False) for _ in range(1000)))}, ["entries_too_many"]),
        ("single", {"choices": (replace(CHOICES[0], share=ONE / 2), *CHOICES[1:])}, ["no_whole_share"]),
        (
            "single",
            {"choices": (*CHOICES, Choice("多", False, share=Fraction(-3, 2)))},
            ["part_share_out_of_range"],
        ),
        ("multiple", {"choices": tuple(replace(one, is_right=False) for one in CHOICES)}, ["multiple_without_key"]),
        (
            "multiple",
            {"choices": (*CHOICES, Choice("半", True, share=ONE / 4)), "marking": Marking.PER_CHOICE},
            ["shares_do_not_reach"],
        ),
        ("multiple", {"marking": Marking.LONGEST_RUN}, ["marking_unknown"]),
        ("judge", {"answer": None}, ["judge_without_answer"]),
        ("blank", {"blanks": (Blank(("号",)),)}, ["gaps_do_not_fit"]),
        ("blank", {"blanks": ()}, ["entries_too_few"]),
        ("blank", {"blanks": (Blank(("号",)), Blank((" ",)))}, ["gap_without_variant"]),
        ("blank", {"blanks": (Blank(("号",)), Blank(("二十二行",), Fraction(1)))}, ["variant_no_number"]),
        ("blank", {"blanks": (Blank(("号",)), Blank(("22",), Fraction(-1)))}, ["tolerance_negative"]),
        ("blank", {"blanks": (Blank(("号",)), Blank(("22",), units=(Unit("行"),)))}, ["units_without_number"]),
        ("blank", {"blanks": (Blank(("号",)), Blank(("22",), Fraction(0), (Unit(" "),)))}, ["unit_bad"]),
        ("blank", {"strict": ("font",)}, ["strict_unknown"]),
        ("numeric", {"numbers": ()}, ["entries_too_few"]),
        ("numeric", {"numbers": (NumericKey(ONE, Fraction(-1)),)}, ["tolerance_negative"]),
        ("numeric", {"numbers": (NumericKey(ONE, share=ONE / 2),)}, ["no_whole_share"]),
        ("numeric", {"numbers": (NumericKey(None),)}, ["no_whole_share"]),
        ("numeric", {"numbers": (NumericKey(ONE), NumericKey(None, share=Fraction(2)))}, ["part_share_out_of_range"]),
        ("numeric", {"units": ()}, ["unit_needed_without_units"]),
        ("numeric", {"units": (Unit("米"), Unit("千 米"), Unit("千米", Fraction(0)))}, ["unit_bad"]),
        ("numeric", {"units": (Unit("千米"), Unit("千 米"))}, ["entry_repeated"]),
        ("ordering", {"order": ("签收",)}, ["entries_too_few"]),
        ("ordering", {"order": ("签收", "登记", "签收")}, ["entry_repeated"]),
        ("ordering", {"marking": Marking.HALF}, ["marking_unknown"]),
        ("matching", {"pairs": (Pair("a", "b"),), "extra": ()}, ["entries_too_few"]),
        ("matching", {"extra": ("办理",)}, ["entry_repeated"]),
        ("judge", {"choices": CHOICES}, ["part_of_other_kind"]),
        ("single", {"answer": True}, ["part_of_other_kind"]),
        ("single", {"marking": Marking.HALF}, ["part_of_other_kind"]),
        ("judge", {"wildcards": True, "markers": 2}, ["part_of_other_kind", "part_of_other_kind"]),
        ("judge", {"points": Fraction(-1)}, ["points_negative"]),
        ("judge", {"stem": "见 ![图](没有.png)"}, ["picture_not_attached"]),
        ("judge", {"feedback": Feedback(wrong="![图](没有.png)")}, ["picture_not_attached"]),
        ("judge", {"hints": ("看 ![图](没有.png) 和 ![图](a.png)",)}, ["picture_not_attached", "picture_not_attached"]),
        ("judge", {"attachments": (replace(PICTURE, name="a/b.png"),)}, ["attachment_name_bad"]),
        ("judge", {"attachments": (PICTURE, PICTURE)}, ["entry_repeated"]),
        ("hotspot", {"picture": ""}, ["picture_missing"]),
        ("hotspot", {"picture": "没有.png"}, ["picture_not_attached"]),
        ("hotspot", {"picture": SOUND.name, "attachments": (SOUND,)}, ["picture_is_none"]),
        ("hotspot", {"zones": ()}, ["no_right_zone"]),
        ("hotspot", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5)),)}, ["no_right_zone"]),
        ("hotspot", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5), True, (0,)),)}, ["part_of_other_kind"]),
        ("hotspot", {"zones": (Zone(Shape.RECTANGLE, (640, 0, 700, 9), True),)}, ["zone_outside"]),
        ("hotspot", {"zones": (Zone(Shape.CIRCLE, (0, -9, 9), True),)}, ["zone_outside"]),
        ("hotspot", {"zones": (Zone(Shape.RECTANGLE, (9, 0, 9, 9), True),)}, ["zone_shape_bad"]),
        ("hotspot", {"zones": (Zone(Shape.CIRCLE, (9, 0, 0), True),)}, ["zone_shape_bad"]),
        ("hotspot", {"zones": (Zone(Shape.POLYGON, (0, 0, 5, 5, 9), True),)}, ["zone_shape_bad"]),
        ("hotspot", {"zones": (Zone(Shape.POLYGON, (0, 0, 5, 0, 9, 0), True),)}, ["zone_shape_bad"]),
        ("drag", {"tokens": ()}, ["entries_too_few", "token_unknown"]),
        ("drag", {"tokens": (Token(" "), Token("乙"))}, ["content_text_empty"]),
        ("drag", {"tokens": (Token("甲", "没有.png"), Token("乙"))}, ["picture_not_attached"]),
        ("drag", {"tokens": (Token("甲", copies=-1), Token("乙"))}, ["copies_negative", "tokens_run_out"]),
        ("drag", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5), takes=(2,)),)}, ["token_unknown"]),
        ("drag", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5), takes=(-1,)),)}, ["token_unknown"]),
        ("drag", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5)),)}, ["drag_without_place"]),
        ("drag", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5), True, (0,)),)}, ["part_of_other_kind"]),
        ("drag", {"zones": (Zone(Shape.CIRCLE, (5, 5, 5), takes=(0,)),) * 2}, ["tokens_run_out"]),
        ("cloze", {"gaps": ()}, ["entries_too_few"]),
        ("cloze", {"stem": "[[1]] [[1]]"}, ["gap_marks_do_not_fit"]),
        ("cloze", {"stem": "[[1]] \\[[2]]"}, ["gap_marks_do_not_fit"]),
        ("cloze", {"stem": "[[2]] [[3]]"}, ["gap_marks_do_not_fit"]),
        ("essay", {"rubric": (Criterion("甲", ONE / 2),)}, ["rubric_sum"]),
        ("essay", {"rubric": (Criterion("甲", ONE), Criterion("", Fraction(0)))}, ["criterion_bad"]),
        ("essay", {"markers": 0}, ["markers_too_few"]),
        ("short_answer", {"choices": ()}, ["short_answer_without_key"]),
        ("short_answer", {"choices": (Choice("甲", False),)}, ["no_whole_share"]),
        ("short_answer", {"choices": (Choice(" ", True),)}, ["content_text_empty"]),
        ("short_answer", {"choices": (Choice("甲", True), Choice("甲 ", True))}, ["entry_repeated"]),
        ("short_answer", {"choices": (Choice("H2O", True), Choice("h2o", False))}, []),
        ("practical", {"task": " "}, ["task_missing"]),
        ("case_set", {"parts": ()}, ["entries_too_few"]),
        ("parameterised", {"variables": ()}, ["entries_too_few"]),
    ],
)
def test_what_is_wanting_is_named(kind: str, changes: dict[str, Any], expected: list[str]) -> None:
    found = codes_of(replace(make_question(kind), **changes))
    if kind == "parameterised":
        assert found[: len(expected)] == expected
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (Gap(GapKind.CHOICE, (Choice("甲", True),)), ["entries_too_few"]),
        (Gap(GapKind.CHOICE, (Choice("甲", False), Choice("乙", False))), ["no_whole_share"]),
        (Gap(GapKind.CHOICE, (Choice("甲", True), Choice("甲", False))), ["entry_repeated"]),
        (Gap(GapKind.CHOICE, (Choice("甲", True), Choice("乙", False)), (NumericKey(ONE),)), ["part_of_other_kind"]),
        (Gap(GapKind.TEXT, ()), ["entries_too_few"]),
        (Gap(GapKind.TEXT, (Choice("甲", True),), strict=("x",)), ["strict_unknown"]),
        (Gap(GapKind.TEXT, (Choice("甲", True, share=Fraction(2)),)), ["part_share_out_of_range", "no_whole_share"]),
        (Gap(GapKind.NUMBER), ["entries_too_few"]),
        (Gap(GapKind.NUMBER, (Choice("甲", True),), (NumericKey(ONE),)), ["part_of_other_kind"]),
        (Gap(GapKind.NUMBER, (), (NumericKey(ONE, Fraction(-1)),)), ["tolerance_negative"]),
        (Gap(GapKind.TEXT, (Choice("甲", True),), weight=0), ["weight_too_small"]),
    ],
)
def test_what_is_wanting_in_a_gap_is_named_with_its_place(gap: Gap, expected: list[str]) -> None:
    sound = Gap(GapKind.TEXT, (Choice("甲", True),))
    found = problems(mark.cloze(stem="[[2]] [[1]]", gaps=(sound, gap)))
    assert [one.code for one in found] == expected
    assert all(one.facts["path"][:2] == ("gaps", 1) for one in found)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"variables": (Variable("a", high=ONE), Variable("b", high=ONE), Variable("a"))}, "entry_repeated"),
        ({"variables": (Variable("a b"), Variable("b"))}, "variable_name_bad"),
        ({"variables": (Variable("sin"), Variable("b"))}, "variable_name_bad"),
        ({"variables": (Variable("if"), Variable("b"))}, "variable_name_bad"),
        ({"variables": (Variable("ａ"), Variable("b"))}, "variable_name_bad"),
        ({"variables": (Variable("a", ONE, Fraction(0)), Variable("b"))}, "variable_range_bad"),
        ({"variables": (Variable("a", step=Fraction(0)), Variable("b"))}, "variable_range_bad"),
        (
            {"variables": (Variable("a", high=ONE, step=Fraction(1, 10**9)), Variable("b"))},
            "variable_values_too_many",
        ),
        ({"variables": tuple(Variable(f"v{n}") for n in range(21))}, "variables_too_many"),
        ({"conditions": ("a >",)}, "expression_unreadable"),
        ({"conditions": ("a + b",)}, "expression_mixed"),
        ({"conditions": ("a > c",)}, "expression_name_unknown"),
        ({"conditions": ("a > 99",)}, "values_not_found"),
        ({"results": ()}, "parameterised_key"),
        ({"choices": CHOICES}, "parameterised_key"),
        ({"results": (Result("a > b"),)}, "expression_mixed"),
        ({"results": (Result("f(a)"),)}, "expression_function_unknown"),
        ({"results": (Result("sqrt(0-a)"),)}, "values_not_found"),
        ({"results": (Result("pi*a"),)}, "result_endless"),
        ({"results": (Result("a*b", Fraction(-1)),)}, "tolerance_negative"),
        ({"results": (Result("a*b", places=13),)}, "places_out_of_range"),
        ({"results": (Result("a*b", places=-1),)}, "places_out_of_range"),
        ({"results": (Result("a*b", share=ONE / 2),)}, "no_whole_share"),
        ({"results": (Result("a*b", share=Fraction(3)),)}, "part_share_out_of_range"),
        ({"unit_needed": True}, "unit_needed_without_units"),
        ({"stem": "{c} 和 {a}"}, "variable_unknown"),
        ({"stem": "{=a*}"}, "expression_unreadable"),
        ({"explanation": "{=a*c}"}, "expression_name_unknown"),
        ({"results": (), "choices": (Choice("{=a}", True),)}, "entries_too_few"),
        ({"results": (), "choices": (Choice("{=a}", False), Choice("{=b}", False))}, "single_key_count"),
        ({"results": (), "choices": (Choice("{=a}", True), Choice("{=a+b-b}", False))}, "values_not_found"),
        ({"results": (), "choices": (Choice("{=a}", True), Choice("{x}", False))}, "variable_unknown"),
        (
            {"results": (), "choices": (Choice("{=a}", True), Choice("{=9+a}", False)), "units": (Unit("m"),)},
            "part_of_other_kind",
        ),
    ],
)
def test_what_is_wanting_in_a_parameterised_question_is_named(changes: dict[str, Any], expected: str) -> None:
    assert expected in codes_of(mark.parameterised(**changes))


@pytest.mark.parametrize("result", [Result("pi*a", ONE / 100), Result("pi*a", places=2), Result("a/b"), Result("a/7")])
def test_a_result_without_end_needs_a_tolerance_or_places_and_a_fraction_does_not(result: Result) -> None:
    assert problems(mark.parameterised(results=(result,))) == []


def test_brackets_of_formulas_and_escaped_ones_are_no_variables() -> None:
    assert problems(mark.parameterised(stem="$\\frac{x}{a}$ \\{y\\} {} { z } {a}")) == []


def test_a_case_tells_the_problems_of_its_parts_with_their_place() -> None:
    case = mark.case_set(parts=(mark.judge(), mark.single(choices=CHOICES[:1]), mark.case_set(), mark.judge(stem=" ")))
    found = [(one.code, one.facts["path"]) for one in problems(case)]
    assert found == [
        ("entries_too_few", ("parts", 1, "choices")),
        ("case_nested", ("parts", 2)),
        ("content_text_empty", ("parts", 3, "stem")),
    ]
    assert codes_of(mark.case_set(parts=(mark.judge(points=Fraction(0)),))) == ["case_without_points"]


def test_sub_questions_may_show_the_pictures_of_the_material() -> None:
    part = mark.judge(stem=f"![图]({PICTURE.name})")
    assert codes_of(mark.case_set(parts=(part,))) == ["picture_not_attached"]
    assert codes_of(mark.case_set(parts=(part,), attachments=(PICTURE,))) == []
    assert codes_of(mark.case_set(parts=(replace(part, attachments=(PICTURE,)),), attachments=(PICTURE,))) == []


def test_a_zone_at_the_edge_and_a_picture_of_unknown_size_are_fine() -> None:
    edge = Zone(Shape.CIRCLE, (0, 0, 9), True)
    assert codes_of(mark.hotspot(zones=(edge,))) == []
    far = Zone(Shape.CIRCLE, (9000, 9000, 9), True)
    assert codes_of(mark.hotspot(zones=(far,))) == ["zone_outside"]
    assert codes_of(mark.hotspot(zones=(far,), attachments=(replace(PICTURE, width=0, height=0),))) == []


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("single", {"choice": 0}),
        ("multiple", {"choices": [0, 1]}),
        ("judge", {"answer": False}),
        ("blank", {"blanks": ["六角括号", "号"]}),
        ("numeric", {"number": "3.14 米"}),
        ("ordering", {"order": [0, 1, 2, 3]}),
        ("matching", {"pairs": [0, 1, 2]}),
        ("hotspot", {"points": [[30, 10]]}),
        ("drag", {"zones": [0, None]}),
        ("cloze", {"gaps": [0, "待阅"]}),
        ("short_answer", {"text": "待办"}),
        ("essay", {"text": "分清轻重缓急。"}),
        ("case_set", {"parts": [{"answer": True}, {"number": "3"}]}),
        ("parameterised", {}),
        ("practical", {}),
    ],
)
def test_the_key_has_the_form_of_a_response(kind: str, key: dict[str, object]) -> None:
    assert key_response(make_question(kind)) == key


def test_keys_that_take_some_finding() -> None:
    units = (Unit("千米", Fraction(1000)), Unit("厘米", Fraction(1, 100)))
    assert key_response(mark.numeric(units=units)) == {"number": "0.00314 千米"}
    assert key_response(mark.numeric(numbers=(NumericKey(Fraction(1, 3)),), units=())) == {"number": "1/3"}
    assert key_response(mark.numeric(numbers=())) == {}
    assert key_response(mark.short_answer(choices=(Choice("签收*归档", True),), wildcards=True)) == {"text": "签收归档"}
    assert key_response(mark.short_answer(choices=(Choice("2\\*3*", True),), wildcards=True)) == {"text": "2*3"}
    assert key_response(mark.short_answer(choices=(Choice("*", True),), wildcards=True)) == {"text": "甲"}
    chosen = mark.parameterised(results=(), choices=(Choice("{=a+b}", False), Choice("{=a*b}", True)))
    assert key_response(chosen) == {"choice": 1}
    assert wrong_response(chosen) == {"choice": 0}
    assert key_response(concrete(mark.parameterised(), {"a": Fraction(4), "b": ONE})) == {"number": "4"}
    # Two tokens for three zones: one token must leave its first place to another zone.
    zones = (
        Zone(Shape.CIRCLE, (5, 5, 5), takes=(0, 1)),
        Zone(Shape.CIRCLE, (25, 5, 5), takes=(0,)),
        Zone(Shape.CIRCLE, (45, 5, 5), takes=(1, 2)),
    )
    assert key_response(mark.drag(zones=zones)) == {"zones": [1, 0, 2]}


def test_a_key_point_lies_in_no_second_right_zone() -> None:
    zones = (
        Zone(Shape.RECTANGLE, (0, 0, 100, 100), True),
        Zone(Shape.RECTANGLE, (40, 40, 60, 60), True),
        # The middle of a crescent lies outside it.
        Zone(Shape.POLYGON, (200, 0, 300, 0, 300, 100, 200, 100, 290, 50), True),
    )
    (x, y), (x2, y2), (x3, _) = key_response(mark.hotspot(zones=zones))["points"]
    assert not (40 <= x <= 60 and 40 <= y <= 60)
    assert 40 <= x2 <= 60
    assert 40 <= y2 <= 60
    assert 200 <= x3 <= 300


def test_where_everything_earns_something_no_wrong_response_is_made_up() -> None:
    half = Fraction(1, 2)
    assert wrong_response(mark.single(choices=(Choice("甲", True), Choice("乙", False, share=half)))) == {}
    assert wrong_response(mark.multiple(choices=(Choice("甲", True), Choice("乙", True)))) == {}
    assert wrong_response(mark.short_answer(choices=(Choice("*", True),), wildcards=True)) == {}
    assert wrong_response(mark.short_answer(choices=(), model_answer="要点")) == {}
    assert wrong_response(mark.hotspot(zones=(Zone(Shape.RECTANGLE, (0, 0, 400, 300), True),))) == {}
    everywhere = Zone(Shape.CIRCLE, (5, 5, 5), takes=(0, 1, 2))
    assert wrong_response(mark.drag(zones=(everywhere,))) == {}
    assert wrong_response(mark.judge(answer=None)) == {}
    assert wrong_response(mark.matching(pairs=(Pair("a", "b"),))) == {}
    assert wrong_response(mark.essay()) == wrong_response(mark.practical()) == {}
    assert wrong_response(mark.case_set(parts=(mark.essay(),))) == {}
    gap = Gap(GapKind.TEXT, (Choice("*", True),))
    assert wrong_response(mark.cloze(stem="[[1]]", gaps=(gap,), wildcards=True)) == {}
    assert wrong_response(mark.blank(blanks=(Blank(("不清楚",)),))) == {"blanks": ["没有印象"]}
    catch_all = (NumericKey(ONE), NumericKey(None, share=half))
    assert wrong_response(mark.numeric(numbers=catch_all)) == {"number": "不清楚"}
    assert wrong_response(mark.cloze(stem="[[1]]", gaps=(Gap(GapKind.NUMBER, numbers=catch_all),))) == {
        "gaps": ["不清楚"]
    }


def test_who_must_mark_is_known_from_the_question() -> None:
    by_hand = mark.short_answer(choices=(), model_answer="要点")
    needing = [mark.essay(), by_hand, mark.case_set(parts=(mark.judge(), mark.essay()))]
    assert [needs_marker(one) for one in needing] == [True] * 3
    assert not any(marks_itself(one) for one in needing)
    assert not needs_marker(mark.practical())
    assert not marks_itself(mark.practical())
    assert not marks_itself(mark.case_set(parts=(mark.practical(),)))
    rest = [mark.short_answer(), mark.case_set(), mark.parameterised(), mark.single()]
    assert all(marks_itself(one) and not needs_marker(one) for one in rest)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single", ("待办", "待阅", "已办", "公告")),
        ("judge", ()),
        ("blank", ("六角括号", "〔〕", "号")),
        ("numeric", ("3.14", "3", "米", "千米")),
        ("ordering", ("签收", "登记", "初审", "承办")),
        ("matching", ("待办", "办理", "待阅", "读完", "已办", "跟踪", "删除")),
        ("hotspot", ("待办",)),
        ("drag", ("待办", "已办")),
        ("cloze", ("待办", "待阅", "待阅")),
        ("short_answer", ("待办", "*办*")),
        ("essay", ("分清轻重缓急。", "讲清先后", "举出例子")),
        ("case_set", ("他应先看待办。", "有几件待办？", "3")),
        ("parameterised", ("a*b",)),
        ("practical", ()),
    ],
)
def test_texts_for_searching(kind: str, expected: tuple[str, ...]) -> None:
    assert texts(make_question(kind)) == expected


def test_a_gap_without_any_variant_has_an_empty_key() -> None:
    assert key_response(mark.blank(blanks=(Blank(()), Blank(("22",))))) == {"blanks": ["", "22"]}


@pytest.mark.parametrize("code", ["single_key_count", "multiple_without_key"])
def test_a_missing_key_is_told_in_words_that_hold_for_every_sort_of_file(code: str) -> None:
    assert "right:" not in str(say(code, {"right": 0}))
    assert all("right:" not in sentence for sentence in codes()[code])
