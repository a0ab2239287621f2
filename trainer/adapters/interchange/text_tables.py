"""Read comma- or tab-separated text in the encodings that Chinese offices use."""

from __future__ import annotations

import csv
import io

from trainer.adapters.interchange.spreadsheets import bounded, square
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.tables import Sheet

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";", "，", "|")


def decoded(data: bytes, file: str, encoding: str = "") -> str:
    """Decode text: as a person said, else UTF-8 with or without a mark, UTF-16 with one, else GB18030.

    Raises:
        Refusal: ``table_encoding_unknown``.
    """
    if encoding:
        encodings: tuple[str, ...] = (encoding,)
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for name in encodings:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise Refusal("table_encoding_unknown", file=file)


def read_text_table(data: bytes, file: str, encoding: str = "") -> Sheet:
    """Read a text table; all cells are text."""
    text = decoded(data, file, encoding)
    # LIMIT: one cell of a roster never comes near this; a quote that is not closed would swallow the rest of the file.
    csv.field_size_limit(100_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Refusal("table_broken", file=file, detail=str(error)) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Refusal("table_empty", file=file)
    bounded(len(rows), file)
    if max(map(len, rows)) < 2 and len(text) > 2000 and not text.isprintable() and "\n" not in text:
        raise Refusal("file_not_a_table", file=file)
    return Sheet("", square(rows))


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    counts = {delimiter: sorted(line.count(delimiter) for line in lines) for delimiter in _DELIMITERS}
    # The middle line decides: titles and foot lines have few separators, a remark may have many.
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter][len(lines) // 2] if lines else 0)
