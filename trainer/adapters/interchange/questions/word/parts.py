"""The parts of a .docx file, taken out of its archive within limits."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from trainer.platform import safe_xml
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_zip import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE_DOCUMENT = "/officeDocument"


class Parts:
    """One document.

    Args:
        data: bytes of the file.

    Raises:
        BadFileError: as ``SafeZip`` and ``safe_xml.parse``; ``word_no_document``.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = SafeZip(data)
        main = next(
            (target for kind, target in self._relations("").values() if kind.endswith(_OFFICE_DOCUMENT)),
            "word/document.xml",
        )
        if main not in self._archive:
            raise BadFileError("word_no_document")
        self.main = main
        self.document = safe_xml.parse(self._archive.read(main))
        relations = self._relations(main)
        self.links = {name: target for name, (_kind, target) in relations.items()}
        self.numbering = self._related(relations, "/numbering")
        styles = self._related(relations, "/styles")
        self.strong_styles, self.numbered_styles = _styles(styles)

    def read(self, name: str) -> bytes:
        """Give the bytes of a part; empty where it is missing or damaged."""
        if not name or name not in self._archive:
            return b""
        try:
            return self._archive.read(name)
        except BadFileError:
            return b""

    def links_of(self, part: str) -> dict[str, str]:
        """Give the links of a part: id -> name of a part."""
        return {name: target for name, (_kind, target) in self._relations(part).items()}

    def _related(self, relations: dict[str, tuple[str, str]], ending: str) -> _Element | None:
        target = next((target for kind, target in relations.values() if kind.endswith(ending)), "")
        content = self.read(target)
        if not content:
            return None
        try:
            return safe_xml.parse(content, recover=True)
        except BadFileError:
            return None

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links not in self._archive:
            return {}
        found = {}
        for link in safe_xml.parse(self._archive.read(links)).iter("{*}Relationship"):
            target = str(link.get("Target", ""))
            if link.get("TargetMode") == "External":
                continue
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[str(link.get("Id", ""))] = (str(link.get("Type", "")), whole)
        return found


def _styles(root: _Element | None) -> tuple[frozenset[str], dict[str, tuple[str, int]]]:
    """Read which character styles are bold, and which paragraph styles are numbered."""
    strong: set[str] = set()
    numbered: dict[str, tuple[str, int]] = {}
    for style in root.iter("{*}style") if root is not None else ():
        name = _attribute(style, "styleId")
        properties = style.find("{*}rPr")
        if properties is not None and properties.find("{*}b") is not None and _attribute(style, "type") == "character":
            strong.add(name.lower())
        number = style.find("{*}pPr/{*}numPr")
        if number is not None:
            numbered[name] = number_of(number)
    return frozenset(strong), {name: one for name, one in numbered.items() if one[0] not in ("", "0")}


def number_of(properties: _Element) -> tuple[str, int]:
    """Read ``w:numPr``: the list and the level of a paragraph."""
    instance, level = properties.find("{*}numId"), properties.find("{*}ilvl")
    depth = _attribute(level, "val") if level is not None else "0"
    return _attribute(instance, "val") if instance is not None else "", int(depth) if depth.isdigit() else 0


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
