r"""HTML <-> the small Markdown of questions.

``to_markdown`` is called for every text of an import, so plain words and a single paragraph of them are read without a
parser; everything else goes through libxml2's HTML5 tokeniser, event by event (no tree: depth and size do not matter), into
``html_blocks``. ``to_html`` writes what ``to_markdown`` reads back to the same text; formulas are written ``\( \)`` and
``\[ \]``, which the programs that read our exports render by MathJax.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Mapping, Sequence
from threading import local
from typing import TYPE_CHECKING, Any

from trainer.adapters.interchange.questions.html_blocks import CONTROL, BlockReader
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import (
    Block,
    Formula,
    Items,
    Paragraph,
    Run,
    RunKind,
    Runs,
    blocks,
    write_blocks,
)
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml import etree

_NO_FILES: Mapping[str, Attachment] = {}
_ONE_PARAGRAPH = re.compile(r'<p(?: (?:dir|class|id|lang|align|style)="[^"<>:]*(?:text-align: \w+;?)?")*>([^<]*)</p>')
_SPACES = re.compile(r"[ \t\n\r\f]+")
_UNEVEN = re.compile(r"[\t\r\n\f\xa0\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]|  ")
_MATH = re.compile(r"\\[(\[]|\$\$|\[tex\]", re.IGNORECASE)
# A sign that opens no tag, because another one, or the end, comes before its end: "若 a<b".
_UNCLOSED = re.compile(r"<(?!!)(?=[^<>\"']*(?:<|\Z))")
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac", ".flac", ".amr", ".wma", ".oga", ".ogg", ".opus")
_VIDEOS = (".mp4", ".webm", ".avi", ".mov", ".mkv", ".wmv", ".flv", ".mpg", ".mpeg", ".ogv", ".m4v")
# A comment keeps signs apart that a reader would take for the beginning of a formula.
_APART = "<!-- -->"
_FALSE_END = re.compile(r"(?<!\\)(?:\\\\)*\\(?=[()\[\]])")
_FALSE_MATH = re.compile(r"(\\)(?=[(\[\])])|(\$)(?=\$)|(\[)(?=/?tex\])", re.IGNORECASE)


def to_markdown(html: str, files: Mapping[str, Attachment] = _NO_FILES) -> str:
    """Turn HTML into our Markdown; what it said is kept, what acts or decorates is not.

    Args:
        html: a fragment or a document.
        files: attachments by the addresses that the text uses for them (``@@PLUGINFILE@@/a.png``, ``images/a.png``, a
            whole ``data:`` address) or by their bare names. A picture that is not among them is still named in the
            text, so that the caller's check for missing files can say so; one in the network is told by its address.

    Returns:
        The text, without empty lines or spaces at its ends; signs that mean something to us are escaped.
    """
    if "<" not in html:
        return _plain(html)
    found = _ONE_PARAGRAPH.fullmatch(html.strip())
    if found is not None:
        return _plain(found[1])
    return write_blocks(_parsed(html, files)).strip(" ")


def to_blocks(html: str, files: Mapping[str, Attachment] = _NO_FILES) -> tuple[Block, ...]:
    """Do what :func:`to_markdown` does, and give the parts of the text."""
    return blocks(to_markdown(html, files))


def element_to_markdown(element: etree._Element, files: Mapping[str, Attachment] = _NO_FILES) -> str:
    """Turn what stands in an element, whatever its namespace, into our Markdown; its own name and tail are left out."""
    from lxml import etree

    if len(element) == 0:
        words = element.text or ""
        return _plain_words(words) if _MATH.search(words) is None else write_blocks(_read_words(words, files))
    reader = BlockReader(files)
    reader.data(element.text or "")
    for event, one in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if one is element:
            continue
        if event == "start":
            reader.start(str(one.tag), dict(one.attrib))
            if one.text:
                reader.data(one.text)
            continue
        if event == "end":
            reader.end(str(one.tag))
        else:
            reader.comment("")
        if one.tail:
            reader.data(one.tail)
    return write_blocks(reader.close())


def to_html(markdown: str, image: Callable[[str], str]) -> str:
    """Write a text as HTML that :func:`to_markdown` reads back to the same text.

    Args:
        markdown: in our Markdown.
        image: name of an attachment -> the address to be written for it.
    """
    return "".join(_block(block, image) for block in blocks(markdown))


def _plain(words: str) -> str:
    if "&" in words:
        words = entities.unescape(words)
    if ("\\" in words or "$$" in words or "[" in words) and _MATH.search(words) is not None:
        return write_blocks(_read_words(words, _NO_FILES))
    return _plain_words(words)


def _plain_words(words: str) -> str:
    if _UNEVEN.search(words) is not None:
        words = _SPACES.sub(" ", words.translate(CONTROL)).strip(" ").replace("\xa0", " ")
    return escape(words.strip(" "))


def _read_words(words: str, files: Mapping[str, Attachment]) -> tuple[Block, ...]:
    reader = BlockReader(files)
    reader.data(words)
    return reader.close()


def _parsed(html: str, files: Mapping[str, Attachment]) -> Sequence[Block]:
    from lxml import etree

    html = _UNCLOSED.sub("&lt;", html)
    # NOTE: bytes, because a text that declares an encoding is refused; the parser is told the true one.
    try:
        data = html.encode()
    except UnicodeEncodeError:  # halves of characters
        data = html.translate(CONTROL).encode()
    parser = _Parser.of_thread()
    try:
        return parser.read(data, BlockReader(files, names_tags=True))
    except etree.LxmlError:
        return _read_words(re.sub(r"<[^<>]*>", " ", html), files)


class _Parser:
    """libxml2's tokeniser, made once for each thread: making one costs as much as reading a paragraph."""

    _made = local()

    def __init__(self) -> None:
        from lxml import etree

        # The stubs want methods that take bytes, too; libxml2 gives text.
        target: Any = self
        self._parser: Any = etree.HTMLParser(target=target, no_network=True, encoding="utf-8")
        self._reader = BlockReader(_NO_FILES)

    @classmethod
    def of_thread(cls) -> _Parser:
        found: _Parser | None = getattr(cls._made, "parser", None)
        if found is None:
            found = cls._made.parser = _Parser()
        return found

    def read(self, data: bytes, reader: BlockReader) -> Sequence[Block]:
        from lxml import etree

        self._reader = reader
        try:
            found: Sequence[Block] = etree.fromstring(data, self._parser)
        except BaseException:
            # A parser that was interrupted is not used again.
            del self._made.parser
            raise
        return found

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._reader.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._reader.end(tag)

    def data(self, words: str) -> None:
        self._reader.data(words)

    def comment(self, words: str) -> None:
        self._reader.comment(words)

    def close(self) -> Sequence[Block]:
        return self._reader.close()


def _block(block: Block, image: Callable[[str], str]) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_runs(block.runs, image)}</p>"
    if isinstance(block, Formula):
        return f"<p>\\[{_formula(block.source)}\\]</p>"
    if isinstance(block, Items):
        return _items(block, image)
    head, *rows = block.rows
    first = "".join(f"<th>{_runs(cell, image)}</th>" for cell in head)
    rest = "".join(f"<tr>{''.join(f'<td>{_runs(cell, image)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{first}</tr>{rest}</table>"


def _items(block: Items, image: Callable[[str], str]) -> str:
    parts: list[str] = []
    # Open lists, outermost first: its name and the number that the next entry has by itself.
    opened: list[tuple[str, int]] = []
    for item in block.items:
        while len(opened) > item.depth + 1:
            parts.append(f"</li></{opened.pop()[0]}>")
        name = "ul" if item.number is None else "ol"
        if len(opened) == item.depth + 1:
            parts.append("</li>")
            if opened[-1][0] != name:
                parts.append(f"</{opened.pop()[0]}>")
        if len(opened) <= item.depth:
            start = "" if item.number in (None, 1) else f' start="{item.number}"'
            parts.append(f"<{name}{start}>")
            opened.append((name, item.number or 1))
        value = "" if item.number in (None, opened[-1][1]) else f' value="{item.number}"'
        opened[-1] = (name, (item.number or 0) + 1)
        parts.append(f"<li{value}>{_runs(item.runs, image)}")
    while opened:
        parts.append(f"</li></{opened.pop()[0]}>")
    return "".join(parts)


def _runs(runs: Runs, image: Callable[[str], str]) -> str:
    said: list[str] = []
    after_space = True
    for run in runs:
        said.append(_run(run, image, after_space=after_space))
        after_space = run.kind is RunKind.TEXT and run.text.endswith((" ", "\n"))
    return "".join(said)


def _run(run: Run, image: Callable[[str], str], *, after_space: bool) -> str:
    if run.kind is RunKind.FORMULA:
        said = f"\\({_formula(run.text)}\\)"
    elif run.kind is RunKind.MEDIA:
        said = _media(run, image(run.name))
    else:
        said = _fixed(_said(run.text), after_space=after_space).replace("\n", "<br>")
        if run.kind is RunKind.CODE:
            said = f"<code>{said}</code>"
        else:
            said = _FALSE_MATH.sub(lambda found: found[0] + _APART, said)
    for tag in _tags(run):
        said = f"<{tag}>{said}</{tag}>"
    # The end of a run must not join a sign in the next one.
    return said + _APART if run.kind is RunKind.TEXT and run.text.endswith(("\\", "$", "[")) else said


def _tags(run: Run) -> list[str]:
    tags = [("sup" if run.script > 0 else "sub")] if run.script else []
    return tags + ["u"] * run.underline + ["strong"] * run.strong


def _media(run: Run, address: str) -> str:
    words, source = entities.escape(run.text), entities.escape(address)
    end = run.name.lower()
    if end.endswith(_SOUNDS):
        return f'<audio controls src="{source}" title="{words}"></audio>'
    if end.endswith(_VIDEOS):
        return f'<video controls src="{source}" title="{words}"></video>'
    return f'<img src="{source}" alt="{words}">'


def _said(words: str) -> str:
    return entities.escape(words, quote=False)


def _formula(source: str) -> str:
    return _said(_FALSE_END.sub(lambda found: found[0] + _APART, source).replace(_APART, "\0")).replace("\0", _APART)


def _fixed(words: str, *, after_space: bool) -> str:
    """Fix spaces that a browser would swallow: all but the first of several, and those that begin a line."""
    if " " not in words:
        return words

    def fixed(found: re.Match[str]) -> str:
        begins_line = found[1] == "\n" or (found.start() == 0 and after_space)
        if begins_line:
            return (found[1] or "") + "&nbsp;" * len(found[2])
        return (found[1] or "") + " " + "&nbsp;" * (len(found[2]) - 1)

    return re.sub(r"(\n?)( +)", fixed, words)
