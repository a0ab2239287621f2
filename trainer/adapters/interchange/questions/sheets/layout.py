"""Where the questions of a sheet stand: the row of headers and what every column holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.kinds import kind_word
from trainer.adapters.interchange.questions.sheets.cells import text_of
from trainer.adapters.interchange.questions.sheets.headers import Column, Meaning, meaning
from trainer.domain.people.tables import Cell, Sheet

# Headers stand at the top, below titles and directions.
_SEARCHED = 30
_SAMPLE = 200
# A column is what most of its cells are.
_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is laid out.

    Attributes:
        first: row of the first question, 0-based.
        columns: by place, 0-based.
        headers: words above the columns; their letters where there are none.
        is_guessed: the columns were recognised by what stands in them.
    """

    first: int
    columns: Mapping[int, Meaning]
    headers: Mapping[int, str] = field(default_factory=dict)
    is_guessed: bool = False

    def places(self, column: Column) -> list[int]:
        """Give the places of all columns of one sort."""
        return [place for place, one in self.columns.items() if one.column is column]

    def header(self, place: int) -> str:
        """Name a column for people."""
        return self.headers.get(place) or letter(place)


def letter(place: int) -> str:
    """Give the letter by which programs of tables name a column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def find_layout(sheet: Sheet, chosen: Mapping[Any, Any] | None = None) -> Layout | None:
    """Find headers, else recognise columns by their cells.

    Args:
        sheet: the sheet.
        chosen: columns as a person mapped them: place -> name of a :class:`Column`, ``choice_3``, or empty for "not read";
            ``header`` -> 1-based row of the headers, 0 where there are none.

    Returns:
        None where nothing on the sheet looks like questions.
    """
    by_header = _by_header(sheet)
    found = by_header or _by_content(sheet)
    if chosen:
        return _as_chosen(sheet, found, chosen)
    return found


def _as_chosen(sheet: Sheet, found: Layout | None, chosen: Mapping[Any, Any]) -> Layout:
    columns = dict(found.columns) if found is not None else {}
    headers = dict(found.headers) if found is not None else {}
    first = found.first if found is not None else 0
    for place, name in chosen.items():
        if place == "header":
            first = max(int(name), 0)
            row = sheet.rows[first - 1] if 0 < first <= len(sheet.rows) else []
            headers = {number: text for number, cell in enumerate(row) if (text := text_of(cell))}
            continue
        column, _, index = str(name).partition("_")
        if column in set(Column):
            columns[int(place)] = Meaning(Column(column), int(index) - 1 if index.isdigit() else 0)
        else:
            columns.pop(int(place), None)
    width = len(sheet.rows[0]) if sheet.rows else 0
    return Layout(first, {place: one for place, one in columns.items() if 0 <= place < width}, headers)


def _by_header(sheet: Sheet) -> Layout | None:
    best: tuple[int, int, dict[int, Meaning], dict[int, str]] | None = None
    for row in range(min(_SEARCHED, len(sheet.rows))):
        texts = {place: text for place, cell in enumerate(sheet.rows[row]) if (text := text_of(cell))}
        columns = _read_headers(texts)
        below = _sub_headers(sheet, row, columns)
        first = row + 1
        if below is not None:
            columns, texts, first = {**columns, **below[0]}, {**texts, **below[1]}, row + 2
        if not _is_enough(columns, texts):
            continue
        if best is None or len(columns) > len(best[2]):
            best = (len(columns), first, columns, texts)
    return Layout(best[1], best[2], best[3]) if best is not None else None


def _read_headers(texts: Mapping[int, str]) -> dict[int, Meaning]:
    found: dict[int, Meaning] = {}
    for place, text in texts.items():
        said = meaning(text)
        if said is not None:
            found[place] = said
    if not any(one.column is Column.STEM for one in found.values()):
        # 题目名称 is the question itself where nothing else is.
        found = {p: Meaning(Column.STEM) if one.column is Column.NAME else one for p, one in found.items()}
    has_answer = any(one.column is Column.ANSWER and _is_whole(texts[place]) for place, one in found.items())
    has_choices = any(one.column in (Column.CHOICE, Column.CHOICES) for one in found.values())
    for place, one in found.items():
        # 答案A, 答案B beside 正确答案 are choices; 答案1, 答案2 without it are gaps.
        if one.column is Column.ANSWER and not _is_whole(texts[place]) and has_answer and not has_choices:
            found[place] = Meaning(Column.CHOICE, one.index)
    return found


def _is_whole(header: str) -> bool:
    said = header.strip().rstrip("*：:）)")
    return not (said[-1:].isascii() and said[-1:].isalnum() and not said.isascii())


def _sub_headers(
    sheet: Sheet, row: int, columns: Mapping[int, Meaning]
) -> tuple[dict[int, Meaning], dict[int, str]] | None:
    """Read A, B, C, D below a wide header 选项."""
    if row + 1 >= len(sheet.rows):
        return None
    spans = [
        (left, right)
        for top, left, bottom, right in sheet.merged
        if top == row == bottom and right > left and left in columns
    ]
    wide = [(left, right) for left, right in spans if columns[left].column in (Column.CHOICES, Column.CHOICE)]
    if not wide:
        return None
    found: dict[int, Meaning] = {}
    texts: dict[int, str] = {}
    for left, right in wide:
        for place in range(left, right + 1):
            text = text_of(sheet.rows[row + 1][place])
            said = meaning(text) or meaning(f"选项{text}")
            if said is None or said.column is not Column.CHOICE:
                return None
            found[place], texts[place] = said, f"选项{text}" if len(text) < 3 else text
    return found, texts


def _is_enough(columns: Mapping[int, Meaning], texts: Mapping[int, str]) -> bool:
    sorts = {one.column for one in columns.values()}
    if len(columns) < 2 or any(len(texts.get(place, "")) > 60 for place in columns):
        return False
    keyed = sorts & {Column.ANSWER, Column.RIGHT, Column.CHOICES, Column.CHOICE, Column.KIND}
    return Column.STEM in sorts and bool(keyed)


def _by_content(sheet: Sheet) -> Layout | None:
    """Recognise columns by their cells, where no row of headers says what they are."""
    rows = [row for row in sheet.rows if sum(1 for cell in row if text_of(cell)) > 1]
    if len(rows) < 2:
        return None
    sample = rows[:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
    width = len(sheet.rows[0])
    sorts = {place: _sort_of([text_of(row[place]) for row in sample]) for place in range(width)}
    answer = _last_of(sorts, "key")
    texts = [place for place, sort in sorts.items() if sort == "text"]
    if answer is None or not texts:
        return None
    columns: dict[int, Meaning] = {answer: Meaning(Column.ANSWER)}
    for place, sort in sorts.items():
        if sort == "kind":
            columns[place] = Meaning(Column.KIND)
    lengths = {place: _length(sample, place) for place in texts}
    stem = next((place for place in texts if lengths[place] >= max(lengths.values()) * 0.4), texts[0])
    columns[stem] = Meaning(Column.STEM)
    choices = [place for place in texts if stem < place and (place < answer or answer < stem)]
    if len(choices) == 1 and _has_letters(sample, choices[0]):
        columns[choices[0]] = Meaning(Column.CHOICES)
    else:
        for index, place in enumerate(choices):
            columns[place] = Meaning(Column.CHOICE, index)
    behind = [place for place in texts if place > max(answer, *choices, stem)]
    if behind:
        columns[behind[0]] = Meaning(Column.EXPLANATION)
    first = next(place for place, row in enumerate(sheet.rows) if _is_data(row, columns))
    return Layout(first, columns, {}, True)


def _sort_of(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    if len(filled) < max(2, len(cells) * 0.2):
        return "text" if filled else "empty"
    votes: Counter[str] = Counter()
    for cell in filled:
        if kind_word(cell) is not None and len(cell) <= 8:
            votes["kind"] += 1
        elif len(cell) <= 12 and (keys.letters(cell, 8) is not None or keys.judged(cell) is not None):
            votes["key"] += 1
        elif cell.isdigit():
            votes["number"] += 1
        else:
            votes["text"] += 1
    sort, count = votes.most_common(1)[0]
    return sort if count >= _MOST * len(filled) else "text"


def _last_of(sorts: Mapping[int, str], sort: str) -> int | None:
    return next((place for place in sorted(sorts, reverse=True) if sorts[place] == sort), None)


def _length(rows: Sequence[Sequence[Cell]], place: int) -> float:
    lengths = [len(text_of(row[place])) for row in rows]
    return sum(lengths) / max(1, sum(length > 0 for length in lengths))


def _has_letters(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    return sum("A" in text_of(row[place])[:3] for row in rows) * 2 > len(rows)


def _is_data(row: Sequence[Cell], columns: Mapping[int, Meaning]) -> bool:
    return sum(1 for place in columns if text_of(row[place])) > 1
