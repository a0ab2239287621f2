"""Read a text file of questions."""

from __future__ import annotations

from trainer.adapters.interchange.questions.drafting import damaged
from trainer.adapters.interchange.questions.lists.recogniser import Recognition, recognise
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile, text_of
from trainer.domain.question_bank.drafts import FileReading
from trainer.platform.bad_file import BadFileError


def read(source: SourceFile, options: ReadOptions) -> FileReading:
    """Read a list of questions from a text file."""
    try:
        text = text_of(source, options)
    except BadFileError as error:
        return damaged(source, error)
    return reading_of(recognise(text, source.name, options.category))


def reading_of(found: Recognition) -> FileReading:
    """Give what was recognised in the form that all readers give."""
    drafts = tuple(item.draft for item in found.items if item.draft is not None)
    empty = not found.items and any(one.code == "list_without_questions" for one in found.findings)
    return FileReading(drafts, found.findings, found.refused + empty, found.media)
