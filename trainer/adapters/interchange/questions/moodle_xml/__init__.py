"""Moodle XML, both ways.

Reading: ``pieces`` cuts a file into questions, ``mending`` puts right what is plainly meant, ``reading`` goes through them,
``asked`` is one question in hand, and a module each reads the types alike. Writing: ``writing``, ``written_kinds``,
``fields``. Refused: validating against a schema. Moodle has none; what its own importer takes is what counts, and the reader
takes more.

Source: Moodle's documentation of the format (docs.moodle.org, "Moodle XML format") and the behaviour of its importer and
exporter in the versions 4.1 to 5.0.
"""

from trainer.adapters.interchange.questions.moodle_xml.reading import read
from trainer.adapters.interchange.questions.moodle_xml.writing import loses, refuses, write

__all__ = ["loses", "read", "refuses", "write"]
