"""Tell what a file of questions is: by its bytes first, by its name where the bytes leave it open.

Offices rename files, and half of all formats end in ``.txt``, ``.xml`` or ``.zip``; so the name decides last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.adapters.interchange.questions.source import SourceFile
from trainer.platform import safe_xml
from trainer.platform.decoding import Decoded, decode
from trainer.platform.safe_zip import SafeZip


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file is.

    Attributes:
        form: name of a format; empty where it cannot be told or cannot be read.
        source: the file as its reader shall get it.
        encoding: of a text; empty for others.
        is_certain: the encoding was declared, marked or named, not judged.
        damaged, mixed: lines as in ``decoding.Decoded``.
        code: why there is no format: a code with a sentence; empty where there is one.
        found: what it is instead, as such files are called everywhere (``PDF``), or how its text begins.
    """

    form: str
    source: SourceFile
    encoding: str = ""
    is_certain: bool = True
    damaged: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()
    code: str = ""
    found: str = ""


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
    (b"ID3", "MP3"),
)
# Blanks and byte-order marks that may stand before markup.
_BEFORE_MARKUP = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_QTI_OF_NAMESPACE = (
    ("qtiasi_v3p0", "qti30"),
    ("imsqti_v2p2", "qti22"),
    ("imsqti_v2p1", "qti21"),
    ("imsqti_v2p0", "qti21"),
)
_QTI_OF_TYPE = (
    (re.compile(r"imsqti_\w+_xmlv3p0", re.IGNORECASE), "qti30"),
    (re.compile(r"imsqti_\w+_xmlv2p2", re.IGNORECASE), "qti22"),
    (re.compile(r"imsqti_\w+_xmlv2p[01]", re.IGNORECASE), "qti21"),
    (re.compile(r"imsqti_(?:item_|test_|assessment_)?xmlv1p[12](?!/imscc)", re.IGNORECASE), "qti12"),
)
_CARTRIDGE = re.compile(r"imscc_xmlv1p|imsccv1p|IMS (?:Thin )?Common Cartridge", re.IGNORECASE)
_JSON = re.compile(r"\s{0,100}(?:\{\s{0,100}\"|\[\s{0,100}[\[{])")
# So much of a text shows what it is.
_SAMPLE = 200_000
_SHOWN = 40


def look(source: SourceFile, encoding: str = "", form: str = "") -> Detection:
    """Find out what a file is.

    Args:
        source: the file.
        encoding: named by a person; empty to find out.
        form: named by a person; then only encodings are looked at.

    Raises:
        BadFileError: a damaged or hostile container, a text in no known encoding.
    """
    data = source.data
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        return Detection("", source, code="question_file_empty")
    if data.startswith(_ZIP):
        return _known(source, form) if form else _archive(source)
    if data.startswith(_OLE):
        return _known(source, form) if form else _ole(source)
    for mark, name in _OTHERS:
        if data.startswith(mark) and not _is_text(data, mark):
            return _unknown(source, name)
    if data[:2000].lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return _markup(source, encoding, form)
    if form == "xlsx":
        # Tables of text decide by themselves in which encoding they are.
        return _known(source, form)
    decoded = decode(data, encoding)
    if not form and _JSON.match(decoded.text):
        return _unknown(source, "JSON")
    found = form or text_form(decoded.text[:_SAMPLE], source.suffix)
    if not found:
        begins = " ".join(decoded.text[:500].split())[:_SHOWN]
        return Detection("", source, decoded.encoding, code="question_text_unknown", found=begins)
    if found == "xlsx":
        return _known(source, found)
    # Readers get UTF-8 without a mark, so that all of them see what was seen here.
    same = data if decoded.encoding == "utf-8" and not _is_rewritten(decoded, data) else decoded.text.encode()
    return Detection(
        found, SourceFile(source.name, same), decoded.encoding, decoded.is_certain, decoded.damaged, decoded.mixed
    )


def text_form(text: str, suffix: str = "") -> str:
    """Tell the format of a text; empty where none fits.

    Args:
        text: of the file, or its beginning.
        suffix: end of its name, for what the text leaves open.
    """
    text = text.removeprefix("\ufeff")
    signs = _Signs(text)
    if signs.yaml:
        return "yaml"
    if signs.cloze and signs.cloze >= signs.gift:
        return "cloze"
    if signs.gift and (signs.titles or signs.gift * 3 >= signs.numbers or not signs.keys):
        return "missing_word" if signs.is_missing_word else "gift"
    if signs.aiken:
        return "aiken"
    if suffix in (".csv", ".tsv") or _is_table(text):
        return "xlsx"
    if suffix in (".yaml", ".yml", ".gift"):
        return "gift" if suffix == ".gift" else "yaml"
    if signs.numbers or signs.choices > 1 or signs.keys or signs.headings:
        return "text"
    return ""


_YAML_KEYS = re.compile(r"^(?:kind|stem):", re.MULTILINE)
_CLOZE = re.compile(
    r"\{\d{0,4}:(?:MULTICHOICE|MULTIRESPONSE|SHORTANSWER|NUMERICAL|MC|MR|SA|MW|NM)(?:[VHSC]{1,2}|_[VHSC]{1,2})?:",
    re.IGNORECASE,
)
_GIFT_BLOCK = re.compile(r"(?<!\\)\{[ \t\n]{0,20}(?:[=~#}]|(?:T|F|TRUE|FALSE)[ \t\n]{0,20}[}#])")
_GIFT_TITLE = re.compile(r"^[ \t]{0,20}(?:::|\$CATEGORY:|//)", re.MULTILINE)
_MISSING_WORD = re.compile(r"(?<!\\)\{[^{}]{1,2000}\}(?=[^\n{}]*\w)")
# Per cents of the old format: one sign behind the number, a word directly behind that. Chinese words are left out, as
# ``~50%以上`` is an answer in every format.
_OLD_WEIGHT = re.compile(r"(?<!\\)~[ \t]{0,5}\d{1,3}%(?![\u2e80-\uffef])[^\W\d_]")
_WEIGHT = re.compile(r"[~=][ \t]{0,5}%-?\d{1,3}(?:[.,]\d{0,5})?%")
_GIFT_ONLY = re.compile(r"^[ \t]{0,20}(?:::|\$CATEGORY:)", re.MULTILINE)
_AIKEN_KEY = re.compile(r"^ANSWER:[ \t]*[A-Z][ \t]*$", re.MULTILINE)
_AIKEN_OTHER = re.compile(r"^ANSWER:", re.MULTILINE | re.IGNORECASE)
_NUMBERED = re.compile(r"^[ \t\u3000]{0,20}[（(【\[]?\d{1,4}[ \t]{0,3}(?:[.、．:：)）】\]]|题)", re.MULTILINE)
_CHOICE = re.compile(r"(?:^|[\s\u3000])[（(]?[A-HＡ-Ｈa-h][)）]?[ \t]{0,3}[.、．:：)）]", re.MULTILINE)
_KEY = re.compile(
    r"答案|解析|正确选项|^[ \t]{0,20}(?:key|answer)s?[ \t]{0,3}[:：]"
    r"|[（(][ \t\u3000]{0,10}[A-HＡ-Ｈ√×✓✗对错]{1,8}[ \t\u3000]{0,10}[)）]",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:单选|多选|单项选择|多项选择|不定项|选择|判断|填空|简答|论述|问答|排序|匹配|连线|名词解释|案例分析?)题"
)
_TABLE_HEAD = re.compile(r"题干|题目|试题|选项|答案|题型|question|stem|option|answer", re.IGNORECASE)


class _Signs:
    """What in a text speaks for which format: counts."""

    def __init__(self, text: str) -> None:
        self.yaml = len({found[0] for found in _YAML_KEYS.finditer(text)}) == 2
        self.cloze = len(_CLOZE.findall(text))
        self.gift = len(_GIFT_BLOCK.findall(text))
        self.titles = len(_GIFT_TITLE.findall(text))
        aiken = len(_AIKEN_KEY.findall(text))
        self.aiken = aiken if 2 * aiken >= len(_AIKEN_OTHER.findall(text)) else 0
        self.numbers = len(_NUMBERED.findall(text))
        self.choices = len(_CHOICE.findall(text))
        self.keys = len(_KEY.findall(text))
        self.headings = len(_HEADING.findall(text))
        self.is_missing_word = self.gift > 0 and "->" not in text and self._misses_words(text)

    def _misses_words(self, text: str) -> bool:
        """Tell the missing-word format from GIFT, which was made from it."""
        if _OLD_WEIGHT.search(text) and not _WEIGHT.search(text) and not _GIFT_ONLY.search(text):
            # What only the old format writes is enough, even where sentences end at their braces.
            return True
        # The sentence goes on behind the braces, and nothing else of GIFT is there.
        return not self.titles and len(_MISSING_WORD.findall(text)) >= self.gift


def _is_table(text: str) -> bool:
    """Tell a table by its head and by separators in every line."""
    lines = [line for line in text.split("\n", 30)[:30] if line.strip()]
    if len(lines) < 2 or len(_TABLE_HEAD.findall(lines[0][:2000])) < 2:
        return False
    return any(lines[0].count(sign) > 1 and lines[1].count(sign) > 1 for sign in "\t,;，|")


def _archive(source: SourceFile) -> Detection:
    archive = SafeZip(source.data)
    names = archive.names
    if "[Content_Types].xml" in archive:
        for folder, form in (("xl/", "xlsx"), ("word/", "docx")):
            if any(name.startswith(folder) for name in names):
                return _known(source, form)
        return _unknown(source, "PowerPoint" if any(name.startswith("ppt/") for name in names) else "Office Open XML")
    if "h5p.json" in archive:
        return _known(source, "h5p")
    manifests = [name for name in names if name.rpartition("/")[2].lower() == "imsmanifest.xml"]
    if manifests:
        return _package(source, archive, min(manifests, key=lambda name: name.count("/")))
    if "mimetype" in archive and archive.size("mimetype") < 200:
        kind = archive.read("mimetype").decode("ascii", "replace").strip()
        if "spreadsheet" in kind:
            return _known(source, "xlsx")
        return _unknown(source, kind or "ZIP")
    if "moodle_backup.xml" in archive:
        return Detection("", source, code="question_file_moodle_backup")
    # Packages of single items without a manifest, and folders that somebody packed.
    return Detection("", source, code="question_archive_plain" if names else "question_file_empty", found="ZIP")


def _package(source: SourceFile, archive: SafeZip, manifest: str) -> Detection:
    text = archive.read(manifest)[: 8 * 2**20].decode("utf-8", "replace")
    if _CARTRIDGE.search(text):
        return _known(source, "common_cartridge")
    for pattern, form in _QTI_OF_TYPE:
        if pattern.search(text):
            return _known(source, form)
    for name in archive.names:
        # Manifests of some programs name no type at all; then the first document of questions tells.
        if name.lower().endswith(".xml") and name != manifest and (form := _of_root(archive.read(name))):
            return _known(source, form)
    return _unknown(source, "IMS Content Package")


def _ole(source: SourceFile) -> Detection:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in source.data

    if has("EncryptedPackage"):
        # Which program locked it is inside; tables are tried, because some are locked with the password known to all.
        if source.suffix in (".docx", ".doc"):
            return Detection("", source, code="question_file_locked")
        return _known(source, "xlsx")
    if has("Workbook") or has("Book"):
        return _known(source, "xlsx")
    if has("WordDocument"):
        return Detection("", source, code="question_file_old_word")
    return _unknown(source, "PowerPoint" if has("PowerPoint Document") else "OLE")


def _markup(source: SourceFile, encoding: str, form: str) -> Detection:
    data = source.data
    decoded = safe_xml.decoded_text(data, encoding)
    if decoded is not None:
        declared = safe_xml.declared_encoding(data)
        fixed = SourceFile(source.name, safe_xml.mended(data, encoding))
        certain = decoded.is_certain or bool(encoding) or decoded.encoding == declared
        seen = Detection("", fixed, decoded.encoding, certain, decoded.damaged)
    else:
        seen = Detection("", source, "utf-8")
    found = form or _of_root(seen.source.data)
    if found:
        return _with(seen, found)
    head = seen.source.data[:4000].lower()
    if b"<html" in head or b"<!doctype html" in head or b"<table" in head:
        # A table with another name: spreadsheets are written so by many programs.
        if b"<table" in seen.source.data.lower() and source.suffix in (".xls", ".xlsx", ".html", ".htm"):
            return _known(source, "xlsx")
        return _unknown(source, "HTML")
    namespace, name = safe_xml.root_name(seen.source.data)
    if not data[:2000].lstrip(_BEFORE_MARKUP).startswith(b"<?xml") or not name:
        # A text that happens to begin with a tag.
        text = decode(data, encoding).text
        if (found := text_form(text[:_SAMPLE], "")) and found != "xlsx":
            return _with(seen, found)
    return _unknown(source, f"XML <{name}> {namespace}".strip() if name else "XML")


def _of_root(data: bytes) -> str:
    """Tell a format by the root element of a document."""
    namespace, name = safe_xml.root_name(data)
    if name == "quiz":
        return "moodle_xml"
    if name == "questestinterop":
        return "qti12"
    if name.startswith("qti-assessment") or name == "qti-manifest":
        return "qti30"
    if name in ("assessmentItem", "assessmentTest", "assessmentSection", "assessmentStimulus"):
        return next((form for sign, form in _QTI_OF_NAMESPACE if sign in namespace), "qti21")
    if namespace == _SPREADSHEET_XML and name == "Workbook":
        return "xlsx"
    return ""


def _is_text(data: bytes, mark: bytes) -> bool:
    """Tell texts that begin like a binary format of two or three letters (``BM``, ``MZ``, ``ID3``)."""
    return mark.isalnum() and len(mark) < 4 and b"\0" not in data[:1000]


def _known(source: SourceFile, form: str) -> Detection:
    return Detection(form, source)


def _unknown(source: SourceFile, found: str) -> Detection:
    return Detection("", source, code="question_file_unknown", found=found)


def _with(seen: Detection, form: str) -> Detection:
    return Detection(form, seen.source, seen.encoding, seen.is_certain, seen.damaged, seen.mixed)


def _is_rewritten(decoded: Decoded, data: bytes) -> bool:
    return bool(decoded.damaged or decoded.mixed) or data.startswith(b"\xef\xbb\xbf")
