"""HTML and XHTML, event by event -> the blocks that texts of questions are made of.

One reader for what a browser's parser makes of a text (Moodle, H5P, pastes from Word) and for the elements of a package
(QTI): it keeps a stack and never a tree, so that a text nested 200,000 deep is read like any other. Scripts, styles, event
handlers and everything else that acts never get in, because only words, the few kinds of type that a question knows, and
names of attachments are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from trainer.adapters.interchange.questions.html_lines import SEAM, clean_formula, paragraphs
from trainer.adapters.interchange.questions.html_lists import HtmlLists
from trainer.adapters.interchange.questions.html_names import (
    CODE,
    HEADINGS,
    KNOWN,
    MEDIA,
    PARAGRAPHS,
    SKIPPED,
    STRONG,
    UNDERLINED,
)
from trainer.adapters.interchange.questions.html_tables import HtmlTable
from trainer.adapters.interchange.questions.mathml import MathReader
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Block, Formula, Paragraph, Run, RunKind, Table

# A script that holds no program: MathJax writes formulas so.
_MATH_SCRIPT = "math/tex"
# What renders a formula whose source stands beside it.
_RENDERED = frozenset({"mathjax", "mathjax_preview", "mathjax_display", "mathjax_chtml", "katex-html", "mjx-chtml"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ACTIVE = ("javascript:", "vbscript:", "data:", "file:", "about:", "blob:")
# Characters that mean nothing in a text, and halves of characters, which no file can hold.
CONTROL = {**dict.fromkeys((*range(9), 11, *range(14, 32), 127)), **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
_UNSAID = {**CONTROL, ord(SEAM): None}


class BlockReader:
    """Takes the events of a document and gives its blocks.

    Args:
        files: attachments by the addresses that the document uses for them.
        names_tags: whether an element that no browser knows is shown by its name (``#include <iostream>``).
    """

    def __init__(self, files: Mapping[str, Attachment], *, names_tags: bool = False) -> None:
        self._files = files
        self._names_tags = names_tags
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._ends: list[Callable[[], None] | None] = []
        self._strong = self._underline = self._code = self._kept = 0
        self._scripts: list[int] = []
        self._skipped = 0
        self._math: MathReader | None = None
        self._math_depth = 0
        self._tex: list[str] | None = None
        # Tables, each with the lists around it.
        self._tables: list[tuple[HtmlTable, HtmlLists]] = []
        self._lists = HtmlLists()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2].rpartition(":")[2].lower() if ":" in tag or "}" in tag else tag.lower()
        if self._skipped:
            self._skipped += 1
            return
        if self._math is not None:
            self._math_depth += 1
            self._math.start(name, attributes)
            return
        self._ends.append(self._begin(name, tag, attributes))

    def end(self, _tag: str) -> None:
        """The innermost element ends."""
        if self._skipped:
            self._skipped -= 1
            if self._skipped:
                return
        elif self._math is not None and self._math_depth:
            self._math_depth -= 1
            self._math.end()
            return
        if self._ends and (done := self._ends.pop()) is not None:
            done()

    def data(self, words: str) -> None:
        """Characters, possibly in several calls."""
        if self._tex is not None:
            self._tex.append(words)
        elif self._skipped:
            return
        elif self._math is not None:
            self._math.data(words)
        else:
            self._say(words.translate(_UNSAID))

    def comment(self, _words: str) -> None:
        """A comment: it keeps apart what stands around it."""
        if not self._skipped and self._math is None:
            self._say(SEAM)

    def close(self) -> tuple[Block, ...]:
        """The document ends: give its blocks."""
        while self._ends:
            self.end("")
        while self._tables:
            self._end_table()
        self._flush()
        return (*self._blocks, *self._lists.finished())

    def _begin(self, name: str, tag: str, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        if name in SKIPPED:
            self._skipped = 1
            return self._script(attributes) if name == "script" else None
        if self._is_hidden(attributes):
            self._skipped = 1
            return None
        if name in PARAGRAPHS:
            return self._begin_block(name, attributes)
        if name in STRONG or name in UNDERLINED or name in CODE:
            return self._begin_type(name)
        match name:
            case "br":
                self._say("\n", is_break=True)
            case "sub" | "sup":
                return self._script_on(1 if name == "sup" else -1)
            case "a":
                return self._link(attributes)
            case "math":
                self._math = MathReader(attributes)
                self._math_depth = 0
                return self._end_math
            case "iframe":
                self._address(attributes.get("src", ""))
                self._skipped = 1
            case "q":
                self._say("“")
                return lambda: self._say("”")
            case _ if name in MEDIA:
                return self._media(name, attributes)
            case _ if name not in KNOWN and self._names_tags and not attributes and tag == name and name.isalnum():
                self._say(f"<{tag}>")
        return self._styled(attributes)

    # Type -------------------------------------------------------------------------------------------------------------

    def _begin_type(self, name: str) -> Callable[[], None]:
        which = "_strong" if name in STRONG else "_code" if name in CODE else "_underline"
        setattr(self, which, getattr(self, which) + 1)
        return lambda: setattr(self, which, getattr(self, which) - 1)

    def _script_on(self, script: int) -> Callable[[], None]:
        self._scripts.append(script)

        def done() -> None:
            self._scripts.pop()

        return done

    def _styled(self, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        style = attributes.get("style")
        if not style:
            return None
        said = style.lower().replace(" ", "")
        ends = []
        if "font-weight:bold" in said or re.search(r"font-weight:[6-9]00", said):
            ends.append(self._begin_type("b"))
        if "text-decoration" in said and "underline" in said:
            ends.append(self._begin_type("u"))
        if "vertical-align:super" in said:
            ends.append(self._script_on(1))
        elif "vertical-align:sub" in said:
            ends.append(self._script_on(-1))

        def done() -> None:
            for one in ends:
                one()

        return done if ends else None

    @staticmethod
    def _is_hidden(attributes: Mapping[str, str]) -> bool:
        if not attributes:
            return False
        style = attributes.get("style", "")
        if style and ("none" in style or "mso-hide" in style):
            said = style.lower().replace(" ", "")
            if "display:none" in said or "mso-hide:all" in said:
                return True
        kind = attributes.get("class", "")
        return bool(kind) and not _RENDERED.isdisjoint(kind.lower().split())

    # What is skipped, and what stands in it -----------------------------------------------------------------------------

    def _script(self, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        kind = attributes.get("type", "").lower()
        if not kind.startswith(_MATH_SCRIPT):
            return None
        self._tex = []

        def done() -> None:
            source, self._tex = "".join(self._tex or ()), None
            self._formula(unescape(source), is_display="display" in kind)

        return done

    def _end_math(self) -> None:
        math, self._math = self._math, None
        if math is not None:
            self._formula(math.source(), is_display=math.is_display)

    def _link(self, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        address = attributes.get("href", "").strip()
        before = len(self._runs)

        def done() -> None:
            words = "".join(run.text for run in self._runs[before:]).strip()
            if address and words not in (address, address.removeprefix("mailto:"), unquote(address)):
                self._address(address)

        return done

    def _address(self, address: str) -> None:
        bare = address.strip().removeprefix("mailto:")
        if not bare or bare.startswith("#") or bare.lower().replace("\t", "").startswith(_ACTIVE):
            return
        if "pluginfile" in bare.lower():
            bare = _basename(bare)
        self._say(f" ({bare})" if self._runs and not self._runs[-1].text.endswith("\n") else f"({bare})")

    def _media(self, name: str, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        if name == "track":
            return None
        address = attributes.get("src") or attributes.get("href") or attributes.get("data") or ""
        words = attributes.get("alt") or attributes.get("title") or attributes.get("aria-label") or ""
        if name in {"audio", "video"}:
            start = len(self._runs)
            if address:
                self._attach(address, words)

            def done() -> None:
                # Inside stands what is said where a program can play neither: the address once more.
                shown = [run for run in self._runs[start:] if run.kind is RunKind.MEDIA]
                if shown:
                    first = replace(shown[0], text=words.strip() or shown[0].text)
                    self._runs[start:] = [first]

            return done
        self._attach(address, words)
        return None

    def _attach(self, address: str, words: str) -> None:
        found = self._files.get(address) or self._files.get(unquote(address))
        words = " ".join(words.translate(_UNSAID).split())
        if (
            found is None
            and address.lower().startswith(("http:", "https:", "//"))
            and "pluginfile" not in address.lower()
        ):
            self._say(words)
            self._address(address)
            return
        if found is None and address.lower().startswith(_ACTIVE):
            self._say(words)
            return
        name = found.name if found is not None else _basename(address)
        if found is None and name:
            found = self._files.get(name)
            name = found.name if found is not None else name
        if name:
            self._runs.append(self._run(words, RunKind.MEDIA, re.sub(r"[()\n]", "_", name)[:200]))
        else:
            self._say(words)

    # Words --------------------------------------------------------------------------------------------------------------

    def _say(self, words: str, *, is_break: bool = False) -> None:
        if self._kept and not is_break:
            self._keep(words)
            return
        if not is_break:
            words = _SPACES.sub(" ", words)
        if not words:
            return
        if self._code and not is_break:
            self._runs.append(self._run(words.replace("\xa0", " "), RunKind.CODE))
        else:
            self._runs.append(Run(words) if is_break else self._run(words))

    def _keep(self, words: str) -> None:
        """Take preformatted words as they stand, line by line in the type of code."""
        for number, line in enumerate(words.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")):
            if number:
                self._runs.append(Run("\n"))
            if line:
                said = line.replace("\xa0", " ")
                self._runs.append(self._run(said, RunKind.TEXT if line == SEAM else RunKind.CODE))

    def _run(self, text: str, kind: RunKind = RunKind.TEXT, name: str = "") -> Run:
        script = self._scripts[-1] if self._scripts else 0
        return Run(text, kind, name, self._strong > 0, self._underline > 0, script)

    def _formula(self, source: str, *, is_display: bool) -> None:
        if (said := clean_formula(source)) == "":
            return
        if is_display and not self._is_inside:
            self._flush()
            self._blocks += [*self._lists.finished(), Formula(said)]
        else:
            self._runs.append(self._run(said, RunKind.FORMULA))

    @property
    def _is_inside(self) -> bool:
        return bool(self._tables) or self._lists.is_open

    # Blocks -------------------------------------------------------------------------------------------------------------

    def _begin_block(self, name: str, attributes: Mapping[str, str]) -> Callable[[], None] | None:
        self._flush()
        match name:
            case "ul" | "ol" | "dir" | "menu":
                self._lists.begin(name, attributes)
                return self._end_list
            case "li":
                self._lists.begin_item(attributes)
            case "table":
                self._blocks += self._lists.finished()
                self._tables.append((HtmlTable(), self._lists))
                self._lists = HtmlLists()
                return self._end_table
            case "tr" if self._tables:
                self._tables[-1][0].begin_row()
            case "td" | "th" if self._tables:
                self._tables[-1][0].begin_cell(attributes, is_head=name == "th")
                return self._end_cell
            case "pre" | "listing":
                self._kept += 1

                def done() -> None:
                    self._kept -= 1
                    self._flush()

                return done
        if name in HEADINGS:
            unset = self._begin_type(name)

            def after() -> None:
                self._flush()
                unset()

            return after
        return self._flush

    def _end_list(self) -> None:
        self._flush()
        self._blocks += self._lists.end()

    def _end_cell(self) -> None:
        self._flush()
        if self._tables:
            self._tables[-1][0].end_cell()

    def _end_table(self) -> None:
        self._flush()
        if not self._tables:
            return
        table, self._lists = self._tables.pop()
        if self._tables:
            # A table within a cell: its words go on in the cell.
            for runs in table.flat():
                self._tables[-1][0].add(runs)
        elif table.is_frame:
            self._blocks += [Paragraph(runs) for runs in table.flat()]
        elif rows := table.rows():
            self._blocks.append(Table(rows))

    def _flush(self) -> None:
        """End the running paragraph, entry or line of a cell."""
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        cell = self._tables[-1][0] if self._tables and self._tables[-1][0].is_open else None
        for part in paragraphs(runs, self._kept > 0):
            said = (Run(part.source, RunKind.FORMULA),) if isinstance(part, Formula) else part
            if cell is not None:
                sign = self._lists.taken_sign()
                cell.add((Run(sign), *said) if sign else said)
            elif isinstance(part, Formula) and not self._lists.is_open:
                self._blocks += [*self._lists.finished(), part]
            else:
                self._blocks += self._lists.place(said)


def _basename(address: str) -> str:
    return unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/").rpartition("/")[2].strip()
