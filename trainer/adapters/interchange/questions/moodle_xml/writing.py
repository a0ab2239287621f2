"""Questions -> a file that Moodle imports.

The order of elements is that of Moodle's own files. What Moodle has no place for travels in tags (``own_tags``), which it
keeps, and in one element of ours (``own_document``), which it passes by. Questions that hold nothing unusual are known to
read back as they are; for all others that is tried, and the difference is what the element holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.adapters.interchange.questions import own_document, own_tags
from trainer.adapters.interchange.questions.moodle_formulas import FormulaError, text_to_moodle, to_moodle
from trainer.adapters.interchange.questions.moodle_numbers import decimal, is_decimal
from trainer.adapters.interchange.questions.moodle_texts import bare_text
from trainer.adapters.interchange.questions.moodle_xml import own_parts
from trainer.adapters.interchange.questions.moodle_xml.fields import Files, Media, wrapped
from trainer.adapters.interchange.questions.moodle_xml.in_hand import FileInHand
from trainer.adapters.interchange.questions.moodle_xml.reading import question_of
from trainer.adapters.interchange.questions.moodle_xml.writing_one import Writing
from trainer.adapters.interchange.questions.moodle_xml.written_kinds import WRITE
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.answers import WHOLE
from trainer.domain.question_bank.kinds.parts import markdown_texts
from trainer.domain.question_bank.parameterised import draw_values
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.platform import safe_xml

_FORBIDDEN = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))
_NONE = re.compile("[\ufffe\uffff]")
_NAME = 60


def write(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write a file; questions that Moodle has no type for are left out (:func:`refuses` says so before).

    Args:
        questions: in the order of the file.
        media: bytes of an attachment by its digest; None where they are lost.
        title: of the file; Moodle's format has no place for it.
    """
    del title
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    category = ""
    parse = safe_xml.fragment_parser()
    for question in questions:
        if refuses(question):
            continue
        if question.category != category:
            category = question.category
            parts.append(_category(category))
        parts.append(_question(question, media, parse))
    parts.append("</quiz>\n")
    return _NONE.sub("", "".join(parts)).encode("utf-8", "replace").translate(None, _FORBIDDEN)


def refuses(question: Question) -> str:
    """Say why Moodle cannot hold a question; empty where it can."""
    if question.kind not in WRITE:
        return "moodle_kind_missing"
    if question.kind is Kind.PARAMETERISED:
        try:
            for result in question.results:
                to_moodle(result.expression)
            for _, text in markdown_texts(question):
                text_to_moodle(text)
            draw_values(question, "0")
        except (FormulaError, Refusal):
            return "moodle_cannot_compute"
    return ""


def loses(question: Question) -> tuple[str, ...]:
    """Say what Moodle does not make use of; it is in the file, and comes back when the file is read here."""
    found = []
    if question.kind is Kind.MULTIPLE and question.marking is not Marking.PER_CHOICE:
        found.append("moodle_loses_marking")
    if question.kind not in _WITH_FEEDBACK and any(
        (
            question.feedback.partly,
            question.kind is not Kind.JUDGE and (question.feedback.right or question.feedback.wrong),
        )
    ):
        found.append("moodle_loses_feedback")
    if set(question.strict) - {"case"}:
        found.append("moodle_loses_strict")
    if question.conditions:
        found.append("moodle_loses_conditions")
    if question.rubric or question.markers != 1:
        found.append("moodle_loses_rubric")
    if any(blank.units for blank in question.blanks):
        found.append("moodle_loses_units")
    if any(key.is_relative for key in question.numbers) or any(
        key.is_relative for gap in question.gaps for key in gap.numbers
    ):
        found.append("moodle_loses_relative")
    if question.kind is Kind.DRAG and any(len(zone.takes) != 1 for zone in question.zones):
        found.append("moodle_loses_zones")
    return tuple(found)


_WITH_FEEDBACK = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING, Kind.DRAG, Kind.PARAMETERISED})


def _question(question: Question, media: Media, parse: object) -> str:
    files = Files(question.attachments, media)
    one = Writing(question, files)
    kind, stem, rest = WRITE[question.kind](one)
    explanation = one.field("generalfeedback", question.explanation)
    hints = "".join(one.field("hint", hint) for hint in question.hints)
    if question.attachments:
        one.is_sure = False
        texts = "\n".join(text for _, text in markdown_texts(question))
        if unshown := files.unshown(texts):
            stem = stem.replace("</questiontext>", f"{unshown}</questiontext>", 1)
    if not is_decimal(question.points) or (question.kind is Kind.CLOZE and question.points == WHOLE):
        one.is_sure = False
    name = question.name
    if not name or name != " ".join(name.split()):
        one.is_sure = one.is_sure and not name
        one.tags.append("unnamed=1")
        name = name or bare_text(question.stem)[:_NAME]
    own = own_tags.tags_of(question) + [f"{own_tags.MARK}{tag}" for tag in one.tags]
    own += [f"{own_tags.MARK}strict={word}" for word in question.strict]
    if any(tag != tag.strip() or tag.startswith(own_tags.MARK) for tag in question.tags):
        one.is_sure = False
    tags = "".join(f"<tag><text>{wrapped(tag)}</text></tag>" for tag in (*question.tags, *own))
    head = (
        f'<question type="{kind}">\n<name><text>{wrapped(" ".join(name.split()))}</text></name>\n{stem}{explanation}'
        f"<defaultgrade>{decimal(question.points)}</defaultgrade>\n<penalty>0</penalty>\n<hidden>0</hidden>\n"
        f"<idnumber>{wrapped(question.code)}</idnumber>\n{rest}{hints}<tags>{tags}</tags>\n"
    )
    if one.is_sure and question.is_shuffled | (question.kind in _SHUFFLED):
        return f"{head}</question>\n"
    return _with_own_part(question, head, parse)


_SHUFFLED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING})


def _with_own_part(question: Question, head: str, parse: object) -> str:
    """Add what reading would not give back."""
    assert callable(parse)
    clean = _NONE.sub("", head).encode("utf-8", "replace").translate(None, _FORBIDDEN)
    element = parse(clean + b"</question>")
    read = question_of(element, FileInHand("", question.category))
    own = {"kind": question.kind.value} if read is None else own_document.differences(question, read)
    if not own:
        return f"{head}</question>\n"
    document = own_document.written(own, own_parts.rest_of(element))
    return f"{head}<{own_parts.ELEMENT}>{wrapped(document)}</{own_parts.ELEMENT}>\n</question>\n"


def _category(category: str) -> str:
    path = f"$course$/top/{category}" if category else "$course$/top"
    return (
        f'<question type="category">\n<category><text>{wrapped(path)}</text></category>\n'
        '<info format="html"><text></text></info>\n<idnumber></idnumber>\n</question>\n'
    )
