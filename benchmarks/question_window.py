"""The author's list over 100,000 questions: how soon its first rows stand there, and what a frame of scrolling costs.

Opening is measured from building the page to the first rows drawn, with the reading done on the same thread, which is more
than a person waits for. Scrolling jumps to random places; counted is the processor time of the model for the rows in sight: asking for
a page that is not there, filling it when it has come, and giving every cell. The yardstick is a table of Qt's own with as
many rows in memory.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.question_search import QUESTIONS, fill

ROWS_IN_SIGHT = 25
JUMPS = 200
OPEN_MS, FRAME_MS = 300, 16


def run() -> dict[str, Any]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from tests.builders.office import make_office
    from tests.builders.pages import Desk
    from trainer.domain.people.roles import PROGRAM

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        office = make_office(Path(folder))
        fill(office)
        desk = Desk(office, PROGRAM)
        desk.open("author.bank")  # modules, fonts and caches are there when a list is opened again
        began = time.perf_counter()
        page = desk.open("author.bank")
        application.processEvents()
        opened_ms = (time.perf_counter() - began) * 1000
        frames = _frames(page)
        bare = _bare_frames(application)
        desk.close()
    worst, usual = max(frames), sorted(frames)[len(frames) // 2]
    return {
        "name": f"the list of {QUESTIONS:,} questions in the window",
        "rows": [
            {
                "figure": "open the page to its first rows",
                "value": opened_ms,
                "unit": "ms",
                "limit": OPEN_MS,
                "limit_on": "value",
            },
            {
                "figure": f"model work of a frame, worst of {len(frames)}",
                "value": worst,
                "unit": "ms",
                "yardstick": "the same cells of a table in memory",
                "yardstick_value": max(bare),
                "ratio": worst / max(bare),
                "limit": FRAME_MS,
                "limit_on": "value",
            },
            {"figure": "  median", "value": usual, "unit": "ms"},
        ],
    }


def _frames(page: Any) -> list[float]:
    from trainer.ui.models.paged_table import PAGE

    chance, model = random.Random(11), page.model
    model.page_wanted.disconnect(page.presenter.read_page)
    frames = []
    for _ in range(JUMPS):
        top = chance.randrange(model.rowCount() - ROWS_IN_SIGHT)
        frames.append(_timed(model, top))  # what is drawn while nothing is there yet
        for number in {top // PAGE, (top + ROWS_IN_SIGHT) // PAGE}:
            page.presenter.read_page(model.generation, number)  # reads and fills; in the window this is another thread
        frames.append(_timed(model, top))
    return frames


def _timed(model: Any, top: int) -> float:
    from PySide6.QtCore import Qt

    from trainer.ui.models.record_table import BAR_ROLE, STATE_ROLE

    began = time.thread_time()
    for row in range(top, top + ROWS_IN_SIGHT):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, BAR_ROLE, STATE_ROLE):
                model.data(index, role)
    return (time.thread_time() - began) * 1000


def _bare_frames(application: Any) -> list[float]:
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    del application
    model = QStandardItemModel(2_000, 6)
    for row in range(2_000):
        for column in range(6):
            model.setItem(row, column, QStandardItem(f"{row} {column}"))
    chance = random.Random(11)
    return [_timed(model, chance.randrange(2_000 - ROWS_IN_SIGHT)) for _ in range(JUMPS)]
