"""Reading: place, evidence, notes, self-check, and the moment when a lesson is complete."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.builders.content import LESSON
from tests.builders.training import make_plan
from tests.integration.learning.conftest import School, actor
from trainer.domain.kernel.changes import Area
from trainer.domain.kernel.ids import content_id
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Role
from trainer.domain.training.plan import Requirement
from trainer.platform.clock import FixedClock
from trainer.services import read_lesson, settings
from trainer.services.overviews.learning import LessonState, learner_home, lesson_list
from trainer.services.progress import refresh_people
from trainer.services.read_lesson import open_lesson, record_screen_time, save_note, submit_self_check

LESSON_CODE = "L2001"
FIRST, SECOND = content_id("question", "Q-K2001a-001"), content_id("question", "Q-K2001a-002")
ALL_RIGHT: dict[str, Any] = {FIRST: {"choice": 0}, SECOND: {"answer": False}}


def read_all(school: School, *, but: int | None = None) -> None:
    for screen in (0, 1, 3):
        if screen != but:
            record_screen_time(school.office, school.learner, LESSON_CODE, screen, 30)


def test_opening_shows_text_questions_and_what_remains(school: School) -> None:
    view = open_lesson(school.office, school.learner, LESSON_CODE)

    assert view.lesson.title("zh") == "首页"
    assert [asked.question.code for asked in view.self_check] == ["Q-K2001a-001", "Q-K2001a-002"]
    assert [(one.code, one.heading) for one in view.remaining] == [
        ("screen_unopened", "为什么要学"),
        ("screen_unopened", "首页"),
        ("self_check_open", "自测"),
        ("screen_unopened", "一页纸"),
    ]


def test_everything_read_and_passed_completes_the_lesson_and_credits_its_hours(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    outcome, changes = submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)

    assert outcome.share == 1
    assert outcome.is_completed_now
    assert outcome.hours == Fraction(1, 2)
    assert outcome.remaining == ()
    assert {Area.LEARNING, Area.PROGRESS} <= changes.areas
    home = learner_home(school.office, school.learner)
    assert (home.done, home.remaining, home.hours_credited, home.continue_with) == (1, 0, Fraction(1, 2), None)


def test_the_order_does_not_matter_the_last_screen_completes_as_well(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school, but=1)
    submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    assert learner_home(school.office, school.learner).done == 0

    standing, changes = record_screen_time(school.office, school.learner, LESSON_CODE, 1, 30)
    assert standing.is_complete
    assert Area.PROGRESS in changes.areas


def test_leafing_through_is_not_reading(school: School) -> None:
    view = open_lesson(school.office, school.learner, LESSON_CODE)
    for screen in (0, 1, 3):
        record_screen_time(school.office, school.learner, LESSON_CODE, screen, 1)
    outcome, _ = submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)

    assert not outcome.is_completed_now
    assert outcome.hours == 0
    assert {one.code for one in outcome.remaining} == {"screen_too_short"}
    assert view.standing.seconds_missing[0] == 3


def test_short_visits_add_up_and_an_idle_hour_is_capped(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    for _ in range(3):
        record_screen_time(school.office, school.learner, LESSON_CODE, 0, 1.9)
    record_screen_time(school.office, school.learner, LESSON_CODE, 1, 3600)

    assert open_lesson(school.office, school.learner, LESSON_CODE).seconds == {0: 3, 1: 300}


def test_a_failed_self_check_completes_nothing_and_may_be_taken_again(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    outcome, _ = submit_self_check(school.office, school.learner, LESSON_CODE, {FIRST: {"choice": 0}})

    assert (outcome.share, outcome.is_passed, outcome.is_completed_now) == (Fraction(1, 2), False, False)
    assert [one.code for one in outcome.remaining] == ["self_check_open"]
    again, _ = submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    assert again.is_completed_now


def test_failing_later_takes_nothing_back(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    outcome, _ = submit_self_check(school.office, school.learner, LESSON_CODE, {})

    assert not outcome.is_passed
    assert not outcome.is_completed_now
    assert outcome.standing.is_complete
    assert outcome.hours == Fraction(1, 2)


def test_the_share_is_a_setting_of_the_office(school: School) -> None:
    with school.office.database.write() as uow:
        uow.settings.write(settings.SELF_CHECK_PERCENT.key, 50, school.office.clock.now())
    open_lesson(school.office, school.learner, LESSON_CODE)
    outcome, _ = submit_self_check(school.office, school.learner, LESSON_CODE, {FIRST: {"choice": 0}})

    assert outcome.is_passed


def test_each_answer_is_told_with_key_reason_and_screen(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    outcome, _ = submit_self_check(school.office, school.learner, LESSON_CODE, {FIRST: {"choice": 2}})
    wrong, unanswered = outcome.feedback

    assert (wrong.fraction, wrong.key, wrong.is_right) == (0, {"choice": 0}, False)
    assert wrong.question.choices[2].why == "没有提交。"
    assert (wrong.teaches_lesson, wrong.teaches_screen, wrong.teaches_heading) == ("L2001", 1, "首页")
    assert (unanswered.response, unanswered.fraction) == ({}, 0)


def test_the_place_is_kept_to_the_paragraph_and_the_lesson_is_offered_again(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_lesson.note_place(school.office, school.learner, LESSON_CODE, 3, 1)
    progress = open_lesson(school.office, school.learner, LESSON_CODE).progress

    assert progress is not None
    assert (progress.place_screen, progress.place_block) == (3, 1)
    line = learner_home(school.office, school.learner).continue_with
    assert line is not None
    assert (line.code, line.state, line.place_screen) == ("L2001", LessonState.BEGUN, 3)


def test_notes_are_ones_own_and_an_empty_note_is_removed(school: School) -> None:
    other = actor(school.roster.cadre(school.unit, "乌兰"), school.unit, Role.LEARNER)
    save_note(school.office, school.learner, LESSON_CODE, 1, " 问小韩 \n")

    assert open_lesson(school.office, school.learner, LESSON_CODE).notes == {1: "问小韩"}
    assert open_lesson(school.office, other, LESSON_CODE).notes == {}
    save_note(school.office, school.learner, LESSON_CODE, 1, "  ")
    assert open_lesson(school.office, school.learner, LESSON_CODE).notes == {}


def test_a_new_version_takes_nothing_back(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_lesson.note_place(school.office, school.learner, LESSON_CODE, 3)
    read_all(school)
    submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    shorter = LESSON.replace("\nversion: 1", "\nversion: 2").replace("# 首页\n", "# 新的一屏\n字。\n\n# 首页\n")
    school.content.write("courses/C20/L2001.md", shorter)

    view = open_lesson(school.office, school.learner, LESSON_CODE)
    assert view.progress is not None
    assert view.progress.completed_at is not None
    assert view.progress.lesson_version == 1
    assert learner_home(school.office, school.learner).done == 1


def test_a_preview_records_nothing(school: School) -> None:
    for who in (PROGRAM, school.author):
        view = open_lesson(school.office, who, LESSON_CODE)
        assert view.progress is None
        assert view.self_check
    with pytest.raises(Refusal, match="no_right"):
        record_screen_time(school.office, school.author, LESSON_CODE, 0, 30)
    with pytest.raises(Refusal, match="not_a_learner"):
        submit_self_check(school.office, PROGRAM, LESSON_CODE, ALL_RIGHT)


def test_what_does_not_exist_is_refused(school: School) -> None:
    with pytest.raises(Refusal, match="lesson_unknown"):
        open_lesson(school.office, school.learner, "L9999")
    with pytest.raises(Refusal, match="lesson_not_opened"):
        record_screen_time(school.office, school.learner, LESSON_CODE, 0, 30)
    open_lesson(school.office, school.learner, LESSON_CODE)
    with pytest.raises(Refusal, match="screen_unknown"):
        record_screen_time(school.office, school.learner, LESSON_CODE, 4, 30)
    with pytest.raises(Refusal, match="note_too_long"):
        save_note(school.office, school.learner, LESSON_CODE, 0, "字" * 4001)


def test_a_self_check_whose_questions_are_gone_is_refused_and_keeps_what_was_read(school: School) -> None:
    school.content.change("courses/C20/L2001.md", "Q-K2001a-001 Q-K2001a-002", "Q-K2001a-777")
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    with pytest.raises(Refusal, match="self_check_without_questions"):
        submit_self_check(school.office, school.learner, LESSON_CODE, {})
    assert open_lesson(school.office, school.learner, LESSON_CODE).seconds == {0: 30, 1: 30, 3: 30}


def test_completion_is_in_the_log_without_names(school: School) -> None:
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    with school.office.database.read() as uow:
        total, entries = uow.audit.search(action="lesson.completed")

    assert total == 1
    assert (entries[0].actor_id, entries[0].subject) == (school.learner.cadre_id, "L2001")
    assert "萨仁" not in str(entries[0])


def test_the_home_without_a_plan_asks_for_what_the_tier_must_learn(school: School) -> None:
    home = learner_home(school.office, school.learner)

    assert (home.has_plan, [line.code for line in home.required]) == (False, ["L2001"])
    assert home.hours_required == Fraction(1, 2)
    leader = actor(school.roster.cadre(school.unit, tier="T1"), school.unit, Role.LEARNER)
    assert learner_home(school.office, leader).required == ()
    assert [len(section.lessons) for section in lesson_list(school.office, leader)] == [1]


def test_the_lesson_touched_last_is_the_one_to_go_on_with(school: School) -> None:
    school.content.write(
        "courses/C20/course.yaml",
        school.content.root.joinpath("courses/C20/course.yaml").read_text("utf-8").replace("[L2001]", "[L2001, L2002]"),
    )
    school.content.write("courses/C20/L2002.md", LESSON.replace("L2001", "L2002"))
    clock = school.office.clock
    assert isinstance(clock, FixedClock)
    for code in ("L2002", "L2001"):
        open_lesson(school.office, school.learner, code)
        clock.advance(60)
    line = learner_home(school.office, school.learner).continue_with

    assert line is not None
    assert line.code == "L2001"


def test_an_open_plan_says_what_is_required_and_names_what_is_not_at_hand(school: School) -> None:
    plan_id = content_id("plan", "1")
    with school.office.database.write() as uow:
        uow.training.add_plan(
            make_plan(
                plan_id=plan_id, unit_id=school.unit.id, requirement=Requirement(("L2001", "L0903"), Fraction(3))
            ),
            None,
        )
        assert school.learner.cadre_id is not None
        refresh_people(uow, school.office.home_id, [school.learner.cadre_id], school.office.clock.now())
    home = learner_home(school.office, school.learner)

    assert home.has_plan
    assert [line.code for line in home.required] == ["L2001"]
    assert home.missing_lessons == ("L0903",)
    assert (home.done, home.remaining, home.hours_required) == (0, 2, Fraction(3))


def test_completing_a_lesson_moves_the_plan_in_the_same_step(school: School) -> None:
    plan_id = content_id("plan", "1")
    assert school.learner.cadre_id is not None
    with school.office.database.write() as uow:
        uow.training.add_plan(
            make_plan(plan_id=plan_id, unit_id=school.unit.id, requirement=Requirement(("L2001",))), None
        )
        refresh_people(uow, school.office.home_id, [school.learner.cadre_id], school.office.clock.now())
    open_lesson(school.office, school.learner, LESSON_CODE)
    read_all(school)
    submit_self_check(school.office, school.learner, LESSON_CODE, ALL_RIGHT)
    with school.office.database.read() as uow:
        member = uow.training.members(plan_id, [school.learner.cadre_id])[school.learner.cadre_id]

    assert member.learned_at == school.office.clock.now()
    assert member.hours == Fraction(1, 2)
