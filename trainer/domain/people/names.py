"""Names of persons: the interpunct, padding, and characters that were lost on the way.

A name is never split into family and given name: Mongolian, Uyghur and other names have no such parts. It is stored as it
should be printed and matched by a key from which every separator is removed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_NAME = 50

INTERPUNCT = "\u00b7"

# Separators seen in files in place of the interpunct. SOURCE: field notes of the project, part c3.
_DOTS = "\u00b7\u2022\u30fb\uff65\u2027\u2219\u22c5.\uff0e\u3002-\u2010\u2011\u2012\u2013\u2014\uff0d\u25cf\u2024"
_SPACES = " \u00a0\u3000\t\r\n\v\f\u2000-\u200f\u2028-\u202f\u205f\u2060\ufeff"
_KEY_DROP = re.compile(f"[{re.escape(_DOTS)}{_SPACES}'’‘`]+")
_DOT_RUN = re.compile(f"[{_SPACES}]*[{re.escape(_DOTS)}]+[{_SPACES}]*")
_SPACE_RUN = re.compile(f"[{_SPACES}]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f]")
_BRACKETED = re.compile(r"[(（\[【〔](.*?)[)）\]】〕]")
_LOST = re.compile("[?？□■\ufffd\u25a1\u3013\u25af*＊]")
# NOTE: planes 2 and 3 are taken whole, because newer extensions are unknown to the interpreter's Unicode tables.
_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
_PLAIN_HAN = re.compile("[\u4e00-\u9fff]{2,3}")
_DIGIT = re.compile(r"\d")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


def name_key(name: str) -> str:
    """Give the form under which names meet: without interpuncts, spaces, hyphens and case."""
    return name if _PLAIN_HAN.fullmatch(name) else _KEY_DROP.sub("", name).casefold()


@dataclass(frozen=True, slots=True)
class ReadName:
    """What was made of a name cell.

    Attributes:
        name: the name to store; empty when refused.
        refusal: code of the reason why it cannot be used, or empty.
        notices: codes of what was done to it.
        aside: a remark that stood in brackets behind the name.
    """

    name: str
    refusal: str = ""
    notices: tuple[str, ...] = ()
    aside: str = ""


def read_name(text: str) -> ReadName:
    """Read a name as a roster writes it.

    Padding (王　强) is removed, every kind of separator becomes U+00B7, a remark in brackets is set aside. A name in which
    a character was lost (``?``, □, private-use code points of old systems, pinyin in place of a character) is refused:
    only a person can say what stood there.

    Args:
        text: the cell; must not be empty.
    """
    if _PLAIN_HAN.fullmatch(text):
        return ReadName(text)
    notices: list[str] = []
    name = _INVISIBLE.sub("", text).strip("'\u2018\u2019`").strip()
    aside = "、".join(found.strip() for found in _BRACKETED.findall(name) if found.strip())
    if aside:
        name = _BRACKETED.sub("", name)
        notices.append("name_note_set_aside")
    name = _SPACE_RUN.sub(" ", name).strip()
    if not name:
        return ReadName("", "name_missing")
    refusal = _lost_character(name)
    if refusal:
        return ReadName("", refusal)
    joined = _join(name)
    if joined != name and INTERPUNCT in joined:
        notices.append("name_interpunct_set")
    elif joined != text and "name_note_set_aside" not in notices:
        notices.append("tidied")
    if len(joined) > MAX_NAME:
        return ReadName("", "name_too_long")
    return ReadName(joined, "", tuple(notices), aside)


def _lost_character(name: str) -> str:
    if _LOST.search(name):
        return "name_character_lost"
    if any(unicodedata.category(c) in {"Co", "Cs", "Cn"} and not _HAN.match(c) for c in name):
        return "name_private_character"
    if _DIGIT.search(name):
        return "name_has_digits"
    if _LATIN.search(name) and _has_han(name):
        return "name_pinyin_mixed"
    return ""


def _join(name: str) -> str:
    if not _has_han(name):
        return unicodedata.normalize("NFC", name)
    dotted = _DOT_RUN.sub(INTERPUNCT, name).strip(INTERPUNCT)
    parts = dotted.split(" ")
    # A space stands for the interpunct only between longer parts; 王 强 and 欧阳 娜 are padding for alignment.
    if len(parts) > 1 and min(map(len, parts)) >= 2 and sum(map(len, parts)) >= 5 and INTERPUNCT not in dotted:
        return INTERPUNCT.join(parts)
    return "".join(parts)


def _has_han(name: str) -> bool:
    return _HAN.search(name) is not None
