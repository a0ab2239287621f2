"""The certificate office: approve, issue, look at the sheet, revoke; and the holder's own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.builders.office import make_office
from tests.builders.pages import Desk, agree, press, words
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.domain.certificates.states import State
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.training.plan import Plan
from trainer.services import certificates, settings
from trainer.services.overviews.certificates import register
from trainer.services.plans import PlanDraft, create_plan
from trainer.ui.widgets import files

PASSED = datetime(2025, 4, 7, 3, tzinfo=UTC)


@dataclass
class Scene:
    """An officer at a desk; two people who have earned a certificate, one who has not learned."""

    desk: Desk
    plan: Plan
    ready: list[str]

    def issue(self) -> None:
        office = self.desk.office
        certificates.approve(office, PROGRAM, self.plan.id, self.ready)
        certificates.issue(office, PROGRAM, plan_id=self.plan.id)

    def states(self) -> list[State]:
        return [line.state for line in register(self.desk.office, PROGRAM)]


@pytest.fixture
def scene(tmp_path: Path, qtbot: Any) -> Iterator[Scene]:
    office = make_office(tmp_path)
    roster = Roster(office)
    unit = roster.unit("banner", name="安和旗民政局")
    exam = roster.exam(unit)
    ready = [roster.cadre(unit, "钱多多"), roster.cadre(unit, "李四")]
    lazy = roster.cadre(unit, "赵未学")
    for cadre_id in ready:
        roster.learn(cadre_id)
        roster.result(exam, cadre_id, at=PASSED)
    settings.change_settings(
        office,
        PROGRAM,
        {"office.area_code": "152200", "certificate.prefix": "兴电培", "office.name": "安和旗委组织部"},
    )
    plan = create_plan(office, PROGRAM, PlanDraft("办公自动化轮训", unit.id, STAGES, LESSONS, exam_id=exam))[0]
    officer = Actor(lazy, "孙科", (Grant(Role.CERTIFICATE_OFFICER, unit.id, unit.path),))
    made = Scene(Desk(office, officer), plan, ready)
    yield made
    made.desk.close()


def test_people_are_approved_then_issued_and_nothing_is_issued_unasked(scene: Scene) -> None:
    page = scene.desk.open("certificates.issue")
    assert "可以发证（2）" in words(page)
    press(page, "批准")
    assert "已批准 2 人。" in words(page)
    assert scene.states() == [State.APPROVED, State.APPROVED]
    press(page, "发证")
    assert scene.states() == [State.APPROVED, State.APPROVED]
    agree(page)
    assert scene.states() == [State.ISSUED, State.ISSUED]
    assert "已发证 2 份。" in words(page)
    assert "打印刚发的证书" in words(page)


def test_issue_cannot_be_pressed_while_nobody_is_approved(scene: Scene) -> None:
    page = scene.desk.open("certificates.issue")
    assert page.primary is not None
    assert not page.primary.isEnabled()


def test_an_approval_can_be_taken_back(scene: Scene) -> None:
    page = scene.desk.open("certificates.issue")
    press(page, "批准")
    page.table.view.selectRow(0)
    press(page, "撤回批准")
    assert scene.states() == [State.APPROVED]
    assert "可以发证（1）" in words(page)


def test_who_may_not_have_one_is_listed_with_the_reason(scene: Scene) -> None:
    page = scene.desk.open("certificates.issue")
    press(page, "暂不能发（1）")
    assert [line.name for line in page.wanting.model.records] == ["赵未学"]
    assert "赵未学" in page.wanting.model.text_at(0, 2)
    assert not page.table.isVisible()


def test_the_register_shows_the_sheet_and_prints_it(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.issue()
    target = tmp_path / "sheets.pdf"
    monkeypatch.setattr(files, "answer", lambda title, name: target)
    page = scene.desk.open("certificates.register")
    assert [line.name for line in page.table.model.records] == ["钱多多", "李四"]
    assert page.preview.page_count == 1
    press(page, "打印")
    assert "钱多多" in pypdf.PdfReader(target).pages[0].extract_text()


def test_the_register_book_is_written(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.issue()
    target = tmp_path / "book.pdf"
    monkeypatch.setattr(files, "answer", lambda title, name: target)
    page = scene.desk.open("certificates.register")
    press(page, "登记簿")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(target).pages)
    assert "钱多多" in text
    assert "李四" in text


def test_a_revocation_needs_a_reason_and_a_yes(scene: Scene) -> None:
    scene.issue()
    page = scene.desk.open("certificates.register")
    press(page, "撤销")
    agree(page)
    assert scene.states() == [State.ISSUED, State.ISSUED]
    assert page.message.isVisible()
    page.reason.setText("成绩有误")
    press(page, "撤销")
    agree(page)
    assert sorted(state.value for state in scene.states()) == ["issued", "revoked"]
    assert not page.revoke_button.isEnabled()


def test_the_register_is_searched_by_name(scene: Scene) -> None:
    scene.issue()
    page = scene.desk.open("certificates.register")
    page.search.setText("李四")
    page.refresh()
    assert [line.name for line in page.table.model.records] == ["李四"]


def test_an_empty_register_leads_to_the_issue_and_offers_nothing_else(scene: Scene) -> None:
    page = scene.desk.open("certificates.register")
    seen = words(page)
    assert "还没有发过证书" in seen
    assert "登记簿" not in seen
    press(page, "证书制发")
    assert scene.desk.went == [("certificates.issue", {})]


def test_a_holder_sees_and_saves_the_own_sheet(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.issue()
    target = tmp_path / "own.pdf"
    monkeypatch.setattr(files, "answer", lambda title, name: target)
    scene.desk.actor = Actor(scene.ready[1], "李四")
    page = scene.desk.open("learner.certificates")
    assert page.table.model.text_at(0, 1) == "办公自动化轮训"
    press(page, "保存证书")
    assert "李四" in pypdf.PdfReader(target).pages[0].extract_text()


def test_who_has_none_yet_is_told_how_to_earn_one(scene: Scene) -> None:
    page = scene.desk.open("learner.certificates")
    seen = words(page)
    assert "还没有证书" in seen
    assert "保存证书" not in seen
    press(page, "打开课程")
    assert scene.desk.went == [("learner.lessons", {})]
