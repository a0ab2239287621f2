"""Finished PDFs: put together into one file, read, and looked at."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

# NOTE: PDFium is not made for threads; whoever calls it anywhere in this program holds this lock.
LOCK: Final = threading.RLock()

# Two renderings at this scale (72 dots per inch times this) differ as soon as a letter does.
_LOOK_SCALE: Final = 1.5
# A file of this many pages is no certificate; looking at each would take minutes.
MOST_PAGES: Final = 2000


@contextmanager
def opened(content: bytes) -> Iterator[Any | None]:
    """Open a PDF; None where it is none, is damaged or locked by a password."""
    import pypdfium2  # type: ignore[import-untyped]

    with LOCK:
        try:
            found = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            yield None
            return
        try:
            yield found
        finally:
            found.close()


def merged(sheets: Iterable[bytes]) -> bytes:
    """Put finished sheets into one file, in their order; each page stays as it is."""
    import pypdfium2

    with LOCK:
        whole = pypdfium2.PdfDocument.new()
        try:
            for sheet in sheets:
                one = pypdfium2.PdfDocument(sheet)
                try:
                    whole.import_pages(one)
                finally:
                    one.close()
            out = io.BytesIO()
            whole.save(out)
        finally:
            whole.close()
    return out.getvalue()


def texts(content: bytes) -> list[str]:
    """Read the text of each page; empty for a file that is no readable PDF."""
    with opened(content) as pdf:
        if pdf is None:
            return []
        found = []
        for number in range(min(len(pdf), MOST_PAGES)):
            page = pdf[number]
            reader = page.get_textpage()
            found.append(str(reader.get_text_range()))
            reader.close()
            page.close()
        return found


def look(content: bytes, page_number: int = 0) -> bytes | None:
    """Give what a page looks like, as pixels with the size in front; None where there is no such page."""
    with opened(content) as pdf:
        if pdf is None or page_number >= len(pdf):
            return None
        page = pdf[page_number]
        picture = page.render(scale=_LOOK_SCALE)
        pixels = f"{picture.width}x{picture.height}:".encode("ascii") + bytes(picture.buffer)
        picture.close()
        page.close()
        return pixels
