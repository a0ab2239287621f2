"""A question shown with its key, for those who write and look through questions."""

from __future__ import annotations

from typing import Final

from trainer.domain.question_bank.kinds import key_response
from trainer.domain.question_bank.question import Kind, Question
from trainer.ui.widgets import QuestionView

# Their key is an arrangement, which nothing shows but the arrangement itself.
_ARRANGED: Final = {Kind.ORDERING, Kind.MATCHING, Kind.DRAG, Kind.CLOZE, Kind.CASE_SET}


def show_keyed(view: QuestionView, question: Question) -> None:
    """Show a question as candidates see it, and what is right, without an answer that nobody gave."""
    view.show_question(question)
    asked = view.question
    if asked is not None and asked.kind in _ARRANGED:
        view.set_response(key_response(asked))
    view.show_feedback()
