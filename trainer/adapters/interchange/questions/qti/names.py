"""Names of elements and attributes: QTI 3.0 says in small letters and hyphens what 2.x says in humps.

Source: 1EdTech QTI 3.0 Best Practice and Implementation Guide, "Migrating from QTI 2.x": every element of QTI itself begins with
``qti-``; elements of HTML keep their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml import etree

# Blanks that mean nothing in XML; the wide blank of Chinese type is no such blank.
SPACE = re.compile(r"[ \t\r\n\f]+")
_HYPHEN = re.compile(r"-([a-z0-9])")
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")


class _Names(dict[object, str]):
    """Full tag -> name as in QTI 2.x without namespace; worked out once per tag."""

    def __missing__(self, tag: object) -> str:
        # A file of a stranger may invent tags without end.
        if not isinstance(tag, str) or len(self) > 5_000:
            return bare(tag) if isinstance(tag, str) else ""
        name = self[tag] = bare(tag)
        return name


def bare(tag: str) -> str:
    """Give a tag without namespace and prefix, in the spelling of QTI 2.x."""
    name = tag.rpartition("}")[2].rpartition(":")[2]
    return humped(name[4:]) if name.startswith("qti-") else name


def humped(name: str) -> str:
    """Write ``response-if`` as ``responseIf``."""
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def hyphened(name: str) -> str:
    """Write ``responseIf`` as ``response-if``."""
    return _HUMP.sub(lambda found: "-" + found[1].lower(), name)


NAMES: dict[object, str] = _Names()


def name_of(element: etree._Element) -> str:
    """Give the name of an element as QTI 2.x writes it, whatever its version and namespace."""
    return NAMES[element.tag]


def as_version_2(root: etree._Element) -> None:
    """Rename the attributes of QTI 3.0 to those of 2.x, in place; elements are told by :data:`NAMES`."""
    for element in root.iter():
        tag = element.tag
        if isinstance(tag, str) and "}qti-" in tag:
            attributes = cast("dict[str, str]", element.attrib)
            for key in [key for key in attributes if "-" in key and not key.startswith(("data-", "aria-", "{"))]:
                attributes[humped(key)] = attributes[key]


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Give the direct children of one name."""
    return [child for child in element if NAMES[child.tag] == name]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Give the first direct child of one name."""
    for found in element:
        if NAMES[found.tag] == name:
            return found
    return None


def descendants(element: etree._Element, *names: str) -> list[etree._Element]:
    """Give everything of some names below an element, in the order of the document."""
    return [found for found in element.iter() if found is not element and NAMES[found.tag] in names]


def words(element: etree._Element | None) -> str:
    """Give all text below an element with blanks levelled; empty where there is no element."""
    if element is None:
        return ""
    return SPACE.sub(" ", all_text(element)).strip(" ")


def all_text(element: etree._Element) -> str:
    """Give all text below an element as it stands."""
    return "".join(cast("Iterator[str]", element.itertext()))


def line_of(element: etree._Element) -> int | None:
    """Give the line of its document on which an element begins."""
    return cast("int | None", element.sourceline)
