"""Pages of Word in pieces: paragraphs, tables, pictures and formulas as they stand in the file, and the document around them.

python-docx holds the package (styles, pictures, their links); the body is written as text and parsed once, because tens of
thousands of paragraphs through its objects would take minutes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from trainer.adapters.interchange.questions.word.formulas_out import is_kept, to_omml
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.blocks import Formula, Items, Paragraph, Run, RunKind, Table, blocks, lines_of

Media = Callable[[str], bytes | None]
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A gap on paper is a line to write on.
_GAP = re.compile(r"_{4,}")
_GAP_CELLS = 12
# The character style of code, by which it is known again.
CODE_STYLE = "PaperCode"
# Before the source of a formula in the tag of its content control; Word keeps 64 characters there.
SOURCE_TAG = "latex "
LONGEST_TAG = 64 - len(SOURCE_TAG)
# Widest picture on the page, in English metric units; 914,400 make an inch.
_WIDEST = 4_800_000
_EMU_PER_PIXEL = 9_525
EMBEDDED = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff")
# Style -> name, East Asian face, Western face, size in points, bold.
STYLES: dict[str, tuple[str, str, str, float, bool]] = {
    "title": ("Paper title", "黑体", "Times New Roman", 18, False),
    "section": ("Paper section", "黑体", "Times New Roman", 14, False),
    "stem": ("Paper question", "宋体", "Times New Roman", 12, False),
    "choice": ("Paper choice", "宋体", "Times New Roman", 12, False),
    "material": ("Paper material", "仿宋", "Times New Roman", 12, False),
    "key": ("Paper key", "楷体", "Times New Roman", 11, False),
}


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph.

    Attributes:
        style: a key of :data:`STYLES`.
        label: words before it.
        runs: what it says; line breaks are kept.
        indent: in half characters.
        tabs: places of tabulators, in points.
        gaps: gaps are lines to write on, not underscores.
        space_after: empty lines to write on below it.
    """

    style: str
    runs: Sequence[Run]
    label: str = ""
    indent: int = 0
    tabs: tuple[int, ...] = ()
    gaps: bool = False
    space_after: int = 0


Piece = Para | Table


def paras(text: str, style: str, label: str = "", *, indent: int = 0, gaps: bool = False) -> list[Piece]:
    """Set a text of a question: its first paragraph behind a label, formulas on lines of their own, tables as tables."""
    found: list[Piece] = []
    for block in blocks(text):
        if isinstance(block, Paragraph):
            found.append(Para(style, block.runs, label, indent, gaps=gaps))
        elif isinstance(block, Formula):
            found.append(Para(style, (Run(block.source, RunKind.FORMULA),), label, indent))
        elif isinstance(block, Items):
            for item in block.items:
                sign = f"{item.number}. " if item.number is not None else "• "
                found.append(Para(style, item.runs, label + sign, indent + 2 * item.depth))
                label = ""
        else:
            if label:
                found.append(Para(style, (), label, indent))
            found.append(block)
        label = ""
    if label or not found:
        found.append(Para(style, (), label, indent))
    return found


@dataclass(slots=True)
class Pages:
    """A document on its way.

    Args:
        media: gives the bytes of an attachment.
    """

    media: Media
    body: list[str] = field(default_factory=list)
    _document: Any = None
    _pictures: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        from docx import Document

        self._document = Document()
        _set_styles(self._document)

    def add(self, pieces: Iterable[Piece], attachments: Sequence[Attachment] = ()) -> None:
        """Append paragraphs and tables; pictures are taken from these attachments."""
        named = {one.name: one for one in attachments}
        for piece in pieces:
            self.body.append(self._paragraph(piece, named) if isinstance(piece, Para) else self._table(piece, named))

    def finish(self, title: str) -> bytes:
        """Give the bytes of the file."""
        from docx.oxml import parse_xml

        self._document.core_properties.title = _UNKEPT.sub("", title)[:250]
        body = self._document.element.body
        section = body[-1]
        parsed = parse_xml(f"<w:body {_NAMESPACES} {_DRAWING_NAMESPACES}>{''.join(self.body)}</w:body>")
        for element in list(parsed):
            section.addprevious(element)
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()

    def _paragraph(self, para: Para, named: Mapping[str, Attachment]) -> str:
        settings = [f'<w:pStyle w:val="{_style_id(para.style)}"/>']
        if para.tabs:
            stops = "".join(f'<w:tab w:val="left" w:pos="{place * 20}"/>' for place in para.tabs)
            settings.append(f"<w:tabs>{stops}</w:tabs>")
        if para.space_after:
            settings.append(f'<w:spacing w:after="{para.space_after * 480}"/>')
        if para.indent:
            settings.append(f'<w:ind w:left="{para.indent * 120}"/>')
        said = _words(para.label, "") if para.label else ""
        for line_number, line in enumerate(lines_of(para.runs)):
            said += "<w:r><w:br/></w:r>" if line_number else ""
            said += "".join(self._run(run, named, para.gaps) for run in line)
        return f"<w:p><w:pPr>{''.join(settings)}</w:pPr>{said}</w:p>"

    def _run(self, run: Run, named: Mapping[str, Attachment], gaps: bool) -> str:
        if run.kind is RunKind.FORMULA:
            return _formula(run.text)
        if run.kind is RunKind.MEDIA:
            attachment = named.get(run.name)
            drawn = self._picture(attachment, run.text) if attachment is not None else ""
            return drawn or _words(f"[{run.text or run.name}]", "")
        look = "<w:b/>" if run.strong else ""
        look += '<w:u w:val="single"/>' if run.underline else ""
        look += f'<w:vertAlign w:val="{"superscript" if run.script > 0 else "subscript"}"/>' if run.script else ""
        if run.kind is RunKind.CODE:
            return _words(run.text, _CODE + look)
        if not gaps or "____" not in run.text:
            return _words(run.text, look)
        said, place = "", 0
        for gap in _GAP.finditer(run.text):
            said += _words(run.text[place : gap.start()], look) + _words("\u3000" * _GAP_CELLS, '<w:u w:val="single"/>')
            place = gap.end()
        return said + _words(run.text[place:], look)

    def _picture(self, attachment: Attachment, words: str) -> str:
        """Draw a picture; empty where its bytes are lost or Word cannot show its sort."""
        if attachment.digest not in self._pictures:
            content = self.media(attachment.digest) if attachment.media_type in EMBEDDED else None
            if content is None:
                return ""
            try:
                link, image = self._document.part.get_or_add_image(io.BytesIO(content))
                wide, high = int(image.px_width), int(image.px_height)
            except Exception:  # a picture that the library cannot measure
                return ""
            self._pictures[attachment.digest] = (link, wide, high)
        link, wide, high = self._pictures[attachment.digest]
        scale = min(1.0, _WIDEST / max(wide * _EMU_PER_PIXEL, 1))
        self._count += 1
        return _DRAWING.format(
            width=max(int(wide * _EMU_PER_PIXEL * scale), 1),
            height=max(int(high * _EMU_PER_PIXEL * scale), 1),
            number=self._count,
            # Name and description bring those of the attachment back when the file is read.
            name=escape(attachment.name, {'"': "&quot;"}),
            words=escape(_UNKEPT.sub("", words), {'"': "&quot;"}),
            link=link,
        )

    def _table(self, table: Table, named: Mapping[str, Attachment]) -> str:
        width = max((len(row) for row in table.rows), default=1)
        grid = f'<w:gridCol w:w="{9000 // max(width, 1)}"/>' * width
        rows = ""
        for row in table.rows:
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{9000 // width}" w:type="dxa"/></w:tcPr>'
                f"{self._paragraph(Para('choice', cell), named)}</w:tc>"
                for cell in row
            )
            rows += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl><w:tblPr>{_BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


_CODE = f'<w:rStyle w:val="{CODE_STYLE}"/>'
_BORDERS = "<w:tblBorders>" + "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
) + "</w:tblBorders>"  # fmt: skip
_DRAWING_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{words}"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{link}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def _formula(latex: str) -> str:
    """Write a formula; where Word's form of it reads differently, its source stands in a content control around it."""
    inner = to_omml(latex)
    if inner is None:
        return _words(latex, _CODE)
    if is_kept(latex) or len(latex) > LONGEST_TAG or _UNKEPT.search(latex):
        return f"<m:oMath>{inner}</m:oMath>"
    tag = escape(f"{SOURCE_TAG}{latex}", {'"': "&quot;"})
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent><m:oMath>{inner}</m:oMath></w:sdtContent></w:sdt>'


def _words(text: str, look: str) -> str:
    """Write words of one type; tabulators stay tabulators."""
    text = _UNKEPT.sub("", text)
    if not text:
        return ""
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in text.split("\t")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"


def _style_id(style: str) -> str:
    return STYLES[style][0].replace(" ", "")


def _set_styles(document: Any) -> None:
    """Make the styles of papers, with faces that every office in China has."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    for key, (name, eastern, western, size, bold) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold = western, Pt(size), bold
        style.element.rPr.rFonts.set(qn("w:eastAsia"), eastern)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.25
        if key == "title":
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            style.paragraph_format.space_after = Pt(12)
        if key == "section":
            style.paragraph_format.space_before = Pt(10)
            style.paragraph_format.keep_with_next = True
    code = document.styles.add_style("Paper Code", WD_STYLE_TYPE.CHARACTER)
    code.font.name = "Consolas"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
