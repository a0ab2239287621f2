"""Write questions as Word files: a list that can be read back, a paper for candidates, and its answer book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trainer.adapters.interchange.questions.word.marked import HELD, marked
from trainer.adapters.interchange.questions.word.pages import EMBEDDED, Media, Pages, Para
from trainer.adapters.interchange.questions.word.trial import more_of, reads_back
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Run
from trainer.domain.question_bank.question import Question

__all__ = ["loses", "refuses", "write"]


def refuses(question: Question) -> str:
    """Say why a list in Word cannot hold a question; empty where it can."""
    if question.kind not in HELD or any(part.kind not in HELD for part in question.parts):
        return "word_kind_unfit"
    return ""


def loses(question: Question) -> tuple[str, ...]:
    """Say what a list in Word would lose of a question: it is written, and what was written is recognised again."""
    found = []
    if any(one.media_type not in EMBEDDED for one in every_attachment(question)):
        found.append("word_media_lost")
    if refuses(question) or not reads_back(question):
        found.append("word_words_changed")
    return tuple(found)


def every_attachment(question: Question) -> list[Attachment]:
    """Give the attachments of a question and of its parts."""
    return [*question.attachments, *(one for part in question.parts for one in part.attachments)]


def write(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write a list of questions with their keys, that :func:`reader.read` reads back."""
    pages = Pages(media)
    pages.add([Para("title", (Run(title),))])
    for number, question in enumerate(questions, 1):
        pages.add(marked(question, f"{number}. ", more_of), every_attachment(question))
    return pages.finish(title)


def shown(questions: Sequence[Question]) -> Iterator[Question]:
    """Give questions as they are printed: varying numbers get values."""
    from trainer.domain.question_bank.question import Kind

    for question in questions:
        yield _with_values(question) if question.kind is Kind.PARAMETERISED else question


def _with_values(question: Question) -> Question:
    from trainer.domain.kernel.outcomes import Refusal
    from trainer.domain.question_bank.parameterised import concrete, draw_values

    try:
        return concrete(question, draw_values(question, question.code or "1"))
    except Refusal:
        return replace(question, hints=())
