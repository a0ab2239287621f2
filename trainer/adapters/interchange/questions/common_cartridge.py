"""Common Cartridge 1.0 to 1.3: the question banks and tests of a course, with their pictures.

A cartridge holds its questions in a profile of QTI 1.2.1, so the readers of QTI read them; pages, links, discussions and the rest of
a course are no questions and are passed over. Canvas writes every test twice, once within the profile and once in its own fuller
way; the fuller one is read.

Source: 1EdTech Common Cartridge 1.3, "Common Cartridge Profile of QTI" (resource types ``imsqti_xmlv1p2/imscc_xmlv1p*/assessment``
and ``.../question-bank``, item profiles ``cc.*.v0p1``, ``$IMS-CC-FILEBASE$``).
"""

from __future__ import annotations

from trainer.adapters.interchange.questions.drafting import damaged
from trainer.adapters.interchange.questions.qti.reading import Reading
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading
from trainer.platform.bad_file import BadFileError


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a cartridge."""
    try:
        return Reading(source, options).read()
    except BadFileError as error:
        return damaged(source, error)
