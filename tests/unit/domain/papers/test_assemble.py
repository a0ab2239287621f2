"""The draw: exact, seeded, complete whenever a paper exists, and checked by something else."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.questions_to_mark import case_set, cloze, drag, matching, multiple, ordering, single
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.papers.assemble import assemble, supply
from trainer.domain.papers.blueprint import Blueprint, Candidate, Row, candidate_of
from trainer.domain.papers.facility import expected_marks
from trainer.domain.papers.paper import Paper, Slot, paper_digest, paper_document, read_paper
from trainer.domain.papers.shuffle import order_of
from trainer.domain.papers.validate import breaches
from trainer.domain.question_bank.mixing import Group
from trainer.domain.question_bank.question import Choice, Kind

KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)


def make_pool(size: int = 240) -> list[Candidate]:
    return [
        Candidate(
            id=f"q{number:04}",
            version=1,
            kind=KINDS[number % 3],
            course=f"C{number % 4 + 1:02}",
            knowledge_point=f"K{number % 20:02}",
            tier="AB" if number % 2 else "BC",
            difficulty=number % 5 + 1,
            groups=() if number % 3 == 2 else (Group(("甲", "乙", "丙", "以上都对")),),
        )
        for number in range(size)
    ]


BLUEPRINT = Blueprint(
    (
        Row(8, Fraction(2), ("C01",), (Kind.SINGLE,)),
        Row(4, Fraction(3), ("C01", "C02"), (), (1, 2)),
        Row(6, Fraction(1), (), (Kind.JUDGE,)),
    ),
    per_knowledge_point=3,
)


def test_a_paper_keeps_its_blueprint_to_the_letter() -> None:
    paper = assemble(BLUEPRINT, make_pool(), "seed")
    assert breaches(paper, BLUEPRINT, make_pool()) == []
    assert paper.of == 8 * 2 + 4 * 3 + 6
    assert len({slot.question_id for slot in paper.slots}) == 18


def test_the_same_seed_gives_the_same_paper_whatever_the_order_of_the_pool() -> None:
    pool = make_pool()
    shuffled = random.Random(5).sample(pool, len(pool))
    assert assemble(BLUEPRINT, pool, "7:anna:1") == assemble(BLUEPRINT, shuffled, "7:anna:1")
    assert assemble(BLUEPRINT, pool, "7:anna:1") != assemble(BLUEPRINT, pool, "7:berta:1")


def test_a_paper_reads_back_and_its_digest_covers_everything() -> None:
    paper = assemble(BLUEPRINT, make_pool(), "seed")
    assert read_paper(paper_document(paper)) == paper
    other = replace(paper, slots=(replace(paper.slots[0], marks=Fraction(5, 2)), *paper.slots[1:]))
    assert paper_digest(paper_document(paper)) != paper_digest(paper_document(other))


def test_an_overlapping_row_gives_way_where_only_one_way_works() -> None:
    # The first row could take the only question that the second one can use.
    pool = [replace(make_pool(1)[0], id="a", course="C01"), replace(make_pool(1)[0], id="b", course="C02")]
    blueprint = Blueprint((Row(1, Fraction(1)), Row(1, Fraction(1), ("C01",))))
    for seed in range(20):
        paper = assemble(blueprint, pool, str(seed))
        assert [slot.question_id for slot in paper.slots] == ["b", "a"]


def test_a_full_knowledge_point_makes_room_where_another_row_can_move() -> None:
    pool = [
        Candidate("a", 1, Kind.JUDGE, "C01", "K1", "B", 1),
        Candidate("b", 1, Kind.JUDGE, "C02", "K1", "B", 1),
        Candidate("c", 1, Kind.JUDGE, "C01", "K2", "B", 1),
    ]
    blueprint = Blueprint((Row(1, Fraction(1), ("C01",)), Row(1, Fraction(1), ("C02",))), per_knowledge_point=1)
    for seed in range(20):
        assert [slot.question_id for slot in assemble(blueprint, pool, str(seed)).slots] == ["c", "b"]


def test_starving_rows_are_named_with_what_is_wanting() -> None:
    blueprint = Blueprint((Row(3, Fraction(1), ("C01",), (Kind.SINGLE,), (1,)), Row(2, Fraction(1), ("C99",))))
    with pytest.raises(Refusal) as caught:
        assemble(blueprint, make_pool(60), "seed")
    assert caught.value.code == "blueprint_starves"
    assert caught.value.facts["wanting"] == 4
    assert caught.value.facts["listed"] == "1 (C01 · single · 1): 1/3; 2 (C99): 0/2"
    assert [row["available"] for row in caught.value.facts["rows"]] == [1, 0]


def test_questions_lately_seen_come_only_where_nothing_else_is_left() -> None:
    pool = make_pool(60)
    blueprint = Blueprint((Row(5, Fraction(1), ("C01",), (Kind.SINGLE,)),))
    eligible = [entry.id for entry in pool if blueprint.rows[0].admits(entry)]
    assert len(eligible) == 5
    assert len(assemble(blueprint, pool, "s", avoid=frozenset(eligible[:2])).slots) == 5
    three = replace(blueprint, rows=(replace(blueprint.rows[0], count=3),))
    for seed in range(30):
        paper = assemble(three, pool, str(seed), avoid=frozenset(eligible[:2]))
        assert not {slot.question_id for slot in paper.slots} & set(eligible[:2])


def test_papers_expect_nearly_the_same_marks() -> None:
    pool = make_pool()
    by_id = {entry.id: entry for entry in pool}
    blueprint = Blueprint((Row(20, Fraction(5)),))
    expected = [
        expected_marks((float(slot.marks), by_id[slot.question_id].difficulty) for slot in paper.slots)
        for paper in (assemble(blueprint, pool, str(seed)) for seed in range(40))
    ]
    # One swap moves a five-mark question by at most 0.85 marks; without swaps the spread is about ten marks.
    assert max(expected) - min(expected) <= 0.85


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_a_paper_is_found_whenever_one_exists(chance: random.Random, limit: int) -> None:
    """Plant a paper, hide it in a pool, and ask for exactly its cells."""
    planted = [
        Candidate(
            f"p{n}",
            1,
            chance.choice(KINDS),
            f"C{chance.randint(1, 2)}",
            f"K{n // max(limit, 1)}",
            "B",
            chance.randint(1, 2),
        )
        for n in range(6)
    ]
    noise = [
        Candidate(
            f"n{n}",
            1,
            chance.choice(KINDS),
            f"C{chance.randint(1, 2)}",
            f"K{chance.randint(0, 3)}",
            "B",
            chance.randint(1, 2),
        )
        for n in range(4)
    ]
    rows = tuple(
        Row(
            1,
            Fraction(1),
            (entry.course,) if chance.random() < 0.6 else (),
            (entry.kind,) if chance.random() < 0.6 else (),
            (entry.difficulty,) if chance.random() < 0.4 else (),
        )
        for entry in planted
    )
    blueprint = Blueprint(rows, per_knowledge_point=limit)
    pool = planted + noise
    assert breaches(assemble(blueprint, pool, "seed"), blueprint, pool) == []
    assert all(item.wanting == 0 for item in supply(blueprint, pool))


def broken(paper: Paper, blueprint: Blueprint = BLUEPRINT) -> set[str]:
    return {finding.code for finding in breaches(paper, blueprint, make_pool())}


def test_the_validator_finds_every_kind_of_breach() -> None:
    paper = assemble(BLUEPRINT, make_pool(), "seed")
    first, *rest = paper.slots

    def having(**parts: object) -> Paper:
        return replace(paper, slots=(replace(first, **parts), *rest))

    assert "paper_question_unknown" in broken(having(question_id="nobody"))
    assert "paper_question_unknown" in broken(having(version=2))
    assert "paper_question_misplaced" in broken(having(row=2))
    assert "paper_question_misplaced" in broken(having(row=9))
    assert {"paper_question_misplaced", "paper_marks_differ"} <= broken(having(marks=Fraction(1)))
    assert "paper_question_repeated" in broken(replace(paper, slots=(first, *rest, first)))
    assert "paper_row_count" in broken(replace(paper, slots=tuple(rest)))
    assert "paper_order_broken" in broken(having(order=(0, 1, 2)))
    assert "paper_order_broken" in broken(having(order=(3, 0, 1, 2)))
    assert "paper_point_crowded" in broken(paper, replace(BLUEPRINT, per_knowledge_point=1))


def test_an_ordering_shown_solved_is_a_breach() -> None:
    pool = [candidate_of(ordering())]
    blueprint = Blueprint((Row(1, Fraction(1)),))
    paper = assemble(blueprint, pool, "seed")
    assert breaches(paper, blueprint, pool) == []
    solved = replace(paper, slots=(replace(paper.slots[0], order=(0, 1, 2, 3)),))
    assert [finding.code for finding in breaches(solved, blueprint, pool)] == ["paper_order_broken"]


def test_all_of_the_above_stays_last_and_the_rest_moves() -> None:
    question = single(choices=tuple(Choice(text, False) for text in ("以上都对", "甲", "乙", "丙", "以上都不对")))
    orders = {order_of(candidate_of(question), random.Random(seed), is_shuffled=True) for seed in range(200)}
    assert {order[3:] for order in orders} == {(0, 4)}
    assert len(orders) == 6


def test_choices_that_name_each_other_by_letter_keep_their_order() -> None:
    question = multiple(choices=tuple(Choice(text, False) for text in ("甲", "乙", "A和B", "丁")))
    assert order_of(candidate_of(question), random.Random(1), is_shuffled=True) == (0, 1, 2, 3)


def test_entries_to_order_are_shuffled_even_where_choices_are_not_and_never_shown_solved() -> None:
    for seed in range(50):
        assert order_of(candidate_of(ordering()), random.Random(seed), is_shuffled=False) != (0, 1, 2, 3)
        assert order_of(candidate_of(matching()), random.Random(seed), is_shuffled=False) == (0, 1, 2, 3)
    alike = candidate_of(ordering(order=("同", "同")))
    assert sorted(order_of(alike, random.Random(1), is_shuffled=True)) == [0, 1]
    assert sorted(order_of(candidate_of(matching()), random.Random(1), is_shuffled=True)) == [0, 1, 2, 3]


def with_enemies(pool: list[Candidate], *pairs: tuple[int, int]) -> list[Candidate]:
    """Give candidates codes and let the first of each pair name the second its enemy."""
    named = [replace(one, code=f"Q{number}") for number, one in enumerate(pool)]
    for one, other in pairs:
        named[one] = replace(named[one], enemies=(*named[one].enemies, f"Q{other}"))
    return named


def test_enemies_never_meet_whichever_of_the_two_names_the_other() -> None:
    pool = with_enemies(make_pool(), *((n, (n * 7 + 3) % 240) for n in range(0, 240, 2)))
    for seed in range(30):
        paper = assemble(BLUEPRINT, pool, str(seed))
        assert breaches(paper, BLUEPRINT, pool) == []


def test_an_enemy_on_the_paper_gives_way_where_nothing_else_fits() -> None:
    """The only judge is an enemy of a single choice that the first row may take."""
    judge = Candidate("j", 1, Kind.JUDGE, "C01", "K1", "B", 1)
    foe = Candidate("a", 1, Kind.SINGLE, "C01", "K2", "B", 1)
    friend = Candidate("b", 1, Kind.SINGLE, "C01", "K3", "B", 1)
    pool = with_enemies([judge, foe, friend], (1, 0))
    blueprint = Blueprint((Row(1, Fraction(1), (), (Kind.SINGLE,)), Row(1, Fraction(1), (), (Kind.JUDGE,))))
    for seed in range(30):
        paper = assemble(blueprint, pool, str(seed))
        assert {slot.question_id for slot in paper.slots} == {"j", "b"}


def test_a_bank_of_enemies_alone_starves_the_paper() -> None:
    pool = with_enemies(
        [Candidate(f"q{n}", 1, Kind.JUDGE, "C01", f"K{n}", "B", 1) for n in range(3)], (0, 1), (1, 2), (2, 0)
    )
    blueprint = Blueprint((Row(2, Fraction(1)),))
    with pytest.raises(Refusal) as caught:
        assemble(blueprint, pool, "seed")
    assert (caught.value.code, caught.value.facts["wanting"]) == ("blueprint_starves", 1)


def test_a_question_that_calls_itself_or_a_stranger_its_enemy_is_drawn_all_the_same() -> None:
    pool = with_enemies([Candidate(f"q{n}", 1, Kind.JUDGE, "C01", f"K{n}", "B", 1) for n in range(2)], (0, 0), (1, 99))
    assert len(assemble(Blueprint((Row(2, Fraction(1)),)), pool, "seed").slots) == 2


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 12))
def test_a_paper_is_found_beside_enemies_where_one_was_planted(chance: random.Random, feuds: int) -> None:
    planted = [Candidate(f"p{n}", 1, chance.choice(KINDS), "C01", f"K{n}", "B", 1) for n in range(5)]
    noise = [Candidate(f"n{n}", 1, chance.choice(KINDS), "C01", f"K{n}", "B", 1) for n in range(5)]
    # Nobody among the planted ones is at war with another of them.
    pairs = [(chance.randrange(10), chance.randrange(5, 10)) for _ in range(feuds)]
    pool = with_enemies(planted + noise, *pairs)
    blueprint = Blueprint(tuple(Row(1, Fraction(1), (), (one.kind,)) for one in planted))
    paper = assemble(blueprint, pool, "seed")
    assert breaches(paper, blueprint, pool) == []


def test_the_validator_finds_enemies_each_pair_once() -> None:
    pool = with_enemies(make_pool(), (0, 3), (3, 0))
    slots = tuple(Slot(pool[n].id, 1, Fraction(1), 0, (0, 1, 2, 3)) for n in (0, 3))
    found = [one for one in breaches(Paper(slots, ""), BLUEPRINT, pool) if one.code == "paper_enemies_together"]
    assert [(one.row, one.facts) for one in found] == [(1, {"first": 1, "other": 2})]


def test_every_group_of_a_question_gets_an_order_of_its_own() -> None:
    case = case_set(parts=(single(), ordering(), cloze(), drag(is_shuffled=False)))
    candidate = candidate_of(case)
    orders = {order_of(candidate, random.Random(seed), is_shuffled=True) for seed in range(200)}
    assert {len(order) for order in orders} == {4 + 4 + 3 + 3}
    assert len({order[:4] for order in orders}) == 24
    assert (0, 1, 2, 3) not in {order[4:8] for order in orders}
    assert {order[8:11] for order in orders} == set(permutations(range(3)))
    # The author does not want the tokens mixed.
    assert {order[11:] for order in orders} == {(0, 1, 2)}


def test_groups_are_checked_one_by_one() -> None:
    question = case_set(parts=(single(is_shuffled=False), ordering()))
    blueprint = Blueprint((Row(1, Fraction(1)),))
    pool = [candidate_of(question)]
    paper = assemble(blueprint, pool, "seed")
    assert breaches(paper, blueprint, pool) == []
    for order in ((1, 0, 2, 3, 1, 0, 2, 3), (0, 1, 2, 3, 0, 1, 2, 3), (0, 1, 2, 3), (0, 1, 2, 3, 1, 0, 2, 2)):
        spoilt = replace(paper, slots=(replace(paper.slots[0], order=order),))
        assert [finding.code for finding in breaches(spoilt, blueprint, pool)] == ["paper_order_broken"]


def test_questions_of_unknown_difficulty_count_as_medium() -> None:
    pool = [replace(one, difficulty=0) for one in make_pool()]
    blueprint = Blueprint((Row(5, Fraction(2)),))
    paper = assemble(blueprint, pool, "seed")
    assert breaches(paper, blueprint, pool) == []
    assert expected_marks((float(slot.marks), 0) for slot in paper.slots) == pytest.approx(6.2)
