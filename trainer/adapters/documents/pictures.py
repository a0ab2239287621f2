"""Pictures of questions at the size in which they are printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from trainer.adapters.documents import svg

# Pictures come from the screen: 96 pixels an inch.
_PX: Final = 0.75
_MOST_PIXELS: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture at the size in which it is printed.

    Attributes:
        own_size: width and height in its own pixels.
        paint: draws it, given the canvas, its left edge and its upper edge.
    """

    wide_pt: float
    high_pt: float
    own_size: tuple[float, float]
    paint: Callable[[Any, float, float], None]


def read_drawing(content: bytes, media_type: str, room_pt: float, highest_pt: float) -> Drawing | None:
    """Read a picture; None where it is damaged, or none at all.

    Args:
        room_pt, highest_pt: it is made smaller where it is larger than these.
    """
    if media_type != "image/svg+xml":
        return _raster(content, room_pt, highest_pt)
    vector = svg.parse_picture(content)
    if vector is None:
        return None
    scale = min(_PX, room_pt / vector.wide, highest_pt / vector.high)
    return Drawing(
        vector.wide * scale,
        vector.high * scale,
        (vector.wide, vector.high),
        lambda canvas, x, y: svg.draw_picture(canvas, vector, x, y, vector.wide * scale),
    )


def _raster(content: bytes, room: float, highest: float) -> Drawing | None:
    import warnings

    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(content))
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            turned = ImageOps.exif_transpose(opened)
            image = turned if turned.mode in {"RGB", "RGBA", "L"} else turned.convert("RGBA")
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    wide, high = image.size
    if not wide or not high:
        return None
    scale = min(_PX, room / wide, highest / high)
    reader = ImageReader(image)

    def paint(canvas: Any, x: float, y: float) -> None:
        canvas.drawImage(reader, x, y - high * scale, wide * scale, high * scale, mask="auto")

    return Drawing(wide * scale, high * scale, (wide, high), paint)
