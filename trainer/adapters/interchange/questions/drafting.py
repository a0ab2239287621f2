"""The last step of every reader: a question becomes a draft, or what is wrong with it becomes findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.drafts import Draft, FileReading
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Question
from trainer.platform.bad_file import BadFileError

# As long as the bank keeps them; longer ones are cut, and that is told.
LONGEST_NAME = 200
LONGEST_CODE = 20
LONGEST = {
    "name": LONGEST_NAME,
    "category": LONGEST_NAME,
    "source": LONGEST_NAME,
    "course": LONGEST_CODE,
    "knowledge_point": LONGEST_CODE,
}
_SHOWN = 40
_BLANKS = re.compile(r"\s+")


def drafted(question: Question, where: Where, findings: list[Finding], idnumber: str = "") -> Draft | None:
    """Check a question as a reader made it.

    Args:
        question: ``id`` and ``code`` may be empty.
        where: where it stands in its file.
        findings: what is wrong is added here, with the question's place.
        idnumber: the identity that the file gives it.

    Returns:
        None when the question is unusable: an error stands in ``findings``, and the reader counts it as refused.
    """
    question = _bounded(question, where, findings, idnumber)
    found = problems(question)
    if not found:
        return Draft(question, where, idnumber)
    named = called(question, idnumber)
    usable = True
    for problem in found:
        facts = {"question": named, **problem.facts}
        path = tuple(facts.pop("path", ()))
        findings.append(where.finding(problem.code, path, problem.severity, **facts))
        usable = usable and problem.severity is not Severity.ERROR
    return Draft(question, where, idnumber) if usable else None


def called(question: Question, idnumber: str = "") -> str:
    """Name a question for a sentence: what its file calls it, else the beginning of its stem."""
    if name := idnumber or question.name or question.code:
        return name
    stem = _BLANKS.sub(" ", question.stem).strip()
    return stem if len(stem) <= _SHOWN else stem[: _SHOWN - 1] + "…"


def damaged(source: SourceFile, error: BadFileError, findings: Iterable[Finding] = ()) -> FileReading:
    """Give the reading of a file that cannot be opened: nothing usable, one error with its place."""
    told = Finding(error.code, Severity.ERROR, source.name, error.line, facts=dict(error.facts))
    return FileReading((), (*findings, told), 1)


def _bounded(question: Question, where: Where, findings: list[Finding], idnumber: str) -> Question:
    """Cut what is longer than the bank keeps, and tell it."""
    changed: dict[str, Any] = {}
    for part, limit in LONGEST.items():
        value: str = getattr(question, part)
        if len(value) > limit:
            changed[part] = value[:limit].rstrip()
            _cut(part, limit, question, where, findings, idnumber)
    if question.tags and (len(set(question.tags)) < len(question.tags) or any(map(_is_odd_word, question.tags))):
        if any(len(word) > LONGEST_NAME for word in question.tags):
            _cut("tags", LONGEST_NAME, question, where, findings, idnumber)
        words = (_BLANKS.sub(" ", word).strip()[:LONGEST_NAME].rstrip() for word in question.tags)
        changed["tags"] = tuple(dict.fromkeys(word for word in words if word))
    return replace(question, **changed) if changed else question


def _is_odd_word(word: str) -> bool:
    return len(word) > LONGEST_NAME or not word or word != word.strip() or "\n" in word


def _cut(part: str, limit: int, question: Question, where: Where, findings: list[Finding], idnumber: str) -> None:
    named = called(question, idnumber)[:_SHOWN]
    findings.append(
        where.finding("question_text_cut", (part,), Severity.WARNING, question=named, key=part, limit=limit)
    )
