"""What the window remembers: found again, and lost without harm."""

from __future__ import annotations

import pytest

from trainer.platform import window_memory


def test_sizes_are_found_again(tmp_path):
    window_memory.keep(tmp_path, "bank.columns", [200, 540, 340])
    window_memory.keep(tmp_path, "edit.columns", [600, 400])
    assert window_memory.recall(tmp_path, "bank.columns") == [200, 540, 340]
    assert window_memory.recall(tmp_path, "edit.columns") == [600, 400]


def test_what_was_never_kept_is_empty(tmp_path):
    assert window_memory.recall(tmp_path, "bank.columns") == []


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", '{"bank.columns": "wide"}', '{"bank.columns": {"a": 1}}', "\x00\xff"]
)
def test_a_damaged_file_is_as_good_as_none_and_is_written_anew(tmp_path, text):
    (tmp_path / "window.json").write_text(text, "latin-1")
    assert window_memory.recall(tmp_path, "bank.columns") == []
    window_memory.keep(tmp_path, "bank.columns", [1, 2, 3])
    assert window_memory.recall(tmp_path, "bank.columns") == [1, 2, 3]


def test_only_whole_numbers_come_back(tmp_path):
    (tmp_path / "window.json").write_text('{"a": [1, "2", null, 3]}', "utf-8")
    assert window_memory.recall(tmp_path, "a") == [1, 3]


def test_a_folder_that_is_not_there_is_passed_over(tmp_path):
    window_memory.keep(tmp_path / "gone", "a", [1])
    assert window_memory.recall(tmp_path / "gone", "a") == []
