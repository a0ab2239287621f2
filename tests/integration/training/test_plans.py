"""Making, changing and closing plans; exemptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.builders.training import LESSONS, STAGES, Roster
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.people.units import Unit
from trainer.domain.training.plan import Plan, Stage
from trainer.services.office import Office
from trainer.services.overviews import progress as overview
from trainer.services.overviews.progress import Which
from trainer.services.plans import PlanDraft, change_plan, close_plan, create_plan, end_exemption, exempt


class Scene:
    """A league with two banners, six people, an exam and a plan over all."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.roster = Roster(office)
        self.league = self.roster.unit("league", name="示范盟")
        self.east = self.roster.unit("east", self.league, name="东旗", order_no=2)
        self.west = self.roster.unit("west", self.league, name="西旗", order_no=1)
        self.easterners = self.roster.cadres(self.east, 4)
        self.westerners = self.roster.cadres(self.west, 2)
        self.exam = self.roster.exam(self.league)
        self.draft = PlanDraft("轮训", self.league.id, STAGES, LESSONS, exam_id=self.exam)
        self.plan, _ = create_plan(office, PROGRAM, self.draft)

    def train(self, *cadre_ids: str) -> None:
        from trainer.services.progress import refresh_people

        for cadre_id in cadre_ids:
            self.roster.learn(cadre_id)
            self.roster.result(self.exam, cadre_id)
        with self.office.database.write() as uow:
            refresh_people(uow, self.office.home_id, cadre_ids, self.office.clock.now())

    def total(self) -> overview.UnitLine:
        board = overview.plan_board(self.office, PROGRAM, self.plan.id)
        assert board is not None
        return board.total


@pytest.fixture
def scene(any_office: Office) -> Scene:
    return Scene(any_office)


def class_admin(unit: Unit) -> Actor:
    return Actor(content_id("cadre", "zhao"), "赵敏", (Grant(Role.CLASS_ADMIN, unit.id, unit.path),))


def refusal(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda error: error.code == code)


def test_a_new_plan_counts_everybody_at_once(scene: Scene) -> None:
    total = scene.total()
    assert (total.due, total.trained, total.people_needed) == (6, 0, 5)  # 80 % of six are 4.8 people


def test_a_plan_made_after_the_training_finds_what_was_done_before(scene: Scene) -> None:
    scene.train(*scene.easterners)
    later, _ = create_plan(scene.office, PROGRAM, replace(scene.draft, name="later"))
    board = overview.plan_board(scene.office, PROGRAM, later.id)
    assert board is not None
    assert board.total.trained == 4


def test_a_plan_read_back_is_the_plan_that_was_made(scene: Scene) -> None:
    stages = (Stage(date(2025, 7, 1), Fraction(1, 3)),)
    draft = replace(scene.draft, hours=Fraction(7, 2), tiers=("T1",), categories=("civil_servant",), stages=stages)
    made, _ = create_plan(scene.office, PROGRAM, draft)
    with scene.office.database.read() as uow:
        read = uow.training.plan(made.id)
        plans = uow.training.plans()
    assert read == made
    assert [plan.id for plan in plans] == [made.id, scene.plan.id]


def test_a_changed_plan_counts_everybody_anew_also_those_it_no_longer_means(scene: Scene) -> None:
    scene.train(*scene.easterners)
    change_plan(scene.office, PROGRAM, scene.plan.id, replace(scene.draft, unit_id=scene.west.id))
    assert (scene.total().due, scene.total().trained) == (2, 0)
    change_plan(scene.office, PROGRAM, scene.plan.id, scene.draft)
    assert (scene.total().due, scene.total().trained) == (6, 4)


def test_a_plan_with_another_lesson_asks_it_of_everybody(scene: Scene) -> None:
    scene.train(*scene.easterners)
    change_plan(scene.office, PROGRAM, scene.plan.id, replace(scene.draft, lessons=(*LESSONS, "L1107")))
    assert (scene.total().learned, scene.total().passed, scene.total().trained) == (0, 4, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "plan_without_name"),
        ({"lessons": ()}, "plan_without_content"),
        ({"exam_id": "01900000-0000-7000-8000-00000000dead"}, "plan_exam_unknown"),
        ({"exam_id": "final exam"}, "plan_exam_unknown"),
        ({"unit_id": "01900000-0000-7000-8000-00000000dead"}, "unit_unknown"),
        ({"stages": ()}, "plan_without_target"),
    ],
)
def test_a_plan_nobody_could_keep_is_refused_and_leaves_nothing(
    scene: Scene, change: dict[str, object], code: str
) -> None:
    with refusal(code):
        create_plan(scene.office, PROGRAM, replace(scene.draft, **change))  # type: ignore[arg-type]
    with scene.office.database.read() as uow:
        assert [plan.id for plan in uow.training.plans()] == [scene.plan.id]


def test_a_plan_may_be_made_for_ones_own_banner_and_not_for_the_league(scene: Scene) -> None:
    actor = class_admin(scene.east)
    own, _ = create_plan(scene.office, actor, replace(scene.draft, unit_id=scene.east.id))
    assert own.unit_id == scene.east.id
    with refusal("no_right"):
        create_plan(scene.office, actor, scene.draft)
    with refusal("no_right"):
        change_plan(scene.office, actor, scene.plan.id, replace(scene.draft, unit_id=scene.east.id))


def test_an_exemption_takes_a_person_out_of_the_due_and_its_end_brings_the_person_back(scene: Scene) -> None:
    person = scene.easterners[0]
    scene.train(person)
    exempt(scene.office, PROGRAM, scene.plan.id, person, " 长期病假 ")
    total = scene.total()
    assert (total.due, total.exempt, total.trained) == (5, 1, 0)
    lines = overview.people(scene.office, PROGRAM, scene.plan.id, which=Which.EXEMPT)
    assert [(line.cadre_id, line.reason) for line in lines] == [(person, "长期病假")]
    end_exemption(scene.office, PROGRAM, scene.plan.id, person)
    total = scene.total()
    assert (total.due, total.exempt, total.trained) == (6, 0, 1)


def test_an_exemption_needs_a_reason_and_a_person_of_the_plan(scene: Scene) -> None:
    with refusal("exemption_without_reason"):
        exempt(scene.office, PROGRAM, scene.plan.id, scene.easterners[0], "  ")
    stranger = scene.roster.cadre(scene.roster.unit("elsewhere"))
    with refusal("member_unknown"):
        exempt(scene.office, PROGRAM, scene.plan.id, stranger, "借调")
    with refusal("plan_unknown"):
        exempt(scene.office, PROGRAM, stranger, scene.easterners[0], "借调")


def test_a_unit_may_not_exempt_its_own_people_from_the_leagues_plan(scene: Scene) -> None:
    with refusal("no_right"):
        exempt(scene.office, class_admin(scene.east), scene.plan.id, scene.easterners[0], "借调")


def test_a_closed_plan_stands_still_and_comes_up_to_date_when_opened_again(scene: Scene) -> None:
    close_plan(scene.office, PROGRAM, scene.plan.id)
    scene.train(*scene.easterners)
    assert scene.total().trained == 0
    with refusal("plan_is_closed"):
        exempt(scene.office, PROGRAM, scene.plan.id, scene.easterners[0], "借调")
    with refusal("plan_is_closed"):
        change_plan(scene.office, PROGRAM, scene.plan.id, scene.draft)
    close_plan(scene.office, PROGRAM, scene.plan.id, reopen=True)
    assert scene.total().trained == 4


def test_the_newest_open_plan_is_shown_when_none_is_named(scene: Scene) -> None:
    scene.office.clock.advance(60)  # type: ignore[attr-defined]
    newer, _ = create_plan(scene.office, PROGRAM, replace(scene.draft, name="newer"))

    def shown() -> Plan:
        board = overview.plan_board(scene.office, PROGRAM)
        assert board is not None
        return board.plan

    assert shown().id == newer.id
    close_plan(scene.office, PROGRAM, newer.id)
    assert shown().id == scene.plan.id


def test_every_change_of_a_plan_stands_in_the_log_without_names(scene: Scene) -> None:
    exempt(scene.office, PROGRAM, scene.plan.id, scene.easterners[0], "长期病假")
    close_plan(scene.office, PROGRAM, scene.plan.id)
    with scene.office.database.read() as uow:
        entries = list(uow.audit.chain(scene.office.home_id))
    assert [entry.action for entry in entries] == ["plan.created", "plan.exempted", "plan.closed"]
    assert all("长期病假" not in str(entry.facts) for entry in entries)


def test_the_day_after_the_last_day_short_plans_are_overdue(scene: Scene) -> None:
    scene.train(*scene.easterners)
    scene.office.clock.set_wall(scene.plan.made_at + timedelta(days=365))  # type: ignore[attr-defined]
    board = overview.plan_board(scene.office, PROGRAM, scene.plan.id)
    assert board is not None
    assert board.is_overdue
    assert board.stage.share == 1
    assert board.days_left < 0
    missing = overview.people(scene.office, PROGRAM, scene.plan.id, which=Which.MISSING)
    assert len(missing) == 2
    assert all(line.is_overdue for line in missing)
    assert not any(
        line.is_overdue for line in overview.people(scene.office, PROGRAM, scene.plan.id, which=Which.TRAINED)
    )
