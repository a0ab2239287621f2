"""Texts of questions on the screen: words in their type, lists, tables, formulas and pictures.

Plain paragraphs are labels, cheap and many on a page; whatever else a text holds is set by :class:`RichText`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer.domain.question_bank.blocks import Block, Formula, Items, Paragraph, Run, RunKind, Table, blocks, lines_of
from trainer.ui.theme import Theme, bind
from trainer.ui.widgets.attached import NOTHING_ATTACHED, Attached
from trainer.ui.widgets.text import Wrapped

_PARAGRAPH_GAP: Final = 8
_PLACE: Final = re.compile(r"([（(])(\u3000+|[ \u3000]{2,})([）)])")
# As wide as the blank of a Chinese character, and no line breaks at it.
_BLANKS: Final = "\u00a0" * 4
_TAGS: Final = {0: ("", ""), 1: ("<sup>", "</sup>"), -1: ("<sub>", "</sub>")}


def text_view(
    text: str,
    role: str = "reading",
    line_height: int = 116,
    attached: Attached = NOTHING_ATTACHED,
    *,
    reacts: bool = True,
) -> QWidget:
    """Make the widget that shows a text of a question.

    Args:
        text: our Markdown, see ``domain.question_bank.text``.
        role: type role.
        line_height: in percent of the face's own height; 121 makes 1.75 of the character size.
        attached: what the text's pictures are found in.
        reacts: a press on a picture enlarges it; not where the press means something else.
    """
    if is_simple(text):
        return RichLabel(text, role, line_height)
    from trainer.ui.widgets.rich_document import RichText

    return RichText(blocks(text), role, line_height, attached, reacts=reacts)


@lru_cache(maxsize=512)
def is_simple(text: str) -> bool:
    """Tell whether a text is nothing but words."""
    return all(
        isinstance(block, Paragraph) and all(run.kind in {RunKind.TEXT, RunKind.CODE} for run in block.runs)
        for block in blocks(text)
    )


def said(text: str) -> str:
    """Say a text in plain words, as a screen reader would; formulas as they are written."""
    return "\n".join(line for block in blocks(text) for line in _spoken(block))


def unbroken(text: str) -> str:
    """Keep the two brackets around a place for an answer on one line."""
    return _PLACE.sub(lambda found: found[1] + _BLANKS * len(found[2]) + found[3], text)


def light_html(text: str, line_height: int = 130, look: Theme | None = None) -> str:
    """Write the paragraphs of a text for a label: escaped, with its strong, underlined, raised and lowered words."""
    gap = look.gap(_PARAGRAPH_GAP) if look is not None else _PARAGRAPH_GAP
    said = ""
    for number, block in enumerate(blocks(text)):
        if isinstance(block, Paragraph):
            top = gap if number else 0
            words = "".join(_run_html(run, look) for run in block.runs)
            said += f'<p style="line-height:{line_height}%; margin:{top}px 0 0 0; white-space:pre-wrap;">{words}</p>'
    return said.replace("\n", "<br/>")


class RichLabel(Wrapped):
    """Wrapping paragraphs in a type role.

    Args:
        text: see :func:`light_html`.
        role: type role.
        line_height: in percent of the face's own height; 121 makes 1.75 of the character size.
    """

    def __init__(
        self, text: str = "", role: str = "reading", line_height: int = 116, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line_height = line_height
        self._said = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("type", role)
        self.show_text(text)
        if "`" in text or "\n\n" in text:
            bind(self, self._set)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._said = text
        self._set(None)
        self.setAccessibleName(said(text))

    def _set(self, look: Theme | None) -> None:
        self.setText(light_html(self._said, self._line_height, look))


def _run_html(run: Run, look: Theme | None) -> str:
    words = html.escape(unbroken(run.text), quote=False)
    if run.kind is RunKind.CODE:
        color = f"color:{look.hex('primary_strong')}; background-color:{look.hex('wash')};" if look is not None else ""
        words = f"<span style=\"font-family:'Noto Sans SC'; {color}\">&nbsp;{words}&nbsp;</span>"
    begin, end = _TAGS[run.script]
    words = f"{begin}{words}{end}"
    if run.underline:
        words = f"<u>{words}</u>"
    return f"<b>{words}</b>" if run.strong else words


def _spoken(block: Block) -> Iterable[str]:
    match block:
        case Paragraph(runs):
            yield spoken_runs(runs)
        case Items(items):
            for item in items:
                sign = "" if item.number is None else f"{item.number}. "
                yield sign + spoken_runs(item.runs)
        case Table(rows):
            for row in rows:
                yield "  ".join(spoken_runs(cell) for cell in row)
        case Formula(source):
            yield source


def spoken_runs(runs: Sequence[Run]) -> str:
    """Say runs in plain words."""
    return "\n".join("".join(run.text for run in line) for line in lines_of(runs)).strip()


__all__ = ["RichLabel", "is_simple", "light_html", "said", "spoken_runs", "text_view", "unbroken"]
