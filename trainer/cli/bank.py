"""``trainer bank``: questions in and out, found, shown, checked, counted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.findings import as_documents, as_lines, weigh
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.writing import write_question
from trainer.services import question_bank
from trainer.wording import N_, t

app = typer.Typer(no_args_is_help=True, help=N_("The question bank: import, export, search, check."))

_STEM_SHOWN = 60


@app.command("import", help=N_("Take questions from files; the same file twice changes nothing."))
def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("Files to read."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would happen and store nothing."))] = False,
    as_json: bool = JSON_OPTION,
) -> None:
    """Take questions from files."""
    with opened(ctx) as (office, actor):
        outcome, _ = question_bank.import_files(office, actor, files, dry_run=dry_run)
    document = {
        "imported": outcome.imported,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": outcome.refused,
        "questions": [_in_document(taken.question, taken.where) for taken in outcome.questions],
        "findings": as_documents(outcome.findings),
    }
    sentence = (
        N_("Nothing stored: {imported} new, {updated} changed, {unchanged} unchanged, {refused} refused.")
        if dry_run
        else N_("{imported} new, {updated} changed, {unchanged} unchanged, {refused} refused.")
    )
    summary = t(
        sentence,
        imported=outcome.imported,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        refused=outcome.refused,
    )
    found = outcome.refused > 0 or weigh(outcome.findings)
    finish(ctx, document, "\n".join([*as_lines(outcome.findings), summary]), found)


@app.command(help=N_("Write the questions to a file."))
def export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("File to write."))],
    form: Annotated[str, typer.Option("--format", help="yaml")] = "yaml",
    course: Annotated[str, typer.Option(help=N_("Only this course."))] = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Write the questions to a file."""
    with opened(ctx) as (office, actor):
        outcome = question_bank.export_questions(office, actor, form, out, course=course)
    left_out = [{"id": code, "code": reason} for code, reason in outcome.left_out]
    finish(
        ctx,
        {"exported": outcome.exported, "left_out": left_out},
        t("{n} questions written to {path}.", n=outcome.exported, path=str(out)),
        bool(left_out),
    )


@app.command(help=N_("Check all questions; every problem with its file and line."))
def check(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Check the bank."""
    with opened(ctx) as (office, actor):
        report = question_bank.check_bank(office, actor)
    document = {
        "questions": report.questions,
        "files": report.files,
        "findings": as_documents(report.findings),
    }
    summary = t(
        "{questions} questions in {files} files checked; {found} findings.",
        questions=report.questions,
        files=report.files,
        found=len(report.findings),
    )
    finish(ctx, document, "\n".join([*as_lines(report.findings), summary]), weigh(report.findings))


@app.command(help=N_("Find questions by words of the stem or by part of the code."))
def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help=N_("Words; every one must occur."))],
    limit: Annotated[int, typer.Option(min=1, max=100_000, help=N_("How many to list at most."))] = 50,
    as_json: bool = JSON_OPTION,
) -> None:
    """Find questions."""
    with opened(ctx) as (office, actor):
        total, hits = question_bank.search(office, actor, text, limit=limit)
    document = {
        "total": total,
        "hits": [{"id": hit.code, "stem": hit.stem, "kind": hit.kind, "state": hit.state.value} for hit in hits],
    }
    rows = [(hit.code, hit.kind, _short(hit.stem)) for hit in hits]
    lines = [aligned((t("Code"), t("Kind"), t("Stem")), rows)] if rows else []
    finish(ctx, document, "\n".join([*lines, t("{shown} of {total} shown.", shown=len(hits), total=total)]))


@app.command(help=N_("Show one question with its key."))
def show(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help=N_("Code of the question."))],
    version: Annotated[int | None, typer.Option(help=N_("An earlier wording."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Show one question."""
    with opened(ctx) as (office, actor):
        stored = question_bank.show(office, actor, code, version)
    head = stored.head
    document = {
        **_in_document(stored.question, NOWHERE),
        "state": head.state.value,
        "origin": head.origin,
        "current_version": head.current_version,
        "shipped_version": head.shipped_version,
        "document": write_question(stored.question),
    }
    finish(ctx, document, _shown(stored.question))


@app.command(help=N_("Count the questions."))
def stats(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Count the questions."""
    with opened(ctx) as (office, _):
        counted = question_bank.stats(office)
    parts = {
        "by_course": counted.by_course,
        "by_kind": counted.by_kind,
        "by_difficulty": counted.by_difficulty,
        "by_tier": counted.by_tier,
        "by_bloom": counted.by_bloom,
        "by_state": counted.by_state,
    }
    names = (t("Course"), t("Kind"), t("Difficulty"), t("Tier"), t("Level of thinking"), t("State"))
    lines = [t("{n} questions", n=counted.questions)]
    for name, part in zip(names, parts.values(), strict=True):
        lines.append(f"{name}: " + ", ".join(f"{value} {number}" for value, number in part.items()))
    finish(ctx, {"questions": counted.questions, **parts}, "\n".join(lines))


def _in_document(question: Question, where: Where) -> dict[str, Any]:
    place = "/".join(part for part in (question.course, question.knowledge_point) if part)
    document: dict[str, Any] = {
        "id": question.code,
        "name": question.name or question.code,
        "kind": question.kind.value,
        "category": question.category or place,
        "stem": question.stem,
        "choices": _choices(question),
        "version": question.version,
        "source": {"file": where.file, "line": where.line},
    }
    if question.kind is Kind.BLANK:
        document["blanks"] = [list(blank.accept) for blank in question.blanks]
    elif question.kind is Kind.ORDERING:
        document["order"] = list(question.order)
    elif question.kind is Kind.MATCHING:
        document["pairs"] = [{"left": pair.left, "right": pair.right} for pair in question.pairs]
        document["extra"] = list(question.extra)
    return document


def _choices(question: Question) -> list[dict[str, str]]:
    """Give choices with what each earns by itself; a wrong one of a multiple choice earns nothing."""
    if question.kind is Kind.JUDGE:
        return [
            {"text": text, "fraction": "1" if question.answer is truth else "0"}
            for text, truth in (("true", True), ("false", False))
        ]
    right = sum(choice.is_right for choice in question.choices)
    return [
        {"text": choice.text, "fraction": str(Fraction(1, right)) if choice.is_right else "0"}
        for choice in question.choices
    ]


def _short(stem: str) -> str:
    plain = " ".join(stem.split())
    return plain if len(plain) <= _STEM_SHOWN else plain[: _STEM_SHOWN - 1] + "…"


def _shown(question: Question) -> str:
    lines = [f"{question.code}  {question.kind.value}", question.stem]
    for letter, choice in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", question.choices, strict=False):
        lines.append(f"{'*' if choice.is_right else ' '} {letter}. {choice.text}")
    if question.answer is not None:
        lines.append(t("True") if question.answer else t("False"))
    lines += [f"  {number}. {' / '.join(blank.accept)}" for number, blank in enumerate(question.blanks, 1)]
    lines += [f"  {number}. {entry}" for number, entry in enumerate(question.order, 1)]
    lines += [f"  {pair.left} - {pair.right}" for pair in question.pairs]
    return "\n".join([*lines, question.explanation])
