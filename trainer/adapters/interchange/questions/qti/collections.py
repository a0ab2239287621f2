"""Tests and sections of QTI 2.x and 3.0: where in them an item stands becomes its category.

Source: QTI 2.1 information model, chapter 4 (assessmentTest, testPart, assessmentSection, assessmentItemRef).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.names import NAMES, as_version_2, children, line_of, words
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.platform.bad_file import BadFileError

if TYPE_CHECKING:
    from lxml import etree

TESTS = frozenset({"assessmentTest", "assessmentSection"})
_MOST_DEPTH = 20
# Titles that programs give by themselves say nothing about the questions.
_EMPTY_TITLES = {
    "",
    "root section",
    "root_section",
    "section",
    "part",
    "test",
    "untitled",
    "section 1",
    "part 1",
    "test part 1",
}


@dataclass(slots=True)
class Place:
    """Where an item stands in a test.

    Attributes:
        category: titles from the test down, parted by ``/``.
        weight: points that the test gives it; None without.
    """

    category: str
    weight: Fraction | None = None


@dataclass(slots=True)
class Collected:
    """What tests say.

    Attributes:
        places: by the item's document; the first place where it stands.
        order: documents in the order of the tests.
        missing: references without a file: (document, line, href).
        texts: instructions of sections, which are no part of a question: (document, line, text).
    """

    places: dict[str, Place] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    missing: list[tuple[str, int | None, str]] = field(default_factory=list)
    texts: list[tuple[str, int | None, str]] = field(default_factory=list)


def collect(
    root: etree._Element, name: str, files: Files, collected: Collected, seen: frozenset[str] = frozenset()
) -> None:
    """Walk a test or a section.

    Args:
        root: of its document.
        name: of its document.
        files: of the package.
        collected: what is found is added here.
        seen: documents on the way here; one that refers to itself ends there.
    """
    if isinstance(root.tag, str) and "qti-" in root.tag:
        as_version_2(root)
    _walk(root, name, files, collected, (title_of(root),), seen | {name})


def title_of(element: etree._Element) -> str:
    """Give the title of a test or section; empty where it says nothing."""
    title = " ".join((element.get("title") or "").split())
    return "" if title.lower() in _EMPTY_TITLES else title.replace("/", "／")


def joined(titles: tuple[str, ...]) -> str:
    """Write titles as a category; one that repeats the one before it is left out."""
    said: list[str] = []
    for title in titles:
        if title and (not said or said[-1] != title):
            said.append(title)
    return "/".join(said)


def _walk(
    element: etree._Element,
    name: str,
    files: Files,
    collected: Collected,
    titles: tuple[str, ...],
    seen: frozenset[str],
) -> None:
    for part in element:
        kind = NAMES[part.tag]
        if kind == "testPart":
            _walk(part, name, files, collected, titles, seen)
        elif kind == "assessmentSection":
            _walk(part, name, files, collected, (*titles, title_of(part)), seen)
        elif kind == "assessmentSectionRef":
            _follow(part, name, files, collected, titles, seen)
        elif kind == "assessmentItemRef":
            _note(part, name, files, collected, titles)
        elif kind == "rubricBlock" and (said := words(part)):
            collected.texts.append((name, line_of(part), said))


def _follow(
    part: etree._Element,
    name: str,
    files: Files,
    collected: Collected,
    titles: tuple[str, ...],
    seen: frozenset[str],
) -> None:
    file = files.find(part.get("href", ""), name)
    if not file:
        collected.missing.append((name, line_of(part), part.get("href", "")))
        return
    if file in seen or len(seen) > _MOST_DEPTH:
        return
    try:
        root, _ = files.parse(file)
    except BadFileError:
        collected.missing.append((name, line_of(part), part.get("href", "")))
        return
    if isinstance(root.tag, str) and "qti-" in root.tag:
        as_version_2(root)
    _walk(root, file, files, collected, (*titles, title_of(root)), seen | {file})


def _note(part: etree._Element, name: str, files: Files, collected: Collected, titles: tuple[str, ...]) -> None:
    file = files.find(part.get("href", ""), name)
    if not file:
        collected.missing.append((name, line_of(part), part.get("href", "")))
        return
    if file in collected.places:
        return
    weight = next((number(one.get("value")) for one in children(part, "weight")), None)
    collected.places[file] = Place(joined(titles), weight)
    collected.order.append(file)
