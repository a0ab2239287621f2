"""What happens behind the sign-in page: reads on the working threads, one call each, and the order of the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from trainer.domain.kernel.outcomes import Refusal
from trainer.ui.tasks import Runner
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """One unit to sign in from; rows come in protocol order, each after its parent.

    Attributes:
        own_count: people who belong to it directly.
    """

    unit_id: str
    parent_id: str | None
    name: str
    own_count: int = 0


@dataclass(frozen=True, slots=True)
class NameChoice:
    """One person to sign in as.

    Attributes:
        note: what tells two people of one name apart (birth month); empty where the name stands alone.
        unit_name: for the page that asks for the PIN.
    """

    cadre_id: str
    name: str
    note: str = ""
    unit_name: str = ""


class EntryReads(Protocol):
    """What the sign-in page reads; called on working threads."""

    def units(self, office: Office) -> Sequence[UnitChoice]:
        """Give all units in protocol order."""
        ...

    def names(self, office: Office, unit_id: str) -> Sequence[NameChoice]:
        """Give the people of one unit in their order."""
        ...

    def search(self, office: Office, text: str) -> Sequence[NameChoice]:
        """Find people of all units by the beginning of a name or by a whole staff number."""
        ...


class SignInPresenter(QObject):
    """Leads from a name to a session.

    Signals:
        units_ready(list[UnitChoice]), names_ready(str, list[NameChoice]): unit id and names.
        found(str, list[NameChoice]): what was typed, and who fits it in all units.
        refused(Exception): say it beside the field.
        code_wanted(str): this person signs in for the first time; id or staff number.
        secret_wanted(): the code was right, ask for a secret of one's own.
        notice_wanted(str): show the privacy notice; the office's own text, or empty.
        entered(Actor): through.
        busy(bool): a sign-in is under way.
    """

    units_ready = Signal(list)
    names_ready = Signal(str, list)
    found = Signal(str, list)
    refused = Signal(object)
    code_wanted = Signal(str)
    secret_wanted = Signal()
    notice_wanted = Signal(str)
    entered = Signal(object)
    busy = Signal(bool)

    def __init__(self, office: Office, runner: Runner, reads: EntryReads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._reads = reads
        self._actor: Actor | None = None
        self._who = ""

    def load_units(self) -> None:
        """Read the tree."""
        office, reads = self._office, self._reads
        self._runner.run(lambda: list(reads.units(office)), self._on_units, self._on_failed, owner=self)

    def load_names(self, unit_id: str) -> None:
        """Read the people of a unit."""
        office, reads = self._office, self._reads
        self._runner.run(
            lambda: (unit_id, list(reads.names(office, unit_id))), self._on_names, self._on_failed, owner=self
        )

    def search(self, text: str) -> None:
        """Look for somebody in all units."""
        office, reads = self._office, self._reads
        self._runner.run(lambda: (text, list(reads.search(office, text))), self._on_found, self._on_failed, owner=self)

    def on_secret(self, who: str, secret: str) -> None:
        """Try to come in.

        Args:
            who: id of a person, or a staff number as typed.
            secret: as typed.
        """
        office = self._office

        def work() -> tuple[Actor, bool, str]:
            from trainer.services import sign_in

            return _with_notice(office, sign_in.sign_in(office, who, secret))

        self._who = who
        self._go(work)

    def on_code(self, who: str, code: str) -> None:
        """Check an activation code."""
        office = self._office

        def work() -> str:
            from trainer.services import sign_in

            return sign_in.check_code(office, who, code)

        self.busy.emit(True)
        self._runner.run(work, self._on_code_right, self._on_failed, owner=self, writes=True)

    def on_new_secret(self, who: str, code: str, secret: str, again: str) -> None:
        """Use the code and set one's own secret."""
        if secret != again:
            self.refused.emit(Refusal("secrets_differ"))
            return
        office = self._office

        def work() -> tuple[Actor, bool, str]:
            from trainer.services import sign_in

            return _with_notice(office, sign_in.activate(office, who, code, secret))

        self._go(work)

    def on_notice_read(self) -> None:
        """Note that the notice was read, and go in."""
        actor, office = self._actor, self._office
        if actor is None:
            return

        def work() -> Actor:
            from trainer.services import accounts

            accounts.note_notice_seen(office, actor)
            return actor

        self.busy.emit(True)
        self._runner.run(work, self._on_notice_noted, self._on_failed, owner=self, writes=True)

    # -- coming back

    def _go(self, work: Callable[[], tuple[Actor, bool, str]]) -> None:
        self.busy.emit(True)
        self._runner.run(work, self._on_actor, self._on_failed, owner=self, title=t("Signing in"), writes=True)

    def _on_units(self, units: list[UnitChoice]) -> None:
        self.units_ready.emit(units)

    def _on_names(self, found: tuple[str, list[NameChoice]]) -> None:
        self.names_ready.emit(*found)

    def _on_found(self, found: tuple[str, list[NameChoice]]) -> None:
        self.found.emit(*found)

    def _on_code_right(self, _cadre_id: str) -> None:
        self.busy.emit(False)
        self.secret_wanted.emit()

    def _on_actor(self, found: tuple[Actor, bool, str]) -> None:
        self.busy.emit(False)
        self._actor, has_seen, own_text = found
        if has_seen:
            self.entered.emit(self._actor)
        else:
            self.notice_wanted.emit(own_text)

    def _on_notice_noted(self, actor: Actor) -> None:
        self.busy.emit(False)
        self.entered.emit(actor)

    def _on_failed(self, error: Exception) -> None:
        self.busy.emit(False)
        if isinstance(error, Refusal) and error.code == "activation_needed":
            self.code_wanted.emit(self._who)
            return
        self.refused.emit(error)


def _with_notice(office: Office, actor: Actor) -> tuple[Actor, bool, str]:
    """Add whether the privacy notice was read, and the office's own text of it."""
    from trainer.services import accounts, settings

    return actor, accounts.has_seen_notice(office, actor), settings.get(office, settings.PRIVACY_NOTICE)
