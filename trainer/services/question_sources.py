"""Read files and folders of questions into drafts, whatever their format; nothing is stored here.

A file that cannot be read is a finding, and the others go on. What a reader does not answer for - its own slip over a file
nobody foresaw - ends as a finding of that file, too, with the trace in the log.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.drafts import Draft, FileReading, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.platform.bad_file import BadFileError

if TYPE_CHECKING:
    from trainer.adapters.interchange.questions.detection import Detection
    from trainer.adapters.interchange.questions.source import SourceFile

MAX_BYTES = 500 * 2**20
# Files of other programs that lie in every folder and hold nothing.
_NO_FILES = ("thumbs.db", "desktop.ini", ".ds_store")
# So many lines are named one by one; more say nothing new.
_LINES_TOLD = 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person chose.

    Attributes:
        form: name of a format; empty to find out for each file.
        encoding: of text files; empty to find out.
        category: for questions whose file names none.
        sheet_columns: of tables, by sheet name: column (0-based) -> field.
    """

    form: str = ""
    encoding: str = ""
    category: str = ""
    sheet_columns: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What one file turned out to be.

    Attributes:
        form: name of its format; empty where it cannot be told.
        encoding: of a text; empty for others.
        questions, refused: how many can be used, and how many not.
        is_usable: it could be opened and read, whatever its questions are like.
    """

    name: str
    form: str
    encoding: str
    questions: int
    refused: int
    is_usable: bool


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """What all files gave together; drafts are in the order of the files."""

    files: tuple[SeenFile, ...]
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    refused: int
    media: Mapping[str, MediaFile]


NO_IMPORT_OPTIONS = ImportOptions()


def read_paths(paths: Sequence[Path], options: ImportOptions = NO_IMPORT_OPTIONS) -> ReadQuestions:
    """Read files; folders with everything below them, in a fixed order.

    Raises:
        Refusal: ``bank_format_unknown``, ``text_encoding_unknown`` for what a person named.
    """
    _check(options)
    return _gathered(one for path in paths for one in _from_path(path, options))


def read_sources(sources: Iterable[SourceFile], options: ImportOptions = NO_IMPORT_OPTIONS) -> ReadQuestions:
    """Read what is in memory already: a pasted text, a file that was dropped.

    Raises:
        Refusal: as :func:`read_paths`.
    """
    _check(options)
    return _gathered(one for source in sources for one in _from_source(source, options))


def pasted(text: str) -> SourceFile:
    """Make a source of a text from the clipboard."""
    from trainer.adapters.interchange.questions.source import SourceFile

    return SourceFile("", text.encode("utf-8", "replace"))


def readable_formats() -> tuple[str, ...]:
    """Name the formats that can be read."""
    from trainer.adapters.interchange.questions.formats import READABLE

    return READABLE


def _check(options: ImportOptions) -> None:
    from trainer.adapters.interchange.questions.formats import READABLE
    from trainer.platform.decoding import known

    if options.form and options.form not in READABLE:
        raise Refusal("bank_format_unknown", found=options.form, known=", ".join(READABLE))
    if options.encoding:
        try:
            known(options.encoding)
        except BadFileError as error:
            raise Refusal("text_encoding_unknown", **error.facts) from error


@dataclass(slots=True)
class _One:
    """What one file gave."""

    seen: SeenFile
    reading: FileReading


def _gathered(read: Iterable[_One]) -> ReadQuestions:
    files: list[SeenFile] = []
    drafts: list[Draft] = []
    findings: list[Finding] = []
    media: dict[str, MediaFile] = {}
    refused = 0
    for one in read:
        files.append(one.seen)
        drafts += one.reading.drafts
        findings += one.reading.findings
        media.update(one.reading.media)
        refused += one.reading.refused
    return ReadQuestions(tuple(files), tuple(drafts), tuple(findings), refused, media)


def _from_path(path: Path, options: ImportOptions) -> Iterator[_One]:
    if path.is_dir():
        found = False
        for file in _files_below(path):
            for one in _from_file(file, file.relative_to(path.parent).as_posix(), options, in_folder=True):
                found = found or one.seen.is_usable
                yield one
        if not found:
            yield _unusable(path.name, Finding("question_folder_empty", Severity.ERROR, path.name))
    else:
        yield from _from_file(path, path.name, options)


def _files_below(folder: Path) -> Iterator[Path]:
    """Give the files of a folder in a fixed order; links to folders are not followed, hidden files not looked at."""
    for here, folders, names in os.walk(folder):
        # What an export laid beside a text file belongs to that file.
        beside = {f"{name}.files" for name in names}
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "__MACOSX" and name not in beside
        )
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith((".", "~$")) and name.lower() not in _NO_FILES and path.is_file():
                yield path


def _from_file(path: Path, name: str, options: ImportOptions, *, in_folder: bool = False) -> Iterator[_One]:
    from trainer.adapters.interchange.questions.source import SourceFile

    try:
        if not path.is_file():
            # Also pipes and devices, which would never end.
            code = "question_file_irregular" if path.exists() else "question_file_missing"
            yield _unusable(name, Finding(code, Severity.ERROR, name))
            return
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = {"limit_mb": MAX_BYTES // 2**20}
            yield _unusable(name, Finding("question_file_too_big", Severity.ERROR, name, facts=limit))
            return
        data = path.read_bytes()
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        yield _unusable(name, Finding("content_file_unreadable", Severity.ERROR, name, facts=facts))
        return
    for one in _from_source(SourceFile(name, data), options, in_folder=in_folder):
        if one.seen.form == "yaml":
            yield _One(one.seen, _with_files_beside(one.reading, path))
        else:
            yield one


def _with_files_beside(reading: FileReading, path: Path) -> FileReading:
    """Take the bytes of attachments from the folder that an export laid beside a text file."""
    media: dict[str, MediaFile] = {}
    for draft in reading.drafts:
        for one in (draft.question, *draft.question.parts):
            for attachment in one.attachments:
                if attachment.digest not in media and (found := _file_beside(path, attachment)) is not None:
                    media[attachment.digest] = found
    return replace(reading, media=media) if media else reading


def _file_beside(path: Path, attachment: Attachment) -> MediaFile | None:
    from trainer.adapters.interchange.questions.media import media_file

    if not _DIGEST.fullmatch(attachment.digest):
        return None
    try:
        file = path.with_name(f"{path.name}.files") / attachment.digest
        if not file.is_file() or file.stat().st_size != attachment.size:
            return None
        # What it is, and whether it is harmless, its bytes say.
        found = media_file(attachment.name, file.read_bytes())
    except OSError:
        return None
    return found if found is not None and found.digest == attachment.digest else None


def _from_source(
    source: SourceFile, options: ImportOptions, *, in_folder: bool = False, in_archive: bool = False
) -> Iterator[_One]:
    from trainer.adapters.interchange.questions.detection import look

    try:
        seen = look(source, options.encoding, options.form)
    except BadFileError as error:
        facts = dict(error.facts)
        yield _unusable(source.name, Finding(error.code, Severity.ERROR, source.name, error.line, facts=facts))
        return
    except Exception:
        yield _stumbled(source.name)
        return
    if seen.form:
        yield _read(seen, options)
    elif seen.code == "question_archive_plain" and not in_archive:
        yield from _from_archive(source, options)
    else:
        # In a folder there are other things beside the questions: they are named, but nothing was refused.
        aside = in_folder or in_archive
        yield _unusable(source.name, _why_not(seen), counts=not aside)


def _from_archive(source: SourceFile, options: ImportOptions) -> Iterator[_One]:
    """Read the files that somebody packed into one archive."""
    from trainer.adapters.interchange.questions.source import SourceFile
    from trainer.platform.safe_zip import SafeZip

    archive = SafeZip(source.data)
    found = False
    for name in sorted(archive.names):
        base = name.rpartition("/")[2]
        if base.startswith((".", "~$")) or base.lower() in _NO_FILES or name.startswith("__MACOSX/"):
            continue
        label = f"{source.name}/{name}"
        try:
            inner = SourceFile(label, archive.read(name))
        except BadFileError as error:
            facts = dict(error.facts)
            yield _unusable(label, Finding(error.code, Severity.ERROR, label, error.line, facts=facts))
            continue
        for one in _from_source(inner, options, in_archive=True):
            found = found or one.seen.is_usable
            yield one
    if not found:
        yield _unusable(source.name, Finding("question_archive_empty", Severity.ERROR, source.name))


def _why_not(seen: Detection) -> Finding:
    code = "question_file_unknown" if seen.code == "question_archive_plain" else seen.code
    facts = {"found": seen.found, "known": ", ".join(readable_formats())}
    return Finding(code, Severity.ERROR, seen.source.name, facts=facts)


def _read(seen: Detection, options: ImportOptions) -> _One:
    source = seen.source
    told = _about_encoding(seen)
    try:
        reading = _reading(seen, options)
    except BadFileError as error:
        bad = Finding(error.code, Severity.ERROR, source.name, error.line, facts=dict(error.facts))
        return _unusable(source.name, bad, seen)
    except (Refusal, Fault) as error:
        return _unusable(source.name, Finding(error.code, Severity.ERROR, source.name, facts=dict(error.facts)), seen)
    except Exception:
        return _stumbled(source.name, seen)
    if not reading.drafts and not reading.refused:
        bad = Finding("question_file_without_questions", Severity.WARNING, source.name)
        if not any(one.severity is not Severity.NOTICE for one in reading.findings):
            reading = replace(reading, findings=(*reading.findings, bad))
    if told:
        reading = replace(reading, findings=(*told, *reading.findings))
    usable = bool(reading.drafts) or not _is_about_the_file(reading)
    return _One(SeenFile(source.name, seen.form, seen.encoding, len(reading.drafts), reading.refused, usable), reading)


def _reading(seen: Detection, options: ImportOptions) -> FileReading:
    if seen.form == "yaml":
        return _read_yaml(seen.source)
    from trainer.adapters.interchange.questions.formats import reader
    from trainer.adapters.interchange.questions.source import ReadOptions

    # Texts have been brought into UTF-8; tables of text decide by themselves and get what the person said.
    encoding = options.encoding if seen.form == "xlsx" else ""
    return reader(seen.form)(seen.source, ReadOptions(encoding, options.category, options.sheet_columns))


def _read_yaml(source: SourceFile) -> FileReading:
    from trainer.adapters.content.question_files import read_question_text

    read = read_question_text(source.data.decode("utf-8-sig"), source.name)
    # Where every part stands is no longer needed, and would take more room than the questions.
    drafts = tuple(
        Draft(one.question, Where(one.where.file, one.where.line), one.question.code) for one in read.questions
    )
    return FileReading(drafts, read.findings, read.refused)


def _about_encoding(seen: Detection) -> list[Finding]:
    name = seen.source.name
    told: list[Finding] = []
    if not seen.is_certain:
        facts = {"encoding": seen.encoding.upper()}
        told.append(Finding("encoding_guessed", Severity.NOTICE, name, facts=facts))
    for code, lines, severity in (
        ("text_signs_lost", seen.damaged, Severity.WARNING),
        ("text_lines_mixed", seen.mixed, Severity.NOTICE),
    ):
        told += [
            Finding(code, severity, name, line, facts={"lines": len(lines), "encoding": seen.encoding.upper()})
            for line in lines[:_LINES_TOLD]
        ]
    return told


def _is_about_the_file(reading: FileReading) -> bool:
    """Tell whether the one thing refused is the file itself: readers say so by the codes of damaged containers."""
    return reading.refused <= 1 and any(
        one.severity is Severity.ERROR and one.code.startswith(("xml_", "zip_", "text_", "table_", "question_file_"))
        for one in reading.findings
    )


def _unusable(name: str, why: Finding, seen: Detection | None = None, *, counts: bool = True) -> _One:
    if not counts:
        why = replace(why, severity=Severity.WARNING)
    form, encoding = (seen.form, seen.encoding) if seen is not None else ("", "")
    told = _about_encoding(seen) if seen is not None else []
    refused = 1 if counts else 0
    return _One(SeenFile(name, form, encoding, 0, refused, False), FileReading((), (*told, why), refused))


def _stumbled(name: str, seen: Detection | None = None) -> _One:
    _log.exception("reading %s", name)
    return _unusable(name, Finding("question_file_stumbled", Severity.ERROR, name), seen)
