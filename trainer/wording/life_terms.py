"""Words for the steps in the life of a question, and for what its history says happened. Keyed by the stored codes."""

from __future__ import annotations

from trainer.wording.catalogue import N_, t

STEPS: dict[str, str] = {
    "submit": N_("Give to review"),
    "withdraw": N_("Take back from review"),
    "return": N_("Return with remarks"),
    "approve": N_("Approve and publish"),
    "publish": N_("Publish"),
    "suspend": N_("Suspend"),
    "resume": N_("Into use again"),
    "retire": N_("Take out of use"),
    "reopen": N_("Make a draft of it again"),
}

HAPPENINGS: dict[str, str] = {
    "comment": N_("said"),
    "submitted": N_("gave it to review"),
    "withdrawn": N_("took it back from review"),
    "returned": N_("returned it"),
    "approved": N_("approved it"),
    "published": N_("published it"),
    "suspended": N_("suspended it"),
    "resumed": N_("took it into use again"),
    "retired": N_("took it out of use"),
    "reopened": N_("made a draft of it again"),
}


def step_name(step: str) -> str:
    """Name a step as a button does."""
    return t(STEPS[step]) if step in STEPS else step


def happening(what: str) -> str:
    """Say what a line of the history tells."""
    return t(HAPPENINGS[what]) if what in HAPPENINGS else what
