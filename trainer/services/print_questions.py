"""Questions on paper: some of the bank as a list, and one as its author sees it while writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.courses.practice import ask
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people.roles import Actor
from trainer.domain.question_bank.mixing import groups_of
from trainer.domain.question_bank.question import Kind, Question
from trainer.services.question_bank import require_sight
from trainer.services.written import write_file

if TYPE_CHECKING:
    from trainer.services.office import Office

# More than this on one sheet is no list to print but a copy of the bank; an export is made for that.
MOST_QUESTIONS = 2000
LARGE_PRINT_PT = 15.0
USUAL_PT = 10.5

# Kinds that would show their key in the order in which they are written.
_ALWAYS_MIXED = frozenset({Kind.ORDERING, Kind.MATCHING})


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What is printed, and how.

    Attributes:
        title: above the first question and at the foot of each page; empty for none.
        with_key, with_explanations: printed below each question.
        with_facts: code, kind, tier and difficulty, for authors.
        by_kind: grouped under headings in the order of the kinds; else in the order given.
        is_large: in large print.
        seed: mixes choices, and draws values that vary; empty leaves choices as they are written.
    """

    title: str = ""
    with_key: bool = False
    with_explanations: bool = False
    with_facts: bool = False
    by_kind: bool = False
    is_large: bool = False
    seed: str = ""


@dataclass(frozen=True, slots=True)
class PrintedQuestions:
    """A finished sheet.

    Attributes:
        pdf: the whole file.
        missing: characters that no shipped font can draw; they are printed as their numbers.
    """

    pdf: bytes
    missing: tuple[str, ...] = ()


def draw(
    questions: Sequence[Question], options: PrintOptions, media: Callable[[str], bytes | None]
) -> PrintedQuestions:
    """Draw questions as a PDF.

    Args:
        questions: in the order to be printed.
        options: see :class:`PrintOptions`.
        media: gives the bytes of an attachment's digest.
    """
    from trainer.adapters.documents.question_sheet import SheetOptions, SheetQuestion, draw_questions

    sheets = []
    for question in questions:
        shown, order = _shown(question, options.seed)
        sheets.append(SheetQuestion(shown, order))
    made = SheetOptions(
        options.title,
        options.with_key,
        options.with_explanations,
        options.with_facts,
        options.by_kind,
        LARGE_PRINT_PT if options.is_large else USUAL_PT,
    )
    return PrintedQuestions(*draw_questions(sheets, made, media))


def preview_pdf(
    office: Office, actor: Actor, questions: Sequence[Question], options: PrintOptions | None = None
) -> bytes:
    """Draw questions that may not be saved yet; their files must be kept (``media.keep_media``).

    Raises:
        Refusal: ``no_right``.
    """
    require_sight(actor)
    return draw(questions, options or PrintOptions(), _kept_media(office)).pdf


def questions_pdf(
    office: Office, actor: Actor, question_ids: Iterable[str], out: Path, options: PrintOptions | None = None
) -> PrintedQuestions:
    """Print questions of the bank in their current wording, in the order given.

    Raises:
        Refusal: ``no_right``; ``no_questions_to_print``; ``too_many_to_print`` (``count``, ``most``).
        Fault: ``disk_full``; ``file_not_written``.
    """
    require_sight(actor)
    wanted = list(dict.fromkeys(question_ids))
    if len(wanted) > MOST_QUESTIONS:
        raise Refusal("too_many_to_print", count=len(wanted), most=MOST_QUESTIONS)
    with office.database.read() as uow:
        found = {one.question.id: one.question for one in uow.questions.many(wanted)}
    questions = [found[one] for one in wanted if one in found]
    if not questions:
        raise Refusal("no_questions_to_print")
    printed = draw(questions, options or PrintOptions(), _kept_media(office))
    write_file(out, printed.pdf)
    return printed


def _kept_media(office: Office) -> Callable[[str], bytes | None]:
    def give(digest: str) -> bytes | None:
        with office.database.read() as uow:
            found = uow.media.get(digest)
        return None if found is None else found.content

    return give


def _shown(question: Question, seed: str) -> tuple[Question, tuple[int, ...]]:
    """Give a question with its values put in, and the order of its entries."""
    try:
        asked = ask(question, seed or "print")
    except Refusal:
        # An author may look at a question whose conditions nothing fulfils yet.
        return question, ()
    if seed:
        return asked.question, asked.shown
    order: list[int] = []
    at = 0
    for part in asked.question.parts or (asked.question,):
        sizes = [len(group.texts) for group in groups_of(part)]
        mixed = asked.shown[at : at + sum(sizes)]
        order += mixed if part.kind in _ALWAYS_MIXED else [place for size in sizes for place in range(size)]
        at += sum(sizes)
    return asked.question, tuple(order)
