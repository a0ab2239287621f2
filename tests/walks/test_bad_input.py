"""Bad rosters, odd names, lost content: each is told with what to do, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import rosters
from tests.builders.content import Content
from tests.builders.office import NOON
from tests.builders.rosters import lines, row
from tests.builders.training import LESSONS, STAGES, Roster
from tests.builders.whole_program import rows_in, rows_of, run, spoken
from trainer.adapters.content import compiled
from trainer.adapters.documents.pdfium import texts
from trainer.bootstrap import open_office
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.platform import paths
from trainer.platform.clock import FixedClock
from trainer.services import settings
from trainer.services.plans import PlanDraft, create_plan
from trainer.services.read_lesson import note_place, open_lesson, save_note
from trainer.wording import using


def _cut(folder: Path) -> Path:
    path = rosters.xlsx(folder / "a.xlsx", lines(row(n) for n in range(1, 50)))
    path.write_bytes(path.read_bytes()[:3000])
    return path


def _empty(folder: Path) -> Path:
    (folder / "a.xlsx").write_bytes(b"")
    return folder / "a.xlsx"


def _blank_sheets(folder: Path) -> Path:
    return rosters.xlsx(folder / "a.xlsx", {"Sheet1": [], "Sheet2": []})


def _no_header(folder: Path) -> Path:
    return rosters.xlsx(folder / "a.xlsx", [["关于报送花名册的通知"], ["各单位："], ["请于月底前报送。"]])


def _locked(folder: Path) -> Path:
    return rosters.locked(rosters.xlsx(folder / "a.xlsx", lines([row(1)])), "旗县2025")


def _letter_as_table(folder: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return folder / "a.xlsx"


def _sheet_of_paper(folder: Path) -> Path:
    (folder / "a.xls").write_bytes(b"%PDF-1.7\n" + b"x" * 2000)
    return folder / "a.xls"


def _picture(folder: Path) -> Path:
    (folder / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return folder / "a.xlsx"


def _huge(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text("姓名,单位\n" + "王强,财政局\n" * 100_001, "utf-8")
    return path


def _missing(folder: Path) -> Path:
    return folder / "没有.xlsx"


def _folder(folder: Path) -> Path:
    (folder / "a.xlsx").mkdir()
    return folder / "a.xlsx"


@pytest.mark.parametrize(
    ("make", "code", "ends"),
    [
        (_cut, "table_broken", 3),
        (_empty, "table_empty", 3),
        (_blank_sheets, "roster_no_header", 3),
        (_no_header, "roster_no_header", 3),
        (_locked, "table_password_needed", 3),
        (_letter_as_table, "file_not_a_table", 3),
        (_sheet_of_paper, "file_not_a_table", 3),
        (_picture, "file_not_a_table", 3),
        (_huge, "table_too_many_rows", 3),
        (_missing, "file_unreadable", 4),
        (_folder, "file_unreadable", 4),
    ],
)
def test_a_roster_that_is_none_is_told_and_the_people_stay(
    tmp_path: Path, make: Callable[[Path], Path], code: str, ends: int
) -> None:
    home = tmp_path / "家 home"
    (tmp_path / "bad").mkdir()
    good = rosters.xlsx(tmp_path / "突泉县教育局.xlsx", lines([row(1), row(2)]))
    assert run(home, "roster", "import", str(good))[0] == 0
    before = rows_in(home)
    bad = make(tmp_path / "bad")
    for language in ("zh", "en"):
        with using(language):
            ended, said = run(home, "--lang", language, "roster", "import", str(bad))
        assert (ended, said["error"]["code"]) == (ends, code)
        assert said["error"]["message"]
        assert said["error"]["next_step"]
        assert "?" not in said["error"]["message"]
    assert rows_in(home) == before


def test_a_lesson_whose_file_is_lost_says_so_and_keeps_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content(tmp_path / "shipped")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: content.root / folder)
    monkeypatch.setattr(compiled, "_stamped", {})
    office = open_office(tmp_path / "家 home", clock=FixedClock(NOON))
    roster = Roster(office)
    unit = roster.unit("B", name="安和旗民政局")
    learner = Actor(roster.cadre(unit, "萨仁"), "", (Grant(Role.LEARNER, unit.id, unit.path),))
    open_lesson(office, learner, "L2001")
    note_place(office, learner, "L2001", 1, 0)
    save_note(office, learner, "L2001", 1, "记住提交")
    before = rows_of(office)
    lesson = content.courses / "C20" / "L2001.md"
    whole = lesson.read_bytes()

    lesson.write_bytes(b"\xff\xfe broken")
    with pytest.raises((Fault, Refusal)) as told:
        open_lesson(office, learner, "L2001")
    spoken(told.value.code, told.value.facts)
    lesson.unlink()
    with pytest.raises((Fault, Refusal)) as told:
        open_lesson(office, learner, "L2001")
    spoken(told.value.code, told.value.facts)
    assert rows_of(office) == before

    lesson.write_bytes(whole)
    again = open_lesson(office, learner, "L2001")
    assert (again.progress.place_screen, again.progress.place_block) == (1, 0)
    assert list(again.notes) == [1]
    office.database.close()


@pytest.mark.parametrize("folder", ["courses", "question_bank"])
def test_a_program_that_lost_its_content_opens_and_the_checks_say_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    content, real = Content(tmp_path / "shipped"), paths.shipped
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        paths, "shipped", lambda name: content.root / name if name in {"courses", "question_bank"} else real(name)
    )
    monkeypatch.setattr(compiled, "_stamped", {})
    home = tmp_path / "家 home"
    assert run(home, "bank", "stats")[1]["questions"] == 2
    shutil.rmtree(content.root / folder)
    assert run(home, "bank", "stats")[1]["questions"] == 2
    ended, said = run(home, "course" if folder == "courses" else "bank", "check")
    assert ended == 1
    assert all(one["message"] for one in said["findings"])
    ended, listed = run(home, "course", "list")
    assert (ended, len(listed)) == (0, 0 if folder == "courses" else 1)


def test_questions_that_could_not_be_read_at_the_start_are_named_in_the_log_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content(tmp_path / "shipped")
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(paths, "shipped", lambda folder: content.root / folder)
    monkeypatch.setattr(compiled, "_stamped", {})
    content.change("question_bank/C20/K2001a.yaml", "answer: false", "answer: vielleicht")
    office = open_office(tmp_path / "home")
    with office.database.read() as uow:
        assert [head.code for head in uow.questions.heads().values()] == ["Q-K2001a-001"]
    office.database.close()
    written = "".join(file.read_text("utf-8") for file in office.home.logs.iterdir() if file.is_file())
    assert "K2001a.yaml" in written
    assert "Q-K2001a-001" not in written


@pytest.mark.parametrize(
    "name",
    ["云", "阿拉坦·巴特尔", "𠮷野𬸚", "阿拉坦·" + "孟和朝鲁" * 11 + "𠀀𬸚"],
    ids=["one", "interpunct", "ext-b", "fifty"],
)
def test_a_name_comes_whole_from_the_roster_to_the_certificate_and_the_register(tmp_path: Path, name: str) -> None:
    home = tmp_path / "家 home"
    table = lines([row(1, 姓名=name), row(2, 姓名="王小明")])
    assert run(home, "roster", "import", str(rosters.xlsx(tmp_path / "突泉县教育局.xlsx", table)))[1]["added"] == 2
    office = open_office(home)
    with office.database.read() as uow:
        (person,) = [one for one, _ in uow.cadres.page(limit=10)[1] if one.name == name]
        unit = uow.units.read(person.unit_id)
    roster = Roster(office)
    exam = roster.exam(unit)
    roster.learn(person.id)
    roster.result(exam, person.id)
    settings.change_settings(office, PROGRAM, {"office.area_code": "152299", "office.name": "组织部"})
    create_plan(office, PROGRAM, PlanDraft("轮训", unit.id, STAGES, LESSONS, exam_id=exam))
    office.database.close()
    _, shown = run(home, "progress", "show", "--which", "trained")
    assert [one["name"] for one in shown["people"]] == [name]
    ended, said = run(home, "certificate", "issue", "--plan", "轮训")
    assert (ended, [one["name"] for one in said["issued"]]) == (0, [name])
    out = tmp_path / "证书.pdf"
    run(home, "certificate", "print", said["issued"][0]["number"], "--out", str(out))
    assert name in "".join(texts(out.read_bytes())[0].split())
    ended, seen = run(home, "certificate", "verify", str(out))
    assert (ended, seen["state"], seen["content"]["name"]) == (0, "valid", name)
    assert [one["name"] for one in run(home, "certificate", "register")[1]] == [name]


def test_what_is_no_certificate_number_is_said_with_what_was_typed(tmp_path: Path) -> None:
    ended, said = run(tmp_path / "home", "certificate", "verify", "随便什么")
    assert (ended, said["state"]) == (1, "unknown")
    assert "随便什么" in said["message"]
