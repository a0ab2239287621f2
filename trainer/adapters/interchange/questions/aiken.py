"""Aiken, both ways: a stem, lettered choices, and ``ANSWER: B``.

Moodle's importer wants capital letters with a point or a bracket, and one right choice. The reader also takes what teachers
make of it: small and full-width letters, ``A、``, ``答案：B``, several letters, a line of explanation behind the answer - as
long as the letters follow each other, so that nothing has to be guessed.

Source: Moodle's documentation of the format (docs.moodle.org, "Aiken format"), and the behaviour of its importer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.adapters.interchange.questions.drafting import damaged, drafted
from trainer.adapters.interchange.questions.source import MOST_QUESTIONS, NO_OPTIONS, ReadOptions, SourceFile, text_of
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import NO_FEEDBACK, Choice
from trainer.domain.question_bank.drafts import Draft, FileReading
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.kinds.parts import markdown_texts
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.text import escape, plain
from trainer.platform.bad_file import BadFileError

_CHOICE = re.compile(r"[ \t\u3000]*[（(]?([A-Za-zＡ-Ｚａ-ｚ])[ \t]{0,3}([.)、．）])[ \t\u3000]*(.*)")
_ANSWER = re.compile(
    r"[ \t\u3000]*(?:ANSWERS?|KEY|(?:正确|参考|标准)?答案|正确选项)[ \t\u3000]*[:：][ \t\u3000]*(.*)", re.IGNORECASE
)
_WHY = re.compile(
    r"[ \t\u3000]*(?:FEEDBACK|EXPLANATION|RATIONALE|(?:答案|试题)?解析|说明)[ \t\u3000]*[:：][ \t\u3000]*(.*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"([A-Za-zＡ-Ｚａ-ｚ](?:[ \t,，、;；/&+和]*[A-Za-zＡ-Ｚａ-ｚ])*)(?![A-Za-zＡ-Ｚａ-ｚ])(.*)", re.DOTALL
)
_TRUE = frozenset({"TRUE", "T", "对", "正确", "是", "√"})
_FALSE = frozenset({"FALSE", "F", "错", "错误", "否", "×"})
_MOST_CHOICES = 26
_SHOWN = 60


@dataclass(slots=True)
class _Started:
    """A question as far as its lines were read."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    choices: list[list[str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    answer: str | None = None
    answer_line: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.stem and not self.choices


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a file.

    Args:
        source: the file.
        options: ``category`` of all its questions.
    """
    try:
        text = text_of(source, options)
    except BadFileError as error:
        return damaged(source, error)
    reader = _Reader(source.name, options.category)
    for number, line in enumerate(io.StringIO(text), 1):
        reader.take(line.strip("\ufeff\x00 \t\n\u3000"), number)
        if reader.refused + len(reader.drafts) > MOST_QUESTIONS:
            return damaged(source, BadFileError("questions_too_many", limit=MOST_QUESTIONS))
    reader.finish()
    if not reader.drafts and not reader.refused:
        reader.findings.append(Finding("aiken_no_questions", Severity.ERROR, source.name, 1))
        reader.refused = 1
    return FileReading(tuple(reader.drafts), tuple(reader.findings), reader.refused)


def write(questions: Sequence[Question], media: Callable[[str], bytes | None], title: str) -> bytes:
    """Write a file; what the format cannot hold is left out (:func:`refuses` says so before).

    Args:
        questions: in the order of the file.
        media, title: the format has no place for files and titles.
    """
    del media, title
    return "\n".join(_written(question) for question in questions if not refuses(question)).encode("utf-8", "replace")


def refuses(question: Question) -> str:
    """Say why the format cannot hold a question; empty where it can."""
    if question.kind is not Kind.SINGLE:
        return "aiken_kind_missing"
    if len(question.choices) > _MOST_CHOICES:
        return "aiken_choices_too_many"
    if any("![" in text for path, text in markdown_texts(question) if path[0] in {"stem", "choices"}):
        return "aiken_no_pictures"
    stem = _line(question.stem)
    confusing = _ANSWER.match(stem) or _CHOICE.match(stem)
    return "aiken_stem_confusing" if confusing or not stem else ""


def loses(question: Question) -> tuple[str, ...]:
    """Say what the format would lose of a question that it holds."""
    found = ["aiken_loses_head"]
    if question.explanation or question.hints or question.feedback != NO_FEEDBACK:
        found.append("aiken_loses_words")
    if any(choice.why or choice.share is not None for choice in question.choices):
        found.append("aiken_loses_shares")
    texts = [question.stem, *(choice.text for choice in question.choices)]
    if any(escape(_line(text)) != text for text in texts):
        found.append("aiken_loses_type")
    return tuple(found)


def _line(markdown: str) -> str:
    return " ".join(plain(markdown).split())


def _written(question: Question) -> str:
    key = next((n for n, choice in enumerate(question.choices) if choice.is_right), 0)
    lines = [f"{chr(65 + n)}. {_line(choice.text)}\n" for n, choice in enumerate(question.choices)]
    return f"{_line(question.stem)}\n{''.join(lines)}ANSWER: {chr(65 + key)}\n"


class _Reader:
    """Goes through the lines of one file."""

    def __init__(self, file: str, category: str) -> None:
        self.file = file
        self.category = category
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.refused = 0
        self._now = _Started()
        self._after_blank = False
        self._in_why = False

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        now = self._now
        if not line:
            self._after_blank = True
            return
        after_blank, self._after_blank = self._after_blank, False
        if (found := _ANSWER.match(line)) is not None and now.answer is None:
            if now.is_empty:
                self._error("aiken_answer_alone", number, line)
                return
            now.answer, now.answer_line = found[1].strip(), number
            return
        if now.answer is not None:
            if (found := _WHY.match(line)) is not None:
                now.why.append(found[1])
                self._in_why = True
                return
            if self._in_why and not after_blank and _CHOICE.match(line) is None:
                now.why.append(line)
                return
            self._end()
            now = self._now
        choice = _CHOICE.match(line)
        if choice is not None and self._continues(choice):
            now.letters.append(_letter(choice[1]))
            now.choices.append([choice[3]])
            now.line = now.line or number
        elif now.choices and after_blank:
            # A blank line behind choices, and then a text: the answer of the question before is missing.
            self._end()
            self.take(line, number)
        elif now.choices:
            now.choices[-1].append(line)
        else:
            now.line = now.line or number
            now.stem.append(line)

    def finish(self) -> None:
        """End with the file."""
        if not self._now.is_empty:
            self._end()

    def _continues(self, found: re.Match[str]) -> bool:
        """Whether a line that looks like a choice is one: its letter follows the one before."""
        letters = self._now.letters
        letter = _letter(found[1])
        if not letters:
            return letter == "A" and (bool(self._now.stem) or found[1] == "A")
        if ord(letter) == ord(letters[-1]) + 1:
            return True
        # Moodle takes any capital letter; a left-out one is told when the question ends.
        return found[1].isupper() and found[2] in ".)" and letter > letters[-1]

    def _end(self) -> None:
        now, self._now, self._in_why = self._now, _Started(), False
        if not now.stem:
            self._error("aiken_no_stem", now.line, now.choices[0][0] if now.choices else "")
            return
        if now.answer is None:
            self._error("aiken_no_answer", now.line, now.stem[0])
            return
        question = self._question(now)
        if question is None:
            self.refused += 1
            return
        draft = drafted(question, Where(self.file, now.line), self.findings)
        if draft is None:
            self.refused += 1
        else:
            self.drafts.append(draft)

    def _question(self, now: _Started) -> Question | None:
        answer = now.answer or ""
        shown = {"question": now.stem[0][:_SHOWN]}
        if not now.choices and answer.strip(" .。").upper() in _TRUE | _FALSE:
            return self._made(now, Kind.JUDGE, answer=answer.strip(" .。").upper() in _TRUE)
        found = _LETTERS.match(answer)
        letters = [] if found is None else _letters(found[1])
        unknown = [letter for letter in letters if letter not in now.letters]
        if found is None or unknown or not letters:
            facts = {**shown, "answer": answer[:_SHOWN]}
            self.findings.append(
                Finding("aiken_answer_unknown", Severity.ERROR, self.file, now.answer_line, facts=facts)
            )
            return None
        if found[2].strip(" .。)）;；,，"):
            self._note("aiken_answer_more", now.answer_line, **shown, text=found[2].strip()[:_SHOWN])
        if len(now.letters) != ord(now.letters[-1]) - 64:
            self._note("aiken_letter_left_out", now.line, **shown)
        if len(set(letters)) > 1:
            self._note("aiken_several_answers", now.answer_line, **shown)
        choices = tuple(
            Choice(escape("\n".join(lines).strip()), letter in letters)
            for letter, lines in zip(now.letters, now.choices, strict=True)
        )
        return self._made(now, Kind.SINGLE if len(set(letters)) == 1 else Kind.MULTIPLE, choices=choices)

    def _made(self, now: _Started, kind: Kind, **parts: Any) -> Question:
        return Question(
            id="",
            code="",
            version=1,
            kind=kind,
            course="",
            knowledge_point="",
            tier="",
            difficulty=0,
            bloom=Bloom.UNSET,
            stem=escape("\n".join(now.stem)),
            explanation=escape("\n".join(now.why).strip()),
            category=self.category,
            **parts,
        )

    def _error(self, code: str, line: int, text: str) -> None:
        self.refused += 1
        facts = {"question": text[:_SHOWN]}
        self.findings.append(Finding(code, Severity.ERROR, self.file, line or None, facts=facts))

    def _note(self, code: str, line: int, **facts: Any) -> None:
        self.findings.append(Finding(code, Severity.NOTICE, self.file, line, facts=facts))


def _letters(run: str) -> list[str]:
    """Give the letters of an answer; none where they are rather a word."""
    signs = [sign for sign in run if sign.isalpha() and sign != "和"]
    letters = [_letter(sign) for sign in signs]
    small = sum(sign.islower() for sign in signs)
    if len(signs) > 1 and small and (small != len(signs) or letters != sorted(set(letters))):
        return []
    return letters


def _letter(sign: str) -> str:
    """Give a letter as a capital of ordinary width."""
    number = ord(sign)
    return chr(number - 0xFEE0).upper() if number >= 0xFF21 else sign.upper()
