"""Names of file formats of questions and of text encodings, for people."""

from __future__ import annotations

from trainer.wording.catalogue import N_, t

FORMATS: dict[str, str] = {
    "xlsx": N_("Excel table"),
    "docx": N_("Word document"),
    "text": N_("List in plain text"),
    "moodle_xml": N_("Moodle XML"),
    "gift": N_("GIFT"),
    "aiken": N_("Aiken"),
    "cloze": N_("Moodle Cloze text"),
    "missing_word": N_("Missing-word text"),
    "qti12": N_("QTI 1.2"),
    "qti21": N_("QTI 2.1"),
    "qti22": N_("QTI 2.2"),
    "qti30": N_("QTI 3.0"),
    "h5p": N_("H5P"),
    "common_cartridge": N_("Common Cartridge"),
    "yaml": N_("Files of this program"),
}

ENCODINGS: dict[str, str] = {
    "utf-8": N_("UTF-8"),
    "utf-16": N_("UTF-16"),
    "gb18030": N_("Chinese, simplified (GBK)"),
    "big5": N_("Chinese, traditional (Big5)"),
    "windows-1252": N_("Western (Windows-1252)"),
}


def format_name(form: str) -> str:
    """Name a format; one that nobody knows stands for itself."""
    return t(FORMATS[form]) if form in FORMATS else form


def encoding_name(encoding: str) -> str:
    """Name an encoding; one that nobody knows stands for itself."""
    return t(ENCODINGS[encoding]) if encoding in ENCODINGS else encoding
