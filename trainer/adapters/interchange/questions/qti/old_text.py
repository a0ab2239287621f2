"""Texts of QTI 1.2: materials of many types, in HTML, in plain words, as pictures.

Source: QTI ASI 1.2 information model, 3.5 (material, mattext with ``texttype``, matimage, mataudio, matvideo, matbreak); mat_extension
with mat_formattedtext is Blackboard's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.html_text import element_to_markdown
from trainer.adapters.interchange.questions.qti.contents import Contents, plain_text
from trainer.adapters.interchange.questions.qti.names import NAMES
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml import etree

# Marks of layout that nobody writes in plain words about HTML; they tell a text without a type from one in HTML.
_LAYOUT = re.compile(r"<(?:p|br|div|span|img|font|table|ul|ol)\b[^<>]*>|&nbsp;", re.IGNORECASE)
_FLOWS = frozenset(
    {
        "flow_mat",
        "flow",
        "flow_label",
        "material",
        "altmaterial",
        "solutionmaterial",
        "hintmaterial",
        "solution",
        "hint",
    }
)
_LINES = re.compile(r"[ \t\f]*\r?\n[ \t\f]*")


def text_of(element: etree._Element | None, contents: Contents) -> str:
    """Give everything that an element shows: materials one below the other, as their flows part them."""
    if element is None:
        return ""
    parts: list[str] = []
    _gather(element, contents, parts)
    return _paragraphs(parts)


def material(element: etree._Element, contents: Contents) -> str:
    """Give what one ``material`` shows."""
    parts: list[str] = []
    for part in element:
        name = NAMES[part.tag]
        if name in {"mattext", "matemtext", "mat_formattedtext"}:
            said = _mattext(part, contents)
            parts.append(f"**{said}**" if name == "matemtext" and said and "\n" not in said else said)
        elif name == "matbreak":
            parts.append("\n")
        elif name in {"matimage", "mataudio", "matvideo", "matapplication"}:
            parts.append(_shown(part, contents))
        elif name == "mat_extension":
            parts.append(material(part, contents))
        elif name == "altmaterial":
            continue
        elif name in {"material", "flow_mat"}:
            parts.append(text_of(part, contents))
    return _joined(parts)


def _gather(element: etree._Element, contents: Contents, parts: list[str]) -> None:
    for part in element:
        name = NAMES[part.tag]
        if name == "material":
            parts.append(material(part, contents))
        elif name in _FLOWS:
            _gather(part, contents, parts)
        elif name in {"mattext", "mat_formattedtext"}:
            parts.append(_mattext(part, contents))


def _mattext(element: etree._Element, contents: Contents) -> str:
    kind = (element.get("texttype") or element.get("type") or "").lower()
    uri = element.get("uri")
    if uri and not (element.text or "").strip() and len(element) == 0:
        return _shown(element, contents)
    if len(element):
        # XHTML inside, not written as text.
        contents.prepare(element)
        return element_to_markdown(element, contents.addresses)
    words = element.text or ""
    if "html" in kind or kind == "smart_text" or (not kind and _LAYOUT.search(words)):
        if kind == "smart_text":
            # Blackboard's smart text keeps the lines in which it was typed.
            words = _LINES.sub("<br>", words.strip())
        return contents.html(words.strip())
    if kind == "plain":
        return escape(_LINES.sub("\n", words.strip()))
    return plain_text(words)


def _shown(element: etree._Element, contents: Contents) -> str:
    reference = element.get("uri") or element.get("entityref") or ""
    label = escape((element.get("label") or "").strip())
    found = contents.attach(reference)
    if found is None:
        return label or escape(reference.replace("\\", "/").rpartition("/")[2])
    return f"![{label}]({found.name})"


def _joined(parts: list[str]) -> str:
    """Put the pieces of one material together: words in one line, blocks of their own below each other."""
    said = ""
    for part in parts:
        if not part:
            continue
        if part == "\n":
            said += "\n"
        elif not said or said.endswith("\n"):
            said += part
        elif "\n\n" in part or "\n\n" in said:
            said += "\n\n" + part
        else:
            said = beside(said, part)
    return said.strip()


def beside(said: str, part: str) -> str:
    """Put a text behind another one in the same line, with a blank where Western words would run together."""
    apart = not said.endswith(" ") and part[0] not in "，。、；：？！,.;:?!)）" and not _is_wide(said[-1])
    return f"{said} {part}" if apart else said + part


def _paragraphs(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part and part != "\n").strip()


def _is_wide(sign: str) -> bool:
    return "\u2e80" < sign < "\ue000" or sign > "\uf8ff"
