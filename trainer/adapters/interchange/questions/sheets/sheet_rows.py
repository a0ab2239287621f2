"""The rows of one sheet, one after another: headings among them, merged cells, questions about shared material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.adapters.interchange.questions.chinese import values
from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word, within
from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.drafting import drafted
from trainer.adapters.interchange.questions.lists.lines import line_of
from trainer.adapters.interchange.questions.lists.sections import heading
from trainer.adapters.interchange.questions.more import MoreError, read_more
from trainer.adapters.interchange.questions.part_heads import as_parts
from trainer.adapters.interchange.questions.sheets.cells import is_date, is_fault, text_of
from trainer.adapters.interchange.questions.sheets.choice_cells import split_choices
from trainer.adapters.interchange.questions.sheets.headers import Column
from trainer.adapters.interchange.questions.sheets.layout import Layout, find_layout
from trainer.adapters.interchange.questions.sheets.record import Record, RefusedError
from trainer.adapters.interchange.questions.sheets.rows import question_of
from trainer.adapters.interchange.questions.source import ReadOptions
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.people.tables import Cell, Sheet
from trainer.domain.question_bank.drafts import Draft, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Question

_PLAIN_NAMES = ("sheet", "工作表", "表", "table", "questions", "题目", "试题", "题库", "data")
_NEEDED = (Column.STEM, Column.ANSWER, Column.CHOICE, Column.CHOICES)
_JOINED = (Column.CATEGORY, Column.TAGS, Column.POINT, Column.STEM)
_FILLED = (
    Column.CATEGORY,
    Column.KIND,
    Column.COURSE,
    Column.POINT,
    Column.STEM,
    Column.MATERIAL,
    Column.ANSWER,
    Column.NUMBER,
)


@dataclass(slots=True)
class SheetReading:
    """What one sheet gave.

    Attributes:
        has_questions: it has columns of questions, or rows that are.
        is_filled: anything stands on it.
    """

    name: str
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    media: dict[str, MediaFile] = field(default_factory=dict)
    has_questions: bool = False
    is_filled: bool = False


def read_sheet(
    sheet: Sheet,
    file: str,
    options: ReadOptions,
    pictures: Mapping[tuple[int, int], list[MediaFile]],
    *,
    named: bool = False,
) -> SheetReading:
    """Read one sheet.

    Args:
        sheet: the sheet.
        file: name of the file, for findings.
        options: as the person chose.
        pictures: by row and column, 0-based.
        named: there are several sheets, so that this one's name says what stands on it.
    """
    reading = SheetReading(sheet.name, is_filled=any(cell != "" for row in sheet.rows for cell in row))
    if not reading.is_filled:
        return reading
    chosen = options.sheet_columns.get(sheet.name)
    layout = find_layout(sheet, chosen if isinstance(chosen, Mapping) else None)
    if layout is None:
        return reading
    reading.has_questions = True
    _Rows(sheet, file, options, pictures, layout, reading, named).run()
    return reading


class _Rows:
    """One pass over the rows below the headers."""

    def __init__(
        self,
        sheet: Sheet,
        file: str,
        options: ReadOptions,
        pictures: Mapping[tuple[int, int], list[MediaFile]],
        layout: Layout,
        reading: SheetReading,
        named: bool,
    ) -> None:
        self.sheet = sheet
        self.file = file
        self.options = options
        self.pictures = pictures
        self.layout = layout
        self.reading = reading
        self.wanted, self.category = _of_name(sheet.name) if named else (None, "")
        self.columns = list(layout.columns.items())
        self.by_row: dict[int, list[tuple[int, int]]] = {}
        for row, column in pictures:
            self.by_row.setdefault(row, []).append((row, column))
        self.spans = {
            (row, left): (top, left)
            for top, left, bottom, right in sheet.merged
            if bottom > top and left == right
            for row in range(top + 1, bottom + 1)
        }
        self.wide = {top for top, left, bottom, right in sheet.merged if right > left and top == bottom}
        self.as_coefficient = self._holds_coefficients()
        self.stem_headers = {layout.header(place) for place in layout.places(Column.STEM)}
        self.cases: dict[str, list[tuple[int, Record]]] = {}

    def run(self) -> None:
        self._tell_guess()
        records = self._records()
        material = [(row, record) for row, record in records if record.said(Column.MATERIAL)]
        owners = {record.said(Column.MATERIAL) for _, record in material}
        for row, record in material:
            self.cases.setdefault(record.said(Column.MATERIAL), []).append((row, record))
        known = {record.said(Column.CODE) for _, record in records if not record.said(Column.MATERIAL)}
        for row, record in records:
            parent = record.said(Column.MATERIAL)
            if parent and parent in known:
                continue
            if parent:
                self._tell(row, "sheet_material_missing", Severity.WARNING, Column.MATERIAL, material=parent[:40])
            code = record.said(Column.CODE)
            self._make(row, record, self.cases.get(code, []) if code in owners else [])
        self._tell_hidden()

    # Rows in words.

    def _records(self) -> list[tuple[int, Record]]:
        found: list[tuple[int, Record]] = []
        self.sections: dict[int, tuple[Wanted | None, str, Any]] = {}
        points = None
        for row in range(self.layout.first, len(self.sheet.rows)):
            cells = self.sheet.rows[row]
            record = self._record(row, cells)
            if record is None:
                continue
            if self._is_section(row, cells, record):
                points = self._take_section(row, cells)
                continue
            if self._is_header(record):
                continue
            if found and self._continues(row, record):
                last = found[-1][1]
                top = max(last.choices, default=-1)
                last.choices |= {top + 1 + index: text for index, text in enumerate(record.choices.values())}
                if record.rights is not None and record.rights:
                    last.rights = (last.rights or set()) | {top + 1 + index for index in record.rights}
                continue
            self.sections[row] = (self.wanted, self.category, points)
            found.append((row, record))
        return found

    def _record(self, row: int, cells: Sequence[Cell]) -> Record | None:
        record = Record()
        filled = False
        for place, meaning in self.columns:
            cell = cells[place]
            if cell == "" and (row, place) in self.spans and meaning.column in _FILLED:
                top = self.spans[row, place]
                cell = self.sheet.rows[top[0]][top[1]] if meaning.column is not Column.STEM else ""
            if cell == "":
                continue
            if cell.__class__ is str:
                text = str(cell).strip()
                if not text.isprintable() or "_x000" in text:
                    text = text_of(text)
            else:
                record.is_broken |= self._is_lost(row, place, meaning.column, cell)
                text = text_of(cell)
            if not text:
                continue
            filled = True
            column = meaning.column
            if column is Column.CHOICE:
                record.choices[meaning.index] = text
            elif column is Column.RIGHT:
                said = values.flag(text)
                record.rights = (record.rights or set()) | ({meaning.index} if said else set())
            elif column is Column.ANSWER and meaning.index:
                record.answers += [text]
            elif column in record.texts and column in _JOINED:
                between = "/" if column is Column.CATEGORY else "\n" if column is Column.STEM else "；"
                if text not in record.texts[column].split(between):
                    record.texts[column] += between + text
            elif column not in record.texts:
                record.texts[column] = text
        if not filled and not record.is_broken and row not in self.by_row:
            return None
        self._tidy(row, record)
        return record

    def _tidy(self, row: int, record: Record) -> None:
        if record.answers and record.said(Column.ANSWER):
            # 答案1 beside 答案2: the first of several gaps.
            record.answers = [record.texts.pop(Column.ANSWER), *record.answers]
        whole = record.texts.pop(Column.CHOICES, "")
        if whole and not record.choices:
            record.choices = split_choices(whole)
        record.texts.pop(Column.NUMBER, None)
        record.texts.pop(Column.IGNORED, None)
        said = record.texts.pop(Column.MORE, "")
        if said:
            try:
                record.more = read_more(said)
            except MoreError:
                self._tell(row, "sheet_more_unreadable", Severity.ERROR, Column.MORE)
                record.is_broken = True

    def _is_lost(self, row: int, place: int, column: Column, cell: Cell) -> bool:
        """Tell of faults and dates; a fault in the question itself makes it unusable."""
        if is_fault(cell):
            severity = Severity.ERROR if column in _NEEDED else Severity.WARNING
            self._tell_place(row, place, "sheet_cell_fault", severity, value=str(cell))
            return column in _NEEDED
        if is_date(cell) and column in (*_NEEDED, Column.EXPLANATION, Column.CATEGORY):
            self._tell_place(row, place, "sheet_cell_date", Severity.WARNING, value=text_of(cell))
        return False

    def _continues(self, row: int, record: Record) -> bool:
        """Tell whether a row holds nothing but more choices of the question above it."""
        if record.said(Column.STEM) or not (record.choices or record.rights):
            return False
        merged = any((row, place) in self.spans for place in self.layout.places(Column.STEM))
        return merged or not (set(record.texts) - {Column.KIND, Column.CATEGORY, Column.COURSE, Column.POINT})

    def _is_header(self, record: Record) -> bool:
        """Tell whether the headers stand here once more, as on every printed page."""
        return record.said(Column.STEM) in self.stem_headers

    def _is_section(self, row: int, cells: Sequence[Cell], record: Record) -> bool:
        if len(record.texts) + len(record.choices) > 1:
            return False
        filled = [text for cell in cells if (text := text_of(cell))]
        if len(filled) != 1 or row in self.by_row:
            return False
        line = line_of(1, filled[0])
        return row in self.wide or heading(line) is not None

    def _take_section(self, row: int, cells: Sequence[Cell]) -> Any:
        text = next(text for cell in cells if (text := text_of(cell)))
        found = heading(line_of(1, text))
        if found is not None and found.wanted is not None:
            self.wanted = found.wanted
            return found.points
        self.category = found.title if found is not None else text
        self._tell(row, "sheet_row_as_category", Severity.NOTICE, None, text=text[:40])
        return None

    # Questions.

    def _make(self, row: int, record: Record, parts: list[tuple[int, Record]]) -> None:
        wanted, category, points = self.sections[row]
        if record.is_broken or any(part.is_broken for _, part in parts):
            self.reading.refused += 1
            return
        texts = record.texts
        if Column.CATEGORY not in texts and Column.COURSE not in texts and (named := category or self.options.category):
            texts[Column.CATEGORY] = named
        if points is not None and Column.POINTS not in texts:
            texts[Column.POINTS] = str(points)
        question = self._question(row, record, wanted, parts)
        if question is None:
            self.reading.refused += 1
            return
        where = Where(self.file, row + 1, sheet=self.sheet.name)
        draft = drafted(question, where, self.reading.findings, record.said(Column.CODE)[:60])
        if draft is None:
            self.reading.refused += 1
        else:
            self.reading.drafts.append(draft)

    def _question(
        self, row: int, record: Record, wanted: Wanted | None, parts: list[tuple[int, Record]]
    ) -> Question | None:
        built = []
        for part_row, part in parts:
            question = self._question(part_row, part, self.sections[part_row][0], [])
            if question is None:
                return None
            built.append(question)
        record.parts = tuple(built)

        def tell(code: str, severity: Severity = Severity.NOTICE, column: Column | None = None, **facts: Any) -> None:
            self._tell(row, code, severity, column, **facts)

        try:
            question = question_of(record, tell, wanted, as_coefficient=self.as_coefficient)
        except RefusedError:
            return None
        if built:
            question = replace(question, parts=as_parts(built, question))
        return self._with_pictures(row, question) if row in self.by_row else question

    def _with_pictures(self, row: int, question: Question) -> Question:
        """Put pictures where the texts name them, else behind the text of their column."""
        stem, choices = question.stem, list(question.choices)
        named = _named_in(question)
        attachments = list(question.attachments)
        taken: set[str] = set()
        for place in self.by_row.get(row, ()):
            meaning = self.layout.columns.get(place[1])
            for file in self.pictures[place]:
                if file.name in taken:
                    continue
                taken.add(file.name)
                attachments.append(file.attachment)
                self.reading.media[file.digest] = file
                if file.name in named:
                    continue
                if meaning is not None and meaning.column is Column.CHOICE and meaning.index < len(choices):
                    choice = choices[meaning.index]
                    choices[meaning.index] = replace(choice, text=f"{choice.text} ![]({file.name})".strip())
                else:
                    stem = f"{stem}\n![]({file.name})"
        return replace(question, stem=stem, choices=tuple(choices), attachments=tuple(attachments))

    # Findings.

    def _tell(self, row: int, code: str, severity: Severity, column: Column | None, **facts: Any) -> None:
        places = self.layout.places(column) if column is not None else []
        self._note(row, code, severity, self.layout.header(places[0]) if places else None, facts)

    def _tell_place(self, row: int, place: int, code: str, severity: Severity, **facts: Any) -> None:
        self._note(row, code, severity, self.layout.header(place), facts)

    def _note(self, row: int, code: str, severity: Severity, header: str | None, facts: dict[str, Any]) -> None:
        facts = {"question": str(row + 1), **facts}
        sheet = self.sheet.name or None
        self.reading.findings.append(Finding(code, severity, self.file, row + 1, sheet, row + 1, header, facts))

    def _tell_guess(self) -> None:
        if self.layout.is_guessed:
            said = "、".join(f"{self.layout.header(place)}={one.column.value}" for place, one in sorted(self.columns))
            self._tell(self.layout.first, "sheet_columns_guessed", Severity.WARNING, None, columns=said)
        unknown = [
            header
            for place, header in self.layout.headers.items()
            if place not in self.layout.columns and self._is_used(place)
        ]
        if unknown:
            self._tell(
                max(self.layout.first - 1, 0),
                "sheet_columns_unknown",
                Severity.WARNING,
                None,
                columns="、".join(unknown)[:200],
            )
        if self.as_coefficient:
            self._tell(
                self.layout.first,
                "difficulty_from_coefficient",
                Severity.NOTICE,
                Column.DIFFICULTY,
                value="0–1",
                level="5–1",
            )

    def _is_used(self, place: int) -> bool:
        return any(row[place] != "" for row in self.sheet.rows[self.layout.first :])

    def _tell_hidden(self) -> None:
        hidden = [row for row in self.sheet.hidden_rows if row >= self.layout.first]
        if hidden:
            self._tell(min(hidden), "sheet_rows_hidden", Severity.NOTICE, None, n=len(hidden))

    def _holds_coefficients(self) -> bool:
        for place in self.layout.places(Column.DIFFICULTY):
            for row in self.sheet.rows[self.layout.first :]:
                cell = row[place]
                if isinstance(cell, float) and not cell.is_integer():
                    return True
                if isinstance(cell, str) and "." in cell and values.difficulty(cell) == (1, "grade"):
                    continue
                if isinstance(cell, str) and cell.strip().startswith(("0.", ".")):
                    return True
        return False


def _named_in(question: Question) -> set[str]:
    from trainer.domain.question_bank.blocks import media_names
    from trainer.domain.question_bank.kinds import texts

    found = {name for text in (question.stem, question.explanation, *texts(question)) for name in media_names(text)}
    return found | {question.picture} | {token.picture for token in question.tokens}


def _of_name(name: str) -> tuple[Wanted | None, str]:
    """Read the name of a sheet: a kind, a subject, or both."""
    said = name.strip()
    bare = shadow(said).casefold().rstrip("0123456789 ()")
    if not said or bare in _PLAIN_NAMES:
        return None, ""
    wanted = kind_word(said.rstrip("0123456789 （）()"))
    if wanted is not None:
        return wanted, ""
    found = within(shadow(said))
    if found is not None:
        return found[0], said[: found[1]].strip(" -—_（(")
    return None, said
