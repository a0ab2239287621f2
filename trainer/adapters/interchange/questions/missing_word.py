"""The missing-word format: a sentence with its choices in braces where a word is missing.

GIFT was made from it. What differs: the per cents of a choice have no sign before them (``~75%nearly``), an underscore keeps
a number from being one, and line breaks are only wrapped lines.

Source: Moodle's documentation of the format (docs.moodle.org, "Missing word format").
"""

from __future__ import annotations

from trainer.adapters.interchange.questions.gift.reading import read_as
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a text.

    Args:
        source: the file.
        options: ``category`` of its questions.
    """
    return read_as(source, options, is_old=True)
