"""Read the questions of a workbook or a text table."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.adapters.interchange.questions.drafting import damaged
from trainer.adapters.interchange.questions.sheets.pictures import Pictures, read_pictures
from trainer.adapters.interchange.questions.sheets.sheet_rows import SheetReading, read_sheet
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.adapters.interchange.spreadsheets import workbook_of
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.tables import Sheet, Workbook
from trainer.domain.question_bank.drafts import FileReading, MediaFile
from trainer.platform.bad_file import BadFileError
from trainer.wording import t, using
from trainer.wording.catalogue import LANGUAGES


def read(source: SourceFile, options: ReadOptions) -> FileReading:
    """Read all sheets on which questions stand; hidden ones and examples are told and left out."""
    try:
        book = workbook_of(source.data, source.name, encoding=options.encoding)
        pictures = read_pictures(source.data) if book.form == "xlsx" and book.pictures else Pictures()
    except Refusal as refusal:
        return damaged(source, BadFileError(refusal.code, **refusal.facts))
    except BadFileError as error:
        return damaged(source, error)
    readings = [
        read_sheet(sheet, source.name, options, pictures.of(sheet.name), named=len(book.sheets) > 1)
        for sheet in _visible(book)
    ]
    findings = _about_file(book, source.name, pictures)
    used = [reading for reading in readings if reading.has_questions]
    for reading in used:
        findings += reading.findings
    if not used:
        findings.append(Finding("sheet_without_questions", Severity.ERROR, source.name, 1, facts={}))
        return FileReading((), tuple(findings), 1)
    for reading in readings:
        if not reading.has_questions and reading.is_filled:
            findings.append(Finding("sheet_skipped", Severity.WARNING, source.name, sheet=reading.name, facts={}))
    if not any(reading.drafts or reading.refused for reading in used):
        findings.append(Finding("sheet_empty", Severity.WARNING, source.name, sheet=used[0].name or None, facts={}))
    drafts = tuple(draft for reading in used for draft in reading.drafts)
    media = _media(used)
    return FileReading(drafts, tuple(findings), sum(reading.refused for reading in used), media)


def _visible(book: Workbook) -> list[Sheet]:
    ours = _own_names()
    has_guide = any(sheet.name in ours["guide"] for sheet in book.sheets)
    skipped = ours["examples"] | ours["guide"] if has_guide else set()
    return [sheet for sheet in book.sheets if not sheet.is_hidden and sheet.name not in skipped]


def _own_names() -> Mapping[str, set[str]]:
    """Names of the sheets of our own template, in every language of the program."""
    from trainer.adapters.interchange.questions.sheets.names import EXAMPLES, GUIDE

    found: dict[str, set[str]] = {"examples": set(), "guide": set()}
    for language in LANGUAGES:
        with using(language):
            found["examples"].add(t(EXAMPLES))
            found["guide"].add(t(GUIDE))
    return found


def _about_file(book: Workbook, file: str, pictures: Pictures) -> list[Finding]:
    found = []
    for sheet in book.sheets:
        if sheet.is_hidden and any(cell != "" for row in sheet.rows for cell in row):
            found.append(Finding("sheet_hidden", Severity.WARNING, file, sheet=sheet.name, facts={}))
    if book.pictures and (pictures.lost or not pictures.is_known):
        found.append(Finding("sheet_pictures_lost", Severity.WARNING, file, facts={}))
    return found


def _media(readings: list[SheetReading]) -> dict[str, MediaFile]:
    found: dict[str, MediaFile] = {}
    for reading in readings:
        names = {one.digest for draft in reading.drafts for one in draft.question.attachments}
        found |= {digest: file for digest, file in reading.media.items() if digest in names}
    return found
