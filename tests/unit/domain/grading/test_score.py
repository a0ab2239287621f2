"""What a response is worth. Expectations come from the curriculum's marking rules, worked by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.question_strategies import questions
from tests.builders.questions_to_mark import (
    BUILDERS,
    blank,
    case_set,
    cloze,
    drag,
    essay,
    hotspot,
    judge,
    make_question,
    matching,
    multiple,
    numeric,
    ordering,
    parameterised,
    practical,
    short_answer,
    single,
)
from trainer.domain.grading.kinds import MARKING
from trainer.domain.grading.rules import MultipleRule, PartMarks
from trainer.domain.grading.score import grade, is_answered
from trainer.domain.question_bank.answers import Gap, GapKind, NumericKey, Shape, Token, Unit, Zone
from trainer.domain.question_bank.kinds import key_response, marks_itself, wrong_response
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Blank, Choice, Kind, Marking, Pair, Question
from trainer.domain.question_bank.robot import random_response

HALF, ALL, SHARE = (
    PartMarks(rule) for rule in (MultipleRule.HALF, MultipleRule.ALL_OR_NOTHING, MultipleRule.PER_CHOICE)
)
RULES = [HALF, ALL, SHARE, PartMarks(ordering=Marking.ADJACENT_PAIRS), PartMarks(ordering=Marking.LONGEST_RUN)]
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def asked(question: Question) -> Question:
    """As a paper asks it: with its values."""
    return concrete(question, draw_values(question, "1"))


ALL_KINDS = [asked(BUILDERS[kind]()) for kind in Kind]


def test_every_kind_can_be_marked() -> None:
    assert set(MARKING) == set(Kind)


@pytest.mark.parametrize("question", ALL_KINDS, ids=lambda question: question.code)
@pytest.mark.parametrize("rules", RULES)
def test_the_key_itself_earns_everything_under_every_rule(question: Question, rules: PartMarks) -> None:
    if marks_itself(question):
        assert grade(question, key_response(question), rules) == 1
        assert is_answered(question, key_response(question))
        assert grade(question, wrong_response(question), rules) == 0
    else:
        assert grade(question, key_response(question), rules) is None


@pytest.mark.parametrize("question", ALL_KINDS, ids=lambda question: question.code)
def test_no_answer_earns_nothing_and_is_not_an_answer(question: Question) -> None:
    assert not grade(question, {})
    assert not is_answered(question, {})


@PATIENT
@given(questions(), st.sampled_from(RULES))
def test_any_sound_question_gives_its_key_everything_and_a_wrong_response_nothing(
    question: Question, rules: PartMarks
) -> None:
    shown = asked(question)
    if not marks_itself(question):
        assert grade(shown, key_response(shown), rules) is None
        return
    key, wrong = key_response(shown), wrong_response(shown)
    assert grade(shown, key, rules) == 1
    assert is_answered(shown, key)
    assert grade(shown, wrong, rules) == 0
    assert is_answered(shown, wrong) == bool(wrong)


@PATIENT
@given(questions(), st.integers(0, 999), st.sampled_from(RULES))
def test_whoever_guesses_gets_something_between_nothing_and_everything(
    question: Question, seed: int, rules: PartMarks
) -> None:
    shown = asked(question)
    earned = grade(shown, random_response(shown, random.Random(seed)), rules)
    assert (earned is None) == (not marks_itself(question))
    assert earned is None or 0 <= earned <= 1


@PATIENT
@given(questions([Kind.SINGLE, Kind.MULTIPLE]), st.integers(0, 999), st.sampled_from(RULES))
def test_the_order_in_which_choices_are_written_does_not_matter(
    question: Question, seed: int, rules: PartMarks
) -> None:
    places = list(range(len(question.choices)))
    random.Random(seed).shuffle(places)
    mixed = replace(question, choices=tuple(question.choices[place] for place in places))
    response = random_response(question, random.Random(seed))
    moved = {
        "choice": places.index(response["choice"]) if "choice" in response else None,
        "choices": [places.index(place) for place in response.get("choices", [])],
    }
    assert grade(mixed, moved, rules) == grade(question, response, rules)


@pytest.mark.parametrize(
    ("chosen", "rules", "expected"),
    [
        ([0, 2], HALF, "1"),
        ([2, 0], HALF, "1"),
        ([0], HALF, "1/2"),
        ([2], HALF, "1/2"),
        ([0, 1], HALF, "0"),
        ([0, 1, 2], HALF, "0"),
        ([1], HALF, "0"),
        ([0, 1, 2, 3], HALF, "0"),
        ([0], ALL, "0"),
        ([0, 2], ALL, "1"),
        ([0], SHARE, "1/2"),
        ([0, 1], SHARE, "0"),
        ([0, 0], HALF, "1/2"),
        ([0, 9], HALF, "0"),
        ([], HALF, "0"),
    ],
)
def test_multiple_choice_by_rule(chosen: list[int], rules: PartMarks, expected: str) -> None:
    assert grade(multiple(), {"choices": chosen}, rules) == Fraction(expected)


def test_a_share_of_three_right_choices_is_an_exact_third() -> None:
    question = multiple(right=(0, 1, 3))
    assert grade(question, {"choices": [3]}, SHARE) == Fraction(1, 3)
    assert grade(question, {"choices": [3, 0]}, SHARE) == Fraction(2, 3)


@pytest.mark.parametrize(
    ("marking", "expected"),
    [
        (Marking.HALF, "1/2"),
        (Marking.ALL_OR_NOTHING, "0"),
        (Marking.PER_CHOICE, "1/3"),
        # Not a rule of this kind: the paper's holds.
        (Marking.LONGEST_RUN, "0"),
    ],
)
def test_a_questions_own_rule_comes_before_the_papers(marking: Marking, expected: str) -> None:
    question = multiple(right=(0, 1, 3), marking=marking)
    assert grade(question, {"choices": [3]}, ALL) == Fraction(expected)


def test_own_shares_are_added_up_and_clipped_where_choices_are_marked_one_by_one() -> None:
    shares = ("1/2", "1/2", "0", "-1/2")
    choices = tuple(Choice(f"项{n}", n < 2, share=Fraction(share)) for n, share in enumerate(shares))
    question = multiple(choices=choices, marking=Marking.PER_CHOICE)
    worth = [([0], "1/2"), ([0, 1], "1"), ([0, 2], "1/2"), ([0, 3], "0"), ([0, 1, 3], "1/2"), ([3], "0"), ([0, 9], "0")]
    assert [grade(question, {"choices": chosen}) for chosen, _ in worth] == [Fraction(share) for _, share in worth]
    # Under the other rules shares say nothing.
    assert grade(replace(question, marking=None), {"choices": [0]}, HALF) == Fraction(1, 2)
    assert grade(replace(question, marking=None), {"choices": [0, 2]}, HALF) == 0


def test_a_wrong_choice_without_a_share_takes_everything_also_among_shares() -> None:
    choices = (Choice("甲", True, share=Fraction(2, 3)), Choice("乙", True), Choice("丙", False))
    question = multiple(choices=choices, marking=Marking.PER_CHOICE)
    assert grade(question, {"choices": [0]}) == Fraction(2, 3)
    assert grade(question, {"choices": [0, 1]}) == 1
    assert grade(question, {"choices": [0, 2]}) == 0


@settings(deadline=None)
@given(st.sets(st.integers(0, 4), min_size=1), st.sets(st.integers(0, 4)), st.sampled_from([HALF, ALL, SHARE]))
def test_one_wrong_choice_takes_everything_and_one_more_right_choice_never_costs(
    right: set[int], chosen: set[int], rules: PartMarks
) -> None:
    question = multiple(right=tuple(right), size=5)
    worth = grade(question, {"choices": sorted(chosen)}, rules)
    assert worth is not None
    assert 0 <= worth <= 1
    if chosen - right:
        assert worth == 0
    else:
        more = [grade(question, {"choices": [*chosen, index]}, rules) for index in right - chosen]
        assert all(better is not None and better >= worth for better in more)
        assert (worth == 1) == (chosen == right)


@settings(deadline=None)
@given(st.integers(-2, 6))
def test_single_choice_is_right_or_wrong(chosen: int) -> None:
    assert grade(single(right=1), {"choice": chosen}) == (1 if chosen == 1 else 0)


def test_another_single_choice_may_earn_a_part_and_none_costs_anything() -> None:
    choices = (
        Choice("全对", True),
        Choice("半对", False, share=Fraction(1, 2)),
        Choice("倒扣", False, share=Fraction(-1)),
    )
    question = single(choices=choices)
    assert [grade(question, {"choice": n}) for n in range(3)] == [1, Fraction(1, 2), 0]


@pytest.mark.parametrize(("given_", "expected"), [(True, 1), (False, 0), (1, 0), ("true", 0)])
def test_true_or_false(given_: Any, expected: int) -> None:
    assert grade(judge(answer=True), {"answer": given_}) == expected


def test_each_gap_earns_its_share() -> None:
    assert grade(blank(), {"blanks": ["仿宋", "28"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": ["仿宋"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": ["", "22"]}) == Fraction(1, 2)
    assert grade(blank(), {"blanks": [22, None]}) == 0


def test_a_gap_with_a_tolerance_is_compared_as_a_number() -> None:
    question = blank(stem="每页____行。", blanks=(Blank(("22",), Fraction(1), (Unit("行"), Unit("页", Fraction(22)))),))
    right = ["22", "二十二", "２１行", "23 行", "1页", "21.5"]
    assert [grade(question, {"blanks": [entry]}) for entry in right] == [1] * 6
    wrong = ["24", "22字", "约22", "", "2页"]
    assert [grade(question, {"blanks": [entry]}) for entry in wrong] == [0] * 5


def test_a_strict_gap_minds_what_it_is_strict_about() -> None:
    question = blank(stem="按____。", blanks=(Blank(("Ctrl+C",)),), strict=("case",))
    assert grade(question, {"blanks": ["Ctrl + C"]}) == 1
    assert grade(question, {"blanks": ["ctrl+c"]}) == 0


def test_an_order_is_right_as_a_whole_or_not_at_all() -> None:
    assert grade(ordering(), {"order": [0, 1, 2, 3]}) == 1
    assert grade(ordering(), {"order": [1, 0, 2, 3]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2, 3, 3]}) == 0
    assert grade(ordering(), {"order": [0, 1, 2, 3, None]}) == 0


@pytest.mark.parametrize(
    ("order", "pairs", "run"),
    [
        ([0, 1, 2, 3], "1", "1"),
        ([1, 2, 3, 0], "2/3", "3/4"),
        ([2, 3, 0, 1], "2/3", "1/2"),
        ([0, 1, 3, 2], "1/3", "1/2"),
        ([1, 0, 3, 2], "0", "0"),
        ([3, 2, 1, 0], "0", "0"),
        ([0, 2, 1, 3], "0", "0"),
        ([0, 1, 2], "0", "0"),
    ],
)
def test_an_order_may_be_marked_by_neighbours_or_by_its_longest_run(order: list[int], pairs: str, run: str) -> None:
    assert grade(ordering(), {"order": order}, PartMarks(ordering=Marking.ADJACENT_PAIRS)) == Fraction(pairs)
    assert grade(ordering(marking=Marking.LONGEST_RUN), {"order": order}) == Fraction(run)


def test_entries_that_read_alike_may_change_places_in_an_order() -> None:
    question = ordering(order=("核对", "盖章", "核对"))
    assert grade(question, {"order": [2, 1, 0]}) == 1
    assert grade(question, {"order": [1, 0, 2]}) == 0
    assert grade(question, {"order": [1, 2, 0]}, PartMarks(ordering=Marking.ADJACENT_PAIRS)) == Fraction(1, 2)
    assert grade(question, {"order": [1, 2, 0]}, PartMarks(ordering=Marking.LONGEST_RUN)) == Fraction(2, 3)


def test_each_pair_earns_its_share() -> None:
    assert grade(matching(), {"pairs": [0, 1, 3]}) == Fraction(2, 3)
    assert grade(matching(), {"pairs": [0, None, None]}) == Fraction(1, 3)
    assert not is_answered(matching(), {"pairs": [None, None, None]})
    assert grade(matching(), {"pairs": [0]}) == Fraction(1, 3)


def test_right_hand_entries_that_read_alike_are_the_same_entry() -> None:
    pairs = (Pair("通知", "下行"), Pair("批复", "下行"))
    question = make_question(Kind.MATCHING, pairs=pairs)
    assert grade(question, {"pairs": [1, 0]}) == 1


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("3.14", "1"),
        ("3.15 m", "1"),
        ("3.151", "1/2"),
        ("314cm", "1"),
        ("0.00314 km", "1"),
        ("3.3", "0"),
        ("3.14 kg", "0"),
        ("3,14", "0"),
        ("", "0"),
    ],
)
def test_a_number_earns_what_the_nearest_accepted_one_is_worth(number: str, expected: str) -> None:
    assert grade(numeric(), {"number": number}) == Fraction(expected)


def test_a_number_without_the_unit_that_is_asked_for_is_wrong() -> None:
    assert grade(numeric(unit_needed=True), {"number": "3.14"}) == 0
    assert grade(numeric(unit_needed=True), {"number": "3.14 m"}) == 1


def test_a_relative_tolerance_is_a_part_of_the_value_and_a_catch_all_takes_any_number() -> None:
    keys = (
        NumericKey(Fraction(-200), Fraction(1, 10), is_relative=True),
        NumericKey(None, share=Fraction(1, 4)),
        NumericKey(Fraction(7), share=Fraction(-1)),
    )
    question = numeric(numbers=keys, units=())
    worth = {"-180": "1", "-220": "1", "-179.9": "1/4", "0": "1/4", "7": "1/4", "x": "0"}
    assert {text: grade(question, {"number": text}) for text in worth} == {
        text: Fraction(share) for text, share in worth.items()
    }
    assert grade(numeric(numbers=(keys[0], keys[2]), units=()), {"number": "7"}) == 0


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([[60, 30], [300, 200]], "1"),
        ([[300, 200], [60, 30]], "1"),
        ([[10, 10], [340, 200]], "1"),
        ([[110, 60], [300, 160]], "1"),
        ([[60, 30]], "1/2"),
        ([[60, 30], [61, 31]], "1/2"),
        ([[60, 30], [175, 120]], "1/2"),
        ([[9, 10], [341, 200]], "0"),
        ([[60, 30], [300, 200], [0, 0]], "0"),
        ([[60.5, 30.25], [300.0, 200]], "1"),
        ([], "0"),
        ([[True, 30], [300]], "0"),
        (["60,30", [300, 200]], "1/2"),
        ([[float("inf"), 30], [10**400, 200]], "0"),
    ],
)
def test_points_on_a_picture(points: list[Any], expected: str) -> None:
    assert grade(hotspot(), {"points": points}) == Fraction(expected)


def test_overlapping_zones_need_a_point_each_and_a_point_serves_the_zone_that_needs_it() -> None:
    zones = (
        Zone(Shape.RECTANGLE, (0, 0, 100, 100), is_right=True),
        Zone(Shape.RECTANGLE, (50, 0, 150, 100), is_right=True),
        Zone(Shape.POLYGON, (0, 200, 100, 200, 50, 300), is_right=True),
    )
    question = hotspot(zones=zones)
    assert grade(question, {"points": [[75, 50], [10, 10], [50, 250]]}) == 1
    assert grade(question, {"points": [[75, 50], [80, 50], [50, 300]]}) == 1
    assert grade(question, {"points": [[75, 50]]}) == Fraction(1, 3)
    assert grade(question, {"points": [[10, 10], [20, 20], [0, 201]]}) == Fraction(1, 3)


def test_a_picture_without_a_right_zone_earns_nothing() -> None:
    assert grade(hotspot(zones=()), {"points": []}) == 0


def test_a_zone_that_is_no_shape_is_never_hit() -> None:
    question = hotspot(zones=(Zone(Shape.CIRCLE, (5, 5), is_right=True),))
    assert grade(question, {"points": [[5, 5]]}) == 0


def test_each_zone_that_takes_something_earns_its_share() -> None:
    assert grade(drag(), {"zones": [0, 1, None]}) == 1
    assert grade(drag(), {"zones": [0, 1, 2]}) == 1
    assert grade(drag(), {"zones": [0, 2, 1]}) == Fraction(1, 2)
    assert grade(drag(), {"zones": [0]}) == Fraction(1, 2)
    assert grade(drag(), {"zones": [9, "1", True]}) == 0
    assert not is_answered(drag(), {"zones": [None, None, None]})
    assert grade(drag(zones=()), {"zones": []}) == 0


def test_tokens_that_look_alike_are_the_same_and_none_counts_oftener_than_it_has_copies() -> None:
    zones = tuple(Zone(Shape.RECTANGLE, (n, 0, n + 1, 1), takes=(n % 2,)) for n in range(4))
    alike = drag(zones=zones, tokens=(Token("与"), Token("与", copies=2), Token("或", copies=0)))
    assert grade(alike, {"zones": [1, 0, 1, None]}) == Fraction(3, 4)
    assert grade(alike, {"zones": [1, 1, 1, 0]}) == Fraction(3, 4)
    assert grade(alike, {"zones": [0, 0, 0, 0]}) == Fraction(1, 4)
    free = drag(zones=zones, tokens=(Token("与", copies=0), Token("与", copies=0)))
    assert grade(free, {"zones": [0, 0, 0, 0]}) == 1


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([1, "仿宋", "22"], "1"),
        ([1, " 仿 宋 ", "二十三"], "1"),
        ([1, "宋体", ""], "5/8"),
        ([0, "仿宋", "21"], "1/2"),
        ([1], "1/2"),
        ([None, None, "22"], "1/4"),
        (["1", 7, 22], "0"),
        ([9, "黑体", "25"], "0"),
    ],
)
def test_gaps_count_by_their_weight(gaps: list[Any], expected: str) -> None:
    assert grade(cloze(), {"gaps": gaps}) == Fraction(expected)


def test_a_filling_that_costs_takes_from_the_others_and_never_below_nothing() -> None:
    bad = (Choice("对", True), Choice("错", False, share=Fraction(-1)))
    question = cloze(stem="[[1]] [[2]]", gaps=(Gap(GapKind.CHOICE, bad, weight=1), Gap(GapKind.CHOICE, bad, weight=2)))
    assert grade(question, {"gaps": [0, 0]}) == 1
    assert grade(question, {"gaps": [1, 0]}) == Fraction(1, 3)
    assert grade(question, {"gaps": [0, 1]}) == 0
    assert grade(cloze(gaps=()), {"gaps": []}) == 0
    assert not is_answered(question, {"gaps": [None, ""]})


def test_a_gap_may_have_wildcards_and_be_strict() -> None:
    gaps = (Gap(GapKind.TEXT, (Choice("*GB2312*", True),), strict=("case",)),)
    question = cloze(stem="[[1]]", gaps=gaps, wildcards=True)
    assert grade(question, {"gaps": ["仿宋_GB2312 字体"]}) == 1
    assert grade(question, {"gaps": ["仿宋_gb2312"]}) == 0


def test_a_short_answer_earns_what_its_best_wording_is_worth() -> None:
    assert [grade(short_answer(), {"text": text}) for text in ("待办", " 待办。", "办", "待阅", "", 5)] == [
        1,
        1,
        Fraction(1, 2),
        0,
        0,
        0,
    ]
    loose = short_answer(
        choices=(Choice("*签收*登记*", True), Choice("*登记*", False, share=Fraction(1, 3))), wildcards=True
    )
    worth = {"先签收，再登记": "1", "先登记，再签收": "1/3", "分发": "0"}
    assert {text: grade(loose, {"text": text}) for text in worth} == {t: Fraction(s) for t, s in worth.items()}


def test_what_a_person_or_another_room_marks_is_not_marked_here() -> None:
    by_hand = short_answer(choices=(), model_answer="要点")
    for question in (by_hand, essay(), practical(), parameterised(), case_set(parts=(judge(), essay()))):
        assert grade(question, {"text": "要点", "number": "6", "parts": [{"answer": True}]}) is None
    assert is_answered(essay(), {"text": "我认为"})
    assert is_answered(by_hand, {"text": "要点"})
    assert not is_answered(practical(), {"text": "做完了"})


def test_a_parameterised_question_is_marked_by_the_values_on_the_paper_alone() -> None:
    raw = parameterised()
    assert is_answered(raw, {"number": "6"})
    assert is_answered(parameterised(results=(), choices=single().choices), {"choice": 1})
    values = {"a": Fraction(4), "b": Fraction(3, 2)}
    assert grade(concrete(raw, values), {"number": "6"}) == 1
    assert grade(concrete(raw, values), {"number": "6", "values": {"a": 1, "b": 6}}) == 1
    assert grade(concrete(raw, values), {"number": "12"}) == 0


def test_a_case_is_the_mean_of_its_parts_by_points() -> None:
    right_single, right_blank = {"choice": 1}, {"blanks": ["仿宋", "22"]}
    assert grade(case_set(), {"parts": [right_single, right_blank]}) == 1
    assert grade(case_set(), {"parts": [right_single]}) == Fraction(1, 3)
    assert grade(case_set(), {"parts": [None, {"blanks": ["仿宋"]}, right_single]}) == Fraction(1, 3)
    assert is_answered(case_set(), {"parts": [{}, {"blanks": ["仿宋"]}]})
    assert not is_answered(case_set(), {"parts": [{}, {}]})
    worthless = case_set(parts=(single(points=Fraction(0)),))
    assert grade(worthless, {"parts": [right_single]}) == 0
    nested = case_set(parts=(single(), case_set()))
    assert grade(nested, {"parts": [right_single, {"parts": [right_single, right_blank]}]}) == Fraction(1, 2)


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("choice", "choices", "answer", "blanks", "number", "order", "pairs", "points", "zones", "gaps", "text", "parts")


@settings(deadline=None)
@given(st.sampled_from(ALL_KINDS), st.dictionaries(st.sampled_from((*KEYS, "x")), JUNK), st.sampled_from(RULES))
def test_whatever_comes_in_can_be_marked(question: Question, response: dict[str, Any], rules: PartMarks) -> None:
    earned = grade(question, response, rules)
    assert earned is None or 0 <= earned <= 1
    assert is_answered(question, response) in {True, False}


@PATIENT
@given(questions(), st.data())
def test_a_key_with_one_part_spoilt_can_be_marked(question: Question, data: st.DataObject) -> None:
    shown = asked(question)
    response = {name: spoilt(value, data) for name, value in key_response(shown).items()}
    earned = grade(shown, response)
    assert earned is None or 0 <= earned <= 1


def spoilt(value: Any, data: st.DataObject) -> Any:
    if isinstance(value, list) and value:
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], spoilt(value[at], data), *value[at + 1 :]]
    return data.draw(JUNK)


def test_questions_without_a_key_earn_nothing() -> None:
    empty: dict[str, Any] = {name: [] for name in KEYS}
    for kind in Kind:
        assert not grade(make_question(kind), empty)
