"""Questions with lettered choices, and statements that are true or false."""

from __future__ import annotations

import re

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.lists.building import Task, explanation, head
from trainer.adapters.interchange.questions.lists.choice_keys import choice_key, lettered
from trainer.adapters.interchange.questions.lists.choices import FoundChoice
from trainer.adapters.interchange.questions.lists.contents import tick_before
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.lines import Piece, joined
from trainer.adapters.interchange.questions.lists.numbers import numbered
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Choice
from trainer.domain.question_bank.question import Kind, Question

_WHY = re.compile(r"[ \t;]*\(?([A-H])[ \t]*(?:项|选项)?[ \t]*[.、:)]{1,2}[ \t]*")
_MOST_PLAIN_CHOICES = 8


def build_choice(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a question with one or several right choices; two choices "right" and "wrong" are a statement."""
    found = task.found
    if len(found.choices) < 2:
        _choices_without_letters(task)
    if len(found.choices) < 2:
        task.fail("list_choices_missing", found=len(found.choices))
        return None
    texts = [joined(piece.text for piece in choice.pieces) for choice in found.choices]
    says_single = wanted is not None and wanted.kind is Kind.SINGLE
    if not says_single and len(texts) == 2 and (statement := _as_statement(task, texts)) is not None:
        return statement if not task.refused else None
    key = choice_key(task, texts)
    if key is None:
        return None
    whys = _whys(task)
    choices = tuple(
        Choice(_choice_text(task, choice), choice.letter in key, whys.get(choice.letter, ""))
        for choice in found.choices
    )
    kind = _one_or_several(task, wanted, len(key))
    return head(task, kind, task.written_stem(), rest_of(task), choices=choices)


def _choice_text(task: Task, choice: FoundChoice) -> str:
    """Write a choice; lines that were wrapped are joined."""
    rows = [piece for piece in choice.pieces if piece.text]
    if len(rows) < 2 or task.rich.inlines or task.found.block.tag is not None:
        return task.written(rows)
    words = joined(piece.text for piece in rows)
    return task.write([[words]])


def _one_or_several(task: Task, wanted: Wanted | None, right: int) -> Kind:
    if wanted is None or wanted.kind is None:
        return Kind.SINGLE if right == 1 else Kind.MULTIPLE
    if wanted.kind is Kind.SINGLE and right > 1:
        task.tell("list_single_with_several", Severity.WARNING, right=right)
        return Kind.MULTIPLE
    if wanted.kind is Kind.MULTIPLE and right == 1:
        task.tell("list_several_with_one", Severity.WARNING)
    return wanted.kind


def rest_of(task: Task) -> str:
    """Give the explanation; words behind a key that has no label of their own belong to it."""
    reason = task.write([[line] for line in task.reason.split("\n")]) if task.reason else ""
    return "\n\n".join(text for text in (reason, explanation(task)) if text)


def _whys(task: Task) -> dict[int, str]:
    """Read 选项说明: why each choice is right or wrong."""
    part = task.found.part(Label.WHY)
    if part is None:
        return {}
    whys: dict[int, list[Piece]] = {}
    letter = None
    for piece in part.pieces:
        seen = piece.line.seen[piece.start : piece.end]
        lead = _WHY.match(seen)
        if lead is not None:
            letter = ord(lead[1]) - 65
            piece = Piece(piece.line, piece.start + lead.end(), piece.end)
        if letter is not None:
            whys.setdefault(letter, []).append(piece)
    return {letter: task.written(pieces) for letter, pieces in whys.items()}


def _choices_without_letters(task: Task) -> None:
    """Find choices that lost their letters, as automatic ones do when they are pasted: numbered lines, else plain ones."""
    found = task.found
    rows = [row for row in task.stem.rows if row.text]
    numbers = [numbered(row.line.seen[row.start : row.end]) for row in rows]
    start = next((place for place, one in enumerate(numbers) if place and one is not None and one.number == 1), None)
    if start is not None:
        first = numbers[start]
        kept = [
            (row, one)
            for row, one in zip(rows[start:], numbers[start:], strict=True)
            if one is not None and first is not None and one.style is first.style
        ]
        if len(kept) == len(rows) - start >= 2 and [one.number for _, one in kept] == list(range(1, len(kept) + 1)):
            found.choices = [
                FoundChoice(index, [Piece(row.line, row.start + one.end, row.end)], place=row.line.number)
                for index, (row, one) in enumerate(kept)
            ]
            task.stem.rows = rows[:start]
            task.tell("list_choices_numbered")
            _letters_for_figures(task)
            return
    key = keys.letters(task.key_text(), 26)
    if not 3 <= len(rows) <= _MOST_PLAIN_CHOICES + 1 or (
        key is None and keys.by_text(task.key_text(), [r.text for r in rows[1:]]) is None
    ):
        return
    if key is not None and max(key) >= len(rows) - 1:
        return
    found.choices = [FoundChoice(index, [row], place=row.line.number) for index, row in enumerate(rows[1:])]
    task.stem.rows = rows[:1]
    task.tell("list_choices_plain", Severity.WARNING)


def _letters_for_figures(task: Task) -> None:
    """Read a key in figures where choices are counted in figures."""
    text = task.key_text()
    key = keys.letters(text, len(task.found.choices), digits=True) if text and not shadow(text).isalpha() else None
    if key is not None:
        task.found.bare_key = lettered(set(key))
        task.found.parts = [part for part in task.found.parts if part.label is not Label.ANSWER]
        task.entry = None


def _as_statement(task: Task, texts: list[str]) -> Question | None:
    """Take "A. 正确 B. 错误" for a statement that is true or false."""
    truths = [keys.judged(text) for text in texts]
    if any(truth is None or truth[1] for truth in truths) or truths[0] == truths[1]:
        return None
    key = choice_key(task, texts)
    if key is None or len(key) != 1:
        if not task.refused:
            task.fail("list_no_key")
        return head(task, Kind.JUDGE, "", "")
    letter = next(iter(key))
    index = next(place for place, choice in enumerate(task.found.choices) if choice.letter == letter)
    truth = truths[index]
    assert truth is not None
    task.stem.drop_empty_end()
    return head(task, Kind.JUDGE, task.written_stem(), rest_of(task), answer=truth[0])


def build_judge(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a statement that is true or false."""
    found = task.found
    if len(found.choices) == 2:
        texts = [joined(piece.text for piece in choice.pieces) for choice in found.choices]
        statement = _as_statement(task, texts)
        if statement is not None:
            return None if task.refused else statement
    answers: list[bool] = []
    part = found.part(Label.ANSWER)
    for text in (part.text if part is not None else "", task.entry.text if task.entry is not None else ""):
        said = _judged(task, text)
        if text and said is None:
            task.fail("list_key_unreadable", key=text[:40])
            return None
        if said is not None:
            answers.append(said[0])
            task.reason = task.reason or said[1]
    if (before := tick_before(found)) is not None:
        answers.append(before)
    if (inside := task.stem.take_tick()) is not None:
        answers.append(inside)
    if not answers:
        task.fail("list_no_key")
        return None
    if len(set(answers)) > 1:
        task.fail("list_two_keys", first="√", second="×")
        return None
    task.stem.drop_empty_end()
    return head(task, Kind.JUDGE, task.written_stem(), rest_of(task), answer=answers[0])


def _judged(task: Task, text: str) -> tuple[bool, str] | None:
    plain = task.rich.plain(text)
    said = keys.judged(plain)
    if said is None and plain.strip().upper() in ("A", "B"):
        # Answer sheets print A for right and B for wrong.
        task.tell("list_judge_by_letter", Severity.WARNING, key=plain.strip())
        return plain.strip().upper() == "A", ""
    return said
