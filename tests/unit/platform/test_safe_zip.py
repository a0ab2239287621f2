"""Archives of strangers: names cannot leave the archive, nothing unpacks without end, damage is a code."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterable

import pytest

from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_zip import MAX_MEMBERS, SafeZip


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def code_of(data: bytes, *read: str) -> str:
    def opened() -> None:
        archive = SafeZip(data)
        for name in read:
            archive.read(name)

    with pytest.raises(BadFileError) as refused:
        opened()
    return refused.value.code


def test_files_are_read_by_their_names() -> None:
    archive = SafeZip(packed(("a/b.txt", b"x"), ("图 1.png", b"y"), ("a\\c.txt", b"z"), ("folder/", b"")))
    assert archive.names == ("a/b.txt", "图 1.png", "a/c.txt")
    assert (archive.read("图 1.png"), archive.size("a/b.txt"), "none" in archive) == (b"y", 1, False)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "C:\\x", "a/../../x", "..\\x", "a\\..\\..\\x"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert code_of(packed((name, b""))) == "zip_unsafe_name"


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert code_of(packed((link, b"/etc/hostname"))) == "zip_unsafe_name"


def test_bombs_are_refused_before_they_unpack() -> None:
    assert code_of(packed(("bomb", bytes(60 * 2**20)))) == "zip_too_big"


def test_far_too_many_entries_are_counted_without_making_each() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    count = 4 * MAX_MEMBERS
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 46 * count, 0, 0)
    assert code_of(entry * count + end) == "zip_too_many"


def test_damage_is_told() -> None:
    whole = packed(("a", bytes(range(256)) * 100))
    assert code_of(whole[:-30]) == "zip_broken"
    assert code_of(b"PK\x03\x04") == "zip_broken"
    spoilt = bytearray(whole)
    spoilt[40] ^= 0xFF
    assert code_of(bytes(spoilt), "a") == "zip_broken"
    assert code_of(whole, "none") == "zip_member_missing"


def test_a_locked_file_is_told() -> None:
    data = bytearray(packed(("a", b"x")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    assert code_of(bytes(data), "a") == "zip_encrypted"


def test_names_in_gbk_of_chinese_windows_are_read() -> None:
    def renamed(names: Iterable[bytes]) -> bytes:
        data = packed(*(("x" * len(name), b"") for name in names))
        for name in names:
            data = data.replace(b"x" * len(name), name)
        return data

    assert SafeZip(renamed(["试题 图.png".encode("gbk")])).names == ("试题 图.png",)
    assert SafeZip(renamed(["试题 图.png".encode()])).names == ("试题 图.png",)
