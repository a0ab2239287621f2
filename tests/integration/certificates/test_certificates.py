"""Approval, issue, stored sheets, revocation; on both databases."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pypdf
import pytest
import sqlalchemy as sa

from tests.builders.training import LESSONS, STAGES, Roster
from trainer.adapters.storage.tables import certificates as tables
from trainer.adapters.storage.tables import people
from trainer.domain.certificates.number import Kind, parse
from trainer.domain.certificates.states import Finding, State
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.domain.training.plan import Plan
from trainer.services import certificates, issue_certificates, settings
from trainer.services.certificates import IssueOutcome, RegisterFilter
from trainer.services.office import Office
from trainer.services.overviews.certificates import own_certificates
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.progress import refresh_people

PASSED = datetime(2025, 4, 7, 3, tzinfo=UTC)


class Scene:
    """A banner with two bureaus, an exam, a plan; five people who have learned and passed, one who has not."""

    def __init__(self, office: Office, *, with_exam: bool = True, is_demo: bool = False) -> None:
        self.office = office
        self.roster = Roster(office)
        self.banner = self.roster.unit("banner", name="安和旗")
        self.tax = self.roster.unit("tax", self.banner, name="税务局", order_no=2)
        self.civil = self.roster.unit("civil", self.banner, name="民政局", order_no=1)
        self.exam = self.roster.exam(self.banner)
        self.ready = [
            self.roster.cadre(self.tax, "钱多多"),
            self.roster.cadre(self.civil, "王𬸚", order_no=2),
            self.roster.cadre(self.civil, "阿拉坦·巴特尔", order_no=1),
            self.roster.cadre(self.civil, "云", order_no=3),
            self.roster.cadre(self.tax, "李四"),
        ]
        self.lazy = self.roster.cadre(self.tax, "赵未学")
        for cadre_id in self.ready:
            self.roster.learn(cadre_id)
            self.roster.result(self.exam, cadre_id, at=PASSED)
        settings.change_settings(office, PROGRAM, {"office.area_code": "152200", "certificate.prefix": "兴电培"})
        settings.change_settings(office, PROGRAM, {"office.name": "安和旗委组织部"})
        draft = PlanDraft(
            "办公自动化轮训",
            self.banner.id,
            STAGES,
            LESSONS,
            exam_id=self.exam if with_exam else None,
            is_demo=is_demo,
        )
        self.plan: Plan = create_plan(office, PROGRAM, draft)[0]

    def rename(self, cadre_id: str, name: str) -> None:
        with self.office.database.write() as uow:
            uow.connection.execute(people.cadre.update().where(people.cadre.c.id == cadre_id).values(name=name))

    def approve(self, *cadre_ids: str) -> tuple[str, ...]:
        (ids, refused), _ = certificates.approve(self.office, PROGRAM, self.plan.id, cadre_ids or self.ready)
        assert refused == ()
        return ids

    def issue(self) -> IssueOutcome:
        self.approve()
        return certificates.issue(self.office, PROGRAM, plan_id=self.plan.id)[0]

    def officer(self, unit: Any, role: Role = Role.CERTIFICATE_OFFICER) -> Actor:
        return Actor(self.lazy, "", (Grant(role, unit.id, unit.path),))

    def log(self) -> list[str]:
        with self.office.database.read() as uow:
            return [entry.action for entry in uow.audit.chain(self.office.home_id)]


@pytest.fixture
def scene(any_office: Office) -> Scene:
    return Scene(any_office)


@pytest.fixture
def light(office: Office) -> Scene:
    return Scene(office)


def test_list_shows_everybody_in_protocol_order_with_what_stands_in_the_way(scene: Scene) -> None:
    lines = certificates.eligible(scene.office, PROGRAM, scene.plan.id)
    assert [line.name for line in lines] == ["阿拉坦·巴特尔", "王𬸚", "云", "钱多多", "李四", "赵未学"]
    assert [line.reason for line in lines] == [""] * 5 + ["certificate_not_learned"]
    first = lines[0]
    assert (first.unit_name, first.kind, first.band, first.hours) == ("民政局", Kind.PASS, "good", Fraction(4))
    assert first.earned_on == date(2025, 4, 7)
    scene.approve(scene.ready[0])
    line = next(line for line in certificates.eligible(scene.office, PROGRAM, scene.plan.id) if line.name == "钱多多")
    assert (line.reason, line.is_eligible) == ("certificate_already_approved", False)
    assert line.certificate_id


def test_nobody_is_approved_who_has_not_earned_it_or_twice(scene: Scene) -> None:
    scene.approve(scene.ready[0])
    asked = [scene.ready[0], scene.lazy, scene.ready[1], scene.banner.id]
    (ids, refused), changes = certificates.approve(scene.office, PROGRAM, scene.plan.id, asked)
    assert len(ids) == 1
    assert [(one.name, one.code) for one in refused] == [
        ("钱多多", "certificate_already_approved"),
        ("赵未学", "certificate_not_learned"),
        ("", "member_unknown"),
    ]
    assert changes.cadre_ids == {scene.ready[1]}


def test_issue_numbers_the_batch_in_roster_order_and_keeps_every_sheet(scene: Scene) -> None:
    outcome = scene.issue()
    assert outcome.refused == ()
    assert [(one.name, parse(one.number).serial) for one in outcome.issued] == [
        ("阿拉坦·巴特尔", 1),
        ("王𬸚", 2),
        ("云", 3),
        ("钱多多", 4),
        ("李四", 5),
    ]
    first = outcome.issued[0]
    assert first.number.startswith("152200-2025-H-00001-")
    assert first.shown_number == "兴电培证〔2025〕第00001号"
    with scene.office.database.read() as uow:
        for one in outcome.issued:
            kept = uow.certificates.get(one.certificate_id)
            assert kept is not None
            sheet = certificates.sheet(scene.office, one.certificate_id)
            assert hashlib.sha256(sheet).hexdigest() == kept.sheet_digest
            assert kept.state is State.ISSUED
            assert kept.content is not None
            assert kept.content.issuer == "安和旗委组织部"
            assert kept.content.exam == "结业考试"
    assert scene.log().count("certificate.approved") == 5
    assert scene.log().count("certificate.issued") == 5
    assert certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)[0] == IssueOutcome((), ())


def test_reprint_is_the_same_to_the_byte_after_the_person_was_renamed(scene: Scene, tmp_path: Path) -> None:
    one = scene.issue().issued[0]
    before = certificates.sheet(scene.office, one.certificate_id)
    scene.rename(one.cadre_id, "另一个人")
    scene.roster.move(one.cadre_id, scene.tax)
    settings.change_settings(scene.office, PROGRAM, {"certificate.prefix": "别", "office.name": "另一机关"})
    assert certificates.sheet(scene.office, one.certificate_id) == before
    count, files = certificates.print_batch(scene.office, PROGRAM, [one.number], out=tmp_path / "证 书.pdf")
    assert (count, files) == (1, [tmp_path / "证 书.pdf"])
    assert files[0].read_bytes() == before
    line = certificates.register(scene.office, PROGRAM, RegisterFilter(text="阿拉坦"))[0]
    assert (line.name, line.name_now, line.unit_name) == ("阿拉坦·巴特尔", "另一个人", "民政局")


def test_name_that_no_font_draws_is_refused_by_name_before_the_first_number(scene: Scene) -> None:
    scene.approve()
    scene.rename(scene.ready[3], "云\ue123")
    told: list[tuple[int, int]] = []
    outcome, _ = certificates.issue(
        scene.office, PROGRAM, plan_id=scene.plan.id, report=lambda done, total: told.append((done, total))
    )
    assert [(one.name, one.code) for one in outcome.refused] == [("云\ue123", "name_not_drawable")]
    assert "U+E123" in outcome.refused[0].facts["characters"]
    assert [parse(one.number).serial for one in outcome.issued] == [1, 2, 3, 4]
    assert told == [(0, 4), (4, 4)]
    line = next(x for x in certificates.eligible(scene.office, PROGRAM, scene.plan.id) if x.name == "云\ue123")
    assert line.reason == "name_not_drawable"


def test_whoever_lost_the_pass_since_the_approval_is_refused(scene: Scene) -> None:
    scene.approve()
    scene.roster.result(scene.exam, scene.ready[0], passed=False, serial=2)
    with scene.office.database.write() as uow:
        refresh_people(uow, scene.office.home_id, [scene.ready[0]], scene.office.clock.now())
    outcome, _ = certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)
    assert [(one.name, one.code) for one in outcome.refused] == [("钱多多", "certificate_not_passed")]
    assert len(outcome.issued) == 4


def test_whoever_left_the_plan_since_the_approval_is_refused(scene: Scene) -> None:
    scene.approve()
    scene.roster.employ(scene.ready[0], "transferred_out")
    with scene.office.database.write() as uow:
        refresh_people(uow, scene.office.home_id, [scene.ready[0]], scene.office.clock.now())
    outcome, _ = certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)
    assert [(one.name, one.code) for one in outcome.refused] == [("钱多多", "member_unknown")]


def test_certificate_names_the_best_result_and_its_day(light: Scene) -> None:
    light.roster.result(light.exam, light.ready[0], at=datetime(2025, 5, 1, tzinfo=UTC), attempt=2)
    light.issue()
    line = certificates.register(light.office, PROGRAM, RegisterFilter(text="钱多多"))[0]
    assert (line.band, line.earned_on, line.issued_on) == ("good", date(2025, 4, 7), date(2025, 6, 2))


def test_plan_without_examination_gives_a_statement_of_hours(office: Office) -> None:
    scene = Scene(office, with_exam=False)
    one = scene.issue().issued[0]
    assert parse(one.number).kind is Kind.HOURS
    assert certificates.register(office, PROGRAM)[0].band == ""


def test_demonstration_certificates_say_that_they_are_samples(office: Office) -> None:
    from trainer.adapters.documents.pdfium import texts

    scene = Scene(office, is_demo=True)
    sheet = certificates.sheet(office, scene.issue().issued[0].certificate_id)
    assert "〔样张〕" in texts(sheet)[0]


def test_stop_in_the_middle_leaves_whole_certificates_and_untouched_approvals(
    light: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_certificates, "_CHUNK", 2)
    light.approve()

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        certificates.issue(light.office, PROGRAM, plan_id=light.plan.id, report=stop)
    lines = certificates.register(light.office, PROGRAM)
    assert [line.state for line in lines] == [State.ISSUED] * 2 + [State.APPROVED] * 3
    certificates.issue(light.office, PROGRAM, plan_id=light.plan.id)
    serials = [parse(line.number).serial for line in certificates.register(light.office, PROGRAM)]
    assert serials == [1, 2, 3, 4, 5]


def test_failed_drawing_gives_the_number_back(light: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.adapters.documents import certificate_sheet

    light.approve()
    with monkeypatch.context() as patched:

        def fail(_content: object) -> bytes:
            raise Fault("font_missing", "x.ttf", name="x")

        patched.setattr(certificate_sheet, "draw_certificate", fail)
        with pytest.raises(Fault):
            certificates.issue(light.office, PROGRAM, plan_id=light.plan.id)
    assert parse(certificates.issue(light.office, PROGRAM, plan_id=light.plan.id)[0].issued[0].number).serial == 1


def test_serials_go_on_in_the_year_and_begin_anew_in_the_next(scene: Scene) -> None:
    with scene.office.database.write() as uow:
        assert uow.certificates.draw_serials("152200", 2025, 3) == 1
        assert uow.certificates.draw_serials("152200", 2025, 1) == 4
        assert uow.certificates.draw_serials("152200", 2026, 1) == 1
        assert uow.certificates.draw_serials("152221", 2025, 1) == 1


def test_two_offices_that_issue_at_once_never_draw_the_same_serial(scene: Scene) -> None:
    drawn: list[int] = []
    barrier = threading.Barrier(4)

    def draw() -> None:
        barrier.wait()
        for _ in range(5):
            with scene.office.database.write() as uow:
                first = uow.certificates.draw_serials("152200", 2025, 2)
                drawn.extend((first, first + 1))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == list(range(1, 41))


def test_two_officers_who_issue_the_same_batch_at_once_make_one_certificate_each(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_certificates, "_CHUNK", 1)
    scene.approve()
    barrier = threading.Barrier(2)
    outcomes: list[IssueOutcome] = []

    def run() -> None:
        barrier.wait()
        outcomes.append(certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)[0])

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [one.number for outcome in outcomes for one in outcome.issued]
    assert len(numbers) == len(set(numbers)) == 5
    with scene.office.database.read() as uow:
        assert uow.connection.scalar(sa.select(tables.certificate_counter.c.last_serial)) == 5


def test_two_officers_who_approve_the_same_person_at_once_approve_once(scene: Scene) -> None:
    barrier = threading.Barrier(2)
    approved: list[str] = []

    def run() -> None:
        barrier.wait()
        (ids, _), _ = certificates.approve(scene.office, PROGRAM, scene.plan.id, scene.ready)
        approved.extend(ids)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(approved) == 5


def test_approval_can_be_taken_back_until_the_issue(scene: Scene) -> None:
    ids = scene.approve()
    assert certificates.withdraw_approval(scene.office, PROGRAM, ids[:1])[0] == 1
    outcome, _ = certificates.issue(scene.office, PROGRAM, ids[1:2])
    assert len(outcome.issued) == 1
    for wanted, code in ((ids[1:2], "certificate_not_approved"), (ids[:1], "certificate_unknown")):
        with pytest.raises(Refusal) as told:
            certificates.withdraw_approval(scene.office, PROGRAM, wanted)
        assert told.value.code == code
    assert scene.log().count("certificate.approval_withdrawn") == 1


def test_revoked_certificate_keeps_its_number_and_makes_room_for_a_new_one(scene: Scene) -> None:
    number = scene.issue().issued[0].number
    after, changes = certificates.revoke(scene.office, PROGRAM, number, "冒名顶替")
    assert after.state is State.REVOKED
    assert changes.cadre_ids == {after.cadre_id}
    for again in (number, "兴电培证〔2025〕第00001号"):
        with pytest.raises(Refusal) as told:
            certificates.revoke(scene.office, PROGRAM, again, "又")
        assert told.value.code == "certificate_not_issued"
    scene.approve(after.cadre_id)
    assert parse(certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)[0].issued[0].number).serial == 6
    assert "certificate.revoked" in scene.log()


def test_replacement_says_the_new_name_and_takes_the_place_of_the_old_one(scene: Scene) -> None:
    old = scene.issue().issued[0]
    scene.rename(old.cadre_id, "阿拉坦·巴图")
    new, _ = certificates.replace_certificate(scene.office, PROGRAM, old.number, "更名")
    assert (new.name, parse(new.number).serial) == ("阿拉坦·巴图", 6)
    assert certificates.verify(scene.office, old.number).state is Finding.SUPERSEDED
    found = certificates.verify(scene.office, new.number)
    assert (found.state, found.content["earned_on"]) == (Finding.VALID, "2025-04-07")
    scene.rename(old.cadre_id, "\ue001")
    with pytest.raises(Refusal) as told:
        certificates.replace_certificate(scene.office, PROGRAM, new.number, "又更名")
    assert told.value.code == "name_not_drawable"
    assert certificates.verify(scene.office, new.number).state is Finding.VALID


def test_officer_of_one_bureau_sees_and_issues_only_there(scene: Scene, tmp_path: Path) -> None:
    officer = scene.officer(scene.civil)
    assert {line.unit_name for line in certificates.eligible(scene.office, officer, scene.plan.id)} == {"民政局"}
    (ids, refused), _ = certificates.approve(scene.office, officer, scene.plan.id, scene.ready)
    assert len(ids) == 3
    assert {one.code for one in refused} == {"member_unknown"}
    scene.approve(*[cadre_id for cadre_id in scene.ready if cadre_id in {one.cadre_id for one in refused}])
    outcome, _ = certificates.issue(scene.office, officer, plan_id=scene.plan.id)
    assert {one.unit for one in outcome.issued} == {"民政局"}
    assert {line.unit_name for line in certificates.register(scene.office, officer)} == {"民政局"}
    assert certificates.print_batch(scene.office, officer, plan_id=scene.plan.id, out=tmp_path / "a.pdf")[0] == 3
    others = certificates.issue(scene.office, PROGRAM, plan_id=scene.plan.id)[0].issued
    for act in (
        lambda: certificates.revoke(scene.office, officer, others[0].number, "x"),
        lambda: certificates.print_batch(scene.office, officer, [others[0].number], out=tmp_path / "b.pdf"),
    ):
        with pytest.raises(Refusal) as told:
            act()
        assert told.value.code == "no_right"


@pytest.mark.parametrize("role", [Role.LEARNER, Role.ADMINISTRATOR, Role.CLASS_ADMIN])
def test_other_roles_may_not_touch_certificates(light: Scene, role: Role, tmp_path: Path) -> None:
    ids = light.approve()
    actor = light.officer(light.banner, role)
    for act in (
        lambda: certificates.eligible(light.office, actor, light.plan.id),
        lambda: certificates.approve(light.office, actor, light.plan.id, light.ready),
        lambda: certificates.withdraw_approval(light.office, actor, ids),
        lambda: certificates.issue(light.office, actor, plan_id=light.plan.id),
        lambda: certificates.print_batch(light.office, actor, plan_id=light.plan.id, out=tmp_path / "x.pdf"),
        lambda: certificates.register(light.office, actor),
    ):
        with pytest.raises(Refusal) as told:
            act()
        assert told.value.code == "no_right"


def test_own_page_lists_own_certificates_only(light: Scene) -> None:
    issued = light.issue().issued
    mine = own_certificates(light.office, Actor(issued[1].cadre_id))
    assert [one.number for one in mine] == [issued[1].number]
    assert own_certificates(light.office, PROGRAM) == []


def test_batch_prints_into_one_file_or_a_file_each(light: Scene, tmp_path: Path) -> None:
    numbers = [one.number for one in light.issue().issued]
    told: list[int] = []
    whole = tmp_path / "新 文件夹" / "全部.pdf"
    assert certificates.print_batch(light.office, PROGRAM, plan_id=light.plan.id, out=whole) == (5, [whole])
    pages = [page.extract_text() for page in pypdf.PdfReader(whole).pages]
    assert [numbers[n] in page for n, page in enumerate(pages)] == [True] * 5
    count, files = certificates.print_batch(
        light.office, PROGRAM, numbers[:2], out=tmp_path / "每人", report=lambda done, _: told.append(done)
    )
    assert (count, [file.name for file in files]) == (2, [f"{number}.pdf" for number in numbers[:2]])
    assert told == [1, 2]
    assert light.log().count("certificate.printed") == 2


def test_printing_refuses_what_is_not_in_force(light: Scene, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    with pytest.raises(Refusal) as told:
        certificates.print_batch(light.office, PROGRAM, plan_id=light.plan.id, out=out)
    assert told.value.code == "nothing_to_print"
    number = light.issue().issued[0].number
    certificates.revoke(light.office, PROGRAM, number, "错发")
    for numbers, code in (
        ([number], "certificate_not_printable"),
        (["152200-2025-H-00099-0"], "certificate_number_mistyped"),
        (["兴电培证〔2025〕第00099号"], "certificate_unknown"),
        (None, "certificates_not_named"),
    ):
        with pytest.raises(Refusal) as told:
            certificates.print_batch(light.office, PROGRAM, numbers, out=out)
        assert told.value.code == code
    assert certificates.print_batch(light.office, PROGRAM, plan_id=light.plan.id, out=out)[0] == 4


def test_print_into_a_place_that_cannot_be_written_is_told(light: Scene, tmp_path: Path) -> None:
    light.issue()
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(Fault) as told:
        certificates.print_batch(light.office, PROGRAM, plan_id=light.plan.id, out=tmp_path / "file" / "a.pdf")
    assert told.value.code == "file_not_written"


def test_office_without_area_code_or_with_odd_words_issues_nothing(light: Scene) -> None:
    light.approve()
    for change, code in (
        ({"office.area_code": ""}, "area_code_missing"),
        ({"office.name": "局\ue000"}, "text_not_drawable"),
    ):
        settings.change_settings(light.office, PROGRAM, change)
        with pytest.raises(Refusal) as told:
            certificates.issue(light.office, PROGRAM, plan_id=light.plan.id)
        assert told.value.code == code
        settings.change_settings(light.office, PROGRAM, {"office.area_code": "152200", "office.name": ""})
    assert certificates.issue(light.office, PROGRAM, plan_id=light.plan.id)[0].issued[0].number.startswith("152200")
    assert certificates.register(light.office, PROGRAM)[0].state is State.ISSUED


def test_unknown_plans_and_certificates_are_refused(light: Scene) -> None:
    for act, code in (
        (lambda: certificates.eligible(light.office, PROGRAM, light.exam), "plan_unknown"),
        (lambda: certificates.issue(light.office, PROGRAM, plan_id=light.exam), "plan_unknown"),
        (lambda: certificates.issue(light.office, PROGRAM), "certificates_not_named"),
        (lambda: certificates.issue(light.office, PROGRAM, [light.exam]), "certificate_unknown"),
        (lambda: certificates.sheet(light.office, light.exam), "certificate_unknown"),
        (lambda: certificates.sheet(light.office, light.approve()[0]), "certificate_not_issued"),
    ):
        with pytest.raises(Refusal) as told:
            act()
        assert told.value.code == code


def test_register_is_filtered(light: Scene) -> None:
    light.issue()
    count = lambda **wanted: len(certificates.register(light.office, PROGRAM, RegisterFilter(**wanted)))  # noqa: E731
    assert count() == 5
    assert count(unit_id=light.civil.id) == 3
    assert count(plan_id=light.plan.id, states=(State.ISSUED,)) == 5
    assert count(states=(State.REVOKED,)) == 0
    assert count(year=2024) == 0
    assert count(text="00002") == 1
    assert count(text="税务") == 2
