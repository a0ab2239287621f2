"""Read one file of QTI, whatever its version: a single document, or a package with tests, sections, items and pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trainer.adapters.interchange.questions import own_tags
from trainer.adapters.interchange.questions.drafting import drafted
from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.building import build, head_of, with_files
from trainer.adapters.interchange.questions.qti.collections import TESTS, Collected, Place, collect
from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.items import ITEM, read_item, read_stimulus
from trainer.adapters.interchange.questions.qti.manifest import Manifest, Resource, find_manifest, read_manifest
from trainer.adapters.interchange.questions.qti.model import Item
from trainer.adapters.interchange.questions.qti.names import NAMES, line_of
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.adapters.interchange.questions.qti.own_data import OwnData, put_back
from trainer.adapters.interchange.questions.qti.sub_questions import whole
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.drafts import Draft, FileReading, MediaFile
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Kind, Question
from trainer.platform.bad_file import BadFileError
from trainer.platform.safe_xml import root_name

if TYPE_CHECKING:
    from lxml import etree

# For items that take more than an ordinary one; some seconds at most.
_STEPS = 1_000_000
_OLD = "questestinterop"
_STIMULUS = "assessmentStimulus"
_TEST_TYPE = re.compile(r"imsqti_(?:test|section|assessment)\w*_?xmlv[23]", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:xml|qti|dat)\Z", re.IGNORECASE)
# Canvas writes a test a second time with everything that the profile of cartridges has no place for.
_FULLER = re.compile(r"non_cc_assessments/([^/]+)\.xml\.qti")
# Identifiers that programs count up from one in every file mean another question in the next file.
_COUNTED = re.compile(
    r"(?:q|i|item|que?|ques|question|assessmentitem|assessment_item|choice|res|resource|exercise|task|mc|mcq|tf|id)?"
    r"[-_. ]?0*\d{0,5}(?:[-_]?item)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """One item as it was read, before items that share material were put together.

    Attributes:
        question: None where it cannot be used.
        identifier: as the file has it.
        code: as a package of ours has it.
        stimulus: what it shares with others; empty for nothing.
        shared: the text of that.
        is_stimulus: holds no question, only a text that others refer to.
    """

    question: Question | None
    notes: Notes
    identifier: str
    media: dict[str, MediaFile] = field(default_factory=dict)
    code: str = ""
    stimulus: str = ""
    shared: str = ""


class Reading:
    """The reading of one file.

    Args:
        source: the file.
        options: chosen by a person.

    Raises:
        BadFileError: the archive cannot be opened.
    """

    def __init__(self, source: SourceFile, options: ReadOptions) -> None:
        self.files = Files(source)
        self.options = options
        self.once: set[str] = set()
        self.budget = Budget(_STEPS)
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.refused = 0
        self._source = source
        self._stimuli: dict[str, tuple[str, dict[str, MediaFile]]] = {}

    def read(self) -> FileReading:
        """Read everything that the file holds."""
        if self.files.is_package:
            self._package()
        else:
            self._document(self.files.lone_name, None, Place(""))
        return self._finished()

    def refuse(self, code: str, name: str, line: int | None = None, **facts: Any) -> None:
        """Tell a question that cannot be read, and count it."""
        self.findings.append(Finding(code, Severity.ERROR, self.files.shown(name), line, facts=facts))
        self.refused += 1

    def tell(self, code: str, severity: Severity, name: str, line: int | None = None, **facts: Any) -> None:
        """Tell something about a document."""
        self.findings.append(Finding(code, severity, self.files.shown(name), line, facts=facts))

    # Packages

    def _package(self) -> None:
        manifest = self._manifest()
        resources = {one.file: one for one in manifest.resources if one.file}
        collected = Collected()
        kinds = self._kinds(manifest)
        for name in [name for name, kind in kinds.items() if kind in TESTS]:
            self._collect(name, collected)
        listed = [one.file for one in manifest.resources if one.file]
        every = [name for name in self.files.names if _DOCUMENT.search(name)]
        fuller = {f"{found[1]}/assessment_qti.xml" for name in every if (found := _FULLER.fullmatch(name))}
        for name in dict.fromkeys((*collected.order, *listed, *every)):
            if name in fuller:
                continue
            kind = kinds.get(name, "")
            if kind in {ITEM, _OLD}:
                known = name in resources or name in collected.places or _FULLER.fullmatch(name)
                if manifest.resources and not known:
                    self.tell("qti_not_in_manifest", Severity.NOTICE, name, file_name=name)
                self._document(name, resources.get(name), collected.places.get(name, Place("")))
        self._missing(manifest, collected)

    def _manifest(self) -> Manifest:
        name = find_manifest(self.files)
        if not name:
            self.tell("qti_manifest_missing", Severity.WARNING, "")
            return Manifest("", [])
        try:
            root, is_mended = self.files.parse(name)
        except BadFileError as error:
            self.tell("qti_manifest_broken", Severity.WARNING, name, error.line)
            return Manifest(name, [])
        if is_mended:
            self.tell("qti_xml_mended", Severity.WARNING, name)
        manifest = read_manifest(root, name, self.files)
        for resource in manifest.resources:
            if resource.own is not None:
                self.files.own_names.update(resource.own.names)
        return manifest

    def _kinds(self, manifest: Manifest) -> dict[str, str]:
        """Tell what each document of a package is, by its type in the manifest or by its root."""
        kinds: dict[str, str] = {}
        for resource in manifest.resources:
            kind = resource.kind.lower()
            if kind.startswith(("imsqti_item_xmlv2", "imsqti_item_xmlv3")) and resource.file:
                kinds[resource.file] = ITEM
        for name in self.files.names:
            if name not in kinds and _DOCUMENT.search(name):
                try:
                    kinds[name] = NAMES[f"{{}}{root_name(self.files.read(name))[1]}"]
                except BadFileError:
                    continue
        return kinds

    def _collect(self, name: str, collected: Collected) -> None:
        try:
            root, is_mended = self.files.parse(name)
        except BadFileError as error:
            self.tell("qti_test_broken", Severity.WARNING, name, error.line, file_name=name)
            return
        if is_mended:
            self.tell("qti_xml_mended", Severity.WARNING, name)
        collect(root, name, self.files, collected)

    def _missing(self, manifest: Manifest, collected: Collected) -> None:
        told = set()
        for resource in manifest.resources:
            if (
                not resource.file
                and resource.href
                and "imsqti" in resource.kind.lower()
                and not _TEST_TYPE.match(resource.kind)
            ):
                told.add(resource.href)
                self.refuse("qti_item_missing", manifest.file, resource.line, href=resource.href[:200])
        for name, line, href in collected.missing:
            if href not in told:
                told.add(href)
                self.refuse("qti_item_missing", name, line, href=href[:200])
        for name, line, text in collected.texts:
            self.tell("qti_section_text", Severity.NOTICE, name, line, text=text[:60])

    # Documents

    def _document(self, name: str, resource: Resource | None, where: Place) -> None:
        try:
            root, is_mended = self.files.parse(name)
        except BadFileError as error:
            self.refuse(error.code, name, error.line, **error.facts)
            return
        if is_mended:
            self.tell("qti_xml_mended", Severity.WARNING, name)
        kind = NAMES[root.tag]
        if kind == ITEM:
            self._item(root, name, resource, where)
        elif kind == _OLD:
            from trainer.adapters.interchange.questions.qti.old_reading import read_old

            self.entries += read_old(root, name, self, resource)
        elif kind in TESTS:
            self.tell("qti_test_alone", Severity.WARNING, name)
            collected = Collected()
            collect(root, name, self.files, collected)
            for _, line, href in collected.missing:
                self.refuse("qti_item_missing", name, line, href=href[:200])
        elif kind != _STIMULUS:
            self.refuse("qti_not_qti", name, line_of(root), element=kind[:60])

    def _item(self, root: etree._Element, name: str, resource: Resource | None, place: Place) -> None:
        where = Where(self.files.shown(name), line_of(root) or 1)
        title = (root.get("title") or "").strip()
        notes = Notes(where, title or root.get("identifier", "") or name, self.once)
        try:
            item = read_item(root, name, self.files, notes, self.budget)
        except RecursionError:
            notes.error("xml_too_deep")
            self.entries.append(Entry(None, notes, ""))
            return
        self._describe(item, resource, place)
        entry = self.entry(item)
        if item.stimulus:
            entry.stimulus, entry.shared = item.stimulus, self._stimulus(item, entry)
        own = resource.own if resource is not None else None
        if own is not None:
            self._own(entry, own, name, head_of(item))
        self.entries.append(entry)

    def entry(self, item: Item) -> Entry:
        """Build the question of an item; what stands in the way is told there."""
        question = build(item) if not item.notes.is_refused else None
        return Entry(question, item.notes, item.identifier, item.media)

    def _describe(self, item: Item, resource: Resource | None, place: Place) -> None:
        head = item.head
        if resource is not None:
            tags, ours = own_tags.split(dict.fromkeys(resource.keywords))
            if tags:
                head["tags"] = tags
            head |= own_tags.head_of(ours)
            if resource.difficulty and "difficulty" not in head:
                head["difficulty"] = resource.difficulty
            if not item.title:
                item.title = resource.title
        classified = resource.category if resource is not None else ""
        head["category"] = place.category or classified or self.options.category
        if place.weight is not None and place.weight > 0:
            item.points = place.weight if item.points is None else item.points * place.weight

    def _own(self, entry: Entry, own: OwnData, name: str, head: Question) -> None:
        """Put back what a package of this program says besides."""
        text = self.files.read(name).decode("utf-8", "replace") if own.rest else ""
        for file, called in own.names.items():
            found = self.files.picture(file)
            if found is not None:
                entry.media.setdefault(called, found)
        question, is_used = put_back(entry.question, head, own.rest, text, entry.media)
        entry.code = own.code
        if is_used and question is not None:
            entry.question = question
            # What QTI could not say, our own data did; there is nothing to be told.
            entry.notes.findings.clear()
        elif own.rest:
            entry.notes.notice("qti_edited_elsewhere")

    def _stimulus(self, item: Item, entry: Entry) -> str:
        """Give the text of the material that an item shares with others."""
        name = item.stimulus
        if name not in self._stimuli:
            shared = Item("", "", item.notes)
            try:
                root, _ = self.files.parse(name)
                text = read_stimulus(root, name, self.files, shared)
            except BadFileError:
                item.notes.warn("qti_file_missing", file_name=name)
                text = ""
            self._stimuli[name] = (text, shared.media)
        text, media = self._stimuli[name]
        entry.media = {**media, **entry.media}
        return text

    # The end

    def _finished(self) -> FileReading:
        counts = Counter(entry.identifier for entry in self.entries)
        drafts: list[Draft] = []
        media: dict[str, MediaFile] = {}
        for entry in together(self.entries):
            self.findings += entry.notes.findings
            if entry.question is None:
                self.refused += 1
                continue
            idnumber = entry.code or (entry.identifier if self._is_identity(entry.identifier, counts) else "")
            question = whole(entry.question)
            if not question.category and self.options.category:
                question = replace(question, category=self.options.category)
            draft = drafted(question, entry.notes.where, self.findings, idnumber)
            if draft is None:
                self.refused += 1
                continue
            drafts.append(draft)
            media |= {one.digest: one for one in entry.media.values()}
        if not drafts and not self.refused:
            self.tell("qti_nothing", Severity.ERROR, self.files.lone_name if not self.files.is_package else "")
        return FileReading(tuple(drafts), tuple(self.findings), self.refused, media)

    @staticmethod
    def _is_identity(identifier: str, counts: Counter[str]) -> bool:
        return bool(identifier) and counts[identifier] == 1 and not _COUNTED.fullmatch(identifier)


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a file of QTI 1.2, 2.0, 2.1, 2.2 or 3.0, told by its content."""
    from trainer.adapters.interchange.questions.drafting import damaged

    try:
        return Reading(source, options).read()
    except BadFileError as error:
        return damaged(source, error)


def together(entries: Iterable[Entry]) -> list[Entry]:
    """Put items that share material together as one case set; a single one gets the material before its own text."""
    by_stimulus: dict[str, list[Entry]] = {}
    ready: list[Entry] = []
    for entry in entries:
        if not entry.stimulus or not entry.shared or entry.question is None or entry.code:
            ready.append(entry)
            continue
        if entry.stimulus not in by_stimulus:
            ready.append(entry)
        by_stimulus.setdefault(entry.stimulus, []).append(entry)
    return [
        _one(by_stimulus[entry.stimulus])
        if entry.stimulus in by_stimulus and entry.question is not None and not entry.code
        else entry
        for entry in ready
    ]


def _one(members: list[Entry]) -> Entry:
    first = members[0]
    assert first.question is not None
    media: dict[str, MediaFile] = {}
    for member in members:
        media |= member.media
    if len(members) == 1:
        first.question = with_files(replace(first.question, stem=f"{first.shared}\n\n{first.question.stem}"), media)
        return first
    parts: list[Question] = []
    for member in members:
        assert member.question is not None
        inner = member.question.parts if member.question.kind is Kind.CASE_SET else (member.question,)
        parts += [replace(part, name="", category="", tags=()) for part in inner]
        if member is not first:
            first.notes.findings += member.notes.findings
    head = first.question
    whole = Question(
        "",
        "",
        1,
        Kind.CASE_SET,
        "",
        "",
        "",
        0,
        head.bloom,
        first.shared,
        "",
        category=head.category,
        tags=head.tags,
        parts=tuple(parts),
        points=sum((part.points for part in parts), head.points * 0),
    )
    return replace(first, question=with_files(whole, media), media=media, identifier="")
