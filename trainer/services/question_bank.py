"""The question bank: questions in and out, found, shown, revised, counted.

A question is the same when its code is; a new wording becomes a new version beside the old ones, because papers refer to
versions for ever. An edit of a shipped question is a local wording and stays current when the program is upgraded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.writing import content_digest
from trainer.platform import paths
from trainer.services.load_content import LOCAL_FROM

if TYPE_CHECKING:
    from trainer.adapters.content.question_files import Placed, QuestionFile
    from trainer.adapters.storage.stores.questions import Hit, QuestionHead, Stored
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

EXPORT_FORMATS = ("yaml",)


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
        refused: documents that could not be used; each has a finding of severity error.
        findings: everything to be said about the files.
    """

    imported: int
    updated: int
    unchanged: int
    refused: int
    questions: tuple[Taken, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BankExport:
    """What was written; ``left_out`` names questions that the format cannot hold, with a code."""

    exported: int
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BankCheck:
    """What a check of the bank found."""

    questions: int
    files: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BankStats:
    """How many questions there are, by what."""

    questions: int
    by_course: dict[str, int]
    by_kind: dict[str, int]
    by_difficulty: dict[str, int]
    by_tier: dict[str, int]
    by_bloom: dict[str, int]
    by_state: dict[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose wording here is not the newest shipped one."""

    code: str
    ours: Question
    shipped: Question


def import_files(
    office: Office, actor: Actor, files: Sequence[Path], *, dry_run: bool = False
) -> tuple[BankImport, Changes]:
    """Take questions from files, all in one transaction; the same file twice changes nothing.

    Args:
        dry_run: say what would happen and store nothing.

    Raises:
        Refusal: ``bank_format_unknown`` for a file whose ending no reader understands; nothing is taken then.
    """
    require(actor, Right.EDIT_QUESTIONS)
    readers = [_reader(file) for file in files]
    read = [reader(file) for reader, file in zip(readers, files, strict=True)]
    placed, repeated = _unique(read)
    findings = [finding for one in read for finding in one.findings] + repeated
    refused = sum(one.refused for one in read) + len(repeated)
    with office.database.write() if not dry_run else office.database.read() as uow:
        if not dry_run:
            uow.questions.queue()
        plan = _sort(uow, [one.question for one in placed])
        if not dry_run:
            _enter(office, uow, actor, plan)
            if plan.new or plan.wordings or plan.restored:
                uow.audit.append(
                    home_id=office.home_id,
                    at=office.clock.now(),
                    actor_id=actor.cadre_id,
                    action="bank.imported",
                    subject="",
                    facts={"added": len(plan.new), "updated": plan.updated, "refused": refused},
                )
    outcome = BankImport(
        len(plan.new),
        plan.updated,
        plan.unchanged,
        refused,
        tuple(Taken(one.question, one.where) for one in placed),
        tuple(findings),
    )
    return outcome, Changes.of() if dry_run else Changes.of(Area.QUESTIONS)


def export_questions(office: Office, actor: Actor, form: str, out: Path, *, course: str = "") -> BankExport:
    """Write the current wording of all questions that are not retired.

    Args:
        form: one of :data:`EXPORT_FORMATS`.
        course: code of a course; empty for all.

    Raises:
        Refusal: ``bank_format_unknown``.
        Fault: ``content_not_written``.
    """
    _require_sight(actor)
    if form not in EXPORT_FORMATS:
        raise Refusal("bank_format_unknown", found=form, known=", ".join(EXPORT_FORMATS))
    from trainer.adapters.content.question_files import write_question_file

    with office.database.read() as uow:
        questions = [one.question for one in uow.questions.all_current(course) if one.head.state is not State.RETIRED]
    write_question_file(questions, out)
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="bank.exported",
            subject="",
            facts={"format": form, "questions": len(questions)},
        )
    return BankExport(len(questions), ())


def check_bank(office: Office, actor: Actor) -> BankCheck:
    """Check the shipped question files and what this office changed or added."""
    _require_sight(actor)
    from trainer.adapters.content.checker import check_bank as check_files
    from trainer.domain.question_bank.lint import lint

    files = check_files(paths.shipped("question_bank"), paths.shipped("courses"))
    with office.database.read() as uow:
        own = [
            one.question
            for one in uow.questions.all_current()
            if one.head.state is not State.RETIRED and one.head.current_version != one.head.shipped_version
        ]
    found = [replace(one, facts={**one.facts, "place": "bank"}) for one in lint(own)]
    return BankCheck(files.questions + len(own), files.files, (*files.findings, *found))


def search(
    office: Office,
    actor: Actor,
    text: str = "",
    *,
    course: str = "",
    kind: str = "",
    state: str = "",
    limit: int = 50,
    offset: int = 0,
) -> tuple[int, list[Hit]]:
    """Find questions by words of the stem or by part of the code; every word must occur."""
    _require_sight(actor)
    with office.database.read() as uow:
        return uow.questions.search(text, course=course, kind=kind, state=state, limit=limit, offset=offset)


def show(office: Office, actor: Actor, code: str, version: int | None = None) -> Stored:
    """Give one question with its key.

    Raises:
        Refusal: ``question_unknown``.
    """
    _require_sight(actor)
    with office.database.read() as uow:
        found = uow.questions.by_code(code, version)
    if found is None:
        raise Refusal("question_unknown", question=code)
    return found


def stats(office: Office) -> BankStats:
    """Count the bank."""
    with office.database.read() as uow:
        return BankStats(
            uow.questions.count(),
            *(uow.questions.counts_by(what) for what in ("course", "kind", "difficulty", "tier", "bloom", "state")),
        )


def differences(office: Office, actor: Actor) -> tuple[Difference, ...]:
    """List questions whose wording here is not the newest shipped one."""
    _require_sight(actor)
    with office.database.read() as uow:
        pairs = uow.questions.differing()
    return tuple(Difference(ours.head.code, ours.question, shipped.question) for ours, shipped in pairs)


def save_question(office: Office, actor: Actor, question: Question) -> tuple[Question, Changes]:
    """Keep a new question or a new wording of one; the version number is given here.

    Raises:
        Refusal: ``question_unsound`` with the code of the first problem.
    """
    require(actor, Right.EDIT_QUESTIONS)
    wrong = [one for one in problems(question) if one.severity is Severity.ERROR]
    if wrong:
        raise Refusal("question_unsound", question=question.code, problem=wrong[0].code, count=len(wrong))
    with office.database.write() as uow:
        uow.questions.queue()
        plan = _sort(uow, [question])
        _enter(office, uow, actor, plan)
        if not plan.unchanged:
            uow.audit.append(
                home_id=office.home_id,
                at=office.clock.now(),
                actor_id=actor.cadre_id,
                action="question.saved",
                subject=question.code,
                facts={},
            )
        stored = uow.questions.get(question.id)
    return stored.question if stored is not None else question, Changes.of(Area.QUESTIONS)


def change_state(office: Office, actor: Actor, code: str, state: State) -> Changes:
    """Publish, suspend or retire a question; results that rest on it keep it.

    Raises:
        Refusal: ``question_unknown``.
    """
    require(actor, Right.EDIT_QUESTIONS)
    with office.database.write() as uow:
        found = uow.questions.by_code(code)
        if found is None:
            raise Refusal("question_unknown", question=code)
        uow.questions.put_state(found.head.id, state)
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="question.state_changed",
            subject=code,
            facts={"from": found.head.state.value, "to": state.value},
        )
    return Changes.of(Area.QUESTIONS)


@dataclass(slots=True)
class _Plan:
    """What a set of questions would do to the bank."""

    new: list[Question]
    wordings: list[tuple[Question, QuestionHead]]
    restored: list[tuple[Question, QuestionHead]]
    unchanged: int

    @property
    def updated(self) -> int:
        return len(self.wordings) + len(self.restored)


def _sort(uow: UnitOfWork, questions: list[Question]) -> _Plan:
    heads = uow.questions.heads([one.code for one in questions])
    digests = uow.questions.digests([head.id for head in heads.values()])
    plan = _Plan([], [], [], 0)
    for question in questions:
        head = heads.get(question.code)
        digest = content_digest(question)
        if head is None:
            plan.new.append(question)
        elif digest == head.digest:
            plan.unchanged += 1
        elif head.shipped_version is not None and digest == digests.get((head.id, head.shipped_version)):
            plan.restored.append((replace(question, version=head.shipped_version), head))
        else:
            last = max(version for question_id, version in digests if question_id == head.id)
            least = LOCAL_FROM if head.origin == "shipped" else question.version
            plan.wordings.append((replace(question, version=max(last + 1, least)), head))
    return plan


def _enter(office: Office, uow: UnitOfWork, actor: Actor, plan: _Plan) -> None:
    now = office.clock.now()
    uow.questions.add(plan.new, origin="local", state=State.PUBLISHED, at=now, by=actor.cadre_id)
    uow.questions.add_versions([question for question, _ in plan.wordings], at=now, by=actor.cadre_id)
    for question, head in plan.wordings + plan.restored:
        uow.questions.put_head(question, shipped_version=head.shipped_version)


def _unique(read: Iterable[QuestionFile]) -> tuple[list[Placed], list[Finding]]:
    placed: list[Placed] = []
    repeated: list[Finding] = []
    seen: dict[str, str] = {}
    for one in (placed_one for file in read for placed_one in file.questions):
        code = one.question.code
        if code in seen:
            repeated.append(one.where.finding("question_id_twice", ("id",), question=code, other=seen[code]))
            continue
        seen[code] = one.where.file
        placed.append(one)
    return placed, repeated


def _reader(file: Path) -> Callable[[Path], QuestionFile]:
    from trainer.adapters.content.question_files import SUFFIXES, read_question_file

    if file.suffix.lower() in SUFFIXES:
        return read_question_file
    raise Refusal("bank_format_unknown", found=file.name, known=", ".join(SUFFIXES))


def _require_sight(actor: Actor) -> None:
    """Let those see keys who write questions or make papers of them."""
    if not actor.may(Right.MANAGE_EXAMS):
        require(actor, Right.EDIT_QUESTIONS)
