"""Material that several questions share: the material becomes the stem, the questions about it become parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.lists.blocks import Block, Section
from trainer.adapters.interchange.questions.lists.building import Task, build, explanation, head, with_more
from trainer.adapters.interchange.questions.lists.contents import read_contents
from trainer.adapters.interchange.questions.lists.key_lists import KeyEntry, read_keys
from trainer.adapters.interchange.questions.lists.labels import Label, segments
from trainer.adapters.interchange.questions.lists.lines import Line, Piece
from trainer.adapters.interchange.questions.lists.looks import Look, look_at
from trainer.adapters.interchange.questions.lists.numbers import Style
from trainer.adapters.interchange.questions.lists.open_builders import build_open
from trainer.adapters.interchange.questions.lists.sections import asks, case_heading
from trainer.adapters.interchange.questions.part_heads import as_parts
from trainer.domain.question_bank.question import Kind, Question

_COUNTED = re.compile(r"(?:(?<=[ \t;。；？?])|^)[ \t]*(?:\((\d{1,2})\)|(\d{1,2})[.、])")
_KEYED = (Label.ANSWER, Label.SOLUTION, Label.EXPLANATION)


def build_case(task: Task, wanted: Wanted | None) -> Question | None:
    """Make a case set; material with a single question and no numbered ones is an essay."""
    block = task.found.block
    looks = [look_at(part) for line in block.lines for part in _loosened(line)]
    material, parts, rest = _cut(looks, block)
    if not parts:
        return _without_parts(task)
    keys, shared = _keys_for(rest, task)
    built = []
    for part in parts:
        number = part.number.number if part.number is not None else 0
        inner = Task(read_contents(part), keys.get(number), task.rich, replace(task.where, line=part.first))
        inner.findings = task.findings
        question = build(inner)
        task.refused = task.refused or inner.refused
        if question is not None:
            built.append(question)
    if task.refused:
        return None
    # Labels above the questions speak of the whole; those of a question belong to it.
    own = Block(block.section, block.number, _tidy(material), block.first, block.last)
    whole = Task(read_contents(own), None, task.rich, task.where, task.category, task.findings)
    body = whole.found.body
    whole.stem.rows = [piece for piece in (*whole.found.stem[:1], *body[1:]) if piece.text]
    if not whole.stem.all_text():
        task.fail("list_stem_missing")
        return None
    told = "\n\n".join(text for text in (explanation(whole, with_solution=False), shared) if text)
    made = with_more(whole, head(whole, Kind.CASE_SET, whole.written_stem(), told))
    task.refused = whole.refused
    return replace(made, parts=as_parts(built, made))


def _without_parts(task: Task) -> Question | None:
    """Make what stands among cases without being one: a question with choices or ticks, else an essay."""
    from trainer.adapters.interchange.questions.lists.kind_builders import by_content

    make = by_content(task) if len(task.found.choices) >= 2 else build_open
    return make(task, None if make is not build_open else Wanted(Kind.ESSAY, ""))


def _loosened(line: Line) -> list[Line]:
    """Cut "问题：（1）… （2）…" into lines."""
    place = asks(line.seen)
    if place is None or place >= len(line.text):
        return [line]
    return [line.cut(0, place), *(_broken(line.cut(place)) if _COUNTED.match(line.seen, place) else [line.cut(place)])]


def _cut(looks: Sequence[Look], block: Block) -> tuple[list[Line], list[Block], list[Line]]:
    """Cut a block into its material, its numbered questions, and keys that stand behind all of them."""
    start, style = _first_question(looks, block)
    if start is None or style is None:
        return [], [], []
    section = Section(block.section.index, None, None)
    material = [look.line for look in looks[:start]]
    parts: list[Block] = []
    rest: list[Line] = []
    due: int | None = None
    keyed = 0
    for look in looks[start:]:
        number = look.number
        is_next = number is not None and number.style is style and (due is None or number.number == due)
        if rest:
            rest.append(look.line)
        elif is_next and number is not None and not look.begins_with_label:
            part = Block(section, number)
            part.add(look.line.cut(number.end))
            part.first = look.line.number
            part.has_key = look.has_key
            keyed += look.has_key
            parts.append(part)
            due = number.number + 1
        elif _keys_begin(look, parts, keyed):
            rest.append(look.line)
        elif parts:
            parts[-1].add(look.line)
            keyed += look.has_key and not parts[-1].has_key
            parts[-1].has_key = parts[-1].has_key or look.has_key
    return material, parts, rest


def _first_question(looks: Sequence[Look], block: Block) -> tuple[int | None, Style | None]:
    """Find the first numbered question below the material: behind 问题：, else the first number 1 or the one announced."""
    asked = next((place for place, look in enumerate(looks) if asks(look.line.seen) is not None), None)
    inline = looks[asked].line if asked is not None else None
    begin = 0 if asked is None else asked
    wanted = {1} if block.case_numbers is None else {block.case_numbers[0], 1}
    own = block.number.style if block.number is not None else None
    for place in range(begin, len(looks)):
        look = looks[place]
        number = look.number
        if look.labels and any(label in _KEYED for label in look.labels) and look.begins_with_label:
            break
        if number is None or number.is_doubtful or number.style in (Style.CHINESE,):
            continue
        continues = block.number is None and block.case_numbers is None and asked is None and place > 0
        if number.number in wanted or (
            continues and look.starts_choices is False and own is None and _asks_here(looks, place)
        ):
            return place, number.style
    if inline is not None and asked is not None:
        return None, None
    return None, None


def _asks_here(looks: Sequence[Look], place: int) -> bool:
    """Tell whether choices or a key follow a numbered line: its numbering goes on from the questions before the material."""
    return any(look.starts_choices or look.has_key for look in looks[place : place + 6])


def _keys_begin(look: Look, parts: Sequence[Block], keyed: int) -> bool:
    """Tell whether keys of all questions begin: 答案： behind the last question, where none before has its own."""
    if look.is_key_heading:
        return bool(parts)
    if len(parts) < 2 or not look.begins_with_label or look.labels[0] not in (Label.ANSWER, Label.SOLUTION):
        return False
    return keyed == 0


def _keys_for(rest: Sequence[Line], task: Task) -> tuple[dict[int, KeyEntry], str]:
    """Read the keys behind the questions of a case.

    Returns:
        Entries by the number of their question, and words that belong to all of them.
    """
    from trainer.adapters.interchange.questions.lists.blocks import KeyLine

    if not rest:
        if task.entry is not None and task.entry.text:
            return _keys_for_entry(task.entry)
        return {}, ""
    lines: list[Line] = []
    shared: list[Piece] = []
    explaining = False
    for line in rest:
        parts = segments(line)
        first = parts[0]
        if first.label is Label.EXPLANATION:
            explaining = True
        if explaining:
            shared.append(first.piece if first.label is not None else Piece(line, 0, len(line.text)))
        elif first.label in (Label.ANSWER, Label.SOLUTION):
            lines.append(line.cut(first.piece.start))
        elif not look_at(line).is_key_heading:
            lines.append(line)
    keys = read_keys([KeyLine(part, None, Wanted(Kind.ESSAY, "")) for line in lines for part in _broken(line)])
    by_number = {entry.number: entry for entry in keys.entries}
    return by_number, task.written(shared)


def _keys_for_entry(entry: KeyEntry) -> tuple[dict[int, KeyEntry], str]:
    from trainer.adapters.interchange.questions.lists.blocks import KeyLine

    lines = [piece.line.cut(piece.start, piece.end) for piece in entry.key]
    keys = read_keys([KeyLine(part, None, Wanted(Kind.ESSAY, "")) for line in lines for part in _broken(line)])
    return {one.number: one for one in keys.entries}, ""


def _broken(line: Line) -> list[Line]:
    """Cut "(1)甲 (2)乙" and "1.A 2.C" of a case's key into one line for each question."""
    starts, due = [0], 2
    for found in _COUNTED.finditer(line.seen):
        value = int(found[1] or found[2])
        if found.start() > 0 and value == due:
            starts.append(found.start())
            due += 1
    return [line.cut(begin, end) for begin, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]


def _tidy(material: Sequence[Line]) -> list[Line]:
    """Leave out 问题： at the end of the material, and 材料： before it."""
    lines = [line for line in material if not (asks(line.seen) == len(line.seen) and not line.is_blank)]
    while lines and lines[0].is_blank:
        del lines[0]
    if (
        lines
        and (found := case_heading(lines[0].seen)) is not None
        and found.is_named
        and found.end < len(lines[0].text)
    ):
        lead = lines[0].seen[: found.end].strip(" \t:.、()[]")
        if lead in ("材料", "案例", "资料", "背景材料", "阅读材料", "案情"):
            lines[0] = lines[0].cut(found.end)
    return lines
