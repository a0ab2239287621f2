"""Names of the sheets and columns of our own template, in the language of the program."""

from __future__ import annotations

from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.wording.catalogue import N_

QUESTIONS = N_("Question sheet")
EXAMPLES = N_("Examples")
GUIDE = N_("How to fill in")

# In the order of the columns; choices stand where CHOICE is, as many as needed.
COLUMNS: tuple[tuple[Column, str], ...] = (
    (Column.CODE, N_("Question code")),
    (Column.KIND, N_("Kind")),
    (Column.STEM, N_("Stem")),
    (Column.CHOICE, N_("Choice {letter}")),
    (Column.ANSWER, N_("Key")),
    (Column.EXPLANATION, N_("Explanation")),
    (Column.WHYS, N_("Choices explained")),
    (Column.DIFFICULTY, N_("Difficulty")),
    (Column.CATEGORY, N_("Category")),
    (Column.POINT, N_("Knowledge point")),
    (Column.COURSE, N_("Course")),
    (Column.TIER, N_("Tiers")),
    (Column.BLOOM, N_("Level of thinking")),
    (Column.POINTS, N_("Marks carried")),
    (Column.TAGS, N_("Tags")),
    (Column.SOURCE, N_("Source")),
    (Column.LAW, N_("Legal basis")),
    (Column.DEPARTMENTS, N_("Departments")),
    (Column.ENEMIES, N_("Never together")),
    (Column.TEACHES, N_("Taught in")),
    (Column.NAME, N_("Question name")),
    (Column.VERSION, N_("Version")),
    (Column.MATERIAL, N_("Belongs to case")),
    (Column.PICTURE, N_("Pictures")),
    (Column.MORE, N_("More")),
)
