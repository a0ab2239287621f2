"""Read archives of strangers: nothing is written to disk, nothing outside is reached, nothing unpacks without end."""

from __future__ import annotations

import io
import posixpath
import stat
import struct
import zipfile

from trainer.platform.bad_file import BadFileError

MAX_MEMBERS = 50_000
MAX_MEMBER = 200 * 2**20
MAX_WHOLE = 800 * 2**20
# More than this cannot come from honest text or pictures: deflate reaches about 1,030 at most.
MAX_RATIO = 200
_RATIO_FROM = 10 * 2**20
# The record that ends an archive may be followed by a comment of 65,535 bytes.
_END_RECORD = b"PK\x05\x06"
_END_WITHIN = 22 + 0xFFFF
_ENTRY = b"PK\x01\x02"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class SafeZip:
    """One archive, kept in memory and read member by member.

    Args:
        data: its bytes.

    Raises:
        BadFileError: ``zip_broken``, ``zip_too_many``, ``zip_too_big``, ``zip_unsafe_name``.
    """

    def __init__(self, data: bytes) -> None:
        _count_entries(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except Exception as error:  # damaged archives make the standard library stumble in many ways
            raise BadFileError("zip_broken", detail=str(error)[:200]) from error
        if len(infos) > MAX_MEMBERS:
            raise BadFileError("zip_too_many", found=len(infos), limit=MAX_MEMBERS)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._read = 0
        whole = 0
        for info in infos:
            if info.is_dir():
                continue
            name = _safe_name(info)
            whole += info.file_size
            bomb = info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size)
            if info.file_size > MAX_MEMBER or whole > MAX_WHOLE or bomb:
                raise BadFileError("zip_too_big", name=name[:200], limit_mb=MAX_WHOLE // 2**20)
            self._infos[name] = info

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files, with forward slashes, relative to the archive."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def size(self, name: str) -> int:
        """Give the declared size of a file; 0 where there is none of the name."""
        info = self._infos.get(name)
        return info.file_size if info is not None else 0

    def read(self, name: str) -> bytes:
        """Give the bytes of one file.

        Raises:
            BadFileError: ``zip_member_missing``, ``zip_broken``, ``zip_encrypted``, ``zip_too_big``.
        """
        info = self._infos.get(name)
        if info is None:
            raise BadFileError("zip_member_missing", name=name[:200])
        if info.flag_bits & _ENCRYPTED:
            raise BadFileError("zip_encrypted", name=name[:200])
        try:
            with self._archive.open(info) as member:
                # A member may be longer than it declares.
                data = member.read(MAX_MEMBER + 1)
        except Exception as error:
            raise BadFileError("zip_broken", name=name[:200], detail=str(error)[:200]) from error
        self._read += len(data)
        if len(data) > MAX_MEMBER or self._read > 4 * MAX_WHOLE:
            raise BadFileError("zip_too_big", name=name[:200], limit_mb=MAX_MEMBER // 2**20)
        return data


def _count_entries(data: bytes) -> None:
    """Refuse far too many entries before the standard library makes an object of each."""
    end = data.rfind(_END_RECORD, max(0, len(data) - _END_WITHIN))
    if end < 0 or end + 22 > len(data):
        raise BadFileError("zip_broken", detail="no end record")
    size: int
    (size,) = struct.unpack_from("<I", data, end + 12)
    # With 64-bit records (size 0xFFFFFFFF) the whole file is looked through instead of the directory only.
    entries = data.count(_ENTRY, max(0, end - size))
    if entries > MAX_MEMBERS:
        raise BadFileError("zip_too_many", found=entries, limit=MAX_MEMBERS)


def _safe_name(info: zipfile.ZipInfo) -> str:
    name = _named(info).replace("\\", "/")
    parts = name.split("/")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    if name.startswith("/") or ".." in parts or ":" in parts[0] or is_link or "\0" in name:
        raise BadFileError("zip_unsafe_name", name=name[:200])
    return posixpath.normpath(name)


def _named(info: zipfile.ZipInfo) -> str:
    """Give a name as it was meant: programs of Chinese Windows write GBK where the format says code page 437."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
