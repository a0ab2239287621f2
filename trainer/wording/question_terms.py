"""Names of the kinds, states, levels and rules of questions, for screens, the command line and documents.

Keyed by the stored codes; members of the enumerations of ``domain.question_bank.question`` are such codes themselves.
"""

from __future__ import annotations

from trainer.wording.catalogue import N_, current_language, t

# In the order in which people look for them.
KINDS: dict[str, str] = {
    "single": N_("Single choice"),
    "multiple": N_("Multiple choice"),
    "judge": N_("True or false"),
    "blank": N_("Fill in"),
    "numeric": N_("Numeric answer"),
    "ordering": N_("Ordering"),
    "matching": N_("Matching"),
    "cloze": N_("Cloze"),
    "hotspot": N_("Points on a picture"),
    "drag": N_("Place on a picture"),
    "short_answer": N_("Short answer"),
    "essay": N_("Essay"),
    "case_set": N_("Case with questions"),
    "parameterised": N_("With varying numbers"),
    "practical": N_("Practical task"),
}

HOW_TO: dict[str, str] = {
    "single": N_("Choose one."),
    "multiple": N_("Choose all that apply."),
    "judge": N_("Is the statement true or false?"),
    "blank": N_("Write the answer in the field."),
    "numeric": N_("Write the number in the field."),
    "ordering": N_("Bring the entries into the right order."),
    "matching": N_("Choose the matching entry for each line."),
    "cloze": N_("Fill the gaps in the text."),
    "hotspot": N_("Set points on the picture."),
    "drag": N_("Put the entries into the numbered places."),
    "short_answer": N_("Answer in a few words."),
    "essay": N_("Write your answer as a text."),
    "case_set": N_("Read the material, then answer each question."),
    "parameterised": N_("Work it out."),
    "practical": N_("This is done in the practice room."),
}

STATES: dict[str, str] = {
    "draft": N_("Draft"),
    "in_review": N_("In review"),
    "published": N_("Published"),
    "suspended": N_("Suspended"),
    "retired": N_("Out of use"),
}

BLOOM: dict[str, str] = {
    "remember": N_("Remembering"),
    "understand": N_("Understanding"),
    "apply": N_("Applying"),
    "analyze": N_("Analysing"),
    "evaluate": N_("Evaluating"),
    "create": N_("Creating"),
    "unset": N_("not judged yet"),
}

DIFFICULTIES: dict[int, str] = {
    0: N_("not judged yet"),
    1: N_("very easy"),
    2: N_("rather easy"),
    3: N_("of medium difficulty"),
    4: N_("rather hard"),
    5: N_("very hard"),
}

TIERS: dict[str, str] = {
    "A": N_("Leading cadres"),
    "B": N_("General staff"),
    "C": N_("Operators and managers"),
}

MARKINGS: dict[str, str] = {
    "all_or_nothing": N_("All or nothing"),
    "half": N_("Half for an incomplete answer without a wrong choice"),
    "per_choice": N_("By the share of each choice"),
    "adjacent_pairs": N_("By neighbours in the right order"),
    "longest_run": N_("By the longest run in the right order"),
}

STRICT: dict[str, str] = {
    "case": N_("upper and lower case"),
    "width": N_("full and half width"),
    "spaces": N_("spaces"),
    "numerals": N_("Chinese and Arabic numerals"),
}

GAPS: dict[str, str] = {
    "choice": N_("Choice from a list"),
    "text": N_("A few words"),
    "number": N_("A number"),
}

SHAPES: dict[str, str] = {
    "rectangle": N_("Rectangle"),
    "circle": N_("Circle"),
    "polygon": N_("Polygon"),
}


def kind_name(kind: str) -> str:
    """Name a kind."""
    return _named(KINDS, kind)


def how_to(kind: str) -> str:
    """Say in one sentence how questions of a kind are answered."""
    return _named(HOW_TO, kind)


def state_name(state: str) -> str:
    """Name where a question stands in its life."""
    return _named(STATES, state)


def bloom_name(level: str) -> str:
    """Name a level of thinking."""
    return _named(BLOOM, level)


def difficulty_name(level: int) -> str:
    """Name a difficulty, 1 to 5; 0 where nobody has judged it."""
    return t(DIFFICULTIES[level]) if level in DIFFICULTIES else str(level)


def tier_names(letters: str) -> str:
    """Name the tiers that a question is for; letters that nobody knows stand for themselves."""
    if not letters:
        return t("not judged yet")
    between = "、" if current_language() == "zh" else ", "
    return between.join(_named(TIERS, letter) for letter in letters)


def marking_name(marking: str | None) -> str:
    """Name a question's own rule for part marks; without one the paper's rule holds."""
    return _named(MARKINGS, marking) if marking else t("By the rule of the paper")


def strict_name(difference: str) -> str:
    """Name a difference of spelling that may count or not."""
    return _named(STRICT, difference)


def gap_name(kind: str) -> str:
    """Name how a gap of a cloze is filled."""
    return _named(GAPS, kind)


def shape_name(shape: str) -> str:
    """Name the outline of a zone."""
    return _named(SHAPES, shape)


def _named(names: dict[str, str], code: str) -> str:
    return t(names[code]) if code in names else code
