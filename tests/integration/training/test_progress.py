"""Where people and units stand: figures, their lists of names, and figures made again from the facts."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from tests.builders.training import EARLY, LESSONS, Roster
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.people.units import Unit
from trainer.domain.training.plan import Stage
from trainer.platform.clock import FixedClock
from trainer.services.office import Office
from trainer.services.overviews import progress as overview
from trainer.services.overviews.progress import UnitLine, Which
from trainer.services.plans import PlanDraft, close_plan, create_plan, exempt
from trainer.services.progress import rebuild, refresh_people
from trainer.services.units import move_unit

JUNE = date(2025, 6, 30)


class League:
    """示范盟: two banners with an office each; everybody is meant by one plan."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.roster = Roster(office)
        # Codes against the protocol order, so that sorting by either is told apart.
        self.top = self.roster.unit("z", name="示范盟")
        self.first = self.roster.unit("y", self.top, name="甲旗", order_no=1)
        self.first_office = self.roster.unit("x", self.first, name="甲旗教育局")
        self.second = self.roster.unit("a", self.top, name="乙旗", order_no=2)
        self.exam = self.roster.exam(self.top)

    def plan(self, unit: Unit | None = None) -> str:
        stages = (Stage(JUNE, Fraction(4, 5)), Stage(date(2025, 12, 31), Fraction(1)))
        draft = PlanDraft("轮训", (unit or self.top).id, stages, LESSONS, exam_id=self.exam)
        made, _ = create_plan(self.office, PROGRAM, draft)
        return made.id

    def refresh(self, *cadre_ids: str) -> None:
        with self.office.database.write() as uow:
            refresh_people(uow, self.office.home_id, cadre_ids, self.office.clock.now())

    def train(self, *cadre_ids: str) -> None:
        for cadre_id in cadre_ids:
            self.roster.learn(cadre_id)
            self.roster.result(self.exam, cadre_id)
        self.refresh(*cadre_ids)

    def lines(self, plan_id: str, actor: Actor = PROGRAM) -> dict[str, UnitLine]:
        board = overview.plan_board(self.office, actor, plan_id)
        assert board is not None
        return {line.name: line for line in board.units}


@pytest.fixture
def league(any_office: Office) -> League:
    return League(any_office)


def leader(*units: Unit) -> Actor:
    return Actor(content_id("cadre", "leader"), "", tuple(Grant(Role.UNIT_LEADER, u.id, u.path) for u in units))


def test_figures_of_a_unit_hold_everything_below_it(league: League) -> None:
    people = league.roster.cadres(league.first_office, 3)
    league.roster.cadres(league.first, 2)
    league.roster.cadres(league.second, 5)
    plan_id = league.plan()
    league.train(*people)
    lines = league.lines(plan_id)
    assert [(name, line.depth, line.due, line.trained, line.people_needed) for name, line in lines.items()] == [
        ("示范盟", 0, 10, 3, 5),
        ("甲旗", 1, 5, 3, 1),
        ("甲旗教育局", 2, 3, 3, 0),
        ("乙旗", 1, 5, 0, 4),
    ]
    assert lines["甲旗"].rate == Fraction(3, 5)
    assert lines["甲旗"].has_units
    assert not lines["乙旗"].has_units


def test_a_unit_without_due_people_has_no_rate_and_the_empty_league_shows_itself_only(league: League) -> None:
    lines = league.lines(league.plan())
    assert list(lines) == ["示范盟"]
    assert lines["示范盟"].rate is None
    assert lines["示范盟"].people_needed == 0


def test_learned_and_passed_stand_apart_and_only_both_are_trained(league: League) -> None:
    reader, sitter = league.roster.cadres(league.first, 2)
    plan_id = league.plan()
    league.roster.learn(reader)
    league.roster.result(league.exam, sitter)
    league.refresh(reader, sitter)
    line = league.lines(plan_id)["示范盟"]
    assert (line.learned, line.passed, line.trained) == (1, 1, 0)


def test_a_failed_sitting_counts_for_nothing_and_a_pass_after_it_does(league: League) -> None:
    (person,) = league.roster.cadres(league.first, 1)
    plan_id = league.plan()
    league.roster.result(league.exam, person, passed=False)
    league.refresh(person)
    assert league.lines(plan_id)["示范盟"].passed == 0
    league.roster.result(league.exam, person, attempt=2, at=EARLY + timedelta(days=5))
    league.refresh(person)
    assert league.lines(plan_id)["示范盟"].passed == 1


def test_a_regrade_changes_who_passed_and_not_the_day_of_passing(league: League) -> None:
    (person,) = league.roster.cadres(league.first, 1)
    plan_id = league.plan()
    league.roster.learn(person)
    league.roster.result(league.exam, person, passed=False)
    league.refresh(person)
    league.roster.result(league.exam, person, serial=2, made_at=EARLY + timedelta(days=60))
    league.refresh(person)
    (line,) = overview.people(league.office, PROGRAM, plan_id, which=Which.TRAINED)
    assert line.trained_at == EARLY
    league.roster.result(league.exam, person, passed=False, serial=3, made_at=EARLY + timedelta(days=70))
    league.refresh(person)
    assert overview.people(league.office, PROGRAM, plan_id, which=Which.TRAINED) == []


def test_whoever_retires_leaves_the_headcount_and_the_trained(league: League) -> None:
    stays, leaves = league.roster.cadres(league.first, 2)
    plan_id = league.plan()
    league.train(stays, leaves)
    for state in ("retired", "transferred_out", "resigned", "deceased"):
        league.roster.employ(leaves, state)
        league.refresh(leaves)
        line = league.lines(plan_id)["示范盟"]
        assert (line.due, line.trained) == (1, 1)
    for state in ("seconded", "attached", "sick_leave", "active"):
        league.roster.employ(leaves, state)
        league.refresh(leaves)
        line = league.lines(plan_id)["示范盟"]
        assert (line.due, line.trained) == (2, 2)


def test_a_transfer_moves_the_person_with_everything_reached(league: League) -> None:
    (person,) = league.roster.cadres(league.first_office, 1)
    league.roster.cadres(league.second, 1)
    plan_id = league.plan()
    league.train(person)
    league.roster.move(person, league.second)
    league.refresh(person)
    lines = league.lines(plan_id)
    assert "甲旗教育局" not in lines
    assert (lines["乙旗"].due, lines["乙旗"].trained) == (2, 1)
    assert (lines["示范盟"].due, lines["示范盟"].trained) == (2, 1)


def test_a_transfer_out_of_the_plans_unit_ends_the_membership(league: League) -> None:
    (person,) = league.roster.cadres(league.first, 1)
    plan_id = league.plan(league.first)
    league.train(person)
    league.roster.move(person, league.second)
    league.refresh(person)
    assert league.lines(plan_id)["甲旗"].due == 0
    assert overview.people(league.office, PROGRAM, plan_id) == []


def test_a_unit_that_moves_takes_its_people_into_a_plan_and_out_of_another(league: League) -> None:
    (person,) = league.roster.cadres(league.first_office, 1)
    whole, first, second = league.plan(), league.plan(league.first), league.plan(league.second)
    league.train(person)
    move_unit(league.office, PROGRAM, league.first_office.id, league.second.id)
    assert league.lines(first)["甲旗"].due == 0
    assert (league.lines(second)["乙旗"].due, league.lines(second)["乙旗"].trained) == (1, 1)
    assert (league.lines(whole)["示范盟"].due, league.lines(whole)["乙旗"].trained) == (1, 1)
    assert rebuild(league.office, PROGRAM)[0] == 0


@pytest.mark.parametrize(
    ("which", "names"),
    [
        (Which.DUE, ["甲", "乙", "丙", "丁"]),
        (Which.EXEMPT, ["戊"]),
        (Which.LEARNED, ["甲", "乙"]),
        (Which.PASSED, ["甲", "丙"]),
        (Which.TRAINED, ["甲"]),
        (Which.MISSING, ["乙", "丙", "丁"]),
    ],
)
def test_every_figure_opens_its_list_of_names(league: League, which: Which, names: list[str]) -> None:
    add = league.roster.cadre
    both = add(league.first, "甲", order_no=1)
    reader = add(league.first, "乙", order_no=2)
    sitter = add(league.first_office, "丙")
    add(league.second, "丁")
    ill = add(league.second, "戊")
    plan_id = league.plan()
    league.train(both, ill)
    league.roster.learn(reader)
    league.roster.result(league.exam, sitter)
    league.refresh(reader, sitter)
    exempt(league.office, PROGRAM, plan_id, ill, "长期病假")
    people = overview.people(league.office, PROGRAM, plan_id, which=which)
    assert [line.name for line in people] == names
    total = league.lines(plan_id)["示范盟"]
    figure = total.due - total.trained if which is Which.MISSING else getattr(total, which.value)
    assert len(people) == figure


def test_names_come_in_protocol_order_of_units_and_order_of_the_roster(league: League) -> None:
    add = league.roster.cadre
    add(league.second, "五", order_no=1)
    add(league.first_office, "四", order_no=2)
    add(league.first_office, "三", order_no=1)
    add(league.first, "二")
    add(league.top, "一")
    people = overview.people(league.office, PROGRAM, league.plan())
    assert [line.name for line in people] == ["一", "二", "三", "四", "五"]
    assert [line.unit_name for line in people][:3] == ["示范盟", "甲旗", "甲旗教育局"]


def test_a_leader_sees_the_own_unit_and_below_with_the_figures_the_superior_sees(league: League) -> None:
    people = league.roster.cadres(league.first_office, 3)
    league.roster.cadres(league.second, 4)
    plan_id = league.plan()
    league.train(*people[:2])
    own = league.lines(plan_id, leader(league.first))
    assert list(own) == ["甲旗", "甲旗教育局"]
    above = league.lines(plan_id)["甲旗"]
    assert (own["甲旗"].due, own["甲旗"].trained, own["甲旗"].people_needed) == (
        above.due,
        above.trained,
        above.people_needed,
    )
    assert own["甲旗"].depth == 0
    (line,) = overview.plans(league.office, leader(league.first))
    assert (line.due, line.trained) == (3, 2)
    assert len(overview.people(league.office, leader(league.first), plan_id)) == 3


def test_a_leader_is_refused_the_names_of_others_and_a_learner_everything(league: League) -> None:
    league.roster.cadres(league.second, 1)
    plan_id = league.plan()
    own = leader(league.first)
    for unit in (league.second, league.top):
        with pytest.raises(Refusal, match="no_right"):
            overview.people(league.office, own, plan_id, unit.id)
        with pytest.raises(Refusal, match="no_right"):
            overview.burn_up(league.office, own, plan_id, unit.id)
    learner = Actor(None, "", (Grant(Role.LEARNER, league.top.id, league.top.path),))
    assert overview.plans(league.office, learner) == []
    assert overview.plan_board(league.office, learner) is None
    with pytest.raises(Refusal, match="no_right"):
        overview.plan_board(league.office, learner, plan_id)
    with pytest.raises(Refusal, match="no_right"):
        overview.people(league.office, learner, plan_id)


def test_unknown_plans_and_units_are_refused(league: League) -> None:
    plan_id = league.plan()
    with pytest.raises(Refusal, match="plan_unknown"):
        overview.plan_board(league.office, PROGRAM, league.top.id)
    with pytest.raises(Refusal, match="plan_unknown"):
        overview.people(league.office, PROGRAM, league.top.id)
    with pytest.raises(Refusal, match="unit_unknown"):
        overview.people(league.office, PROGRAM, plan_id, plan_id)
    with pytest.raises(Refusal, match="plan_unknown"):
        overview.burn_up(league.office, PROGRAM, league.top.id)


def test_the_curve_counts_by_the_day_in_china(league: League) -> None:
    one, two, three, ill = league.roster.cadres(league.first, 4)
    plan_id = league.plan()
    # 17:30 in Greenwich is half past one of the next day in China.
    for cadre_id, hour in ((one, 15), (two, 17), (three, 18), (ill, 15)):
        at = datetime(2025, 3, 3, hour, 30, tzinfo=UTC)
        league.roster.learn(cadre_id, at=at)
        league.roster.result(league.exam, cadre_id, at=at)
    exempt(league.office, PROGRAM, plan_id, ill, "借调")
    league.refresh(one, two, three)
    curve = overview.burn_up(league.office, PROGRAM, plan_id)
    assert curve == [(date(2025, 3, 3), 1), (date(2025, 3, 4), 3)]


def test_rebuilding_after_a_walk_of_changes_changes_nothing(league: League) -> None:
    people = [*league.roster.cadres(league.first_office, 4), *league.roster.cadres(league.second, 4)]
    plan_id, narrow = league.plan(), league.plan(league.first)
    league.train(*people[:5])
    exempt(league.office, PROGRAM, plan_id, people[1], "借调")
    league.roster.move(people[0], league.second)
    league.roster.move(people[6], league.first)
    league.roster.employ(people[2], "retired")
    league.refresh(people[0], people[2], people[6])
    league.roster.result(league.exam, people[3], passed=False, serial=2)
    league.refresh(people[3])
    before = (league.lines(plan_id), league.lines(narrow))
    assert rebuild(league.office, PROGRAM)[0] == 0
    assert (league.lines(plan_id), league.lines(narrow)) == before


def test_a_rebuild_mends_what_drifted_and_tells_how_much(league: League) -> None:
    people = league.roster.cadres(league.first, 3)
    plan_id = league.plan()
    for cadre_id in people:  # facts that nobody told the figures about
        league.roster.learn(cadre_id)
        league.roster.result(league.exam, cadre_id)
    assert league.lines(plan_id)["示范盟"].trained == 0
    assert rebuild(league.office, PROGRAM)[0] == 4  # three people and the counts of one unit
    assert league.lines(plan_id)["示范盟"].trained == 3
    assert rebuild(league.office, PROGRAM)[0] == 0


def test_a_rebuild_leaves_a_closed_plan_as_it_was_closed(league: League) -> None:
    people = league.roster.cadres(league.first, 3)
    plan_id = league.plan()
    league.train(people[0])
    close_plan(league.office, PROGRAM, plan_id)
    league.train(*people[1:])
    assert rebuild(league.office, PROGRAM)[0] == 0
    assert league.lines(plan_id)["示范盟"].trained == 1


def test_a_rebuild_needs_the_right_to_manage_plans(league: League) -> None:
    with pytest.raises(Refusal, match="no_right"):
        rebuild(league.office, leader(league.top))


def test_refreshing_nobody_or_a_stranger_does_no_harm(league: League) -> None:
    plan_id = league.plan()
    stranger = league.roster.cadre(league.roster.unit("other"))
    league.refresh()
    league.refresh(stranger, stranger)
    assert league.lines(plan_id)["示范盟"].due == 0


def test_two_writers_on_one_server_lose_no_count(league: League) -> None:
    """Two rooms hand in at once; on a server both would read the same counts."""
    people = league.roster.cadres(league.first, 8)
    plan_id = league.plan()
    for cadre_id in people:
        league.roster.learn(cadre_id)
        league.roster.result(league.exam, cadre_id)
    failures: list[BaseException] = []

    def hand_in(some: list[str]) -> None:
        try:
            for cadre_id in some:
                league.refresh(cadre_id)
        except BaseException as error:
            failures.append(error)

    # Both go through the same people, so that one finds done what it had read as open.
    rooms = [threading.Thread(target=hand_in, args=(some,)) for some in (people, people[::-1])]
    for room in rooms:
        room.start()
    for room in rooms:
        room.join()
    assert failures == []
    assert league.lines(plan_id)["示范盟"].trained == 8
    assert rebuild(league.office, PROGRAM)[0] == 0


def test_days_left_count_to_the_stage_that_matters_now(league: League) -> None:
    plan_id = league.plan()
    board = overview.plan_board(league.office, PROGRAM, plan_id)
    assert board is not None
    assert (board.stage.by, board.days_left, board.is_overdue) == (JUNE, 28, False)  # on 2 June
    clock = league.office.clock
    assert isinstance(clock, FixedClock)
    clock.set_wall(datetime(2025, 7, 1, 1, 0, tzinfo=UTC))
    board = overview.plan_board(league.office, PROGRAM, plan_id)
    assert board is not None
    assert (board.stage.share, board.days_left) == (1, 183)
