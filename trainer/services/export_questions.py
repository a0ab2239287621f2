"""Write questions out in any format: first say what the format cannot hold, then write the file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.question import Question, State
from trainer.domain.question_bank.selection import EVERYTHING, Order, QuestionFilter
from trainer.platform.garbage import few_collections
from trainer.wording import t

if TYPE_CHECKING:
    from trainer.adapters.interchange.questions.formats import Writer
    from trainer.adapters.storage.unit_of_work import UnitOfWork
    from trainer.services.office import Office

_NOT_RETIRED = tuple(state for state in State if state is not State.RETIRED)


@dataclass(frozen=True, slots=True)
class BankExport:
    """What was written, or would be.

    Attributes:
        exported: how many questions the file holds.
        left_out: code of each question that the format cannot hold, with the code of the reason.
        losses: codes of what gets lost, with the codes of the questions that lose it.
    """

    exported: int
    left_out: tuple[tuple[str, str], ...]
    losses: dict[str, tuple[str, ...]]


def writable_formats() -> tuple[str, ...]:
    """Name the formats that can be written."""
    from trainer.adapters.interchange.questions.formats import WRITABLE

    return WRITABLE


def format_of(path: Path) -> str:
    """Guess the format that a file's name asks for; empty where several formats or none end like that."""
    from trainer.adapters.interchange.questions.formats import FORMATS, WRITABLE

    suffix = {".yml": ".yaml"}.get(path.suffix.lower(), path.suffix.lower())
    found = [name for name in WRITABLE if FORMATS[name].suffix == suffix]
    return found[0] if len(found) == 1 else ""


def foresee(office: Office, actor: Actor, form: str, wanted: QuestionFilter = EVERYTHING) -> BankExport:
    """Say what a format would leave out and lose; nothing is written.

    Args:
        form: name of a format.
        wanted: which questions; without states, all but the retired ones.

    Raises:
        Refusal: ``no_right``, ``bank_format_unknown``.
    """
    _require_sight(actor)
    writer = _writer(form)
    with few_collections(), office.database.read() as uow:
        kept, left_out, losses = _sorted_out(uow, _wanted(uow, wanted), writer)
    return BankExport(len(kept), left_out, losses)


def export_questions(
    office: Office, actor: Actor, form: str, out: Path, wanted: QuestionFilter = EVERYTHING, *, title: str = ""
) -> BankExport:
    """Write the current wording of questions into one file.

    Args:
        form: name of a format.
        out: file to write; one that is there is replaced only when the new one is complete.
        wanted: which questions; without states, all but the retired ones.
        title: stands at the head of documents; empty for a usual one.

    Raises:
        Refusal: ``no_right``, ``bank_format_unknown``.
        Fault: ``content_not_written``.
    """
    _require_sight(actor)
    writer = _writer(form)
    with few_collections(), office.database.read() as uow:
        kept, left_out, losses = _sorted_out(uow, _wanted(uow, wanted), writer)

        def media(digest: str) -> bytes | None:
            found = uow.media.get(digest)
            return found.content if found is not None else None

        content = writer.write(kept, media, title or t("Question bank"))
        beside = _files_beside(kept, media) if form == "yaml" else {}
    _write(out, content, beside)
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="bank.exported",
            subject="",
            facts={"format": form, "questions": len(kept), "left_out": len(left_out)},
        )
    return BankExport(len(kept), left_out, losses)


def _writer(form: str) -> Writer:
    from trainer.adapters.interchange.questions.formats import WRITABLE, Writer, writer

    if form not in WRITABLE:
        raise Refusal("bank_format_unknown", found=form, known=", ".join(WRITABLE))
    if form != "yaml":
        return writer(form)

    def write(questions: Sequence[Question], _media: Callable[[str], bytes | None], _title: str) -> bytes:
        from trainer.adapters.content.question_files import write_question_text

        return write_question_text(questions).encode()

    return Writer(write, lambda _: "", lambda _: ())


def _wanted(uow: UnitOfWork, wanted: QuestionFilter) -> Iterator[Question]:
    """Give the questions in the order of courses and categories; within one, as they entered the bank."""
    if not wanted.states:
        wanted = replace(wanted, states=_NOT_RETIRED)
    found = uow.questions.wordings(uow.question_search.numbers(wanted, Order.CAME))
    yield from sorted(found, key=lambda one: (one.course, one.knowledge_point, one.category))


def _sorted_out(
    uow: UnitOfWork, questions: Iterable[Question], writer: Writer
) -> tuple[list[Question], tuple[tuple[str, str], ...], dict[str, tuple[str, ...]]]:
    kept: list[Question] = []
    left_out: list[tuple[str, str]] = []
    losses: dict[str, list[str]] = {}
    for question in questions:
        if reason := writer.refuses(question):
            left_out.append((question.code, reason))
            continue
        kept.append(question)
        for code in writer.loses(question):
            losses.setdefault(code, []).append(question.code)
    used = {attachment.digest for question in kept for attachment in _attachments(question)}
    if missing := used - uow.media.known(used):
        losses["question_media_missing"] = [
            question.code for question in kept if any(one.digest in missing for one in _attachments(question))
        ]
    return kept, tuple(left_out), {code: tuple(codes) for code, codes in losses.items()}


def _files_beside(questions: Iterable[Question], media: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """Collect the bytes of all attachments by digest; those that are not kept here are passed over."""
    found: dict[str, bytes] = {}
    for question in questions:
        for attachment in _attachments(question):
            if attachment.digest not in found and (content := media(attachment.digest)) is not None:
                found[attachment.digest] = content
    return found


def _attachments(question: Question) -> Iterator[Attachment]:
    for one in (question, *question.parts):
        yield from one.attachments


def _write(out: Path, content: bytes, beside: dict[str, bytes]) -> None:
    made: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for digest, data in beside.items():
            # Named by their bytes: one that is there already is the same file.
            file = out.with_name(f"{out.name}.files") / digest
            if not file.exists():
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(data)
        handle, name = mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        made = Path(name)
        with os.fdopen(handle, "wb") as file_object:
            file_object.write(content)
        # A temporary file is readable by its owner only; the finished one gets the usual rights.
        made.chmod(0o644)
        made.replace(out)
    except OSError as error:
        raise Fault("content_not_written", out, error) from error
    finally:
        if made is not None:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)


def _require_sight(actor: Actor) -> None:
    """Let those see keys who write questions or make papers of them."""
    if not actor.may(Right.MANAGE_EXAMS):
        require(actor, Right.EDIT_QUESTIONS)
