"""A leader's one page."""

from __future__ import annotations

from trainer.ui.leader.board_page import BoardPage, may_plan
from trainer.ui.page import Page, PageContext
from trainer.wording import t


def build(context: PageContext) -> Page:
    """Make the page."""
    return BoardPage(
        context,
        "leader.dashboard",
        t("Progress of my unit"),
        t("Every figure opens to its names; the button on the right urges those who are missing."),
        may_plan=may_plan(context),
    )
