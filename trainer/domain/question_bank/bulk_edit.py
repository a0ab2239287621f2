"""One edit for many questions: what it makes of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from trainer.domain.question_bank.question import Bloom, LawBasis, Marking, Question, State
from trainer.domain.question_bank.reading import STANDARD_CODE
from trainer.domain.question_bank.text import escape

_COURSE = re.compile(r"K(\d{2})\d{2}[a-z]")

# Texts that people read, by class; what is left out (names of files, expressions, codes) would break by being replaced.
_READ = {
    "Question": ("stem", "explanation", "model_answer", "name", "source"),
    "Choice": ("text", "why"),
    "Pair": ("left", "right", "why"),
    "NumericKey": ("why",),
    "Zone": ("label",),
    "Token": ("text",),
    "Criterion": ("text",),
    "Result": ("why",),
    "Feedback": ("right", "partly", "wrong"),
    "Blank": ("accept",),
}
_READ_LISTS = {"Question": ("order", "extra", "hints")}
_PARTS = {
    "Question": (
        "choices",
        "blanks",
        "pairs",
        "numbers",
        "zones",
        "tokens",
        "gaps",
        "rubric",
        "results",
        "feedback",
        "parts",
    ),
    "Gap": ("choices", "numbers"),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed; None (or nothing) leaves a part as it is.

    Attributes:
        tier: letters of A, B, C; empty clears it.
        difficulty: 1..5; 0 clears it.
        knowledge_point: a code such as ``K0901a``; its course comes with it where the code says it.
        course: where the knowledge point does not say it.
        add_tags, remove_tags, add_departments, remove_departments: words.
        law: the new basis.
        clear_law: take the basis away.
        review_by: a new ISO date for the basis there is.
        marking: the rule for part marks; ``clear_marking`` leaves it to the paper.
        state: where the questions are to stand; taken as a step of their life.
        find, put: words to be replaced in everything that people read, and what takes their place.
        ignore_case: of what is to be found.
    """

    tier: str | None = None
    difficulty: int | None = None
    bloom: Bloom | None = None
    knowledge_point: str | None = None
    course: str | None = None
    category: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    add_departments: tuple[str, ...] = ()
    remove_departments: tuple[str, ...] = ()
    law: LawBasis | None = None
    clear_law: bool = False
    review_by: str | None = None
    source: str | None = None
    marking: Marking | None = None
    clear_marking: bool = False
    state: State | None = None
    find: str = ""
    put: str = ""
    ignore_case: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts that it changes, for lists and the log."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != one.default)

    @property
    def changes_wording(self) -> bool:
        """Whether it does more than move questions on in their life."""
        return any(name != "state" for name in self.names)


def edited(question: Question, edit: Edit) -> Question:
    """Give what an edit makes of a question; the same value where nothing changes.

    The state is no part of a wording and is not looked at. A question whose code says its knowledge point
    (``Q-K0901a-001``) keeps it: see :func:`keeps_its_place`.
    """
    changed: dict[str, Any] = {}
    for part in ("tier", "difficulty", "bloom", "category", "source"):
        value = getattr(edit, part)
        if value is not None:
            changed[part] = value
    if not keeps_its_place(question):
        if edit.knowledge_point is not None:
            changed["knowledge_point"] = edit.knowledge_point
            found = _COURSE.fullmatch(edit.knowledge_point)
            if found:
                changed["course"] = f"C{found[1]}"
        if edit.course is not None and "course" not in changed:
            changed["course"] = edit.course
    changed["tags"] = _words(question.tags, edit.add_tags, edit.remove_tags)
    changed["departments"] = _words(question.departments, edit.add_departments, edit.remove_departments)
    if edit.clear_law:
        changed["law"] = None
    elif edit.law is not None:
        changed["law"] = edit.law
    elif edit.review_by is not None and question.law is not None:
        changed["law"] = replace(question.law, review_by=edit.review_by)
    if edit.clear_marking:
        changed["marking"] = None
    elif edit.marking is not None:
        changed["marking"] = edit.marking
    found_value = replace(question, **changed)
    if edit.find:
        found_value = _replaced(found_value, _replacer(edit))
    return question if found_value == question else found_value


def keeps_its_place(question: Question) -> bool:
    """Tell whether the code of a question says its knowledge point, which can then not be changed."""
    return STANDARD_CODE.fullmatch(question.code) is not None


def _words(before: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> tuple[str, ...]:
    gone = set(remove)
    return tuple(dict.fromkeys([*(word for word in before if word not in gone), *add]))


def _replacer(edit: Edit) -> Callable[[str, bool], str]:
    # In Markdown a sign may stand behind a backslash; people look for what they read.
    signs = "".join(rf"\\?{re.escape(sign)}" if not sign.isalnum() else re.escape(sign) for sign in edit.find)
    flags = re.IGNORECASE if edit.ignore_case else 0
    in_markdown, in_plain = re.compile(signs, flags), re.compile(re.escape(edit.find), flags)
    written = escape(edit.put)

    def put(text: str, is_plain: bool) -> str:
        if is_plain:
            return in_plain.sub(lambda _: edit.put, text)
        return in_markdown.sub(lambda _: written, text)

    return put


def _replaced(value: Any, put: Callable[[str, bool], str]) -> Any:
    kind = type(value).__name__
    changed: dict[str, Any] = {}
    # Accepted wordings, names and sources are plain text.
    plain = {"accept", "name", "source"}
    for part in _READ.get(kind, ()):
        said = getattr(value, part)
        if isinstance(said, tuple):
            changed[part] = tuple(put(one, part in plain) for one in said)
        elif said:
            changed[part] = put(said, part in plain)
    for part in _READ_LISTS.get(kind, ()):
        changed[part] = tuple(put(one, False) for one in getattr(value, part))
    for part in _PARTS.get(kind, ()):
        inner = getattr(value, part)
        if isinstance(inner, tuple):
            changed[part] = tuple(_replaced(one, put) for one in inner)
        elif is_dataclass(inner):
            changed[part] = _replaced(inner, put)
    return replace(value, **changed) if changed else value
