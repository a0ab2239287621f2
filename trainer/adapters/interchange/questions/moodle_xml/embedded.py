"""Types of Moodle with gaps in their text: embedded answers, words dragged into a text, words chosen in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.cloze_gaps import BEFORE, BEHIND, Found, find_gaps, with_places
from trainer.adapters.interchange.questions.moodle_choices import wild
from trainer.adapters.interchange.questions.moodle_xml.asked import Asked
from trainer.adapters.interchange.questions.moodle_xml.in_hand import bare
from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.answers import Choice, Gap, GapKind
from trainer.domain.question_bank.question import Kind, Marking, Question

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"\[\[\s*(\d{1,4})\s*\]\]")
_END_PLACE = re.compile(rf"\s*{BEFORE}1{BEHIND}\s*\Z")


def multianswer(asked: Asked) -> Question:
    """Read embedded answers."""
    element = asked.one.get("questiontext")
    raw, form, files = ("", None, None) if element is None else asked.raw(element)
    found = find_gaps(raw, lambda text: asked.markdown(text, form, files))
    for trouble in found.troubles:
        # A text that is no CDATA section has lost its lines by now; what can be told is the question's.
        line = asked.line if element is None else asked.line_of(element)
        at = line + raw.count("\n", 0, trouble.at)
        severity = Severity.ERROR if trouble.is_error else Severity.WARNING
        facts = {"question": asked.named, **trouble.facts}
        asked.file.findings.append(Finding(trouble.code, severity, asked.file.name, at, facts=facts))
    stem = asked.markdown(found.text, form, files)
    if found.has_layout:
        asked.file.once("moodle_gap_layout_lost", asked.line)
    if found.several:
        return _several(asked, found, stem)
    points = None if asked.has("defaultgrade") else sum(gap.weight for gap in found.gaps)
    question = asked.question(
        Kind.CLOZE,
        with_places(stem),
        **wild(found.gaps),
        is_shuffled=found.is_shuffled,
        feedback=asked.feedback(),
    )
    return asked.worth(question, points)


def gapselect(asked: Asked) -> Question:
    """Read words that are chosen in a text: every gap offers the words of one group."""
    return _grouped(asked, "selectoption")


def ddwtos(asked: Asked) -> Question:
    """Read words that are dragged into a text: every gap offers the words of one group."""
    return _grouped(asked, "dragbox")


def _several(asked: Asked, found: Found, stem: str) -> Question:
    """Read a gap of which several choices may be taken: alone behind its text it is a question of multiple choice."""
    gap = found.gaps[0]
    if len(found.gaps) > 1 or not _END_PLACE.search(stem):
        asked.note("moodle_several_in_gap", Severity.ERROR, gap=found.several[0])
    return asked.question(
        Kind.MULTIPLE,
        _END_PLACE.sub("", stem),
        choices=gap.choices,
        marking=Marking.PER_CHOICE,
        is_shuffled=found.is_shuffled,
        feedback=asked.feedback(),
    )


def _grouped(asked: Asked, tag: str) -> Question:
    element = asked.one.get("questiontext")
    raw, form, files = ("", None, None) if element is None else asked.raw(element)
    words = [_word(asked, child) for child in asked.every(tag)]
    gaps: list[Gap] = []

    def numbered(place: re.Match[str]) -> str:
        number = int(place[1])
        if not 1 <= number <= len(words):
            asked.note("moodle_place_without_word", Severity.ERROR, place=number)
            return place[0]
        group = words[number - 1][1]
        offered = [Choice(text, index == number - 1) for index, (text, of) in enumerate(words) if of == group and text]
        gaps.append(Gap(GapKind.CHOICE, tuple(offered)))
        return f"{BEFORE}{len(gaps)}{BEHIND}"

    text = _PLACE.sub(numbered, raw.replace(BEFORE, "").replace(BEHIND, ""))
    if not gaps:
        asked.note("moodle_no_gaps", Severity.ERROR)
    return asked.question(
        Kind.CLOZE,
        with_places(asked.markdown(text, form, files)),
        gaps=tuple(gaps),
        is_shuffled=asked.has("shuffleanswers") and asked.plain("shuffleanswers") not in {"0", "false"},
        feedback=asked.feedback(),
    )


def _word(asked: Asked, element: etree._Element) -> tuple[str, str]:
    """Give a word as Markdown, and its group."""
    group = "1"
    for child in element:
        if child.tag == "group":
            group = bare(child) or "1"
    return asked.said(element), group
