"""One module per kind of question: ``fraction(question, response, rules)`` and ``is_answered(question, response)``.

``fraction`` is None where a person or another room must mark the response. A response that does not fit its question (an
index out of range, a word where a number belongs) earns nothing and never raises: a paper must always be possible to mark.
"""

from __future__ import annotations

from collections.abc import Mapping

from trainer.domain.grading.kinds import case_set
from trainer.domain.grading.kinds.plain import PLAIN, Marker
from trainer.domain.question_bank.question import Kind

__all__ = ["MARKING", "Marker"]

MARKING: Mapping[Kind, Marker] = {**PLAIN, Kind.CASE_SET: case_set}
