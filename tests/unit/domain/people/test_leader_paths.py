"""Who gets the starter path's home."""

from __future__ import annotations

import pytest

from trainer.domain.people.leader_paths import LeaderPath, is_on_starter_path, read_leader_path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("起步", LeaderPath.STARTER),
        ("起步型", LeaderPath.STARTER),
        ("传统型", LeaderPath.STARTER),
        ("starter", LeaderPath.STARTER),
        (" 提升 ", LeaderPath.ADVANCING),
        ("学习型", LeaderPath.ADVANCING),
        ("专家型", LeaderPath.DEEPENING),
        ("", None),
        ("别的", None),
    ],
)
def test_the_words_of_rosters_are_understood(text: str, path: LeaderPath | None) -> None:
    assert read_leader_path(text) is path


@pytest.mark.parametrize(
    ("tier", "path", "expected"),
    [("T1", "起步", True), ("T2", "起步", False), ("T1", "提升", False), ("T1", "", False)],
)
def test_only_leaders_on_the_starter_path_get_its_home(tier: str, path: str, expected: bool) -> None:
    assert is_on_starter_path(tier, path) is expected
