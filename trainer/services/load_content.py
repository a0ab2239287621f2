"""Let the shipped questions enter the database, once per state of the shipped files.

An ordinary start compares two digests and ends. After an upgrade the files are read, and by code and version: new questions
are added, newer wordings become current, and what was edited in this office stays current - the newer shipped wording is
stored beside it, so that the difference can be shown. Local wordings are numbered from :data:`LOCAL_FROM` on, shipped ones
below, so that the two never meet. Withdrawn states (suspended, retired) are never undone by an upgrade.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.adapters.content import compiled
from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank import derived
from trainer.domain.question_bank.question import Question, State
from trainer.platform import paths

if TYPE_CHECKING:
    from trainer.adapters.content.question_files import Placed
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

# First number of a wording edited in an office; shipped wordings count 1, 2, 3.
LOCAL_FROM = 1001
_FOLDER = "question_bank"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of the shipped questions.

    Attributes:
        is_current: nothing had changed since the last start; all counts are 0.
        added, updated, unchanged: by question.
        kept: newer shipped wordings that were stored beside a local one.
        refused: questions whose files have errors; they enter when the files are mended.
        findings: what is wrong with the files.
    """

    is_current: bool
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    findings: tuple[Finding, ...] = ()


def load_shipped(office: Office, *, bank_root: Path | None = None) -> tuple[LoadReport, Changes]:
    """Bring the database to the state of the shipped question files; called after every opening.

    Args:
        office: just opened.
        bank_root: another folder than the shipped one, for tests.
    """
    root = bank_root if bank_root is not None else paths.shipped(_FOLDER)
    digest = compiled.bank_digest(root)
    with office.database.read() as uow:
        known = uow.shipped.digest(_FOLDER)
        worked_out = uow.shipped.heads()
    if worked_out != derived.VERSION:
        mend_heads(office)
    if known == digest or (not digest and known is not None):
        # A folder that has vanished takes nothing away.
        return LoadReport(is_current=True), Changes.of()
    from trainer.adapters.content.question_files import read_question_folder

    read = read_question_folder(root)
    with office.database.write() as uow:
        uow.questions.queue()
        if digest and uow.shipped.digest(_FOLDER) == digest:
            # Another program on the same database was quicker.
            return LoadReport(is_current=True), Changes.of()
        report = _enter(office, uow, read.questions, read.findings, read.refused)
        if digest:
            uow.shipped.put_digest(_FOLDER, digest, office.clock.now())
    return report, Changes.of(Area.QUESTIONS)


def mend_heads(office: Office) -> int:
    """Work out again what heads, search and exposure repeat from wordings and results.

    Needed once after an upgrade that works something out in another way, and after a restore into another sort of database;
    a hundred thousand questions take about twenty seconds.

    Returns:
        How many of them differed from what was kept.
    """
    with office.database.write() as uow:
        drifted = 0
        if uow.shipped.has_questions():
            drifted = uow.questions.rebuild_heads() + uow.question_use.rebuild()
        uow.shipped.put_heads(derived.VERSION, office.clock.now())
    return drifted


def compile_shipped() -> None:
    """Note what the shipped files say, so that no start has to parse them; done once at set-up."""
    compiled.bank_digest(paths.shipped(_FOLDER))
    compiled.courses(paths.shipped("courses"))


def _enter(
    office: Office, uow: UnitOfWork, placed: tuple[Placed, ...], findings: tuple[Finding, ...], refused: int
) -> LoadReport:
    from trainer.domain.question_bank.writing import content_digest

    now = office.clock.now()
    heads = uow.questions.heads()
    digests = uow.questions.digests()
    new: list[Question] = []
    wordings: list[Question] = []
    updated = unchanged = kept = 0
    noted = list(findings)
    for one in placed:
        question, head = one.question, heads.get(one.question.code)
        if head is None:
            new.append(question)
            continue
        stored = digests.get((question.id, question.version))
        if stored is not None:
            if stored != content_digest(question):
                # A wording that sittings refer to is never overwritten.
                noted.append(
                    one.where.finding("version_not_raised", ("version",), Severity.WARNING, question=question.code)
                )
            unchanged += 1
            continue
        if question.version >= LOCAL_FROM or question.version < (head.shipped_version or 0):
            unchanged += 1
            continue
        wordings.append(question)
        if head.shipped_version == head.current_version:
            updated += 1
        else:
            kept += 1
    uow.questions.add(new, origin="shipped", state=State.PUBLISHED, at=now, by=None)
    uow.questions.add_versions(wordings, at=now, by=None)
    for question in wordings:
        head = heads[question.code]
        if head.shipped_version == head.current_version:
            uow.questions.put_head(question, shipped_version=question.version)
        else:
            uow.questions.put_shipped_version(question.id, question.version)
    # The first filling of an empty bank is part of making the office and changes nothing that anybody knew.
    if heads and (new or wordings):
        uow.audit.append(
            home_id=office.home_id,
            at=now,
            actor_id=None,
            action="bank.shipped_loaded",
            subject="",
            facts={"added": len(new), "updated": updated, "kept": kept, "refused": refused},
        )
    return LoadReport(False, len(new), updated, unchanged, kept, refused, tuple(noted))
