"""The table of formats: who reads and writes what, imported when first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias

from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Question

Reader: TypeAlias = Callable[[SourceFile, ReadOptions], FileReading]
Media: TypeAlias = Callable[[str], bytes | None]
_PACKAGE = "trainer.adapters.interchange.questions"


@dataclass(frozen=True, slots=True)
class Format:
    """One format by its name on the command line.

    Attributes:
        name: fixed by the command line's contract.
        module: below this package; empty where another room reads and writes it (``yaml``: ``adapters.content``).
        suffix: usual end of a file's name.
        is_read, is_written: which ways it goes.
        variant: end of the names of the module's functions where one module holds several formats:
            ``write_21``, ``refuses_21``, ``loses_21``.
    """

    name: str
    module: str
    suffix: str
    is_read: bool = True
    is_written: bool = True
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """How a format is written.

    Attributes:
        write: questions, bytes of an attachment by digest (None where they are lost), title -> bytes of the file.
        refuses: code why the format cannot hold a question; empty where it can.
        loses: codes of what it would lose of a question that it holds.
    """

    write: Callable[[Sequence[Question], Media, str], bytes]
    refuses: Callable[[Question], str]
    loses: Callable[[Question], tuple[str, ...]]


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("xlsx", "sheets", ".xlsx"),
        Format("docx", "word", ".docx"),
        Format("text", "lists", ".txt", is_written=False),
        Format("moodle_xml", "moodle_xml", ".xml"),
        Format("gift", "gift", ".gift"),
        Format("aiken", "aiken", ".txt"),
        Format("cloze", "cloze_text", ".txt", is_written=False),
        Format("missing_word", "missing_word", ".txt", is_written=False),
        Format("qti12", "qti", ".zip", is_written=False),
        Format("qti21", "qti", ".zip", variant="_21"),
        Format("qti22", "qti", ".zip", variant="_22"),
        Format("qti30", "qti", ".zip", variant="_30"),
        Format("h5p", "h5p", ".h5p", is_written=False),
        Format("common_cartridge", "common_cartridge", ".imscc", is_written=False),
        Format("yaml", "", ".yaml"),
    )
}
READABLE = tuple(name for name, one in FORMATS.items() if one.is_read)
WRITABLE = tuple(name for name, one in FORMATS.items() if one.is_written)


def reader(name: str) -> Reader:
    """Give the reader of a format; not for ``yaml``, which another room reads."""
    read: Reader = import_module(f"{_PACKAGE}.{FORMATS[name].module}").read
    return read


def writer(name: str) -> Writer:
    """Give the writer of a format; not for ``yaml``, which another room writes."""
    one = FORMATS[name]
    module = import_module(f"{_PACKAGE}.{one.module}")

    def named(function: str) -> Callable[..., object]:
        # A function without the variant's ending serves all variants of its module.
        found: Callable[..., object] = getattr(module, function + one.variant, None) or getattr(module, function)
        return found

    return Writer(named("write"), named("refuses"), named("loses"))  # type: ignore[arg-type]


def detect(source: SourceFile) -> str:
    """Tell the format of a file by its bytes, then by its name; empty where it cannot be told."""
    from trainer.adapters.interchange.questions.detection import look

    return look(source).form
