"""Put right what handwritten and damaged files do to XML, where it is plain what was meant.

Line breaks are never added or taken away, so that lines stay what they are.
"""

from __future__ import annotations

import re
from html.entities import html5

_CONTROLS = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))
_TO_BLANKS = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
# A section is passed by: an ampersand in it is one. Of the others, those that name nothing XML knows.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});|&", re.DOTALL
)
_KNOWN = frozenset({b"lt", b"gt", b"amp", b"quot", b"apos"})


def mended(data: bytes) -> bytes:
    """Turn forbidden signs into blanks, bare ampersands and names of HTML's signs into what they stand for."""
    return _AMPERSAND.sub(_ampersand, data.translate(_TO_BLANKS))


def _ampersand(found: re.Match[bytes]) -> bytes:
    whole, name = found[0], found[1]
    if whole != b"&" and name is None:
        return whole
    if name is None:
        return b"&amp;"
    if name in _KNOWN:
        return whole
    if name.startswith(b"#"):
        number = int(name[2:], 16) if name[1:2] in b"xX" else int(name[1:])
        return whole if _is_allowed(number) else b" "
    sign = html5.get(name.decode() + ";")
    return b"&amp;" + name + b";" if sign is None or sign in "<>&" else sign.encode()


def _is_allowed(number: int) -> bool:
    return (
        number in {9, 10, 13} or 32 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF
    )
