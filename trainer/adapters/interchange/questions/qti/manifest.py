"""The manifest of a package: which documents it holds, and what it says about each of them.

Source: IMS Content Packaging 1.1.4 and 1.2 (``manifest``, ``resources``, ``dependency``), IEEE 1484.12.1 Learning Object Metadata
(general.title, general.keyword, educational.difficulty, lifeCycle.version), QTI 2.1 "Metadata and Usage Data".
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.names import NAMES, child, children, descendants, line_of, words
from trainer.adapters.interchange.questions.qti.own_data import OWN_QUESTION, OwnData, read_own

if TYPE_CHECKING:
    from lxml import etree

NAME = "imsmanifest.xml"
# IEEE 1484.12.1, 5.8 educational.difficulty: its five words are our five steps.
DIFFICULTIES = ("very easy", "easy", "medium", "difficult", "very difficult")
_MOST_KEYWORDS = 50


@dataclass(slots=True)
class Resource:
    """One resource of a package.

    Attributes:
        kind: its type, such as ``imsqti_item_xmlv2p1``.
        file: name of its document; empty where the package has none.
        href: as written.
        files: names of all its files.
        title, keywords, difficulty, category: what its metadata say; empty and 0 where they do not.
        own: what a package of this program says besides; None elsewhere.
        line: where it stands in the manifest.
    """

    identifier: str
    kind: str
    file: str
    href: str
    files: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    title: str = ""
    keywords: list[str] = field(default_factory=list)
    difficulty: int = 0
    category: str = ""
    own: OwnData | None = None
    line: int | None = None


@dataclass(slots=True)
class Manifest:
    """A manifest.

    Attributes:
        file: its name in the package.
        resources: in their order.
        title: of the package.
    """

    file: str
    resources: list[Resource]
    title: str = ""


def find_manifest(files: Files) -> str:
    """Give the name of the manifest; empty where there is none. A package may lie in a folder of the archive."""
    found = [name for name in files.names if posixpath.basename(name).lower() == NAME]
    return min(found, key=lambda name: (name.count("/"), len(name)), default="")


def read_manifest(root: etree._Element, name: str, files: Files) -> Manifest:
    """Read a manifest; elements are told by their names, whatever their namespaces and prefixes."""
    metadata = child(root, "metadata")
    title = _title(metadata) if metadata is not None else ""
    resources: list[Resource] = []
    for part in descendants(root, "resources"):
        base = part.get("{http://www.w3.org/XML/1998/namespace}base", "")
        for one in children(part, "resource"):
            resources.append(_resource(one, name, base, files))
    return Manifest(name, resources, title)


def _resource(element: etree._Element, manifest: str, base: str, files: Files) -> Resource:
    base += element.get("{http://www.w3.org/XML/1998/namespace}base", "")
    hrefs = [base + one.get("href", "") for one in children(element, "file") if one.get("href")]
    href = element.get("href") or ""
    href = base + href if href else next(iter(hrefs), "")
    found = [files.find(one, manifest) for one in hrefs]
    resource = Resource(
        element.get("identifier", ""),
        element.get("type", ""),
        files.find(href, manifest) if href else "",
        href,
        [one for one in found if one],
        [one.get("identifierref", "") for one in children(element, "dependency")],
        line=line_of(element),
    )
    metadata = child(element, "metadata")
    if metadata is not None:
        _describe(resource, metadata)
    return resource


def _describe(resource: Resource, metadata: etree._Element) -> None:
    resource.title = _title(metadata)
    for part in metadata.iter():
        match NAMES[part.tag]:
            case "keyword":
                # Each string of a keyword is the same word in another language; programs put several words there, too.
                said = [words(one) for one in part if NAMES[one.tag] in {"string", "langstring"}] or [words(part)]
                resource.keywords += [one for one in said if one][: _MOST_KEYWORDS - len(resource.keywords)]
            case "difficulty":
                value = next((words(one).lower() for one in part if NAMES[one.tag] == "value"), words(part).lower())
                if value in DIFFICULTIES:
                    resource.difficulty = DIFFICULTIES.index(value) + 1
            case "taxonPath" if not resource.category:
                taxa = [words(child(one, "entry")) for one in children(part, "taxon")]
                resource.category = "/".join(one.replace("/", "／") for one in taxa if one)
            case "question" if part.tag == OWN_QUESTION:
                resource.own = read_own(part)


def _title(metadata: etree._Element) -> str:
    for part in metadata.iter():
        if NAMES[part.tag] == "general":
            title = child(part, "title")
            if title is not None:
                said = [words(one) for one in title if NAMES[one.tag] in {"string", "langstring"}]
                return next(iter(said), words(title))
    return ""
