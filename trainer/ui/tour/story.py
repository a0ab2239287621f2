"""From an empty home to a printed certificate, through the pages that people use."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QAbstractButton, QWidget

from trainer.domain.people.roles import PROGRAM, Role
from trainer.services import accounts, robot_candidate, sign_in
from trainer.services.overviews.progress import Which
from trainer.services.read_lesson import open_lesson
from trainer.services.verify_certificate import verify
from trainer.ui.entry.first_run import FirstRunPage
from trainer.ui.entry.presenter import SignInPresenter
from trainer.ui.tour import roster
from trainer.ui.tour.stage import OpenOffice, Stage
from trainer.ui.widgets import Card, QuestionView, files
from trainer.ui.widgets.confirm import Confirmation
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor

LESSON: Final = "L0901"
_SECRET: Final = "735208"
_OWN_SECRET: Final = "461973"


class Story:
    """The main job, step by step; each step leaves a picture and what was seen.

    Args:
        home: an empty folder.
        open_office: handed in by the command line.
        language: of the windows.
        out: where pictures and documents go.
    """

    def __init__(self, home: Path, open_office: OpenOffice, language: str, out: Path) -> None:
        self.stage = Stage(home, open_office, language, out)
        self.out = out
        self.saw: list[dict[str, Any]] = []
        self._people: dict[str, str] = {}
        self._exam_id = ""
        self._plan_id = ""
        self._written: Path | None = None

    def play(self) -> list[dict[str, Any]]:
        """Play it all.

        Returns:
            A record for each step: name, picture, and what was seen.

        Raises:
            AssertionError: something did not come out as it must.
        """
        files.answer = self._answer
        try:
            administrator = self._first_run()
            self._roster(administrator)
            self._roles(administrator)
            self._exam()
            self._plan()
            self._first_sign_in()
            self._learn()
            self._practise()
            self._sit()
            self._board()
            self._certificate()
        finally:
            files.answer = None
            self.stage.close()
        return self.saw

    # -- the office

    def _first_run(self) -> Actor:
        page = self.stage.window.findChild(FirstRunPage)
        assert page is not None, "a home never used must open with the first-run pages"
        self._note("01-first-run")
        came: list[tuple[Actor, str]] = []
        page.finished.connect(lambda actor, _unit, page_id: came.append((actor, page_id)))
        page.unit_name.setText(roster.BUREAU)
        page.area_code.setText("152299")
        page.administrator.setText("周晓宇")
        page.secret.setText(_SECRET)
        page.again.setText(_SECRET)
        self._press(page, t("Next"))
        self._press(page, t("Set up the office"))
        self._note("02-office-made", step=page.step)
        self._press(page, t("Bring in the staff roster"))
        assert came and came[0][1] == "office.roster_import"
        return came[0][0]

    def _roster(self, administrator: Actor) -> None:
        page = self.stage.page
        assert page.page_id == "office.roster_import"
        page.open_file(roster.write_roster(self.out))
        self._note("03-roster-columns")
        page.make_preview()
        self._note("04-roster-preview", rows=len(page.rows.model.records))
        page.commit()
        self._note("05-roster-in", said=page.result.text())
        for name in (roster.CADRE, roster.CHIEF, roster.OFFICER):
            self._people[name] = self._find(name)
        del administrator

    def _roles(self, administrator: Actor) -> None:
        office = self.stage.office
        top = self._unit_id()
        for name, roles in (
            (roster.CHIEF, (Role.UNIT_LEADER,)),
            (roster.OFFICER, (Role.CLASS_ADMIN, Role.EXAMINER, Role.CERTIFICATE_OFFICER)),
        ):
            for role in roles:
                accounts.grant_role(office, administrator, self._people[name], role, top)
        page = self.stage.go("admin.roles", cadre_id=self._people[roster.OFFICER])
        roles_held = len(page.grants.model.records)
        assert roles_held == 3, "the officer must hold three roles"
        self._note("06-roles", roles=roles_held)

    def _exam(self) -> None:
        self._enter(roster.OFFICER)
        page = self.stage.go("examiner.exam_edit")
        page.name.setText("办公自动化结业考试")
        self._note("07-exam-recipe", questions=page.total.text())
        self._press(page, t("Save and open"))
        exams = self.stage.page.table.model.records
        assert len(exams) == 1 and exams[0].state == "running", "the examination must be open"
        self._exam_id = exams[0].exam_id
        self._note("08-exam-open")
        # The window of the proposal opens at the next full hour.
        self.stage.clock.advance(3600)

    def _plan(self) -> None:
        page = self.stage.go("office.plan_edit")
        page.name.setText("2026年全局办公自动化轮训")
        page.lessons.choose([LESSON])
        page.exam.setCurrentIndex(page.exam.findData(self._exam_id))
        self._note("09-plan")
        self._press(page, t("Save"))
        board = self.stage.page
        total = board.table.model.records[0]
        assert total.due > 0, "the plan must count the people of the roster"
        self._plan_id = board.plan_picker.currentData()
        self._note("10-board-before", due=total.due, trained=total.trained)

    # -- the cadre

    def _first_sign_in(self) -> None:
        office, cadre_id = self.stage.office, self._people[roster.CADRE]
        slips, _changes = accounts.make_activation_codes(office, PROGRAM, [cadre_id])
        self.stage.window.show_entry(self.stage.app.build_entry)
        self.stage.settle()
        self._note("11-sign-in")
        presenter = self.stage.window.findChild(SignInPresenter)
        assert presenter is not None
        code = slips.slips[0].code
        presenter.on_code(cadre_id, code)
        presenter.on_new_secret(cadre_id, code, _OWN_SECRET, _OWN_SECRET)
        self._note("12-privacy-notice")
        presenter.on_notice_read()
        self.stage.settle()
        assert self.stage.page.page_id == "learner.home", "after the first sign-in comes the learner's home"
        self._note("13-home")

    def _learn(self) -> None:
        page = self.stage.go("learner.reader", lesson=LESSON)
        presenter = page.presenter
        lesson = presenter.lesson
        assert lesson is not None
        session = self.stage.window.session
        assert session is not None
        asked = open_lesson(self.stage.office, session.actor, LESSON).self_check
        for number, screen in enumerate(lesson.screens):
            presenter.on_screen(number)
            self.stage.settle()
            # A minute a screen: slow reading, and within what one visit may count.
            self.stage.clock.advance(60)
            presenter.on_tick()
            if number in {0, 2}:
                self._note(f"14-lesson-{number + 1}")
            if screen.questions:
                responses = {one.question.id: robot_candidate.right_response(one.question) for one in asked}
                presenter.on_check(responses)
                self._note("15-self-check", right=sum(one.is_right for one in presenter.feedback))
        presenter.leave()
        self.stage.settle()
        view = open_lesson(self.stage.office, session.actor, LESSON)
        self._note("16-lesson-done", remaining=len(view.remaining))
        assert view.progress is not None and view.progress.completed_at is not None, (
            "every screen read and the self-check passed must complete the lesson"
        )

    def _practise(self) -> None:
        page = self.stage.go("learner.practice", lesson=LESSON)
        view = page.question_view
        assert view is not None and view.question is not None, "practice must put a question"
        page.presenter.on_answer(robot_candidate.wrong_response(view.question, Random(LESSON)))
        self._note("17-practice-reason")
        book = self.stage.go("learner.wrong_book")
        self._note("18-wrong-book")
        del book

    def _sit(self) -> None:
        self.stage.go("learner.exams")
        self._note("19-exams")
        page = self.stage.go("learner.sitting", exam_id=self._exam_id)
        assert page.view is not None, "the sitting must start"
        self._note("20-sitting")
        right = robot_candidate.right_responses(self.stage.office, PROGRAM, page.view.sitting_id)
        for slot, content in right.items():
            page.go_to(slot)
            self.stage.settle()
            shown = next(view for view in page.findChildren(QuestionView) if view.isVisible())
            shown.set_response(content)
            shown.response_changed.emit(content)
            self.stage.clock.advance(20)
        assert not page.presenter.unsaved, "every response must be saved"
        self._note("21-sitting-answered", answered=page.presenter.answered)
        self._press(page, t("Hand in"))
        self._note("21-hand-in")
        self._agree(page)
        shown = self.stage.page
        assert shown.page_id == "learner.result", "the hand-in must lead to the result"
        self._note("22-result", verdict=shown.verdict.text(), marks=shown.figure.text())
        self.stage.go("learner.review")
        self._note("23-review")

    # -- the office again

    def _board(self) -> None:
        self._enter(roster.CHIEF)
        page = self.stage.go("leader.dashboard")
        total = page.table.model.records[0]
        assert total.trained == 1, "the board must have moved"
        self._note("24-board-after", due=total.due, trained=total.trained)
        self._press(page, t("Print one page"))
        self._kept("report.pdf")
        self.stage.go("office.residual", plan_id=self._plan_id, which=Which.MISSING.value)
        self._note("25-missing")

    def _certificate(self) -> None:
        self._enter(roster.OFFICER)
        page = self.stage.go("certificates.issue", plan_id=self._plan_id)
        self._press(page, t("Approve"))
        self._note("26-approved")
        self._press(page, t("Issue"))
        self._agree(page)
        self._note("27-issued")
        register = self.stage.go("certificates.register")
        lines = register.table.model.records
        assert len(lines) == 1, "one certificate must be in the register"
        self._note("28-register", number=lines[0].number)
        self._press(register, t("Print"))
        checked = verify(self.stage.office, self._kept("certificate.pdf"))
        assert checked.state.value == "valid", "the printed sheet must check as valid"
        self.saw.append({"step": "29-verified", "state": checked.state.value, "number": lines[0].number})

    # -- helpers of the story

    def _enter(self, name: str) -> None:
        office = self.stage.office
        with office.database.read() as uow:
            actor = sign_in.actor_of(uow, office, self._people[name])
        self.stage.app.start_session(actor, roster.BUREAU)
        self.stage.settle()

    def _find(self, name: str) -> str:
        from trainer.services.overviews.people import sign_in_search

        return sign_in_search(self.stage.office, name)[0].cadre_id

    def _unit_id(self) -> str:
        from trainer.services.overviews.people import unit_tree

        return unit_tree(self.stage.office, PROGRAM)[0].id

    def _press(self, page: QWidget, words: str) -> None:
        """Press a button or a card by its words, as somebody would."""
        for button in page.findChildren(QAbstractButton):
            if button.text().replace("&&", "&").strip() == words and button.isVisible() and button.isEnabled():
                button.click()
                self.stage.settle()
                return
        for card in page.findChildren(Card):
            if card.accessibleName().startswith(words) and card.isVisible():
                card.clicked.emit()
                self.stage.settle()
                return
        raise AssertionError(f"there is nothing to press that says {words}")

    def _agree(self, page: QWidget) -> None:
        dialogs = [one for one in page.findChildren(Confirmation) if one.isVisible()]
        assert dialogs, "there must be a question to agree to"
        dialogs[-1].yes.click()
        self.stage.settle()

    def _kept(self, name: str) -> Path:
        """Give the document written last its name in the tour."""
        assert self._written is not None and self._written.stat().st_size > 0, f"{name} must have been written"
        return self._written.replace(self.out / name)

    def _note(self, name: str, **saw: Any) -> None:
        self.saw.append({"step": name, "picture": self.stage.snap(name), **saw})

    def _answer(self, _title: str, name: str) -> Path | None:
        self._written = self.out / name
        return self._written
