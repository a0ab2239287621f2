"""Printing questions."""

from __future__ import annotations

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "no_questions_to_print": (
        N_("There are no questions to print."),
        N_("Choose at least one question in the list."),
    ),
    "too_many_to_print": (
        N_("{count} questions are too many for one sheet; {most} is the limit."),
        N_("Narrow the choice by course or kind, or export the questions instead."),
    ),
}
