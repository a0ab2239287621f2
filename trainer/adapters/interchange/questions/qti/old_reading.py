"""Documents of QTI 1.2: items in assessments, sections and banks, wherever they stand.

Source: QTI ASI 1.2 information model, chapter 2 (questestinterop, objectbank, assessment, section).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.collections import joined
from trainer.adapters.interchange.questions.qti.names import NAMES, children, line_of, words
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.adapters.interchange.questions.qti.old_items import OldItem
from trainer.adapters.interchange.questions.qti.old_metadata import fields_of
from trainer.domain.kernel.findings import Severity
from trainer.domain.question_bank.fields import Where

if TYPE_CHECKING:
    from lxml import etree

    from trainer.adapters.interchange.questions.qti.manifest import Resource
    from trainer.adapters.interchange.questions.qti.reading import Entry, Reading

_HOLDERS = frozenset({"assessment", "section", "objectbank", "questestinterop"})
_TEXTS = frozenset({"presentation_material", "rubric", "objectives"})
_EMPTY_TITLES = frozenset({"", "root_section", "root section", "section", "untitled"})
_PARENT = "parent_stimulus_item_ident"


def read_old(root: etree._Element, name: str, reading: Reading, resource: Resource | None = None) -> list[Entry]:
    """Read a document.

    Args:
        root: its ``questestinterop``.
        name: of the document.
        reading: of the whole file; what concerns no item is told there.
        resource: of the manifest.
    """
    walk = _Walk(name, reading)
    title = resource.title if resource is not None else ""
    walk.holder(root, (title,) if title and not _has_title(root) else (), "")
    return walk.finished()


def _has_title(root: etree._Element) -> bool:
    return any(one.get("title") for one in root if NAMES[one.tag] in _HOLDERS)


class _Walk:
    """Walks one document."""

    def __init__(self, name: str, reading: Reading) -> None:
        self._name = name
        self._reading = reading
        self._entries: list[Entry] = []
        # Texts that other items refer to, by identifier.
        self._texts: dict[str, tuple[str, Entry]] = {}
        self._parents: dict[int, str] = {}

    def holder(self, element: etree._Element, titles: tuple[str, ...], stimulus: str) -> None:
        """Walk an assessment, a section or a bank."""
        for part in element:
            kind = NAMES[part.tag]
            if kind == "item":
                self._item(part, titles, stimulus)
            elif kind in _HOLDERS:
                inner = part.get(_PARENT) or stimulus
                self.holder(part, (*titles, _title(part)), inner)
            elif kind in _TEXTS and (said := words(part)):
                self._reading.tell("qti_section_text", Severity.NOTICE, self._name, line_of(part), text=said[:60])

    def finished(self) -> list[Entry]:
        """Tie items to the texts that they refer to."""
        used = set()
        for at, entry in enumerate(self._entries):
            parent = self._parents.get(at, "")
            if parent in self._texts:
                text, source = self._texts[parent]
                entry.stimulus, entry.shared = f"{self._name}#{parent}", text
                entry.media = {**source.media, **entry.media}
                used.add(id(source))
        return [entry for entry in self._entries if id(entry) not in used]

    def _item(self, element: etree._Element, titles: tuple[str, ...], stimulus: str) -> None:
        reading = self._reading
        where = Where(reading.files.shown(self._name), line_of(element))
        called = element.get("title") or element.get("ident") or self._name
        notes = Notes(where, called.strip()[:80], reading.once)
        old = OldItem(element, self._name, reading.files, notes, reading.budget)
        item = old.read()
        item.head["category"] = joined(titles) or reading.options.category
        if item.hint == "upload":
            notes.error("qti_interaction_unknown", interaction="upload")
        keywords = old.fields.get("qmd_keywords", "")
        if keywords:
            item.head["tags"] = tuple(dict.fromkeys(one.strip() for one in keywords.split(",") if one.strip()))
        entry = reading.entry(item)
        if not item.interactions:
            self._texts[item.identifier] = (item.body, entry)
        parent = old.fields.get(_PARENT, "") or stimulus
        if parent:
            self._parents[len(self._entries)] = parent
        self._entries.append(entry)


def _title(element: etree._Element) -> str:
    title = " ".join((element.get("title") or "").split())
    if not title:
        for part in children(element, "qtimetadata"):
            title = fields_of(part).get("bank_title", "")
    return "" if title.lower() in _EMPTY_TITLES else title.replace("/", "／")
