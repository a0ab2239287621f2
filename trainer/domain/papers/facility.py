"""What share of candidates is expected to answer a question, from its stated difficulty.

A stand-in until a question has been sat often enough to be measured: the values are the middle of the customary Chinese
ranges for 难度系数 (easy above 0.7, medium 0.4 to 0.7, hard below 0.4), spread over five levels.
"""

from __future__ import annotations

from collections.abc import Iterable

FACILITY: dict[int, float] = {1: 0.90, 2: 0.78, 3: 0.62, 4: 0.45, 5: 0.30}
# Most imports say nothing about difficulty; they count as medium until somebody has judged them.
FACILITY[0] = FACILITY[3]


def expected_marks(slots: Iterable[tuple[float, int]]) -> float:
    """Give the marks an average candidate is expected to earn.

    Args:
        slots: marks and stated difficulty of each question.
    """
    return sum(marks * FACILITY[difficulty] for marks, difficulty in slots)
