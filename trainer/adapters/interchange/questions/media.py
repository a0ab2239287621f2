"""Files that come with questions: what they are by their bytes, how large a picture is, and under which name they are kept.

Names and declared types of a source are not believed. A drawing (SVG) is a program as much as a picture; it is rebuilt
without scripts, event handlers and references to anything outside itself.

Source: first bytes and headers as in PNG (ISO/IEC 15948), JPEG (ITU-T T.81, annex B), GIF89a, WebP container (RFC 9649),
TIFF 6.0, ISO/IEC 14496-12 (boxes of MP4 and M4A), RFC 3533 (Ogg), RFC 8794 (EBML of WebM).
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Container
from typing import TYPE_CHECKING

from trainer.domain.question_bank.drafts import MediaFile
from trainer.platform import safe_xml
from trainer.platform.bad_file import BadFileError

if TYPE_CHECKING:
    from lxml import etree

# Twice the pixels of the largest office scanner's page; more would only stop the window that shows it.
MAX_PIXELS = 80_000_000
LONGEST_NAME = 80
# Usual end of a file's name, first, and others that are as good.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/bmp": (".bmp", ".dib"),
    "image/tiff": (".tif", ".tiff"),
    "image/svg+xml": (".svg",),
    "audio/mpeg": (".mp3",),
    "audio/wav": (".wav",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/flac": (".flac",),
    "audio/mp4": (".m4a",),
    "audio/aac": (".aac",),
    "audio/amr": (".amr",),
    "audio/x-ms-wma": (".wma",),
    "video/mp4": (".mp4", ".m4v"),
    "video/quicktime": (".mov",),
    "video/webm": (".webm",),
    "video/x-matroska": (".mkv",),
    "video/ogg": (".ogv", ".ogg"),
    "video/x-msvideo": (".avi",),
    "video/x-ms-wmv": (".wmv",),
    "video/x-flv": (".flv",),
    "video/mpeg": (".mpg", ".mpeg"),
}
_UNSAFE = re.compile(r"[\s()\[\]<>:\"|?*#%&'`$!\\/\x00-\x1f\x7f{}^;,=+~@]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d*)?)(px)?\s*")
_DRAWING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?svg\b", re.DOTALL
)
# Elements that act, link out or hold another language.
_ACTING = frozenset(
    {
        "script",
        "foreignobject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "animate",
        "animatemotion",
        "animatetransform",
        "animatecolor",
        "set",
        "handler",
        "listener",
        "metadata",
    }
)
_INNER_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)


def media_file(name: str, content: bytes, taken: Container[str] = ()) -> MediaFile | None:
    """Take a file of a source for an attachment.

    Args:
        name: as the source calls it; folders are left out, signs that a text cannot hold become ``_``.
        content: its bytes.
        taken: names that other attachments of the same question have.

    Returns:
        None for what is no picture, sound or video that a window could show or play: other types, damaged or hostile
        drawings, pictures beyond :data:`MAX_PIXELS`.
    """
    found = media_type(content)
    if found == "image/svg+xml":
        drawing = clean_drawing(content)
        if drawing is None:
            return None
        content, width, height = drawing
    else:
        width, height = picture_size(content, found)
    if not found or width * height > MAX_PIXELS:
        return None
    return MediaFile(safe_name(name, found, taken), found, content, width, height)


def media_type(content: bytes) -> str:
    """Tell what a file is by its bytes; empty where it is no picture, sound or video."""
    head = content[:64]
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADERS:
        return "image/bmp"
    if head[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        if head[8:12] in {b"M4A ", b"M4B "}:
            return "audio/mp4"
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head[:4] == b"OggS":
        return "video/ogg" if b"theora" in content[:512] else "audio/ogg"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in content[:128] else "video/x-matroska"
    if head[:4] == b"\x30\x26\xb2\x75":
        # The type of a stream of pictures (ASF_Video_Media) stands near the beginning.
        return "video/x-ms-wmv" if b"\xc0\xef\x19\xbc\x4d\x5b\xcf\x11" in content[:65_536] else "audio/x-ms-wma"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        if head[1] & 0xF6 == 0xF0:
            return "audio/aac"
        # A frame of MPEG sound: neither layer, rate nor frequency may be the reserved one.
        return "audio/mpeg" if head[1] & 0x06 and head[2] >> 4 not in {0, 15} and head[2] & 0x0C != 0x0C else ""
    if _DRAWING.match(content[:4096].removeprefix(b"\xef\xbb\xbf")) is not None:
        return "image/svg+xml"
    return ""


def picture_size(content: bytes, found: str) -> tuple[int, int]:
    """Read width and height of a picture from its header, in pixels; zeros for other files and damaged headers."""
    try:
        match found:
            case "image/png":
                return _pair(">II", content, 16)
            case "image/gif":
                return _pair("<HH", content, 6)
            case "image/bmp":
                wide, high = _pair("<ii", content, 18)
                return abs(wide), abs(high)
            case "image/jpeg":
                return _jpeg(content)
            case "image/webp":
                return _webp(content)
            case "image/tiff":
                return _tiff(content)
    except (struct.error, IndexError):
        pass
    return 0, 0


def clean_drawing(content: bytes) -> tuple[bytes, int, int] | None:
    """Rebuild a drawing without anything that acts or reaches outside.

    Returns:
        Its bytes, width and height in pixels (0 where it says neither); None where it cannot be read safely.
    """
    from lxml import etree

    try:
        root = safe_xml.parse(content)
    except BadFileError:
        return None
    if safe_xml.local_name(root) != "svg":
        return None
    for element in list(root.iter()):
        name = safe_xml.local_name(element).lower()
        acts = name in _ACTING or (
            name == "style" and _OUTSIDE.search("".join(map(str, element.itertext()))) is not None
        )
        if acts and element is not root:
            parent = element.getparent()
            if parent is not None:
                _remove(parent, element)
            continue
        for key, value in list(element.attrib.items()):
            if not _is_harmless(str(key), str(value)):
                del element.attrib[key]
    wide, high = _drawn(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), wide, high


def safe_name(name: str, found: str, taken: Container[str] = ()) -> str:
    """Make a name that is safe on every system and in every text: no folder, no signs, unlike the others."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    bare = _UNSAFE.sub("_", bare).strip("._- ")
    stem, point, end = bare.rpartition(".")
    ends = SUFFIXES.get(found, ("",))
    if point and f".{end.lower()}" in ends:
        end = f".{end.lower()}"
    else:
        stem, end = bare, ends[0]
    stem = stem[: LONGEST_NAME - len(end)].rstrip("._ ") or found.partition("/")[0] or "file"
    if _RESERVED.match(stem) is not None:
        stem = f"_{stem}"
    said, number = f"{stem}{end}", 1
    while said in taken:
        number += 1
        said = f"{stem}-{number}{end}"
    return said


_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"FLV\x01", "video/x-flv"),
    (b"\0\0\x01\xba", "video/mpeg"),
    (b"\0\0\x01\xb3", "video/mpeg"),
)
# Sizes of the second header of a bitmap, in its versions.
_BMP_HEADERS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))


def _pair(form: str, content: bytes, at: int) -> tuple[int, int]:
    wide, high = struct.unpack_from(form, content, at)
    return int(wide), int(high)


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at < len(content) - 9:
        if content[at] != 0xFF:
            return 0, 0
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            high, wide = _pair(">HH", content, at + 5)
            return wide, high
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X":
        wide, high = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return wide, high
    if form == b"VP8L":
        bits = struct.unpack_from("<I", content, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        wide, high = _pair("<HH", content, 26)
        return wide & 0x3FFF, high & 0x3FFF
    return 0, 0


def _tiff(content: bytes) -> tuple[int, int]:
    order = "<" if content[:2] == b"II" else ">"
    at = struct.unpack_from(f"{order}I", content, 4)[0]
    sizes = {}
    for number in range(min(struct.unpack_from(f"{order}H", content, at)[0], 100)):
        place = at + 2 + 12 * number
        tag, form = _pair(f"{order}HH", content, place)
        if tag in {256, 257}:
            sizes[tag] = int(struct.unpack_from(f"{order}{'H' if form == 3 else 'I'}", content, place + 8)[0])
    return sizes.get(256, 0), sizes.get(257, 0)


def _remove(parent: etree._Element, element: etree._Element) -> None:
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def _is_harmless(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name.startswith("on") or name == "base":
        return False
    if name in {"href", "src"}:
        return value.lstrip().startswith("#") or _INNER_PICTURE.match(value.strip()) is not None
    return _OUTSIDE.search(value) is None


def _drawn(root: etree._Element) -> tuple[int, int]:
    found = [_NUMBER.fullmatch(root.get(key, "")) for key in ("width", "height")]
    if found[0] is not None and found[1] is not None:
        return round(float(found[0][1])), round(float(found[1][1]))
    try:
        _, _, wide, high = (float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
        return round(wide), round(high)
    except (ValueError, OverflowError):
        return 0, 0
