"""Which questions may enter papers at all, whatever a blueprint asks for."""

from __future__ import annotations

from datetime import date

from trainer.domain.question_bank.kinds import marks_itself
from trainer.domain.question_bank.question import Kind, Question

# Kinds of which none can be marked by the program alone; of the others it depends on the question.
NEVER = frozenset({Kind.ESSAY, Kind.PRACTICAL})
DEPENDS = frozenset({Kind.SHORT_ANSWER, Kind.CASE_SET})


def is_admitted(question: Question, day: date) -> bool:
    """Tell whether a question may be drawn.

    LIMIT: questions that a person or a task's room must mark stay out until there is a room for marking.

    Args:
        question: published.
        day: the day of the draw. A question whose law basis was to be looked at again before that day waits until somebody
            has done so.
    """
    return marks_itself(question) and not is_overdue(question, day)


def is_overdue(question: Question, day: date) -> bool:
    """Tell whether the law basis of a question should have been looked at again before a day."""
    return question.law is not None and bool(question.law.review_by) and question.law.review_by < day.isoformat()
