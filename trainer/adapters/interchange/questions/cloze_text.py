"""A text with gaps in Moodle's notation, as its "embedded answers" import takes it: one file is one question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from trainer.adapters.interchange.questions import moodle_texts
from trainer.adapters.interchange.questions.cloze_gaps import BEFORE, BEHIND, Found, find_gaps, with_places
from trainer.adapters.interchange.questions.drafting import damaged, drafted
from trainer.adapters.interchange.questions.moodle_choices import wild
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile, text_of
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Bloom, Kind, Marking, Question
from trainer.platform.bad_file import BadFileError

# With any of these, line breaks of the text are blanks.
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|table)\b", re.IGNORECASE)
_END_PLACE = re.compile(rf"\s*{BEFORE}1{BEHIND}\s*\Z")
_NO_FILES: Mapping[str, Attachment] = {}


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a file.

    Args:
        source: the file; its text is HTML or plain, as Moodle takes either.
        options: ``category`` of the question.
    """
    try:
        text = text_of(source, options)
    except BadFileError as error:
        return damaged(source, error)
    findings: list[Finding] = []
    found = find_gaps(text, _markdown)
    for trouble in found.troubles:
        line = 1 + text.count("\n", 0, trouble.at)
        severity = Severity.ERROR if trouble.is_error else Severity.WARNING
        findings.append(Finding(trouble.code, severity, source.name, line, facts=dict(trouble.facts)))
    if not found.gaps and not findings:
        findings.append(Finding("cloze_no_gaps", Severity.ERROR, source.name, 1))
    question = _question(found, options.category, findings, source.name)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return FileReading((), tuple(findings), 1)
    draft = drafted(question, Where(source.name, 1), findings)
    return FileReading(() if draft is None else (draft,), tuple(findings), int(draft is None))


def _question(found: Found, category: str, findings: list[Finding], name: str) -> Question:
    stem = _markdown(found.text)
    question = Question(
        id="",
        code="",
        version=1,
        kind=Kind.CLOZE,
        course="",
        knowledge_point="",
        tier="",
        difficulty=0,
        bloom=Bloom.UNSET,
        stem=with_places(stem),
        explanation="",
        category=category,
        is_shuffled=found.is_shuffled,
    )
    if not found.several:
        return replace(question, **wild(found.gaps))
    if len(found.gaps) == 1 and _END_PLACE.search(stem):
        choices = found.gaps[0].choices
        return replace(
            question,
            kind=Kind.MULTIPLE,
            stem=_END_PLACE.sub("", stem),
            choices=choices,
            marking=Marking.PER_CHOICE,
        )
    findings.append(Finding("moodle_several_in_gap", Severity.ERROR, name, 1, facts={"gap": found.several[0]}))
    return question


def _markdown(text: str) -> str:
    form = "html" if _TAG.search(text) else "moodle_auto_format"
    return moodle_texts.from_text(text, form, _NO_FILES, _slow)


def _slow(html: str, files: Mapping[str, Attachment]) -> str:
    from trainer.adapters.interchange.questions.html_text import to_markdown

    return to_markdown(html, files)
