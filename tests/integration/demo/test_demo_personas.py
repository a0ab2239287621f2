"""The people one signs in as."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.integration.demo.conftest import Demo
from trainer.domain.people.roles import Role
from trainer.domain.training.plan import Member
from trainer.services.sign_in import sign_in


def actor_named(demo: Demo, name: str) -> object:
    one = next(one for one in demo.loaded.sign_ins if one.name == name)
    return sign_in(demo.office, one.staff_no, one.pin)


def member_of(demo: Demo, cadre_id: str) -> Member:
    with demo.office.database.read() as uow:
        return uow.training.members(demo.loaded.plan_id, [cadre_id])[cadre_id]


def test_there_is_somebody_for_every_role(demo: Demo) -> None:
    assert {one.role for one in demo.loaded.sign_ins} == set(Role)


def test_everybody_signs_in_with_the_printed_pin_and_holds_the_role(demo: Demo) -> None:
    for one in demo.loaded.sign_ins:
        actor = sign_in(demo.office, one.staff_no, one.pin)
        assert actor.name == one.name
        assert actor.has(one.role)


@pytest.mark.parametrize(("name", "age", "tier"), [("王丽", 34, "T2"), ("阿拉坦·巴特尔", 57, "T1")])
def test_the_learners_are_free_to_finish_in_front_of_an_audience(demo: Demo, name: str, age: int, tier: str) -> None:
    actor = actor_named(demo, name)
    cadre_id = actor.cadre_id  # type: ignore[attr-defined]
    with demo.office.database.read() as uow:
        person = uow.cadres.read(cadre_id)
        unit = uow.units.read(person.unit_id)
        plan = uow.training.plan(demo.loaded.plan_id)
        exam = uow.exams.get(demo.loaded.exam_id)
        done = [one for one in uow.learning.all_progress(cadre_id).values() if one.completed_at]
        attempts = uow.exams.attempts(cadre_id)
    assert plan is not None
    assert exam is not None
    born = datetime.fromisoformat(person.birth)
    assert 2025 - born.year - ((born.month, born.day) > (6, 2)) == age
    assert person.tier == tier
    assert "苏木" in unit.name if name == "王丽" else unit.name == "晨曦旗"
    assert {one.lesson for one in done} == set(plan.requirement.lessons[:-1])
    assert attempts == {}
    with demo.office.database.read() as uow:
        assert uow.learning.wrong_count(cadre_id) == 4  # two of six in each of two lessons
    assert exam.opens_at < datetime(2025, 6, 2, tzinfo=UTC) < exam.closes_at
    assert member_of(demo, cadre_id).trained_at is None


def test_forty_certificates_are_issued_and_some_wait_for_a_number(demo: Demo) -> None:
    with demo.office.database.read() as uow:
        certificates = uow.certificates.of_plan(demo.loaded.plan_id)
        sealed = [uow.certificates.sheet(one.sheet_digest) for one in certificates if one.sheet_digest]
    numbers = [one.content.number for one in certificates if one.content is not None]
    assert len(numbers) == len(set(numbers)) == demo.loaded.certificates == 40
    assert len(certificates) == 52
    assert all(number.startswith("152299-2025-") for number in numbers)
    assert all(sheet is not None and bytes(sheet).startswith(b"%PDF") for sheet in sealed)
