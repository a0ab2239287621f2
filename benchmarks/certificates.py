"""1,000 certificates in one PDF: through our own path, beside the same pages set by typst.

Our path is the one of the office: approved people are numbered, signed, drawn, each finished sheet is stored with its digest,
and the stored sheets are put into one file. The yardstick sets the same words, fonts and QR codes with the fastest other
library and stores nothing. typst is needed here only and may be missing.
"""

from __future__ import annotations

import io
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.builders.office import HOME_ID, NOON, make_office
from tests.builders.training import LESSONS, STAGES, Roster
from trainer.adapters.documents import certificate_sheet, fonts, pdfium, words
from trainer.adapters.storage.tables import exams, learning, people
from trainer.domain.certificates.content import Content
from trainer.domain.certificates.states import State
from trainer.domain.kernel.ids import content_id
from trainer.domain.people.roles import PROGRAM
from trainer.domain.people.units import Unit
from trainer.services import certificates
from trainer.services.office import Office
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.settings import change_settings
from trainer.wording import t, using

MANY = 1_000
ROUNDS = 3
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰"
_PASSED = datetime(2025, 4, 7, 3, tzinfo=UTC)


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        office = make_office(place)
        plan_id = _people(office)
        certificates.approve(office, PROGRAM, plan_id, _ids())
        began = time.perf_counter()
        outcome, _ = certificates.issue(office, PROGRAM, plan_id=plan_id)
        issued_s = time.perf_counter() - began
        assert len(outcome.issued) == MANY
        out = place / "all.pdf"
        printed_s = _best(lambda: certificates.print_batch(office, PROGRAM, plan_id=plan_id, out=out))
        with office.database.read() as uow:
            contents = [one.content for one in uow.certificates.of_plan(plan_id, [State.ISSUED]) if one.content]
        office.database.close()
        drawn_s = _best(lambda: pdfium.merged([certificate_sheet.draw_certificate(one) for one in contents]))
        yardstick = _typst(place, contents)
        size_mb = out.stat().st_size / 1e6
    rows: list[dict[str, Any]] = [
        _row("drawn and put into one PDF", MANY / drawn_s, yardstick),
        _row("issued (number, signature, sheet stored) and printed", MANY / (issued_s + printed_s), yardstick),
        _row("printed again from the stored sheets", MANY / printed_s, yardstick),
        {"figure": "size of the PDF", "value": round(size_mb, 1), "unit": "MB"},
    ]
    if yardstick is None:
        rows.append({"figure": "typst is not installed: no yardstick", "value": 0, "unit": ""})
    return {"name": f"{MANY} certificates in one PDF", "rows": rows}


def _row(figure: str, pages_per_s: float, yardstick: float | None) -> dict[str, Any]:
    row: dict[str, Any] = {"figure": figure, "value": round(pages_per_s), "unit": "pages/s"}
    if yardstick is not None:
        row |= {"yardstick": "typst, one PDF", "yardstick_value": round(yardstick)}
        row["ratio"] = round(pages_per_s / yardstick, 2)
    return row


def _best(work: Any) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return sorted(times)[ROUNDS // 2]


def _typst(place: Path, contents: list[Content]) -> float | None:
    """Give pages per second of the yardstick; None where typst is not installed."""
    try:
        import typst
    except ImportError:
        return None

    def compiled() -> None:
        (place / "people.json").write_text(json.dumps([_fields(one) for one in contents]), "utf-8")
        (place / "sheet.typ").write_text(_TEMPLATE, "utf-8")
        made = typst.compile(
            place / "sheet.typ", root=str(place), font_paths=[str(fonts.folder())], ignore_system_fonts=True
        )
        (place / "typst.pdf").write_bytes(made)

    seconds = _best(compiled)
    pages = pdfium.texts((place / "typst.pdf").read_bytes())
    assert len(pages) == len(contents)
    assert all(one.name in page for one, page in zip(contents, pages, strict=True))
    return len(contents) / seconds


def _fields(one: Content) -> dict[str, str]:
    import segno

    out = io.BytesIO()
    segno.make_qr(one.qr_text, error="m", mask=3, boost_error=False, encoding="utf-8").save(
        out, kind="svg", border=0, xmldecl=False, svgns=True
    )
    with using("zh"):
        body = t(
            "took part in “{plan}”, completed {hours} class hours and passed “{exam}” on {day} in the band “{band}”.",
            plan=one.plan,
            hours=words.hours(one.hours),
            exam=one.exam,
            day=words.day(one.earned_on),
            band=words.band(one.band),
        )
        issued = words.day(one.issued_on)
    return {
        "shown": one.shown_number,
        "name": one.name,
        "unit": one.unit,
        "body": body,
        "number": one.number,
        "code": one.check_code,
        "issuer": one.issuer,
        "issued": issued,
        "qr": out.getvalue().decode("utf-8"),
    }


_TEMPLATE = """
#set page(width: 297mm, height: 210mm, margin: 0mm)
#set text(font: "Noto Serif SC", lang: "zh")
#let petrol = rgb("#1F5F7A")
#let quiet = rgb("#5B6870")
#for p in json("people.json") [
  #place(dx: 10mm, dy: 10mm, rect(width: 277mm, height: 190mm, stroke: 1.2pt + petrol))
  #place(dx: 12.4mm, dy: 12.4mm, rect(width: 272.2mm, height: 185.2mm, radius: 5mm, stroke: 0.4pt + petrol))
  #place(dy: 30mm, block(width: 100%, align(center, text(40pt, weight: "bold", fill: petrol, tracking: 14pt)[合格证书])))
  #place(dy: 51mm, block(width: 100%, align(center, text(12.5pt, fill: quiet, p.shown))))
  #place(dy: 68mm, block(width: 100%, align(center, text(36pt, weight: "bold", p.name))))
  #place(dx: 116.5mm, dy: 86.5mm, line(length: 64mm, stroke: 0.6pt + rgb("#C9D1D5")))
  #place(dy: 91mm, block(width: 100%, align(center, text(14pt, fill: quiet, p.unit))))
  #place(dx: 42.5mm, dy: 106mm, block(width: 212mm, par(leading: 13.6pt, first-line-indent: 2em, text(17pt, p.body))))
  #place(dx: 54.5mm, dy: 127mm, text(17pt)[特发此证。])
  #place(dx: 42.5mm, dy: 154.5mm, image(bytes(p.qr), format: "svg", width: 29mm))
  #place(dx: 76.5mm, dy: 156mm, text(8.5pt, fill: quiet)[证书编号])
  #place(dx: 76.5mm, dy: 160mm, text(12pt, p.number))
  #place(dx: 76.5mm, dy: 167mm, text(8.5pt, fill: quiet)[校验码])
  #place(dx: 76.5mm, dy: 171mm, text(12pt, p.code))
  #place(dx: 76.5mm, dy: 180mm, text(8.5pt, fill: quiet)[扫描二维码，或凭编号与校验码核验])
  #place(dx: 206mm, dy: 148mm, circle(radius: 21mm, stroke: (paint: rgb("#C9D1D5"), thickness: 0.5pt, dash: "dashed")))
  #place(dx: 177mm, dy: 162mm, block(width: 100mm, align(center, text(16pt, weight: "bold", p.issuer))))
  #place(dx: 177mm, dy: 171mm, block(width: 100mm, align(center, text(14pt, p.issued))))
  #place(dx: 177mm, dy: 181mm, block(width: 100mm, align(center, text(9pt, fill: rgb("#9AA5AB"))[（盖章处）])))
  #pagebreak(weak: true)
]
"""


def _ids() -> list[str]:
    return [content_id("cadre", f"certified {number}") for number in range(MANY)]


def _people(office: Office) -> str:
    """Put a bureau of people who have learned and passed into the tables; give the plan's id."""
    roster = Roster(office)
    banner = roster.unit("banner", name="安和旗")
    bureaus = [
        roster.unit(f"b{n}", banner, name=f"{name}局")
        for n, name in enumerate(("民政", "教育", "财政", "税务", "统计"))
    ]
    exam_id = roster.exam(banner)
    rows: dict[Any, list[dict[str, Any]]] = {}
    for number, cadre_id in enumerate(_ids()):
        for table, row in _facts(number, cadre_id, bureaus[number % len(bureaus)], exam_id):
            rows.setdefault(table, []).append(row)
    with office.database.write() as uow:
        for table, many in rows.items():
            uow.connection.execute(table.insert(), many)
    change_settings(
        office, PROGRAM, {"office.area_code": "152200", "certificate.prefix": "兴电培", "office.name": "安和旗委组织部"}
    )
    draft = PlanDraft("2025年办公自动化与电子政务轮训", banner.id, STAGES, LESSONS, exam_id=exam_id)
    return create_plan(office, PROGRAM, draft)[0].id


def _facts(number: int, cadre_id: str, unit: Unit, exam_id: str) -> list[tuple[Any, dict[str, Any]]]:
    name = _SURNAMES[number % 20] + _GIVEN[number // 20 % len(_GIVEN)] + _GIVEN[number % len(_GIVEN)]
    paper, sitting = content_id("paper", cadre_id), content_id("sitting", cadre_id)
    person = {
        "id": cadre_id,
        "staff_no": f"S{number:05}",
        "name": name,
        "name_key": name,
        "unit_id": unit.id,
        "tier": "T2",
        "category": "civil_servant",
        "employment": "active",
        "is_demo": False,
        "home_id": HOME_ID,
        "updated_at": NOON,
    }
    place = {"cadre_id": cadre_id, "unit_id": unit.id, "home_id": HOME_ID}
    lessons = [
        {**place, "lesson": lesson, "lesson_version": 1, "opened_at": _PASSED, "touched_at": _PASSED}
        | {"completed_at": _PASSED, "hours": "8"}
        for lesson in LESSONS
    ]
    sat = {**place, "exam_id": exam_id, "attempt": 1}
    return [
        (people.cadre, person),
        *((learning.lesson_progress, lesson) for lesson in lessons),
        (
            exams.paper,
            {"id": paper, "exam_id": exam_id, "cadre_id": cadre_id, "attempt": 1, "seed": "s", "content": {}}
            | {"digest": "", "made_at": _PASSED},
        ),
        (
            exams.sitting,
            {**sat, "id": sitting, "paper_id": paper, "state": "handed_in", "limit_s": 3600, "started_at": _PASSED}
            | {"closes_at": _PASSED, "handed_in_at": _PASSED},
        ),
        (
            exams.result,
            {**sat, "id": content_id("result", cadre_id), "sitting_id": sitting, "marks": "85", "of": "100"}
            | {"shown": "85.00", "band": "good", "is_passed": True, "slots": [], "rules_version": ""}
            | {"made_at": _PASSED, "is_current": True},
        ),
    ]
