"""Read a table file of any kind into sheets of typed cells.

The bytes decide what a file is: offices rename, and programs write HTML or XML under the name .xls. Excel and WPS files
are read by calamine; what it does not tell (error values, hidden rows, formulas without results, the day count) is read
beside it from the file's own parts.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.tables import Cell, CellFault, Sheet, Workbook

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from trainer.adapters.interchange.xls_records import XlsRecords
    from trainer.adapters.interchange.xlsx_parts import XlsxParts

MAX_BYTES = 100 * 2**20
MAX_ROWS = 100_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
# Excel and WPS themselves open files locked with this password without asking.
_OPEN_PASSWORD = "VelvetSweatshop"


def read_workbook(path: Path, password: str | None = None) -> Workbook:
    """Read a file.

    Args:
        path: the file.
        password: opens a locked file.

    Raises:
        Refusal: ``table_empty``, ``table_too_big``, ``table_too_many_rows``, ``file_not_a_table``,
            ``table_broken``, ``table_password_needed``, ``table_password_wrong``.
        Fault: ``file_unreadable``.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Refusal("table_too_big", file=path.name, limit_mb=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise Fault("file_unreadable", path, error) from error
    return workbook_of(data, path.name, password)


def workbook_of(data: bytes, file: str, password: str | None = None, encoding: str = "") -> Workbook:
    """Read a file that is in memory already.

    Args:
        data: its bytes.
        file: its name, for refusals.
        password: opens a locked file.
        encoding: of a text table, where a person named it.

    Raises:
        Refusal: as :func:`read_workbook`.
    """
    if len(data) > MAX_BYTES:
        raise Refusal("table_too_big", file=file, limit_mb=MAX_BYTES // 2**20)
    if not data.strip(b"\x00\r\n\t "):
        raise Refusal("table_empty", file=file)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_OLE):
        data = _unlocked(data, password, file)
    if data.startswith(_OLE):
        return _from_xls(data, file, digest)
    if data.startswith(_ZIP):
        return _from_xlsx(data, file, digest)
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")):
        raise Refusal("file_not_a_table", file=file)
    from trainer.adapters.interchange.markup_tables import looks_like_markup, read_markup
    from trainer.adapters.interchange.text_tables import read_text_table

    if looks_like_markup(data):
        form, sheets = read_markup(data, file)
        return Workbook(file, digest, form, sheets)
    return Workbook(file, digest, "csv", (read_text_table(data, file, encoding),))


def bounded(sheet_rows: int, file: str) -> None:
    """Refuse a sheet with more rows than one import may hold."""
    if sheet_rows > MAX_ROWS:
        raise Refusal("table_too_many_rows", file=file, limit=MAX_ROWS)


def square(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Make all rows equally long."""
    width = max(map(len, rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows]


def _sheets(data: bytes, file: str, beside: XlsxParts | XlsRecords) -> tuple[Sheet, ...]:
    """Read all worksheets; what the reading library does not tell (faults, hidden rows, formulas) comes from ``beside``."""
    sheets = []
    with _calamine(data, file) as book:
        for place, meta in enumerate(book.sheets_metadata):
            if not _is_worksheet(meta):
                continue
            part = beside.sheet(meta.name)
            rows, merged = _cells(book, place, file)
            for (row, column), value in part.faults.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = CellFault(value)
            sheets.append(
                Sheet(meta.name, rows, merged, _is_hidden(meta), frozenset(part.hidden_rows), part.formula_cells)
            )
    return tuple(sheets)


def _from_xlsx(data: bytes, file: str, digest: str) -> Workbook:
    from trainer.adapters.interchange.xlsx_parts import XlsxParts

    parts = XlsxParts(data, file)
    return Workbook(file, digest, "xlsx", _sheets(data, file, parts), parts.is_1904, parts.pictures)


def _from_xls(data: bytes, file: str, digest: str) -> Workbook:
    from trainer.adapters.interchange.xls_records import read_records

    records = read_records(data, file)
    return Workbook(file, digest, "xls", _sheets(data, file, records), records.is_1904, records.pictures)


def _calamine(data: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Refusal("table_password_needed", file=file) from error
    except BaseException as error:
        raise _broken(error, file) from error


def _cells(
    book: CalamineWorkbook, place: int, file: str
) -> tuple[list[list[Cell]], tuple[tuple[int, int, int, int], ...]]:
    try:
        sheet = book.get_sheet_by_index(place)
        bounded(sheet.end[0] + 1 if sheet.end else 0, file)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        ranges = sheet.merged_cell_ranges or []
    except Refusal:
        raise
    except BaseException as error:
        raise _broken(error, file) from error
    return rows, tuple((first[0], first[1], last[0], last[1]) for first, last in ranges)


def _broken(error: BaseException, file: str) -> BaseException:
    """Name what a damaged file does to the reader; anything that is not the file's fault goes on as it is."""
    # NOTE: where the library gives up, its PanicException is no Exception, so that it cannot be caught by kind.
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return Refusal("table_broken", file=file, detail=str(error))
    return error


def _is_worksheet(meta: Any) -> bool:
    return str(meta.typ).endswith("WorkSheet")


def _is_hidden(meta: Any) -> bool:
    return not str(meta.visible).endswith(".Visible")


def _unlocked(data: bytes, password: str | None, file: str) -> bytes:
    """Open an OLE file that is locked; give others back as they are."""
    import msoffcrypto  # type: ignore[import-untyped]
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError  # type: ignore[import-untyped]

    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
    except FileFormatError:
        return data
    except Exception as error:  # the library reads damaged containers without guarding
        raise Refusal("table_broken", file=file, detail=str(error)) from error
    for attempt in (_OPEN_PASSWORD, password):
        if not attempt:
            continue
        opened = io.BytesIO()
        try:
            office.load_key(password=attempt)
            office.decrypt(opened)
        except (InvalidKeyError, DecryptionError):
            continue
        except (FileFormatError, ParseError, OSError, ValueError) as error:
            raise Refusal("table_broken", file=file, detail=str(error)) from error
        return opened.getvalue()
    raise Refusal("table_password_wrong" if password else "table_password_needed", file=file)
