"""Draw pages of a PDF with PDFium."""

from __future__ import annotations

from trainer.adapters.documents.pdfium import LOCK
from trainer.domain.kernel.outcomes import Fault


def page_count(pdf: bytes) -> int:
    """Count the pages.

    Raises:
        Fault: ``pdf_unreadable``.
    """
    import pypdfium2  # type: ignore[import-untyped]

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Fault("pdf_unreadable", None, error) from error
        try:
            return len(document)
        finally:
            document.close()


def page_image(pdf: bytes, page: int, width: int) -> tuple[int, int, bytes]:
    """Draw one page at a width in pixels; see :func:`trainer.services.page_images.page_image`.

    Raises:
        Fault: ``pdf_unreadable``.
    """
    import pypdfium2

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Fault("pdf_unreadable", None, error) from error
        try:
            sheet = document[page]
            bitmap = sheet.render(scale=width / sheet.get_width(), rev_byteorder=True)
            wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
            raw = bytes(bitmap.buffer)
            channels = bitmap.n_channels
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Fault("pdf_unreadable", None, error) from error
        finally:
            document.close()
    lines = (raw[row * stride : row * stride + wide * channels] for row in range(high))
    packed = b"".join(lines)
    if channels == 4:
        plain = bytearray(wide * high * 3)
        for place in range(3):
            plain[place::3] = packed[place::4]
        packed = bytes(plain)
    return wide, high, packed
