"""Words and tones of certificates, shared by the pages that show them."""

from __future__ import annotations

from typing import Final

from trainer.domain.certificates.number import Kind
from trainer.domain.certificates.states import State
from trainer.wording import N_, t

_KINDS: Final = {
    Kind.COMPLETION: N_("Certificate of completion"),
    Kind.PASS: N_("Certificate of passing"),
    Kind.HOURS: N_("Statement of hours"),
}
_STATES: Final = {
    State.APPROVED: N_("approved, no number yet"),
    State.ISSUED: N_("issued"),
    State.REVOKED: N_("revoked"),
    State.SUPERSEDED: N_("replaced"),
}
TONES: Final = {State.APPROVED: "info", State.ISSUED: "good", State.REVOKED: "bad", State.SUPERSEDED: "warn"}


def kind_words(kind: Kind) -> str:
    """Name a kind of certificate."""
    return t(_KINDS[kind])


def state_words(state: State) -> str:
    """Name where a certificate stands."""
    return t(_STATES[state])
