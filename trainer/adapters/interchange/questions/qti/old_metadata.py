"""What QTI 1.2 says about an item, in the words of many programs: its type, its points, its bank.

Source: QTI ASI 1.2 information model, 3.4 (qtimetadata, qmd_* elements); Common Cartridge 1.3 profile of QTI 1.2.1, "item
profiles" (cc_profile); fields of Canvas (question_type), Blackboard (bbmd_questiontype), Brightspace (qmd_questiontype), Sakai and
Respondus (qmd_itemtype), ILIAS (QUESTIONTYPE).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.names import NAMES, words
from trainer.adapters.interchange.questions.qti.numbers import number

if TYPE_CHECKING:
    from lxml import etree

_TYPE_FIELDS = (
    "question_type",
    "cc_profile",
    "bbmd_questiontype",
    "qmd_questiontype",
    "questiontype",
    "qmd_itemtype",
    "item_type",
    "item type",
)
_POINTS_FIELDS = (
    "points_possible",
    "cc_weighting",
    "qmd_absolutescore_max",
    "qmd_weighting",
    "points",
    "marks",
    "max_points",
)
_NO_LETTERS = re.compile(r"[^a-z]+")
# Parts of the words for types, in the order in which they are looked for.
_HINTS = (
    ("truefalse", "judge"),
    ("eitheror", "judge"),
    ("fileupload", "upload"),
    ("fileresponse", "upload"),
    ("fileupload", "upload"),
    ("textonly", "text"),
    ("likert", "survey"),
    ("survey", "survey"),
    ("opinion", "survey"),
    ("calculated", "calculated"),
    ("numeric", "numeric"),
    ("arithmetic", "numeric"),
    ("significantfigures", "numeric"),
    ("fillinmultiple", "gaps"),
    ("fillintheblankplus", "gaps"),
    ("multipledropdowns", "gaps"),
    ("jumbled", "gaps"),
    ("multianswer", "multiple"),
    ("multipleanswer", "multiple"),
    ("multipleresponse", "multiple"),
    ("multiplecorrect", "multiple"),
    ("multiselect", "multiple"),
    ("manymultiple", "multiple"),
    ("categorization", "matching"),
    ("matching", "matching"),
    ("ordering", "ordering"),
    ("hotspot", "hotspot"),
    ("imagemap", "hotspot"),
    ("essay", "essay"),
    ("longanswer", "essay"),
    ("shortresponse", "essay"),
    ("paragraph", "essay"),
    ("multishortanswer", "short_answer"),
    ("shortanswer", "short_answer"),
    ("patternmatch", "short_answer"),
    ("ccfib", "short_answer"),
    ("fillin", "blank"),
    ("fib", "blank"),
    ("cloze", "blank"),
    ("singlechoice", "single"),
    ("multiplechoice", "single"),
    ("yesno", "single"),
)


def fields_of(element: etree._Element | None) -> dict[str, str]:
    """Give the fields of an ``itemmetadata`` or ``qtimetadata`` by their names in small letters; the first of each counts."""
    found: dict[str, str] = {}
    if element is None:
        return found
    for part in element.iter():
        name = NAMES[part.tag]
        if name in {"qtimetadatafield", "qti_metadatafield"}:
            label = value = ""
            for one in part:
                if NAMES[one.tag] == "fieldlabel":
                    label = words(one).lower()
                elif NAMES[one.tag] == "fieldentry":
                    value = words(one)
            found.setdefault(label, value)
        elif name.startswith(("qmd_", "bbmd_")) and len(part) == 0:
            found.setdefault(name.lower(), words(part))
    return found


def hint_of(fields: dict[str, str], identifier: str) -> str:
    """Tell the type that a file names; empty where it names none that is known."""
    for field in _TYPE_FIELDS:
        if said := fields.get(field):
            letters = _NO_LETTERS.sub("", said.lower())
            for word, hint in _HINTS:
                if word in letters:
                    return hint
    # OLAT writes the type into the identifier.
    for word, hint in (
        ("QTIEDIT:SCQ", "single"),
        ("QTIEDIT:MCQ", "multiple"),
        ("QTIEDIT:ESSAY", "essay"),
        ("QTIEDIT:FIB", "blank"),
    ):
        if identifier.startswith(word):
            return hint
    return ""


def points_of(fields: dict[str, str]) -> Fraction | None:
    """Give the marks that a file names."""
    for field in _POINTS_FIELDS:
        value = number(fields.get(field))
        if value is not None and value > 0:
            return value
    return None
