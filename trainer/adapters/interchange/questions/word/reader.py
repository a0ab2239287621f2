"""Read the questions of a Word file (.docx)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from trainer.adapters.interchange.questions.drafting import damaged
from trainer.adapters.interchange.questions.lists.lines import RichText
from trainer.adapters.interchange.questions.lists.reader import reading_of
from trainer.adapters.interchange.questions.lists.recogniser import MOST_LINES, Recognition, recognise
from trainer.adapters.interchange.questions.sheets.sheet_rows import read_sheet
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.adapters.interchange.questions.word.body import Body, read_body
from trainer.adapters.interchange.questions.word.parts import Parts
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Paragraph, write_blocks
from trainer.domain.question_bank.drafts import Draft, FileReading, MediaFile
from trainer.domain.question_bank.question import Question
from trainer.platform.bad_file import BadFileError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_QUIET = ("word_part_as_text", "word_text_box", "word_footnote")


def read(source: SourceFile, options: ReadOptions) -> FileReading:
    """Read a Word file: lists of questions, tables of questions, keys in tables."""
    try:
        body = opened(source)
    except BadFileError as error:
        return damaged(source, error)
    found = recognised(source, body, options)
    reading = reading_of(found)
    findings = [*_about_body(body, source.name), *reading.findings]
    drafts, refused, media = list(reading.drafts), reading.refused, dict(reading.media)
    for line, sheet in body.tables:
        inner = read_sheet(sheet, source.name, options, {})
        findings += [replace(one, line=line + 1, sheet=None, row=None) for one in inner.findings]
        refused += inner.refused
        for draft in inner.drafts:
            whole = _resolved(draft, body.text)
            drafts.append(replace(whole, where=replace(draft.where, line=line + 1, sheet="")))
            media |= _files(whole.question, body.text)
    if body.tables and not found.items:
        # The document is nothing but tables.
        findings = [one for one in findings if one.code != "list_without_questions"]
        refused -= any(one.code == "list_without_questions" for one in reading.findings)
    return FileReading(tuple(drafts), tuple(findings), refused, media)


def opened(source: SourceFile) -> Body:
    """Open a Word file.

    Raises:
        BadFileError: damaged, hostile, locked, or no .docx.
    """
    if source.data.startswith(_OLE):
        raise BadFileError("word_old_or_locked", file=source.name)
    body = read_body(Parts(source.data))
    if len(body.lines) > MOST_LINES:
        raise BadFileError("word_too_long", limit=MOST_LINES)
    return body


def recognised(source: SourceFile, body: Body, options: ReadOptions) -> Recognition:
    """Recognise the list of questions in a body; for correcting it side by side."""
    return recognise(body.text, source.name, options.category)


def _about_body(body: Body, file: str) -> list[Finding]:
    return [
        Finding(
            code,
            Severity.NOTICE if code in _QUIET else Severity.WARNING,
            file,
            line,
            facts={"text": words or "…", "n": count},
        )
        for code, line, words, count in body.counted_notes()
    ]


def _resolved(draft: Draft, text: RichText) -> Draft:
    """Put pictures and formulas where their signs stand in the texts of a question out of a table."""
    files: dict[str, MediaFile] = {}
    signs: dict[int, str] = {}
    for sign, inline in text.inlines.items():
        signs[ord(sign)] = write_blocks((Paragraph((inline.run,)),)) if inline.run is not None else inline.block
    question = _translated(draft.question, signs)
    used = _signs_in(draft.question)
    for sign in used:
        file = text.inlines[sign].file if sign in text.inlines else None
        if file is not None:
            files[file.name] = file
    if not used:
        return draft
    attachments: tuple[Attachment, ...] = tuple(file.attachment for file in files.values())
    return replace(draft, question=replace(question, attachments=(*question.attachments, *attachments)))


def _translated(value: Any, signs: dict[int, str]) -> Any:
    if isinstance(value, str) and value.__class__ is str:
        return value if value.isascii() else value.translate(signs)
    if isinstance(value, tuple):
        return tuple(_translated(one, signs) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {one.name: _translated(getattr(value, one.name), signs) for one in fields(value)}
        return replace(value, **changes)
    return value


def _signs_in(question: Question) -> list[str]:
    from trainer.domain.question_bank.kinds import texts

    whole = "".join((question.stem, question.explanation, *texts(question)))
    return [char for char in whole if char >= "\U00100000"]


def _files(question: Question, text: RichText) -> dict[str, MediaFile]:
    digests = {one.digest for one in question.attachments}
    found = [inline.file for inline in text.inlines.values() if inline.file is not None]
    return {file.digest: file for file in found if file.digest in digests}
