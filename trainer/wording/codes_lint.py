"""Sentences for what a practised reader of question banks would mark."""

from __future__ import annotations

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "whys_missing": (N_("{question}: no choice says why it is right or wrong."), N_("Add a reason to each choice.")),
    "choice_names_letters": (
        N_("{question}: the choice “{choice}” names others by their letters, but choices are mixed."),
        N_("Write out what it means, or keep the order of the choices."),
    ),
    "letters_in_explanation": (
        N_("{question}: the explanation says “{words}”, but choices are mixed and letters change."),
        N_("Name the choice by its words, or keep the order of the choices."),
    ),
    "key_ending_differs": (
        N_("{question}: the key alone ends differently (“{mark}”), which gives it away."),
        N_("End them all alike, best without a mark."),
    ),
    "choices_same": (
        N_("{question}: “{choice}” and “{other}” say the same."),
        N_("Change one of the two choices."),
    ),
    "choices_nearly_same": (
        N_("{question}: “{choice}” and “{other}” differ in particles or marks only."),
        N_("Look whether the difference is meant."),
    ),
    "question_unclassified": (
        N_("{question} is not wholly classified: knowledge point, tier or difficulty is missing."),
        N_("Set them, so that papers can choose the question."),
    ),
    "law_review_overdue": (
        N_("{question}: “{title}” had to be looked at again by {review_by}."),
        N_("Compare the question with the rule as it is now, then set a new date."),
    ),
    "enemy_is_itself": (
        N_("{question} names itself as a question that must not stand beside it."),
        N_("Take it out of the list."),
    ),
    "enemy_unknown": (
        N_("{question} must not stand beside {enemy}, but there is no such question."),
        N_("Correct the code, or take it out of the list."),
    ),
    "key_longest_in_course": (
        N_("Course {course}: the key is the longest choice in {longest} of {of} single-choice questions."),
        N_("Shorten some keys or lengthen wrong choices; people learn to guess by length."),
    ),
    "key_positions_uneven": (
        N_("Of {of} questions with {choices} unmixed choices, {most} have the key at {letter}."),
        N_("Move some keys, or let the choices be mixed."),
    ),
    "formula_unreadable": (
        N_("{question}: the formula “{formula}” cannot be read; its source is shown instead."),
        N_("Correct it; brackets and commands must be complete."),
    ),
}
