"""The invented people and their year, whatever the day of the load."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.content.demo_league import read_demo_league
from trainer.platform.paths import shipped
from trainer.services.demo_people import age_on, make_people, make_units
from trainer.services.demo_training import Outcome, make_classes, sittings_of, year_of

LEAGUE = read_demo_league(shipped("resources") / "demo")
UNITS = make_units(LEAGUE)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@settings(max_examples=25, deadline=None)
@given(DAYS)
def test_any_day_gives_the_same_shares_and_the_same_figures(today: date) -> None:
    people = make_people(LEAGUE, UNITS, today)
    ages = [age_on(person.cadre.birth, today) for person in people]
    assert (min(ages), max(ages), len(people)) == (22, 60, 600)
    assert sum(bool(person.exemption) for person in people) == 10
    for person in people:
        if person.persona is not None:
            assert age_on(person.cadre.birth, today) == person.persona.age
    classes = make_classes(people, "school", year_of(today))
    outcomes = Counter(outcome for course in classes for _, outcome, _ in course.members)
    assert outcomes == {
        Outcome.TRAINED: 472,
        Outcome.FAILED: 15,
        Outcome.ABSENT: 6,
        Outcome.LESSON_MISSING: 5,
        Outcome.NOT_YET: 92,
    }
    assert len({course.value.code for course in classes}) == 20


@settings(max_examples=20, deadline=None)
@given(DAYS)
def test_the_first_target_is_past_and_kept_and_the_last_lies_ahead(today: date) -> None:
    year = year_of(today)
    first, last = year.stages
    assert first.by < today < last.by
    assert timedelta(days=28) <= last.by - today <= timedelta(days=100)
    assert (last.by + timedelta(days=1)).day == 1
    people = make_people(LEAGUE, UNITS, today)
    for course in make_classes(people, "school", year):
        for place, (_, outcome, is_makeup) in enumerate(course.members):
            for at, _ in sittings_of(course, outcome, is_makeup, place):
                assert at.date() <= first.by
                assert at.weekday() < 5


def test_the_files_hold_together() -> None:
    codes = [unit.code for unit in LEAGUE.units]
    assert len(codes) == len(set(codes)) == 67
    assert {persona.unit for persona in LEAGUE.personas} <= set(codes)
    assert {persona.over for persona in LEAGUE.personas} <= {*codes, ""}
    assert all(unit.parent in codes for unit in LEAGUE.units[1:])


def test_invented_places_claim_no_real_division_code() -> None:
    assert LEAGUE.area_code == "152299"
    assert {unit.division_code for unit in UNITS.values()} == {"152299", ""}
