"""A compiled catalogue that reads a sentence when it is said.

``gettext.GNUTranslations`` decodes every sentence of the program at the start, which takes longer than painting the first
window. The entries of a ``.mo`` file are sorted, so one can be found by halving.

LIMIT: one plural form (Chinese). A language with more needs the plural rule of its file's head.
"""

from __future__ import annotations

import gettext
import struct
from pathlib import Path
from typing import Final

_MAGIC: Final = 0x950412DE


class MoFile(gettext.NullTranslations):
    """One compiled catalogue.

    Args:
        path: a ``.mo`` file as Babel and gettext write it.

    Raises:
        OSError: not a catalogue.

    Source:
        GNU gettext manual, "The Format of GNU MO Files".
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._data = path.read_bytes()
        order = "<" if self._data[:4] == struct.pack("<I", _MAGIC) else ">"
        if len(self._data) < 28 or struct.unpack_from(f"{order}I", self._data)[0] != _MAGIC:
            raise OSError(0, "not a compiled catalogue", str(path))
        self._pair = struct.Struct(f"{order}2I")
        self._count, self._ids, self._texts = struct.unpack_from(f"{order}3I", self._data, 8)
        self._said: dict[str, str | None] = {}

    def gettext(self, message: str) -> str:
        found = self._find(message)
        return message if found is None else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._find(f"{msgid1}\0{msgid2}")
        if found is None:
            return msgid1 if n == 1 else msgid2
        return found.partition("\0")[0]

    def _find(self, message: str) -> str | None:
        if message not in self._said:
            self._said[message] = self._look_up(message.encode())
        return self._said[message]

    def _look_up(self, key: bytes) -> str | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._entry(self._ids, middle) < key:
                low = middle + 1
            else:
                high = middle
        if low < self._count and self._entry(self._ids, low) == key:
            return self._entry(self._texts, low).decode()
        return None

    def _entry(self, table: int, place: int) -> bytes:
        length, start = self._pair.unpack_from(self._data, table + 8 * place)
        return self._data[start : start + length]
