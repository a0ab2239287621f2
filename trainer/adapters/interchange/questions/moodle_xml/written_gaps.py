"""Questions with gaps as embedded answers of Moodle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from trainer.adapters.interchange.questions.cloze_gaps import BEFORE, BEHIND, write_gap
from trainer.adapters.interchange.questions.moodle_texts import inline_html, to_html
from trainer.adapters.interchange.questions.moodle_xml.writing_one import Parts, Writing, section
from trainer.domain.question_bank.answers import Choice, Gap, GapKind, NumericKey
from trainer.domain.question_bank.question import Kind

_GAP_OF_BLANK = re.compile(r"_{4,}")
_GAP_OF_CLOZE = re.compile(r"(?<!\\)\[\[([0-9]{1,4})\]\]")
_PLACE = re.compile(f"{BEFORE}(\\d+){BEHIND}")


def cloze(one: Writing) -> Parts:
    """Write gaps into the text."""
    question = one.question
    return "cloze", _with_gaps(one, question.stem, _GAP_OF_CLOZE, question.gaps), one.combined()


def blank(one: Writing) -> Parts:
    """Write the gaps of a fill-in as embedded answers."""
    question = one.question
    one.tags.append("kind=blank")
    gaps = []
    for part in question.blanks:
        if part.tolerance is None:
            gaps.append(Gap(GapKind.TEXT, tuple(Choice(starred(text), True) for text in part.accept)))
            continue
        numbers = [NumericKey(value, part.tolerance) for text in part.accept if (value := _exact(text)) is not None]
        gaps.append(Gap(GapKind.NUMBER, numbers=tuple(numbers)))
    return "cloze", _with_gaps(one, question.stem, _GAP_OF_BLANK, gaps), one.combined()


def _exact(text: str) -> Fraction | None:
    from trainer.domain.question_bank.numerals import read_number

    return read_number(text)


def starred(text: str) -> str:
    """Take the meaning from stars."""
    # A star there stands for anything.
    return text.replace("*", "\\*")


def _with_gaps(one: Writing, stem: str, mark: re.Pattern[str], gaps: Sequence[Gap]) -> str:
    one.is_sure = False
    places = iter(range(len(gaps)))

    def place(found: re.Match[str]) -> str:
        number = int(found[1]) - 1 if found.re.groups else next(places, len(gaps))
        return f"{BEFORE}{number}{BEHIND}" if 0 <= number < len(gaps) else found[0]

    def gap(found: re.Match[str]) -> str:
        return write_gap(_escaped_stars(one, gaps[int(found[1])]), inline_html, is_shuffled=one.question.is_shuffled)

    html = _PLACE.sub(gap, to_html(mark.sub(place, stem)))
    shown = [stem, *(text for part in gaps for choice in part.choices for text in (choice.text, choice.why))]
    files = "".join(one.files.shown_in(text) for text in shown)
    return f'<questiontext format="html"><text>{section(html)}</text>{files}</questiontext>\n'


def _escaped_stars(one: Writing, gap: Gap) -> Gap:
    if gap.kind is not GapKind.TEXT or one.question.wildcards or one.question.kind is Kind.BLANK:
        return gap
    choices = tuple(Choice(starred(one.text), one.is_right, one.why, one.share) for one in gap.choices)
    return Gap(gap.kind, choices, weight=gap.weight, strict=gap.strict)
