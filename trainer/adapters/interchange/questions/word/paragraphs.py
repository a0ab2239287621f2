"""One paragraph of Word -> lines with their type, pictures and formulas; what is lost on the way is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.chinese.signs import clean
from trainer.adapters.interchange.questions.lists.lines import FIRST_INLINE, LAST_INLINE, Inline, Mark
from trainer.adapters.interchange.questions.media import media_file
from trainer.adapters.interchange.questions.word.formulas import letters_of, to_latex
from trainer.adapters.interchange.questions.word.formulas_out import again
from trainer.adapters.interchange.questions.word.pages import CODE_STYLE, SOURCE_TAG
from trainer.adapters.interchange.questions.word.parts import Parts
from trainer.domain.question_bank.blocks import Run, RunKind
from trainer.domain.question_bank.drafts import MediaFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Deleted words, comments and the codes of fields are no part of the text that people see.
_SKIPPED = frozenset(
    [
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "commentReference",
        "commentRangeStart",
        "commentRangeEnd",
        "annotationRef",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "lastRenderedPageBreak",
        "pPr",
        "rPr",
        "sectPr",
        "delInstrText",
        "Fallback",
        "rt",
        "fldData",
    ]
)
_SYMBOLS = {
    ("wingdings", 0xFC): "√", ("wingdings", 0xFB): "×", ("wingdings", 0xFE): "√", ("wingdings", 0xFD): "×",
    ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□", ("wingdings", 0x71): "□", ("wingdings", 0xA1): "○",
    ("wingdings 2", 0x50): "√", ("wingdings 2", 0x4F): "×", ("wingdings 2", 0x52): "√", ("wingdings 2", 0x51): "×",
    ("wingdings 2", 0x54): "×", ("wingdings 2", 0xA3): "□", ("symbol", 0xD6): "√", ("symbol", 0xB4): "×",
    ("symbol", 0xB1): "±", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥", ("symbol", 0xB9): "≠", ("symbol", 0x70): "π",
}  # fmt: skip
_LONGEST_SCRIPT = 20
_DEEPEST = 80


@dataclass(frozen=True, slots=True)
class Type:
    """How a run is set."""

    strong: bool = False
    under: bool = False
    lit: bool = False
    script: int = 0
    code: bool = False


@dataclass(slots=True)
class Drawn:
    """The words of one paragraph on their way into lines.

    Attributes:
        words: stretches of the text, with line ends.
        length: of all of them.
        marks: places in the text.
        boxes: paragraphs of text boxes that hang on it.
        notes: code and words of what is lost or was guessed.
    """

    words: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words."""
        return "".join(self.words)

    def add(self, words: str, look: Type) -> None:
        """Append words in their type."""
        start = self.length
        self.words.append(words)
        self.length += len(words)
        for sort, is_so in (("strong", look.strong), ("under", look.under), ("key", look.lit)):
            if not is_so or not words.strip():
                continue
            last = self.marks[-1] if self.marks else None
            if last is not None and last.sort == sort and last.end == start:
                self.marks[-1] = Mark(last.start, self.length, sort)
            else:
                self.marks.append(Mark(start, self.length, sort))


class Inlines:
    """The signs that stand for what letters cannot say, given one after another."""

    def __init__(self) -> None:
        self.found: dict[str, Inline] = {}
        self._names: set[str] = set()
        self._files: dict[tuple[str, str], MediaFile] = {}

    def add(self, inline: Inline) -> str:
        """Give the sign of something; empty where there are too many."""
        code = FIRST_INLINE + len(self.found)
        if code > LAST_INLINE - 100:
            return ""
        self.found[chr(code)] = inline
        return chr(code)

    def picture(self, part: str, content: bytes, name: str, words: str) -> str:
        """Give the sign of a picture; empty where it is none that a window could show.

        Args:
            part: of the package.
            content: its bytes.
            name: that Word keeps for it; the name of the attachment in our own papers.
            words: its description.
        """
        named = name if _is_name(name) else words if _is_name(words) else part.rpartition("/")[2]
        file = self._files.get((part, named))
        if file is None:
            file = media_file(named, content, self._names)
            if file is None:
                return ""
            self._files[part, named] = file
            self._names.add(file.name)
        said = "" if words == named else " ".join(words.split())[:80]
        return self.add(Inline(Run(said, RunKind.MEDIA, file.name), "", file=file))


def _is_name(words: str) -> bool:
    """Tell whether words are the name of a file, as in our own papers."""
    stem, point, end = words.rpartition(".")
    return bool(stem and point) and len(words) <= 80 and len(end) <= 4 and " " not in words and "/" not in words


class ParagraphReader:
    """Reads paragraphs of one document.

    Args:
        parts: of the package.
        inlines: shared by the whole document.
        links: of the part that the paragraphs stand in: id -> name of a part.
    """

    def __init__(self, parts: Parts, inlines: Inlines, links: Mapping[str, str]) -> None:
        self.parts = parts
        self.inlines = inlines
        self.links = links

    def read(self, paragraph: _Element) -> Drawn:
        """Read one paragraph without its automatic number."""
        drawn = Drawn()
        self._walk(paragraph, drawn, Type(), 0)
        return drawn

    def _walk(self, element: _Element, drawn: Drawn, look: Type, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in element:
            name = _name(child)
            if name in _SKIPPED or not name:
                if name == "instrText" and (child.text or "").strip().upper().startswith("EQ"):
                    drawn.notes.append(("word_formula_lost", (child.text or "").strip()[:40]))
                continue
            if name == "r":
                self._walk(child, drawn, _type_of(child, self.parts), depth + 1)
            elif name in ("oMath", "oMathPara"):
                self._formula(child, drawn)
            elif name == "sdt" and (source := _source_of(child)):
                drawn.add(self.inlines.add(Inline(Run(source, RunKind.FORMULA), source)), Type())
            elif name in ("drawing", "pict", "object"):
                self._drawing(child, drawn, name)
            elif name in _LEAVES:
                self._leaf(child, name, drawn, look)
            elif name == "footnoteReference":
                drawn.notes.append(("word_footnote", ""))
            else:
                self._walk(child, drawn, look, depth + 1)

    def _leaf(self, element: _Element, name: str, drawn: Drawn, look: Type) -> None:
        if name == "t":
            words = _unsigned(clean(element.text or ""))
        elif name == "sym":
            words = _symbol(element)
            if not words:
                drawn.notes.append(("word_sign_lost", ""))
        else:
            words = _LEAVES[name]
        if not words:
            return
        if look.code and words.strip() and "`" not in words and "\n" not in words:
            drawn.add(self.inlines.add(Inline(Run(words, RunKind.CODE), words)), Type(strong=look.strong))
        elif look.script and words.strip() and len(words) <= _LONGEST_SCRIPT:
            drawn.add(self.inlines.add(Inline(Run(words, script=look.script), words)), Type(strong=look.strong))
        elif look.under and not words.strip(" \t\u00a0\u3000\u2002\u2003_"):
            # Underlined blanks are a gap; one blank between underlined words is none.
            drawn.add("____" if len(words) > 1 or words == "\t" else words, Type())
        else:
            drawn.add(words, look)

    def _formula(self, element: _Element, drawn: Drawn) -> None:
        for formula in [element] if _name(element) == "oMath" else element.iter("{*}oMath"):
            latex = to_latex(formula)
            letters = letters_of(formula)
            if latex is None:
                drawn.notes.append(("word_formula_lost", letters[:40]))
                drawn.add(letters, Type())
            elif latex == letters and latex.replace(".", "").isalnum() and latex.isascii():
                # A lone letter or number set as a formula is as good as letters.
                drawn.add(letters, Type())
            else:
                drawn.add(self.inlines.add(Inline(Run(latex, RunKind.FORMULA), letters)), Type())

    def _drawing(self, element: _Element, drawn: Drawn, name: str) -> None:
        drawn.boxes += [
            paragraph
            for box in element.iter("{*}txbxContent")
            for paragraph in box.iter("{*}p")
            if not _in_fallback(box)
        ]
        about = next(element.iter("{*}docPr"), None)
        named, words = (str(about.get(key, "")) for key in ("name", "descr")) if about is not None else ("", "")
        targets = [str(blip.get(_EMBED, "")) for blip in element.iter("{*}blip") if not _in_fallback(blip)]
        targets += [str(image.get(_LINK, "")) for image in element.iter("{*}imagedata") if not _in_fallback(image)]
        for target in dict.fromkeys(targets):
            part = self.links.get(target, "")
            content = self.parts.read(part)
            sign = self.inlines.picture(part, content, named, words) if content else ""
            if sign:
                drawn.add(sign, Type())
            else:
                drawn.notes.append(
                    ("word_formula_lost" if name == "object" else "word_picture_lost", part.rpartition("/")[2])
                )
        if name == "object" and not targets:
            drawn.notes.append(("word_formula_lost", ""))


_LEAVES = {
    "t": "",
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "sym": "",
    "softHyphen": "",
    "ptab": "\t",
}


def _source_of(control: _Element) -> str:
    """Give the source of a formula that we wrote beside it, as long as nobody has changed the formula since."""
    tag = control.find("{*}sdtPr/{*}tag")
    said = _attribute(tag, "val") if tag is not None else ""
    formulas = control.findall("{*}sdtContent/{*}oMath")
    if not said.startswith(SOURCE_TAG) or len(formulas) != 1:
        return ""
    source = said.removeprefix(SOURCE_TAG)
    return source if to_latex(formulas[0]) == again(source) else ""


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _in_fallback(element: _Element) -> bool:
    return any(_name(one) == "Fallback" for one in element.iterancestors())


def _unsigned(text: str) -> str:
    """A document must not use the signs that stand for its own pictures."""
    if text.isascii() or max(text) < chr(FIRST_INLINE):
        return text
    return "".join("\ufffd" if char >= chr(FIRST_INLINE) else char for char in text)


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _symbol(element: _Element) -> str:
    code = _attribute(element, "char")
    try:
        value = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get((_attribute(element, "font").lower(), value), "")


def _type_of(run: _Element, parts: Parts) -> Type:
    properties = run.find("{*}rPr")
    if properties is None:
        return Type()
    strong = under = lit = code = False
    script = 0
    for one in properties:
        name, value = _name(one), _attribute(one, "val").lower()
        if name == "b":
            strong = value not in ("0", "false", "off")
        elif name == "u":
            under = value not in ("", "none")
        elif name == "color":
            lit = lit or _is_colour(value)
        elif name == "highlight":
            lit = lit or value not in ("none", "white", "")
        elif name == "shd":
            lit = lit or _is_colour(_attribute(one, "fill"))
        elif name == "vertAlign":
            script = {"superscript": 1, "subscript": -1}.get(value, 0)
        elif name == "rStyle":
            strong = strong or value in parts.strong_styles
            code = value == CODE_STYLE.lower()
    return Type(strong, under, lit, script, code)


def _is_colour(value: str) -> bool:
    """Tell a colour from black, white, greys and "automatic"."""
    try:
        red, green, blue = (int(value[place : place + 2], 16) for place in (0, 2, 4))
    except ValueError:
        return False
    return len(value) == 6 and max(red, green, blue) - min(red, green, blue) > 60


def paragraphs_in(element: _Element) -> Iterator[_Element]:
    """Give paragraphs and tables of a body, a cell or a wrapper, in their order."""
    for child in element:
        name = _name(child)
        if name in ("p", "tbl", "altChunk"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice"):
            yield from paragraphs_in(child)
