"""Setting up a new office: the unit, the administrator, then people. A first class runs within a quarter of an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QStackedWidget, QWidget

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.domain.people.units import UnitKind
from trainer.ui.entry.layout import EntryFrame
from trainer.ui.frame import TopBar
from trainer.ui.tasks import Runner
from trainer.ui.theme import Column, Row, bind_icon
from trainer.ui.widgets.buttons import PlainButton, PrimaryButton
from trainer.ui.widgets.card import Card
from trainer.ui.widgets.form import Form
from trainer.ui.widgets.message import MessageBar
from trainer.ui.widgets.steps import StepList
from trainer.ui.widgets.text import Label
from trainer.wording import N_, t
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.demo import SignIn
    from trainer.services.office import Office

KINDS: Final[tuple[tuple[UnitKind, str], ...]] = (
    (UnitKind.BANNER, N_("Banner, county, city district")),
    (UnitKind.LEAGUE, N_("League, prefecture, city")),
    (UnitKind.DEPARTMENT, N_("Department, bureau, office")),
    (UnitKind.TOWNSHIP, N_("Sumu, township, street office")),
    (UnitKind.OTHER, N_("Something else")),
)


class FirstRunPresenter(QObject):
    """Creates the office and, where wished, loads the demonstration data.

    Signals:
        created(Actor): the administrator, signed in.
        refused(Exception): say it beside the field.
        demo_loaded(tuple[SignIn]): the demonstration data is in; whom a visitor may sign in as.
        entered(Actor, str): a visitor came in; the person's unit.
        busy(bool): something is under way.
    """

    created = Signal(object)
    refused = Signal(object)
    demo_loaded = Signal(object)
    entered = Signal(object, str)
    busy = Signal(bool)

    def __init__(self, office: Office, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner

    def on_create(self, name: str, kind: UnitKind, area_code: str, administrator: str, secret: str, again: str) -> None:
        """Create unit and administrator."""
        if secret != again:
            self.refused.emit(Refusal("secrets_differ"))
            return
        office = self._office

        def work() -> Actor:
            from trainer.services import first_run

            wanted = first_run.NewOffice(
                name=name, administrator=administrator, secret=secret, kind=kind, area_code=area_code
            )
            actor, _ = first_run.create_office(office, wanted)
            return actor

        self.busy.emit(True)
        self._runner.run(work, self._on_created, self._on_failed, owner=self, title=t("Setting up"), writes=True)

    def on_demo(self) -> None:
        """Load the demonstration data into this empty home."""
        office = self._office

        def work() -> tuple[SignIn, ...]:
            from trainer.services import demo

            loaded, _ = demo.load_demo(office, PROGRAM)
            return loaded.sign_ins

        self.busy.emit(True)
        self._runner.run(
            work,
            self._on_demo_loaded,
            self._on_failed,
            owner=self,
            title=t("Loading the demonstration data"),
            writes=True,
        )

    def _on_created(self, actor: Actor) -> None:
        self.busy.emit(False)
        self.created.emit(actor)

    def on_visit(self, person: SignIn) -> None:
        """Sign in as somebody of the demonstration."""
        office = self._office

        def work() -> tuple[Actor, str]:
            from trainer.services import sign_in

            return sign_in.sign_in(office, person.staff_no, person.pin), person.unit_name

        self.busy.emit(True)
        self._runner.run(work, self._on_entered, self._on_failed, owner=self, title=t("Signing in"), writes=True)

    def _on_demo_loaded(self, people: tuple[SignIn, ...]) -> None:
        self.busy.emit(False)
        self.demo_loaded.emit(people)

    def _on_entered(self, entered: tuple[Actor, str]) -> None:
        self.busy.emit(False)
        self.entered.emit(*entered)

    def _on_failed(self, error: Exception) -> None:
        self.busy.emit(False)
        self.refused.emit(error)


class FirstRunPage(QWidget):
    """Four steps: what this is, the unit, the administrator, people.

    Signals:
        finished(Actor, str, str): who is signed in, the unit's name, the page to open first (empty for their own).
    """

    finished = Signal(object, str, str)

    def __init__(self, bar: TopBar, presenter: FirstRunPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._actor: Actor | None = None
        presenter.created.connect(self._on_created)
        presenter.refused.connect(self._on_refused)
        presenter.demo_loaded.connect(self._on_demo_loaded)
        presenter.entered.connect(self._on_entered)
        presenter.busy.connect(self._on_busy)
        self.frame = EntryFrame(bar)
        whole = Column(self, gap=0)
        whole.addWidget(self.frame)
        content = QWidget()
        column = Column(content, gap=20)
        column.addStretch(1)
        self.steps = StepList([t("Unit"), t("First administrator"), t("People")], upright=False)
        column.addWidget(self.steps)
        self.message = MessageBar()
        column.addWidget(self.message)
        self._stack = QStackedWidget()
        for step in (self._make_unit(), self._make_administrator(), self._make_people()):
            self._stack.addWidget(step)
        column.addWidget(self._stack)
        column.addStretch(2)
        self.frame.show_step(self.frame.add_step(content, max_width=520))
        self.unit_name.setFocus()

    @property
    def step(self) -> int:
        """Which step is shown, 0-based."""
        return self._stack.currentIndex()

    def _make_unit(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addWidget(Label(t("Which unit is this office for?"), "page"))
        column.addWidget(
            Label(t("All other units hang below it. You can add them later, or a roster brings them."), "body", "quiet")
        )
        self.unit_form = Form(max_width=520)
        self.unit_name = QLineEdit()
        self.unit_name.setMaxLength(100)
        self.unit_form.add(t("Full name of the unit"), self.unit_name, t("As on its seal."))
        self.kind = QComboBox()
        for kind, word in KINDS:
            self.kind.addItem(t(word), kind)
        self.unit_form.add(t("Kind of unit"), self.kind)
        self.area_code = QLineEdit()
        self.area_code.setMaxLength(6)
        self.unit_form.add(
            t("Area code (may stay empty)"),
            self.area_code,
            t("Six digits of the administrative division; they stand in certificate numbers."),
        )
        column.addWidget(self.unit_form)
        row = Row(gap=8)
        row.addWidget(PlainButton(t("Only look around with demonstration data"), "", self._presenter.on_demo))
        row.addStretch(1)
        row.addWidget(PrimaryButton(t("Next"), "arrow-right", self._on_unit_next))
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)
        self.unit_name.returnPressed.connect(self._on_unit_next)
        self.area_code.returnPressed.connect(self._on_unit_next)
        return content

    def _on_unit_next(self) -> None:
        self.unit_form.clear_complaints()
        self.message.clear()
        if not self.unit_name.text().strip():
            self.unit_form.complain(self.unit_name, t("Please enter the name of the unit."))
            return
        code = self.area_code.text().strip()
        if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
            self.unit_form.complain(self.area_code, t("An area code has six digits, for example 152299."))
            return
        self._go(1)
        self.administrator.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_administrator(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addWidget(Label(t("Who looks after it?"), "page"))
        column.addWidget(
            Label(
                t("The administrator gives roles to others. In a small bureau one person may hold them all."),
                "body",
                "quiet",
            )
        )
        self.administrator_form = Form(max_width=520)
        self.administrator = QLineEdit()
        self.administrator.setMaxLength(50)
        self.administrator_form.add(t("Your name"), self.administrator)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.administrator_form.add(
            t("PIN or password"),
            self.secret,
            t("A PIN has at least six digits, a password at least eight characters. No runs such as 123456."),
        )
        self.again = QLineEdit()
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        self.administrator_form.add(t("Once more"), self.again)
        self.again.returnPressed.connect(self._on_create)
        column.addWidget(self.administrator_form)
        row = Row(gap=8)
        row.addWidget(PlainButton(t("Back"), "arrow-left", self._on_back))
        row.addStretch(1)
        row.addWidget(PrimaryButton(t("Set up the office"), "check", self._on_create))
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)
        return content

    def _on_back(self) -> None:
        self._go(0)

    def _on_create(self) -> None:
        self.administrator_form.clear_complaints()
        self.message.clear()
        if not self.administrator.text().strip():
            self.administrator_form.complain(self.administrator, t("Please enter your name."))
            return
        if not self.secret.text():
            self.administrator_form.complain(self.secret, t("Please choose a PIN or password."))
            return
        self._presenter.on_create(
            self.unit_name.text().strip(),
            UnitKind(self.kind.currentData()),
            self.area_code.text().strip(),
            self.administrator.text().strip(),
            self.secret.text(),
            self.again.text(),
        )

    def _make_people(self) -> QWidget:
        content = QWidget()
        column = Column(content, gap=12)
        column.addWidget(Label(t("The office is set up. Who will learn?"), "page"))
        column.addWidget(Label(t("You can do each of these later, too."), "body", "quiet"))
        for icon, head, words, act in (
            (
                "file-spreadsheet",
                t("Bring in the staff roster"),
                t("The Excel file as it is. You see everything before anything is stored."),
                self._on_roster,
            ),
            (
                "users-round",
                t("Go on without people"),
                t("Look at the lessons and the settings first."),
                self._on_later,
            ),
        ):
            card = Card(gap=4, padding=16)
            row = Row(gap=16)
            sign = QLabel()
            bind_icon(sign, icon, "primary", 28)
            row.addWidget(sign)
            text = Column(gap=2)
            text.addWidget(Label(head, "lead_strong"))
            text.addWidget(Label(words, "body", "quiet"))
            row.addLayout(text, 1)
            card.body.addLayout(row)
            card.make_clickable(f"{head} {words}")
            card.clicked.connect(act)
            column.addWidget(card)
        column.addStretch(1)
        return content

    def _on_roster(self) -> None:
        self.finished.emit(self._actor, self.unit_name.text().strip(), "office.roster_import")

    def _on_later(self) -> None:
        self.finished.emit(self._actor, self.unit_name.text().strip(), "")

    def _on_created(self, actor: Actor) -> None:
        self._actor = actor
        self.secret.clear()
        self.again.clear()
        self._go(2)

    def _on_demo_loaded(self, people: tuple[SignIn, ...]) -> None:
        self.steps.hide()
        self._stack.addWidget(self._make_visitors(people))
        self._stack.setCurrentIndex(self._stack.count() - 1)

    def _make_visitors(self, people: tuple[SignIn, ...]) -> QWidget:
        from trainer.services.overviews.accounts import ROLE_NAMES

        content = QWidget()
        column = Column(content, gap=8)
        column.addWidget(Label(t("The demonstration is ready. Whom would you like to be?"), "page"))
        column.addWidget(
            Label(
                t("All people and units are invented. One button in the settings deletes them again."), "body", "quiet"
            )
        )
        for person in people:
            card = Card(gap=2, padding=12)
            row = Row(gap=12)
            words = Column(gap=0)
            words.addWidget(Label(person.name, "lead_strong"))
            words.addWidget(Label(person.unit_name, "caption"))
            row.addLayout(words, 1)
            right = Column(gap=0)
            for text, type_role in (
                (t(ROLE_NAMES[person.role]), "body"),
                (t("{staff_no}, PIN {pin}", staff_no=person.staff_no, pin=person.pin), "caption"),
            ):
                label = Label(text, type_role, wrap=False)
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                right.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
            row.addLayout(right)
            card.body.addLayout(row)
            card.make_clickable(f"{person.name} {t(ROLE_NAMES[person.role])}")
            card.setProperty("person", person)
            card.clicked.connect(self._on_visitor)
            column.addWidget(card)
        column.addStretch(1)
        return content

    def _on_visitor(self) -> None:
        card = self.sender()
        if card is not None:
            self._presenter.on_visit(card.property("person"))

    def _on_entered(self, actor: Actor, unit_name: str) -> None:
        self.finished.emit(actor, unit_name, "")

    def _on_busy(self, busy: bool) -> None:
        self._stack.setEnabled(not busy)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, Refusal | Fault):
            raise error
        said = say(error.code, error.facts)
        self.message.tell(
            said.what, said.next_step, tone="bad" if isinstance(error, Fault) else "warn", code=error.code
        )

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.go(step)
        self.message.clear()
