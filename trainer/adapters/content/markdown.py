"""The body of a lesson -> screens and blocks.

Three things of ours are taken out line by line before Markdown sees the text: figures on a line of their own, the columns
``{{os ...}}`` and the line ``{{questions ...}}``. Raw HTML, links, code blocks and further headings are findings.
Chinese authors press Enter for a new paragraph: a line that ends a sentence ends its paragraph, any other line break
inside Chinese text vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.courses.lesson import (
    Block,
    Figure,
    Heading,
    Inline,
    Item,
    Items,
    Paragraph,
    Quote,
    Run,
    Screen,
    ScreenKind,
    SystemColumn,
    Systems,
    Table,
    TryIt,
)
from trainer.domain.kernel.findings import Finding, Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

SELF_CHECK = ("自测", "Self-check")
ONE_PAGE = ("一页纸", "One page")
SYSTEMS = ("windows", "uos", "kylin")

_SCREEN = re.compile(r"^#\s+(.+?)\s*#*\s*$")
_FIGURE = re.compile(r"^\s{0,3}!\[([^\]]*)\]\(([^)\s]+)\)\s*$")
_SYSTEM = re.compile(r"\{\{\s*os\s+([^}]*)\}\}")
_QUESTIONS = re.compile(r"^\s*\{\{\s*questions\b([^}]*)\}\}\s*$")
_DIRECTIVE = re.compile(r"\{\{[^}]*\}\}?")
_RAW_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_TRY = re.compile(r"^\s*(?:试一试[：:]|Try it:)\s*", re.IGNORECASE)
_BLOCK_START = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|>|\||#)")
_ENDS_SENTENCE = re.compile(r"[。！？：；…”’）」》.!?:;]\**$")
_WIDE = (
    r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2018-\u201d\u2026\u2014\U00020000-\U0003ffff"
)
_WIDE_BREAK = re.compile(f"(?<=[{_WIDE}])\n|\n(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class _Segment:
    """Some lines that belong together."""

    kind: str
    line: int
    lines: tuple[str, ...]


class BodyReader:
    """Reads one lesson's body.

    Args:
        label: file name for findings.
        folder: of the course; figures are found from there.
        findings: everything wrong is added here.
    """

    def __init__(self, label: str, folder: Path, findings: list[Finding]) -> None:
        self._label = label
        self._folder = folder
        self._findings = findings
        self._strong = 0
        self._emphasis = 0

    def read(self, body: str, first_line: int) -> tuple[Screen, ...]:
        """Read all screens.

        Args:
            body: what follows the head of the file.
            first_line: its line number in the file.
        """
        screens: list[Screen] = []
        heading: str | None = None
        start = first_line
        lines: list[str] = []
        for number, line in enumerate([*body.split("\n"), "# "], first_line):
            match = _SCREEN.match(line)
            if match is None and line != "# ":
                lines.append(line)
                continue
            if heading is not None:
                screens.append(self._screen(heading, start, lines))
            elif any(rest.strip() for rest in lines):
                self._note("text_before_first_screen", start)
            heading, start, lines = (match[1] if match else None), number, []
        seen: set[str] = set()
        for screen in screens:
            if screen.heading in seen:
                self._note("heading_twice", screen.line, heading=screen.heading)
            seen.add(screen.heading)
        return tuple(screens)

    def _screen(self, heading: str, line: int, lines: list[str]) -> Screen:
        kind = ScreenKind.TEXT
        if heading in SELF_CHECK:
            kind = ScreenKind.SELF_CHECK
        elif heading in ONE_PAGE:
            kind = ScreenKind.ONE_PAGE
        blocks: list[Block] = []
        questions: list[str] = []
        for segment in _segments(lines, line + 1):
            match segment.kind:
                case "figure":
                    blocks.append(self._figure(segment))
                case "os":
                    blocks.append(self._systems(segment))
                case "questions":
                    if kind is not ScreenKind.SELF_CHECK or questions:
                        self._note("questions_misplaced", segment.line)
                    match = _QUESTIONS.match(segment.lines[0])
                    questions += match[1].replace(",", " ").split() if match else []
                case _:
                    blocks += self._markdown(segment)
        if not blocks and not questions:
            self._note("screen_empty", line, heading=heading)
        return Screen(heading, kind, _grouped(blocks), tuple(questions), line)

    def _figure(self, segment: _Segment) -> Figure:
        match = _FIGURE.match(segment.lines[0])
        alt, target = (match[1].strip(), match[2]) if match else ("", "")
        if not alt:
            self._note("figure_without_words", segment.line, figure=target)
        # A figure lies below its course; anything else would read from elsewhere on the machine.
        if Path(target).is_absolute() or ".." in Path(target).parts or "\\" in target or ":" in target:
            self._note("figure_outside", segment.line, figure=target)
            target = "figures/" + Path(target.replace("\\", "/")).name
        elif not (self._folder / target).is_file():
            self._note("figure_missing", segment.line, figure=target)
        return Figure(self._folder / target, alt)

    def _systems(self, segment: _Segment) -> Systems:
        text = "\n".join(segment.lines)
        columns = []
        marks = list(_SYSTEM.finditer(text))
        for index, mark in enumerate(marks):
            names = tuple(name for name in mark[1].replace(",", " ").split() if name)
            line = segment.line + text.count("\n", 0, mark.start())
            if not names or any(name not in SYSTEMS for name in names):
                self._note("system_unknown", line, found=mark[1].strip(), allowed=", ".join(SYSTEMS))
            end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
            said = text[mark.end() : end].strip()
            if not said:
                self._note("system_without_text", line, found=mark[1].strip())
            columns.append(SystemColumn(names, self._inline(said, line)))
        return Systems(tuple(columns))

    def _markdown(self, segment: _Segment) -> Iterator[Block]:
        text = "\n".join(segment.lines)
        outside_code = re.sub(r"`[^`\n]*`", lambda code: " " * len(code[0]), text)
        for pattern, code in ((_RAW_HTML, "raw_html"), (_DIRECTIVE, "directive_unknown")):
            for match in pattern.finditer(outside_code):
                self._note(code, segment.line + outside_code.count("\n", 0, match.start()), found=match[0][:40])
        from markdown_it.tree import SyntaxTreeNode

        for node in SyntaxTreeNode(_markdown_it().parse(text)).children:
            line = segment.line + (node.map[0] if node.map else 0)
            yield from self._block(node, line, segment.lines)

    def _block(self, node: SyntaxTreeNode, line: int, lines: tuple[str, ...]) -> Iterator[Block]:
        match node.type:
            case "paragraph":
                for offset, part in _paragraphs(node.children[0].content):
                    yield Paragraph(self._inline(part, line + offset))
            case "heading" if node.tag == "h2":
                yield Heading(self._inline(node.children[0].content, line))
            case "bullet_list" | "ordered_list":
                yield self._items(node, line)
            case "table":
                yield self._table(node, line)
            case "blockquote":
                yield self._quote(node, line)
            case "inline":
                yield Paragraph(self._inline(node.content, line))
            case other:
                self._note("block_not_allowed", line, found=other)

    def _items(self, node: SyntaxTreeNode, line: int) -> Items:
        items = []
        for entry in node.children:
            texts: list[str] = []
            inner: list[Items] = []
            at = line - (node.map[0] if node.map else 0) + (entry.map[0] if entry.map else 0)
            for child in entry.children:
                if child.type == "paragraph":
                    texts.append(child.children[0].content)
                elif child.type in ("bullet_list", "ordered_list"):
                    inner.append(self._items(child, at + 1))
                else:
                    self._note("block_not_allowed", at, found=child.type)
            items.append(Item(self._inline("\n".join(texts), at), tuple(inner)))
        start = node.attrs.get("start", 1)
        return Items(tuple(items), node.type == "ordered_list", int(start) if str(start).isdigit() else 1)

    def _table(self, node: SyntaxTreeNode, line: int) -> Table:
        rows: list[tuple[Inline, ...]] = []
        aligned: tuple[str, ...] = ()
        first = node.map[0] if node.map else 0
        for group in node.children:
            for row in group.children:
                at = line - first + (row.map[0] if row.map else first)
                rows.append(tuple(self._inline(cell.children[0].content, at) for cell in row.children))
                if not aligned:
                    styles = [str(cell.attrs.get("style", "")) for cell in row.children]
                    aligned = tuple(style.rpartition(":")[2].strip() or "left" for style in styles)
        return Table(rows[0], tuple(rows[1:]), aligned)

    def _quote(self, node: SyntaxTreeNode, line: int) -> Block:
        texts: list[str] = []
        for child in node.children:
            if child.type == "paragraph":
                texts.append(child.children[0].content)
            else:
                self._note("block_not_allowed", line, found=child.type)
        whole = "\n".join(texts)
        mark = _TRY.match(whole)
        if mark is None:
            return Quote(tuple(self._inline(part, line) for text in texts for _, part in _paragraphs(text)))
        question, answer = _answer_apart(whole[mark.end() :].strip())
        if not answer:
            self._note("try_without_answer", line)
        return TryIt(self._inline(question, line), self._inline(answer, line))

    def _inline(self, source: str, line: int) -> Inline:
        joined = _WIDE_BREAK.sub("", source.strip())
        runs: list[Run] = []
        for child in _markdown_it().parseInline(joined)[0].children or []:
            match child.type:
                case "text" | "text_special":
                    runs.append(self._styled(child.content))
                case "code_inline":
                    runs.append(replace(self._styled(child.content), is_code=True))
                case "softbreak":
                    runs.append(self._styled(" "))
                case "hardbreak":
                    runs.append(Run("\n"))
                case "strong_open" | "strong_close":
                    self._strong += 1 if child.type == "strong_open" else -1
                case "em_open" | "em_close":
                    self._emphasis += 1 if child.type == "em_open" else -1
                case "image":
                    self._note("figure_not_alone", line)
                case "link_open":
                    self._note("link_not_allowed", line, found=str(child.attrs.get("href", "")))
                case _:
                    pass
        return Inline(source.strip(), tuple(self._mended([run for run in runs if run.text], line)))

    def _styled(self, text: str) -> Run:
        return Run(text, is_strong=self._strong > 0, is_emphasis=self._emphasis > 0)

    def _mended(self, runs: list[Run], line: int) -> Iterator[Run]:
        """Finish bold type that CommonMark leaves undone beside Chinese punctuation (``**“甲”**乙``)."""
        marks = sum(run.text.count("**") for run in runs if not run.is_code)
        if marks % 2:
            self._note("emphasis_broken", line)
        is_on = False
        for run in runs:
            if run.is_code or (not is_on and "**" not in run.text):
                yield run
                continue
            for index, part in enumerate(run.text.split("**")):
                is_on = is_on != bool(index)
                if part:
                    yield replace(run, text=part, is_strong=run.is_strong or (is_on and not marks % 2))

    def _note(self, code: str, line: int, **facts: object) -> None:
        self._findings.append(Finding(code, Severity.ERROR, self._label, line, facts=facts))


@lru_cache(maxsize=1)
def _markdown_it() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _segments(lines: list[str], first_line: int) -> Iterator[_Segment]:
    held: list[str] = []
    kind, start = "markdown", first_line

    def flush() -> Iterator[_Segment]:
        if any(line.strip() for line in held):
            yield _Segment(kind, start, tuple(held))
        held.clear()

    for number, line in enumerate(lines, first_line):
        alone = "figure" if _FIGURE.match(line) else "questions" if _QUESTIONS.match(line) else ""
        begins_system = line.lstrip().startswith("{{") and _SYSTEM.match(line.lstrip()) is not None
        ends_system = kind == "os" and (not line.strip() or _BLOCK_START.match(line) is not None)
        if alone or begins_system or ends_system:
            yield from flush()
            kind, start = ("os" if begins_system else "markdown"), number
        if alone:
            yield _Segment(alone, number, (line,))
            start = number + 1
            continue
        if not held:
            start = number
        held.append(line)
    yield from flush()


def _grouped(blocks: list[Block]) -> tuple[Block, ...]:
    grouped: list[Block] = []
    for block in blocks:
        last = grouped[-1] if grouped else None
        if isinstance(block, Systems) and isinstance(last, Systems):
            grouped[-1] = Systems(last.columns + block.columns)
        else:
            grouped.append(block)
    return tuple(grouped)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n")):
        if not held:
            first = number
        held.append(line)
        if _ENDS_SENTENCE.search(line.rstrip()):
            yield first, "\n".join(held)
            held = []
    if held:
        yield first, "\n".join(held)


def _answer_apart(text: str) -> tuple[str, str]:
    """Split ``question（answer）``: the answer is the last pair of brackets, whatever pairs stand inside it."""
    if not text.endswith(("）", ")")):
        return text, ""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in "）)":
            depth += 1
        elif text[at] in "（(":
            depth -= 1
            if depth == 0:
                return text[:at].strip(), text[at + 1 : -1].strip()
    return text, ""
