"""Find out in which encoding a text file was written.

The order is: a byte-order mark; zeros in every second byte (UTF-16 without a mark); UTF-8 where every byte fits, or all but a
few damaged ones; then the encodings of Chinese and Western offices, judged by how common the characters are that come out.

Source: the rows of GB 2312-80 and Big5 that hold the common characters (level 1 of each standard) tell the two apart after a
handful of characters: text of one, read as the other, falls into rare characters, kana or box drawings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from trainer.platform.bad_file import BadFileError

MAX_BYTES = 200 * 2**20
# What people may name; the first word is how we call it.
ENCODINGS: dict[str, tuple[str, ...]] = {
    "utf-8": ("utf8", "utf-8-sig", "ascii", "us-ascii"),
    "utf-16": ("utf16", "utf-16le", "utf-16be", "utf-16-le", "utf-16-be", "unicode"),
    "gb18030": ("gbk", "gb2312", "gb-2312", "cp936", "ms936", "windows-936", "x-gbk", "euc-cn", "hz-gb-2312"),
    "big5": ("cp950", "big5-hkscs", "big5hkscs", "ms950", "windows-950", "x-big5"),
    "windows-1252": ("cp1252", "ansi", "latin1", "latin-1", "iso-8859-1", "iso8859-1", "iso-8859-15"),
}
# A judgement needs no more than this much of a long file.
_SAMPLE = 256 * 2**10
# Fewer broken bytes than one in so many are damage in a UTF-8 file, not another encoding.
_DAMAGE = 50
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32-be", "utf-32"),
    (b"\xff\xfe", "utf-16-le", "utf-16"),
    (b"\xfe\xff", "utf-16-be", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】〔〕…—·％×÷√①②③④⑤⑥⑦⑧⑨⑩　")
_PAIRS_AND_ASCII = bytes(range(0xE0))
# Letters and signs beyond ASCII that stand in real texts and take two bytes in UTF-8: Western, Greek, Russian.
_USUAL = frozenset(map(chr, (*range(0xA0, 0x180), *range(0x391, 0x3CA), *range(0x401, 0x452))))
_REPLACED = "\ufffd"
# Lines of another encoding are read as such only where they read this well.
_SURE = 0.8
_CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\x0b\x0c\r\x1a\x1b"}))
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_COMMON_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ“”‘’–—…°€«»\xa0§©®".encode("cp1252")
_CAPITALS = "ÀÁÄÅÇÈÉÊÍÑÓÖØÚÜ".encode("cp1252")


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A text and how it was read.

    Attributes:
        text: line ends are ``\n``.
        encoding: ``utf-8``, ``utf-16``, ``utf-32``, ``gb18030``, ``big5`` or ``windows-1252``.
        is_certain: a mark, UTF-8 itself or a person said so; else it is a judgement that people should see.
        damaged: lines with bytes that mean nothing in this encoding; they stand in the text as U+FFFD.
        mixed: lines that are written in another encoding and were read in that one.
    """

    text: str
    encoding: str
    is_certain: bool
    damaged: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Turn bytes into text.

    Args:
        data: of the file.
        encoding: named by a person; empty to find out.

    Raises:
        BadFileError: ``text_too_big``, ``text_binary``, ``text_encoding_wrong``, the last two with the line;
            ``text_encoding_unknown``.
    """
    if len(data) > MAX_BYTES:
        raise BadFileError("text_too_big", limit_mb=MAX_BYTES // 2**20)
    marked = next((one for one in _MARKS if data.startswith(one[0])), None)
    if encoding:
        return _as_named(data, known(encoding), marked)
    if marked is not None:
        mark, codec, name = marked
        return _tolerant(data[len(mark) :], codec, name, is_certain=True)
    if codec := _zeros(data):
        return _tolerant(data, codec, "utf-16", is_certain=False)
    if (zero := data.find(b"\0")) >= 0:
        raise BadFileError("text_binary", line=data.count(b"\n", 0, zero) + 1)
    if _looks_binary(data):
        raise BadFileError("text_binary", line=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if _is_gb_by_chance_utf8(data, text):
            return Decoded(_lines(data.decode("gb18030")), "gb18030", False)
        return Decoded(_lines(text), "utf-8", True)
    mixed = _mixed(data)
    if mixed is not None:
        return mixed
    if _is_damaged_utf8(data):
        return _tolerant(data, "utf-8", "utf-8", is_certain=False)
    codec, name, _ = _judged(data)
    return _tolerant(data, codec, name, is_certain=False)


def known(encoding: str) -> str:
    """Give our name of an encoding.

    Raises:
        BadFileError: ``text_encoding_unknown``.
    """
    small = encoding.strip().lower().replace("_", "-")
    for name, others in ENCODINGS.items():
        if small == name or small in others:
            return name
    raise BadFileError("text_encoding_unknown", encoding=encoding, known=", ".join(ENCODINGS))


def _as_named(data: bytes, name: str, marked: tuple[bytes, str, str] | None) -> Decoded:
    """Read as a person said; what does not fit is refused, because the person is probably wrong."""
    if marked is not None and marked[2] == name:
        return Decoded(_lines(_strict(data[len(marked[0]) :], marked[1], name)), name, True)
    if name == "utf-16":
        return Decoded(_lines(_strict(data, _zeros(data) or "utf-16-le", name)), name, True)
    codecs_ = _BIG5 if name == "big5" else (name,)
    for codec in codecs_[:-1]:
        try:
            return Decoded(_lines(data.decode(codec)), name, True)
        except UnicodeDecodeError:
            continue
    return Decoded(_lines(_strict(data, codecs_[-1], name)), name, True)


def _zeros(data: bytes) -> str:
    """Tell UTF-16 without a mark by the zeros that Latin letters, digits and line ends leave in it."""
    sample = data[: min(_SAMPLE, len(data) & ~1)]
    zeros = sample.count(0)
    if not zeros:
        return ""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    # Some signs of Chinese have a zero, too, on the other side: 一, the wide space.
    if min(first, second) * 4 > zeros:
        return ""
    codec = "utf-16-le" if second > first else "utf-16-be"
    text = sample.decode(codec, "replace")
    odd = sum(char in "\ufffd\0" or "\ue000" <= char <= "\uf8ff" for char in text)
    return codec if odd * 20 <= len(text) else ""


def _looks_binary(data: bytes) -> bool:
    sample = data[:65_536]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > max(8, len(sample) // 200)


def _is_gb_by_chance_utf8(data: bytes, text: str) -> bool:
    """Tell a short Chinese text all of whose pairs of bytes happen to be letters of UTF-8, too: 什么 reads as ʲô."""
    if data.isascii() or len(data) > _SAMPLE or data.translate(None, _PAIRS_AND_ASCII):
        # Bytes of longer characters are there: no chance could make them.
        return False
    wide = [char for char in text if char > "\x7f"]
    odd = sum(char not in _USUAL for char in wide)
    return 3 * odd >= len(wide) and _score(data, "gb18030", _common_gb()) == 1.0


def _mixed(data: bytes) -> Decoded | None:
    """Read a file that was put together from files of two encodings, each line by itself.

    Returns:
        None where the lines that are not UTF-8 are not good Chinese in another encoding either, or all lines are alike.
    """
    lines = data.split(b"\n")
    foreign = [at for at, line in enumerate(lines) if not line.isascii() and not _is_chinese_utf8(line)]
    wide = sum(not line.isascii() for line in lines)
    if not foreign or len(foreign) == wide:
        return None
    codec, name, score = _judged(b"\n".join(lines[at] for at in foreign))
    if score < _SURE:
        return None
    try:
        told = {at: lines[at].decode(codec) for at in foreign}
    except UnicodeDecodeError:
        return None
    text = "\n".join([told[at] if at in told else line.decode("utf-8") for at, line in enumerate(lines)])
    main = "utf-8" if 2 * len(foreign) <= wide else name
    other = tuple(at + 1 for at in foreign) if main == "utf-8" else _others(lines, told)
    return Decoded(_lines(text), main, False, (), other)


def _others(lines: list[bytes], told: Container[int]) -> tuple[int, ...]:
    return tuple(at + 1 for at, line in enumerate(lines) if at not in told and not line.isascii())


def _is_chinese_utf8(line: bytes) -> bool:
    """Tell whether a line is UTF-8 beyond doubt: by chance two Chinese characters do not come out."""
    try:
        wide = [char for char in line.decode("utf-8") if char > "\x7f"]
    except UnicodeDecodeError:
        return False
    return len(wide) > 1 and all(char > "\u07ff" for char in wide)


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether nearly all bytes beyond ASCII are good UTF-8: a file cut in the middle of a character, a foreign word."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_REPLACED)
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    # Pairs of GBK bytes are good UTF-8 by chance; a few characters in a row are not.
    return good >= 3 and (broken == 1 or broken * _DAMAGE <= good)


_BIG5 = ("cp950", "big5hkscs")


def _judged(data: bytes) -> tuple[str, str, float]:
    """Choose among the encodings without a mark.

    Returns:
        The codec, our name of it, and how well the text reads, up to 1.
    """
    sample = _sample(data)
    found = [(_score(sample, "gb18030", _common_gb()), "gb18030", "gb18030")]
    found += [(_score(sample, codec, _common_big5()) - 0.05, codec, "big5") for codec in _BIG5]
    # Simplified Chinese is what these offices write: it wins where both read equally well.
    score, codec, name = max(found, key=lambda one: one[0])
    western = _western(sample)
    return (codec, name, score) if score > western else ("cp1252", "windows-1252", western)


def _sample(data: bytes) -> bytes:
    """Take a part that holds bytes beyond ASCII, cut between lines where there are any."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data[: 16 * _SAMPLE].split(b"\n"):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(lines[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(lines) or data[-_SAMPLE:]


def _score(sample: bytes, codec: str, common: frozenset[str]) -> float:
    """Say which share of the characters beyond ASCII is common in Chinese; broken ones count against it."""
    text = sample.decode(codec, "replace")
    wide = [char for char in text if char > "\x7f"]
    if not wide:
        return 0.0
    good = sum(char in common or char in _PUNCTUATION for char in wide)
    broken = text.count(_REPLACED)
    return (good - 3 * broken) / len(wide)


def _western(sample: bytes) -> float:
    """Say which share of the bytes beyond ASCII is a small letter with an accent or a typographic sign.

    Chinese has about one in four: its lead bytes stand for capitals and fractions. And accents stand alone between other
    letters, the bytes of Chinese in pairs and longer runs.
    """
    runs = _HIGH_RUN.findall(sample)
    if not runs:
        return 0.0
    high = b"".join(runs)
    common = len(high) - len(high.translate(None, _COMMON_WESTERN))
    capitals = len(high) - len(high.translate(None, _CAPITALS))
    alone = sum(len(run) == 1 for run in runs) / len(high)
    return (common + capitals / 2) / len(high) * (1 + alone) / 2


@cache
def _common_gb() -> frozenset[str]:
    return _rows(range(0xB0, 0xD8), range(0xA1, 0xFF), "gb2312")


@cache
def _common_big5() -> frozenset[str]:
    return _rows(range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5")


def _rows(leads: range, trails: range | tuple[int, ...], codec: str) -> frozenset[str]:
    made = (bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
    return frozenset(char for char in made if len(char) == 1)


def _tolerant(data: bytes, codec: str, name: str, *, is_certain: bool) -> Decoded:
    """Decode; bytes that mean nothing become U+FFFD, and their lines are noted."""
    try:
        return Decoded(_lines(data.decode(codec)), name, is_certain)
    except UnicodeDecodeError as error:
        # NOTE: "replace" of a multi-byte codec may swallow the byte behind a broken one, never a line end.
        text = _lines(data.decode(codec, "replace"))
        # One broken place in a line of 100 MB is one line; more than a few of all characters is another encoding.
        broken = text.count(_REPLACED)
        if broken * 10 > len(text):
            line = data.count(b"\n", 0, error.start) + 1
            raise BadFileError("text_encoding_wrong", line=line, encoding=name) from error
        return Decoded(text, name, is_certain, _damaged_lines(text))


def _damaged_lines(text: str) -> tuple[int, ...]:
    lines = []
    line, at = 1, 0
    while (found := text.find(_REPLACED, at)) >= 0:
        line += text.count("\n", at, found)
        lines.append(line)
        end = text.find("\n", found)
        if end < 0:
            break
        at = end
    return tuple(lines)


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return codecs.decode(data, codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFileError("text_encoding_wrong", line=line, encoding=name) from error


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
