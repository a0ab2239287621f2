"""What an .xls (or .et) file says in its records and calamine does not tell.

SOURCE: [MS-XLS], sections 2.4.21 BoundSheet8, 2.4.24 BoolErr, 2.4.127 Formula, 2.4.221 Row, 2.4.77 Date1904.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from trainer.domain.kernel.outcomes import Refusal

_FORMULA, _BOOLERR, _ROW, _BOUNDSHEET, _DATE_1904, _DRAWINGS, _EOF = (
    0x0006,
    0x0205,
    0x0208,
    0x0085,
    0x0022,
    0x00EB,
    0x000A,
)
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ROW_HIDDEN = 0x20


@dataclass(slots=True)
class SheetRecords:
    """What one sheet's records say; as ``xlsx_parts.SheetPart``."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    formula_cells: int = 0


@dataclass(slots=True)
class XlsRecords:
    """What the records of a file say."""

    is_1904: bool = False
    pictures: bool = False
    sheets: dict[str, SheetRecords] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetRecords:
        """Give what the records of a sheet say."""
        return self.sheets.get(name, SheetRecords())


def read_records(data: bytes, file: str) -> XlsRecords:
    """Walk the records of a BIFF8 workbook.

    Raises:
        Refusal: ``file_not_a_table`` for other OLE files, ``table_broken``.
    """
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next((n for n in ("Workbook", "Book") if ole.exists(n)), None)
            if name is None:
                raise Refusal("file_not_a_table", file=file)
            stream = ole.openstream(name).read()
    except (OSError, ValueError, IndexError) as error:
        raise Refusal("table_broken", file=file, detail=str(error)) from error
    found = XlsRecords()
    starts: list[tuple[int, str]] = []
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) > 8:
            starts.append((struct.unpack_from("<I", body)[0], _name(body)))
        elif kind == _DATE_1904 and body[:2] == b"\x01\x00":
            found.is_1904 = True
        elif kind == _DRAWINGS:
            found.pictures = True
        elif kind == _EOF:
            break
    for start, sheet_name in starts:
        found.sheets[sheet_name] = _sheet(stream, start)
    return found


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    place, end = start, len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _sheet(stream: bytes, start: int) -> SheetRecords:
    found = SheetRecords()
    depth = 0
    for kind, body in _records(stream, start):
        if kind == 0x0809:  # a chart inside the sheet begins its own block
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth != 1:
            continue
        elif kind == _FORMULA and len(body) >= 14:
            row, column = struct.unpack_from("<HH", body)
            found.formula_cells += 1
            if body[12:14] == b"\xff\xff" and body[6] == 2:
                found.faults[row, column] = _ERRORS.get(body[8], "#N/A")
            elif body[12:14] == b"\xff\xff" and body[6] == 3:
                found.faults[row, column] = "="
        elif kind == _BOOLERR and len(body) >= 8 and body[7] == 1:
            row, column = struct.unpack_from("<HH", body)
            found.faults[row, column] = _ERRORS.get(body[6], "#N/A")
        elif kind == _ROW and len(body) >= 16 and body[12] & _ROW_HIDDEN:
            found.hidden_rows.add(struct.unpack_from("<H", body)[0])
    return found


def _name(body: bytes) -> str:
    length, is_wide = body[6], body[7] & 1
    text = body[8 : 8 + length * (2 if is_wide else 1)]
    return text.decode("utf-16-le" if is_wide else "latin-1", "replace")
