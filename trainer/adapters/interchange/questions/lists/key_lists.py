"""Keys that stand apart from their questions: at the end of a list, of a section, in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from trainer.adapters.interchange.questions.chinese.kinds import Wanted, leading
from trainer.adapters.interchange.questions.chinese.signs import chinese_number
from trainer.adapters.interchange.questions.lists.blocks import KeyLine
from trainer.adapters.interchange.questions.lists.labels import Label, segments
from trainer.adapters.interchange.questions.lists.lines import Line, Piece
from trainer.adapters.interchange.questions.lists.numbers import Style, numbered

_RANGE = re.compile(
    r"\(?(?<!\d)(\d{1,4})[ \t]*(?:-{1,2}|~|至|到)[ \t]*(\d{1,4})[ \t]*(?:题)?[ \t]*\)?[ \t]*[:.、]?[ \t]*(?=[A-Ha-h√×对错TFYN正(\[])"
)
_PAIR = re.compile(
    r"(?<![\d.])\(?(\d{1,4})[ \t]*[.、:)\-]?\)?[ \t]*[(\[]?[ \t]*((?:[A-Ha-h](?:[ ,、]?[A-Ha-h]){0,7}|√|×|对|错|正确|错误|T|F)(?![A-Za-z\u4e00-\u9fff]))[ \t]*[)\]]?"
)
_AFTER_KIND = re.compile(r"[ \t]*(?:答案)?[ \t]*:[ \t]*")
_ONE_KEY = re.compile(r"正确|错误|[A-Ha-h√×对错TFYN]")
_RUN = re.compile(r"(?:正确|错误|[A-H√×对错TFYN \t,、;|。.])+")
_RANGE_WORDS = re.compile(r"[^ \t,、;|/()\[\]。.:]+")
# 单选题答案：1-5 ABCDA
_HEAD = re.compile(r"[ \t]*[^\d:]{0,20}?(?:题|答案)[ \t]*(?:答案)?[ \t]*:[ \t]*(?=\(?\d)")
_FIGURE = re.compile(r"\(?[ \t]*\d")
_GLUE = " \t,;、。.|"
_NEXT_INLINE = re.compile(r"[ \t;；。]+(\d{1,4})[ \t]?[.、][ \t]*(?=[^\d\s])")
_ROW_NUMBERS = re.compile(r"[ \t|]*(?:题号|序号|题目)[ \t|:]+")
_ROW_KEYS = re.compile(r"[ \t|]*(?:参考|正确)?答案[ \t|:]+")
_ROW_CELLS = re.compile(r"[ \t|]+")
# 一、1.A 2.B: the number of a section before its keys.
_SECTION = re.compile(
    r"[ \t]*(?:第[ \t]*)?\(?([一二三四五六七八九十]{1,3})\)?(?:大题)?[ \t]*[、.:][ \t]*(?=\(?\d{1,4}[ \t]?(?:[.、:)\-~至到]|[A-Ha-h√×])|[A-H√×对错正TF])"
)
_MOST_IN_RANGE = 500


@dataclass(slots=True)
class KeyEntry:
    """The key of one question.

    Attributes:
        number: of the question.
        key, explanation: stretches of lines.
        lines: numbers of the lines it stands on.
        group: entries of one group belong to one section.
    """

    number: int
    group: int
    key: list[Piece] = field(default_factory=list)
    explanation: list[Piece] = field(default_factory=list)
    others: list[tuple[Label, Piece]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its key, line by line."""
        return "\n".join(piece.text for piece in self.key).strip()

    @property
    def why(self) -> str:
        """Its explanation, line by line."""
        return "\n".join(piece.text for piece in self.explanation).strip()


@dataclass(slots=True)
class Group:
    """Entries that belong to one section.

    Attributes:
        ordinal: of the section among those of the list, as the keys say; 0 where they do not.
    """

    section: int | None
    wanted: Wanted | None
    ordinal: int = 0


@dataclass(slots=True)
class KeyRun:
    """Keys without numbers, in the order of the questions: BCAAD, or √ × √.

    Attributes:
        words: stretches parted by blanks or signs.
        signs: each letter or tick by itself.
    """

    group: int
    lines: list[Line] = field(default_factory=list)
    words: list[Piece] = field(default_factory=list)
    signs: list[Piece] = field(default_factory=list)

    def keys(self, count: int) -> list[Piece] | None:
        """Give the keys of a number of questions; None where there are more or fewer."""
        return next((found for found in (self.words, self.signs) if len(found) == count), None)


@dataclass(slots=True)
class KeyList:
    """All keys that stand apart.

    Attributes:
        runs: keys without numbers.
        unplaced: lines among them that are no keys.
        in_order: lines of runs that were given to questions, and how many keys each has.
        misfits: ranges whose keys are more or fewer than their numbers: line, first, last, keys found.
    """

    entries: list[KeyEntry] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    runs: list[KeyRun] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)
    misfits: list[tuple[int, int, int, int]] = field(default_factory=list)
    in_order: list[tuple[int, int]] = field(default_factory=list)


def read_keys(lines: Sequence[KeyLine]) -> KeyList:
    """Read the lines of keys."""
    return _Keys(lines).run()


class _Keys:
    def __init__(self, lines: Sequence[KeyLine]) -> None:
        self.lines = lines
        self.out = KeyList()
        self.place: tuple[object, ...] | None = None
        self.last = 0
        self.sub = 0
        self.ordinal = 0
        self.style: Style | None = None
        self.entry: KeyEntry | None = None
        self.label: Label | None = None

    def run(self) -> KeyList:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            self._enter(line)
            if _ROW_NUMBERS.match(line.line.seen) and index + 1 < len(self.lines) and self._rows(index):
                index += 2
                continue
            if not line.line.is_blank:
                self._take(line, self.lines[index + 1 : index + 30])
            index += 1
        return self.out

    def _enter(self, line: KeyLine) -> None:
        place = (line.section, line.wanted.kind if line.wanted else None, line.ordinal)
        if place != self.place:
            self.place = place
            self._new_group(line.section, line.wanted)

    def _new_group(self, section: int | None, wanted: Wanted | None, ordinal: int = 0) -> None:
        self.out.groups.append(Group(section, wanted, ordinal))
        self.last, self.sub, self.style, self.entry, self.label = 0, 0, None, None, None

    def _add(self, number: int, line: Line, start: int, end: int) -> KeyEntry:
        if number <= self.last and (
            number == 1
            or any(e.number == number and e.group == self._group for e in self.out.entries[-_MOST_IN_RANGE:])
        ):
            group = self.out.groups[-1]
            self._new_group(group.section, group.wanted if group.section is not None else None)
        entry = KeyEntry(number, self._group, [Piece(line, start, end)], lines=[line.number])
        self.out.entries.append(entry)
        self.last, self.sub = number, 0
        return entry

    @property
    def _group(self) -> int:
        return len(self.out.groups) - 1

    def _rows(self, index: int) -> bool:
        """Read two lines of a table: numbers above, keys below."""
        upper, lower = self.lines[index].line, self.lines[index + 1].line
        head, below = _ROW_NUMBERS.match(upper.seen), _ROW_KEYS.match(lower.seen)
        if head is None or below is None:
            return False
        numbers = [cell for cell in _ROW_CELLS.split(upper.seen[head.end() :]) if cell]
        places = [(m.start(), m.end()) for m in re.finditer(r"[^ \t|]+", lower.seen) if m.start() >= below.end()]
        if not all(cell.isdigit() and len(cell) < 5 for cell in numbers) or len(numbers) != len(places):
            if numbers and all(cell.isdigit() and len(cell) < 5 for cell in numbers):
                self.out.misfits.append((lower.number, int(numbers[0]), int(numbers[-1]), len(places)))
                return True
            return False
        for cell, (start, end) in zip(numbers, places, strict=True):
            self._add(int(cell), lower, start, end)
        self.entry = None
        return True

    def _leave_section(self, given: KeyLine) -> KeyLine:
        """Begin a group where a line of keys says the number or the kind of its section."""
        if given.section is not None or given.wanted is not None:
            return given
        if (kind := kind_before_keys(given.line)) is not None:
            self._new_group(None, kind[0])
            return replace(given, line=given.line.cut(kind[1]))
        section = section_before_keys(given.line)
        if section is None or section[0] <= self.ordinal:
            return given
        self.ordinal = section[0]
        self._new_group(None, None, section[0])
        return replace(given, line=given.line.cut(section[1]))

    def _take(self, given: KeyLine, following: Sequence[KeyLine]) -> None:
        given = self._leave_section(given)
        line = given.line
        start = self._behind_label(line)
        if self._ranges(line, start) or self._pairs(line, start):
            return
        number = numbered(line.seen)
        if (
            number is not None
            and not number.is_doubtful
            and self._is_entry(given, number.style, number.number, following)
        ):
            self.style = self.style or number.style
            self.entry = self._add(number.number, line, number.end, number.end)
            self.entry.key.clear()
            self.label = None
            for place, end, inner in self._inline(line, number.end, given):
                if inner:
                    self.entry = self._add(inner, line, place, place)
                    self.entry.key.clear()
                    self.label = None
                self._fill(line.cut(0, end), place)
            return
        if self.entry is None:
            self._run_or_nothing(line, start)
            return
        if number is not None and number.style is self.style:
            self.sub = number.number
        self._fill(line, 0)

    def _run_or_nothing(self, line: Line, start: int) -> None:
        run = run_of(line, start)
        if run is None or any(entry.group == self._group for entry in self.out.entries[-1:]):
            self.out.unplaced.append(line)
            return
        if not self.out.runs or self.out.runs[-1].group != self._group:
            self.out.runs.append(KeyRun(self._group))
        whole = self.out.runs[-1]
        whole.lines.append(line)
        whole.words += run.words
        whole.signs += run.signs

    def _behind_label(self, line: Line) -> int:
        """Find where the words begin: 答案：1-5 ABCDA."""
        parts = segments(line)
        if parts[0].label is Label.ANSWER:
            return parts[0].piece.start
        head = _HEAD.match(line.seen)
        return head.end() if head is not None else 0

    def _is_entry(self, given: KeyLine, style: Style, value: int, following: Sequence[KeyLine]) -> bool:
        if self.style is not None and style is not self.style:
            return False
        if style is Style.CIRCLED or (style is Style.BRACKETED and self.entry is not None and self.style is None):
            return False
        if style in (Style.CHINESE, Style.CHINESE_BRACKETED) and self.entry is not None and self.style is not style:
            return False
        if self.entry is None:
            return True
        is_open = given.wanted is not None and given.wanted.is_open
        if value == self.last + 1 and value != self.sub + 1:
            return True
        if value == self.last + 1:
            return self._next_number(following, style) != value and not (
                is_open and self._next_number(following, style) == value + 1
            )
        if value == self.sub + 1 and (is_open or self.label in (Label.EXPLANATION,)):
            return False
        return value > self.last or (value == 1 and not is_open)

    @staticmethod
    def _next_number(following: Sequence[KeyLine], style: Style) -> int:
        for later in following:
            number = numbered(later.line.seen) if not later.line.is_blank else None
            if number is not None and number.style is style:
                return number.number
        return 0

    def _inline(self, line: Line, start: int, given: KeyLine) -> Iterator[tuple[int, int, int]]:
        """Cut "1. 特急 2. 加急" at the numbers that are due; answers of open questions stay whole."""
        due, begin, value = self.last + 1, start, 0
        if given.wanted is None or not given.wanted.is_open:
            for found in _NEXT_INLINE.finditer(line.seen, start):
                if int(found[1]) == due:
                    yield begin, found.start(), value
                    begin, value, due = found.end(), due, due + 1
        yield begin, len(line.text), value

    def _fill(self, line: Line, start: int) -> None:
        """Add the words of a line to the entry, behind the labels that stand there."""
        entry = self.entry
        assert entry is not None
        if entry.lines[-1] != line.number:
            entry.lines.append(line.number)
        for segment in segments(line):
            begin = max(segment.piece.start, start)
            if segment.piece.end < start or begin > segment.piece.end:
                continue
            if segment.label is not None and (segment.is_sure or segment.label is Label.SOLUTION):
                self.label = segment.label
            elif segment.label is not None and not segment.is_sure:
                begin = max(start, 0) if segment.piece.start <= start else begin
            piece = Piece(line, begin, segment.piece.end)
            if self.label in (None, Label.ANSWER, Label.SOLUTION):
                entry.key.append(piece)
            elif self.label is Label.EXPLANATION:
                entry.explanation.append(piece)
            else:
                entry.others.append((self.label, piece))

    def _ranges(self, line: Line, start: int) -> bool:
        found = list(_RANGE.finditer(line.seen, start))
        if not found:
            return False
        before = _pairs_within(line.seen, start, found[0].start()) or []
        if not before and line.seen[start : found[0].start()].strip(_GLUE + "([第"):
            return False
        self._add_pairs(line, before)
        ends = [one.start() for one in found[1:]] + [len(line.seen)]
        for one, end in zip(found, ends, strict=True):
            first, last = int(one[1]), int(one[2])
            # 1-3 ABC 4.ACD: with the next number single keys begin.
            figure = _FIGURE.search(line.seen, one.end(), end)
            until = figure.start() if figure is not None else end
            keys = _split_range(line.seen, one.end(), until, last - first + 1)
            behind = _pairs_within(line.seen, until, end)
            if last < first or last - first >= _MOST_IN_RANGE or keys is None or behind is None:
                count = len(_ONE_KEY.findall(line.seen[one.end() : until if behind else end]))
                self.out.misfits.append((line.number, first, last, count))
            else:
                for number, (begin, stop) in zip(range(first, last + 1), keys, strict=True):
                    self._add(number, line, begin, stop)
            self._add_pairs(line, behind or ())
        self.entry = None
        return True

    def _pairs(self, line: Line, start: int) -> bool:
        found = _pairs_within(line.seen, start, len(line.seen))
        if not found:
            return False
        if len(found) == 1:
            number = numbered(line.seen)
            if number is not None and not number.is_doubtful:
                return False
        self._add_pairs(line, found)
        if len(found) > 1:
            self.entry = None
        return True

    def _add_pairs(self, line: Line, pairs: Sequence[re.Match[str]]) -> None:
        for one in pairs:
            self.entry = self._add(int(one[1]), line, one.start(2), one.end(2))
            self.label = None


def section_before_keys(line: Line) -> tuple[int, int] | None:
    """Read 二、1.A 2.B or 二、BCA; give the number of the section and the place where its keys begin."""
    found = _SECTION.match(line.seen)
    ordinal = chinese_number(found[1]) if found is not None else None
    if found is None or ordinal is None:
        return None
    has_keys = line.seen[found.end()].isdigit() or run_of(line, found.end()) is not None
    return (ordinal, found.end()) if has_keys else None


def kind_before_keys(line: Line) -> tuple[Wanted, int] | None:
    """Read 单选：BCA; give the kind and the place where the keys begin."""
    found = leading(line.seen, len(line.seen) - len(line.seen.lstrip(" \t")))
    lead = _AFTER_KIND.match(line.seen, found[1]) if found is not None else None
    if found is None or lead is None:
        return None
    has_keys = line.seen[lead.end() : lead.end() + 1].isdigit() or run_of(line, lead.end()) is not None
    return (found[0], lead.end()) if has_keys else None


def run_of(line: Line, start: int = 0) -> KeyRun | None:
    """Read a line of keys without numbers; None where it holds anything else."""
    if len(line.seen) > 20_000 or not _RUN.fullmatch(line.seen, start):
        return None
    words = [Piece(line, found.start(), found.end()) for found in _RANGE_WORDS.finditer(line.seen, start)]
    signs = [Piece(line, found.start(), found.end()) for found in _ONE_KEY.finditer(line.seen, start)]
    return KeyRun(0, [line], words, signs) if len(signs) > 1 else None


def _pairs_within(seen: str, start: int, end: int) -> list[re.Match[str]] | None:
    """Find the keys of single numbers in a stretch; None where it holds something else, too."""
    found, place = [], start
    for one in _PAIR.finditer(seen, start, end):
        if seen[place : one.start()].strip(_GLUE):
            return None
        found.append(one)
        place = one.end()
    return found if not seen[place:end].strip(_GLUE + "(") else None


def _split_range(seen: str, start: int, end: int, count: int) -> list[tuple[int, int]] | None:
    """Cut the keys of a range into one for each number."""
    words = [(found.start(), found.end()) for found in _RANGE_WORDS.finditer(seen, start, end)]
    if len(words) == count and count > 1:
        return words
    single = [(found.start(), found.end()) for found in _ONE_KEY.finditer(seen, start, end)]
    rest = _ONE_KEY.sub("", seen[start:end]).strip(" \t,、;|/()[]。.:")
    return single if len(single) == count and not rest else None
