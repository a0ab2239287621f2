"""Look at one question by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import Choice
from trainer.domain.question_bank.fields import NOWHERE, Where
from trainer.domain.question_bank.lint import wordings
from trainer.domain.question_bank.question import Kind, Question

_TABLE_SIZE: dict[Kind, tuple[str, int, int]] = {
    Kind.SINGLE: ("choices", 4, 4),
    Kind.MULTIPLE: ("choices", 4, 5),
    Kind.ORDERING: ("order", 4, 7),
    Kind.MATCHING: ("pairs", 3, 6),
}
# Kinds whose choices candidates see; those of a short answer are accepted wordings.
_WITH_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.PARAMETERISED})


def lint_one(question: Question, where: Where = NOWHERE, *, today: date | None = None) -> list[Finding]:
    """Look at one question by itself, and at the sub-questions of a case set.

    Args:
        question: of any kind, sound or not.
        where: its file and lines, for the findings.
        today: for its law basis; None asks nothing.
    """
    look = _Look(question, where)
    if not _is_explained(question):
        look.note("explanation_missing")
    look.wording(question, ())
    for index, part in enumerate(question.parts):
        look.wording(part, ("parts", index))
    missing = [
        name
        for name, value in (
            ("knowledge_point", question.knowledge_point),
            ("tier", question.tier),
            ("difficulty", question.difficulty),
        )
        if not value
    ]
    if missing:
        look.note("question_unclassified", severity=Severity.NOTICE, missing=", ".join(missing))
    law = question.law
    if law is not None and today is not None and law.review_by and law.review_by < today.isoformat():
        look.note("law_review_overdue", "law", title=law.title, review_by=law.review_by)
    if question.code in question.enemies:
        look.note("enemy_is_itself", "enemies")
    return look.found


def _is_explained(question: Question) -> bool:
    """Tell whether somebody says why the key is right; the sheet of a practical task does so itself."""
    if question.explanation or question.model_answer or question.kind is Kind.PRACTICAL:
        return True
    return bool(question.parts) and all(_is_explained(part) for part in question.parts)


class _Look:
    """Collects what is found about one question."""

    def __init__(self, question: Question, where: Where) -> None:
        self.found: list[Finding] = []
        self._code = question.code
        self._where = where

    def note(self, code: str, *path: str | int, severity: Severity = Severity.WARNING, **facts: Any) -> None:
        """Add a finding."""
        self.found.append(self._where.finding(code, path, severity, question=self._code, **facts))

    def wording(self, question: Question, path: tuple[str | int, ...]) -> None:
        """Look at what a question or sub-question says."""
        kind = question.kind
        if kind in _TABLE_SIZE:
            part, least, most = _TABLE_SIZE[kind]
            number = len(getattr(question, part))
            if not least <= number <= most:
                usual = str(least) if least == most else f"{least}–{most}"
                self.note("entries_unusual", *path, part, found=number, usual=usual)
        if question.choices and kind in _WITH_CHOICES:
            self._choices(question, path)
        if (negative := wordings.plain_negative(question.stem)) is not None:
            self.note("negative_not_emphasised", *path, "stem", word=negative)

    def _choices(self, question: Question, path: tuple[str | int, ...]) -> None:
        choices = question.choices
        is_mixed = question.is_shuffled
        unreasoned = [index for index, choice in enumerate(choices) if not choice.why]
        if len(unreasoned) == len(choices):
            self.note("whys_missing", *path, "choices")
        else:
            for index in unreasoned:
                self.note("why_missing", *path, "choices", index, choice=choices[index].text)
        if is_mixed:
            for index, choice in enumerate(choices):
                if wordings.is_all_of_the_above(choice.text):
                    self.note("all_of_the_above", *path, "choices", index, choice=choice.text)
                elif wordings.names_letters(choice.text):
                    self.note("choice_names_letters", *path, "choices", index, choice=choice.text)
            for text in (question.explanation, *[choice.why for choice in choices]):
                if text and (words := wordings.letter_in_reason(text)) is not None:
                    self.note("letters_in_explanation", *path, "explanation", words=words)
                    break
        self._endings(choices, path)
        self._likeness(choices, path)
        if question.kind is Kind.MULTIPLE:
            right = sum([choice.is_right for choice in choices])
            if right == len(choices):
                self.note("every_choice_right", *path, "choices")
            if right == 1:
                self.note("multiple_with_one_key", *path, "choices")

    def _endings(self, choices: Sequence[Choice], path: tuple[str | int, ...]) -> None:
        ends = [wordings.ending(choice.text) for choice in choices]
        if len(set(ends)) == 1:
            return
        right = {end for end, choice in zip(ends, choices, strict=True) if choice.is_right}
        wrong = {end for end, choice in zip(ends, choices, strict=True) if not choice.is_right}
        if len(choices) > 2 and len(right) == 1 and len(wrong) == 1:
            self.note("key_ending_differs", *path, "choices", mark="".join(right) or "".join(wrong))
        else:
            self.note("choice_endings_differ", *path, "choices")

    def _likeness(self, choices: Sequence[Choice], path: tuple[str | int, ...]) -> None:
        said = [wordings.leveled(choice.text) for choice in choices]
        if len(set(said)) == len(said):
            # What differs by a particle begins or ends alike.
            if len({one[:1] for one in said}) == len({one[-1:] for one in said}) == len(said):
                return
            said = [wordings.loosened(one) for one in said]
            if len(set(said)) == len(said):
                return
            code, severity = "choices_nearly_same", Severity.NOTICE
        else:
            code, severity = "choices_same", Severity.WARNING
        for later in range(1, len(said)):
            earlier = said.index(said[later])
            if earlier < later and (severity is Severity.NOTICE or wordings.is_long_enough(said[later])):
                texts = {"choice": choices[later].text, "other": choices[earlier].text}
                self.note(code, *path, "choices", later, severity=severity, **texts)
