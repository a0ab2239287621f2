"""Which kind a question is of, by what is said of it or by what stands there; and fill-ins."""

from __future__ import annotations

from collections.abc import Callable

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.lists.building import Task, explanation, head
from trainer.adapters.interchange.questions.lists.choice_builder import build_choice, build_judge
from trainer.adapters.interchange.questions.lists.contents import tick_before
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.open_builders import (
    build_listed,
    build_matching,
    build_number,
    build_open,
)
from trainer.adapters.interchange.questions.lists.stems import Edit
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Blank
from trainer.domain.question_bank.question import Kind, Question

_UNFIT = frozenset({Kind.CLOZE, Kind.HOTSPOT, Kind.DRAG, Kind.PARAMETERISED, Kind.PRACTICAL})


def builder(task: Task, wanted: Wanted | None) -> Callable[[Task, Wanted | None], Question | None]:
    """Choose the making by what is said of the kind, else by what stands there."""
    from trainer.adapters.interchange.questions.lists.cases import build_case

    found = task.found
    kind = wanted.kind if wanted is not None else None
    if found.block.is_case or kind is Kind.CASE_SET:
        return build_case
    if wanted is not None and kind is not None:
        if kind in _UNFIT:
            return _unfit
        by_kind = {
            Kind.JUDGE: build_judge,
            Kind.BLANK: build_blank,
            Kind.NUMERIC: build_number,
            Kind.ORDERING: build_listed,
            Kind.MATCHING: build_matching,
            Kind.SHORT_ANSWER: build_open,
            Kind.ESSAY: build_open,
        }
        return by_kind.get(kind, build_choice)
    if wanted is not None:
        return build_choice
    return by_content(task)


def _unfit(task: Task, wanted: Wanted | None) -> None:
    assert wanted is not None
    task.fail("list_kind_unfit", kind=wanted.written)


def by_content(task: Task) -> Callable[[Task, Wanted | None], Question | None]:
    """Choose the making by what stands there, where nothing is said of the kind."""
    found = task.found
    if len(found.choices) >= 2:
        return build_choice
    text = task.key_text()
    said = keys.judged(text) if text else None
    if tick_before(found) is not None or (said is not None and not task.stem.gaps()):
        return build_judge
    gaps = task.stem.gaps()
    if said is not None and len(gaps) == 1:
        return build_judge
    if text and gaps and keys.gap_answers(text, len(gaps)) is not None:
        return build_letters if keys.letters(text, 8) and len(text) <= 4 and text.isupper() else build_blank
    if text:
        if keys.letters(text, 8) is not None and shadow(text).isupper() and len(text) <= 8:
            return build_choice
        return build_guessed
    if any(inner and len(inner) <= 4 and keys.judged(inner) for _, _, inner in task.stem.holders()):
        return build_judge
    if found.part(Label.SOLUTION) is not None or found.part(Label.RUBRIC) is not None:
        return build_guessed
    return _nothing


def build_letters(task: Task, wanted: Wanted | None) -> Question | None:
    """Refuse a question whose key is a letter and whose choices are missing."""
    return build_choice(task, Wanted(None, ""))


def build_guessed(task: Task, wanted: Wanted | None) -> Question | None:
    """Take a question with an answer in words, in a list that says no kind, for a short answer."""
    task.tell("list_kind_guessed", kind=Kind.SHORT_ANSWER.value)
    return build_open(task, Wanted(Kind.SHORT_ANSWER, ""))


def _nothing(task: Task, wanted: Wanted | None) -> None:
    task.fail("list_no_key")


def build_blank(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a fill-in: gaps in the stem, and accepted words for each."""
    gaps = task.stem.gaps()
    text = task.key_text()
    if not text:
        return _filled_in(task)
    if not gaps:
        task.tell("list_gap_added", Severity.WARNING)
        words: list[str] | None = keys.gap_answers(text, 1)
        gap = " ____"
    else:
        task.stem.edits += gaps
        words = keys.gap_answers(text, len(gaps))
        gap = ""
    if words is None or not all(words):
        task.fail("list_gaps_do_not_fit", gaps=len(gaps), key=text[:60])
        return None
    blanks = tuple(_blank(task, word) for word in words)
    stem = task.written_stem()
    return head(task, Kind.BLANK, stem + gap, explanation(task), blanks=blanks)


def _holds(outer: Edit, inner: Edit) -> bool:
    return outer.row == inner.row and outer.start <= inner.start and inner.end <= outer.end


def _blank(task: Task, word: str) -> Blank:
    accepted, is_guess = keys.variants(word)
    if is_guess:
        task.tell("list_variants_cut", words=" | ".join(accepted)[:60])
    return Blank(tuple(accepted))


def _filled_in(task: Task) -> Question | None:
    """Take the words in brackets, underscores or underlined type for the answers."""
    filled = task.stem.underlined() or task.stem.filled()
    empty = task.stem.gaps()
    covered = [edit for edit, _ in filled]
    if not filled or not all(any(_holds(edit, gap) for edit in covered) for gap in empty):
        task.fail("list_no_key")
        return None
    task.tell("list_answers_in_stem", words="；".join(words for _, words in filled)[:60])
    task.stem.edits += [edit for edit, _ in filled]
    blanks = tuple(_blank(task, task.rich.plain(words)) for _, words in filled)
    return head(task, Kind.BLANK, task.written_stem(), explanation(task), blanks=blanks)
