"""What a search on the command line gives: whole stems instead of the beginnings that lists show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.domain.question_bank.selection import Order, QuestionFilter
from trainer.domain.question_bank.text import plain
from trainer.services.question_bank import require_sight

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """One question found; ``stem`` is whole and in plain words."""

    code: str
    name: str
    kind: str
    category: str
    state: str
    stem: str


def find_questions(
    office: Office, actor: Actor, wanted: QuestionFilter, limit: int = 50, offset: int = 0
) -> tuple[int, list[FoundQuestion]]:
    """Find questions.

    Returns:
        How many there are in all, and the ones asked for, in the order in which they came into the bank.

    Raises:
        Refusal: ``no_right``.
    """
    require_sight(actor)
    with office.database.read() as uow:
        numbers = uow.question_search.numbers(wanted, Order.CAME, limit, offset)
        # A page that is not full is the last one: its end is the number of all.
        total = offset + len(numbers) if numbers and len(numbers) < limit else uow.question_search.total(wanted)
        lines = {line.code: line for line in uow.question_search.lines(numbers)}
        found = list(uow.questions.wordings(numbers))
    return total, [
        FoundQuestion(
            one.code,
            one.name,
            one.kind.value,
            one.category,
            lines[one.code].state.value if one.code in lines else "",
            plain(one.stem),
        )
        for one in found
    ]
