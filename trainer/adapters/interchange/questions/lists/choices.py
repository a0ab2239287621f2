"""Find the lettered choices of one question, wherever they stand: a line each, several a line, run into the stem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer.adapters.interchange.questions.lists.lines import Piece

# How well a letter stands apart from what is before it.
_RUN_IN, _AFTER_SIGN, _AFTER_BLANK, _AT_START = range(4)
_MOST = 26
_MARKER = re.compile(
    # A point before a letter or figure belongs to the choice: （A）.docx, A、.5
    r"[○◯⚪□☐▢●◉■*√]{0,2}[ \t]?(?:[(\[](?P<boxed>[A-Za-z])[)\]](?:[、:]|\.(?![A-Za-z0-9])){0,2}"
    r"|(?P<pointed>[A-Za-z])[ \t]?(?:[.、:)](?:[、:)]|\.(?![A-Za-z0-9]))?|,(?=[^\d\s])|。))"
)
_BARE = re.compile(r"(?:^[ \t]*|(?<=[ \t][ \t])|(?<=\t))(?P<bare>[A-Z])(?:[ \t]+|(?=[^\x00-\x7f]))(?=\S)")
# "A 甲 B 乙 C 丙": blanks alone part them where the line begins with A and goes on to C.
_BARE_LINE = re.compile(r"[ \t]*A[ \t]+[^A-Z\n]{1,80}[ \t]B[ \t]+[^A-Z\n]{1,80}[ \t]C[ \t]+\S")
_BARE_INSIDE = re.compile(r"(?:^[ \t]*|(?<=[ \t]))(?P<bare>[A-Z])[ \t]+(?=\S)")
_BULLET = re.compile(r"[○◯⚪□☐▢●◉■√][ \t]*\S")
_BLANK = re.compile(r"\s*")
_OPTION_WORD = re.compile(r"[ \t]*选项[ \t]*$")
_RIGHT = re.compile(
    r"[ \t]*[(\[][ \t]*(?:正确答案|正确选项|正确|答案|√|correct|right)[ \t]*[)\]][ \t]*$|[ \t]*√[ \t]*$", re.IGNORECASE
)
_RIGHT_BEFORE = "*√●◉■"
_SIGNS_BEFORE = ")]。?!;:,_.、"


@dataclass(slots=True)
class FoundChoice:
    """One choice.

    Attributes:
        letter: index of its letter as written: 0 for A.
        pieces: its words, line by line.
        is_marked: its source marks it as right.
        place: number of the line it begins on.
        is_slip: the letter before it stands there once more; it is counted as the next one.
    """

    letter: int
    pieces: list[Piece]
    is_marked: bool = False
    place: int = 0
    is_slip: bool = False


@dataclass(slots=True)
class FoundChoices:
    """The choices of one question.

    Attributes:
        stem: what stands before the first one.
        choices: in the order of their letters.
        notes: codes of what was guessed on the way.
    """

    stem: list[Piece]
    choices: list[FoundChoice] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    piece: int
    start: int
    end: int
    letter: int
    rank: int
    style: str
    sign: str
    words: int


def starts_with_letter(seen: str) -> int | None:
    """Give the index of the letter that a line begins with like a choice, else None."""
    start = len(seen) - len(seen.lstrip())
    found = _MARKER.match(seen, start) or _BARE.match(seen)
    if found is None:
        return None
    letter = next(value for value in found.groupdict().values() if value)
    return ord(letter.upper()) - 65


def has_chain(seen: str) -> bool:
    """Tell whether a line holds a first and a second choice."""
    letters = [found["boxed"] or found["pointed"] for found in _MARKER.finditer(seen)]
    return "B" in letters[letters.index("A") :] if "A" in letters else False


def find_choices(pieces: Sequence[Piece]) -> FoundChoices:
    """Cut the words of a question into its stem and its choices.

    Args:
        pieces: from behind the number to the first label or the end.
    """
    candidates = [one for index, piece in enumerate(pieces) for one in _candidates(index, piece)]
    best: list[_Candidate] = []
    for first in _firsts(candidates):
        chain = _chain(candidates, first)
        # Of equals the later one is meant: "A、B两地相距" may stand in the stem.
        if chain and (_worth(chain), chain[0].piece, chain[0].start) > (_worth(best), *_place(best)):
            best = chain
    if len(best) < 2:
        return _bulleted(pieces)
    return _cut(pieces, best)


def _bulleted(pieces: Sequence[Piece]) -> FoundChoices:
    """Take lines that begin with a circle or box to tick for choices, where no letters stand."""
    starts = [place for place, piece in enumerate(pieces) if place and _BULLET.match(piece.seen)]
    if len(starts) < 2 or len(starts) > _MOST:
        return FoundChoices(list(pieces))
    found = FoundChoices(list(pieces[: starts[0]]))
    signs = {pieces[place].seen[0] for place in starts}
    for letter, (begin, end) in enumerate(zip(starts, [*starts[1:], len(pieces)], strict=True)):
        first = pieces[begin].trimmed()
        sign = first.seen[0]
        own = [Piece(first.line, first.start + 1, first.end), *pieces[begin + 1 : end]]
        choice = FoundChoice(letter, own, sign in _RIGHT_BEFORE and len(signs) > 1, first.line.number)
        _take_mark(choice)
        found.choices.append(choice)
    return found


def _candidates(index: int, piece: Piece) -> list[_Candidate]:
    seen = piece.line.seen[piece.start : piece.end]
    found = []
    patterns = [_MARKER, _BARE]
    if _BARE_LINE.match(seen) is not None:
        patterns[1] = _BARE_INSIDE
    for pattern in patterns:
        for match in pattern.finditer(seen):
            groups = match.groupdict()
            style, letter = next((name, value) for name, value in groups.items() if value)
            place = match.start() + (len(match[0]) - len(match[0].lstrip(" \t")))
            before = seen[:place]
            if word := _OPTION_WORD.search(before[-12:]):
                before = before[: len(before) - len(word[0])]
                place = len(before)
            rank = _rank(before)
            if rank == _RUN_IN and (letter.islower() or (before[-1:].isascii() and style != "pointed")):
                continue
            if letter.islower():
                style = f"low {style}"
            sign = match[0].strip()[:1] if match[0].strip()[:1] in "○◯⚪□☐▢●◉■*√" else ""
            words = _BLANK.match(seen, match.end()).end()  # type: ignore[union-attr]
            found.append(_Candidate(index, place, match.end(), ord(letter.upper()) - 65, rank, style, sign, words))
    found.sort(key=lambda one: one.start)
    return found


def _rank(before: str) -> int:
    if not before.strip():
        return _AT_START
    if before[-1] in " \t":
        return _AFTER_BLANK
    return _AFTER_SIGN if before[-1] in _SIGNS_BEFORE else _RUN_IN


def _firsts(candidates: list[_Candidate]) -> list[_Candidate]:
    firsts = [one for one in candidates if one.letter == 0]
    if not firsts:
        # The first choice was lost: 服务器 without its A, then B, C, D on lines of their own.
        firsts = [one for one in candidates if one.letter == 1 and one.rank == _AT_START][:1]
    firsts.sort(key=lambda one: -one.rank)
    return firsts[:8]


def _place(chain: list[_Candidate]) -> tuple[int, int]:
    return (chain[0].piece, chain[0].start) if chain else (-1, -1)


def _worth(chain: list[_Candidate]) -> tuple[int, int, int]:
    if len(chain) < 2:
        return (0, 0, 0)
    return (min(len(chain), 3), chain[0].rank, len(chain))


def _chain(candidates: list[_Candidate], first: _Candidate) -> list[_Candidate]:
    """Follow the letters from the first choice on; only the next letter may be run into the words before it."""
    later = candidates[candidates.index(first) + 1 :]
    well_placed = {one.letter for one in later if one.rank >= _AFTER_BLANK and one.style == first.style}
    chain, used = [first], {first.letter}
    for one in later:
        if one.style != first.style or len(chain) >= _MOST or _is_empty(chain[-1], one):
            continue
        top = max(used)
        if one.rank >= _AFTER_BLANK:
            is_next = one.letter not in used and top - 3 <= one.letter <= top + 2
            # The last letter once more at the beginning of a line is a slip of the keyboard.
            if is_next or (one.letter == top and one.rank == _AT_START and one.letter > 0):
                chain.append(one)
                used.add(one.letter if is_next else top + 1)
        elif one.letter == top + 1 and one.letter not in well_placed:
            chain.append(one)
            used.add(one.letter)
    if first.rank <= _AFTER_SIGN and any(_is_empty(one, after) for one, after in pairwise(chain)):
        return []
    return chain


def _is_empty(one: _Candidate, after: _Candidate) -> bool:
    """Tell whether nothing stands between two letters of one line: A、B两地 is no choice A."""
    return one.piece == after.piece and one.words >= after.start


def _cut(pieces: Sequence[Piece], chain: list[_Candidate]) -> FoundChoices:
    first = chain[0]
    head = pieces[first.piece]
    stem = [*pieces[: first.piece]]
    if head.line.text[head.start : head.start + first.start].strip():
        stem.append(Piece(head.line, head.start, head.start + first.start))
    found = FoundChoices(stem)
    if first.rank <= _AFTER_SIGN or any(one.rank == _RUN_IN for one in chain):
        found.notes.append("list_choices_run_in")
    signs = {one.sign for one in chain}
    used: set[int] = set()
    for place, one in enumerate(chain):
        after = chain[place + 1] if place + 1 < len(chain) else None
        letter = one.letter
        is_slip = letter in used
        if is_slip:
            letter = max(used) + 1
        used.add(letter)
        own = _words(pieces, one, after)
        marked = one.sign in _RIGHT_BEFORE and one.sign != "" and (one.sign in "*√" or len(signs) > 1)
        choice = FoundChoice(letter, own, marked, pieces[one.piece].line.number, is_slip)
        _take_mark(choice)
        found.choices.append(choice)
    _drop_separators(found.choices)
    if [one.letter for one in found.choices] != sorted(used):
        found.choices.sort(key=lambda one: one.letter)
    if sorted(used) != list(range(len(used))):
        found.notes.append("list_letter_missing")
    return found


def _drop_separators(choices: list[FoundChoice]) -> None:
    """Leave out ； between choices of one line: it belongs to none of them."""
    ends = [choice.pieces[-1].trimmed() for choice in choices]
    if all(piece.seen.endswith(";") for piece in ends[:-1]) and choices[0].place == choices[-1].place:
        for choice, piece in zip(choices, ends, strict=True):
            cut = piece.seen.endswith(";")
            choice.pieces[-1] = Piece(piece.line, piece.start, piece.end - cut)


def _words(pieces: Sequence[Piece], one: _Candidate, after: _Candidate | None) -> list[Piece]:
    last = len(pieces) - 1 if after is None else after.piece
    own: list[Piece] = []
    for index in range(one.piece, last + 1):
        piece = pieces[index]
        start = piece.start + one.end if index == one.piece else piece.start
        end = piece.start + after.start if after is not None and index == after.piece else piece.end
        if piece.line.text[start:end].strip() or not own:
            own.append(Piece(piece.line, start, max(start, end)))
    return own


def _take_mark(choice: FoundChoice) -> None:
    """Take ``(正确答案)`` off the end of a choice."""
    last = choice.pieces[-1]
    seen = last.line.seen[last.start : last.end]
    if mark := _RIGHT.search(seen):
        choice.pieces[-1] = Piece(last.line, last.start, last.start + mark.start())
        choice.is_marked = True
