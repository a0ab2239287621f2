"""Question files: YAML, one document per question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.adapters.content.files import label_of, read_text
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import read_question
from trainer.domain.question_bank.writing import write_question

SUFFIXES = (".yaml", ".yml")
# Lies beside the questions and is read by ``knowledge_points``.
TREE_FILE = "knowledge_points.yaml"


@dataclass(frozen=True, slots=True)
class Placed:
    """A question and where it stands."""

    question: Question
    where: Where


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What one file or folder gave.

    Attributes:
        questions: the usable ones, in the order of the file.
        findings: everything wrong, in the order of the file.
        refused: how many documents could not be used.
        files: how many files were read.
    """

    questions: tuple[Placed, ...]
    findings: tuple[Finding, ...]
    refused: int
    files: int = 1


def read_question_text(text: str, label: str) -> QuestionFile:
    """Read the questions of a text."""
    # NOTE: imported here because PyYAML is not needed when nothing has changed since the last start.
    from trainer.adapters.content.located import documents

    found, findings = documents(text, label)
    refused = len(findings)
    questions: list[Placed] = []
    seen: dict[str, int | None] = {}
    for document in found:
        reading = read_question(document.value, document.where)
        findings += reading.findings
        if reading.question is None:
            refused += 1
        elif reading.code in seen:
            refused += 1
            findings.append(
                document.where.finding(
                    "question_id_twice", ("id",), question=reading.code, other=str(seen[reading.code])
                )
            )
        else:
            seen[reading.code] = document.where.line
            questions.append(Placed(reading.question, document.where))
    if not found and not findings:
        findings.append(Finding("content_file_empty", Severity.WARNING, label))
    return QuestionFile(tuple(questions), tuple(findings), refused)


def read_question_file(path: Path, label: str | None = None) -> QuestionFile:
    """Read one file."""
    name = label if label is not None else path.name
    text = read_text(path, name)
    if isinstance(text, Finding):
        return QuestionFile((), (text,), 1)
    return read_question_text(text, name)


def read_question_folder(root: Path) -> QuestionFile:
    """Read all files below a folder; an id that stands in two files is refused the second time."""
    if not root.is_dir():
        return QuestionFile((), (Finding("content_folder_missing", Severity.ERROR, root.name),), 0, 0)
    questions: list[Placed] = []
    findings: list[Finding] = []
    refused = files = 0
    seen: dict[str, str] = {}
    for path in question_paths(root):
        one = read_question_file(path, label_of(path, root))
        files += 1
        refused += one.refused
        findings += one.findings
        for placed in one.questions:
            code = placed.question.code
            if code in seen:
                refused += 1
                findings.append(placed.where.finding("question_id_twice", ("id",), question=code, other=seen[code]))
                continue
            seen[code] = placed.where.file
            questions.append(placed)
    return QuestionFile(tuple(questions), tuple(findings), refused, files)


def question_paths(root: Path) -> Iterator[Path]:
    """Give the question files below a folder in a fixed order; the tree of knowledge points is none."""
    found = (path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    yield from sorted(path for path in found if path.name != TREE_FILE)


def write_question_text(questions: Iterable[Question]) -> str:
    """Write questions as one text with a document for each."""
    import yaml

    parts = [
        yaml.dump(write_question(question), Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=110)
        for question in questions
    ]
    return "---\n".join(parts)


def write_question_file(questions: Iterable[Question], path: Path) -> None:
    """Write questions to a file, whole or not at all.

    Raises:
        Fault: ``content_not_written``, the disk or the folder refused.
    """
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(write_question_text(questions), "utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Fault("content_not_written", path, error) from error


def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Lists stand indented under their key, as authors write them."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
            return super().increase_indent(flow, False)

    return Dumper
