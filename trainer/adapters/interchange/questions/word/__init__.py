"""Questions in Word files (.docx), both ways.

Reading: ``parts`` opens the package within limits; ``body`` turns paragraphs, automatic numbers (``numbering``), pictures,
formulas (``formulas``) and tables (``tables``) into the lines of a list, and ``lists`` recognises the questions. Whatever
Word shows and the lines cannot hold is told.

Writing: ``writer`` gives a list with keys that can be read back, ``papers`` a paper for candidates and its answer book; both
set their words on ``pages``. What a list would lose is found by ``trial``, which recognises the words before they are
written.
"""

from __future__ import annotations

from trainer.adapters.interchange.questions.word.papers import write_answers, write_paper
from trainer.adapters.interchange.questions.word.reader import read
from trainer.adapters.interchange.questions.word.writer import loses, refuses, write

__all__ = ["loses", "read", "refuses", "write", "write_answers", "write_paper"]
