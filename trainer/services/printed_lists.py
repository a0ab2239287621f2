"""Lists on paper and as workbooks: the people behind a figure, the register of certificates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.adapters.documents import words
from trainer.domain.certificates.states import State
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor
from trainer.domain.training.plan import Standing
from trainer.services.overviews import certificates as certificate_overview
from trainer.services.overviews import progress
from trainer.services.overviews.certificates import RegisterFilter, RegisterLine
from trainer.services.overviews.progress import PersonLine, Which
from trainer.services.reported_unit import board_of, issuer_of
from trainer.services.written import write_file
from trainer.wording import N_, t, tn

if TYPE_CHECKING:
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


def people_pdf(office: Office, actor: Actor, plan_id: str, unit_id: str | None, which: Which, out: Path) -> Path:
    """Write the names behind a figure as a printed list, for urging by hand.

    Raises:
        Refusal: ``plan_unknown``; ``unit_unknown``; ``no_right``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents.table_sheet import TableColumn, draw_table

    board = board_of(office, actor, plan_id, unit_id)
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
        author=issuer_of(office, board.total.name),
        is_sample=board.plan.is_demo,
    )
    return write_file(out, drawn)


def people_xlsx(office: Office, actor: Actor, plan_id: str, unit_id: str | None, which: Which, out: Path) -> Path:
    """Write the names behind a figure as a workbook; arguments and errors as :func:`people_pdf`."""
    from trainer.adapters.interchange.tables_xlsx import write_table

    board = board_of(office, actor, plan_id, unit_id)
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
    write_table(out, f"{board.plan.name} {t(_WHICH_TITLES[which])}", headers, rows)
    return out


def register_pdf(office: Office, actor: Actor, out: Path, wanted: RegisterFilter | None = None) -> Path:
    """Print the register book of certificates, with a place for the signature of collection.

    Raises:
        Refusal: ``no_right``; ``unit_unknown``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    from trainer.adapters.documents.table_sheet import TableColumn, draw_table

    lines = [line for line in certificate_overview.register(office, actor, wanted) if line.number]
    columns = [
        TableColumn(t("Certificate number"), 4.4),
        TableColumn(t("Name"), 3),
        TableColumn(t("Unit"), 5),
        TableColumn(t("Plan"), 6.2),
        TableColumn(t("Hours"), 1.3, "right"),
        TableColumn(t("Band"), 1.9),
        TableColumn(t("Issued on"), 3.3),
        TableColumn(t("State"), 2.4),
        TableColumn(t("Signature of collection"), 2.6),
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
        author=issuer_of(office, ""),
        is_landscape=True,
        is_sample=any(line.is_sample for line in lines),
    )
    return write_file(out, drawn)


def register_xlsx(office: Office, actor: Actor, out: Path, wanted: RegisterFilter | None = None) -> Path:
    """Write the register as a workbook; arguments and errors as :func:`register_pdf`."""
    from trainer.adapters.interchange.tables_xlsx import write_table

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
    write_table(out, t("Register of certificates"), headers, rows)
    return out


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
