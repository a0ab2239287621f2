r"""Cut a GIFT text into questions.

A backslash takes the meaning from ``~ = # { } :`` and from itself; ``\n`` is a line break. All these are replaced by signs
of their own before anything else, so that what remains always means what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

_ESCAPES = ("\\\\", "\\~", "\\=", "\\#", "\\{", "\\}", "\\:", "\\n")
_MEANT = ("\\", "~", "=", "#", "{", "}", ":", "\n")
_HIDDEN = tuple(chr(0xE1F2 + number) for number in range(len(_ESCAPES)))
_BACK = dict(zip(_HIDDEN, _MEANT, strict=True))
_WRITTEN = dict(zip(_HIDDEN, _ESCAPES, strict=True))
_ANY_HIDDEN = re.compile("[" + "".join(_HIDDEN) + "]")
_BLANK_LINE = re.compile(r"\n[ \t\u3000\xa0\ufeff]+(?=\n)")
_COMMENT = re.compile(r"^[ \t]*//(.*)$", re.MULTILINE)
_ANSWERS = re.compile(r"\s*(?:[=~#]|\Z|(?:T|F|TRUE|FALSE)\s*(?:#|\Z))", re.IGNORECASE)
_CATEGORY = "$CATEGORY:"
# Behind a brace without a partner, reading goes on where certainly another question begins.
_NEXT_QUESTION = re.compile(r"^[ \t]*(?:::|\$CATEGORY:)|^.*\{[ \t]*[=~#TF]", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*(?:::|\$CATEGORY:)", re.MULTILINE)
# Blank lines between two braces; more of them are no slip.
_MOST_INSIDE = 200
# Questions of one stretch whose braces are not closed, after which the rest is one.
_MOST_TORN = 200


@dataclass(frozen=True, slots=True)
class Block:
    """What may be one question.

    Attributes:
        line: of its first sign, comments included.
        comments: without their strokes.
        before: what stands before the braces; the whole text where there are none.
        answers: between the braces; None where there are none.
        behind: what stands behind them, without blanks at its ends.
        category: set for a line that names one; then nothing else is.
        code: what is wrong with it; then it is no question.
        notes: codes of what was put right.
        text: all of it, without comments.
    """

    line: int
    comments: tuple[str, ...] = ()
    before: str = ""
    answers: str | None = None
    behind: str = ""
    category: str | None = None
    code: str = ""
    notes: tuple[str, ...] = ()
    text: str = ""


def hidden(text: str) -> str:
    """Replace what a backslash took the meaning from."""
    if _ANY_HIDDEN.search(text):
        text = _ANY_HIDDEN.sub("", text)
    if "\\" not in text:
        return text
    for escape, sign in zip(_ESCAPES, _HIDDEN, strict=True):
        text = text.replace(escape, sign)
    return text


def shown(text: str) -> str:
    """Give a text as it was meant."""
    return _ANY_HIDDEN.sub(_shown, text) if _ANY_HIDDEN.search(text) else text


def as_written(text: str) -> str:
    """Give a text with its backslashes, as it stands in the file."""
    return _ANY_HIDDEN.sub(lambda found: _WRITTEN[found[0]], text)


def _shown(found: re.Match[str]) -> str:
    return _BACK[found[0]]


def blocks(text: str) -> Iterator[Block]:
    """Give the questions, categories and troubles of a text in order.

    Args:
        text: of the file, through :func:`hidden`.
    """
    chunks = _Chunks(_BLANK_LINE.sub("\n", text))
    while (chunk := chunks.take()) is not None:
        at = chunks.line
        notes: tuple[str, ...] = ()
        if chunk.count("{") > chunk.count("}") and (more := chunks.up_to_brace()):
            # A blank line between the braces: on to the end, as no other question begins before it.
            chunk = "\n\n".join([chunk, *more])
            notes = ("gift_blank_line_inside",)
        yield from _of_chunk(chunk, at, notes)


class _Chunks:
    """The stretches of a text between its blank lines, one after the other.

    Attributes:
        line: of the stretch that was taken last.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.line = 1
        self._next_line = 1

    def take(self) -> str | None:
        """Give the next stretch; None at the end."""
        found = self._next(self._at)
        if found is None:
            return None
        chunk, self._at = found
        self.line = self._next_line
        self._next_line += chunk.count("\n") + 2
        return chunk

    def up_to_brace(self) -> list[str]:
        """Take the stretches up to the one with a closing brace; none where another question begins before it."""
        found: list[str] = []
        at = self._at
        while (one := self._next(at)) is not None and not _begins_question(one[0]):
            found.append(one[0])
            at = one[1]
            if "}" in one[0]:
                self._at = at
                self._next_line += sum(chunk.count("\n") + 2 for chunk in found)
                return found
            if len(found) > _MOST_INSIDE:
                break
        return []

    def _next(self, at: int) -> tuple[str, int] | None:
        if at > len(self._text):
            return None
        end = self._text.find("\n\n", at)
        end = len(self._text) if end < 0 else end
        return self._text[at:end], end + 2


def _begins_question(chunk: str) -> bool:
    said = chunk.lstrip()
    if said.startswith(("::", "//", _CATEGORY)):
        return True
    opens, closes = chunk.find("{"), chunk.find("}")
    return opens >= 0 and (closes < 0 or opens < closes)


def _of_chunk(chunk: str, line: int, notes: tuple[str, ...]) -> Iterator[Block]:
    """Read a stretch; where more questions follow each other in it, one after the other."""
    rest: tuple[str, int] | None = (chunk, line)
    behind_title = False
    torn = 0
    while rest is not None:
        text, at = rest
        rest = None
        if behind_title:
            notes, behind_title = ("gift_blank_line_missing",), False
        bare = text.lstrip()
        at += text.count("\n", 0, len(text) - len(bare))
        comments: tuple[str, ...] = ()
        first = at
        if "//" in bare and (found := _COMMENT.findall(bare)):
            comments = tuple(found)
            bare = _COMMENT.sub("", bare)
            said = bare.lstrip()
            first += bare.count("\n", 0, len(bare) - len(said))
            bare = said
        bare = bare.rstrip()
        if not bare:
            return
        if bare.startswith(_CATEGORY):
            name, _, behind = bare.partition("\n")
            yield Block(at, category=shown(name[len(_CATEGORY) :]).strip())
            rest = (behind, first + 1)
            continue
        if "\n" in bare and (title := _TITLE.search(bare, bare.find("\n"))) is not None:
            head = bare[: title.start()]
            if head.count("{") == head.count("}"):
                rest = (bare[title.start() :], first + head.count("\n"))
                bare = head.rstrip()
                behind_title = True
        opens = bare.count("{")
        if opens == 1 and bare.count("}") == 1 and (start := bare.find("{")) < (end := bare.find("}")):
            inner, behind = bare[start + 1 : end], bare[end + 1 :].strip()
            yield Block(at, comments, bare[:start], inner, behind, notes=notes, text=bare)
        elif not opens and "}" not in bare:
            yield Block(at, comments, bare, text=bare, code="gift_description")
        else:
            left = yield from _several(bare, at, first, comments, notes)
            if left is not None:
                behind = "" if rest is None else rest[0]
                rest = (f"{left[0]}\n{behind}", left[1])
                torn += 1
                if torn > _MOST_TORN:
                    # Each costs a look through all that is left.
                    yield Block(left[1], code="gift_brace_open", text=rest[0])
                    return


def _several(
    text: str, line: int, first: int, comments: tuple[str, ...], notes: tuple[str, ...]
) -> Generator[Block, None, tuple[str, int] | None]:
    """Read a stretch with more than one pair of braces, or with half a pair; what is left to read is given back.

    Args:
        text: without comments.
        line: of the stretch, comments included.
        first: line of the text's first sign.
        comments: of the first question.
        notes: about it.
    """
    groups, lost = _groups(text)
    if lost is not None:
        # What stands before the question of the brace without a partner is read as it is.
        begin = _line_start(text, lost, [end for _, end in groups if end < lost])
        if begin and text[:begin].strip():
            yield from _parted(text[:begin], line, first, comments, notes, groups)
            comments = ()
        code = "gift_brace_open" if text[lost] == "{" else "gift_brace_alone"
        stop = _NEXT_QUESTION.search(text, lost + 1)
        end = len(text) if stop is None else stop.start()
        yield Block(first + text.count("\n", 0, lost), comments, code=code, text=text[begin:end])
        return None if stop is None else (text[end:], first + text.count("\n", 0, end))
    yield from _parted(text, line, first, comments, notes, groups)
    return None


def _parted(
    text: str,
    line: int,
    first: int,
    comments: tuple[str, ...],
    notes: tuple[str, ...],
    groups: list[tuple[int, int]],
) -> Iterator[Block]:
    """Part questions that no blank line parts: each ends with the line of its braces."""
    answers = [group for group in groups if _ANSWERS.match(text[group[0] + 1 : group[1]])]
    if not answers and len(groups) == 1:
        answers = groups
    stop = len(text)
    if len(answers) != len(groups):
        notes = (*notes, "gift_braces_literal")
    if not answers:
        yield Block(line, comments, code="gift_no_answers", text=text)
        return
    begin = number = 0
    at = first
    while number < len(answers):
        start, end = answers[number]
        # The questions of one line: more than one of them cannot be told apart.
        last = number
        while last + 1 < len(answers) and (stop := text.find("\n", answers[last][1], answers[last + 1][0])) < 0:
            last += 1
        if last + 1 == len(answers):
            stop = len(text)
        before = text[begin:start]
        skipped = at + before.count("\n", 0, len(before) - len(before.lstrip())) if number else line
        of_it = () if number else comments
        if last > number:
            yield Block(skipped, of_it, code="gift_answers_twice", text=text[begin:stop])
        else:
            inner = text[start + 1 : end]
            told = (*notes, "gift_blank_line_missing") if number else notes
            if "{" in inner and "gift_braces_literal" not in told:
                told = (*told, "gift_braces_literal")
            behind = _literal(text[end + 1 : stop]).strip()
            yield Block(
                skipped, of_it, _literal(before.strip()), _literal(inner), behind, notes=told, text=text[begin:stop]
            )
        at += text.count("\n", begin, stop)
        begin = stop
        number = last + 1


def _groups(text: str) -> tuple[list[tuple[int, int]], int | None]:
    """Find outermost pairs of braces, and the first brace without a partner."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for brace in re.finditer(r"[{}]", text):
        at = brace.start()
        if brace[0] == "{":
            opened.append(at)
        elif not opened:
            return found, at
        else:
            start = opened.pop()
            if not opened:
                found.append((start, at))
    return found, opened[0] if opened else None


def _line_start(text: str, at: int, ends: list[int]) -> int:
    """Give where the question of a brace begins: the line behind the question before it."""
    if not ends:
        return 0
    newline = text.find("\n", ends[-1], at)
    return ends[-1] + 1 if newline < 0 else newline + 1


def _literal(text: str) -> str:
    """Take the meaning from braces that are none of GIFT's."""
    return text.replace("{", _HIDDEN[4]).replace("}", _HIDDEN[5]) if "{" in text or "}" in text else text
