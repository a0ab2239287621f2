"""Head counts: one person's share, sums up the tree, and differences between two states."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.training import make_unit
from trainer.domain.training.counts import Counts, count, differences, roll_up
from trainer.domain.training.plan import Member, Standing

AT = datetime(2025, 3, 1, tzinfo=UTC)


def member(
    cadre_id: str = "c", unit_id: str = "u", *, exempt: bool = False, learned: bool = False, passed: bool = False
) -> Member:
    at = AT if learned else None
    pass_at = AT if passed else None
    both = AT if learned and passed else None
    standing = Standing.EXEMPT if exempt else Standing.DUE
    return Member(cadre_id, unit_id, standing, "病" if exempt else "", Fraction(0), at, pass_at, both)


@st.composite
def states(draw: st.DrawFn) -> dict[str, Member]:
    ids = draw(st.sets(st.sampled_from("abcdefgh")))
    return {
        i: member(
            i,
            draw(st.sampled_from("xyz")),
            exempt=draw(st.booleans()),
            learned=draw(st.booleans()),
            passed=draw(st.booleans()),
        )
        for i in sorted(ids)
    }


def counted(state: dict[str, Member]) -> dict[str, Counts]:
    own: dict[str, Counts] = {}
    for one in state.values():
        own[one.unit_id] = own.get(one.unit_id, Counts()) + count(one)
    return own


def test_an_exempt_person_counts_as_exempt_and_as_nothing_else() -> None:
    assert count(member(exempt=True, learned=True, passed=True)) == Counts(exempt=1)


def test_a_due_person_counts_for_what_was_reached() -> None:
    assert count(member()) == Counts(due=1)
    assert count(member(learned=True)) == Counts(due=1, learned=1)
    assert count(member(passed=True)) == Counts(due=1, passed=1)
    assert count(member(learned=True, passed=True)) == Counts(due=1, learned=1, passed=1, trained=1)


def test_a_transfer_takes_from_one_unit_and_gives_to_the_other() -> None:
    before = {"c": member(unit_id="old", learned=True)}
    after = {"c": member(unit_id="new", learned=True)}
    assert differences(before, after) == {"old": Counts(due=-1, learned=-1), "new": Counts(due=1, learned=1)}


def test_nothing_changed_gives_no_differences() -> None:
    same = {"c": member(learned=True)}
    assert differences(same, dict(same)) == {}


@given(st.lists(states(), min_size=1, max_size=6))
def test_differences_added_up_over_any_walk_equal_a_fresh_count(walk: list[dict[str, Member]]) -> None:
    kept: dict[str, Counts] = {}
    before: dict[str, Member] = {}
    for after in walk:
        for unit_id, change in differences(before, after).items():
            kept[unit_id] = kept.get(unit_id, Counts()) + change
        before = after
    assert {u: c for u, c in kept.items() if c != Counts()} == counted(walk[-1])


def test_every_unit_holds_itself_and_all_below_it() -> None:
    top = make_unit("top")
    banner = make_unit("banner", parent=top)
    office = make_unit("office", parent=banner)
    other = make_unit("other", parent=top)
    own = {office.id: Counts(due=3, trained=2), banner.id: Counts(due=1), other.id: Counts(due=5, exempt=1)}
    sums = roll_up([office, other, top, banner], own)
    assert sums[office.id] == Counts(due=3, trained=2)
    assert sums[banner.id] == Counts(due=4, trained=2)
    assert sums[top.id] == Counts(due=9, exempt=1, trained=2)


def test_a_part_of_the_tree_sums_without_its_ancestors() -> None:
    top = make_unit("top")
    banner = make_unit("banner", parent=top)
    office = make_unit("office", parent=banner)
    sums = roll_up([banner, office], {office.id: Counts(due=2), top.id: Counts(due=9)})
    assert sums == {banner.id: Counts(due=2), office.id: Counts(due=2)}


@given(st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_top_holds_everybody_whatever_the_shape_of_the_tree(size: int, chance: object) -> None:
    units = [make_unit("u0")]
    for n in range(1, size):
        units.append(make_unit(f"u{n}", parent=units[chance.randrange(n)]))  # type: ignore[attr-defined]
    own = {unit.id: Counts(due=n + 1) for n, unit in enumerate(units)}
    assert roll_up(units, own)[units[0].id].due == size * (size + 1) // 2
