"""Word files as teachers have them, made paragraph by paragraph so that every quirk can be seen where it is tested."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from trainer.adapters.interchange.questions import word
from trainer.adapters.interchange.questions.source import ReadOptions, SourceFile
from trainer.domain.question_bank.drafts import FileReading
from trainer.domain.question_bank.question import Question

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
# Level after level: number format and text.
LISTS = {
    "90": (("decimal", "%1、"), ("upperLetter", "%2.")),
    "91": (("chineseCounting", "%1、"), ("decimal", "%2.")),
    "92": (("decimalEnclosedCircle", "%1"), ("lowerLetter", "(%2)")),
}


class Paper:
    """A document on its way."""

    def __init__(self) -> None:
        import docx
        from docx.oxml import parse_xml

        self.document = docx.Document()
        numbering = self.document.part.numbering_part._element
        for name, levels in LISTS.items():
            inner = "".join(
                f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
                for place, (form, text) in enumerate(levels)
            )
            numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{name}">{inner}</w:abstractNum>'))
            numbering.append(parse_xml(f'<w:num {W} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))

    def say(self, text: str, numbered: str = "", level: int = 0, **look: Any) -> Any:
        """Add a paragraph; ``numbered`` counts it in one of :data:`LISTS`, ``look`` is the type of all of it."""
        from docx.oxml import parse_xml

        paragraph = self.document.add_paragraph()
        self.run(paragraph, text, **look)
        if numbered:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>')
            )
        return paragraph

    def run(self, paragraph: Any, text: str, *, colour: str = "", **look: Any) -> Any:
        from docx.shared import RGBColor

        run = paragraph.add_run(text)
        for name, value in look.items():
            setattr(run.font, name, value)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        return run

    def add_xml(self, paragraph: Any, xml: str) -> None:
        from docx.oxml import parse_xml

        paragraph._p.append(parse_xml(xml))

    def picture(self, content: bytes) -> None:
        self.document.add_paragraph().add_run().add_picture(io.BytesIO(content))

    def table(self, rows: Sequence[Sequence[str]]) -> Any:
        table = self.document.add_table(len(rows), max(map(len, rows)))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        return table

    def data(self) -> bytes:
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()

    def read(self) -> FileReading:
        return word.read(SourceFile("试题.docx", self.data()), ReadOptions())

    def only(self) -> list[Question]:
        """Read questions that all must be usable."""
        found = self.read()
        assert found.refused == 0, found.findings
        return [draft.question for draft in found.drafts]


def paper(*lines: str, finish: Callable[[Paper], None] | None = None) -> Paper:
    """Make a document of plain paragraphs."""
    made = Paper()
    for line in lines:
        made.say(line)
    if finish is not None:
        finish(made)
    return made
