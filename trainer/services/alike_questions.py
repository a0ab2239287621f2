"""Questions that are nearly the same: one that is being written against the bank, and the whole bank within itself.

The first asks the search index for the rare words of the new text only (``likeness.rare_pairs``); it misses nothing that
the second, which reads every question, would find. The second runs after an import in the background and keeps its pairs
until somebody calls them intended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.likeness import (
    ALIKE,
    agreeing,
    gist,
    likeness,
    likeness_text,
    near_pairs,
    rare_pairs,
    units,
)
from trainer.domain.question_bank.prepared import line_of
from trainer.domain.question_bank.question import Question, State
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.adapters.storage.database import Database
    from trainer.adapters.storage.stores.question_index import QuestionIndex
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# Told now and then: how many steps are done, of how many. It may raise to end the search; nothing is stored then.
Progress = Callable[[int, int], None]

# As many as a person looks at while writing a question.
MOST_HITS = 20
# Questions that share the most rare words are compared in full. More than these share two of them only in a bank of copies,
# of which the first few say enough.
_MOST_COMPARED = 300
_READ_AT_ONCE = 500
# Words of so many questions are frequent.
_OFTEN = 200
_often: WeakKeyDictionary[Database, dict[str, int]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class AlikeHit:
    """A question of the bank that is nearly the same as another one.

    Attributes:
        line: the beginning of its stem in plain words.
        likeness: 0..1.
        is_same: it says the same, apart from punctuation, type and the order of entries.
    """

    id: str
    code: str
    line: str
    state: State
    likeness: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """Two questions of the bank that are nearly the same.

    Attributes:
        one_line, other_line: the beginnings of their stems.
        dismissed_at: when somebody called it intended; None while it is open.
    """

    one_id: str
    one_code: str
    one_line: str
    other_id: str
    other_code: str
    other_line: str
    likeness: float
    dismissed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlikeSearch:
    """What a search of the whole bank found.

    Attributes:
        questions: how many were compared.
        pairs: how many pairs are nearly the same.
    """

    questions: int
    pairs: int


def alike(office: Office, actor: Actor, question: Question) -> list[AlikeHit]:
    """Find the questions of the bank that a new or changed one is nearly the same as, the most alike first.

    Args:
        question: as it is being written; it may be incomplete. A stored question with its id is left out.
    """
    require_sight(actor)
    text = likeness_text(question)
    with office.database.read() as uow:
        return _alike(office, uow, question, text)


def search_whole_bank(
    office: Office, actor: Actor, progress: Progress | None = None, *, fresh: Collection[str] | None = None
) -> tuple[AlikeSearch, Changes]:
    """Find all pairs that are nearly the same and keep them; retired questions are passed over.

    Takes about half a minute for 100,000 questions; call it where nobody waits.

    Args:
        progress: see :data:`Progress`.
        fresh: ids of questions that entered or changed; only pairs with one of them are looked for, and pairs known
            already stay. None for the whole bank.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.read() as uow:
        ids = [head.id for head in uow.questions.heads().values() if head.state is not State.RETIRED]
        told = _told(progress, len(ids))
        pairs = near_pairs(_texts(uow, ids, told), told and (lambda done, of: told(len(ids) + done)), fresh)
    now = office.clock.now()
    with office.database.write() as uow:
        kept = uow.questions.heads_by_id(sorted({one for pair in pairs for one in pair[:2]}))
        still = [pair for pair in pairs if pair[0] in kept and pair[1] in kept]
        uow.question_alike.drop_alike(fresh)
        uow.question_alike.put_alike(still, now)
    return AlikeSearch(len(ids), len(still)), Changes.of(Area.QUESTIONS)


def alike_lines(
    office: Office,
    actor: Actor,
    *,
    question_id: str = "",
    with_dismissed: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> tuple[int, list[AlikeLine]]:
    """Give pairs that a search of the whole bank kept, the most alike first.

    Returns:
        How many there are in all, and the ones asked for.
    """
    require_sight(actor)
    with office.database.read() as uow:
        total, pairs = uow.question_alike.alike_pairs(
            question_id=question_id, with_dismissed=with_dismissed, limit=limit, offset=offset
        )
        numbers = uow.question_search.numbers_of({one for pair in pairs for one in (pair.one_id, pair.other_id)})
        lines = {line.id: line for line in uow.question_search.lines(numbers.values())}
    return total, [
        AlikeLine(one.id, one.code, one.line, other.id, other.code, other.line, pair.likeness, pair.dismissed_at)
        for pair in pairs
        if (one := lines.get(pair.one_id)) is not None and (other := lines.get(pair.other_id)) is not None
    ]


def dismiss(office: Office, actor: Actor, one_id: str, other_id: str) -> Changes:
    """Call a pair intended: it is not shown any more, however often the bank is searched."""
    require(actor, Right.EDIT_QUESTIONS)
    now = office.clock.now()
    with office.database.write() as uow:
        if not uow.question_alike.dismiss(one_id, other_id, now, actor.cadre_id):
            return Changes.of()
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=actor.cadre_id,
            action="bank.pair_dismissed",
            subject=one_id,
            facts={"other": other_id},
        )
    return Changes.of(Area.QUESTIONS)


def _alike(office: Office, uow: UnitOfWork, question: Question, text: str) -> list[AlikeHit]:
    own = units(text)
    own_gist = gist(question)
    index = uow.question_search.index
    rare = rare_pairs(text, _frequency(office, index, own))
    least = agreeing(text)
    ids = [found for found, times in index.sharing(rare, _MOST_COMPARED) if times >= least] if rare else []
    same = {head.id for head in uow.questions.heads(list(uow.questions.gists([own_gist]).values())).values()}
    hits = []
    for stored in uow.questions.many([*ids, *same.difference(ids)]):
        if stored.head.id == question.id or stored.head.state is State.RETIRED:
            continue
        value = likeness(own, units(likeness_text(stored.question)))
        is_same = stored.head.id in same
        if value < ALIKE and not is_same:
            continue
        line = line_of(stored.question)
        is_same = is_same or gist(stored.question) == own_gist
        hits.append(AlikeHit(stored.head.id, stored.head.code, line, stored.head.state, value, is_same))
    return sorted(hits, key=lambda hit: (not hit.is_same, -hit.likeness, hit.code))[:MOST_HITS]


def _frequency(office: Office, index: QuestionIndex, own: set[str]) -> dict[str, int]:
    """Tell how many questions have each unit.

    Counting a word of half the bank costs milliseconds, and what is frequent stays so: such counts are kept. They only
    choose which words are asked for; the search is exact with any.
    """
    often = _often.setdefault(office.database, {})
    found = index.bigram_counts(unit for unit in own if unit not in often)
    often.update((unit, number) for unit, number in found.items() if number >= _OFTEN)
    found.update((unit, often[unit]) for unit in own if unit in often)
    return found


def _texts(uow: UnitOfWork, ids: list[str], told: Callable[[int], None] | None) -> Iterator[tuple[str, str]]:
    for start in range(0, len(ids), _READ_AT_ONCE):
        if told is not None:
            told(start)
        for stored in uow.questions.many(ids[start : start + _READ_AT_ONCE]):
            yield stored.head.id, likeness_text(stored.question)


def _told(progress: Progress | None, questions: int) -> Callable[[int], None] | None:
    """Count reading and comparing as two steps for each question."""
    return None if progress is None else (lambda done: progress(done, 2 * questions))
