"""``trainer bank``: questions in and out, found, shown, checked, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.findings import as_documents, as_lines, weigh
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.cli.question_documents import question_document, question_text
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.question import Kind, State
from trainer.domain.question_bank.selection import QuestionFilter
from trainer.domain.question_bank.writing import write_question
from trainer.services import question_bank
from trainer.wording import N_, t
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.alike_questions import AlikeLine
    from trainer.services.import_questions import BankImport
    from trainer.services.office import Office

app = typer.Typer(no_args_is_help=True, help=N_("The question bank: import, export, search, check."))

_STEM_SHOWN = 60
# Findings of one sort that a terminal shows; --json has all.
_LINES_SHOWN = 20
_MOST_PAIRS = 100_000
FORMATS_READ = (
    "xlsx docx text moodle_xml gift aiken cloze missing_word qti12 qti21 qti22 qti30 h5p common_cartridge yaml"
)
FORMATS_WRITTEN = "xlsx docx gift moodle_xml aiken qti21 qti22 qti30 yaml"

Files = Annotated[list[Path], typer.Argument(help=N_("Files or folders to read."))]
FormOption = Annotated[str, typer.Option("--format", help=FORMATS_READ)]
EncodingOption = Annotated[
    str,
    typer.Option(help=N_("Encoding of text files, where it is not found: utf-8, gb18030, big5, utf-16, windows-1252.")),
]
CategoryOption = Annotated[str, typer.Option(help=N_("Category of questions whose file names none."))]
CourseOption = Annotated[str, typer.Option(help=N_("Only this course."))]
PointOption = Annotated[str, typer.Option(help=N_("Only this knowledge point."))]
WithinOption = Annotated[str, typer.Option("--category", help=N_("Only this category and those below it."))]
KindOption = Annotated[str, typer.Option(help=N_("Only this kind."))]
StateOption = Annotated[str, typer.Option(help=N_("Only this state: draft, in_review, published, suspended, retired."))]
TagOption = Annotated[str, typer.Option(help=N_("Only questions with this tag."))]


@app.command("import", help=N_("Take questions from files; the same file twice changes nothing."))
def import_(
    ctx: typer.Context,
    files: Files,
    form: FormOption = "",
    encoding: EncodingOption = "",
    category: CategoryOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would happen and store nothing."))] = False,
    near_duplicates: Annotated[
        bool,
        typer.Option("--near-duplicates", help=N_("Look through the whole bank for questions much like the new ones.")),
    ] = False,
    as_json: bool = JSON_OPTION,
) -> None:
    """Take questions from files."""
    from trainer.services.import_questions import ImportOptions, import_files

    _check_usage(form, FORMATS_READ, encoding)
    options = ImportOptions(form, encoding, category)
    with opened(ctx) as (office, actor):
        outcome, _ = import_files(office, actor, files, options=options, dry_run=dry_run)
        alike = _alike(office, actor, outcome) if near_duplicates and outcome.changed_ids else []
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
    document = _import_document(outcome)
    lines = as_lines(outcome.findings, _LINES_SHOWN)
    if near_duplicates:
        document["near_duplicates"] = [
            {"id": one.one_code, "other": one.other_code, "likeness": round(one.likeness, 3)} for one in alike
        ]
        lines += [
            t("{question} is much like {other}.", question=one.one_code, other=one.other_code)
            for one in alike[:_LINES_SHOWN]
        ]
    finish(ctx, document, "\n".join([*lines, summary]), found, outcome.is_refused)


@app.command(help=N_("Write questions to a file; what the format cannot hold is named."))
def export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("File to write."))],
    form: Annotated[str, typer.Option("--format", help=FORMATS_WRITTEN)] = "",
    course: CourseOption = "",
    point: PointOption = "",
    category: WithinOption = "",
    kind: KindOption = "",
    state: StateOption = "",
    tag: TagOption = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what would be left out or lost and write nothing."))
    ] = False,
    as_json: bool = JSON_OPTION,
) -> None:
    """Write questions to a file."""
    from trainer.services.export_questions import export_questions, foresee, format_of

    _check_usage(form, FORMATS_WRITTEN)
    form = form or format_of(out) or "yaml"
    wanted = _filter("", course, point, category, kind, state, tag)
    with opened(ctx) as (office, actor):
        if dry_run:
            outcome = foresee(office, actor, form, wanted)
        else:
            outcome = export_questions(office, actor, form, out, wanted)
    document = {
        "exported": outcome.exported,
        "left_out": [{"id": code, "code": reason, "message": say(reason).what} for code, reason in outcome.left_out],
        "losses": [
            {"code": reason, "message": say(reason).what, "questions": list(codes)}
            for reason, codes in outcome.losses.items()
        ],
    }
    lines = [f"{code}: {say(reason).what}" for code, reason in outcome.left_out]
    lines += [f"{say(reason).what} ({', '.join(_few(codes))})" for reason, codes in outcome.losses.items()]
    if dry_run:
        lines.append(t("Nothing written: {n} questions would be in the file.", n=outcome.exported))
    else:
        lines.append(t("{n} questions written to {path}.", n=outcome.exported, path=str(out)))
    finish(ctx, document, "\n".join(lines), bool(outcome.left_out))


@app.command(help=N_("Check files without importing them, or all questions of the bank; every problem with its place."))
def check(
    ctx: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(help=N_("Files or folders; none for the bank."))] = None,
    form: FormOption = "",
    encoding: EncodingOption = "",
    as_json: bool = JSON_OPTION,
) -> None:
    """Check files or the bank."""
    refused = False
    _check_usage(form, FORMATS_READ, encoding)
    with opened(ctx) as (office, actor):
        if files:
            from trainer.services.import_questions import ImportOptions, check_files

            outcome = check_files(actor, files, ImportOptions(form, encoding))
            questions, number, findings, refused = (
                outcome.questions,
                len(outcome.files),
                outcome.findings,
                outcome.is_refused,
            )
        else:
            report = question_bank.check_bank(office, actor)
            questions, number, findings = report.questions, report.files, report.findings
    document = {"questions": questions, "files": number, "findings": as_documents(findings)}
    summary = t(
        "{questions} questions in {files} files checked; {found} findings.",
        questions=questions,
        files=number,
        found=len(findings),
    )
    lines = [*as_lines(findings, _LINES_SHOWN if files else 0), summary]
    finish(ctx, document, "\n".join(lines), weigh(findings), refused)


@app.command(help=N_("Find questions by words of the stem or by part of the code."))
def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help=N_("Words; every one must occur."))] = "",
    course: CourseOption = "",
    point: PointOption = "",
    category: WithinOption = "",
    kind: KindOption = "",
    state: StateOption = "",
    tag: TagOption = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help=N_("How many to list at most."))] = 50,
    offset: Annotated[int, typer.Option(min=0, help=N_("How many to pass over."))] = 0,
    as_json: bool = JSON_OPTION,
) -> None:
    """Find questions."""
    from trainer.services.overviews.found_questions import find_questions

    wanted = _filter(text, course, point, category, kind, state, tag)
    with opened(ctx) as (office, actor):
        total, hits = find_questions(office, actor, wanted, limit, offset)
    document = {
        "total": total,
        "hits": [
            {
                "id": hit.code,
                "name": hit.name,
                "stem": hit.stem,
                "kind": hit.kind,
                "category": hit.category,
                "state": hit.state,
            }
            for hit in hits
        ],
    }
    rows = [(hit.code, hit.kind, _short(hit.stem)) for hit in hits]
    lines = [aligned((t("Code"), t("Kind"), t("Stem")), rows)] if rows else []
    finish(ctx, document, "\n".join([*lines, t("{shown} of {total} shown.", shown=len(hits), total=total)]))


@app.command(help=N_("List imports and bulk edits; each can be taken back."))
def changes(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help=N_("How many to list at most."))] = 20,
    as_json: bool = JSON_OPTION,
) -> None:
    """List changes."""
    from trainer.services.undo_bank_change import list_changes

    with opened(ctx) as (office, actor):
        found = list_changes(office, actor, limit)
    rows = [
        (
            one.id,
            f"{one.at:%Y-%m-%d %H:%M}",
            one.what,
            ", ".join(f"{key} {n}" for key, n in one.counts.items()),
            one.title,
        )
        for one in found
    ]
    lines = [aligned((t("Change"), t("Time"), t("Kind"), t("Questions"), t("Files")), rows)] if rows else []
    finish(ctx, {"changes": [asdict(one) for one in found]}, "\n".join(lines) or t("Nothing has been imported yet."))


@app.command(help=N_("Take an import or a bulk edit back."))
def undo(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(help=N_("Id of the change; without one, the last one."))] = "",
    leave_edited: Annotated[
        bool, typer.Option("--leave-edited", help=N_("Leave questions that were edited since as they are."))
    ] = False,
    as_json: bool = JSON_OPTION,
) -> None:
    """Take a change back."""
    from trainer.services.undo_bank_change import list_changes
    from trainer.services.undo_bank_change import undo as take_back

    with opened(ctx) as (office, actor):
        if not change:
            standing = [one.id for one in list_changes(office, actor) if one.may_be_undone]
            if not standing:
                raise Refusal("bank_change_none")
            change = standing[0]
        outcome, _ = take_back(office, actor, change, leave_edited=leave_edited)
    document = {"change": change, **asdict(outcome)}
    said = t(
        "{removed} questions removed, {retired} retired, {restored} as they were before.",
        removed=outcome.removed,
        retired=outcome.retired,
        restored=outcome.restored,
    )
    finish(ctx, document, said, bool(outcome.kept))


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
        **question_document(stored.question),
        "state": head.state.value,
        "origin": head.origin,
        "current_version": head.current_version,
        "shipped_version": head.shipped_version,
        "document": write_question(stored.question),
    }
    finish(ctx, document, question_text(stored.question))


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


@app.command(help=N_("Make the index of words and the counts of use again from questions and results."))
def rebuild(ctx: typer.Context, as_json: bool = JSON_OPTION) -> None:
    """Make the index of words and the counts of use again."""
    with opened(ctx) as (office, actor):
        drifted, _ = question_bank.rebuild_index(office, actor)
    finish(ctx, {"drifted": drifted}, t("Made again. {n} entries had drifted.", n=drifted))


def _alike(office: Office, actor: Actor, outcome: BankImport) -> list[AlikeLine]:
    """Find the pairs of questions much alike that an import brought."""
    from trainer.services.alike_questions import alike_lines, search_whole_bank

    fresh = frozenset(outcome.changed_ids)
    search_whole_bank(office, actor, fresh=fresh)
    _, lines = alike_lines(office, actor, limit=_MOST_PAIRS)
    return [line for line in lines if line.one_id in fresh or line.other_id in fresh]


def _import_document(outcome: BankImport) -> dict[str, Any]:
    return {
        "imported": outcome.imported,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": outcome.refused,
        "questions": [question_document(taken.question, taken.where) for taken in outcome.questions],
        "findings": as_documents(outcome.findings),
        "files": [
            {
                "file": file.name,
                "format": file.form or None,
                "encoding": file.encoding or None,
                "questions": file.questions,
                "refused": file.refused,
            }
            for file in outcome.files
        ],
    }


def _filter(text: str, course: str, point: str, category: str, kind: str, state: str, tag: str) -> QuestionFilter:
    return QuestionFilter(
        text=text,
        course=course,
        points=(point,) if point else (),
        category=category,
        kinds=(_one_of(Kind, kind, "--kind"),) if kind else (),
        states=(_one_of(State, state, "--state"),) if state else (),
        tag=tag,
    )


def _one_of(words: Any, given: str, option: str) -> Any:
    try:
        return words(given)
    except ValueError as error:
        raise typer.BadParameter(", ".join(one.value for one in words), param_hint=option) from error


def _check_usage(form: str, formats: str, encoding: str = "") -> None:
    """Take names of formats and encodings that nobody knows for wrong usage, before a home is opened or made."""
    from trainer.platform.bad_file import BadFileError
    from trainer.platform.decoding import known

    if form and form not in formats.split():
        raise typer.BadParameter(", ".join(formats.split()), param_hint="--format")
    if encoding:
        try:
            known(encoding)
        except BadFileError as error:
            raise typer.BadParameter(error.facts["known"], param_hint="--encoding") from error


def _few(codes: Sequence[str]) -> list[str]:
    return [*codes[:_LINES_SHOWN], "…"] if len(codes) > _LINES_SHOWN else list(codes)


def _short(stem: str) -> str:
    plain = " ".join(stem.split())
    return plain if len(plain) <= _STEM_SHOWN else plain[: _STEM_SHOWN - 1] + "…"
