"""Questions that are nearly the same: all pairs of a bank of 100,000, one new question against it, and lint by the way.

The yardstick of the whole search is the least that any comparison by pairs of characters must do: going over the same texts
once and counting their pairs of neighbouring characters in a dictionary. What one processor does alone is given in seconds
of processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import _question_inputs as inputs
from tests.builders.office import NOON, make_office
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.likeness import near_pairs
from trainer.domain.question_bank.lint import lint_one
from trainer.domain.question_bank.prepared import prepare
from trainer.domain.question_bank.question import State

COUNT = 100_000
ASKED = 40
LINTED = 10_000
ROUNDS = 5
WHOLE_AT_MOST_S = 60
MEMORY_AT_MOST_MB = 500
ONE_AT_MOST_MS = 200
LINT_AT_MOST_US = 40


def run() -> dict[str, Any]:
    rows = [*_whole(), *_one(), _lint()]
    return {"name": f"near duplicates among {COUNT:,} questions", "rows": rows}


def _whole() -> list[dict[str, Any]]:
    # In a process of its own, so that its memory is its own.
    done = subprocess.run([sys.executable, __file__, "whole"], check=True, capture_output=True, text=True)
    ours, bare, pairs, memory_mb = (float(part) for part in done.stdout.split())
    if pairs < COUNT / 20:
        raise AssertionError(f"only {pairs:.0f} pairs were found")
    return [
        {
            "figure": "all pairs of the bank",
            "value": ours,
            "unit": "s",
            "yardstick": "counting pairs of characters",
            "yardstick_value": bare,
            "ratio": ours / bare,
            "limit": WHOLE_AT_MOST_S,
            "limit_on": "value",
        },
        {"figure": "memory of that", "value": memory_mb, "unit": "MB", "limit": MEMORY_AT_MOST_MB},
    ]


def _measure_whole() -> None:
    texts = list(inputs.texts(COUNT))
    began = time.process_time()
    pairs = near_pairs(texts)
    ours = time.process_time() - began
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    counts: dict[str, int] = {}
    for _, text in texts:
        for at in range(len(text) - 1):
            pair = text[at : at + 2]
            counts[pair] = counts.get(pair, 0) + 1
    bare = time.process_time() - began
    print(ours, bare, len(pairs), memory_mb)


def _one() -> list[dict[str, Any]]:
    from trainer.services.alike_questions import alike

    with tempfile.TemporaryDirectory() as name:
        office = make_office(Path(name))
        made = inputs.questions(COUNT)
        with office.database.write() as uow:
            while batch := [prepare(one) for one, _ in zip(made, range(10_000), strict=False)]:
                uow.questions.add_prepared(batch, origin="local", state=State.PUBLISHED, at=NOON, by=None)
        # Others of the same sorts, some of them much alike what is there.
        new = list(inputs.questions(ASKED, seed=7))
        alike(office, PROGRAM, new[0])
        took = []
        for question in new:
            began = time.perf_counter()
            alike(office, PROGRAM, question)
            took.append((time.perf_counter() - began) * 1000)
        office.database.close()
    took.sort()
    return [
        {"figure": "one new question, median", "value": statistics.median(took), "unit": "ms"},
        {
            "figure": "one new question, p95",
            "value": took[int(len(took) * 0.95)],
            "unit": "ms",
            "limit": ONE_AT_MOST_MS,
        },
    ]


def _lint() -> dict[str, Any]:
    made = list(inputs.questions(LINTED))
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for question in made:
            lint_one(question)
        took.append((time.process_time() - began) / LINTED * 1e6)
    return {"figure": "lint of one question", "value": statistics.median(took), "unit": "µs", "limit": LINT_AT_MOST_US}


if __name__ == "__main__":
    _measure_whole()
