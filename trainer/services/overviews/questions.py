"""Lists of questions and the tree beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from trainer.domain.people.roles import Actor
from trainer.domain.question_bank.question import State
from trainer.domain.question_bank.selection import EVERYTHING, Order, QuestionFilter
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_search import Counts, Hit
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

__all__ = [
    "EVERYTHING",
    "Order",
    "QuestionFilter",
    "QuestionLine",
    "QuestionPage",
    "Vocabulary",
    "counts",
    "find",
    "ids_of",
    "lines",
    "list_questions",
    "overdue",
    "vocabulary",
]

NOTHING = "00000000-0000-0000-0000-000000000000"
# What still counts when law bases are looked through: what may come onto a paper, or is about to.
_ALIVE = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as a list shows it.

    Attributes:
        number: for :func:`lines`.
        line: the beginning of its stem in plain words.
        difficulty: 1..5; 0 where nobody has judged it.
        is_edited: a shipped question with a wording of this office.
        author: name of whoever made the current wording; empty for the program and an open command line.
        review_by: ISO date of its law basis; empty where it has none.
        is_overdue: that day has passed.
        tags, departments: in order.
        shown: how often it was asked in examinations, all versions together.
        facility: share of the marks earned, all versions together; None where nobody was asked.
        open_remarks: remarks that nobody has seen to.
        has_draft: the actor has an autosaved draft of it.
    """

    number: int
    id: str
    code: str
    line: str
    kind: str
    course: str
    lesson: str
    knowledge_point: str
    category: str
    name: str
    tier: str
    difficulty: int
    bloom: str
    state: State
    origin: str
    version: int
    is_edited: bool
    author: str
    updated_at: datetime | None
    review_by: str
    is_overdue: bool
    has_media: bool
    tags: tuple[str, ...]
    departments: tuple[str, ...]
    shown: int
    facility: Fraction | None
    open_remarks: int
    has_draft: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A part of a list; ``total`` counts the whole of it."""

    total: int
    lines: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What filters offer, each with the number of its questions.

    Attributes:
        authors: id and name.
    """

    tags: tuple[tuple[str, int], ...]
    departments: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    authors: tuple[tuple[str, str, int], ...]


def list_questions(
    office: Office,
    actor: Actor,
    wanted: QuestionFilter = EVERYTHING,
    order: Order = Order.CODE,
    limit: int = 100,
    offset: int = 0,
) -> QuestionPage:
    """Give one page of the questions that fulfil a filter.

    Raises:
        Refusal: ``no_right``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        asked = _safe(wanted)
        total = uow.question_search.total(asked)
        numbers = uow.question_search.numbers(asked, order, limit, offset) if total else []
        return QuestionPage(total, _lines(office, uow, actor, uow.question_search.lines(numbers)))


def find(office: Office, actor: Actor, wanted: QuestionFilter = EVERYTHING, order: Order = Order.CODE) -> Sequence[int]:
    """Give the numbers of all questions that fulfil a filter, for a list that scrolls freely; see :func:`lines`."""
    require_sight(actor)
    with office.database.read() as uow:
        return uow.question_search.numbers(_safe(wanted), order)


def lines(office: Office, actor: Actor, numbers: Sequence[int]) -> tuple[QuestionLine, ...]:
    """Give lines for some numbers of :func:`find`, in their order; those of questions that are gone are left out."""
    require_sight(actor)
    with office.database.read() as uow:
        return _lines(office, uow, actor, uow.question_search.lines(numbers))


def ids_of(office: Office, actor: Actor, wanted: QuestionFilter, order: Order = Order.CODE) -> Sequence[str]:
    """Give the ids of all questions that fulfil a filter, for bulk edits and exports."""
    require_sight(actor)
    with office.database.read() as uow:
        return uow.question_search.ids(_safe(wanted), order)


def counts(office: Office, actor: Actor, wanted: QuestionFilter = EVERYTHING) -> Counts:
    """Count the questions that fulfil a filter by course, lesson, knowledge point, kind, state and difficulty."""
    require_sight(actor)
    with office.database.read() as uow:
        return uow.question_search.counts(_safe(wanted))


def overdue(office: Office, actor: Actor, on: date, limit: int = 500, offset: int = 0) -> QuestionPage:
    """Give the questions whose law basis had to be looked at before a day, the longest overdue first.

    Args:
        on: a calendar day in China; a basis to be reviewed on that very day is not overdue yet.
    """
    wanted = QuestionFilter(overdue_on=on.isoformat(), states=_ALIVE)
    return list_questions(office, actor, wanted, Order.REVIEW, limit, offset)


def vocabulary(office: Office, actor: Actor) -> Vocabulary:
    """Give the tags, departments, categories and authors in use."""
    require_sight(actor)
    with office.database.read() as uow:
        authors = uow.question_search.authors()
        people = uow.cadres.many(author_id for author_id, _ in authors)
        return Vocabulary(
            tuple(uow.question_search.words_in_use("tag")),
            tuple(uow.question_search.words_in_use("department")),
            tuple(uow.question_search.categories()),
            tuple((author_id, people[author_id].name, times) for author_id, times in authors if author_id in people),
        )


def _lines(office: Office, uow: UnitOfWork, actor: Actor, hits: Sequence[Hit]) -> tuple[QuestionLine, ...]:
    from trainer.domain.kernel.time import local_date

    ids = [hit.id for hit in hits]
    today = local_date(office.clock.now()).isoformat()
    tags = uow.question_search.tags_of(hit.number for hit in hits)
    remarks = uow.question_life.open_remarks(ids)
    drafts = uow.question_life.drafted(ids, actor.cadre_id)
    people = uow.cadres.many({hit.author_id for hit in hits if hit.author_id})
    uses = uow.question_use.totals(ids)
    found = []
    for hit in hits:
        use = uses.get(hit.id)
        words = tags.get(hit.number, {})
        found.append(
            QuestionLine(
                hit.number,
                hit.id,
                hit.code,
                hit.line,
                hit.kind,
                hit.course,
                hit.lesson,
                hit.knowledge_point,
                hit.category,
                hit.name,
                hit.tier,
                hit.difficulty,
                hit.bloom,
                hit.state,
                hit.origin,
                hit.version,
                hit.origin == "shipped" and hit.version != hit.shipped_version,
                people[hit.author_id].name if hit.author_id in people else "",
                hit.updated_at,
                hit.review_by,
                bool(hit.review_by) and hit.review_by < today,
                hit.has_media,
                tuple(words.get("tag", ())),
                tuple(words.get("department", ())),
                use.shown if use else 0,
                use.facility if use else None,
                remarks.get(hit.id, 0),
                hit.id in drafts,
            )
        )
    return tuple(found)


def _safe(wanted: QuestionFilter) -> QuestionFilter:
    """Turn ids that are none, which a server would fail on, into one that finds nothing."""
    return replace(
        wanted,
        author=wanted.author if not wanted.author or _is_id(wanted.author) else NOTHING,
        change=wanted.change if not wanted.change or _is_id(wanted.change) else NOTHING,
        ids=None if wanted.ids is None else tuple(filter(_is_id, wanted.ids)),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
