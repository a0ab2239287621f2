"""Which question each key among keys that stand apart belongs to."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from trainer.adapters.interchange.questions.chinese.kinds import Wanted
from trainer.adapters.interchange.questions.lists.blocks import Blocks
from trainer.adapters.interchange.questions.lists.key_lists import Group, KeyEntry, KeyList, KeyRun
from trainer.domain.question_bank.question import Kind

# The keys name a section that the list does not have.
NOWHERE = -1
_CHOICES = (None, Kind.SINGLE, Kind.MULTIPLE)


def placed(keys: KeyList, found: Blocks) -> tuple[dict[int, KeyEntry], list[KeyEntry]]:
    """Find the question that each entry belongs to; keys without numbers that do not fit are added to ``keys.misfits``.

    Returns:
        Entries by the index of their block, and the entries for which there is none, or more than one.
    """
    by_group: dict[int, list[KeyEntry]] = {run.group: [] for run in keys.runs}
    for entry in keys.entries:
        by_group.setdefault(entry.group, []).append(entry)
    by_group = dict(sorted(by_group.items()))
    runs = {run.group: run for run in keys.runs}
    apart = sum(keys.groups[group].section is None for group in by_group)
    places = _Places(found)
    entries_of: dict[int, KeyEntry] = {}
    left: list[KeyEntry] = []
    for group, entries in by_group.items():
        section = places.section_for(keys.groups[group], apart)
        if group in runs:
            # Several runs need sections to tell them apart.
            waiting = places.waiting(section, entries_of) if section is not None or len(runs) == 1 else []
            _place_run(keys, runs[group], waiting, entries_of)
        repeats = keys.groups[group].section is None and apart > 1
        for entry in entries:
            owners = [index for index in places.numbered(section, entry.number) if index not in entries_of]
            if len(owners) == 1 or (owners and repeats):
                entries_of[owners[0]] = entry
            else:
                left.append(entry)
    return entries_of, left


def _place_run(keys: KeyList, run: KeyRun, waiting: list[tuple[int, int]], entries_of: dict[int, KeyEntry]) -> None:
    """Give the keys of a run to the questions without one, if there are as many."""
    pieces = run.keys(len(waiting)) if waiting else None
    if pieces is None:
        ends = (waiting[0][1], waiting[-1][1]) if waiting else (0, 0)
        keys.misfits.append((run.lines[0].number, *ends, max(len(run.words), len(run.signs))))
        return
    keys.in_order.append((run.lines[0].number, len(pieces)))
    for (index, number), piece in zip(waiting, pieces, strict=True):
        entries_of[index] = KeyEntry(number, run.group, [piece], lines=[piece.line.number])


class _Places:
    """The blocks by section and number, and the sections that no group of keys has been given yet."""

    def __init__(self, found: Blocks) -> None:
        self._numbers: dict[int | None, dict[int, list[int]]] = {None: {}}
        self._order: deque[int] = deque()
        self._by_kind: dict[Kind | None, deque[int]] = {}
        self._used: set[int] = set()
        self._without_key: dict[int | None, list[tuple[int, int]]] = {None: []}
        counts: dict[int, int] = {}
        for index, block in enumerate(found.blocks):
            section = block.section.index
            if section not in self._numbers:
                self._numbers[section] = {}
                self._order.append(section)
                if block.section.wanted is not None:
                    self._by_kind.setdefault(block.section.wanted.kind, deque()).append(section)
            counts[section] = counts.get(section, 0) + 1
            # Questions without numbers are counted as they stand.
            number = block.number.number if block.number is not None else counts[section]
            self._numbers[section].setdefault(number, []).append(index)
            self._numbers[None].setdefault(number, []).append(index)
            if not block.has_key and not block.is_case:
                for place in (None, section):
                    self._without_key.setdefault(place, []).append((index, number))
        # Headings are counted whether or not a question was recognised below them.
        headed = tuple(section.index for section in found.sections if section.wanted is not None)
        has_chapters = any(section.chapter for section in found.sections)
        self._in_order = () if has_chapters else headed or tuple(self._order)
        self._sections = len(self._order)

    def numbered(self, section: int | None, number: int) -> list[int]:
        """Give the blocks with a number; of the whole list where ``section`` is None."""
        return self._numbers.get(section, {}).get(number, [])

    def waiting(self, section: int | None, taken: Mapping[int, KeyEntry]) -> list[tuple[int, int]]:
        """Give index and number of the questions of a section, or of the list, that have no key."""
        return [one for one in self._without_key.get(section, ()) if one[0] not in taken]

    def section_for(self, group: Group, apart: int) -> int | None:
        """Choose the section that a group of keys is about; None for the whole list."""
        if group.section is not None:
            return group.section
        if group.wanted is not None and (same := self._same_kind(group.wanted)) is not None:
            return same
        if group.ordinal and self._sections > 1:
            return self._in_order[group.ordinal - 1] if group.ordinal <= len(self._in_order) else NOWHERE
        if apart > 1 and self._sections > 1:
            while self._order and self._order[0] in self._used:
                self._order.popleft()
            if self._order:
                self._used.add(self._order[0])
                return self._order.popleft()
        return None

    def _same_kind(self, wanted: Wanted) -> int | None:
        kinds = _CHOICES if wanted.kind is None else (wanted.kind, None) if wanted.is_choice else (wanted.kind,)
        heads = []
        for kind in kinds:
            waiting = self._by_kind.get(kind)
            while waiting and waiting[0] in self._used:
                waiting.popleft()
            if waiting:
                heads.append((kind is not wanted.kind, waiting[0]))
        if not heads:
            return None
        section = min(heads)[1]
        self._used.add(section)
        return section
