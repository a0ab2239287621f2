"""Check a finished paper against its blueprint without trusting how it was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.papers.blueprint import Blueprint, Candidate, Row
from trainer.domain.papers.paper import Paper, Slot
from trainer.domain.papers.shuffle import stays_last
from trainer.domain.question_bank.mixing import Group

# Two questions of which one gives the other away, or that ask the same.
ENEMIES = "paper_enemies_together"


def breaches(paper: Paper, blueprint: Blueprint, pool: Iterable[Candidate]) -> list[Finding]:
    """Find everything in which a paper breaks its blueprint.

    Args:
        paper: as drawn.
        blueprint: the recipe.
        pool: the questions that may be used.

    Returns:
        One finding per breach, ``row`` is the 1-based slot; empty when the paper may be sat.
    """
    known = {candidate.id: candidate for candidate in pool}
    found: list[Finding] = []
    filled: Counter[int] = Counter()
    seen: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for number, slot in enumerate(paper.slots, start=1):
        candidate = known.get(slot.question_id)
        seen[slot.question_id] += 1
        if candidate is None or candidate.version != slot.version:
            found.append(_breach("paper_question_unknown", number))
            continue
        points[candidate.knowledge_point] += 1
        if not 0 <= slot.row < len(blueprint.rows) or not _fits(slot, candidate, blueprint.rows[slot.row]):
            found.append(_breach("paper_question_misplaced", number))
            continue
        filled[slot.row] += 1
        if not _is_order_sound(slot, candidate):
            found.append(_breach("paper_order_broken", number))
    for index, row in enumerate(blueprint.rows):
        if filled[index] != row.count:
            found.append(
                _breach("paper_row_count", None, blueprint_row=index + 1, wanted=row.count, found=filled[index])
            )
    repeated = [question for question, times in seen.items() if times > 1]
    found.extend(_breach("paper_question_repeated", None, times=seen[question]) for question in repeated)
    if paper.of != blueprint.of:
        found.append(_breach("paper_marks_differ", None, wanted=str(blueprint.of), found=str(paper.of)))
    limit = blueprint.per_knowledge_point
    full = [point for point, times in points.items() if limit and times > limit]
    found.extend(_breach("paper_point_crowded", None, point=point, found=points[point], limit=limit) for point in full)
    placed = [
        (number, known[slot.question_id]) for number, slot in enumerate(paper.slots, 1) if slot.question_id in known
    ]
    found.extend(
        _breach(ENEMIES, number, first=number, other=other_number)
        for number, one in placed
        for other_number, other in placed
        if number < other_number and (other.code in one.enemies or one.code in other.enemies)
    )
    return found


def _fits(slot: Slot, candidate: Candidate, row: Row) -> bool:
    """Say again, in other words than the draw, whether a question belongs into a row."""
    wanted: Mapping[str, tuple[object, ...]] = {
        "course": row.courses,
        "kind": row.kinds,
        "difficulty": row.difficulties,
        "knowledge_point": row.knowledge_points,
    }
    agrees = all(not values or getattr(candidate, name) in values for name, values in wanted.items())
    return agrees and slot.marks == row.marks and (row.tier == "" or candidate.tier.find(row.tier) >= 0)


def _is_order_sound(slot: Slot, candidate: Candidate) -> bool:
    if len(slot.order) != sum(len(group.texts) for group in candidate.groups):
        return False
    at = 0
    for group in candidate.groups:
        if not _is_group_sound(slot.order[at : at + len(group.texts)], group):
            return False
        at += len(group.texts)
    return True


def _is_group_sound(order: tuple[int, ...], group: Group) -> bool:
    """A permutation of all entries, nothing below "all of the above", no ordering shown solved, nothing moved that stays."""
    if sorted(order) != list(range(len(group.texts))):
        return False
    shown = [group.texts[index] for index in order]
    if group.is_sequence:
        return shown != list(group.texts) or len(set(shown)) == 1
    if list(order) == list(range(len(shown))):
        return True
    if not group.is_free:
        return False
    lasting = [stays_last(text) for text in shown]
    return lasting == sorted(lasting)


def _breach(code: str, row: int | None, **facts: object) -> Finding:
    return Finding(code, Severity.ERROR, row=row, facts=dict(facts))
