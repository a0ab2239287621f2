"""What a reader of questions is given: the bytes of one file, and what people said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.platform import decoding

# The bank of a country; a file with more was made to keep programs busy.
MOST_QUESTIONS = 300_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file in memory.

    Attributes:
        name: as people know it, for findings; empty for a pasted text.
        data: its bytes.
    """

    name: str
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """End of the name in small letters, with its point: ``.xml``; empty where there is none."""
        stem, point, end = self.name.replace("\\", "/").rpartition("/")[2].rpartition(".")
        return f".{end.lower()}" if point and stem else ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person chose for reading.

    Attributes:
        encoding: of a text file; empty to find out. The caller who detected the format puts here what it found, and tells
            people of a guess, so that readers need not.
        category: for questions whose file names none.
        sheet_columns: of tables: column (0-based) -> field, where the person mapped them; keyed by sheet name.
    """

    encoding: str = ""
    category: str = ""
    sheet_columns: Mapping[str, Any] = field(default_factory=dict)


NO_OPTIONS = ReadOptions()


def text_of(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> str:
    r"""Give a text file as text; line ends are ``\n``.

    Raises:
        BadFileError: as ``platform.decoding.decode``.
    """
    return decoding.decode(source.data, options.encoding).text
