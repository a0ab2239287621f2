"""Texts of Moodle in its formats as our Markdown, and ours as HTML for it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.text import escape, plain

if TYPE_CHECKING:
    from lxml import etree

# Blanks of HTML; the wide blank of Chinese texts is none.
_RUNS = re.compile(r"[ \t\r\n]+")
_PLACE = "@@PLUGINFILE@@/"
_INNER = re.compile(
    r"data:([A-Za-z0-9.+-]{1,30}/[A-Za-z0-9.+-]{1,60})((?:;[\w-]{1,20}=[^;,\"'<>\s]{1,600})*);base64,([A-Za-z0-9+/=\s]+)"
)
_NAME = re.compile(r";name=([^;]+)")
_ENDS = {"image/jpeg": "jpg", "image/svg+xml": "svg", "audio/mpeg": "mp3"}
_LIST = re.compile(r"(?:-|\d{1,9}\.)[ \t]")
# Signs that mean something in our Markdown or need care in HTML; without them a text is one plain paragraph.
_SIGNS = ("\\", "`", "$", "<", "\n", "|", "[", "**", "  ", "\xa0", "\t")
# What begins a list or a line that needs care; also nothing at all.
_FIRST = " -0123456789"
# Text that stands for itself in the Markdown of other programs, too.
_MARKED = re.compile(r"[\\`*_<>&\[\]#|~!]|^[ \t]*(?:[-+=]|\d+[.)])|  $|\n", re.MULTILINE)
_BREAK = re.compile(r"\r?\n")

Said = Callable[[str, Mapping[str, Attachment]], str]


def from_html(html: str, files: Mapping[str, Attachment], slow: Said) -> str:
    """Turn HTML into Markdown; plain paragraphs, which most texts are, without a parser.

    Args:
        html: as in the file.
        files: what pictures in it refer to.
        slow: for everything else; what is done here is what it would do.
    """
    inner = html[3:-4] if html.startswith("<p>") and html.endswith("</p>") else html
    if (
        "<" in inner
        or "&" in inner
        or "\\" in inner
        or "[" in inner
        or "$$" in inner
        or "\xa0" in inner
        or "\x7f" in inner
    ):
        return slow(html, files)
    if "  " in inner or "\n" in inner or "\t" in inner or "\r" in inner:
        inner = _RUNS.sub(" ", inner)
    return escape(inner.strip(" "))


def from_text(text: str, form: str, files: Mapping[str, Attachment], slow: Said) -> str:
    """Turn a text in one of Moodle's formats into Markdown.

    Args:
        text: as in the file.
        form: ``html``, ``markdown``, ``plain_text``, ``moodle_auto_format``, ``wiki_like``; anything else counts as HTML,
            as it does there.
        files: what pictures in it refer to.
        slow: turns HTML into Markdown.
    """
    if form == "plain_text":
        return escape(text.replace("\r\n", "\n").strip())
    if form == "markdown":
        said = text.replace("\r\n", "\n").strip()
        return escape(said) if _MARKED.search(said) is None else slow(_rendered(said), files)
    if form in {"moodle_auto_format", "wiki_like"}:
        said = text.replace("\r\n", "\n").strip()
        if "<" not in said and "&" not in said:
            return escape(said)
        return slow(_BREAK.sub("<br>\n", said), files)
    return from_html(text, files, slow)


def markup(element: etree._Element) -> str:
    """Give what stands inside an element whose HTML was not wrapped, tags and all."""
    from lxml import etree

    inner = [element.text or ""]
    inner += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(inner)


def decoded(content: str, encoding: str) -> bytes | None:
    """Give the bytes of a file in a question; None where they are damaged."""
    if encoding not in {"base64", ""}:
        return None
    try:
        said = "".join(content.split())
        return base64.b64decode(said + "=" * (-len(said) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def inner_files(html: str) -> Iterator[tuple[str, str, str]]:
    """Give the files that stand inside a text itself: address, a name for it, content in base64."""
    for number, found in enumerate(_INNER.finditer(html), 1):
        named = _NAME.search(found[2])
        end = _ENDS.get(found[1].lower(), found[1].rpartition("/")[2].lower()[:4] or "bin")
        yield found[0], f"inner-{number}.{end}" if named is None else unquote(named[1]), found[3]


def places(path: str, name: str, attachment: Attachment) -> dict[str, Attachment]:
    """Give every way in which a text may refer to a file."""
    folder = path.strip("/")
    inside = f"{folder}/{name}" if folder else name
    ways = {inside, quote(inside), unquote(inside), quote(inside, safe="/()!*'~@:$,;=&+")}
    return {f"{_PLACE}{way}": attachment for way in ways} | dict.fromkeys(ways, attachment)


def _rendered(markdown: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def to_html(markdown: str) -> str:
    """Write a text as HTML; plain paragraphs, which most texts are, without taking them apart."""
    return plain_html(markdown) or _parsed(markdown)


def plain_html(markdown: str) -> str:
    """Write a plain paragraph as HTML; empty where the text is anything else."""
    for sign in _SIGNS:
        if sign in markdown:
            return ""
    first = markdown[:1]
    if first in _FIRST and (not first or first == " " or _LIST.match(markdown)):
        return ""
    if markdown[-1] == " ":
        return ""
    if "&" in markdown or ">" in markdown:
        markdown = markdown.replace("&", "&amp;").replace(">", "&gt;")
    return f"<p>{markdown}</p>"


def inline_html(markdown: str) -> str:
    """Write a text as HTML without a paragraph around it, where it is only one."""
    html = to_html(markdown)
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if len(inner) == len(html) - 7 and "<p>" not in inner else html


def bare_text(markdown: str) -> str:
    """Say a text in plain words, as parts of Moodle that hold no HTML show it."""
    return " ".join(plain(markdown).split("\n"))


def _parsed(markdown: str) -> str:
    from trainer.adapters.interchange.questions import html_text

    return html_text.to_html(markdown, lambda name: f"@@PLUGINFILE@@/{quote(name)}")
