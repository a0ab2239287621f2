"""GIFT, both ways, and the missing-word format, which is a part of it.

``blocks`` cuts a text into questions, ``answers`` reads what stands between the braces, ``reading`` and ``writing`` do the
rest. Where Moodle's own importer would read something else than was plainly meant (a blank line between the braces, two
questions without one between them, brackets of a formula), what was meant is read and told.

Source: Moodle's documentation of the format (docs.moodle.org, "GIFT format"), and the behaviour of its importer and exporter.
"""

from trainer.adapters.interchange.questions.gift.reading import read
from trainer.adapters.interchange.questions.gift.writing import loses, refuses, write

__all__ = ["loses", "read", "refuses", "write"]
