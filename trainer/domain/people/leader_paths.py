"""The paths suggested to leaders, as rosters write them and as this program names them.

Neutral names only (起步, 提升, 深化): the path is a suggestion, never a label that others see.
"""

from __future__ import annotations

from enum import StrEnum


class LeaderPath(StrEnum):
    """How a leader begins."""

    STARTER = "starter"  # 起步
    ADVANCING = "advancing"  # 提升
    DEEPENING = "deepening"  # 深化


_WORDS = {
    "起步": LeaderPath.STARTER,
    "传统型": LeaderPath.STARTER,
    "提升": LeaderPath.ADVANCING,
    "学习型": LeaderPath.ADVANCING,
    "深化": LeaderPath.DEEPENING,
    "专家型": LeaderPath.DEEPENING,
}


def read_leader_path(text: str) -> LeaderPath | None:
    """Read a path as the roster has it; None where it says nothing that is known."""
    plain = text.strip()
    for path in LeaderPath:
        if plain.casefold() == path.value:
            return path
    return next((path for word, path in _WORDS.items() if plain.startswith(word)), None)


def is_on_starter_path(tier: str, path: str) -> bool:
    """Tell whether somebody gets the home with three large tiles."""
    return tier == "T1" and read_leader_path(path) is LeaderPath.STARTER
