"""Documents as the window and the command line ask for them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.integration.certificates.test_certificates import Scene
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import PROGRAM
from trainer.services import certificates, documents, settings
from trainer.services.accounts import Slip
from trainer.services.office import Office
from trainer.services.overviews.certificates import RegisterFilter
from trainer.services.overviews.progress import Which, plan_board
from trainer.services.written import write_file


@pytest.fixture
def scene(office: Office) -> Scene:
    return Scene(office)


def text_of(file: Path) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def rows_of(file: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(file)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    return rows


def test_progress_report_carries_the_digest_of_its_figures(scene: Scene, tmp_path: Path) -> None:
    out = documents.progress_pdf(scene.office, PROGRAM, scene.plan.id, None, tmp_path / "进 展.pdf")
    board = plan_board(scene.office, PROGRAM, scene.plan.id)
    assert board is not None
    digest = documents.figures_digest(board)
    text = text_of(out)
    assert digest in text
    assert "安和旗委组织部" in text
    assert "完成率83.3%，已达到80%的目标。" in text
    assert text.index("民政局") < text.index("税务局")
    scene.office.clock.advance(3600)  # type: ignore[attr-defined]
    later = plan_board(scene.office, PROGRAM, scene.plan.id)
    assert later is not None
    assert documents.figures_digest(later) != digest


def test_report_of_one_unit_speaks_of_that_unit_only(scene: Scene, tmp_path: Path) -> None:
    out = documents.progress_pdf(scene.office, PROGRAM, scene.plan.id, scene.tax.id, tmp_path / "a.pdf")
    text = text_of(out)
    assert "填报单位：税务局" in text
    assert "民政局" not in text
    assert "66.6%" in text
    with pytest.raises(Refusal) as told:
        documents.progress_pdf(scene.office, PROGRAM, scene.plan.id, scene.exam, tmp_path / "b.pdf")
    assert told.value.code == "unit_unknown"


def test_progress_workbook_ends_with_the_total(scene: Scene, tmp_path: Path) -> None:
    out = documents.progress_xlsx(scene.office, PROGRAM, scene.plan.id, None, tmp_path / "a.xlsx")
    rows = rows_of(out)
    assert rows[1][0] == "单位"
    assert [row[0] for row in rows[2:]] == ["民政局", "税务局", "合计"]
    total = rows[-1]
    assert (total[2], total[6], total[8]) == (6, 5, 0)
    assert all(sum(int(str(row[n])) for row in rows[2:-1]) == total[n] for n in (2, 3, 4, 5, 6))


def test_list_of_names_is_printed_and_exported(scene: Scene, tmp_path: Path) -> None:
    missing = documents.people_pdf(scene.office, PROGRAM, scene.plan.id, None, Which.MISSING, tmp_path / "a.pdf")
    text = text_of(missing)
    assert "尚未训完人员名单" in text
    assert "赵未学" in text
    assert "钱多多" not in text
    book = documents.people_xlsx(
        scene.office, PROGRAM, scene.plan.id, scene.civil.id, Which.TRAINED, tmp_path / "a.xlsx"
    )
    assert [row[2] for row in rows_of(book)[2:]] == ["阿拉坦·巴特尔", "王𬸚", "云"]


def test_register_book_holds_numbers_states_and_reasons(scene: Scene, tmp_path: Path) -> None:
    numbers = [one.number for one in scene.issue().issued]
    certificates.revoke(scene.office, PROGRAM, numbers[0], "冒名顶替")
    text = text_of(documents.register_pdf(scene.office, PROGRAM, tmp_path / "a.pdf"))
    assert all(number in text for number in numbers)
    assert "已撤销：冒名顶替" in text
    assert "领取签字" in text
    wanted = RegisterFilter(unit_id=scene.tax.id)
    rows = rows_of(documents.register_xlsx(scene.office, PROGRAM, tmp_path / "a.xlsx", wanted))
    assert [row[2] for row in rows[2:]] == ["钱多多", "李四"]
    assert rows[2][0] == numbers[3]


def test_slips_are_for_their_owner_only(scene: Scene, tmp_path: Path) -> None:
    slip = Slip(scene.lazy, "S1", "赵未学", scene.tax.id, "税务局", "7K2M-P9QX-4TNB")
    out = documents.slips_pdf(scene.office, [slip], tmp_path / "a.pdf")
    assert "7K2M-P9QX-4TNB" in text_of(out)
    if os.name == "posix":
        assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(Refusal) as told:
        documents.slips_pdf(scene.office, [], tmp_path / "b.pdf")
    assert told.value.code == "no_slips"


def test_lesson_is_printed_whole_or_as_one_page(scene: Scene, tmp_path: Path) -> None:
    one = documents.lesson_pdf(scene.office, "L0901", tmp_path / "one.pdf", one_page=True)
    whole = documents.lesson_pdf(scene.office, "L0901", tmp_path / "whole.pdf")
    assert len(pypdf.PdfReader(one).pages) == 1
    assert len(pypdf.PdfReader(whole).pages) > 1
    with pytest.raises(Refusal) as told:
        documents.lesson_pdf(scene.office, "L0000", tmp_path / "none.pdf")
    assert told.value.code == "lesson_unknown"


def test_words_that_cannot_be_drawn_are_refused_before_the_page(scene: Scene, tmp_path: Path) -> None:
    settings.change_settings(scene.office, PROGRAM, {"office.name": "机关\ue000"})
    with pytest.raises(Refusal) as told:
        documents.progress_pdf(scene.office, PROGRAM, scene.plan.id, None, tmp_path / "a.pdf")
    assert told.value.code == "text_not_drawable"
    assert list(tmp_path.glob("*.pdf")) == []


def test_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报表.pdf"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Fault) as told:
        write_file(target, b"new")
    assert told.value.code == "disk_full"
    assert [path.name for path in tmp_path.iterdir()] == ["报表.pdf"]
    assert target.read_bytes() == b"old"
