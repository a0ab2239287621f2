"""Pages of a finished PDF as pictures for the screen."""

from __future__ import annotations


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF.

    Raises:
        Fault: ``pdf_unreadable``.
    """
    from trainer.adapters.documents import raster

    return raster.page_count(pdf)


def page_image(pdf: bytes, page: int, width: int) -> tuple[int, int, bytes]:
    """Draw one page.

    Args:
        pdf: the whole file.
        page: 0-based.
        width: in pixels; the height follows the page's shape.

    Returns:
        Width and height in pixels, and the picture as RGB, three bytes a pixel without padding.

    Raises:
        Fault: ``pdf_unreadable``.
    """
    from trainer.adapters.documents import raster

    return raster.page_image(pdf, page, width)
