"""A question -> the words of its row; what they would not give back goes into the column "more"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.adapters.interchange.questions.chinese import values
from trainer.adapters.interchange.questions.more import difference, read_more, says_words, write_more
from trainer.adapters.interchange.questions.part_heads import as_parts
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.record import Record, RefusedError
from trainer.adapters.interchange.questions.sheets.rows import question_of
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.schema import write_body, write_exact
from trainer.domain.question_bank.text import escape, plain
from trainer.wording.question_terms import bloom_name, kind_name

# The limit of a cell in Excel.
LONGEST_CELL = 32_767
# Parts of a question that have a cell of their own whatever its kind.
_IN_CELLS = ("attachments", "tags", "enemies", "points")
_BY_HAND = (Kind.SHORT_ANSWER, Kind.ESSAY)
# Signs that a file of XML does not keep, or that programs of tables read as something else.
_LOST_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|\r")


@dataclass(slots=True)
class Row:
    """The words of one row.

    Attributes:
        texts: by column; empty ones are left out.
        choices: one for each letter.
        question: whose row it is, for its pictures.
    """

    question: Question
    texts: dict[Column, str] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)

    def longest(self) -> int:
        """Give the length of the longest text."""
        return max(map(len, (*self.texts.values(), *self.choices)), default=0)


def rows_of(question: Question, number: int = 0) -> list[Row]:
    """Write a question as rows: one, or for a case set one for the material and one for each question about it.

    Args:
        question: as the bank holds it.
        number: its place in the export; names the material of a set without a code.
    """
    whole = _row(question)
    if question.kind is not Kind.CASE_SET:
        return [whole]
    name = question.code or f"#{number}"
    whole.texts[Column.CODE] = name
    rows = [whole]
    for part in question.parts:
        row = _row(_bare(part))
        row.texts.pop(Column.CODE, None)
        row.texts[Column.MATERIAL] = name
        row.question = part
        rows.append(row)
    return rows


def read_back(rows: list[Row]) -> Question | None:
    """Make the question of rows again; None where they would be refused."""
    try:
        parts = [_question(_record(row)) for row in rows[1:]]
        record = _record(rows[0])
        record.parts = tuple(parts)
        whole = _question(record)
    except RefusedError:
        return None
    return replace(whole, parts=as_parts(parts, whole))


def unkept_signs(rows: list[Row]) -> bool:
    """Tell whether a text holds signs that the file would not keep."""
    return any(_LOST_SIGNS.search(text) for row in rows for text in (*row.texts.values(), *row.choices))


def _bare(part: Question) -> Question:
    """A part says its own words only: its head is that of the set."""
    return replace(
        part, code="", version=1, course="", knowledge_point="", tier="", difficulty=0, bloom=Bloom.UNSET,
        teaches_lesson="", teaches_screen="",
    )  # fmt: skip


def _row(question: Question) -> Row:
    """Try plain words first, then Markdown, then a row whose whole key stands in "more"."""
    for is_markdown in (False, True):
        if not is_markdown and not all(map(_is_plain, _texts(question))):
            continue
        row = _cells(question, is_markdown)
        _key_cells(row, question, is_markdown)
        given = _attempt(row, {"markdown": True} if is_markdown else {})
        if given is None:
            continue
        lost = difference(question, given)
        if is_markdown or not says_words(lost, given):
            return _with_more(row, {"markdown": True, **lost} if is_markdown else lost)
    row = _cells(question, True)
    body = {key: value for key, value in write_body(question).items() if key not in _IN_CELLS}
    more = {"markdown": True, "kind": question.kind.value, **body}
    given = _attempt(row, more)
    return _with_more(row, more if given is None else {**more, **difference(question, given)})


def _with_more(row: Row, more: dict[str, Any]) -> Row:
    if more:
        row.texts[Column.MORE] = write_more(more)
    return row


def _attempt(row: Row, more: dict[str, Any]) -> Question | None:
    record = _record(row)
    record.more = more
    record.parts = row.question.parts
    try:
        return _question(record)
    except RefusedError:
        return None


def _question(record: Record) -> Question:
    def tell(code: str, severity: Severity = Severity.NOTICE, column: Column | None = None, **facts: Any) -> None:
        return None

    return question_of(record, tell)


def _record(row: Row) -> Record:
    texts: dict[Column, str] = {
        column: text.strip() for column, text in row.texts.items() if text.strip() and column is not Column.MORE
    }
    choices = {letter: text.strip() for letter, text in enumerate(row.choices) if text.strip()}
    return Record(texts, choices, more=read_more(row.texts.get(Column.MORE, "")))


def _is_plain(text: str) -> bool:
    return escape(plain(text)) == text


def _texts(question: Question) -> Iterator[str]:
    yield from (question.stem, question.explanation, question.model_answer, *question.order, *question.hints)
    for choice in question.choices:
        yield from (choice.text, choice.why)
    for pair in question.pairs:
        yield from (pair.left, pair.right)


def _cells(question: Question, is_markdown: bool) -> Row:
    def said(text: str) -> str:
        return text if is_markdown else plain(text)

    row = Row(question)
    lesson = f"{question.teaches_lesson}#{question.teaches_screen}".removesuffix("#")
    texts = {
        Column.CODE: question.code,
        Column.KIND: kind_name(question.kind),
        Column.STEM: said(question.stem),
        Column.EXPLANATION: said(question.explanation),
        Column.DIFFICULTY: str(question.difficulty) if question.difficulty else "",
        Column.CATEGORY: question.category,
        Column.POINT: question.knowledge_point,
        Column.COURSE: question.course,
        Column.TIER: question.tier,
        Column.BLOOM: "" if question.bloom is Bloom.UNSET else bloom_name(question.bloom),
        Column.POINTS: "" if question.points == 1 else write_exact(question.points),
        Column.TAGS: "；".join(question.tags),
        Column.SOURCE: question.source,
        Column.LAW: values.write_law(question.law) if question.law is not None else "",
        Column.DEPARTMENTS: "；".join(question.departments),
        Column.ENEMIES: "；".join(question.enemies),
        Column.TEACHES: lesson,
        Column.NAME: question.name,
        Column.VERSION: "" if question.version == 1 else str(question.version),
    }
    row.texts = {column: text for column, text in texts.items() if text}
    return row


def _key_cells(row: Row, question: Question, is_markdown: bool) -> None:
    def said(text: str) -> str:
        return text if is_markdown else plain(text)

    answer = ""
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            row.choices = [said(choice.text) for choice in question.choices]
            answer = "".join(_letter(index) for index, choice in enumerate(question.choices) if choice.is_right)
            whys = [
                f"{_letter(index)}：{said(choice.why)}" for index, choice in enumerate(question.choices) if choice.why
            ]
            if whys:
                row.texts[Column.WHYS] = "\n".join(whys)
        case Kind.JUDGE:
            answer = "正确" if question.answer else "错误" if question.answer is False else ""
        case Kind.BLANK:
            answer = "；".join("|".join(blank.accept) for blank in question.blanks)
        case Kind.NUMERIC:
            answer = _number(question)
        case Kind.ORDERING:
            row.choices = [said(entry) for entry in question.order]
            answer = "".join(_letter(index) for index in range(len(question.order)))
        case Kind.MATCHING:
            answer = "\n".join(f"{said(pair.left)} —— {said(pair.right)}" for pair in question.pairs)
        case kind if kind in _BY_HAND:
            answer = said(question.model_answer)
    if answer:
        row.texts[Column.ANSWER] = answer


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else f"#{index}"


def _number(question: Question) -> str:
    if len(question.numbers) != 1 or question.numbers[0].value is None:
        return ""
    key = question.numbers[0]
    said = write_exact(key.value)  # type: ignore[arg-type]
    if key.tolerance and not key.is_relative:
        said += f"±{write_exact(key.tolerance)}"
    return f"{said} {question.units[0].name}" if question.units else said
