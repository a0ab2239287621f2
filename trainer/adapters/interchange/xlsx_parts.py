"""What an .xlsx file says in its parts and calamine does not tell, and the guard against files that unpack without end.

Every part that will be unpacked is unpacked here first, in full and within limits, so that declared sizes are proven before
a library relies on them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from trainer.domain.kernel.outcomes import Refusal

MAX_PART = 200 * 2**20
MAX_WHOLE = 400 * 2**20
MAX_PARTS = 5_000
MAX_COLUMN = 130

# Cells far to the right or far below would make a reader reserve the whole rectangle: only styled, empty ones may lie there.
# The first two expressions are the quick look, the next two make sure that the cell holds something.
_FAR = re.compile(rb"""r=["'](?:[E-Z][A-Z]|[A-Z]{3,})\d""")
_LOW = re.compile(rb"""r=["']\d{6,}["']""")
_FAR_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["'](?:[E-Z][A-Z]|[A-Z]{3,})\d+["'][^>]*[^/>]>""")
_LOW_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["'][A-Z]+(?:1\d{5}|[2-9]\d{5}|\d{7,})["'][^>]*[^/>]>""")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_REF = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)</(?:\w+:)?v>")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_ROW_NO = re.compile(rb"""\br=["'](\d+)["']""")
_DATE_1904 = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")


@dataclass(slots=True)
class SheetPart:
    """What one sheet's part says.

    Attributes:
        faults: 0-based (row, column) to an error value, or ``=`` for a formula saved without its result.
        hidden_rows: 0-based.
        formula_cells: how many cells hold formulas.
    """

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    formula_cells: int = 0


class XlsxParts:
    """One .xlsx file, unpacked within limits.

    Args:
        data: its bytes.
        file: its name, for refusals.

    Raises:
        Refusal: ``table_broken``, ``table_too_big``, ``file_not_a_table``, ``table_too_wide``,
            ``table_too_many_rows``.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self.is_1904 = False
        self.pictures = False
        self._sheets: dict[str, SheetPart] = {}
        self._small: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._look(archive)
        except Refusal:
            raise
        except Exception as error:  # a damaged archive makes the standard library stumble in many ways
            raise Refusal("table_broken", file=file, detail=str(error)) from error
        self._names = self._sheet_names()

    def sheet(self, name: str) -> SheetPart:
        """Give what the part of a sheet says; nothing when the sheet cannot be placed."""
        return self._sheets.get(self._names.get(name, ""), _NOTHING)

    def _look(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        names = {info.filename.replace("\\", "/").lower() for info in infos}
        if not any(name.startswith("xl/") for name in names):
            raise Refusal("file_not_a_table", file=self._file)
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_WHOLE:
            raise Refusal("table_too_big", file=self._file, limit_mb=MAX_WHOLE // 2**20)
        for info in infos:
            name = info.filename.replace("\\", "/")
            if name.lower().startswith("xl/media/"):
                self.pictures = True
                continue
            content = self._unpacked(archive, info)
            if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
                self._sheets[name.lower()] = self._scan(content)
            elif name.lower() in {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
                self._small[name.lower()] = content
        self.is_1904 = bool(_DATE_1904.search(self._small.get("xl/workbook.xml", b"")))

    def _unpacked(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        # NOTE: reading checks the sum over the declared size; a part that is longer than it says fails there.
        if info.file_size > MAX_PART:
            raise Refusal("table_too_big", file=self._file, limit_mb=MAX_PART // 2**20)
        with archive.open(info) as part:
            return part.read(MAX_PART)

    def _scan(self, xml: bytes) -> SheetPart:
        if _FAR.search(xml) and _FAR_CELL.search(xml):
            raise Refusal("table_too_wide", file=self._file, limit=MAX_COLUMN)
        if _LOW.search(xml) and _LOW_CELL.search(xml):
            raise Refusal("table_too_many_rows", file=self._file, limit=100_000)
        part = SheetPart()
        if b"hidden=" in xml:
            for found in _HIDDEN_ROW.finditer(xml):
                number = _ROW_NO.search(found[1])
                if number is not None:
                    part.hidden_rows.add(int(number[1]) - 1)
        if b"<f" in xml or b":f" in xml or b't="e"' in xml or b"t='e'" in xml:
            for found in _CELL.finditer(xml):
                self._look_at_cell(found[1], found[2] or b"", part)
        return part

    @staticmethod
    def _look_at_cell(attributes: bytes, inner: bytes, part: SheetPart) -> None:
        is_formula = b"<f" in inner or b":f" in inner
        is_error = b't="e"' in attributes or b"t='e'" in attributes
        if not (is_formula or is_error):
            return
        part.formula_cells += is_formula
        ref, value = _REF.search(attributes), _VALUE.search(inner)
        if ref is None:
            return
        place = int(ref[2]) - 1, _column(ref[1])
        if is_error:
            part.faults[place] = value[1].decode("ascii", "replace") if value else "#N/A"
        elif value is None or (not value[1] and b't="str"' not in attributes):
            part.faults[place] = "="

    def _sheet_names(self) -> dict[str, str]:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
        names: dict[str, str] = {}
        try:
            book = etree.fromstring(self._small.get("xl/workbook.xml", b"<x/>"), parser)
            links = etree.fromstring(self._small.get("xl/_rels/workbook.xml.rels", b"<x/>"), parser)
        except etree.XMLSyntaxError:
            return names
        if book is None or links is None:
            return names
        targets = {link.get("Id"): link.get("Target", "") for link in links.iter("{*}Relationship")}
        for sheet in book.iter("{*}sheet"):
            link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
            target = targets.get(link, "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            names[str(sheet.get("name", ""))] = whole.lower()
        return names


_NOTHING = SheetPart()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
