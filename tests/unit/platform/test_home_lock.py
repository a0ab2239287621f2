from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trainer.platform.home_lock import HomeLock


def test_a_second_lock_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    first, second = HomeLock(tmp_path / "lock"), HomeLock(tmp_path / "lock")
    first.acquire()
    with pytest.raises(BlockingIOError):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
    second.release()


def test_another_process_sees_the_lock_and_its_death_ends_it(tmp_path: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from trainer.platform.home_lock import HomeLock;"
        "lock = HomeLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BlockingIOError):
            HomeLock(tmp_path / "lock").acquire()
    finally:
        process.kill()
        process.communicate()
    after = HomeLock(tmp_path / "lock")
    after.acquire()
    after.release()
