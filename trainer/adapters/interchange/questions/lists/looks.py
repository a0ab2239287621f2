"""One look at every line: what it could be, before anybody decides what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trainer.adapters.interchange.questions.chinese.kinds import Wanted, kind_word, leading
from trainer.adapters.interchange.questions.lists.choices import has_chain, starts_with_letter
from trainer.adapters.interchange.questions.lists.labels import Label, segments
from trainer.adapters.interchange.questions.lists.lines import Line
from trainer.adapters.interchange.questions.lists.numbers import Numbered, Style, numbered
from trainer.adapters.interchange.questions.lists.sections import (
    CaseHeading,
    Heading,
    case_heading,
    heading,
    is_furniture,
    key_heading,
)
from trainer.domain.question_bank.question import Kind

_MARKER = re.compile(r"([A-Z])[ \t]?[.、:)]")
_KEY_IN_STEM = re.compile(r"[(\[][ \t]*(?:[A-Ha-h](?:[ ,、]{0,2}[A-Ha-h]){0,7}|√|×|对|错|正确|错误|[TFYN])[ \t]*[)\]]")
_GAP = re.compile(r"\([ \t]{0,20}\)|\[[ \t]{1,20}\]|_{2,}")
_SECTION_INSIDE = re.compile(
    r"[一二三四五六七八九十]{1,2}[ \t]?、[ \t]?(?:单项|多项|单选|多选|判断|填空|简答|论述|案例|不定项|选择题|名词解释|问答|计算题)"
)
# A title, a heading and the first question in one line, as pages of the web give them when they are copied.
_TITLED_SECTION = re.compile(_SECTION_INSIDE.pattern + r"[^。？?]{0,90}?(?:1[ \t]?[.、]|\(1\))")
_TICK_FIELD = re.compile(r"[(\[][ \t]{0,20}[)\]][ \t。.]*(?=\d)")
_KEY_LEAD = re.compile(r"[ \t]*[^\d:]{0,20}?(?:题|答案)\]?[ \t]*(?:答案)?[ \t]*:?[ \t]*(?=\(?\d)")
_LABEL_INSIDE = re.compile(r"\[(?:参考|正确)?答案\]|答案[ \t]?:")
_RANGE = re.compile(
    r"(\d{1,4})[ \t]*(?:-{1,2}|~|至|到)[ \t]*(\d{1,4})[ \t]*(?:题)?[ \t]*[:.、]?[ \t]*(?=[A-Ha-h√×对错TFYN正(\[])"
)
_PAIR = re.compile(
    r"(?<![\d.])\(?(\d{1,4})[ \t]*[.、:)\-]?\)?[ \t]*[(\[]?[ \t]*((?:[A-H](?:[ ,、]?[A-H]){0,7}|√|×|对|错|正确|错误|T|F)(?![A-Za-z\u4e00-\u9fff]))[ \t]*[)\]]?"
)
# A question run together with others is no longer than this; what is longer is looked at as one.
_WINDOW = 6_000
_COUNTED = re.compile(r"\(?(?:第[ \t]*)?\d{1,4}[ \t]*(?:[.、:)\-~题]|$)")
# A number on a line of its own, above 【单选题】.
_NUMBER_ALONE = re.compile(r"[ \t]*(?:第[ \t]*)?(\d{1,4})[ \t]*题?[ \t]*[.、:)]?[ \t]*$")
_TAG_BEFORE_NUMBER = re.compile(
    r"[ \t]*([(\[][^()\[\]]{2,10}[)\]])((?:第[ \t]*)?(\d{1,4})[ \t]?[.、:)题][.、:]?(?!\d)[ \t]*)"
)
_PAIR_GLUE = " \t,;、。.|；，"


@dataclass(slots=True)
class Look:
    """What one line could be.

    Attributes:
        letter: index of the letter that it begins with like a choice.
        chain: it holds choices A and B.
        labels: in the order in which they stand.
        inner: the number that the words behind the last label begin with.
        has_key: a key stands in it: in brackets or behind a label.
        is_key_list: it holds nothing but keys of several questions.
        tag: kind in brackets behind its number: 1.【单选题】.
        lead: kind at the beginning of a line without a number, with words behind it: 【单选题】下列.
    """

    line: Line
    number: Numbered | None = None
    letter: int | None = None
    chain: bool = False
    labels: tuple[Label, ...] = ()
    heading: Heading | None = None
    case: CaseHeading | None = None
    inner: Numbered | None = None
    has_key: bool = False
    is_blank: bool = False
    is_furniture: bool = False
    is_key_heading: bool = False
    is_key_list: bool = False
    tag: Wanted | None = None
    lead: Wanted | None = None

    @property
    def starts_choices(self) -> bool:
        """Whether choices begin here."""
        return self.chain or self.letter == 0

    @property
    def begins_with_label(self) -> bool:
        """Whether nothing stands before its first label."""
        return bool(self.labels) and self._first

    _first: bool = False


def look_at(line: Line) -> Look:
    """Look at one line."""
    if line.is_blank:
        return Look(line, is_blank=True)
    seen = line.seen
    look = Look(line, numbered(seen), starts_with_letter(seen), has_chain(seen))
    if look.number is not None and seen.startswith("[", look.number.end):
        close = seen.find("]", look.number.end, look.number.end + 20)
        look.tag = kind_word(seen[look.number.end : close]) if close > 0 else None
    if look.number is None:
        look.lead = _lead(seen)
    parts = segments(line)
    look.labels = tuple(part.label for part in parts if part.label is not None)
    look._first = parts[0].label is not None
    if look.labels:
        last = parts[-1].piece
        look.inner = numbered(seen[last.start : last.end])
    look.is_furniture = is_furniture(seen)
    look.is_key_heading = key_heading(seen)
    look.is_key_list = is_key_list(seen)
    if look.letter is None and not look.labels:
        look.heading = heading(line)
    if look.heading is None and look.letter is None:
        look.case = case_heading(seen)
    look.has_key = Label.ANSWER in look.labels or _KEY_IN_STEM.search(seen) is not None
    return look


def _lead(seen: str) -> Wanted | None:
    start = len(seen) - len(seen.lstrip(" \t"))
    boxed = seen.startswith(("[", "("), start)
    found = leading(seen, start + boxed)
    if found is None or found[0].kind is Kind.CASE_SET:
        return None
    close = seen.find(")" if seen[start] == "(" else "]", found[1], found[1] + 20) if boxed else found[1]
    if close < 0 or (not boxed and not (found[0].written.endswith("题") and seen.startswith(":", close))):
        return None
    rest = seen[close + 1 :].lstrip(" \t:.")
    return found[0] if rest and not _COUNTED.match(rest) else None


def is_key_list(seen: str) -> bool:
    """Tell whether a line holds nothing but numbers with their keys, for two questions at least."""
    if len(seen) > 20_000:
        return False
    body = seen
    if (cut := _KEY_LEAD.match(seen)) is not None:
        body = seen[cut.end() :]
    if _RANGE.match(body.strip()):
        return True
    place, count = 0, 0
    for found in _PAIR.finditer(body):
        if body[place : found.start()].strip(_PAIR_GLUE):
            return False
        place, count = found.end(), count + 1
    return count > 1 and not body[place:].strip(_PAIR_GLUE)


def numbers_joined(lines: Iterable[Line], joined: dict[int, int]) -> Iterator[Line]:
    """Put a number that stands on a line of its own before the kind in brackets that stands below it.

    Args:
        joined: gets the numbers of both lines.
    """
    held: list[Line] = []
    for given in lines:
        line = _turned(given)
        if held and line.is_blank and len(held) < 3:
            held.append(line)
            continue
        if held:
            alone = _NUMBER_ALONE.match(held[0].seen)
            if alone is not None and line.seen.lstrip().startswith(("[", "(")) and _boxed_kind(line.seen):
                joined[held[0].number] = line.number
                line = _with_number(alone[1], held[0].number, line)
            else:
                yield from held
            held = []
        if _NUMBER_ALONE.match(line.seen):
            held = [line]
        else:
            yield line
    yield from held


def _turned(line: Line) -> Line:
    """Put the number before the tag: 【单选题】12、下列. Before a 1 it may be the heading of all that follow."""
    found = _TAG_BEFORE_NUMBER.match(line.seen)
    if found is None or (found[3] == "1" and found[1].startswith("[")) or kind_word(found[1]) is None:
        return line
    tag, number, end = slice(*found.span(1)), slice(*found.span(2)), found.end()
    text, seen = (one[: tag.start] + one[number] + one[tag] + one[end:] for one in (line.text, line.seen))
    return Line(line.number, text, seen, tuple(mark for mark in line.marks if mark.start >= end))


def _boxed_kind(seen: str) -> bool:
    found = leading(seen, len(seen) - len(seen.lstrip(" \t")) + 1)
    return found is not None and seen[found[1] : found[1] + 1] in (")", "]", ",", "(", " ", "、")


def _with_number(number: str, place: int, line: Line) -> Line:
    lead = f"{number}. "
    marks = tuple(replace(mark, start=mark.start + len(lead), end=mark.end + len(lead)) for mark in line.marks)
    return Line(place, lead + line.text, lead + line.seen, marks)


def loosened(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Cut lines into which several questions, or a heading and its first question, were run together.

    Yields:
        Lines, and whether each one was cut off from the words before it.
    """
    number = 0
    for whole in lines:
        line, is_cut = whole, False
        titled = _TITLED_SECTION.search(line.seen[:400]) if len(line.text) > 40 else None
        if titled is not None and line.seen[: titled.start()].strip():
            yield line.cut(0, titled.start()), False
            line = whole = line.cut(titled.start())
        if (start := _head_end(whole)) is not None:
            yield whole.cut(0, start), False
            line, is_cut, number = whole.cut(start), True, 0
        found = numbered(line.seen)
        if found is not None and found.style in (Style.POINTED, Style.NAMED) and not found.is_doubtful:
            number = found.number
        while number and (place := _next_question(line.seen, number + 1)) is not None:
            yield line.cut(0, place[0]), is_cut
            line, is_cut = line.cut(place[0]), True
            if place[1]:
                start = _head_end(line)
                if start is None:
                    number = 0
                    break
                yield line.cut(0, start), True
                line, number = line.cut(start), 1
            else:
                number += 1
        yield line, is_cut


def _head_end(line: Line) -> int | None:
    if len(line.text) < 8:
        return None
    found = heading(line)
    if found is None or found.end >= len(line.text) or not line.text[found.end :].strip():
        return None
    return found.end


def _next_question(seen: str, number: int) -> tuple[int, bool] | None:
    """Find the place where the next question, or the next section, begins inside of a line.

    It must come behind choices, a key in brackets or a labelled key, and no choice of the question before may follow.
    """
    seen = seen[:_WINDOW]
    begin = _first_evidence(seen)
    if begin is None:
        return None
    section = _SECTION_INSIDE.search(seen, begin)
    written, place = str(number), begin
    while (place := seen.find(written, place)) >= 0:
        if section is not None and section.start() < place:
            break
        end = place + len(written)
        if _parts_here(seen, begin, place, end):
            return place, False
        place = end
    return (section.start(), True) if section is not None else None


def _first_evidence(seen: str) -> int | None:
    letters = [found for found in _MARKER.finditer(seen) if found[1] in "AB"]
    second = next((found.end() for found in letters if found[1] == "B"), None)
    others = [found.end() for pattern in (_KEY_IN_STEM, _LABEL_INSIDE, _TICK_FIELD) if (found := pattern.search(seen))]
    if second is not None:
        return second
    return min(others, default=None)


def _parts_here(seen: str, begin: int, place: int, end: int) -> bool:
    sign = seen[end : end + 1]
    if sign not in ".、" or not sign or seen[end + 1 : end + 2].isdigit() or seen[place - 1] in ".-~+/*=第":
        return False
    rest = seen[end + 1 : end + 400]
    if len(rest.strip()) < 4:
        return False
    before = list(_MARKER.finditer(seen, max(0, begin - 3), place))
    if before:
        last = before[-1]
        if not seen[last.end() : place].strip():
            return False
        following = _MARKER.search(seen, end + 1, end + 400)
        if following is not None and ord(following[1]) == ord(last[1]) + 1 and following[1] != "A":
            return False
    # A digit before the number may belong to the last choice: D、23 and 5、 run together.
    evidence = (
        _GAP.search(rest)
        or _KEY_IN_STEM.search(rest)
        or re.search(r"A[ \t]?[.、:)]", rest)
        or _LABEL_INSIDE.search(rest)
    )
    return evidence is not None and (not seen[place - 1].isdigit() or bool(before))
