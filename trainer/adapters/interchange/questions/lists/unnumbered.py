"""Questions without numbers: a whole list of them, or one among numbered ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trainer.adapters.interchange.questions.lists.blocks import Block, Blocks, Section
from trainer.adapters.interchange.questions.lists.choices import has_chain, starts_with_letter
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.looks import Look, look_at
from trainer.adapters.interchange.questions.lists.sections import asks

_KEYED = (Label.ANSWER, Label.EXPLANATION, Label.SOLUTION)


def cut_unnumbered(looks: Sequence[Look], out: Blocks) -> None:
    """Cut a list without numbers: a question ends with its choices or its key, and a plain line begins the next one."""
    if not any(look.starts_choices or Label.ANSWER in look.labels or look.has_key for look in looks):
        return
    out.unused.clear()
    section, block, is_over, after_blank = Section(), None, False, False
    out.sections[:] = [section]
    last_label: Label | None = None
    for place, look in enumerate(looks):
        if look.is_blank:
            after_blank = True
            if block is not None:
                block.add(look.line)
            continue
        if look.is_furniture:
            out.furniture.append(look.line)
            continue
        if look.heading is not None:
            heading = look.heading
            section = Section(len(out.sections), heading.wanted, heading.points, section.chapter, heading.title)
            out.sections.append(section)
            block, is_over = None, False
            continue
        belongs = look.letter is not None or look.begins_with_label or _is_bare_key(look)
        if block is None and belongs and not look.has_key:
            out.unused.append(look.line)
            continue
        wraps = last_label in _KEYED[1:] and not after_blank and not _begins_question(looks, place)
        if block is None or (is_over and not belongs and not wraps):
            block = Block(section, None)
            out.blocks.append(block)
            is_over, last_label = False, None
        block.add(look.line)
        block.has_key = block.has_key or look.has_key
        if look.labels:
            last_label = look.labels[-1]
        keyed_stem = look.has_key and not belongs and not _has_choices_below(looks, place)
        is_over = is_over or look.letter is not None or look.begins_with_label or keyed_stem or look.chain
        after_blank = False


def _is_bare_key(look: Look) -> bool:
    text = look.line.seen.strip()
    return len(text) <= 10 and (
        text in ("√", "×", "对", "错", "正确", "错误") or (text.isascii() and text.isupper() and text.isalpha())
    )


def _begins_question(looks: Sequence[Look], place: int) -> bool:
    following = next((look for look in looks[place + 1 : place + 3] if not look.is_blank), None)
    return looks[place].has_key or (following is not None and (following.letter == 0 or following.begins_with_label))


def _has_choices_below(looks: Sequence[Look], place: int) -> bool:
    following = next((look for look in looks[place + 1 : place + 3] if not look.is_blank), None)
    return looks[place].chain or (following is not None and following.letter is not None)


def parted(block: Block) -> list[Block]:
    """Cut a block in which choices begin again behind a key or a blank line: the number of the next question was lost."""
    if sum(starts_with_letter(line.seen) == 0 or has_chain(line.seen) for line in block.lines) < 2:
        return [block]
    looks = [look_at(line) for line in block.lines]
    starts = [place for place, look in enumerate(looks) if look.letter == 0 or (look.chain and look.letter is None)]
    if len(starts) < 2:
        return [block]
    cuts = []
    for before, start in pairwise(starts):
        cut = _stem_start(looks, before, start)
        if cut is not None:
            cuts.append(cut)
    if not cuts:
        return [block]
    found = []
    for place, (begin, end) in enumerate(zip([0, *cuts], [*cuts, len(looks)], strict=True)):
        part = Block(block.section, block.number if not place else None, notes=list(block.notes) if not place else [])
        for look in looks[begin:end]:
            part.add(look.line)
            part.has_key = part.has_key or look.has_key
        if place:
            part.notes.append(("list_number_missing", part.first))
        found.append(part)
    found[0].first = min(block.first, found[0].first or block.first)
    return found


def _stem_start(looks: Sequence[Look], before: int, start: int) -> int | None:
    """Find the first line of a stem that stands between two sets of choices; None where there is none."""
    begin = start
    for place in range(start - 1, before, -1):
        look = looks[place]
        if look.is_blank:
            if begin < start:
                break
            continue
        if look.letter is not None or look.begins_with_label or _is_bare_key(look) or asks(look.line.seen) is not None:
            break
        begin = place
    if begin == start and not (looks[start].chain and looks[start].letter is None):
        return None
    between = looks[before:begin]
    is_over = any(set(look.labels) & set(_KEYED) or _is_bare_key(look) or look.is_blank for look in between)
    return begin if is_over or max((look.letter or 0) for look in between) >= 2 else None
