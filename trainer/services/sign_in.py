"""Coming in: by secret or one-time code, and who acts on the command line."""

from __future__ import annotations

from collections.abc import Callable

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import PROGRAM, Actor
from trainer.services import settings
from trainer.services.office import Office


def command_line_actor(office: Office, staff_no: str, ask_secret: Callable[[], str]) -> Actor:
    """Find out who runs a command.

    Args:
        staff_no: the person named; empty for nobody.
        ask_secret: called only when a secret is needed.

    Raises:
        Refusal: ``sign_in_needed`` when this home wants a person and none was named.
    """
    with office.database.read() as uow:
        is_open = settings.read(uow, settings.IS_DEMO) or not uow.accounts.administrators_with_secret(
            office.clock.now()
        )
    if is_open and not staff_no:
        return PROGRAM
    if not staff_no:
        raise Refusal("sign_in_needed")
    return sign_in(office, staff_no, ask_secret())


def sign_in(office: Office, who: str, secret: str) -> Actor:
    """Let somebody in."""
    raise NotImplementedError
