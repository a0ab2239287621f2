"""A lesson on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from tests.gui.learner.conftest import Desk
from trainer.ui.learner.print_window import PrintWindow
from trainer.ui.learner.reader_page import ReaderPage
from trainer.ui.widgets import files


def open_print(desk: Desk, *, sheet_only: bool) -> tuple[ReaderPage, PrintWindow]:
    page = desk.open("learner.reader", lesson="L2001")
    page._print(sheet_only=sheet_only)
    return page, page.findChildren(PrintWindow)[-1]


@pytest.mark.parametrize("sheet_only", [True, False])
def test_the_paper_is_shown_before_it_is_printed(desk: Desk, sheet_only: bool) -> None:
    _, window = open_print(desk, sheet_only=sheet_only)
    assert window.isVisible()
    assert window.preview.page_count >= 1
    window.close()


def test_the_same_pages_can_be_saved(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, window = open_print(desk, sheet_only=True)
    target = tmp_path / "首页.pdf"
    monkeypatch.setattr(files, "answer", lambda _title, _name: target)
    window.on_save()
    assert target.read_bytes().startswith(b"%PDF")
    assert "首页.pdf" in page.message.text


def test_a_folder_that_takes_no_file_is_said_in_words(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, window = open_print(desk, sheet_only=True)
    monkeypatch.setattr(files, "answer", lambda _title, _name: tmp_path / "missing" / "x.pdf")
    window.on_save()
    assert page.message.text
    assert window.isVisible()
    window.close()


def test_every_page_goes_to_the_printer(desk: Desk, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page, window = open_print(desk, sheet_only=False)
    window._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    window._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    window._printer.setOutputFileName(str(tmp_path / "out.pdf"))
    expected = window.preview.page_count
    window._on_printer()
    assert len(PdfReader(tmp_path / "out.pdf").pages) == expected
    assert "已送往打印机" in page.message.text
