"""Pull the plug on the program while somebody sits an exam: nothing that was confirmed is lost."""

from __future__ import annotations

from pathlib import Path

from tests.builders.killing import kill_again_and_again

KILLS = 8


def test_no_kill_loses_a_confirmed_response_or_the_place(tmp_path: Path) -> None:
    tally = kill_again_and_again(tmp_path, KILLS, seed=20250602)
    assert tally.kills == KILLS
    assert tally.confirmed > KILLS
