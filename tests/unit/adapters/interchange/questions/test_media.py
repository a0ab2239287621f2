"""Attachments are known by their bytes, named safely, and drawings are rebuilt without anything that acts."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trainer.adapters.interchange.questions.media import (
    LONGEST_NAME,
    MAX_PIXELS,
    clean_drawing,
    media_file,
    picture_size,
    safe_name,
)
from trainer.domain.question_bank.blocks import media_names


def png(width: int, height: int) -> bytes:
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9) + b"\xff\xfe\0\x04hi" + frame


def tiff(order: str, width: int, height: int) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 256, 3, 1, width, 0) + struct.pack(f"{order}HHII", 257, 4, 1, height)
    return mark + struct.pack(f"{order}IH", 8, 2) + entries


BITMAP = b"BM" + bytes(12) + struct.pack("<Iii", 40, 30, -20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="3" height="2"/></svg>'
KINDS = {
    "image/png": png(30, 20),
    "image/jpeg": jpeg(30, 20),
    "image/gif": b"GIF89a" + struct.pack("<HH", 30, 20),
    "image/bmp": BITMAP,
    "image/tiff": tiff("<", 30, 20),
    "image/webp": b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x1d\0\0\x13\0\0",
    "image/svg+xml": SVG,
    "audio/mpeg": b"ID3\x04",
    "audio/wav": b"RIFF\0\0\0\0WAVEfmt ",
    "audio/ogg": b"OggS" + bytes(24) + b"\x01vorbis",
    "audio/flac": b"fLaC",
    "audio/mp4": b"\0\0\0\x20ftypM4A ",
    "audio/aac": b"\xff\xf1\x50\x80",
    "audio/amr": b"#!AMR\n",
    "audio/x-ms-wma": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    "video/mp4": b"\0\0\0\x20ftypisom",
    "video/quicktime": b"\0\0\0\x20ftypqt  ",
    "video/webm": b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm",
    "video/ogg": b"OggS" + bytes(24) + b"\x80theora",
    "video/x-msvideo": b"RIFF\0\0\0\0AVI LIST",
}


@pytest.mark.parametrize("found", KINDS)
def test_files_are_known_by_their_bytes_and_not_by_their_names(found: str) -> None:
    file = media_file("wrong.exe", KINDS[found])

    assert file is not None
    assert file.media_type == found
    assert not file.name.endswith(".exe")
    assert (file.width, file.height) == ((30, 20) if found.startswith("image/") else (0, 0))
    assert file.digest == file.attachment.digest


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\0", b"%PDF-1.7", b"PK\x03\x04", b"<html><svg/></html>", b"BM hello", b"\xd7\xcd\xc6\x9a"]
)
def test_what_is_no_picture_sound_or_video_is_not_taken(content: bytes) -> None:
    assert media_file("a.png", content) is None


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_orders_of_bytes_in_a_tiff(order: str) -> None:
    assert picture_size(tiff(order, 30, 20), "image/tiff") == (30, 20)


def test_a_picture_that_unpacks_without_end_is_not_taken() -> None:
    assert media_file("a.png", png(100_000, MAX_PIXELS)) is None


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 60), st.binary(max_size=40))
def test_damaged_headers_never_end_the_reading(found: str, kept: int, rest: bytes) -> None:
    media_file("a", KINDS[found][:kept] + rest)


@pytest.mark.parametrize(
    ("name", "found", "said"),
    [
        ("../../etc/passwd", "image/png", "passwd.png"),
        ("C:\\图\\第 1 张(改).PNG", "image/png", "第_1_张_改.png"),
        ("a.jpeg", "image/jpeg", "a.jpeg"),
        ("a.exe", "image/jpeg", "a.exe.jpg"),
        ("", "image/gif", "image.gif"),
        ("...", "audio/mpeg", "audio.mp3"),
        ("con.png", "image/png", "_con.png"),
        ("a%20b[1].png", "image/png", "a_20b_1.png"),
    ],
)
def test_names_are_safe(name: str, found: str, said: str) -> None:
    assert safe_name(name, found) == said


@given(st.text(max_size=200), st.sampled_from(sorted(KINDS)))
def test_a_text_can_refer_to_any_safe_name(name: str, found: str) -> None:
    said = safe_name(name, found)

    assert media_names(f"![x]({said})") == [said]
    assert len(said) <= LONGEST_NAME
    assert safe_name(said, found) == said


def test_equal_names_are_told_apart() -> None:
    assert safe_name("a.png", "image/png", {"a.png", "a-2.png"}) == "a-3.png"


HOSTILE = b"""<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="30px" height="20" onload="a()"
 xml:base="http://x.example/">
<script>alert(1)</script><style>@import url(http://x.example/a.css);</style><style>.a{fill:red}</style>
<image href="http://x.example/a.png"/><image xlink:href="data:image/png;base64,AAAA"/><image href="file:///etc/passwd"/>
<use xlink:href="#a"/><use xlink:href="other.svg#a"/><rect style="fill:url(http://x.example)" fill="url(#g)" onclick="b()"/>
<a xlink:href="javascript:alert(1)"><text>words</text></a><foreignObject><body/></foreignObject>
<set attributeName="href" to="javascript:alert(1)"/><animate attributeName="href" values="javascript:a"/>kept</svg>"""


def test_drawings_are_rebuilt_without_anything_that_acts_or_reaches_out() -> None:
    cleaned = clean_drawing(HOSTILE)

    assert cleaned is not None
    content, width, height = cleaned
    assert (width, height) == (30, 20)
    for trace in (
        b"script",
        b"javascript",
        b"x.example",
        b"onload",
        b"onclick",
        b"file:",
        b"foreignObject",
        b"other.svg",
    ):
        assert trace not in content, trace
    for kept in (b'xlink:href="#a"', b'fill="url(#g)"', b"words", b"kept", b"data:image/png", b".a{fill:red}"):
        assert kept in content, kept
    assert etree.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        b"<svg>" + b"<g>" * 5000,
    ],
)
def test_drawings_that_cannot_be_read_safely_are_not_taken(content: bytes) -> None:
    assert media_file("a.svg", content) is None
