"""Search, filter and scroll through a bank of 100,000 questions, beside a bare LIKE over all stems and a bare SELECT.

The queries are pairs of neighbouring Chinese characters out of the questions themselves, so that frequent ones are asked for
as often as they stand there. Store queries run on one connection; what a window asks goes through the program's own overview,
each time on a connection that was used before, as in a window that is open.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import _question_inputs
from tests.builders.office import NOON, make_office
from trainer.adapters.storage.stores.bulk import widen_cache
from trainer.domain.people.roles import PROGRAM
from trainer.domain.question_bank.prepared import Prepared, prepare
from trainer.domain.question_bank.question import Bloom, Question, State
from trainer.domain.question_bank.selection import Order, QuestionFilter
from trainer.services.office import Office
from trainer.services.overviews import questions as overview

QUESTIONS = 100_000
LAST = 10_000  # of them, added and timed by themselves
QUERIES = 300
ROUNDS = 5
SEARCH_P95_MS, PAGE_MS, OPEN_MS, SCROLL_MS = 5, 100, 300, 16
_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        office = make_office(Path(folder))
        prepare_s, ours_s, bare_s, pairs = fill(office)
        rows = [
            {
                "figure": f"add {LAST:,} questions to {QUESTIONS - LAST:,}, with index and commit",
                "value": ours_s,
                "unit": "s",
                "yardstick": "bare executemany of documents and words",
                "yardstick_value": bare_s,
                "ratio": ours_s / bare_s,
            },
            {"figure": f"  (documents, digests, words of {LAST:,} worked out before)", "value": prepare_s, "unit": "s"},
            *_searches(office, pairs),
            *_lists(office),
        ]
        office.database.close()
    return {"name": f"search in {QUESTIONS:,} questions", "rows": rows}


def fill(office: Office) -> tuple[float, float, float, list[str]]:
    chance = random.Random(7)
    pairs: list[str] = []
    prepared: list[Prepared] = []
    prepare_s = 0.0
    for number, question in enumerate(_questions(chance)):
        began = time.perf_counter()
        prepared.append(prepare(question))
        if number >= QUESTIONS - LAST:
            prepare_s += time.perf_counter() - began
    for one in chance.choices(prepared, k=QUERIES * 2):
        found = _PAIR.findall(one.question.stem + "".join(choice.text for choice in one.question.choices))
        pairs += chance.sample(found, 1) if found else []
    for start in range(0, QUESTIONS - LAST, LAST):
        _add(office, prepared[start : start + LAST])
    began = time.perf_counter()
    _add(office, prepared[-LAST:])
    ours_s = time.perf_counter() - began
    return prepare_s, ours_s, _bare_rows_s(office.home.root / "bare.sqlite", prepared), pairs[:QUERIES]


def _questions(chance: random.Random) -> Iterator[Question]:
    for question in _question_inputs.questions(QUESTIONS):
        lesson = chance.randrange(1, 60)
        yield replace(
            question,
            course=f"C{lesson % 20 + 1:02}",
            knowledge_point=f"K{lesson % 20 + 1:02}{lesson:02}{chance.choice('abcd')}",
            tier=chance.choice(("A", "AB", "ABC", "C", "")),
            difficulty=chance.randrange(6),
            bloom=chance.choice(list(Bloom)),
            tags=(f"topic{chance.randrange(20):02}", chance.choice(("theory", "practice"))),
        )


def _add(office: Office, rows: list[Prepared]) -> None:
    with office.database.write() as uow:
        widen_cache(uow.connection)
        uow.questions.add_prepared(rows, origin="local", state=State.PUBLISHED, at=NOON, by=None)


def _bare_rows_s(path: Path, prepared: list[Prepared]) -> float:
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-65536",
        "CREATE TABLE document (id TEXT PRIMARY KEY, content TEXT, digest TEXT)",
        "CREATE VIRTUAL TABLE said USING fts5(words, content='', tokenize='ascii')",
    ):
        raw.execute(statement)
    taken = 0.0
    for start in range(0, QUESTIONS, LAST):
        rows = [(one.question.id.replace("-", ""), one.content, one.digest) for one in prepared[start : start + LAST]]
        words = [(start + number, one.words) for number, one in enumerate(prepared[start : start + LAST])]
        began = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO document VALUES (?, ?, ?)", rows)
        raw.executemany("INSERT INTO said (rowid, words) VALUES (?, ?)", words)
        raw.execute("COMMIT")
        taken = time.perf_counter() - began
    raw.close()
    return taken


def _searches(office: Office, pairs: list[str]) -> list[dict[str, Any]]:
    with office.database.read() as uow:
        store = uow.question_search

        def search(text: str) -> object:
            wanted = QuestionFilter(text=text)
            numbers = store.numbers(wanted, Order.CAME, 50)
            return store.total(wanted), store.lines(numbers)

        def scan(text: str) -> object:
            like = "SELECT count(*) FROM question WHERE line LIKE '%' || ? || '%'"
            return uow.connection.exec_driver_sql(like, (text,)).scalar()

        search(pairs[0])
        ours = _each_ms(search, pairs)
        bare = _each_ms(scan, pairs[: QUERIES // 5])
        four = _each_ms(search, [one + other for one, other in zip(pairs[::2], pairs[1::2], strict=True)])
    return [
        _row("find two characters, total and first 50: p50", _at(ours, 0.5), "LIKE over all lines", _at(bare, 0.5)),
        _row(
            "find two characters, total and first 50: p95",
            _at(ours, 0.95),
            "LIKE over all lines",
            _at(bare, 0.95),
            SEARCH_P95_MS,
        ),
        {"figure": "find four characters that hardly occur: p95", "value": _at(four, 0.95), "unit": "ms"},
    ]


def _lists(office: Office) -> list[dict[str, Any]]:
    raw = sqlite3.connect(office.home.database)
    filtered = QuestionFilter(text="下列说法", course="C03", difficulties=(2, 3), tier="B")
    asked = {
        "first 100 of all, with total": (lambda: overview.list_questions(office, PROGRAM), OPEN_MS),
        "first 100 by filter and search, with total": (
            lambda: overview.list_questions(office, PROGRAM, filtered),
            PAGE_MS,
        ),
        "first 100 by tag, last changed first": (
            lambda: overview.list_questions(office, PROGRAM, QuestionFilter(tag="theory"), Order.CHANGED),
            PAGE_MS,
        ),
        "100 rows 90,000 further down": (lambda: overview.lines(office, PROGRAM, range(90_000, 90_100)), SCROLL_MS),
        "counts of the whole tree": (lambda: overview.counts(office, PROGRAM), PAGE_MS),
        "counts of the tree within a search": (
            lambda: overview.counts(office, PROGRAM, QuestionFilter(text="下列说法")),
            PAGE_MS,
        ),
    }
    bare = _median_ms(lambda: raw.execute("SELECT * FROM question ORDER BY code LIMIT 100").fetchall())
    rows = [
        _row(figure, _median_ms(ask), "bare SELECT of 100 rows", bare, limit) for figure, (ask, limit) in asked.items()
    ]
    raw.close()
    return rows


def _row(figure: str, value: float, yardstick: str, bare: float, limit: float | None = None) -> dict[str, Any]:
    return {
        "figure": figure,
        "value": value,
        "unit": "ms",
        "yardstick": yardstick,
        "yardstick_value": bare,
        "ratio": value / bare,
        "limit": limit,
        "limit_on": "value",
    }


def _each_ms(ask: Callable[[str], object], texts: list[str]) -> list[float]:
    taken = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


def _at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def _median_ms(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    print(run())
