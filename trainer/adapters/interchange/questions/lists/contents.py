"""Read the lines of one block: stem, choices, key, explanation, and what labels say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.adapters.interchange.questions.chinese.keys import judged, letters
from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word, leading
from trainer.adapters.interchange.questions.chinese.values import points
from trainer.adapters.interchange.questions.lists.blocks import Block
from trainer.adapters.interchange.questions.lists.choices import FoundChoice, find_choices, starts_with_letter
from trainer.adapters.interchange.questions.lists.labels import Label, Segment, segments
from trainer.adapters.interchange.questions.lists.lines import Line, Piece

_BARE_KEY = re.compile(r"[ \t]*(?:[A-H]{1,8}|[A-H](?:[ ,、][A-H]){1,7}|√|×)[ \t.。]*$")
_KEY_BEFORE_EXPLANATION = re.compile(r"[ \t]*([A-H]{1,8}|√|×|对|错|正确|错误)[ \t]*[.、。,:]?[ \t]*$")
_TAG = re.compile(r"[ \t_*]*[(\[][ \t]*([^()\[\]]{1,30})[ \t]*[)\]][ \t_*]*")
_TAIL_TAG = re.compile(r"[ \t]*[(\[][ \t]*([^()\[\]]{1,30})[ \t]*[)\]][ \t]*\*?[ \t]*$")
_SCORE = re.compile(r"(?:共|本题|本小题|满分|分值)?[ \t:]*(\d{1,3}(?:\.\d{1,2})?)[ \t]*分")
# These name a kind in a tag also without 题.
_TAGS = ("单选", "多选", "判断", "填空", "不定项", "简答", "排序", "匹配", "单项选择", "多项选择", "论述", "名词解释")
# Labels whose words may go on over several lines.
_LONG = (
    Label.ANSWER,
    Label.SOLUTION,
    Label.EXPLANATION,
    Label.RUBRIC,
    Label.HINT,
    Label.WHY,
    Label.LAW,
    Label.IGNORED,
)


@dataclass(slots=True)
class Part:
    """The words behind one label, line by line."""

    label: Label
    pieces: list[Piece]
    line: int

    @property
    def text(self) -> str:
        """All of it, with its line ends; empty lines around it are dropped."""
        return "\n".join(piece.text for piece in self.pieces).strip()

    @property
    def is_begun(self) -> bool:
        """Whether anything stands there."""
        return len(self.pieces) > 1 or bool(self.pieces[0].text)

    def is_short(self, limit: int) -> bool:
        """Tell whether it is no longer than a key is."""
        return len(self.pieces) < 5 and len(self.text) <= limit


@dataclass(slots=True)
class Contents:
    """What stands in a block, before anybody has decided its kind.

    Attributes:
        body: all words before the first label.
        wanted: kind that the question itself says.
        before: what stood in brackets before its number.
        lost: words that belong to nothing.
        notes: codes of what was guessed, with their lines.
    """

    block: Block
    body: list[Piece] = field(default_factory=list)
    stem: list[Piece] = field(default_factory=list)
    choices: list[FoundChoice] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    wanted: Wanted | None = None
    points: object = None
    before: str = ""
    bare_key: str = ""
    lost: list[Piece] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)

    def part(self, *labels: Label) -> Part | None:
        """Give the first part with one of some labels."""
        return next((part for part in self.parts if part.label in labels), None)

    def said(self, label: Label) -> str:
        """Give the words behind a label; empty where it does not stand there."""
        part = self.part(label)
        return part.text if part is not None else ""

    @property
    def first(self) -> int:
        """Line on which the question begins."""
        return self.block.first


def read_contents(block: Block) -> Contents:
    """Read one block."""
    found = Contents(block, notes=list(block.notes))
    if block.number is not None:
        found.before = block.number.before
    body = found.body = _Walk(found).walk(block.lines)
    chosen = find_choices(body)
    found.stem, found.choices = chosen.stem, chosen.choices
    found.notes += [(note, block.first) for note in chosen.notes]
    _take_bare_key(found)
    _trim_choices(found)
    if any(choice.is_slip for choice in found.choices):
        found.notes.append(("list_letter_twice", block.first))
    _take_tags(found)
    return found


class _Walk:
    """One pass over the lines of a block: which words stand before any label, and which behind which."""

    def __init__(self, found: Contents) -> None:
        self.found = found
        self.body: list[Piece] = []
        self.part: Part | None = None
        self.has_choices = False
        # How far the line was read: the words of a label that is none begin there.
        self.done = 0

    def walk(self, lines: Iterable[Line]) -> list[Piece]:
        for line in lines:
            if line.is_blank:
                if self.part is not None and self.part.label in _LONG and self.part.is_begun:
                    self.part.pieces.append(Piece(line, 0, 0))
                continue
            self.done = 0
            for segment in segments(line):
                self._take(segment, line)
                self.done = segment.piece.end
        return self.body

    def _take(self, segment: Segment, line: Line) -> None:
        if segment.label is not None and not self._counts(segment):
            # A word such as 说明： is ordinary text here.
            segment = Segment(None, Piece(line, self.done, segment.piece.end))
        if segment.label is Label.CHOICES:
            self.part, self.has_choices = None, True
            self.body.append(segment.piece)
            return
        if segment.label is not None:
            self.part = Part(segment.label, [segment.piece], line.number)
            self.found.parts.append(self.part)
            return
        piece = segment.piece
        if self.part is None:
            if starts_with_letter(line.seen) is not None:
                self.has_choices = True
            self.body.append(piece)
        elif self._back_to_choices(piece, line):
            self.part = None
            self.has_choices = True
            self.body.append(piece)
        elif piece.start > 0 and self.part.pieces[-1].line is line and self.part.pieces[-1].end < piece.start:
            # Behind the bracket of （答案：B） the stem goes on.
            self.part = None
            self.body.append(piece)
        elif self.part.label in _LONG or piece.line.number == self.part.line:
            self.part.pieces.append(piece)
        elif not self.body:
            # 题型：… and 难度：… stand above the stem.
            self.part = None
            self.body.append(piece)
        else:
            self.found.lost.append(piece)

    def _counts(self, segment: Segment) -> bool:
        if segment.is_sure:
            return True
        if self.part is None:
            return self.has_choices
        if self.part.label in (Label.ANSWER, Label.SOLUTION):
            return self.has_choices or self.part.is_short(20)
        return self.part.label not in (Label.EXPLANATION, Label.RUBRIC)

    def _back_to_choices(self, piece: Piece, line: Line) -> bool:
        """Tell whether choices begin behind a key that stands above them."""
        assert self.part is not None
        if self.has_choices or starts_with_letter(line.seen[piece.start :]) != 0 or piece.start > 0:
            return False
        return self.part.label is not Label.EXPLANATION and self.part.is_short(40)


def _take_bare_key(found: Contents) -> None:
    """Take a key that stands on a line of its own behind the choices, or before 【解析】, without any label."""
    if not found.choices or found.part(Label.ANSWER) is not None:
        return
    last = found.choices[-1]
    explanation = found.part(Label.EXPLANATION)
    for place in range(len(last.pieces) - 1, -1, -1):
        piece = last.pieces[place]
        own_line = not piece.line.seen[: piece.start].strip() or place > 0
        if piece.text and place > 0 and own_line and _BARE_KEY.match(piece.seen):
            found.bare_key = piece.seen.strip(" \t.。")
            found.notes.append(("list_key_bare", piece.line.number))
            last.pieces[place:] = [Piece(piece.line, piece.end, piece.end)]
            return
        if piece.text:
            break
    if explanation is None:
        return
    # "D.【解析】…": the letter of the key looks like one more choice.
    head = explanation.pieces[0].line.seen[: explanation.pieces[0].start]
    lead = _KEY_BEFORE_EXPLANATION.match(re.split(r"[(\[]?[ \t]*(?:答案)?(?:解析|分析|详解)", head)[0])
    if lead is not None and (key := letters(lead[1], 26)) is not None:
        found.bare_key = lead[1]
        found.notes.append(("list_key_bare", explanation.line))
        if not last.pieces[0].text and (last.is_slip or last.letter in key) and len(found.choices) > 2:
            found.choices.pop()
        elif len(last.pieces) > 1 and last.pieces[-1].line is explanation.pieces[0].line:
            last.pieces.pop()


def _trim_choices(found: Contents) -> None:
    """Words below the last choice, parted from it by an empty line, belong to nothing."""
    if not found.choices:
        return
    last = found.choices[-1]
    lines = {line.number for line in found.block.lines if line.is_blank}
    kept = [last.pieces[0]]
    for piece in last.pieces[1:]:
        between = range(kept[-1].line.number + 1, piece.line.number)
        if piece.text and any(number in lines for number in between):
            found.lost += [one for one in last.pieces[last.pieces.index(piece) :] if one.text]
            break
        kept.append(piece)
    last.pieces = kept


def _take_tags(found: Contents) -> None:
    """Take ``[单选题]``, ``（2分）``, ``(单选题, 2.0分)`` off both ends of the stem."""
    for _ in range(3):
        if not found.stem:
            return
        first = found.stem[0]
        seen = first.line.seen[first.start : first.end]
        tag = _TAG.match(seen)
        if tag is not None and _tagged(found, tag[1]):
            found.stem[0] = Piece(first.line, first.start + tag.end(), first.end)
            if not found.stem[0].text and len(found.stem) > 1:
                del found.stem[0]
            continue
        lead = leading(seen, len(seen) - len(seen.lstrip(" \t")))
        if (
            lead is not None
            and seen[lead[1] : lead[1] + 1] in (":", " ", "\t")
            and (lead[0].written.endswith("题") or (lead[0].written in _TAGS and seen[lead[1]] == ":"))
        ):
            found.wanted = lead[0]
            found.stem[0] = Piece(first.line, first.start + lead[1] + 1, first.end)
            continue
        break
    for _ in range(3):
        last = found.stem[-1]
        seen = last.line.seen[last.start : last.end]
        tag = _TAIL_TAG.search(seen[-60:])
        if tag is None or not _tagged(found, tag[1]):
            break
        found.stem[-1] = Piece(last.line, last.start, last.end - len(tag[0]))
    first = found.stem[0]
    if (score := re.match(r"[ \t]*[(][ \t]*(\d{1,3}(?:\.\d)?)[ \t]*分[ \t]*[)]", first.seen)) is not None:
        found.points = found.points or points(score[1])


def _tagged(found: Contents, text: str) -> bool:
    """Take a kind, marks or both from the words in brackets."""
    said = text.strip().strip("_* ")
    words = [word.strip() for word in re.split(r"[,，、;|]|(?<=题)[ \t]+", said) if word.strip()]
    taken = False
    for word in words:
        score = _SCORE.fullmatch(word)
        if score is not None:
            found.points = points(score[1])
            taken = True
        elif (wanted := kind_word(word)) is not None and (word.endswith("题") or len(words) > 1 or word in _TAGS):
            found.wanted = wanted
            taken = True
        else:
            return False
    return taken


def tick_before(found: Contents) -> bool | None:
    """Read a tick that stood in brackets before the number."""
    said = judged(found.before) if found.before else None
    return said[0] if said is not None else None
