"""The question bank: questions found, shown, revised, checked, counted.

A question is the same when its code is; a new wording becomes a new version beside the old ones, because papers refer to
versions for ever. An edit of a shipped question is a local wording and stays current when the program is upgraded.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.domain.kernel.changes import Area, Changes
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.kernel.time import local_date
from trainer.domain.people.roles import Actor, Right, require
from trainer.domain.question_bank import life
from trainer.domain.question_bank.drafts import with_code
from trainer.domain.question_bank.kinds import problems
from trainer.domain.question_bank.prepared import prepare
from trainer.domain.question_bank.question import Kind, Question, State
from trainer.domain.question_bank.selection import Order, QuestionFilter
from trainer.platform import paths
from trainer.platform.identifiers import new_id
from trainer.services.enter_questions import enter, plan_entry

# Eight signs of 32 that are not taken for each other (Crockford's base 32): forty random bits.
_TOKEN_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOKEN_BITS, _TOKEN_LENGTH = 5, 8
_TOKEN_MASK = (1 << _TOKEN_BITS) - 1

if TYPE_CHECKING:
    from trainer.adapters.storage.stores.question_search import Hit
    from trainer.adapters.storage.stores.questions import Stored
    from trainer.domain.question_bank.drafts import MediaFile
    from trainer.services.office import Office


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


def check_bank(office: Office, actor: Actor) -> BankCheck:
    """Check the shipped question files and what this office changed or added."""
    require_sight(actor)
    from trainer.adapters.content.checker import check_bank as check_files
    from trainer.domain.question_bank.lint import lint
    from trainer.services.formula_images import unreadable_formulas

    today = local_date(office.clock.now())
    files = check_files(paths.shipped("question_bank"), paths.shipped("courses"), today=today)
    mended = _mend_index(office, actor)
    with office.database.read() as uow:
        current = [one for one in uow.questions.all_current() if one.head.state is not State.RETIRED]
        codes = set(uow.questions.heads())
    own = [one.question for one in current if one.head.current_version != one.head.shipped_version]
    told = lint(own, today=today, known=codes)
    told += [finding for one in current for finding in unreadable_formulas(one.question)]
    found = [replace(one, facts={**one.facts, "place": "bank"}) for one in told]
    return BankCheck(files.questions + len(own), files.files, (*mended, *files.findings, *found))


def rebuild_index(office: Office, actor: Actor) -> tuple[int, Changes]:
    """Make the index of words again, and everything else that lists repeat from wordings.

    Returns:
        How many figures differed from what was kept.
    """
    require(actor, Right.EDIT_QUESTIONS)
    from trainer.services.load_content import mend_heads

    drifted = mend_heads(office)
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=actor.cadre_id,
            action="bank.index_rebuilt",
            facts={"drifted": drifted},
        )
    return drifted, Changes.of(Area.QUESTIONS)


def _mend_index(office: Office, actor: Actor) -> list[Finding]:
    with office.database.read() as uow:
        if uow.question_search.index.is_whole():
            return []
    if actor.may(Right.EDIT_QUESTIONS):
        rebuild_index(office, actor)
        return [Finding("search_index_mended", Severity.NOTICE)]
    return [Finding("doctor_search_broken", Severity.WARNING)]


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
    """Find questions by words of stem, entries, name, tags or code; every word must occur.

    Returns:
        How many there are in all, and the ones asked for, in the order in which they came into the bank.
    """
    require_sight(actor)
    if kind not in {"", *Kind} or state not in {"", *State}:
        return 0, []
    wanted = QuestionFilter(
        text=text,
        course=course,
        kinds=(Kind(kind),) if kind else (),
        states=(State(state),) if state else (),
    )
    with office.database.read() as uow:
        numbers = uow.question_search.numbers(wanted, Order.CAME, limit, offset)
        return uow.question_search.total(wanted), uow.question_search.lines(numbers)


def show(office: Office, actor: Actor, code: str, version: int | None = None) -> Stored:
    """Give one question with its key.

    Raises:
        Refusal: ``question_unknown``.
    """
    require_sight(actor)
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
    require_sight(actor)
    with office.database.read() as uow:
        pairs = uow.questions.differing()
    return tuple(Difference(ours.head.code, ours.question, shipped.question) for ours, shipped in pairs)


def save_question(
    office: Office,
    actor: Actor,
    question: Question,
    *,
    base_version: int | None = None,
    media: Sequence[MediaFile] = (),
    as_draft: bool = False,
) -> tuple[Question, Changes]:
    """Keep a new question or a new wording of one; the version number is given here.

    Args:
        question: sound, with its code; its id follows from that.
        base_version: the version that was opened, 0 for a new question; None asks nothing.
        media: bytes of attachments that may not be kept yet.
        as_draft: a new question stays a draft, also where nothing has to be reviewed.

    Raises:
        Refusal: ``question_unsound`` with the code of the first problem; ``question_changed_meanwhile`` when another version
            is current than the one that was opened; ``question_code_taken``, there is another question of that code.
    """
    require(actor, Right.EDIT_QUESTIONS)
    wrong = [one for one in problems(question) if one.severity is Severity.ERROR]
    if wrong:
        raise Refusal("question_unsound", question=question.code, problem=wrong[0].code, count=len(wrong))
    question = with_code(question, question.code)
    prepared = prepare(question)
    with office.database.write() as uow:
        uow.questions.queue()
        head = uow.questions.heads([question.code]).get(question.code)
        if base_version == 0 and head is not None:
            raise Refusal("question_code_taken", question=question.code)
        if (
            base_version
            and head is not None
            and head.current_version != base_version
            and head.digest != prepared.digest
        ):
            raise Refusal("question_changed_meanwhile", question=question.code, version=head.current_version)
        uow.media.put(media, office.clock.now())
        plan = plan_entry(uow, [prepared])
        states = {question.code: State.DRAFT} if as_draft and head is None else None
        enter(office, uow, actor, plan, states=states)
        uow.question_life.drop_draft(actor.cadre_id, question.id)
        if not plan.is_empty:
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


def free_code(office: Office, actor: Actor, knowledge_point: str = "") -> str:
    """Give a code that no question has, here or in another office.

    Never one of the shipped shape (``Q-K0901a-008``): the next upgrade, or a file from the next office, could bring another
    question under it, and the two would be taken for versions of one.

    Args:
        knowledge_point: such as ``K0901a``; begins the code, so that lists stand together.
    """
    require(actor, Right.EDIT_QUESTIONS)
    del office
    token = uuid.UUID(new_id()).int & (1 << _TOKEN_BITS * _TOKEN_LENGTH) - 1
    letters = (_TOKEN_SIGNS[token >> _TOKEN_BITS * place & _TOKEN_MASK] for place in range(_TOKEN_LENGTH))
    return f"{knowledge_point or 'Q'}-{''.join(letters)}"


def change_state(office: Office, actor: Actor, code: str, state: State) -> Changes:
    """Publish, suspend or retire a question; results that rest on it keep it.

    Raises:
        Refusal: ``question_unknown``; ``question_state_out_of_reach``, no single step leads there; what the step says.
    """
    from trainer.services.question_life import take_step

    require(actor, Right.EDIT_QUESTIONS)
    with office.database.read() as uow:
        head = uow.questions.heads([code]).get(code)
    if head is None:
        raise Refusal("question_unknown", question=code)
    if head.state is state:
        return Changes.of()
    _, changes = take_step(office, actor, life.step_to(head.state, state, code), [code])
    return changes


def require_sight(actor: Actor) -> None:
    """Let those see keys who write questions, review them, or make papers of them.

    Raises:
        Refusal: ``no_right``.
    """
    if not actor.may(Right.MANAGE_EXAMS) and not actor.may(Right.REVIEW_QUESTIONS):
        require(actor, Right.EDIT_QUESTIONS)
