"""What stands in a block -> a question, or what is wanting in it.

Keys that contradict each other, and keys that are missing, make a question unusable: nobody may guess what is right. All
else that was guessed is told beside the question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.chinese import values
from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word
from trainer.adapters.interchange.questions.lists.contents import Contents
from trainer.adapters.interchange.questions.lists.key_lists import KeyEntry
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.lines import Line, Part, Piece, RichText
from trainer.adapters.interchange.questions.lists.stems import Stem, stem_of
from trainer.adapters.interchange.questions.more import MoreError, overlaid, read_more
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Bloom, Kind, Question

_SHOWN = 30
_LONGEST_STEM = 20_000


@dataclass(slots=True)
class Task:
    """One question on its way.

    Attributes:
        found: what stands in its block.
        entry: its key among keys that stand apart.
        findings: everything to be said of it.
        refused: an error was found.
        reason: words behind the key that have no label of their own.
    """

    found: Contents
    entry: KeyEntry | None
    rich: RichText
    where: Where
    category: str = ""
    findings: list[Finding] = field(default_factory=list)
    refused: bool = False
    reason: str = ""
    stem: Stem = field(init=False)

    def __post_init__(self) -> None:
        self.stem = stem_of(self.found.stem)

    @property
    def name(self) -> str:
        """What sentences call it: its number, else how it begins."""
        number = self.found.block.number
        if number is not None and number.number:
            return str(number.number)
        text = " ".join(self.stem.all_text().split())
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

    def tell(self, code: str, severity: Severity = Severity.NOTICE, line: int | None = None, **facts: Any) -> None:
        """Note something about it."""
        where = self.where if line is None else replace(self.where, line=line)
        self.findings.append(where.finding(code, (), severity, question=self.name, **facts))
        self.refused = self.refused or severity is Severity.ERROR

    def fail(self, code: str, line: int | None = None, **facts: Any) -> None:
        """Note what makes it unusable."""
        self.tell(code, Severity.ERROR, line, **facts)

    def write(self, rows: Sequence[Sequence[Part]]) -> str:
        """Write lines in Markdown."""
        return self.rich.write(rows)

    def written_stem(self) -> str:
        """Write the stem with its changes."""
        return self.write(self.stem.parts())

    def written(self, pieces: Sequence[Piece]) -> str:
        """Write the words behind a label."""
        return self.write([[piece] for piece in pieces])

    def key_pieces(self) -> list[Piece]:
        """Give the lines of the key: behind its label, else among keys that stand apart."""
        part = self.found.part(Label.ANSWER)
        if part is not None and part.text:
            return part.pieces
        if self.entry is not None and self.entry.text:
            return self.entry.key
        return []

    def key_text(self) -> str:
        """Give the key in letters."""
        return self.rich.plain("\n".join(piece.text for piece in self.key_pieces()).strip())


def wanted_kind(task: Task) -> Wanted | None:
    """Find out what kind the question, or the section it stands in, says it is of."""
    found = task.found
    if found.wanted is not None:
        return found.wanted
    said = found.said(Label.KIND)
    if said:
        wanted = kind_word(said)
        if wanted is not None:
            return wanted
        task.tell("list_kind_unknown", Severity.WARNING, kind=said[:_SHOWN])
    return found.block.section.wanted


def head(task: Task, kind: Kind, stem: str, explanation: str, **parts: Any) -> Question:
    """Make a question of a kind with everything that labels say besides its key."""
    found = task.found
    difficulty, bloom, tier = _grades(task)
    point, tags = _point(task)
    basis, source = _basis(task)
    lesson, _, screen = found.said(Label.TEACHES).partition("#")
    hint = found.part(Label.HINT)
    return Question(
        id="",
        code="",
        version=1,
        kind=kind,
        course=_code(found.said(Label.COURSE)),
        knowledge_point=point,
        tier=tier,
        difficulty=difficulty,
        bloom=bloom,
        stem=stem,
        explanation=explanation,
        teaches_lesson=lesson.strip(),
        teaches_screen=screen.strip(),
        departments=values.words(found.said(Label.DEPARTMENTS)),
        law=basis,
        source=source,
        name=_line(found.said(Label.NAME)),
        category=_category(task),
        tags=tags,
        enemies=values.words(found.said(Label.ENEMIES)),
        points=_points(task),
        hints=(task.written(hint.pieces),) if hint is not None and hint.text else (),
        attachments=tuple(file.attachment for file in task.rich.files(_lines(task))),
        **parts,
    )


def explanation(task: Task, *, with_solution: bool = True) -> str:
    """Write the explanation, from its label or from among keys that stand apart."""
    found = task.found
    parts = [part for part in found.parts if part.label is Label.EXPLANATION]
    if with_solution:
        parts += [part for part in found.parts if part.label is Label.SOLUTION]
    said = [task.written(part.pieces) for part in parts if part.text]
    if task.entry is not None and task.entry.explanation:
        said.append(task.written(task.entry.explanation))
    return "\n\n".join(dict.fromkeys(text for text in said if text))


def _lines(task: Task) -> list[Line]:
    """Give all lines that a question was made of."""
    entry = task.entry
    apart = [piece.line for piece in (*entry.key, *entry.explanation)] if entry is not None else []
    return [*task.found.block.lines, *apart]


def _grades(task: Task) -> tuple[int, Bloom, str]:
    found = task.found
    level, bloom, tier = 0, Bloom.UNSET, ""
    if said := found.said(Label.DIFFICULTY):
        grade = values.difficulty(said)
        if grade is None:
            task.tell("list_value_unknown", Severity.WARNING, label="难度", value=said[:_SHOWN])
        else:
            level = grade[0]
            if grade[1] == "coefficient":
                task.tell("difficulty_from_coefficient", value=said, level=level)
    if said := found.said(Label.BLOOM):
        known = values.bloom(said)
        if known is None:
            task.tell("list_value_unknown", Severity.WARNING, label="认知层次", value=said[:_SHOWN])
        bloom = known or Bloom.UNSET
    if said := found.said(Label.TIER):
        tier = values.tier(said) or ""
        if not tier:
            task.tell("list_value_unknown", Severity.WARNING, label="适用层级", value=said[:_SHOWN])
    return level, bloom, tier


def _point(task: Task) -> tuple[str, tuple[str, ...]]:
    """Knowledge points of this program are codes; words stay as tags, so that nothing is lost."""
    said = _line(task.found.said(Label.POINT))
    tags = values.words(task.found.said(Label.TAGS))
    if not said:
        return "", tags
    if _code(said):
        return said, tags
    return "", tuple(dict.fromkeys((*tags, *values.words(said))))


def _code(text: str) -> str:
    text = text.strip()
    return text if 0 < len(text) <= 20 and text.isascii() and " " not in text else ""


def _basis(task: Task) -> tuple[Any, str]:
    source = _line(task.found.said(Label.SOURCE))
    said = task.found.said(Label.LAW)
    if not said:
        return None, source
    basis = values.law(said)
    if basis is not None:
        return basis, source
    task.tell("law_kept_as_source", law=_line(said)[:60])
    return None, "；".join(dict.fromkeys(text for text in (source, _line(said)) if text))


def _category(task: Task) -> str:
    section = task.found.block.section
    said = _line(task.found.said(Label.CATEGORY)) or _line(task.found.said(Label.COURSE))
    if _code(said) and said == _line(task.found.said(Label.COURSE)):
        said = ""
    own = said or "/".join(part for part in (section.chapter, section.title) if part)
    return own or task.category


def _points(task: Task) -> Fraction:
    found = task.found
    said = found.said(Label.POINTS)
    own = values.points(said) if said else found.points
    if said and own is None:
        task.tell("list_value_unknown", Severity.WARNING, label="分值", value=said[:_SHOWN])
    given = own or found.block.section.points
    return given if isinstance(given, Fraction) else WHOLE


def _line(text: str) -> str:
    return " ".join(text.split())


Builder = Callable[[Task, Wanted | None], Question | None]


def build(task: Task) -> Question | None:
    """Make the question.

    Returns:
        None where it is unusable; why stands in ``task.findings``.
    """
    from trainer.adapters.interchange.questions.lists.kind_builders import builder

    for code, line in task.found.notes:
        task.tell(
            code, _SEVERITIES.get(code, Severity.NOTICE), line if code != "list_number_gap" else None, number=line
        )
    for piece in task.found.lost if not task.found.block.is_case else ():
        task.tell("list_words_lost", Severity.WARNING, piece.line.number, text=piece.text[:_SHOWN])
    if not task.stem.all_text():
        task.fail("list_stem_missing")
        return None
    if sum(len(piece.line.text) for piece in task.stem.rows) > _LONGEST_STEM:
        task.fail("list_text_too_long", limit=_LONGEST_STEM)
        return None
    wanted = wanted_kind(task)
    question = builder(task, wanted)(task, wanted)
    if question is not None and not task.refused and not task.found.block.is_case:
        question = with_more(task, question)
    return None if task.refused else question


def with_more(task: Task, question: Question) -> Question:
    """Add what our own lists say behind the label 更多."""
    said = task.found.said(Label.MORE)
    if not said:
        return question
    findings: list[Finding] = []
    try:
        question = overlaid(question, read_more(task.rich.plain(said)), findings)
    except MoreError:
        task.fail("list_more_unreadable")
        return question
    for finding in findings:
        task.tell(finding.code, finding.severity, **{key: fact for key, fact in finding.facts.items() if key != "path"})
    return question


_SEVERITIES = {
    "list_letter_twice": Severity.WARNING,
    "list_letter_missing": Severity.WARNING,
    "list_number_missing": Severity.WARNING,
}
