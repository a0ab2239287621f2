"""Pictures of an .xlsx file and the cells they stand on: drawn over a cell, or put into it by WPS (DISPIMG)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.media import media_file
from trainer.domain.question_bank.drafts import MediaFile
from trainer.platform import safe_xml
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_zip import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

Place = tuple[int, int]
_DISPIMG = re.compile(
    rb"""<(?:\w+:)?c\s[^>]{0,200}?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]{0,200}>(?:(?!</(?:\w+:)?c>).){0,400}?DISPIMG\((?:&quot;|")([^"&]{1,80})(?:&quot;|")""",
    re.DOTALL,
)
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass(slots=True)
class Pictures:
    """Pictures by sheet, row and column (0-based).

    Attributes:
        is_known: the file's drawings could be read; else its pictures are lost.
        lost: files that are no pictures a window could show.
    """

    by_sheet: dict[str, dict[Place, list[MediaFile]]] = field(default_factory=dict)
    is_known: bool = False
    lost: int = 0

    def of(self, sheet: str) -> Mapping[Place, list[MediaFile]]:
        """Give the pictures of one sheet."""
        return self.by_sheet.get(sheet, {})


def read_pictures(data: bytes) -> Pictures:
    """Read all pictures of a workbook.

    Raises:
        BadFileError: the archive is damaged or hostile.
    """
    archive = SafeZip(data)
    found = Pictures()
    try:
        sheets = _sheet_parts(archive)
        for name, part in sheets.items():
            places = _drawn(archive, part, found)
            _placed_by_wps(archive, part, places, found)
            if places:
                found.by_sheet[name] = places
                found.is_known = True
    except BadFileError:
        found.is_known = bool(found.by_sheet)
    return found


def _links(archive: SafeZip, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive:
        return {}
    root = safe_xml.parse(archive.read(links))
    found = {}
    for link in root.iter("{*}Relationship"):
        target = str(link.get("Target", ""))
        if link.get("TargetMode") == "External":
            continue
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(link.get("Id", ""))] = whole
    return found


def _sheet_parts(archive: SafeZip) -> dict[str, str]:
    links = _links(archive, "xl/workbook.xml")
    root = safe_xml.parse(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in root.iter("{*}sheet"):
        link = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        if link in links:
            found[str(sheet.get("name", ""))] = links[link]
    return found


def _drawn(archive: SafeZip, part: str, found: Pictures) -> dict[Place, list[MediaFile]]:
    places: dict[Place, list[MediaFile]] = {}
    for target in _links(archive, part).values():
        if not target.startswith("xl/drawings/drawing") or target not in archive:
            continue
        links = _links(archive, target)
        for anchor in safe_xml.parse(archive.read(target)):
            start = anchor.find("{*}from")
            if start is None:
                continue
            place = _number(start, "row"), _number(start, "col")
            for picture in anchor.iter("{*}pic"):
                _add(archive, picture, links, places, place, found)
    return places


def _number(start: _Element, name: str) -> int:
    child = start.find(f"{{*}}{name}")
    text = (child.text or "").strip() if child is not None else ""
    return int(text) if text.isdigit() and len(text) < 8 else 0


def _add(
    archive: SafeZip,
    picture: _Element,
    links: Mapping[str, str],
    places: dict[Place, list[MediaFile]],
    place: Place,
    found: Pictures,
) -> None:
    said = next((one for one in picture.iter("{*}cNvPr")), None)
    for blip in picture.iter("{*}blip"):
        target = links.get(str(blip.get(_EMBED, "")), "")
        if target not in archive:
            found.lost += 1
            continue
        words = str(said.get("descr", "")) if said is not None else ""
        # Our own files keep the name of the attachment as the description of its picture.
        name = words if _is_name(words) else posixpath.basename(target)
        file = media_file(name, archive.read(target))
        if file is None:
            found.lost += 1
        else:
            places.setdefault(place, []).append(file)


def _is_name(words: str) -> bool:
    stem, point, end = words.rpartition(".")
    return bool(stem and point) and len(words) <= 80 and len(end) <= 4 and "/" not in words and " " not in words


def _placed_by_wps(archive: SafeZip, part: str, places: dict[Place, list[MediaFile]], found: Pictures) -> None:
    if "xl/cellimages.xml" not in archive or part not in archive:
        return
    xml = archive.read(part)
    if b"DISPIMG" not in xml:
        return
    links = _links(archive, "xl/cellimages.xml")
    by_name: dict[str, _Element] = {}
    for picture in safe_xml.parse(archive.read("xl/cellimages.xml")).iter("{*}pic"):
        said = next((one for one in picture.iter("{*}cNvPr")), None)
        if said is not None:
            by_name[str(said.get("name", ""))] = picture
    for cell in _DISPIMG.finditer(xml):
        held = by_name.get(cell[3].decode("utf-8", "replace"))
        if held is None:
            found.lost += 1
            continue
        for words in held.iter("{*}cNvPr"):
            words.set("descr", "")
        _add(archive, held, links, places, (int(cell[2]) - 1, _column(cell[1])), found)


def _column(letters: bytes) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + sign - 64
    return number - 1
