"""What a reader of some file format gives: questions not yet in the bank, their files, and everything else as findings.

Every reader keeps one promise: each question of the file is either a :class:`Draft` or counted in ``refused`` with a
finding of severity error that names its line or row. Nothing is dropped, nothing is guessed in silence: a guess is a
finding of severity notice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from trainer.domain.kernel.findings import Finding
from trainer.domain.kernel.ids import content_id
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.reading import CODE_SHAPE, STANDARD_CODE, part_code
from trainer.domain.question_bank.writing import wording_digest

# What a sub-question of a case set does not say itself (see ``reading.PART_KEYS``).
_OF_THE_WHOLE = (
    "version",
    "course",
    "knowledge_point",
    "tier",
    "difficulty",
    "bloom",
    "teaches_lesson",
    "teaches_screen",
)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """The bytes of an attachment.

    Attributes:
        name: as the source calls it, without folder.
        media_type: by its bytes, not by its name.
        width, height: pixels; 0 where unknown.
    """

    name: str
    media_type: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def digest(self) -> str:
        """SHA-256, 64 hex digits."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def attachment(self) -> Attachment:
        """Give what a question says of this file."""
        return Attachment(self.name, self.media_type, self.digest, len(self.content), self.width, self.height)


@dataclass(frozen=True, slots=True)
class Draft:
    """One question as a file says it.

    Attributes:
        question: ``id`` and ``code`` may be empty; they are given by :func:`identified`.
        where: where it stands.
        idnumber: the identity that the source itself gives; empty where it gives none.
    """

    question: Question
    where: Where
    idnumber: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave.

    Attributes:
        drafts: usable questions in the order of the file.
        findings: everything to be said, in the order of the file.
        refused: how many questions could not be used; each has a finding of severity error.
        media: bytes of attachments by digest.
    """

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()
    refused: int = 0
    media: Mapping[str, MediaFile] = field(default_factory=dict)


def identified(drafts: Iterable[Draft]) -> list[Draft]:
    """Give every draft the code and id by which it is the same question whenever it comes again.

    The same question is the one with the same idnumber; without one, with the same category and name where no other of the
    file has both; else the one that says the same.
    """
    every = list(drafts)
    names = Counter((one.question.category, one.question.name) for one in every if not one.idnumber)
    return [_identified(one, names) for one in every]


def _identified(draft: Draft, names: Counter[tuple[str, str]]) -> Draft:
    question = draft.question
    if draft.idnumber and CODE_SHAPE.fullmatch(draft.idnumber):
        code = draft.idnumber
    elif draft.idnumber:
        code = f"X-{_short('idnumber', draft.idnumber)}"
    elif question.name and names[question.category, question.name] == 1:
        code = f"X-{_short('name', question.category, question.name)}"
    else:
        code = f"X-{wording_digest(question)[:16]}"
    if question.code == code and question.id:
        return draft
    return replace(draft, question=with_code(question, code))


def with_code(question: Question, code: str) -> Question:
    """Give a question its code, and its sub-questions theirs with what they have from the whole.

    A standard code says where the question belongs, too.
    """
    standard = STANDARD_CODE.fullmatch(code)
    if standard is not None:
        question = replace(question, course=f"C{standard[2]}", knowledge_point=standard[1])
    parts = tuple(
        with_code(replace(part, **{name: getattr(question, name) for name in _OF_THE_WHOLE}), part_code(code, number))
        for number, part in enumerate(question.parts, 1)
    )
    return replace(question, id=content_id("question", code), code=code, parts=parts)


def _short(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
