"""Draw a paper from a pool by a blueprint: seeded, exact, and complete whenever a complete paper exists.

Rows may overlap (a row for a course and a row for any course), and no question stands twice on a paper, so a row can be
starved by another one. The draw therefore is a matching: rows on one side, questions on the other, knowledge points with
their limit behind them; where a row finds no free question it pushes others aside along an augmenting path (Ford and
Fulkerson 1956). Candidates are tried in random order, so that every paper that satisfies the blueprint can come up.
Afterwards questions of unlike difficulty are swapped within their rows until the paper's expected marks lie near the
blueprint's own average: two people's papers are then equally hard.

Enemies never meet on a paper. To find the largest set of questions without enemies among them is a hard problem (it is that
of the independent set), so with enemies in the pool the promise above is weaker: where a draw ends short it is begun again
with other random orders, up to :data:`DRAWS` times.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.papers.blueprint import Blueprint, Candidate
from trainer.domain.papers.facility import FACILITY
from trainer.domain.papers.paper import Paper, Slot
from trainer.domain.papers.shuffle import order_of
from trainer.domain.question_bank.mixing import groups_of
from trainer.domain.question_bank.parameterised import draw_values
from trainer.domain.question_bank.question import Question

# Marks of a hundred by which a paper's expected marks may lie off the blueprint's average before swaps are tried.
TOLERANCE = 0.25
MAX_SWAPS = 200
# Draws that are tried where enemies stand in each other's way.
DRAWS = 20


@dataclass(frozen=True, slots=True)
class RowSupply:
    """How one row of a blueprint is served by a pool.

    Attributes:
        row: 1-based.
        label: the row in codes.
        wanted: questions the row asks for.
        available: questions that qualify, whatever other rows take.
        wanting: questions that cannot be found when all rows are filled together.
    """

    row: int
    label: str
    wanted: int
    available: int
    wanting: int


def supply(blueprint: Blueprint, pool: Sequence[Candidate]) -> tuple[RowSupply, ...]:
    """Check a blueprint against a pool, row by row and all rows together."""
    draw = _filled(blueprint, pool, "supply")
    return tuple(
        RowSupply(
            number + 1, row.label(), row.count, len(draw.eligible[number]), row.count - len(draw.taken_by_row[number])
        )
        for number, row in enumerate(blueprint.rows)
    )


def assemble(
    blueprint: Blueprint,
    pool: Sequence[Candidate],
    seed: str,
    *,
    avoid: frozenset[str] = frozenset(),
    used: Mapping[str, int] | None = None,
    shuffle_questions: bool = True,
    shuffle_choices: bool = True,
    questions_of: Callable[[Sequence[str]], Mapping[str, Question]] | None = None,
) -> Paper:
    """Make one paper.

    Args:
        blueprint: the recipe.
        pool: published questions; their order does not matter.
        seed: everything random follows from it; equal arguments give equal papers on every machine.
        avoid: question ids the person has lately seen; they are used only where nothing else is left.
        used: how often each question stands on papers already made; rarely used ones come first.
        shuffle_questions, shuffle_choices: as the exam's rules say. Questions stay within their row of the blueprint.
        questions_of: gives whole questions by id, asked once for those that were drawn; needed where the pool was read
            without its texts, and where values of parameterised questions must be drawn.

    Raises:
        Refusal: ``blueprint_starves`` with ``wanting`` (questions missing in all), ``listed`` (the starving rows in
            words of codes) and ``rows`` (the same as records).
    """
    draw = _filled(blueprint, pool, seed, avoid, used or {})
    if not draw.is_full:
        raise starving(supply(blueprint, pool))
    draw.even_out()
    drawn: Mapping[str, Question] = {}
    if questions_of is not None:
        drawn = questions_of(sorted(draw.holder))
        for taken in draw.taken_by_row:
            taken[:] = [replace(candidate, groups=groups_of(drawn[candidate.id])) for candidate in taken]
    slots: list[Slot] = []
    for number, row in enumerate(blueprint.rows):
        chosen = sorted(draw.taken_by_row[number], key=lambda candidate: candidate.id)
        if shuffle_questions:
            draw.random.shuffle(chosen)
        slots.extend(
            Slot(
                candidate.id,
                candidate.version,
                row.marks,
                number,
                order_of(candidate, draw.random, is_shuffled=shuffle_choices),
                _values(drawn.get(candidate.id), seed),
            )
            for candidate in chosen
        )
    return Paper(tuple(slots), seed)


def _filled(
    blueprint: Blueprint,
    pool: Sequence[Candidate],
    seed: str,
    avoid: frozenset[str] = frozenset(),
    used: Mapping[str, int] | None = None,
) -> _Draw:
    """Draw once, or, where enemies stand in the way, until a paper is full; give the fullest one."""
    best = _Draw(blueprint, pool, random.Random(seed), avoid, used or {})
    best.fill()
    if best.is_full or not best.enemies:
        return best
    at_peace = _Draw(blueprint, [replace(one, enemies=()) for one in pool], random.Random(seed), avoid, used or {})
    at_peace.fill()
    # Where it is not the enemies that starve the rows, other orders find no more.
    for number in range(1, DRAWS if at_peace.is_full else 0):
        draw = _Draw(blueprint, pool, random.Random(f"{seed}:{number}"), avoid, used or {})
        draw.fill()
        best = max(best, draw, key=lambda one: len(one.holder))
        if best.is_full:
            break
    return best


def _values(question: Question | None, seed: str) -> tuple[tuple[str, Fraction], ...]:
    return () if question is None else tuple(sorted(draw_values(question, seed).items()))


def starving(supplies: tuple[RowSupply, ...]) -> Refusal:
    """Build the refusal that names the rows that starve."""
    rows = [item for item in supplies if item.wanting]
    return Refusal(
        "blueprint_starves",
        wanting=sum(item.wanting for item in rows),
        listed="; ".join(f"{item.row} ({item.label}): {item.wanted - item.wanting}/{item.wanted}" for item in rows),
        rows=[
            {
                "row": item.row,
                "label": item.label,
                "wanted": item.wanted,
                "available": item.available,
                "wanting": item.wanting,
            }
            for item in rows
        ],
    )


@dataclass(slots=True)
class _Draw:
    """The matching while it grows: which row holds which question, and how full each knowledge point is."""

    blueprint: Blueprint
    pool: Sequence[Candidate]
    random: random.Random
    avoid: frozenset[str] = frozenset()
    used: Mapping[str, int] = field(default_factory=dict)
    eligible: list[list[Candidate]] = field(default_factory=list)
    taken_by_row: list[list[Candidate]] = field(default_factory=list)
    holder: dict[str, int] = field(default_factory=dict)
    load: Counter[str] = field(default_factory=Counter)
    enemies: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.enemies = _enemies(self.pool)
        ordered = sorted(self.pool, key=lambda candidate: candidate.id)
        self.random.shuffle(ordered)
        ordered.sort(key=lambda candidate: (candidate.id in self.avoid, self.used.get(candidate.id, 0)))
        self.eligible = [[entry for entry in ordered if row.admits(entry)] for row in self.blueprint.rows]
        self.taken_by_row = [[] for _ in self.blueprint.rows]

    @property
    def is_full(self) -> bool:
        """Nothing is wanting."""
        return len(self.holder) == self.blueprint.question_count

    def fill(self) -> None:
        """Fill all rows as far as possible."""
        for number, row in enumerate(self.blueprint.rows):
            for _ in range(row.count):
                self._augment(number, set(), set(), set())

    def _augment(self, row: int, rows: set[int], questions: set[str], points: set[str]) -> bool:
        """Give a row one more question, moving other rows to other questions where that helps."""
        rows.add(row)
        for candidate in self.eligible[row]:
            if candidate.id not in self.holder and self._may_enter(candidate):
                self._take(row, candidate)
                return True
        for candidate in self.eligible[row]:
            holder = self.holder.get(candidate.id)
            if holder == row or candidate.id in questions:
                continue
            questions.add(candidate.id)
            if holder is not None:
                if holder not in rows and self._augment_without(holder, candidate, row, rows, questions, points):
                    return True
            elif foes := self._foes(candidate):
                if len(foes) == 1 and self._drive_out(next(iter(foes)), row, candidate, rows, questions, points):
                    return True
            elif candidate.knowledge_point not in points:
                points.add(candidate.knowledge_point)
                if self._displace(row, candidate, rows, questions, points):
                    return True
        return False

    def _augment_without(
        self, holder: int, candidate: Candidate, row: int, rows: set[int], questions: set[str], points: set[str]
    ) -> bool:
        # The holder must find another question first; its old one then passes to the asking row, and the knowledge
        # point is as full as before.
        if not self._augment(holder, rows, questions, points):
            return False
        self._release(candidate)
        self._take(row, candidate)
        return True

    def _displace(self, row: int, candidate: Candidate, rows: set[int], questions: set[str], points: set[str]) -> bool:
        """Make room in a full knowledge point: one of its questions gives way to another question elsewhere."""
        held = [
            (entry, number)
            for number, taken in enumerate(self.taken_by_row)
            for entry in taken
            if entry.knowledge_point == candidate.knowledge_point
        ]
        for entry, number in held:
            if number == row:
                # The row may swap within itself only by going on, which its own turn in the loop does.
                continue
            if number not in rows and self._augment(number, rows, questions, points):
                self._release(entry)
                if self._may_enter(candidate):
                    self._take(row, candidate)
                    return True
                # What came instead is an enemy: the paper is as full as before, only otherwise.
                return False
        return False

    def _drive_out(
        self, foe: str, row: int, candidate: Candidate, rows: set[int], questions: set[str], points: set[str]
    ) -> bool:
        """Let the one enemy of a question on the paper give way to it."""
        number = self.holder[foe]
        if number == row or number in rows or not self._augment(number, rows, questions, points):
            return False
        self._release(next(entry for entry in self.taken_by_row[number] if entry.id == foe))
        if not self._may_enter(candidate):
            return False
        self._take(row, candidate)
        return True

    def _foes(self, candidate: Candidate) -> set[str]:
        return {foe for foe in self.enemies.get(candidate.id, ()) if foe in self.holder}

    def _may_enter(self, candidate: Candidate) -> bool:
        return self._has_room(candidate) and not self._foes(candidate)

    def _has_room(self, candidate: Candidate) -> bool:
        limit = self.blueprint.per_knowledge_point
        return not limit or self.load[candidate.knowledge_point] < limit

    def _take(self, row: int, candidate: Candidate) -> None:
        self.holder[candidate.id] = row
        self.taken_by_row[row].append(candidate)
        self.load[candidate.knowledge_point] += 1

    def _release(self, candidate: Candidate) -> None:
        self.taken_by_row[self.holder.pop(candidate.id)].remove(candidate)
        self.load[candidate.knowledge_point] -= 1

    def even_out(self) -> None:
        """Swap questions within rows until the expected marks lie near the blueprint's average."""
        target = off = 0.0
        for number, row in enumerate(self.blueprint.rows):
            facilities = [FACILITY[entry.difficulty] for entry in self.eligible[number]]
            target += float(row.marks) * row.count * sum(facilities) / len(facilities)
            off += float(row.marks) * sum(FACILITY[entry.difficulty] for entry in self.taken_by_row[number])
        off -= target
        allowed = TOLERANCE / 100 * float(self.blueprint.of)
        mixed = [
            number
            for number in range(len(self.blueprint.rows))
            if len({entry.difficulty for entry in self.eligible[number]}) > 1
        ]
        for _ in range(MAX_SWAPS if mixed else 0):
            if abs(off) <= allowed:
                return
            number = self.random.choice(mixed)
            marks = float(self.blueprint.rows[number].marks)
            out = self.random.choice(self.taken_by_row[number])
            into = self.random.choice(self.eligible[number])
            change = marks * (FACILITY[into.difficulty] - FACILITY[out.difficulty])
            is_dearer = (into.id in self.avoid, self.used.get(into.id, 0)) > (
                out.id in self.avoid,
                self.used.get(out.id, 0) + 1,
            )
            if into.id in self.holder or is_dearer or abs(off + change) >= abs(off):
                continue
            self._release(out)
            if self._may_enter(into):
                self._take(number, into)
                off += change
            else:
                self._take(number, out)


def _enemies(pool: Sequence[Candidate]) -> dict[str, frozenset[str]]:
    """Give the enemies of each question by id, whichever of the two names the other."""
    if not any(candidate.enemies for candidate in pool):
        return {}
    by_code = {candidate.code: candidate.id for candidate in pool}
    found: dict[str, set[str]] = {}
    for candidate in pool:
        for code in candidate.enemies:
            other = by_code.get(code)
            if other is not None and other != candidate.id:
                found.setdefault(candidate.id, set()).add(other)
                found.setdefault(other, set()).add(candidate.id)
    return {one: frozenset(others) for one, others in found.items()}
