"""Which questions of the bank are meant: what lists, bulk edits, exports and checks choose by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.question_bank.question import Bloom, Kind, State


class Order(StrEnum):
    """In which order questions are listed."""

    CODE = "code"
    CAME = "came"  # the order in which they entered the bank
    NEWEST = "newest"  # entered last, first
    CHANGED = "changed"  # the current wording made last, first
    KIND = "kind"
    DIFFICULTY = "difficulty"
    STATE = "state"
    POINT = "point"  # by course, lesson and knowledge point
    REVIEW = "review"  # law basis to be looked at next, first


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What questions must fulfil; an empty part asks for nothing.

    Attributes:
        text: words that must all occur in stem, entries, name, tags or code.
        course, lesson: codes.
        points: codes of knowledge points.
        category: this one and those below it (``A/B`` has ``A/B/C`` below it).
        tier: a letter; questions of ``AB`` are found by ``A`` and by ``B``.
        difficulties: 1..5; 0 for those nobody has judged.
        tag, department: one word.
        author: id of the person who made the current wording.
        origin: ``shipped`` or ``local``.
        overdue_on: ISO date on which the law basis had to be looked at already.
        is_unused: never asked in an examination (True) or asked before (False).
        has_duplicates: says the same as another question, or is much alike one and nobody has called that intended.
        has_media: refers to pictures, sounds or videos.
        has_remarks: has remarks that are not resolved.
        change: id of a change: an import or a bulk edit.
        ids: these questions and no others; None for any.
    """

    text: str = ""
    course: str = ""
    lesson: str = ""
    points: tuple[str, ...] = ()
    category: str = ""
    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()
    tier: str = ""
    difficulties: tuple[int, ...] = ()
    blooms: tuple[Bloom, ...] = ()
    tag: str = ""
    department: str = ""
    author: str = ""
    origin: str = ""
    overdue_on: str = ""
    is_unused: bool | None = None
    has_duplicates: bool = False
    has_media: bool | None = None
    has_remarks: bool = False
    change: str = ""
    ids: tuple[str, ...] | None = None


EVERYTHING = QuestionFilter()
