"""What the versions of QTI call things: names of elements and attributes, namespaces, schemas, templates.

Source: 1EdTech (IMS Global) QTI 2.1 (2012), 2.2 (2015) and 3.0 (2022): XML bindings, "Content Packaging and Metadata", standard
response processing templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from trainer.adapters.interchange.questions.qti.names import hyphened

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"
_AMPERSAND = re.compile(r"[&<>]")
_ATTRIBUTE = re.compile(r'[&<>"\n\t\r]')
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
# Signs that XML 1.0 cannot hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version.

    Attributes:
        name: ``2.1``, ``2.2`` or ``3.0``.
        space, schema: namespace of items, and where its schema lies.
        resource: type of an item in a manifest.
        package_space, package_schema: namespace of the manifest.
        package, package_version: what the manifest calls itself.
        metadata_space, metadata_schema: of QTI's own metadata.
        lom_schema: of learning object metadata.
        templates: where the response processing templates are.
        is_hyphened: names are written in small letters with ``qti-``.
    """

    name: str
    space: str
    schema: str
    resource: str
    package_space: str
    package_schema: str
    package: str
    package_version: str
    metadata_space: str
    metadata_schema: str
    lom_schema: str
    templates: str
    is_hyphened: bool = False

    def element(self, name: str, attributes: Mapping[str, str] | None = None, *inner: str) -> str:
        """Write an element of QTI; its name and attributes are given as in 2.x."""
        said = _hyphened(name) if self.is_hyphened else name
        body = "".join(inner)
        start = f"<{said}{self._attributes(attributes)}" if attributes else f"<{said}"
        return f"{start}>{body}</{said}>" if body else f"{start}/>"

    def template(self, name: str) -> str:
        """Give the address of a response processing template."""
        return f"{self.templates}{name}{'.xml' if self.is_hyphened else ''}"

    def root(self, name: str, attributes: Mapping[str, str], *inner: str) -> str:
        """Write a document with its namespaces."""
        spaces = {"xmlns": self.space, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{self.space} {self.schema}"}
        document = self.element(name, {**spaces, **attributes}, *inner)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'

    def manifest(self, identifier: str, own: str, *inner: str) -> str:
        """Write a manifest with its namespaces."""
        places = (
            (self.package_space, self.package_schema),
            (LOM, self.lom_schema),
            (self.metadata_space, self.metadata_schema),
        )
        spaces = {
            "xmlns": self.package_space,
            "xmlns:imsmd": LOM,
            "xmlns:imsqti": self.metadata_space,
            "xmlns:own": own,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": " ".join(f"{space} {schema}" for space, schema in places),
            "identifier": identifier,
        }
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest{written(spaces)}>{"".join(inner)}</manifest>\n'

    def _attributes(self, attributes: Mapping[str, str]) -> str:
        if not self.is_hyphened:
            return written(attributes)
        return "".join([f' {_hyphened_attribute(key)}="{quoted(value)}"' for key, value in attributes.items()])


def written(attributes: Mapping[str, str]) -> str:
    """Write attributes as they are named."""
    return "".join([f' {key}="{quoted(value)}"' for key, value in attributes.items()])


def plain(text: str) -> str:
    """Write plain words into a document."""
    text = _FORBIDDEN.sub("", text)
    return _AMPERSAND.sub(lambda found: _SIGNS[found[0]], text) if _AMPERSAND.search(text) else text


def quoted(text: str) -> str:
    """Write plain words into an attribute."""
    text = _FORBIDDEN.sub("", text)
    return _ATTRIBUTE.sub(lambda found: _SIGNS[found[0]], text) if _ATTRIBUTE.search(text) else text


@lru_cache(maxsize=512)
def _hyphened(name: str) -> str:
    return f"qti-{hyphened(name)}"


@lru_cache(maxsize=512)
def _hyphened_attribute(name: str) -> str:
    # "xml:lang", "xsi:schemaLocation" and their like belong to other standards.
    return name if ":" in name else hyphened(name)


QTI_21 = Dialect(
    "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    "imsqti_item_xmlv2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    "QTIv2.1 Package",
    "1.0.0",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_metadata_v2p1.xsd",
    "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
)
QTI_22 = Dialect(
    "2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    "imsqti_item_xmlv2p2",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    "QTIv2.2 Package",
    "1.0.0",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v2p2",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_metadata_v2p2.xsd",
    "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd",
    "http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
)
QTI_30 = Dialect(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "imsqti_item_xmlv3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    "QTI Package",
    "3.0.0",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_metadatav3p0_v1p0.xsd",
    "https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    is_hyphened=True,
)
