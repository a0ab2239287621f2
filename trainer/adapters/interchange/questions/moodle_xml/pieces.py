"""Cut a Moodle XML file into its questions without parsing it as a whole.

Every question is parsed by itself. So one damaged question costs one question, whatever is wrong with it; line numbers hold
beyond the 65,535 that the parser counts; and memory is needed for one question at a time. Refused: the parser's own
recovery, which closes and drops elements as it likes and does not say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.adapters.interchange.questions.source import MOST_QUESTIONS, ReadOptions, SourceFile
from trainer.platform import decoding, safe_xml
from trainer.platform.bad_file import BadFileError

_OPENS = b"<question"
_CLOSES = b"</question>"
_AFTER_NAME = frozenset(b" \t\r\n/>")
_CLOSES_LOOSELY = re.compile(rb"</question\s*>")
_EMPTY = re.compile(rb"<question\b[^<>]*/>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_BETWEEN = re.compile(rb"<!--.*?-->|</?quiz\b[^>]*>|<\?[^>]*>|\s+", re.DOTALL)
_ENTITY = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
# Declared names that stand for less than what files with them hold.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf8": "utf-8",
}
_WIDE = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one question.

    Attributes:
        data: from ``<question`` to ``</question>``; where its end is missing, up to the next question or the file's end.
        line: of its first byte.
        is_closed: its end was found.
        is_commented: it stands in a comment, so it is none.
        rest: what stands between it and the next question, if that is more than blanks and comments.
    """

    data: bytes
    line: int
    is_closed: bool = True
    is_commented: bool = False
    rest: bytes = b""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes in UTF-8.

    Attributes:
        data: without a byte-order mark.
        declared: the encoding that the file claims, where that is not the one it has.
        encoding: the one it has.
    """

    data: bytes
    declared: str = ""
    encoding: str = "utf-8"


def opened(source: SourceFile, options: ReadOptions) -> Opened:
    """Bring a file into UTF-8.

    Raises:
        BadFileError: ``xml_too_big``, ``xml_entities``, ``questions_too_many``, ``text_binary``, ``text_encoding_wrong``.
    """
    data = source.data
    if len(data) > safe_xml.MAX_BYTES:
        raise BadFileError("xml_too_big", limit_mb=safe_xml.MAX_BYTES // 2**20)
    found = _in_utf8(data, options.encoding)
    if found.data.count(_OPENS) > MOST_QUESTIONS and len(_named(found.data)) > MOST_QUESTIONS:
        raise BadFileError("questions_too_many", limit=MOST_QUESTIONS)
    head = found.data[: _first(found.data)]
    if entity := _ENTITY.search(head):
        raise BadFileError("xml_entities", line=head.count(b"\n", 0, entity.start()) + 1)
    return found


def pieces(data: bytes) -> Iterator[Piece]:
    """Give the questions of a file in order."""
    line, counted = 1, 0
    for start, last, after in _starts(data):
        line += data.count(b"\n", counted, start)
        counted = start
        if last < 0:
            yield Piece(b"", line, is_commented=True)
            continue
        end = data.rfind(_CLOSES, start, last)
        if end >= 0:
            end += len(_CLOSES)
        else:
            loose = list(_CLOSES_LOOSELY.finditer(data, start, last))
            end = loose[-1].end() if loose else -1
            if end < 0 and (empty := _EMPTY.match(data, start, last)) is not None:
                end = empty.end()
        if end < 0:
            yield Piece(data[start:last], line, is_closed=False)
            continue
        rest = b"" if after - end <= 1 else _BETWEEN.sub(b"", data[end:after])
        yield Piece(data[start:end], line, rest=rest)


def is_whole(data: bytes) -> bool:
    """Whether the file ends as it should."""
    return b"</quiz" in data[-2000:] or b"<quiz" not in data[:20_000]


def _named(data: bytes) -> list[int]:
    starts = []
    start = data.find(_OPENS)
    while start >= 0:
        after = start + len(_OPENS)
        if after < len(data) and data[after] in _AFTER_NAME:
            starts.append(start)
        start = data.find(_OPENS, after)
    return starts


def _starts(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give where each question begins, up to where its end may stand (-1 inside a comment), and where the next one begins."""
    has_comments = b"<!--" in data
    start, last = -1, -1
    hidden_to = 0
    commented: list[int] = []
    for place in _named(data):
        if place < hidden_to:
            if commented and last >= 0:
                commented.append(place)
            continue
        before = max(start, 0)
        if (end := _text_to(data, place, before)) > 0:
            hidden_to = end
            continue
        if has_comments and (comment := _comment_at(data, place, before)) >= 0:
            # A question in a comment ends in it, and not the one before.
            last = comment if last < 0 else last
            commented.append(place)
            hidden_to = data.find(b"-->", comment)
            hidden_to = len(data) if hidden_to < 0 else hidden_to
            continue
        if start >= 0:
            yield start, place if last < 0 else last, place
        for one in commented:
            yield one, -1, place
        commented.clear()
        start, last = place, -1
    if start >= 0:
        yield start, len(data) if last < 0 else last, len(data)
    for one in commented:
        yield one, -1, len(data)


def _text_to(data: bytes, place: int, before: int) -> int:
    """Tell where a text about XML ends that ``<question`` is a part of; 0 where it is a question.

    A section that was never closed swallows the questions behind it; there the end of a question lies in between.
    """
    section = data.rfind(b"<![CDATA[", before, place)
    if section < 0 or data.find(b"]]>", section, place) >= 0 or data.find(_CLOSES, section, place) >= 0:
        return 0
    end = data.find(b"]]>", place)
    closes = data.find(_CLOSES, place, len(data) if end < 0 else end)
    return closes if closes >= 0 else max(end, place + 1)


def _comment_at(data: bytes, place: int, before: int) -> int:
    """Tell where the comment begins that a question stands in; -1 where it stands in none."""
    comment = data.rfind(b"<!--", before, place)
    if comment < 0 or data.find(b"-->", comment, place) >= 0:
        return -1
    # A comment of HTML inside a section ends with the section.
    return -1 if data.find(b"]]>", comment, place) >= 0 else comment


def _first(data: bytes) -> int:
    named = data.find(_OPENS)
    return len(data) if named < 0 else named


def _in_utf8(data: bytes, encoding: str) -> Opened:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Opened(decoding.decode(data).text.encode(), encoding="utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    declared = _declared(data)
    for name in dict.fromkeys(name for name in (encoding, declared or "utf-8") if name):
        name = _WIDER.get(name.lower(), name.lower())
        if name == "utf-8":
            if _is_utf8(data):
                return Opened(data, declared if declared not in {"", "utf-8"} else "")
            continue
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return Opened(text.encode("utf-8", "replace"), encoding=name)
    judged = decoding.decode(data)
    return Opened(judged.text.encode(), declared or "utf-8", judged.encoding)


def _declared(data: bytes) -> str:
    found = _DECLARED.match(data[:400])
    if found is None:
        return ""
    name = found[1].decode().lower()
    return _WIDER.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, as far as their first wide characters show.

    A few damaged places (a cut end, a broken character) make no other encoding; the parser finds them, question by question.
    """
    wide = _WIDE.search(data)
    if wide is None:
        return True
    sample = data[wide.start() : wide.start() + _SAMPLE]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 3:
            return True
        damaged = sample.decode("utf-8", "replace")
        return damaged.count("\ufffd") * 20 <= len(sample) - len(damaged)
    return True
