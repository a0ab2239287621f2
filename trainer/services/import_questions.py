"""Bring questions in from files: look without storing, then commit in one transaction that can be taken back.

A preview and an import run through the same planning (``bank_import_plan``); the commit plans again inside its transaction,
so that what others changed in between is never overwritten by an old preview.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.drafts import Draft, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.lint import lint
from trainer.domain.question_bank.question import Question
from trainer.platform.garbage import few_collections
from trainer.services.bank_import_plan import BankPlan, Line, Standing, called, plan_import, with_codes
from trainer.services.enter_questions import IMPORT, enter
from trainer.services.question_sources import (
    NO_IMPORT_OPTIONS,
    ImportOptions,
    ReadQuestions,
    SeenFile,
    pasted,
    read_paths,
    read_sources,
    readable_formats,
)

if TYPE_CHECKING:
    from trainer.adapters.interchange.questions.source import SourceFile
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# Notices of one sort that an import lists of one file. Ten thousand times the same hunch is no help to anybody.
MOST_ALIKE = 20

__all__ = [
    "BankImport",
    "FilesCheck",
    "ImportOptions",
    "Preview",
    "SeenDraft",
    "SeenFile",
    "Standing",
    "Taken",
    "check_files",
    "commit",
    "import_files",
    "pasted",
    "preview",
    "preview_sources",
    "preview_text",
    "readable_formats",
]


@dataclass(frozen=True, slots=True)
class Taken:
    """One accepted question of an import, and where it stood."""

    question: Question
    where: Where


@dataclass(frozen=True, slots=True)
class BankImport:
    """What became of an import.

    Attributes:
        imported, updated, unchanged: accepted questions; together they are ``questions``.
        refused: questions and files that could not be used; each has a finding of severity error.
        findings: everything to be said about the files; of many notices of one sort the first, and how many more there are.
        files: what each of them turned out to be.
        change_id: for taking the import back; empty when nothing was stored.
        changed_ids: of questions that are new or have a new wording.
    """

    imported: int
    updated: int
    unchanged: int
    refused: int
    questions: tuple[Taken, ...]
    findings: tuple[Finding, ...]
    files: tuple[SeenFile, ...] = ()
    change_id: str = field(default="", compare=False)
    changed_ids: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_refused(self) -> bool:
        """Whether no file could be read at all."""
        return bool(self.files) and not any(file.is_usable for file in self.files)


@dataclass(frozen=True, slots=True)
class FilesCheck:
    """What a check of files found."""

    questions: int
    files: tuple[SeenFile, ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether no file could be read at all."""
        return bool(self.files) and not any(file.is_usable for file in self.files)


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """One question of a preview, as a wizard lists it.

    Attributes:
        index: by which ``commit`` is told of exclusions and edits.
        twin: another question that says the same; empty where there is none.
        in_bank: version that the bank has of this very question; 0 for a new one.
        findings: what was said about its place.
    """

    index: int
    draft: Draft
    standing: Standing
    twin: str
    in_bank: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Preview:
    """What an import would do. Holds the drafts and their files in memory."""

    read: ReadQuestions
    plan: BankPlan

    @property
    def files(self) -> tuple[SeenFile, ...]:
        """What each file turned out to be."""
        return self.read.files

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many questions would do what; refused ones count files, too."""
        counted = {standing: self.plan.count(standing) for standing in Standing}
        counted[Standing.REFUSED] += self.read.refused
        return counted

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, file by file and down each of them."""
        return _in_order(self.read, self.plan.findings)

    @cached_property
    def drafts(self) -> tuple[SeenDraft, ...]:
        """All usable drafts, in the order of the files."""
        by_place: dict[tuple[str, str, int | None], list[Finding]] = {}
        for one in self.findings:
            by_place.setdefault((one.file, one.sheet or "", one.line), []).append(one)
        seen = []
        for index, line in enumerate(self.plan.lines):
            where = line.draft.where
            told = tuple(by_place.get((where.file, where.sheet, where.line), ()))
            seen.append(SeenDraft(index, line.draft, line.standing, line.twin, line.in_bank, told))
        return tuple(seen)


def import_files(
    office: Office,
    actor: Actor,
    files: Sequence[Path],
    *,
    form: str = "",
    dry_run: bool = False,
    options: ImportOptions = NO_IMPORT_OPTIONS,
) -> tuple[BankImport, Changes]:
    """Take questions from files and folders, all in one transaction; the same file twice changes nothing.

    Args:
        form: name of a format, over what the files look like.
        dry_run: say what would happen and store nothing.
        options: encoding, category and the like.

    Raises:
        Refusal: ``no_right``; ``bank_format_unknown`` and ``text_encoding_unknown`` for what a person named.
    """
    require(actor, Right.EDIT_QUESTIONS)
    if form:
        options = replace(options, form=form)
    with few_collections():
        read = read_paths(files, options)
        if dry_run:
            with office.database.read() as uow:
                return _outcome(read, plan_import(uow, read.drafts)), Changes.of()
        return _store(office, actor, read, {}, ())


def preview(office: Office, actor: Actor, files: Sequence[Path], options: ImportOptions = NO_IMPORT_OPTIONS) -> Preview:
    """Work out what an import of files would do and store nothing.

    Raises:
        Refusal: as :func:`import_files`.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with few_collections():
        return _previewed(office, read_paths(files, options))


def preview_text(office: Office, actor: Actor, text: str, options: ImportOptions = NO_IMPORT_OPTIONS) -> Preview:
    """Work out what a pasted text would do.

    Raises:
        Refusal: as :func:`import_files`.
    """
    return preview_sources(office, actor, [pasted(text)], options)


def preview_sources(
    office: Office, actor: Actor, sources: Sequence[SourceFile], options: ImportOptions = NO_IMPORT_OPTIONS
) -> Preview:
    """Work out what files in memory would do.

    Raises:
        Refusal: as :func:`import_files`.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with few_collections():
        return _previewed(office, read_sources(sources, options))


def check_files(actor: Actor, files: Sequence[Path], options: ImportOptions = NO_IMPORT_OPTIONS) -> FilesCheck:
    """Read files and look at their questions one by one and together; the bank is not looked at.

    Raises:
        Refusal: as :func:`import_files`.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with few_collections():
        read = read_paths(files, options)
        remarks: list[Finding] = []
        drafts = with_codes(read.drafts, remarks)
        places = {draft.question.code: draft.where for draft in drafts}
        names = {draft.question.code: called(draft) for draft in drafts}
        found = lint([draft.question for draft in drafts], lambda question: places[question.code])
    told = [replace(one, facts=_by_name(one.facts, names)) for one in found]
    return FilesCheck(len(drafts), read.files, _fewer(_in_order(read, [*remarks, *told])))


def commit(
    office: Office,
    actor: Actor,
    seen: Preview,
    *,
    excluded: Collection[int] = (),
    edited: Mapping[int, Question] | None = None,
) -> tuple[BankImport, Changes]:
    """Store what a preview showed; planned anew against what is stored by now.

    Args:
        excluded: indices of drafts that the person left out; they are neither stored nor counted.
        edited: what the person made of drafts, by index; unsound ones are refused with a finding.

    Raises:
        Refusal: ``no_right``.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with few_collections():
        return _store(office, actor, seen.read, edited or {}, excluded)


def _previewed(office: Office, read: ReadQuestions) -> Preview:
    with office.database.read() as uow:
        return Preview(read, plan_import(uow, read.drafts))


def _store(
    office: Office, actor: Actor, read: ReadQuestions, edited: Mapping[int, Question], excluded: Collection[int]
) -> tuple[BankImport, Changes]:
    with office.database.write() as uow:
        uow.questions.queue()
        plan = plan_import(uow, read.drafts, edited, excluded)
        change_id = _enter(office, uow, actor, read, plan)
    changed = tuple(line.draft.question.id for line in plan.having(Standing.NEW, Standing.UPDATED, Standing.RESTORED))
    outcome = replace(_outcome(read, plan), change_id=change_id, changed_ids=changed)
    return outcome, Changes.of(Area.QUESTIONS) if change_id else Changes.of()


def _enter(office: Office, uow: UnitOfWork, actor: Actor, read: ReadQuestions, plan: BankPlan) -> str:
    """Write everything.

    Returns:
        Id of the change; empty when there was nothing to write.
    """
    if plan.entry.is_empty:
        return ""
    now = office.clock.now()
    refused = read.refused + plan.count(Standing.REFUSED)
    uow.media.put(_media_of(read, plan.having(Standing.NEW, Standing.UPDATED)), now)
    title = ", ".join(file.name for file in read.files if file.questions)
    change_id = enter(office, uow, actor, plan.entry, what=IMPORT, title=title, counts={"refused": refused})
    uow.audit.append(
        home_id=office.home_id,
        at=now,
        actor_id=actor.cadre_id,
        action="bank.imported",
        subject=change_id,
        facts={"added": len(plan.entry.new), "updated": plan.entry.updated, "refused": refused},
    )
    return change_id


def _media_of(read: ReadQuestions, lines: Sequence[Line]) -> list[MediaFile]:
    """Give the files that the questions of some lines refer to."""
    if not read.media:
        return []
    wanted: dict[str, None] = {}
    for line in lines:
        question = line.draft.question
        for one in (question, *question.parts):
            wanted.update((attachment.digest, None) for attachment in one.attachments)
    return [read.media[digest] for digest in wanted if digest in read.media]


def _outcome(read: ReadQuestions, plan: BankPlan) -> BankImport:
    accepted = [line for line in plan.lines if line.standing is not Standing.REFUSED]
    return BankImport(
        plan.count(Standing.NEW),
        plan.count(Standing.UPDATED, Standing.RESTORED),
        plan.count(Standing.UNCHANGED, Standing.REPEATED),
        read.refused + plan.count(Standing.REFUSED),
        tuple(Taken(line.draft.question, line.draft.where) for line in accepted),
        _fewer(_in_order(read, plan.findings)),
        read.files,
    )


def _fewer(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out what has been told often enough; how many that were stands in their place."""
    kept: list[Finding] = []
    times: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Finding] = {}
    summaries: dict[tuple[str, str], int] = {}
    for one in findings:
        sort = (one.file, one.code)
        if one.severity is Severity.NOTICE:
            times[sort] += 1
            first.setdefault(sort, one)
            if times[sort] == MOST_ALIKE + 1:
                summaries[sort] = len(kept)
            if times[sort] > MOST_ALIKE + 1:
                continue
        kept.append(one)
    for sort, index in summaries.items():
        left_out = times[sort] - MOST_ALIKE
        if left_out > 1:
            facts = {"n": left_out, "line": str(first[sort].line or "?")}
            kept[index] = replace(kept[index], code="notices_left_out", facts=facts)
    return tuple(kept)


def _by_name(facts: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """Name questions as their files do; the codes made for them say nothing to people."""
    return {key: names.get(value, value) if isinstance(value, str) else value for key, value in facts.items()}


def _in_order(read: ReadQuestions, more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put what readers said and what was found beyond it into the order of the files; within a file, by line, the file itself first."""
    places = {file.name: place for place, file in enumerate(read.files)}
    return tuple(
        sorted(
            (*read.findings, *more),
            key=lambda one: (places.get(one.file, len(places)), one.sheet or "", one.line or 0),
        )
    )
