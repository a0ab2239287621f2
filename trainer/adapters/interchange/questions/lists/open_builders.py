"""Questions answered in words or numbers, in an order, or by pairs."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.chinese.signs import CIRCLED, circled, shadow
from trainer.adapters.interchange.questions.lists.building import Task, explanation, head
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.lines import Piece
from trainer.adapters.interchange.questions.lists.numbers import numbered
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.answers import Criterion, NumericKey, Pair, Unit
from trainer.domain.question_bank.question import Kind, Question

_SCORED = re.compile(r"[(\[][ \t]*(\d{1,3}(?:\.\d{1,2})?)[ \t]*分[ \t]*[)\]][ \t。;.]*$")
_ARROWS = re.compile(r"[ \t]*(?:-{1,3}>|→|⇒|>|＞|;|\n)[ \t]*")
_DASHES = re.compile(r"[ \t]*(?:-{1,3}>?|→|=|:)[ \t]*")
_RIGHT_COLUMN = re.compile(r"(?:^|(?<=[ \t]))[ \t]*\(?([A-Za-z])[ \t]?[.、:)]{1,2}[ \t]*")
_INLINE_ITEMS = (
    re.compile(rf"([{CIRCLED}])[.、:]?[ \t]*"),
    re.compile(r"\([ \t]*(\d{1,2})[ \t]*\)[.、:]?[ \t]*"),
    re.compile(r"(?<![\d.])(\d{1,2})[ \t]?[.、)](?!\d)[ \t]*"),
)


def build_open(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a question that a person marks: a short answer or an essay, with its model answer and rubric."""
    found = task.found
    parts = [part for part in found.parts if part.label in (Label.ANSWER, Label.SOLUTION) and part.text]
    pieces = [piece for part in parts for piece in part.pieces] or task.key_pieces()
    if not pieces and not found.choices:
        pieces = _below_question(task)
    answer = task.written(pieces)
    rubric_part = found.part(Label.RUBRIC)
    rubric = _rubric(task, rubric_part.pieces if rubric_part is not None else pieces)
    told = explanation(task, with_solution=False)
    if rubric_part is not None and not rubric:
        told = "\n\n".join(text for text in (task.written(rubric_part.pieces), told) if text)
    stem = _with_choices(task)
    kind = wanted.kind if wanted is not None and wanted.kind is not None else Kind.SHORT_ANSWER
    if not answer and not rubric and kind is Kind.SHORT_ANSWER:
        # Without words to mark by, a person marks it freely.
        kind = Kind.ESSAY
    if not answer and not rubric:
        task.tell("list_no_model_answer", Severity.WARNING)
    if rubric:
        task.tell("list_rubric_taken", n=len(rubric))
    return head(task, kind, stem, told, model_answer=answer, rubric=rubric)


def _below_question(task: Task) -> list[Piece]:
    """Take the lines below a question mark for its answer, where no label says so."""
    rows = task.stem.rows
    if len(rows) < 2 or not rows[0].seen.endswith("?") or any(row.seen.endswith("?") for row in rows[1:]):
        return []
    task.stem.rows, answer = rows[:1], rows[1:]
    task.tell("list_answer_without_label", line=answer[0].line.number)
    return answer


def _with_choices(task: Task) -> str:
    """Lettered lines below an open question belong to its words."""
    rows = task.stem.parts()
    for choice in task.found.choices:
        first, *others = [piece.trimmed() for piece in choice.pieces]
        rows.append([f"{chr(65 + choice.letter)}. ", first])
        rows += [[one] for one in others]
    return task.write(rows)


def _rubric(task: Task, pieces: list[Piece]) -> tuple[Criterion, ...]:
    """Take lines that end with （3分） for a rubric, where every line does."""
    rows = [piece for piece in pieces if piece.text]
    scores = [_SCORED.search(piece.seen) for piece in rows]
    if len(rows) < 2 or not all(scores):
        return ()
    marks = [Fraction(score[1]) for score in scores if score is not None]
    total = sum(marks, Fraction(0))
    texts = [piece.text[: score.start()].strip(" ；;。") for piece, score in zip(rows, scores, strict=True) if score]
    if not total or not all(marks) or not all(texts) or len(set(texts)) != len(texts):
        return ()
    return tuple(Criterion(task.write([[text]]), mark / total) for text, mark in zip(texts, marks, strict=True))


def build_number(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a question answered by a number; one whose answer is more than a number is marked by a person."""
    text = task.key_text()
    said = keys.number_and_unit(text) if text else None
    if said is None:
        return build_open(task, Wanted(Kind.SHORT_ANSWER, wanted.written if wanted else ""))
    value, unit = said
    units = (Unit(unit),) if unit else ()
    for gap in task.stem.gaps():
        task.stem.edits.append(gap)
    return head(task, Kind.NUMERIC, task.written_stem(), explanation(task), numbers=(NumericKey(value),), units=units)


def build_listed(task: Task, wanted: Wanted | None) -> Question | None:
    """Make an ordering question: entries in the stem, and their order as the key."""
    entries = _lettered_entries(task) or _numbered_entries(task) or _inline_entries(task)
    text = _key_of_entries(task, lambda said: _changed_order(said, len(entries)))
    if not text:
        return None
    if len(entries) < 2:
        return _order_of_words(task, text)
    order = keys.order(text, len(entries))
    if order is None:
        order = _order_by_words(text, [" ".join(piece.text for piece in pieces) for pieces in entries])
    if order is None:
        task.fail("list_order_unreadable", key=text[:60], entries=len(entries))
        return None
    written = [task.written(pieces) for pieces in entries]
    task.stem.drop_empty_end()
    return head(
        task, Kind.ORDERING, task.written_stem(), explanation(task), order=tuple(written[index] for index in order)
    )


def _changed_order(text: str, count: int) -> tuple[int, ...] | None:
    """Read an order in a bracket; （ABC） may as well say which entries are meant."""
    order = keys.order(text, max(count, 2))
    return order if order != tuple(range(count)) else None


def _key_of_entries(task: Task, read: Callable[[str], object]) -> str:
    """Give the key that names entries, from behind the question or out of a bracket in its stem; both must agree.

    Returns:
        Empty where there is none, or where there are two; that is told.
    """
    text, inside = task.key_text(), task.stem.take_key(read)
    if not text and not inside:
        task.fail("list_no_key")
    elif text and inside and read(text) is not None and read(text) != read(inside):
        task.fail("list_two_keys", first=text[:40], second=inside[:40])
        return ""
    return text or inside


def _order_of_words(task: Task, text: str) -> Question | None:
    """Take the entries out of a key such as 甲→乙→丙, where the stem lists none."""
    words = [word.strip() for word in _ARROWS.split(text) if word.strip()]
    if len(words) < 2:
        task.fail("list_entries_missing")
        return None
    task.tell("list_entries_from_key")
    order = tuple(task.write([[word]]) for word in words)
    return head(task, Kind.ORDERING, task.written_stem(), explanation(task), order=order)


def _order_by_words(text: str, entries: list[str]) -> tuple[int, ...] | None:
    known = {_bare(entry): index for index, entry in enumerate(entries)}
    found = tuple(known.get(_bare(word), -1) for word in _ARROWS.split(text) if word.strip())
    return found if sorted(found) == list(range(len(entries))) else None


def _bare(text: str) -> str:
    return "".join(shadow(text).split()).casefold().rstrip(".。;；")


def _lettered_entries(task: Task) -> list[list[Piece]]:
    return [choice.pieces for choice in task.found.choices]


def _numbered_entries(task: Task) -> list[list[Piece]]:
    """Take lines counted from 1 out of the stem."""
    rows = task.stem.rows
    numbers = [numbered(row.line.seen[row.start : row.end]) for row in rows]
    start = next((place for place, one in enumerate(numbers) if place and one is not None and one.number == 1), None)
    if start is None:
        return []
    style = numbers[start].style  # type: ignore[union-attr]
    entries: list[list[Piece]] = []
    for row, number in zip(rows[start:], numbers[start:], strict=True):
        if number is not None and number.style is style and number.number == len(entries) + 1:
            entries.append([Piece(row.line, row.start + number.end, row.end)])
        else:
            entries[-1].append(row)
    if len(entries) < 2:
        return _inline_from(task, start)
    task.stem.rows = rows[:start]
    return entries


def _inline_entries(task: Task) -> list[list[Piece]]:
    return _inline_from(task, 0)


def _inline_from(task: Task, first: int) -> list[list[Piece]]:
    """Take ①甲 ②乙 ③丙 out of a line."""
    for place in range(first, len(task.stem.rows)):
        row = task.stem.rows[place]
        seen = row.line.seen[row.start : row.end]
        marks = next((found for sort in _INLINE_ITEMS if (found := _counted(sort, seen))), [])
        if not marks:
            continue
        ends = [mark.start() for mark in marks[1:]] + [len(seen)]
        entries = [
            [_tidy(Piece(row.line, row.start + mark.end(), row.start + end))]
            for mark, end in zip(marks, ends, strict=True)
        ]
        kept = Piece(row.line, row.start, row.start + marks[0].start())
        task.stem.rows = [*task.stem.rows[:place], *([kept] if kept.text else []), *task.stem.rows[place + 1 :]]
        return entries
    return []


def _counted(sort: re.Pattern[str], seen: str) -> list[re.Match[str]]:
    """Find the signs of one sort, where they count from 1 without a gap."""
    marks = list(sort.finditer(seen))
    numbers = [circled(mark[1]) or int(mark[1]) for mark in marks]
    return marks if len(marks) > 1 and numbers == list(range(1, len(marks) + 1)) else []


def _tidy(piece: Piece) -> Piece:
    words = piece.line.text[piece.start : piece.end].rstrip(" \t　；;，,、。")
    return Piece(piece.line, piece.start, piece.start + len(words))


def build_matching(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a matching question: numbered entries on the left, lettered ones on the right, and pairs as the key."""
    columns = _two_columns(task)
    if columns is not None:
        lefts, rights = columns
    else:
        rights = [task.written(choice.pieces) for choice in task.found.choices]
        lefts = [task.written(pieces) for pieces in _numbered_entries(task) or _inline_entries(task)]
    text = _key_of_entries(task, keys.pairs)
    if not text:
        return None
    said = keys.pairs(text)
    if said is None or not rights or not lefts:
        return _pairs_of_words(task, text, lefts, rights)
    lines = dict(said)
    if sorted(lines) != list(range(len(lefts))) or any(right >= len(rights) for right in lines.values()):
        task.fail("list_pairs_do_not_fit", left=len(lefts), right=len(rights), key=text[:60])
        return None
    pairs = tuple(Pair(left, rights[lines[index]]) for index, left in enumerate(lefts))
    extra = tuple(right for index, right in enumerate(rights) if index not in lines.values())
    task.stem.drop_empty_end()
    return head(task, Kind.MATCHING, task.written_stem(), explanation(task), pairs=pairs, extra=extra)


def _two_columns(task: Task) -> tuple[list[str], list[str]] | None:
    """Take lines such as "1. 请示    A. 上行文" apart: entries of both sides stand beside each other."""
    lefts: list[Piece] = []
    rights: list[Piece] = []
    both, first = 0, None
    for place, row in enumerate(task.found.body):
        seen = row.line.seen[row.start : row.end]
        number = numbered(seen)
        letter = _RIGHT_COLUMN.search(seen, number.end if number is not None else 0)
        is_left = number is not None and number.number == len(lefts) + 1
        is_right = letter is not None and ord(letter[1].upper()) - 65 == len(rights)
        if not is_left and not (is_right and letter is not None and not seen[: letter.start()].strip()):
            continue
        first = place if first is None else first
        end = len(seen)
        if is_right and letter is not None:
            rights.append(_tidy(Piece(row.line, row.start + letter.end(), row.end)))
            end = letter.start()
        if is_left and number is not None:
            lefts.append(_tidy(Piece(row.line, row.start + number.end, row.start + end)))
        both += is_left and is_right
    if not both or first is None:
        return None
    task.stem.rows = [row for row in task.found.body[:first] if row.text]
    return [task.written([left]) for left in lefts], [task.written([right]) for right in rights]


def _pairs_of_words(task: Task, text: str, lefts: list[str], rights: list[str]) -> Question | None:
    """Take pairs out of a key such as 请示——上行文, line by line or parted by ；."""
    pairs = []
    for line in re.split(r"[\n;；]", text):
        if not line.strip():
            continue
        seen = shadow(line)
        parting = _DASHES.search(seen)
        if parting is None or not line[: parting.start()].strip() or not line[parting.end() :].strip():
            task.fail("list_pairs_unreadable", key=text[:60])
            return None
        pairs.append((line[: parting.start()].strip(), line[parting.end() :].strip()))
    if len(pairs) < 2:
        task.fail("list_pairs_unreadable", key=text[:60])
        return None
    if not lefts and not rights:
        task.tell("list_entries_from_key")
    written = tuple(Pair(task.write([[left]]), task.write([[right]])) for left, right in pairs)
    used = {_bare(pair.right) for pair in written}
    extra = tuple(right for right in rights if _bare(right) not in used)
    return head(task, Kind.MATCHING, task.written_stem(), explanation(task), pairs=written, extra=extra)
