"""Figures: plain SVG that Qt, the PDF writer and a grey printer all draw alike."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.adapters.content.files import MAX_BYTES
from trainer.domain.kernel.findings import Finding, Severity

_ELEMENTS = frozenset("svg g rect circle ellipse line polyline polygon path text tspan title desc".split())  # noqa: SIM905
# Everything that SVG Tiny 1.2 leaves out or draws otherwise, and everything that reaches outside the file.
_ATTRIBUTES = re.compile(r"^(class|style|filter|mask|clip-path|marker.*|textLength|lengthAdjust|href|on\w+)$")
_SVG = "{http://www.w3.org/2000/svg}"


def check_figure(path: Path, label: str) -> list[Finding]:
    """Say what is wrong with a figure."""
    from lxml import etree

    try:
        if path.stat().st_size > MAX_BYTES:
            return [
                Finding("content_file_too_large", Severity.ERROR, label, facts={"limit_mb": MAX_BYTES // 1_000_000})
            ]
        raw = path.read_bytes()
    except OSError as error:
        return [
            Finding("content_file_unreadable", Severity.ERROR, label, facts={"detail": error.strerror or str(error)})
        ]
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return [Finding("figure_doctype", Severity.ERROR, label)]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        return [
            Finding("figure_not_xml", Severity.ERROR, label, error.lineno or None, facts={"detail": error.msg or ""})
        ]
    found: list[Finding] = []
    if root.tag != f"{_SVG}svg" or not root.get("viewBox"):
        found.append(Finding("figure_not_svg", Severity.ERROR, label, 1))
    for element in root.iter():
        line = int(str(element.sourceline)) if element.sourceline else None
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(_SVG)
        if name not in _ELEMENTS:
            found.append(Finding("figure_element", Severity.ERROR, label, line, facts={"found": name}))
        for key, value in element.attrib.items():
            plain = str(key).rpartition("}")[2]
            if _ATTRIBUTES.match(plain) or "url(" in str(value):
                found.append(Finding("figure_attribute", Severity.ERROR, label, line, facts={"found": plain}))
    return found
