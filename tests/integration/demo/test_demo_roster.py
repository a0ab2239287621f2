"""The shipped roster to try the import with: messy as they come, and nobody real in it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from trainer.domain.people.id_numbers import area_of
from trainer.domain.people.roles import PROGRAM
from trainer.domain.people.roster_plan import Action
from trainer.domain.training.plan import Stage
from trainer.platform.paths import shipped
from trainer.services import import_roster
from trainer.services.office import Office
from trainer.services.overviews import progress as overview
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.progress import rebuild

ROSTER = shipped("resources") / "demo" / "roster.csv"


def test_it_shows_what_the_import_tidies_warns_of_and_refuses(office: Office) -> None:
    outcome, _ = import_roster.import_file(office, PROGRAM, ROSTER)
    assert (outcome.counts[Action.ADDED], outcome.counts[Action.REFUSED]) == (21, 3)
    assert outcome.root.name == "云岭旗教育局"
    codes = {finding.code for finding in outcome.findings}
    assert {"id_number_scientific", "id_number_check_failed", "name_character_lost"} <= codes
    with office.database.read() as uow:
        people = {person.name: person for person in uow.cadres.below("/")}
        numbers = uow.cadres.numbers(person.id for person in people.values())
    assert {"王强", "娜仁·其其格", "苏日", "刘𬭎"} <= people.keys()
    clear = [office.keys.unseal(one.id_number).decode() for one in numbers.values() if one.id_number]
    assert {area_of(number) for number in clear} == {"152299"}
    assert not any(person.phone_masked for person in people.values())


def test_people_who_come_and_go_with_an_import_come_and_go_in_a_plan(office: Office) -> None:
    outcome, _ = import_roster.import_file(office, PROGRAM, ROSTER)
    stages = (Stage(date(2025, 12, 31), Fraction(1)),)
    plan, _ = create_plan(office, PROGRAM, PlanDraft("轮训", outcome.root.id, stages, ("L0901",)))
    board = overview.plan_board(office, PROGRAM, plan.id)
    assert board is not None
    assert board.total.due == 21
    assert rebuild(office, PROGRAM)[0] == 0
