"""A Moodle XML file -> drafts and findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.drafting import damaged, drafted
from trainer.adapters.interchange.questions.moodle_xml import calculated, embedded, pictured, plain
from trainer.adapters.interchange.questions.moodle_xml.asked import Asked
from trainer.adapters.interchange.questions.moodle_xml.in_hand import FileInHand, bare
from trainer.adapters.interchange.questions.moodle_xml.mending import mended
from trainer.adapters.interchange.questions.moodle_xml.pieces import Piece, is_whole, opened, pieces
from trainer.adapters.interchange.questions.source import NO_OPTIONS, ReadOptions, SourceFile
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.drafts import Draft, FileReading
from trainer.domain.question_bank.question import Question
from trainer.platform import safe_xml
from trainer.platform.bad_file import BadFileError

if TYPE_CHECKING:
    from lxml import etree

_TYPES: Mapping[str, Callable[[Asked], Question]] = {
    "multichoice": plain.multichoice,
    "truefalse": plain.truefalse,
    "shortanswer": plain.shortanswer,
    "numerical": plain.numerical,
    "matching": plain.matching,
    "match": plain.matching,
    "ordering": plain.ordering,
    "essay": plain.essay,
    "cloze": embedded.multianswer,
    "multianswer": embedded.multianswer,
    "gapselect": embedded.gapselect,
    "ddwtos": embedded.ddwtos,
    "ddimageortext": pictured.ddimageortext,
    "ddmarker": pictured.ddmarker,
    "calculated": calculated.calculated,
    "calculatedsimple": calculated.calculated,
    "calculatedmulti": calculated.calculatedmulti,
}
# What is no question by itself.
_NO_QUESTIONS = {
    "description": "moodle_description",
    "random": "moodle_random",
    "randomsamatch": "moodle_random_match",
}
_ROOT_OF_CATEGORIES = re.compile(r"^\$[A-Za-z]+\d*\$(?:/|$)")

_PLACE_IN_DETAIL = re.compile(r",? line \d+(?: and \w+)?(?=,|$)|, column \d+$")


def read(source: SourceFile, options: ReadOptions = NO_OPTIONS) -> FileReading:
    """Read a file of Moodle XML.

    Args:
        source: the file.
        options: ``category`` holds for questions before the first category of the file; ``encoding`` where a person named it.
    """
    file = FileInHand(source.name, options.category)
    try:
        found = opened(source, options)
    except BadFileError as error:
        return damaged(source, error)
    if found.declared:
        file.findings.append(
            Finding(
                "moodle_encoding_other",
                Severity.NOTICE,
                source.name,
                1,
                facts={"declared": found.declared, "encoding": found.encoding},
            )
        )
    drafts: list[Draft] = []
    refused = 0
    parse = safe_xml.fragment_parser()
    for piece in pieces(found.data):
        refused += _read_piece(piece, parse, file, drafts)
    if not drafts and not refused:
        file.findings.append(Finding("moodle_no_questions", Severity.ERROR, source.name, 1))
        refused = 1
    elif not is_whole(found.data):
        last = found.data.count(b"\n") + 1
        file.findings.append(Finding("moodle_end_missing", Severity.WARNING, source.name, last))
    for code, line in file.lost.items():
        file.findings.append(Finding(code, Severity.NOTICE, source.name, line))
    file.findings.sort(key=lambda finding: finding.line or 0)
    return FileReading(tuple(drafts), tuple(file.findings), refused, file.media)


def _read_piece(piece: Piece, parse: Callable[[bytes], etree._Element], file: FileInHand, drafts: list[Draft]) -> int:
    """Read one question into a draft; 1 where it is refused."""
    if piece.is_commented:
        file.findings.append(Finding("moodle_commented_out", Severity.NOTICE, file.name, piece.line))
        return 0
    element = _parsed(piece, parse, file)
    if piece.rest:
        shown = piece.rest[:60].decode("utf-8", "replace")
        at = piece.line + piece.data.count(b"\n")
        file.findings.append(Finding("moodle_text_between", Severity.WARNING, file.name, at, facts={"text": shown}))
    if element is None:
        return 1
    kind = (element.get("type") or "").strip()
    if kind == "category":
        _category(element, piece.line, file)
        return 0
    asked = Asked(element, kind, piece.line, file)
    asked.title()
    type_reader = _TYPES.get(kind)
    if type_reader is None:
        code = _NO_QUESTIONS.get(kind, "moodle_type_unknown" if kind else "moodle_type_missing")
        asked.note(code, Severity.ERROR, type=kind[:60])
        return 1
    said = len(file.findings)
    question = type_reader(asked)
    asked.look_for_losses()
    if any(finding.severity is Severity.ERROR for finding in file.findings[said:]):
        return 1
    draft = drafted(question, asked.where, file.findings, asked.idnumber())
    if draft is None:
        return 1
    drafts.append(draft)
    return 0


def question_of(element: etree._Element, file: FileInHand) -> Question | None:
    """Read one question element as the file says it; None for a type that is none of the bank's."""
    asked = Asked(element, element.get("type") or "", 1, file)
    asked.title()
    type_reader = _TYPES.get(asked.kind)
    return None if type_reader is None else type_reader(asked)


def _parsed(piece: Piece, parse: Callable[[bytes], etree._Element], file: FileInHand) -> etree._Element | None:
    try:
        return parse(piece.data)
    except BadFileError as error:
        first = error
    data = mended(piece.data)
    if data != piece.data:
        try:
            element = parse(data)
        except BadFileError:
            pass
        else:
            at = piece.line + (first.line or 1) - 1
            file.findings.append(Finding("moodle_mended", Severity.NOTICE, file.name, at))
            return element
    at = (first.line or 1) + piece.line - 1
    code = first.code if first.code != "xml_broken" else "moodle_question_broken"
    if not piece.is_closed:
        code, at = "moodle_question_open", piece.line
    facts = {**first.facts, "question": _named(piece.data)}
    if "detail" in facts:
        # The parser counts lines from the question's first one, and quotes what it met.
        facts["detail"] = _PLACE_IN_DETAIL.sub("", str(facts["detail"]).partition("\n")[0])
    file.findings.append(Finding(code, Severity.ERROR, file.name, at, facts=facts))
    return None


def _named(data: bytes) -> str:
    """Give the beginning of a name out of a question that cannot be parsed."""
    found = re.search(rb"<name[^>]*>\s*(?:<text[^>]*>)?\s*(?:<!\[CDATA\[)?([^<\]]{1,200})", data[:4000])
    return "" if found is None else found[1].decode("utf-8", "replace").strip()[:60]


def _category(element: etree._Element, line: int, file: FileInHand) -> None:
    path, info, idnumber = "", "", ""
    for child in element:
        said = bare(child)
        if child.tag == "category":
            path = said
        elif child.tag == "info":
            info = said
        elif child.tag == "idnumber":
            idnumber = said
    file.category = category_of(path)
    if info or idnumber:
        file.once("moodle_category_words_lost", line)


def category_of(path: str) -> str:
    """Give a category as the bank writes it; contexts of Moodle (``$course$``) and its invisible top are left out."""
    path = _ROOT_OF_CATEGORIES.sub("", path.strip())
    steps = [" ".join(step.split()) for step in path.replace("//", "\0").split("/")]
    if steps and steps[0] == "top":
        steps = steps[1:]
    # A stroke inside a name is doubled there; here it is a wide one, because ours parts the levels.
    return "/".join(step.replace("\0", "／") for step in steps if step)
