"""Read XML of strangers: no entities, no network, no depth or size without end.

Source: the attacks and the settings against them are those that the documentation of lxml and the defusedxml project list
(billion laughs, quadratic blow-up, external entities, DTD retrieval).

What other programs get wrong is mended before parsing, because their files are all that people have: blank lines before the
declaration, signs that XML forbids (Word's vertical tab), an encoding that is not the declared one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from trainer.platform.bad_file import BadFileError

if TYPE_CHECKING:
    from lxml import etree

    from trainer.platform.decoding import Decoded

MAX_BYTES = 300 * 2**20
# libxml2's own limit on nesting without ``huge_tree``.
MAX_DEPTH = 256
# Its limit on one text without ``huge_tree`` is 10,000,000 bytes.
_LONG_TEXT = 9_000_000
# A tree takes 120 bytes and more for every element and text, and twice that for an attribute: four bytes of "<a/>" would
# become thirty times as many. So many keep a tree below 1 GB; 30,000 questions of Moodle have as many.
MAX_NODES = 5_000_000
_CHUNK = 2**20
_BLANKS = b" \t\r\n"
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*?\?>")
_DECLARED_TEXT = re.compile(r"<\?xml[^>]*?\?>")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes, *, recover: bool = False) -> etree._Element:
    """Parse a document.

    Args:
        data: its bytes.
        recover: read on where the document is damaged, for files that other programs wrote badly.

    Raises:
        BadFileError: ``xml_too_big``, ``xml_entities``, ``xml_broken`` with the line, ``xml_too_deep``.
    """
    from lxml import etree

    data = mended(data)
    _weigh(data)
    try:
        root = etree.fromstring(data, _parser(recover=recover))
    except etree.XMLSyntaxError as error:
        if "too long" not in str(error.msg).lower():
            raise _broken(error) from error
        # A file within the file (a video as base64) may be longer than libxml2 likes; depth is then looked at here.
        root = _huge(data, recover=recover)
    if root is None:
        raise BadFileError("xml_broken", line=1, detail="empty")
    _refuse_entities(root)
    return root


def each(data: bytes, name: str) -> Iterator[etree._Element]:
    """Give the elements of a name one after the other, in little memory: each is emptied when the next one is asked for.

    For documents that are one long list. What stands between them is not seen.

    Args:
        data: bytes of the document.
        name: of the elements, in the namespace of the root; those inside another one of the name come out first.

    Raises:
        BadFileError: as :func:`parse`; also after some elements were given.
    """
    from lxml import etree

    data = mended(data)
    if len(data) > MAX_BYTES:
        raise BadFileError("xml_too_big", limit_mb=MAX_BYTES // 2**20)
    space, _ = root_name(data)
    # Its events are typed for all kinds of them; here they are elements.
    parser: Any = etree.XMLPullParser(
        events=("end",),
        tag=f"{{{space}}}{name}" if space else name,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    waiting = 0
    looked = False
    try:
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            parser.feed(chunk)
            waiting += _nodes(chunk)
            for _, element in parser.read_events():
                if not looked:
                    _refuse_entities(element)
                    looked = True
                yield element
                element.clear()
                above = element.getparent()
                while above is not None and element.getprevious() is not None:
                    del above[0]
                waiting = 0
            if waiting > MAX_NODES:
                raise BadFileError("xml_too_big", limit_mb=MAX_BYTES // 2**20)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


def fragment_parser() -> Callable[[bytes], etree._Element]:
    """Give a function that parses many small parts of one document, as :func:`parse` does, with one parser for all.

    The caller has brought the document into UTF-8, has looked at its size, and has refused its head where that declares
    entities. A part may hold a text (a picture in base64) beyond the parser's usual 10 MB.
    """
    from lxml import etree

    usual = _parser(recover=False)

    def parsed(data: bytes) -> etree._Element:
        try:
            if len(data) < _LONG_TEXT:
                return etree.fromstring(data, usual)
        except etree.XMLSyntaxError as error:
            raise _broken(error) from error
        _weigh(data)
        root = _huge(data, recover=False)
        assert root is not None
        return root

    return parsed


def root_name(data: bytes) -> tuple[str, str]:
    """Tell namespace and name of the root of a document from its beginning; two empty texts where there is none."""
    from lxml import etree

    parser: Any = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        for at in range(0, min(len(data), _CHUNK), 4096):
            parser.feed(data[at : at + 4096])
            for _, element in parser.read_events():
                name = etree.QName(element)
                return name.namespace or "", name.localname
    except etree.XMLSyntaxError:
        return "", ""
    return "", ""


def local_name(element: etree._Element) -> str:
    """Give the name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def declared_encoding(data: bytes) -> str:
    """Give the encoding that the declaration names, in small letters; empty where it names none."""
    found = _DECLARED.match(data.lstrip(_BLANKS).removeprefix(_MARKS[0]).lstrip(_BLANKS)[:1024])
    return found[1].decode("ascii").lower() if found else ""


def mended(data: bytes, encoding: str = "") -> bytes:
    """Put right what programs do to XML; every line stays where it was.

    Args:
        data: of a document.
        encoding: in which it really is; empty to find out.

    Returns:
        The same bytes where nothing is wrong, else UTF-8.

    Raises:
        BadFileError: as ``decoding.decode``.
    """
    decoded = decoded_text(data, encoding)
    if decoded is not None:
        data = _DECLARED_TEXT.sub("", decoded.text, count=1).encode("utf-8", "replace")
    body = data.lstrip(_BLANKS)
    if len(body) != len(data) and (found := _DECLARATION.match(body)):
        data = found[0] + data[: len(data) - len(body)] + body[found.end() :]
    if not data.startswith(_MARKS[1:]) and _FORBIDDEN.search(data):
        data = _FORBIDDEN.sub(b" ", data)
    return data


def decoded_text(data: bytes, encoding: str = "") -> Decoded | None:
    """Decode a document that is not in the encoding it declares, or declares one that the parser might not know.

    Returns:
        None where the parser may read the bytes themselves.

    Raises:
        BadFileError: as ``decoding.decode``.
    """
    from trainer.platform.decoding import decode

    if encoding:
        return decode(data, encoding)
    if _is_as_declared(data):
        return None
    try:
        return decode(data, declared_encoding(data))
    except BadFileError:
        return decode(data)


def _is_as_declared(data: bytes) -> bool:
    if data.startswith(_MARKS[1:]):
        return True
    declared = declared_encoding(data)
    if declared not in ("", "utf-8", "utf8", "us-ascii", "ascii"):
        # "gb2312" is written where GBK is meant; our own table of encodings knows that, the parser does not.
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Every second byte zero: UTF-16 without a mark.
    return b"\0" not in data[:64]


def _parser(*, recover: bool, huge: bool = False) -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _huge(data: bytes, *, recover: bool) -> etree._Element | None:
    from lxml import etree

    try:
        root = etree.fromstring(data, _parser(recover=recover, huge=True))
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise BadFileError("xml_too_deep")
    return root


def _weigh(data: bytes) -> None:
    if len(data) > MAX_BYTES or _nodes(data) > MAX_NODES:
        raise BadFileError("xml_too_big", limit_mb=MAX_BYTES // 2**20)


def _nodes(data: bytes) -> int:
    """Estimate from above the nodes that a text becomes; an attribute is as heavy as two elements."""
    return data.count(b"<") + 2 * data.count(b"=")


def _refuse_entities(element: etree._Element) -> None:
    inner: Any = element.getroottree().docinfo.internalDTD
    if inner is not None and any(True for _ in inner.iterentities()):
        raise BadFileError("xml_entities")


def _broken(error: etree.XMLSyntaxError) -> BadFileError:
    said = str(error.msg)
    small = said.lower()
    if "depth" in small:
        code = "xml_too_deep"
    elif "entit" in small and "amplification" in small:
        code = "xml_entities"
    else:
        code = "xml_broken"
    return BadFileError(code, line=error.lineno or None, detail=said[:200])
