"""Whatever happens to people, the kept figures equal figures made afresh."""

from __future__ import annotations

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.office import make_office
from tests.builders.training import LESSONS, Roster
from trainer.domain.people.roles import PROGRAM
from trainer.domain.training.plan import Stage
from trainer.services.overviews import progress as overview
from trainer.services.overviews.progress import Which
from trainer.services.plans import PlanDraft, close_plan, create_plan, end_exemption, exempt
from trainer.services.progress import rebuild, refresh_people

PEOPLE, UNITS = 4, 3

STEPS = st.one_of(
    st.tuples(st.just("learn"), st.integers(0, PEOPLE - 1), st.sampled_from(LESSONS)),
    st.tuples(st.just("forget"), st.integers(0, PEOPLE - 1), st.sampled_from(LESSONS)),
    st.tuples(st.just("result"), st.integers(0, PEOPLE - 1), st.booleans()),
    st.tuples(st.just("move"), st.integers(0, PEOPLE - 1), st.integers(0, UNITS - 1)),
    st.tuples(
        st.just("employ"), st.integers(0, PEOPLE - 1), st.sampled_from(["active", "retired", "sick_leave", "resigned"])
    ),
    st.tuples(st.just("tier"), st.integers(0, PEOPLE - 1), st.sampled_from(["T1", "T2"])),
    st.tuples(st.just("exempt"), st.integers(0, PEOPLE - 1), st.booleans()),
    st.tuples(st.just("add"), st.just(0), st.integers(0, UNITS - 1)),
    st.tuples(st.just("close"), st.just(0), st.booleans()),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_counts_after_any_walk_of_changes_equal_a_rebuild_and_the_lists_of_names(walk: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = make_office(Path(folder))
        try:
            _walk(office, walk)
        finally:
            office.database.close()


def _walk(office: Any, walk: list[Any]) -> None:
    roster = Roster(office)
    top = roster.unit("top")
    units = [roster.unit("inner", top), roster.unit("outer"), top]
    people = [roster.cadre(units[n % UNITS]) for n in range(PEOPLE)]
    exam = roster.exam(top)
    stages = (Stage(date(2025, 12, 31), Fraction(1)),)
    wide = PlanDraft("wide", top.id, stages, LESSONS, exam_id=exam)
    narrow = PlanDraft("narrow", units[0].id, stages, (LESSONS[0],), exam_id=exam, tiers=("T2",))
    plans = [create_plan(office, PROGRAM, draft)[0].id for draft in (wide, narrow)]
    is_closed = False
    for serial, (step, number, value) in enumerate(walk):
        person = people[number]
        if step == "learn":
            roster.learn(person, (value,))
        elif step == "forget":
            roster.forget(person, (value,))
        elif step == "result":
            roster.result(exam, person, passed=value, serial=serial)
        elif step == "move":
            roster.move(person, units[value])
        elif step == "employ":
            roster.employ(person, value)
        elif step == "tier":
            roster.set_tier(person, value)
        elif step == "add":
            person = roster.cadre(units[value])
        elif step == "close" and value is not is_closed:
            close_plan(office, PROGRAM, plans[0], reopen=is_closed)
            is_closed = not is_closed
        elif step == "exempt" and not is_closed:
            in_plan = {
                line.cadre_id for which in (Which.DUE, Which.EXEMPT) for line in _people(office, plans[0], which)
            }
            if person in in_plan:
                if value:
                    exempt(office, PROGRAM, plans[0], person, "借调")
                else:
                    end_exemption(office, PROGRAM, plans[0], person)
        with office.database.write() as uow:
            refresh_people(uow, office.home_id, [person], office.clock.now())

    before = [_figures(office, plan_id) for plan_id in plans]
    assert rebuild(office, PROGRAM)[0] == 0
    assert [_figures(office, plan_id) for plan_id in plans] == before
    for plan_id in plans:
        board = overview.plan_board(office, PROGRAM, plan_id)
        assert board is not None
        for which in (Which.DUE, Which.EXEMPT, Which.LEARNED, Which.PASSED, Which.TRAINED):
            assert len(_people(office, plan_id, which)) == getattr(board.total, which.value)


def _people(office: Any, plan_id: str, which: Which) -> list[overview.PersonLine]:
    return overview.people(office, PROGRAM, plan_id, which=which)


def _figures(office: Any, plan_id: str) -> object:
    board = overview.plan_board(office, PROGRAM, plan_id)
    assert board is not None
    return board.units
