"""Printed documents and exported tables: values are gathered here, drawn in ``adapters.documents``, written whole or not at all.

Lists of people and of certificates are in ``services.printed_lists`` and offered here too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.adapters.documents import words
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.roles import Actor
from trainer.services.overviews import progress
from trainer.services.overviews.progress import PlanBoard
from trainer.services.printed_lists import people_pdf, people_xlsx, register_pdf, register_xlsx
from trainer.services.reported_unit import board_of, issuer_of
from trainer.services.written import write_file
from trainer.wording import current_language, t

if TYPE_CHECKING:
    from trainer.adapters.documents.progress_report import Report
    from trainer.services.accounts import Slip
    from trainer.services.office import Office

__all__ = [
    "figures_digest",
    "lesson_pdf",
    "people_pdf",
    "people_xlsx",
    "progress_pdf",
    "progress_xlsx",
    "register_pdf",
    "register_xlsx",
    "slips_pdf",
]


def progress_pdf(office: Office, actor: Actor, plan_id: str, unit_id: str | None, out: Path) -> Path:
    """Write the progress of a plan as one A4 page.

    Args:
        unit_id: None for the highest unit of the plan that the actor may see.

    Raises:
        Refusal: ``plan_unknown``; ``unit_unknown``; ``no_right``; ``text_not_drawable``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents import progress_report

    board = board_of(office, actor, plan_id, unit_id)
    report = _report(office, board, progress.burn_up(office, actor, plan_id, board.total.unit_id))
    _check_drawable([report.plan, report.issuer, *(line.name for line in report.lines)])
    return write_file(out, progress_report.draw_progress_report(report))


def progress_xlsx(office: Office, actor: Actor, plan_id: str, unit_id: str | None, out: Path) -> Path:
    """Write the same figures as a workbook, all units in it; arguments and errors as :func:`progress_pdf`."""
    from trainer.adapters.interchange.tables_xlsx import write_table

    board = board_of(office, actor, plan_id, unit_id)
    headers = [
        t("Unit"),
        t("Code"),
        t("Due"),
        t("Exempt"),
        t("Learned"),
        t("Passed"),
        t("Trained"),
        t("Rate"),
        t("Still needed"),
    ]
    lines = [*board.units[1:], board.total]
    rows = [
        [
            t("Total") if line is board.total else "　" * (line.depth - board.total.depth - 1) + line.name,
            line.code,
            line.due,
            line.exempt,
            line.learned,
            line.passed,
            line.trained,
            words.share(line.rate),
            line.people_needed,
        ]
        for line in lines
    ]
    write_table(out, _progress_title(board), headers, rows)
    return out


def lesson_pdf(office: Office, lesson_code: str, out: Path, one_page: bool = False) -> Path:
    """Print a lesson: its one-page summary on one sheet, or all of it.

    Raises:
        Refusal: ``lesson_unknown``; ``lesson_without_one_page``; ``one_page_too_long``.
        Fault: ``lesson_unreadable``; ``figure_unreadable``; ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.content import library
    from trainer.adapters.documents import lesson_sheet

    lesson = library.lesson(lesson_code, office.home.courses)
    draw = lesson_sheet.draw_one_page if one_page else lesson_sheet.draw_lesson
    return write_file(out, draw(lesson, current_language()))


def slips_pdf(office: Office, slips: Iterable[Slip], out: Path) -> Path:
    """Print activation slips, eight on a page.

    The codes exist nowhere else in clear: the file is for its owner only and should be deleted after printing.

    Raises:
        Refusal: ``no_slips``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents.activation_slips import PrintedSlip, draw_slips

    printed = [PrintedSlip(slip.name, slip.unit_name, slip.staff_no, slip.code) for slip in slips]
    if not printed:
        raise Refusal("no_slips")
    return write_file(out, draw_slips(printed, issuer_of(office, printed[0].unit)), is_private=True)


def figures_digest(board: PlanBoard) -> str:
    """Give the SHA-256 of the figures of a board, hex: two prints with the same digest say the same."""
    said = {
        "plan": board.plan.id,
        "as_of": board.as_of.astimezone(CHINA).isoformat(timespec="seconds"),
        "target": str(board.stage.share),
        "by": board.stage.by.isoformat(),
        "units": [
            [line.code, line.due, line.exempt, line.learned, line.passed, line.trained, line.people_needed]
            for line in board.units
        ],
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _report(office: Office, board: PlanBoard, burn_up: list[tuple[date, int]]) -> Report:
    from trainer.adapters.documents.progress_report import Report, ReportLine

    lines = tuple(
        ReportLine(
            line.name,
            line.depth - board.total.depth,
            line.due,
            line.exempt,
            line.learned,
            line.passed,
            line.trained,
            line.rate,
            line.people_needed,
        )
        for line in board.units
    )
    return Report(
        board.plan.name,
        issuer_of(office, board.total.name),
        board.as_of,
        board.stage.share,
        board.stage.by,
        board.is_overdue,
        lines,
        figures_digest(board),
        tuple(burn_up),
        board.plan.is_demo,
    )


def _check_drawable(texts: Iterable[str]) -> None:
    from trainer.adapters.documents import fonts

    for text in texts:
        if missing := fonts.undrawable(text):
            raise Refusal("text_not_drawable", text=text, characters="、".join(missing))


def _progress_title(board: PlanBoard) -> str:
    return t(
        "{plan}: {unit}, as of {day}, target {share} by {by}",
        plan=board.plan.name,
        unit=board.total.name,
        day=words.day(local_date(board.as_of)),
        share=words.share(board.stage.share),
        by=words.day(board.stage.by),
    )
