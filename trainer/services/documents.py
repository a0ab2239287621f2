"""Printed documents and exported tables: values are gathered here, drawn in ``adapters.documents``, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.adapters.documents import words
from trainer.domain.certificates.states import State
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import CHINA, local_date
from trainer.domain.people.roles import Actor
from trainer.domain.training.plan import Standing
from trainer.services import settings
from trainer.services.overviews import certificates as certificate_overview
from trainer.services.overviews import progress
from trainer.services.overviews.certificates import RegisterFilter, RegisterLine
from trainer.services.overviews.progress import PersonLine, PlanBoard, Which
from trainer.services.written import write_file
from trainer.wording import N_, current_language, t, tn

if TYPE_CHECKING:
    from trainer.adapters.documents.progress_report import Report
    from trainer.services.accounts import Slip
    from trainer.services.office import Office

_WHICH_TITLES: dict[Which, str] = {
    Which.DUE: N_("People due"),
    Which.EXEMPT: N_("People exempt"),
    Which.LEARNED: N_("People who have learned"),
    Which.PASSED: N_("People who have passed"),
    Which.TRAINED: N_("People trained"),
    Which.MISSING: N_("People not yet trained"),
}
_STATES: dict[State, str] = {
    State.APPROVED: N_("approved"),
    State.ISSUED: N_("issued"),
    State.REVOKED: N_("revoked"),
    State.SUPERSEDED: N_("replaced"),
}


def progress_pdf(office: Office, actor: Actor, plan_id: str, unit_id: str | None, out: Path) -> Path:
    """Write the progress of a plan as one A4 page.

    Args:
        unit_id: None for the highest unit of the plan that the actor may see.

    Raises:
        Refusal: ``plan_unknown``; ``unit_unknown``; ``no_right``; ``text_not_drawable``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents import progress_report

    board = _board(office, actor, plan_id, unit_id)
    report = _report(office, board, progress.burn_up(office, actor, plan_id, board.total.unit_id))
    _check_drawable([report.plan, report.issuer, *(line.name for line in report.lines)])
    return write_file(out, progress_report.draw_progress_report(report))


def progress_xlsx(office: Office, actor: Actor, plan_id: str, unit_id: str | None, out: Path) -> Path:
    """Write the same figures as a workbook, all units in it; arguments and errors as :func:`progress_pdf`."""
    board = _board(office, actor, plan_id, unit_id)
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
    _write_table(out, _progress_title(board), headers, rows)
    return out


def people_pdf(office: Office, actor: Actor, plan_id: str, unit_id: str | None, which: Which, out: Path) -> Path:
    """Write the names behind a figure as a printed list, for urging by hand.

    Raises:
        Refusal: ``plan_unknown``; ``unit_unknown``; ``no_right``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents.table_sheet import TableColumn, draw_table

    board = _board(office, actor, plan_id, unit_id)
    people = progress.people(office, actor, plan_id, board.total.unit_id, which)
    columns = [
        TableColumn(t("No."), 1.2, "right"),
        TableColumn(t("Unit"), 5),
        TableColumn(t("Name"), 3.4),
        TableColumn(t("Post"), 4),
        TableColumn(t("Hours"), 1.6, "right"),
        TableColumn(t("Learned"), 2.6, "center"),
        TableColumn(t("Passed"), 2.6, "center"),
        TableColumn(t("Remarks"), 3.6),
    ]
    rows = [
        [
            str(number),
            person.unit_name,
            person.name,
            person.post,
            words.hours(person.hours),
            _day(person.learned_at),
            _day(person.passed_at),
            _remark(person),
        ]
        for number, person in enumerate(people, 1)
    ]
    subtitle = t(
        "{unit}, {plan}, as of {day}: {people}",
        unit=board.total.name,
        plan=board.plan.name,
        day=_day(board.as_of),
        people=tn("{n} person", "{n} people", len(people)),
    )
    drawn = draw_table(
        t(_WHICH_TITLES[which]),
        subtitle,
        columns,
        rows,
        author=_issuer(office, board.total.name),
        is_sample=board.plan.is_demo,
    )
    return write_file(out, drawn)


def people_xlsx(office: Office, actor: Actor, plan_id: str, unit_id: str | None, which: Which, out: Path) -> Path:
    """Write the names behind a figure as a workbook; arguments and errors as :func:`people_pdf`."""
    board = _board(office, actor, plan_id, unit_id)
    people = progress.people(office, actor, plan_id, board.total.unit_id, which)
    headers = [
        t("No."),
        t("Unit"),
        t("Name"),
        t("Staff number"),
        t("Post"),
        t("Tier"),
        t("Hours"),
        t("Learned"),
        t("Passed"),
        t("Trained"),
        t("Remarks"),
    ]
    rows = [
        [
            number,
            person.unit_name,
            person.name,
            person.staff_no,
            person.post,
            person.tier,
            round(float(person.hours), 2),
            _iso(person.learned_at),
            _iso(person.passed_at),
            _iso(person.trained_at),
            _remark(person),
        ]
        for number, person in enumerate(people, 1)
    ]
    _write_table(out, f"{board.plan.name} {t(_WHICH_TITLES[which])}", headers, rows)
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
    return write_file(out, draw_slips(printed, _issuer(office, printed[0].unit)), is_private=True)


def register_pdf(office: Office, actor: Actor, out: Path, wanted: RegisterFilter | None = None) -> Path:
    """Print the register book of certificates, with a place for the signature of collection.

    Raises:
        Refusal: ``no_right``; ``unit_unknown``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents.table_sheet import TableColumn, draw_table

    lines = [line for line in certificate_overview.register(office, actor, wanted) if line.number]
    columns = [
        TableColumn(t("Certificate number"), 4.8),
        TableColumn(t("Name"), 3.2),
        TableColumn(t("Unit"), 4.6),
        TableColumn(t("Plan"), 4.8),
        TableColumn(t("Hours"), 1.5, "right"),
        TableColumn(t("Band"), 2),
        TableColumn(t("Issued on"), 3),
        TableColumn(t("State"), 3),
        TableColumn(t("Signature of collection"), 3),
    ]
    rows = [
        [
            line.number,
            line.name,
            line.unit_name,
            line.plan_name,
            words.hours(line.hours) if line.hours is not None else "",
            words.band(line.band) if line.band else "",
            words.day(line.issued_on) if line.issued_on else "",
            _state(line),
            "",
        ]
        for line in lines
    ]
    now = office.clock.now()
    said = tn("{n} certificate", "{n} certificates", len(lines))
    drawn = draw_table(
        t("Register of certificates"),
        t("As of {day}: {people}", day=_day(now), people=said),
        columns,
        rows,
        author=_issuer(office, ""),
        is_landscape=True,
        is_sample=any(line.is_sample for line in lines),
    )
    return write_file(out, drawn)


def register_xlsx(office: Office, actor: Actor, out: Path, wanted: RegisterFilter | None = None) -> Path:
    """Write the register as a workbook; arguments and errors as :func:`register_pdf`."""
    headers = [
        t("Certificate number"),
        t("Printed number"),
        t("Name"),
        t("Staff number"),
        t("Unit"),
        t("Plan"),
        t("Hours"),
        t("Band"),
        t("Completed on"),
        t("Issued on"),
        t("State"),
        t("Reason"),
    ]
    rows = [
        [
            line.number,
            line.shown_number,
            line.name,
            line.staff_no,
            line.unit_name,
            line.plan_name,
            round(float(line.hours), 2) if line.hours is not None else None,
            words.band(line.band) if line.band else "",
            line.earned_on,
            line.issued_on,
            t(_STATES[line.state]),
            line.reason,
        ]
        for line in certificate_overview.register(office, actor, wanted)
    ]
    _write_table(out, t("Register of certificates"), headers, rows)
    return out


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


def _board(office: Office, actor: Actor, plan_id: str, unit_id: str | None) -> PlanBoard:
    """Give the board of a plan, cut down to one unit and those below it."""
    board = progress.plan_board(office, actor, plan_id)
    assert board is not None  # a plan was named
    if unit_id is None or unit_id == board.total.unit_id:
        return board
    start = next((n for n, line in enumerate(board.units) if line.unit_id == unit_id), None)
    if start is None:
        raise Refusal("unit_unknown")
    top = board.units[start]
    end = start + 1
    while end < len(board.units) and board.units[end].depth > top.depth:
        end += 1
    return replace(board, units=board.units[start:end], is_overdue=top.people_needed > 0 and board.days_left < 0)


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
        _issuer(office, board.total.name),
        board.as_of,
        board.stage.share,
        board.stage.by,
        board.is_overdue,
        lines,
        figures_digest(board),
        tuple(burn_up),
        board.plan.is_demo,
    )


def _issuer(office: Office, otherwise: str) -> str:
    return settings.get(office, settings.OFFICE_NAME).strip() or otherwise


def _check_drawable(texts: Iterable[str]) -> None:
    from trainer.adapters.documents import fonts

    for text in texts:
        if missing := fonts.undrawable(text):
            raise Refusal("text_not_drawable", text=text, characters="、".join(missing))


def _write_table(out: Path, title: str, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from trainer.adapters.interchange.tables_xlsx import write_table

    write_table(out, title, headers, rows)


def _progress_title(board: PlanBoard) -> str:
    return t(
        "{plan}: {unit}, as of {day}, target {share} by {by}",
        plan=board.plan.name,
        unit=board.total.name,
        day=_day(board.as_of),
        share=words.share(board.stage.share),
        by=words.day(board.stage.by),
    )


def _day(moment: datetime | None) -> str:
    return words.day(local_date(moment)) if moment else ""


def _iso(moment: datetime | None) -> str | None:
    return local_date(moment).isoformat() if moment else None


def _remark(person: PersonLine) -> str:
    if person.standing is Standing.EXEMPT:
        return t("Exempt: {reason}", reason=person.reason)
    return t("Overdue") if person.is_overdue else ""


def _state(line: RegisterLine) -> str:
    said = t(_STATES[line.state])
    return f"{said}：{line.reason}" if line.reason else said
