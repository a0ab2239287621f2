"""A picture of every page, in a home with the demonstration league."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer.domain.people.roles import PROGRAM, Actor, Role
from trainer.services import demo, question_bank, question_life, robot_candidate, sign_in, sit_paper
from trainer.services.overviews.exams import exams_for
from trainer.ui import registry
from trainer.ui.author.versions_page import TOUR_QUESTION
from trainer.ui.theme import theme
from trainer.ui.tour.stage import OpenOffice, Stage
from trainer.wording import t

USUAL, LARGE = "100", "200"


def take_pictures(
    home: Path, open_office: OpenOffice, language: str, out: Path, *, is_large: bool
) -> dict[str, dict[str, Any]]:
    """Open every page as somebody whose role it belongs to.

    Returns:
        By page id: title, picture, who looked at it. A page that could not be opened has ``error``.
    """
    stage = Stage(home, open_office, language, out)
    seen: dict[str, dict[str, Any]] = {}
    try:
        loaded, _changes = demo.load_demo(stage.office, PROGRAM)
        # Authors come before examiners, who may only look at the pages of the bank.
        people = [one.staff_no for one in sorted(loaded.sign_ins, key=lambda one: one.role is Role.EXAMINER)]
        _work_on_a_question(stage, [_actor(stage, staff_no) for staff_no in people])
        theme().set_up(scale=2.0 if is_large else 1.0, is_large_print=is_large)
        stage.app.window.show_entry(stage.app.build_entry)
        seen["entry.sign_in"] = {"picture": stage.snap("entry.sign_in")}
        for staff_no in people:
            actor = _actor(stage, staff_no)
            stage.app.start_session(actor, "示范盟")
            for spec in registry.PAGES:
                if spec.page_id in seen or not spec.may_open(actor):
                    continue
                seen[spec.page_id] = _look(stage, spec, actor)
        for staff_no in people:
            actor = _actor(stage, staff_no)
            if not any(grant.role is not Role.LEARNER for grant in actor.grants):
                # Learners on different paths see different homes.
                stage.app.start_session(actor, "示范盟")
                stage.go("learner.home")
                seen[f"learner.home as {actor.name}"] = {"picture": stage.snap(f"learner.home.{staff_no}")}
    finally:
        stage.close()
    return seen


def _work_on_a_question(stage: Stage, people: list[Actor]) -> None:
    """Give the author's pages something to show: a second version and a remark that nobody has seen to."""
    author = next((one for one in people if any(grant.role is Role.AUTHOR for grant in one.grants)), None)
    if author is None:
        return
    shown = question_bank.show(stage.office, author, TOUR_QUESTION).question
    explanation = f"{shown.explanation}\n\n{t('Enter the number of the own register, not that of the sender.')}"
    question_bank.save_question(stage.office, author, replace(shown, explanation=explanation))
    question_life.comment(stage.office, author, TOUR_QUESTION, t("Which rule is this based on? Please name it."))


def _look(stage: Stage, spec: registry.PageSpec, actor: Actor) -> dict[str, Any]:
    page = stage.go(spec.page_id, **_arguments(stage, spec.page_id))
    if spec.page_id == "learner.sitting":
        _answer_some(stage, page)
    prepare = getattr(importlib.import_module(spec.module), "prepare_tour", None)
    if prepare is not None:
        prepare(page)
        stage.settle()
    shown = stage.window.current_page
    found = {"title": page.title_text, "picture": stage.snap(spec.page_id), "as": actor.name}
    if shown is None or shown.page_id != spec.page_id:
        found["led_to"] = shown.page_id if shown is not None else ""
    return found


def _arguments(stage: Stage, page_id: str) -> dict[str, Any]:
    """Give the pages of a sitting something to show: one begun, then handed in."""
    session = stage.window.session
    if session is None or page_id not in {"learner.sitting", "learner.result"}:
        return {}
    exams = exams_for(stage.office, session.actor)
    if page_id == "learner.sitting":
        return next(({"exam_id": exam.exam_id} for exam in exams if exam.may_start), {})
    begun = next((exam.in_progress for exam in exams if exam.in_progress), "")
    if begun:
        sit_paper.hand_in(stage.office, session.actor, begun)
    return {}


def _answer_some(stage: Stage, page: Any) -> None:
    if page.view is None:
        return
    right = robot_candidate.right_responses(stage.office, PROGRAM, page.view.sitting_id)
    for slot, content in right.items():
        # Most questions right, every fourth one left open: a map with both, and something to learn next.
        if slot % 4 != 3:
            page.presenter.on_respond(slot, content)
            stage.clock.advance(15)
    page.go_to(4)


def _actor(stage: Stage, staff_no: str) -> Actor:
    office = stage.office
    cadre_id = sign_in.find_person(office, staff_no)
    with office.database.read() as uow:
        return sign_in.actor_of(uow, office, cadre_id)
