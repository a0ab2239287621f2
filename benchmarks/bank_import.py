"""Banks in and out: Moodle XML, GIFT, a QTI package and a workbook, beside the least that the same job could take.

The yardstick of an import is what lxml needs to parse the file plus a bare ``executemany`` of the very rows that the import
wrote, into the same tables, with the same durability; of a package or workbook, opening and reading it alone. Each round
does both, one after the other, so that a busy machine slows both alike. Every import checks, lints and searches for exact
duplicates, and is committed. A question takes at most 1/3,000 s to come in and 1/10,000 s to go out.
"""

from __future__ import annotations

import io
import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import _moodle_inputs as inputs
from tests.builders.office import make_office

COUNT = 10_000
IN_BANK = 100_000
ITEMS = 2_000
ROWS = 20_000
ROUNDS = 3
LIMIT = 8.0
LIMIT_MB = 400
# Response processing is run to find out what each answer earns; cells are looked at and the rows stored.
LIMIT_QTI = 25.0
LIMIT_EXCEL = 40.0
PER_QUESTION_S = 1 / 3_000
PER_QUESTION_OUT_S = 1 / 10_000


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = folder / "files"
        made.mkdir()
        moodle = made / "bank.xml"
        moodle.write_bytes(inputs.moodle_xml(inputs.items(COUNT)))
        gift = made / "bank.gift"
        gift.write_bytes(inputs.gift(inputs.items(COUNT)))
        rows = [
            *_imports("Moodle XML", moodle, folder / "empty", _parsed),
            *_imports(f"Moodle XML beside {IN_BANK:,}", moodle, folder / "full", _parsed, _full_bank(folder)),
            *_imports("GIFT", gift, folder / "gift", _text_read),
            _exports(folder),
            _package(folder),
            _workbook(folder),
            _memory(moodle, folder),
        ]
    return {"name": "question bank, in and out", "rows": rows}


def _imports(
    figure: str, file: Path, folder: Path, least: Callable[[Path], None], bank: Path | None = None
) -> list[dict[str, Any]]:
    """Time imports of one file; ``bank`` is a database to begin with, None for an empty one."""
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.import_questions import import_files

    ours, theirs = [], []
    statements: list[tuple[str, list[tuple[Any, ...]]]] = []
    for number in range(ROUNDS + 1):
        office = _office(folder / f"ours {number}", bank)
        if number == 0:
            # The first round loads the libraries and notes what is written.
            _note(office, statements)
        began = time.perf_counter()
        outcome, _ = import_files(office, PROGRAM, [file])
        ended = time.perf_counter()
        path = office.database.path
        office.database.close()
        if (outcome.imported, outcome.refused) != (COUNT, 0):
            raise AssertionError((outcome.imported, outcome.refused, outcome.findings[:3]))
        bare = _office(folder / f"bare {number}", bank)
        target = bare.database.path
        bare.database.close()
        if number:
            ours.append(ended - began)
            began = time.perf_counter()
            least(file)
            _written_bare(target, statements)
            theirs.append(time.perf_counter() - began)
        for database in (path, target):
            if database is not None:
                shutil.rmtree(database.parent)
    value = statistics.median(ours)
    yardstick = statistics.median(theirs)
    row = {
        "figure": f"{figure}, {COUNT:,} questions in",
        "value": value,
        "unit": "s",
        "yardstick": "reading and bare inserts",
        "yardstick_value": yardstick,
        "ratio": value / yardstick,
        "limit": LIMIT,
    }
    return [row, {**row, "figure": "the same, as time", "limit": COUNT * PER_QUESTION_S, "limit_on": "value"}]


def _office(folder: Path, bank: Path | None) -> Any:
    office = make_office(folder)
    if bank is not None:
        path = office.database.path
        assert path is not None
        office.database.close()
        for side in path.parent.glob(f"{path.name}-*"):
            side.unlink()
        shutil.copyfile(bank, path)
    return office


def _full_bank(folder: Path) -> Path:
    """Make a bank of many questions that have nothing in common with those to come."""
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.import_questions import import_files

    office = make_office(folder / "many")
    file = folder / "many.xml"
    for first in range(1_000_000, 1_000_000 + IN_BANK, 20_000):
        file.write_bytes(inputs.moodle_xml(inputs.items(20_000, first)))
        import_files(office, PROGRAM, [file])
    path = office.database.path
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    office.database.close()
    return path


def _note(office: Any, statements: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
    from sqlalchemy import event

    def noted(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if statement.lstrip().upper().startswith("INSERT") and parameters:
            statements.append((statement, list(parameters) if many else [parameters]))

    event.listen(office.database.engine, "before_cursor_execute", noted)


def _written_bare(path: Path | None, statements: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
    assert path is not None
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        connection.executemany(statement, rows)
    connection.execute("COMMIT")
    connection.close()


def _parsed(file: Path) -> None:
    from lxml import etree

    etree.parse(str(file))


def _text_read(file: Path) -> None:
    file.read_text("utf-8").split("\n\n")


def _exports(folder: Path) -> dict[str, Any]:
    """Write the bank as Moodle XML; the yardstick serialises the parsed file."""
    from lxml import etree

    from trainer.domain.people.roles import PROGRAM
    from trainer.services.export_questions import export_questions

    office = _bank_of(folder / "out", COUNT)
    ours, theirs = [], []
    out = folder / "out.xml"
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        outcome = export_questions(office, PROGRAM, "moodle_xml", out)
        ended = time.perf_counter()
        root = etree.parse(str(out))
        middle = time.perf_counter()
        (folder / "bare.xml").write_bytes(etree.tostring(root, encoding="UTF-8"))
        if outcome.exported != COUNT or outcome.left_out:
            raise AssertionError(outcome)
        if number:
            ours.append(ended - began)
            theirs.append(time.perf_counter() - middle)
    office.database.close()
    value, yardstick = statistics.median(ours), statistics.median(theirs)
    return {
        "figure": f"Moodle XML, {COUNT:,} questions out",
        "value": value,
        "unit": "s",
        "yardstick": "lxml serialising the same",
        "yardstick_value": yardstick,
        "ratio": value / yardstick,
        "limit": COUNT * PER_QUESTION_OUT_S,
        "limit_on": "value",
    }


def _package(folder: Path) -> dict[str, Any]:
    """Read a QTI 2.1 package of our own making back in."""
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.export_questions import export_questions

    office = _bank_of(folder / "items", ITEMS)
    file = folder / "items.zip"
    export_questions(office, PROGRAM, "qti21", file)
    office.database.close()

    def alone() -> None:
        from lxml import etree

        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    etree.fromstring(archive.read(name))

    return _beside("QTI 2.1 package", ITEMS, file, folder / "package", "unpacking and parsing", alone, LIMIT_QTI)


def _workbook(folder: Path) -> dict[str, Any]:
    import xlsxwriter

    file = folder / "bank.xlsx"
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "strings_to_numbers": False})
    page = book.add_worksheet("题库")
    for number, cells in enumerate(inputs.rows(inputs.items(ROWS))):
        for column, cell in enumerate(cells):
            page.write_string(number, column, cell)
    book.close()

    def alone() -> None:
        from python_calamine import CalamineWorkbook

        with CalamineWorkbook.from_path(str(file)) as opened:
            opened.get_sheet_by_index(0).to_python(skip_empty_area=False)

    return _beside("Excel", ROWS, file, folder / "table", "calamine reading the file", alone, LIMIT_EXCEL)


def _beside(
    figure: str, count: int, file: Path, folder: Path, yardstick: str, alone: Callable[[], None], limit: float
) -> dict[str, Any]:
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.import_questions import import_files

    ours, theirs = [], []
    for number in range(ROUNDS):
        office = make_office(folder / str(number))
        began = time.perf_counter()
        alone()
        middle = time.perf_counter()
        outcome, _ = import_files(office, PROGRAM, [file])
        ended = time.perf_counter()
        office.database.close()
        if outcome.imported + outcome.unchanged != count:
            raise AssertionError((outcome.imported, outcome.refused, outcome.findings[:3]))
        theirs.append(middle - began)
        ours.append(ended - middle)
    value, reader = statistics.median(ours), statistics.median(theirs)
    return {
        "figure": f"{figure}, {count:,} questions in",
        "value": value,
        "unit": "s",
        "yardstick": yardstick,
        "yardstick_value": reader,
        "ratio": value / reader,
        "limit": limit,
    }


def _bank_of(folder: Path, count: int) -> Any:
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.import_questions import import_files

    office = make_office(folder)
    file = folder / "made.xml"
    file.write_bytes(inputs.moodle_xml(inputs.items(count)))
    import_files(office, PROGRAM, [file])
    return office


def _memory(file: Path, folder: Path) -> dict[str, Any]:
    """Measure an import in a process of its own."""
    command = [sys.executable, __file__, "--memory", str(file), str(folder / "memory")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {
        "figure": f"memory at its highest, {COUNT:,} questions of Moodle XML",
        "value": json.loads(done.stdout.splitlines()[-1])["mb"],
        "unit": "MB",
        "limit": LIMIT_MB,
    }


def _measure(file: Path, folder: Path) -> None:
    from trainer.domain.people.roles import PROGRAM
    from trainer.services.import_questions import import_files

    office = make_office(folder)
    import_files(office, PROGRAM, [file])
    office.database.close()
    print(json.dumps({"mb": _highest_mb()}))


def _highest_mb() -> float:
    try:
        # NOTE: what ``getrusage`` says begins with the memory of the process that started this one.
        status = Path("/proc/self/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        _measure(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        for found in run()["rows"]:
            print(found)
