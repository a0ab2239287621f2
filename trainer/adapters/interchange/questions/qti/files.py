"""The files of one source: a package (an archive with a manifest, or without one) or a single document.

References in packages are wrong in many ways: backslashes, blanks written ``%20``, another case, a folder too many, names in
the code page of a Chinese Windows. A file is found where it can only be that one.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from html.entities import name2codepoint
from typing import TYPE_CHECKING
from urllib.parse import unquote

from trainer.adapters.interchange.questions.media import media_file
from trainer.adapters.interchange.questions.source import SourceFile
from trainer.domain.question_bank.drafts import MediaFile
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_xml import parse
from trainer.platform.safe_zip import SafeZip

if TYPE_CHECKING:
    from lxml import etree

ZIP_SIGN = b"PK\x03\x04"
# What stands for the top folder of a cartridge (Common Cartridge 1.3, 4.7.2), also as browsers and other programs write it.
_TOP = re.compile(
    r"^/?(?:\$|%24)(?:IMS-CC-FILEBASE|IMS_CC_FILEBASE|CANVAS_OBJECT_REFERENCE)(?:\$|%24)/?(?:\.\./)?", re.IGNORECASE
)
_COLLECTION = re.compile(r"xid-\d+_\d+")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.\-]*:")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,10});")
_OWN_ENTITIES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[(?:(?!<!ENTITY)[^\]])*\]\s*>", re.IGNORECASE)
_BEFORE = re.compile(rb"^[\s\x00-\x20]+(?=<)")


class Files:
    """What a source holds, by name.

    Args:
        source: a zip archive or one document.

    Raises:
        BadFileError: the archive cannot be opened (``safe_zip``).
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._archive = SafeZip(source.data) if source.data.startswith(ZIP_SIGN) else None
        self._names = self._archive.names if self._archive else (self.lone_name,)
        self._exact = frozenset(self._names)
        self._by_fold: dict[str, str] | None = None
        self._by_end: dict[str, list[str]] = {}
        self._media: dict[str, MediaFile | None] = {}
        # What was read last; documents are looked at twice.
        self._last: tuple[str, bytes] = ("", b"")
        # Names under which a package of this program keeps its files, by their place in it.
        self.own_names: dict[str, str] = {}

    @property
    def is_package(self) -> bool:
        """Whether the source is an archive."""
        return self._archive is not None

    @property
    def lone_name(self) -> str:
        """Name of the only document of a source that is no archive."""
        return self._source.name.replace("\\", "/").rpartition("/")[2] or "-"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files, relative to the top of the archive."""
        return self._names

    def shown(self, name: str) -> str:
        """Name a file for a finding."""
        return f"{self._source.name}/{name}" if self.is_package else self._source.name

    def read(self, name: str) -> bytes:
        """Give the bytes of a file.

        Raises:
            BadFileError: as ``SafeZip.read``.
        """
        if self._archive is None:
            return self._source.data
        if self._last[0] != name:
            self._last = (name, self._archive.read(name))
        return self._last[1]

    def find(self, reference: str, beside: str = "") -> str:
        """Find the file that a reference means.

        Args:
            reference: as written in a document.
            beside: name of that document.

        Returns:
            Its name; empty where the source has no such file, or where several could be meant.
        """
        if reference in self._exact and not posixpath.dirname(beside):
            return reference
        wanted = reference.strip().replace("\\", "/")
        top = _TOP.match(wanted)
        if top:
            wanted = wanted[top.end() :]
        elif _SCHEME.match(wanted) or wanted.startswith("//"):
            return ""
        wanted = wanted.partition("#")[0]
        folder = "" if top or wanted.startswith("/") else posixpath.dirname(beside)
        for said in dict.fromkeys((wanted, wanted.partition("?")[0], unquote(wanted.partition("?")[0]))):
            for inside in dict.fromkeys((folder, "", "web_resources") if top else (folder, "")):
                name = posixpath.normpath(posixpath.join(inside, said.lstrip("/")))
                if self._has(name):
                    return name
        return self._nearest(unquote(wanted.partition("?")[0]))

    def picture(self, reference: str, beside: str = "") -> MediaFile | None:
        """Give the picture, sound or video that a reference means; None where it is missing or none of these."""
        name = self.find(reference, beside)
        if not name or not self.is_package:
            return None
        if name not in self._media:
            try:
                found = media_file(posixpath.basename(name), self.read(name))
                own = self.own_names.get(name)
                self._media[name] = replace(found, name=own) if found is not None and own else found
            except BadFileError:
                self._media[name] = None
        return self._media[name]

    def parse(self, name: str) -> tuple[etree._Element, bool]:
        """Parse a document.

        Returns:
            Its root, and whether it had to be mended: what could not be understood of it is lost.

        Raises:
            BadFileError: as ``safe_xml.parse``.
        """
        return parse_leniently(self.read(name))

    def _has(self, name: str) -> bool:
        return name in self._archive if self._archive is not None else name == self.lone_name

    def _nearest(self, said: str) -> str:
        """Find the only file of that name in another case, in another folder or in another code page."""
        if self._by_fold is None:
            self._by_fold = {}
            for name in self._names:
                for form in {name, _from_code_page(name)}:
                    self._by_fold.setdefault(form.casefold(), name)
                    self._by_end.setdefault(posixpath.basename(form).casefold(), []).append(name)
        if marked := _COLLECTION.search(said):
            # Blackboard names files of its collection by number.
            said = next((name for name in self._names if f"{marked[0]}." in name or name.endswith(marked[0])), said)
        said = posixpath.normpath(said.lstrip("/")).casefold()
        if found := self._by_fold.get(said, ""):
            return found
        ends = set(self._by_end.get(posixpath.basename(said), ()))
        return ends.pop() if len(ends) == 1 else ""


def parse_leniently(data: bytes) -> tuple[etree._Element, bool]:
    """Parse XML as other programs write it: blanks before the declaration, names of HTML's characters, broken marks.

    Raises:
        BadFileError: as ``safe_xml.parse``, where not even a part can be read.
    """
    try:
        return parse(data), False
    except BadFileError as error:
        if error.code == "xml_entities":
            # A document type that declares elements only is harmless; the examples of QTI 1.2 carry such ones.
            return parse(_DOCTYPE.sub(b"", data, count=1)), False
        if error.code != "xml_broken":
            raise
        broken = error
    mended = _ENTITY.sub(_character, _BEFORE.sub(b"", data, count=1))
    try:
        return parse(mended), False
    except BadFileError:
        try:
            root = parse(mended, recover=True)
        except BadFileError:
            raise broken from None
        if len(root) == 0:
            raise broken from None
        return root, True


def _character(found: re.Match[bytes]) -> bytes:
    name = found[1]
    point = name2codepoint.get(name.decode("ascii"))
    return found[0] if name in _OWN_ENTITIES or point is None else b"&#%d;" % point


def _from_code_page(name: str) -> str:
    """Read a name that an archive wrote in the code page of a Chinese Windows and Python took for code page 437."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
