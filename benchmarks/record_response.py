"""Record one response through the service, to the commit, beside a bare SQLite insert with the same pragmas on the same file.

Both are timed one after the other in the same loop, so that a busy disk slows both alike. Prints p50 and p99 of each and their
ratio; the target is 6.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROUNDS = 3000
WARM_UP = 100
TARGET = 6.0


def main(argv: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args(list(argv)).rounds
    from tests.builders.exams import make_exam_room
    from trainer.domain.sittings.rules import ExamRules
    from trainer.platform.clock import SystemClock
    from trainer.services.office import Office
    from trainer.services.sit_paper import record_response, start

    with tempfile.TemporaryDirectory() as folder:
        room = make_exam_room(Path(folder), rules=ExamRules(limit_s=86_400))
        view = start(room.office, room.anna, room.exam.id)
        # The real clocks from here on: reading them is part of the way.
        office = Office(
            room.office.home, room.office.database, _Shifted(SystemClock(), room), room.office.keys, room.office.home_id
        )
        bare = sqlite3.connect(office.home.database, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE yardstick (id INTEGER PRIMARY KEY, slot INTEGER, content TEXT, at TEXT, hash TEXT)")
        ours: list[float] = []
        theirs: list[float] = []
        for number in range(1, rounds + WARM_UP + 1):
            content = {"choice": number % 4}
            began = time.perf_counter()
            record_response(office, room.anna, view.sitting_id, number % 12, content, number)
            middle = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(
                "INSERT INTO yardstick VALUES (?, ?, ?, ?, ?)",
                (number, number % 12, '{"choice":1}', "2025-06-02T04:00:00", "0" * 64),
            )
            bare.execute("COMMIT")
            ended = time.perf_counter()
            if number > WARM_UP:
                ours.append(middle - began)
                theirs.append(ended - middle)
        bare.close()
        office.database.close()
    ratios = {}
    for name, share in (("p50", 0.50), ("p99", 0.99)):
        mine, bare_s = _quantile(ours, share), _quantile(theirs, share)
        ratios[name] = mine / bare_s
        print(
            f"record a response, {name}: {mine * 1000:.3f} ms; bare insert {bare_s * 1000:.3f} ms; "
            f"ratio {ratios[name]:.1f} (target {TARGET:g})"
        )
    return 0 if max(ratios.values()) <= TARGET else 1


class _Shifted:
    """The machine's clocks, with the wall clock moved to the day of the exam."""

    def __init__(self, clock, room) -> None:  # type: ignore[no-untyped-def]
        self._clock = clock
        self._shift = room.clock.now() - clock.now()

    def now(self):  # type: ignore[no-untyped-def]
        return self._clock.now() + self._shift

    def boot_id(self) -> str:
        return self._clock.boot_id()

    def boot_seconds(self) -> float:
        return self._clock.boot_seconds()


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
