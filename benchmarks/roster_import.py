"""A roster of 20,000 rows and 12 columns imported with full checking, beside the time the xlsx reader alone needs.

Each round reads the file with the reader alone and then imports it into a fresh office, one after the other, so that a busy
machine slows both alike. The yardstick is what calamine needs to give all cells as Python values; limit 10 times that, and
500 MB of memory. The same file imported a second time, where every row must be found unchanged, is shown beside it.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.builders.office import make_office
from tests.builders.people import id_number

ROWS = 20_000
ROUNDS = 5
LIMIT = 10.0
LIMIT_MB = 500
HEADER = (
    "工号",
    "姓名",
    "身份证号",
    "性别",
    "民族",
    "出生年月",
    "单位",
    "职务",
    "职务层次",
    "人员类别",
    "政治面貌",
    "手机",
)


def run() -> dict[str, Any]:
    from trainer.domain.people.roles import PROGRAM
    from trainer.domain.people.roster_plan import Action
    from trainer.services.import_roster import import_file

    ours, again, theirs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = _roster(Path(folder) / "突泉县花名册.xlsx")
        for number in range(ROUNDS + 1):
            office = make_office(Path(folder) / str(number))
            began = time.perf_counter()
            _read_alone(path)
            middle = time.perf_counter()
            outcome, _ = import_file(office, PROGRAM, path)
            imported = time.perf_counter()
            second, _ = import_file(office, PROGRAM, path)
            ended = time.perf_counter()
            office.database.close()
            if outcome.counts[Action.ADDED] != ROWS or second.counts[Action.UNCHANGED] != ROWS:
                raise AssertionError((outcome.counts, second.counts))
            if number:  # the first round loads the libraries
                theirs.append(middle - began)
                ours.append(imported - middle)
                again.append(ended - imported)
    reader_s = statistics.median(theirs)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reader = "calamine reading the file"

    def row(figure: str, seconds: list[float]) -> dict[str, Any]:
        value = statistics.median(seconds)
        return {
            "figure": figure,
            "value": value,
            "unit": "s",
            "yardstick": reader,
            "yardstick_value": reader_s,
            "ratio": value / reader_s,
            "limit": LIMIT,
        }

    return {
        "name": "roster import",
        "rows": [
            row(f"{ROWS:,} rows x {len(HEADER)} columns, all new", ours),
            {**row("the same file again, nothing changed", again), "limit": None},
            {"figure": "memory at its highest", "value": memory_mb, "unit": "MB", "limit": LIMIT_MB},
        ],
    }


def _read_alone(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(path)) as book:
        book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _roster(path: Path) -> Path:
    """Write invented people with valid ID numbers of an area that does not exist."""
    import xlsxwriter

    chance = random.Random(20250602)
    surnames, given = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", [chr(code) for code in range(0x4E00, 0x9FA5, 7)]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    page = book.add_worksheet("花名册")
    page.write_row(0, 0, ["填报单位：突泉县"])
    page.write_row(1, 0, HEADER)
    for number in range(ROWS):
        year, month = 1964 + number % 38, number % 12 + 1
        person = id_number(number % 1000, f"{year}{month:02d}{number // 1000 % 28 + 1:02d}")
        line = (
            f"G{number:06d}",
            chance.choice(surnames) + "".join(chance.choices(given, k=chance.choice((1, 2)))),
            person,
            "男" if int(person[16]) % 2 else "女",
            chance.choice(("蒙古族", "汉族", "满族", "蒙")),
            f"{year}.{month:02d}",
            f"突泉县第{number // 100 + 1}局",
            chance.choice(("科员", "股长", "局长", "副局长")),
            chance.choice(("科员级", "副科级", "正科级")),
            "公务员",
            chance.choice(("中共党员", "群众", "党员")),
            f"138{number:08d}",
        )
        for column, cell in enumerate(line):
            page.write_string(number + 2, column, cell)
    book.close()
    return path


if __name__ == "__main__":
    for found in run()["rows"]:
        print(found)
