"""The sheet of a certificate: A4 landscape, calm, with a blank place for the seal.

No emblem and no word that would make it look like a state qualification; the office's seal is pressed by hand. The sheet
speaks Chinese whatever the window speaks. LIMIT: one language; the second script of autonomous areas has no place on it yet.
"""

from __future__ import annotations

from typing import Any, Final

from trainer.adapters.documents import fonts, words
from trainer.adapters.documents.drawing import A4_LANDSCAPE, BRICK, INK, LINE, MM, PETROL, QUIET, document, hairline
from trainer.adapters.documents.fonts import Face
from trainer.adapters.documents.text import Piece, draw, fit, put, wrap_text
from trainer.domain.certificates.content import Content
from trainer.domain.certificates.number import Kind
from trainer.wording import N_, t, using

_TITLES = {
    Kind.COMPLETION: N_("Certificate of completion"),
    Kind.PASS: N_("Certificate of assessment"),
    Kind.HOURS: N_("Statement of class hours"),
}
_BODIES = {
    Kind.COMPLETION: N_("took part in “{plan}” to the end and completed {hours} class hours by {day}."),
    Kind.PASS: N_(
        "took part in “{plan}”, completed {hours} class hours and passed “{exam}” on {day} in the band “{band}”."
    ),
    Kind.HOURS: N_("took part in “{plan}” and completed {hours} class hours by {day}."),
}
_ENDS = {
    Kind.COMPLETION: N_("This certificate is issued in witness thereof."),
    Kind.PASS: N_("This certificate is issued in witness thereof."),
    Kind.HOURS: N_("This is hereby stated."),
}

_WIDTH, _HEIGHT = A4_LANDSCAPE
_MIDDLE: Final = _WIDTH / 2
_TEXT_ROOM: Final = 212 * MM
_SEAL_RADIUS: Final = 21 * MM  # a round official seal of a county office measures 42 mm
_QR_SIDE: Final = 29 * MM
_FOOT: Final = 26.5 * MM  # lower edge of code and seal
_FINE_FROM: Final = 280  # bytes
_SEAL_X: Final = _WIDTH - 70 * MM


def draw_certificate(content: Content) -> bytes:
    """Draw the finished sheet.

    Args:
        content: frozen and signed; every character must be drawable (see :func:`trainer.adapters.documents.fonts.undrawable`).

    Returns:
        One PDF page; the same content gives the same bytes.
    """
    with (
        using("zh"),
        document(A4_LANDSCAPE, title=t(_TITLES[content.kind]), author=content.issuer, subject=content.number) as made,
    ):
        canvas = made.canvas
        _frame(canvas)
        _head(canvas, content)
        _name(canvas, content)
        _body(canvas, content)
        _code(canvas, content)
        _issuer(canvas, content)
        if content.is_sample:
            _sample(canvas)
        canvas.showPage()
    return made.content


def words_on(content: Content) -> str:
    """Give everything the sheet says from the roster and the plan, to look for characters that cannot be drawn."""
    return "".join((content.unit, content.plan, content.exam, content.issuer, content.band, content.shown_number))


def _frame(canvas: Any) -> None:
    canvas.setStrokeColor(PETROL)
    canvas.setLineWidth(1.2)
    canvas.rect(10 * MM, 10 * MM, _WIDTH - 20 * MM, _HEIGHT - 20 * MM)
    canvas.setLineWidth(0.4)
    inset, notch = 12.4 * MM, 5 * MM
    left, right, low, high = inset, _WIDTH - inset, inset, _HEIGHT - inset
    path = canvas.beginPath()
    # The inner line steps back from each corner in a quarter circle.
    path.moveTo(left + notch, low)
    path.lineTo(right - notch, low)
    path.arcTo(right - notch, low - notch, right + notch, low + notch, 180, -90)
    path.lineTo(right, high - notch)
    path.arcTo(right - notch, high - notch, right + notch, high + notch, 270, -90)
    path.lineTo(left + notch, high)
    path.arcTo(left - notch, high - notch, left + notch, high + notch, 0, -90)
    path.lineTo(left, low + notch)
    path.arcTo(left - notch, low - notch, left + notch, low + notch, 90, -90)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def _head(canvas: Any, content: Content) -> None:
    title = t(_TITLES[content.kind])
    size, spread = 40.0, 14.0
    wide = fonts.width(title, Face.SERIF_BOLD, size) + spread * (len(title) - 1)
    canvas.setFillColor(PETROL)
    draw(canvas, _MIDDLE - wide / 2, 167 * MM, [Piece(title, Face.SERIF_BOLD)], size, spread_pt=spread)
    put(canvas, _MIDDLE, 156 * MM, content.shown_number, Face.SERIF, 12.5, align="center", color=QUIET)


def _name(canvas: Any, content: Content) -> None:
    size = fit(content.name, Face.SERIF_BOLD, 36, _TEXT_ROOM, 22)
    lines = wrap_text(content.name, Face.SERIF_BOLD, size, _TEXT_ROOM)
    while len(lines) > 2:  # longer than the fifty characters of a roster; still whole, only smaller
        size *= 0.9
        lines = wrap_text(content.name, Face.SERIF_BOLD, size, _TEXT_ROOM)
    y = 130 * MM if len(lines) == 1 else 137 * MM
    for line in lines:
        put(canvas, _MIDDLE, y, line, Face.SERIF_BOLD, size, align="center", color=INK)
        y -= size * 1.25
    widest = max(fonts.width(line, Face.SERIF_BOLD, size) for line in lines)
    half = max(32 * MM, min(widest / 2 + 8 * MM, _TEXT_ROOM / 2))
    hairline(canvas, _MIDDLE - half, 123.5 * MM, _MIDDLE + half, 123.5 * MM, color=LINE, width_pt=0.6)
    size = fit(content.unit, Face.SERIF, 14, _TEXT_ROOM, 8)
    lines = wrap_text(content.unit, Face.SERIF, size, _TEXT_ROOM)
    y = 115.5 * MM
    for line in lines:
        put(canvas, _MIDDLE, y, line, Face.SERIF, size, align="center", color=QUIET)
        y -= size * 1.3


def _body(canvas: Any, content: Content) -> None:
    said = t(
        _BODIES[content.kind],
        plan=content.plan,
        exam=content.exam,
        hours=words.hours(content.hours),
        day=words.day(content.earned_on),
        band=words.band(content.band),
    )
    end = t(_ENDS[content.kind])
    size = 17.0
    while (len(lines := wrap_text(said, Face.SERIF, size, _TEXT_ROOM, 2 * size)) + 1) * size * 1.8 > 38 * MM:
        size *= 0.94
    canvas.setFillColor(INK)
    y = 98.5 * MM
    for number, line in enumerate((*lines, end)):
        indent = 2 * size if number in {0, len(lines)} else 0.0
        draw(canvas, _MIDDLE - _TEXT_ROOM / 2 + indent, y, [Piece(line, Face.SERIF)], size)
        y -= size * 1.8


def _code(canvas: Any, content: Content) -> None:
    left = _MIDDLE - _TEXT_ROOM / 2
    draw_qr(canvas, content.qr_text, left, _FOOT, _QR_SIDE)
    x = left + _QR_SIDE + 5 * MM
    rows = (
        (_FOOT + 22 * MM, t("Certificate number"), content.number),
        (_FOOT + 10.5 * MM, t("Check code"), content.check_code),
    )
    for y, label, value in rows:
        put(canvas, x, y + 5 * MM, label, Face.SERIF, 8.5, color=QUIET)
        put(canvas, x, y - 0.2 * MM, value, Face.SERIF, 12, color=INK)
    put(canvas, x, _FOOT + 0.6 * MM, t("Scan, or check by number and check code"), Face.SERIF, 8.5, color=QUIET)


def _issuer(canvas: Any, content: Content) -> None:
    middle = _FOOT + 14.5 * MM
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 2.5)
    canvas.circle(_SEAL_X, middle, _SEAL_RADIUS)
    canvas.setDash()
    put(canvas, _SEAL_X, middle - 14.5 * MM, t("(seal)"), Face.SERIF, 9, align="center", color="#9AA5AB")
    room = 88 * MM
    size = fit(content.issuer, Face.SERIF_BOLD, 16, room, 11)
    lines = wrap_text(content.issuer, Face.SERIF_BOLD, size, room)
    y = middle + 3 * MM + (len(lines) - 1) * size * 1.3
    for line in lines:
        put(canvas, _SEAL_X, y, line, Face.SERIF_BOLD, size, align="center", color=INK)
        y -= size * 1.3
    put(canvas, _SEAL_X, middle - 6.5 * MM, words.day(content.issued_on), Face.SERIF, 14, align="center", color=INK)


def _sample(canvas: Any) -> None:
    mark = t("[Sample]")
    put(canvas, _WIDTH - 20 * MM, _HEIGHT - 24 * MM, mark, Face.SERIF_BOLD, 16, align="right", color=BRICK)
    put(canvas, _MIDDLE, 16.2 * MM, mark, Face.SERIF, 9, align="center", color=BRICK)


def draw_qr(canvas: Any, text: str, x_pt: float, y_pt: float, side_pt: float) -> None:
    """Draw a QR code as dark rectangles, its lower left corner at a point."""
    import segno

    # A fixed mask reads as well as the best one and saves trying all eight (5 ms of a sheet's 8).
    # A long text gives up some of its spare signs rather than become too fine to print.
    level = "m" if len(text.encode()) <= _FINE_FROM else "l"
    code = segno.make_qr(text, error=level, mask=3, boost_error=False, encoding="utf-8")
    rows = list(code.matrix)
    module = side_pt / len(rows)
    # NOTE: straight into the page, in whole modules: canvas.rect() would format four numbers for each of them.
    parts = [f"q {_fill(INK)} {module:.4f} 0 0 {-module:.4f} {x_pt:.3f} {y_pt + side_pt:.3f} cm"]
    for number, row in enumerate(rows):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            parts.append(f"{start} {number} {end - start} 1 re")
            start = end
    canvas._code.append("\n".join([*parts, "f Q"]))


def _fill(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{red:.4f} {green:.4f} {blue:.4f} rg"
