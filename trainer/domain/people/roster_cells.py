"""What single cells of a roster mean, field by field.

Every function takes one cell and gives a :class:`Read`. Results are kept per distinct cell, because a column of 20,000
rows holds a few dozen different values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from trainer.domain.kernel.findings import Severity
from trainer.domain.people.codes import TABLES, CodeTable
from trainer.domain.people.dates import read_date
from trainer.domain.people.names import read_name
from trainer.domain.people.tables import Cell, CellFault

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\u0000-\u0008\u000b\u000c\u000e-\u001f]")
_SPACES = re.compile("[ \u00a0\u3000\u2000-\u200a\u202f\u205f\t]+")
_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
_DIRTY = re.compile(
    "[\\x00-\\x1f\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|^[ '’‘]|  |[ ]$"
)
_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: " "}
_WIDE_ALNUM = {
    code: code - 0xFEE0 for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(*span)
}
_PHONE = re.compile(r"1[3-9]\d{9}")
_BLANKS = frozenset({"/", "-", "—", "——", "－", "无", "\\", "、", "...", "…"})
# A picture pasted into a cell by WPS shows as this formula.
_PICTURE_CELL = re.compile(r"=?_?(xlfn\.)?DISPIMG\(", re.IGNORECASE)

# What a formula leaves behind when it fails; in a text file it is plain text.
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})

MAX_TEXT: Mapping[str, int] = {
    "staff_no": 20,
    "section": 100,
    "post": 100,
    "rank": 20,
    "education": 40,
    "degree": 40,
    "leader_path": 20,
    "unit": 200,
    "unit_code": 40,
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of one cell.

    Attributes:
        value: as stored; empty when nothing usable stands there.
        code: code of a finding, or empty.
        severity: of that finding.
        facts: its facts.
        is_tidied: spaces, full-width digits and the like were put right; told once per column.
        readings: the values between which a person or another column must choose.
    """

    value: str
    code: str = ""
    severity: Severity = Severity.WARNING
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_tidied: bool = False
    readings: tuple[str, ...] = ()


EMPTY = Read("")


def plain(cell: Cell) -> str:
    """Give a cell as text, numbers without a needless ``.0``."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def tidy(text: str) -> str:
    """Remove what nobody sees: padding, zero-width characters, leading apostrophes, full-width digits and letters."""
    if not _DIRTY.search(text):
        return text
    text = _BREAKS.sub("\n", _INVISIBLE.sub("", text)).translate(_WIDE_ALNUM)
    return _SPACES.sub(" ", text).strip("'’‘ \n\t")


def read_text(cell: Cell, limit: int = 0, is_code: bool = False) -> Read:
    """Read free text; line breaks become 、.

    Args:
        limit: longest that can be stored; 0 for any.
        is_code: a number or code: no spaces inside, full-width signs narrow.
    """
    fault = _fault(cell)
    if fault is not None:
        return fault
    raw = plain(cell)
    text = tidy(raw)
    if is_code:
        text = re.sub(r"\s+", "", text.translate(_WIDE))
    elif "\n" in text:
        text = text.replace("\n", "、")
    if text in _BLANKS or _PICTURE_CELL.match(text):
        return EMPTY
    if limit and len(text) > limit:
        return Read("", "cell_too_long", Severity.WARNING, {"limit": limit, "length": len(text)})
    return Read(text, is_tidied=text != raw)


def read_code(cell: Cell, table: CodeTable) -> Read:
    """Read a value of a closed list."""
    fault = _fault(cell)
    if fault is not None:
        return fault
    raw = plain(cell)
    text = tidy(raw).replace("\n", "")
    if not text or (text in _BLANKS and table.read(text) is None):
        return EMPTY
    code = table.read(text)
    if code is not None:
        return Read(code, is_tidied=text != raw)
    if table.keeps_text:
        limit = MAX_TEXT.get(table.field, 40)
        if len(text) > limit:
            return Read("", "cell_too_long", Severity.WARNING, {"limit": limit, "length": len(text)})
        return Read(text, "code_kept_as_text", Severity.NOTICE, {"value": text})
    return Read("", "code_unknown", Severity.WARNING, {"value": text})


def read_month(cell: Cell, *, today: date, is_1904: bool, keeps_zeros: bool, length: int) -> Read:
    """Read a date of birth or of the start of work.

    Args:
        length: 7 for ``yyyy-mm``, 10 to keep the day.
    """
    fault = _fault(cell)
    if fault is not None:
        return fault
    if isinstance(cell, str) and tidy(cell) in _BLANKS:
        return EMPTY
    if isinstance(cell, bool):
        return Read("", "date_unreadable", Severity.WARNING, {"value": plain(cell)})
    read = read_date(cell, today=today, is_1904=is_1904, keeps_zeros=keeps_zeros and isinstance(cell, str))
    value = plain(cell)
    if read.readings:
        readings = tuple(reading[:length] for reading in read.readings)
        facts = {"value": value, "first": readings[0], "second": readings[1]}
        return Read("", "date_ambiguous", Severity.ERROR, facts, readings=readings)
    if read.refusal:
        return Read("", read.refusal, Severity.WARNING, {"value": value})
    if read.notices:
        return Read(
            read.value[:length], read.notices[0], Severity.NOTICE, {"value": value, "read": read.value[:length]}
        )
    return Read(read.value[:length])


def read_person_name(cell: Cell) -> Read:
    """Read a name; an aside in brackets is handed on in the facts."""
    fault = _fault(cell)
    if fault is not None:
        return Read("", "name_cell_fault", Severity.ERROR, fault.facts)
    raw = plain(cell)
    if not isinstance(cell, str) or not raw.strip():
        return Read("", "name_has_digits", Severity.ERROR, {"value": raw}) if raw.strip() else EMPTY
    read = read_name(raw)
    if read.refusal == "name_missing":
        return EMPTY
    if read.refusal:
        return Read("", read.refusal, Severity.ERROR, {"value": raw, "length": len(raw)})
    told = [code for code in read.notices if code != "tidied"]
    facts = {"value": raw, "name": read.name, "aside": read.aside}
    if told:
        return Read(read.name, told[-1] if not read.aside else "name_note_set_aside", Severity.NOTICE, facts)
    return Read(read.name, is_tidied="tidied" in read.notices)


def read_phone(cell: Cell) -> Read:
    """Read a mobile number; its facts never hold it."""
    read = read_text(cell, is_code=True)
    if not read.value:
        return read
    if "****" in read.value:
        return EMPTY  # masked, as our own exports write it
    number = re.sub(r"[-+]", "", read.value)
    number = number.removeprefix("86") if len(number) == 13 else number
    if not _PHONE.fullmatch(number):
        return Read("", "phone_malformed", Severity.WARNING, {})
    return Read(number, is_tidied=read.is_tidied or number != read.value)


def read_order(cell: Cell) -> Read:
    """Read an order number."""
    read = read_text(cell, is_code=True)
    if read.value and not (read.value.isascii() and read.value.isdigit() and len(read.value) < 10):
        return Read("", "order_not_a_number", Severity.WARNING, {"value": read.value})
    return read


def reader_of(field_name: str, *, today: date, is_1904: bool, keeps_zeros: bool) -> Callable[[Cell], Read]:
    """Give the reader of one field (all but name and ID number)."""
    if field_name in TABLES:
        return partial(read_code, table=TABLES[field_name])
    if field_name in {"birth", "work_start", "employment_since"}:
        length = 7 if field_name == "work_start" else 10
        return partial(read_month, today=today, is_1904=is_1904, keeps_zeros=keeps_zeros, length=length)
    if field_name == "phone":
        return read_phone
    if field_name == "order_no":
        return read_order
    is_code = field_name in {"staff_no", "unit_code"}
    return partial(read_text, limit=MAX_TEXT.get(field_name, 0), is_code=is_code)


def _fault(cell: Cell) -> Read | None:
    if isinstance(cell, CellFault) or (type(cell) is str and cell in ERROR_VALUES):
        if cell == "=":
            return Read("", "formula_without_result", Severity.WARNING, {})
        return Read("", "cell_error_value", Severity.WARNING, {"value": str(cell)})
    if cell == "":
        return EMPTY
    return None
