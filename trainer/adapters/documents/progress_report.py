"""The progress of one plan on one A4 page: figures, target, units with bars, definitions, and the digest of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from trainer.adapters.documents import words
from trainer.adapters.documents.drawing import A4, BRICK, INK, LINE, MM, PETROL, QUIET, WASH, document, hairline
from trainer.adapters.documents.fonts import Face, width
from trainer.adapters.documents.text import fit, put, wrap_text
from trainer.domain.kernel.time import CHINA
from trainer.wording import t, tn


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One unit with everything below it.

    Attributes:
        depth: 0 for the unit that the report is about.
        rate: None where nobody is due.
    """

    name: str
    depth: int
    due: int
    exempt: int
    learned: int
    passed: int
    trained: int
    rate: Fraction | None
    people_needed: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the page says.

    Attributes:
        issuer: the office that makes the report.
        target: share to be reached by ``by``.
        lines: units in protocol order, the reported unit itself first.
        digest: SHA-256 of the figures, hex.
        burn_up: how many had become trained by the end of each day on which somebody did, ascending.
        is_sample: demonstration data; the page says so.
    """

    plan: str
    issuer: str
    as_of: datetime
    target: Fraction
    by: date
    is_overdue: bool
    lines: tuple[ReportLine, ...]
    digest: str
    burn_up: tuple[tuple[date, int], ...] = ()
    is_sample: bool = False

    @property
    def total(self) -> ReportLine:
        """The reported unit."""
        return self.lines[0]


_LEFT: Final = 22 * MM
_RIGHT: Final = A4[0] - 22 * MM
_ROOM: Final = _RIGHT - _LEFT
_TABLE_TOP: Final = A4[1] - 110 * MM
_TABLE_FOOT: Final = 56 * MM
_HIGHEST_ROW: Final = 8.5 * MM
_LOWEST_ROW: Final = 3.6 * MM
_HEAD_ROW: Final = 8 * MM
# Right edges of the figure columns; the bar stands between the last figure and the rate.
_EDGES: Final = {"due": 74, "learned": 88, "passed": 102, "trained": 116, "rate": 150, "needed": 166}
_BAR_FROM: Final = _LEFT + 119.5 * MM
_BAR_ROOM: Final = 16 * MM
_CHART_FOOT: Final = 44 * MM
_CHART_HIGH: Final = 52 * MM
_CHART_LOW: Final = 26 * MM
_NAME_ROOM: Final = 60 * MM


def draw_progress_report(report: Report) -> bytes:
    """Draw the page in the language in force.

    Where the tree has more units than the page has room for, the deepest levels are left out and the page says so.
    """
    shown, left_out = _that_fit(report.lines)
    with document(A4, title=report.plan, author=report.issuer, subject=report.digest) as made:
        canvas = made.canvas
        _head(canvas, report)
        _figures(canvas, report.total)
        _target(canvas, report)
        foot = _notes(canvas, report, _table(canvas, report, shown), left_out)
        _burn_up(canvas, report, foot)
        _signatures(canvas, report)
        canvas.showPage()
    return made.content


def _that_fit(lines: Sequence[ReportLine]) -> tuple[list[ReportLine], int]:
    most = int((_TABLE_TOP - _TABLE_FOOT - _HEAD_ROW) / _LOWEST_ROW) - 1  # one row is the total
    units = list(lines[1:])
    for deepest in range(max((line.depth for line in units), default=0), 0, -1):
        kept = [line for line in units if line.depth <= deepest]
        if len(kept) <= most:
            return kept, len(units) - len(kept)
    top = [line for line in units if line.depth <= 1][:most]
    return top, len(units) - len(top)


def _head(canvas: Any, report: Report) -> None:
    y = A4[1] - 26 * MM
    size = fit(report.plan, Face.SERIF_BOLD, 21, _ROOM, 13)
    for line in wrap_text(report.plan, Face.SERIF_BOLD, size, _ROOM)[:2]:
        put(canvas, A4[0] / 2, y, line, Face.SERIF_BOLD, size, align="center", color=INK)
        y -= size * 1.35
    put(canvas, A4[0] / 2, y - 1 * MM, t("Training progress"), Face.SERIF, 13, align="center", color=QUIET)
    moment = report.as_of.astimezone(CHINA)
    as_of = t("As of {day} {time}", day=words.day(moment.date()), time=f"{moment:%H:%M}")
    y = A4[1] - 45 * MM
    put(canvas, _LEFT, y, t("Unit: {name}", name=report.total.name), Face.SERIF, 10.5, color=INK)
    put(canvas, _RIGHT, y, f"{as_of}　{t('Unit of count: people')}", Face.SERIF, 10.5, align="right", color=INK)
    hairline(canvas, _LEFT, y - 2.6 * MM, _RIGHT, y - 2.6 * MM, color=INK, width_pt=1.0)
    if report.is_sample:
        put(canvas, _RIGHT, A4[1] - 16 * MM, t("[Sample]"), Face.SERIF_BOLD, 12, align="right", color=BRICK)


def _figures(canvas: Any, total: ReportLine) -> None:
    cells = (
        (t("Due"), total.due, ""),
        (t("Learned"), total.learned, _of(total.learned, total.due)),
        (t("Passed"), total.passed, _of(total.passed, total.due)),
        (t("Trained"), total.trained, _of(total.trained, total.due)),
    )
    wide = _ROOM / len(cells)
    top = A4[1] - 52 * MM
    for number, (label, value, share) in enumerate(cells):
        x = _LEFT + number * wide
        if number:
            hairline(canvas, x, top - 1 * MM, x, top - 23 * MM)
        middle = x + wide / 2
        put(canvas, middle, top - 4 * MM, label, Face.SANS, 10, align="center", color=QUIET)
        is_last = number == len(cells) - 1
        put(
            canvas,
            middle,
            top - 15.5 * MM,
            str(value),
            Face.SERIF_BOLD,
            27,
            align="center",
            color=PETROL if is_last else INK,
        )
        if share:
            put(canvas, middle, top - 21.5 * MM, share, Face.SANS, 9, align="center", color=QUIET)
        elif total.exempt:
            said = tn("{n} exempt beside them", "{n} exempt beside them", total.exempt)
            put(canvas, middle, top - 21.5 * MM, said, Face.SANS, 9, align="center", color=QUIET)


def _target(canvas: Any, report: Report) -> None:
    """Draw the share as a bar with the target as a line across it, and say what is missing."""
    total = report.total
    y, high = A4[1] - 91 * MM, 5.5 * MM
    canvas.setFillColor(WASH)
    canvas.rect(_LEFT, y, _ROOM, high, stroke=0, fill=1)
    if total.rate:
        canvas.setFillColor(PETROL)
        canvas.rect(_LEFT, y, _ROOM * float(total.rate), high, stroke=0, fill=1)
    x = _LEFT + _ROOM * float(report.target)
    canvas.setStrokeColor(BRICK)
    canvas.setLineWidth(1.4)
    canvas.line(x, y - 1.6 * MM, x, y + high + 1.6 * MM)
    target = t("target {share} by {day}", share=words.whole_share(report.target), day=words.day(report.by))
    half = width(target, Face.SANS, 9) / 2
    put(canvas, min(x, _RIGHT - half), y + high + 3 * MM, target, Face.SANS, 9, align="center", color=BRICK)
    put(canvas, _LEFT, y + high + 3 * MM, t("Rate"), Face.SANS, 9, color=QUIET)
    said = _standing(report)
    put(canvas, _LEFT, y - 8.5 * MM, said, Face.SERIF_BOLD, fit(said, Face.SERIF_BOLD, 14, _ROOM, 9), color=INK)


def _standing(report: Report) -> str:
    total, share = report.total, words.whole_share(report.target)
    if total.rate is None:
        return t("Nobody is due.")
    rate = words.share(total.rate)
    if not total.people_needed:
        return t("{rate} trained; the target of {share} is reached.", rate=rate, share=share)
    missing = tn("{n} person", "{n} people", total.people_needed)
    if report.is_overdue:
        return t(
            "{rate} trained; {missing} short of {share}, and the day is past.", rate=rate, missing=missing, share=share
        )
    return t("{rate} trained; {missing} short of {share}.", rate=rate, missing=missing, share=share)


def _table(canvas: Any, report: Report, lines: Sequence[ReportLine]) -> float:
    """Draw the units and the total; give the lower edge."""
    high = min(_HIGHEST_ROW, (_TABLE_TOP - _TABLE_FOOT - _HEAD_ROW) / (len(lines) + 1))
    size = min(10.5, high / MM * 1.9)
    y = _TABLE_TOP
    hairline(canvas, _LEFT, y, _RIGHT, y, color=INK, width_pt=1.0)
    base = y - _HEAD_ROW / 2 - 1.2 * MM
    put(canvas, _LEFT, base, t("Unit"), Face.SANS_BOLD, 9, color=INK)
    heads = {"due": t("Due"), "learned": t("Learned"), "passed": t("Passed"), "trained": t("Trained")}
    heads |= {"rate": t("Rate"), "needed": t("Still needed")}
    for key, label in heads.items():
        size_of_head = fit(label, Face.SANS_BOLD, 9, 14.5 * MM, 5)
        put(canvas, _LEFT + _EDGES[key] * MM, base, label, Face.SANS_BOLD, size_of_head, align="right", color=INK)
    y -= _HEAD_ROW
    hairline(canvas, _LEFT, y, _RIGHT, y, color=INK, width_pt=0.6)
    for line in lines:
        _unit(canvas, report, line, y, high, size, is_total=False)
        y -= high
        hairline(canvas, _LEFT, y, _RIGHT, y, width_pt=0.35)
    hairline(canvas, _LEFT, y, _RIGHT, y, color=INK, width_pt=0.6)
    _unit(canvas, report, report.total, y, high, size, is_total=True)
    y -= high
    hairline(canvas, _LEFT, y, _RIGHT, y, color=INK, width_pt=1.0)
    return y


def _unit(
    canvas: Any, report: Report, line: ReportLine, top: float, high: float, size: float, *, is_total: bool
) -> None:
    base = top - high / 2 - size * 0.35
    plain, heavy = (Face.SANS_BOLD, Face.SANS_BOLD) if is_total else (Face.SANS, Face.SANS_BOLD)
    name = t("Total") if is_total else line.name
    indent = 0.0 if is_total else (line.depth - 1) * 3.2 * MM
    room = _NAME_ROOM - indent
    put(canvas, _LEFT + indent, base, name, plain, fit(name, plain, size, room, size * 0.4), color=INK)
    for key, value in (
        ("due", line.due),
        ("learned", line.learned),
        ("passed", line.passed),
        ("trained", line.trained),
    ):
        put(canvas, _LEFT + _EDGES[key] * MM, base, str(value), plain, size, align="right", color=INK)
    thick = min(3.2 * MM, high * 0.46)
    low = top - high / 2 - thick / 2
    canvas.setFillColor(WASH)
    canvas.rect(_BAR_FROM, low, _BAR_ROOM, thick, stroke=0, fill=1)
    if line.rate:
        canvas.setFillColor(PETROL)
        canvas.rect(_BAR_FROM, low, _BAR_ROOM * float(line.rate), thick, stroke=0, fill=1)
    mark = _BAR_FROM + _BAR_ROOM * float(report.target)
    hairline(canvas, mark, low - 0.5 * MM, mark, low + thick + 0.5 * MM, color=BRICK, width_pt=0.8)
    put(canvas, _LEFT + _EDGES["rate"] * MM, base, words.share(line.rate), plain, size, align="right", color=INK)
    needed = str(line.people_needed) if line.people_needed else "—"
    face = heavy if line.people_needed else plain
    put(canvas, _LEFT + _EDGES["needed"] * MM, base, needed, face, size, align="right", color=INK)


def _notes(canvas: Any, report: Report, foot: float, left_out: int) -> float:
    notes = [
        t(
            "Due: in scope on the day of the report, without approved exemptions. Learned: all lessons and hours of the plan."
        ),
        t("Passed: the plan's examination. Trained: both learned and passed. Rate: trained of due, cut off."),
        t("Still needed: whole people short of {share}.", share=words.whole_share(report.target)),
    ]
    if left_out:
        notes.insert(0, tn("{n} unit has no room here.", "{n} units have no room here.", left_out))
    y = foot - 6 * MM
    for line in wrap_text(" ".join(notes), Face.SANS, 7.5, _ROOM):
        put(canvas, _LEFT, y, line, Face.SANS, 7.5, color=QUIET)
        y -= 4 * MM
    put(canvas, _LEFT, y, f"SHA-256  {report.digest}", Face.SANS, 6.5, color=QUIET)
    return y


def _burn_up(canvas: Any, report: Report, foot: float) -> None:
    """Draw how the trained grew towards the target, where the table leaves room for it."""
    top = foot - 13 * MM
    bottom = max(_CHART_FOOT, top - _CHART_HIGH)
    if top - bottom < _CHART_LOW or not report.burn_up or not report.total.due:
        return
    left, right = _LEFT + 10 * MM, _RIGHT - 4 * MM
    today = report.as_of.astimezone(CHINA).date()
    first = min(report.burn_up[0][0], today)
    days = max(1, (max(report.by, today) - first).days)
    most = max(report.total.due, report.burn_up[-1][1])

    def place(day: date, people: float) -> tuple[float, float]:
        return left + (right - left) * (day - first).days / days, bottom + (top - bottom) * people / most

    put(canvas, _LEFT, top + 4 * MM, t("People trained by day"), Face.SANS_BOLD, 9, color=INK)
    for people in (0, report.total.due):
        y = place(first, people)[1]
        hairline(canvas, left, y, right, y, color=LINE)
        put(canvas, left - 1.5 * MM, y - 0.9 * MM, str(people), Face.SANS, 7.5, align="right", color=QUIET)
    wanted = -(-(report.total.due * report.target).numerator // (report.total.due * report.target).denominator)
    y = place(first, wanted)[1]
    hairline(canvas, left, y, right, y, color=BRICK, width_pt=0.9)
    put(canvas, left - 1.5 * MM, y - 0.9 * MM, str(wanted), Face.SANS, 7.5, align="right", color=BRICK)
    path = canvas.beginPath()
    path.moveTo(*place(first, 0))
    before = 0
    for day, people in report.burn_up:
        path.lineTo(*place(day, before))
        path.lineTo(*place(day, people))
        before = people
    path.lineTo(*place(max(today, report.burn_up[-1][0]), before))
    canvas.setStrokeColor(PETROL)
    canvas.setLineWidth(1.8)
    canvas.setLineJoin(1)
    canvas.drawPath(path, stroke=1, fill=0)
    for day, align in ((first, "left"), (max(report.by, today), "right")):
        put(canvas, place(day, 0)[0], bottom - 4 * MM, words.day(day), Face.SANS, 7.5, align=align, color=QUIET)


def _signatures(canvas: Any, report: Report) -> None:
    y = 27 * MM
    blank = "＿＿＿＿＿＿"
    cells = (
        t("Filled in by: {blank}", blank=blank),
        t("Checked by: {blank}", blank=blank),
        t("Head of unit: {blank}", blank=blank),
    )
    for number, said in enumerate(cells):
        put(canvas, _LEFT + number * _ROOM / 3, y, said, Face.SERIF, 10, color=INK)
    y -= 8 * MM
    made = t("Made by: {name}", name=report.issuer)
    put(canvas, _LEFT, y, made, Face.SERIF, fit(made, Face.SERIF, 10, 100 * MM, 6), color=INK)
    filled = t("Date: {day}", day=words.day(report.as_of.astimezone(CHINA).date()))
    put(canvas, _RIGHT, y, f"{filled}　{t('(seal)')}", Face.SERIF, 10, align="right", color=INK)


def _of(part: int, whole: int) -> str:
    return words.share(Fraction(part, whole)) if whole else ""
