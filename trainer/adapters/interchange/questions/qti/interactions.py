"""The interactions of QTI 2.x and 3.0: each element becomes an ``Interaction`` and leaves its place in the text.

Source: QTI 2.1 information model, chapter 7 (block, inline, graphic and miscellaneous interactions); QTI 3.0 ASI has the same ones
with pictures given by ``img`` instead of ``object``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.contents import Contents, put_text
from trainer.adapters.interchange.questions.qti.model import (
    Declaration,
    FeedbackText,
    Interaction,
    Item,
    Option,
    Sort,
    place,
)
from trainer.adapters.interchange.questions.qti.names import NAMES, all_text, child, children, descendants
from trainer.adapters.interchange.questions.qti.numbers import number

if TYPE_CHECKING:
    from lxml import etree

INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
# What a candidate does there is not an answer that a question of the bank could hold.
UNUSABLE = frozenset(
    {
        "customInteraction",
        "portableCustomInteraction",
        "drawingInteraction",
        "graphicAssociateInteraction",
        "graphicOrderInteraction",
        "mediaInteraction",
        "uploadInteraction",
    }
)
# Of choices, of gaps, of entries on one side.
MOST_ENTRIES = 1_000
MOST_PAIRS = 40_000
_NUMERIC = frozenset({"float", "integer"})


class Reader:
    """Reads the interactions of one item.

    Args:
        item: declarations are known; feedback found in choices is added to it.
        contents: turns texts into Markdown.
    """

    def __init__(self, item: Item, contents: Contents) -> None:
        self._item = item
        self._contents = contents

    def read(self, element: etree._Element) -> Interaction | None:
        """Read an interaction; None where there is none that can be used, which is then told."""
        read = _READERS.get(NAMES[element.tag])
        if read is None:
            return None
        interaction = read(self, element)
        if interaction is not None:
            bounded(self._item, interaction)
        return interaction

    # Text

    def _text_entry(self, element: etree._Element) -> Interaction:
        response = element.get("responseIdentifier", "")
        return Interaction(
            Sort.TEXT, response, is_inline=True, is_alone=_is_alone(element), is_number=self._is_numeric(response)
        )

    def _extended_text(self, element: etree._Element) -> Interaction:
        response = element.get("responseIdentifier", "")
        return Interaction(
            Sort.EXTENDED_TEXT,
            response,
            prompt=self._prompt(element),
            is_number=self._is_numeric(response),
            lines=_whole(element.get("expectedLines"), 0),
        )

    def _slider(self, element: etree._Element) -> Interaction:
        interaction = Interaction(Sort.SLIDER, element.get("responseIdentifier", ""), prompt=self._prompt(element))
        interaction.is_number = True
        return interaction

    # Choices

    def _choice(self, element: etree._Element) -> Interaction:
        return self._chosen(element, Sort.CHOICE, "simpleChoice")

    def _order(self, element: etree._Element) -> Interaction:
        return self._chosen(element, Sort.ORDER, "simpleChoice")

    def _inline_choice(self, element: etree._Element) -> Interaction:
        interaction = self._chosen(element, Sort.INLINE_CHOICE, "inlineChoice")
        interaction.is_inline = True
        interaction.is_alone = _is_alone(element)
        return interaction

    def _chosen(self, element: etree._Element, sort: Sort, choice: str) -> Interaction:
        interaction = Interaction(
            sort,
            element.get("responseIdentifier", ""),
            prompt=self._prompt(element),
            shuffle=_truth(element.get("shuffle")),
            limit=_whole(element.get("maxChoices"), 1 if sort is Sort.CHOICE else 0),
        )
        interaction.options = [self._option(one) for one in element if NAMES[one.tag] == choice]
        return interaction

    def _hottext(self, element: etree._Element) -> Interaction:
        """Read words to be picked in a text; the text itself becomes part of what is asked."""
        interaction = Interaction(
            Sort.HOTTEXT,
            element.get("responseIdentifier", ""),
            prompt=self._prompt(element, remove=True),
            shuffle=False,
            limit=_whole(element.get("maxChoices"), 1),
        )
        for one in descendants(element, "hottext"):
            option = self._option(one)
            interaction.options.append(option)
            # In the text the words to choose from stand in strong type.
            one.tag = "strong"
        interaction.prompt = _joined(interaction.prompt, self._contents.text(element))
        return interaction

    # Pairs

    def _match(self, element: etree._Element) -> Interaction:
        interaction = self._pairs(element, Sort.MATCH)
        sets = [
            [self._option(one) for one in children(part, "simpleAssociableChoice")]
            for part in children(element, "simpleMatchSet")
        ]
        interaction.options, interaction.targets = (*sets, [], [])[:2]
        return interaction

    def _associate(self, element: etree._Element) -> Interaction:
        interaction = self._pairs(element, Sort.ASSOCIATE)
        interaction.options = [self._option(one) for one in children(element, "simpleAssociableChoice")]
        return interaction

    def _gap_match(self, element: etree._Element) -> Interaction:
        interaction = self._pairs(element, Sort.GAP_MATCH)
        prompt = self._prompt(element, remove=True)
        for one in list(element):
            if NAMES[one.tag] in {"gapText", "gapImg"}:
                interaction.options.append(self._option(one))
                element.remove(one)
        for mark, gap in enumerate(descendants(element, "gap")):
            interaction.targets.append(Option(gap.get("identifier", ""), mark=mark))
            put_text(gap, place(mark))
        interaction.prompt = _joined(prompt, self._contents.text(element))
        return interaction

    def _pairs(self, element: etree._Element, sort: Sort) -> Interaction:
        return Interaction(
            sort,
            element.get("responseIdentifier", ""),
            prompt="" if sort is Sort.GAP_MATCH else self._prompt(element),
            shuffle=_truth(element.get("shuffle")),
            limit=_whole(element.get("maxAssociations"), 1),
        )

    # Pictures

    def _hotspot(self, element: etree._Element) -> Interaction:
        interaction = self._pictured(element, Sort.HOTSPOT)
        interaction.options = [_zone(one) for one in children(element, "hotspotChoice")]
        return interaction

    def _point(self, element: etree._Element) -> Interaction:
        return self._pictured(element, Sort.POINT)

    def _graphic_gap(self, element: etree._Element) -> Interaction:
        interaction = self._pictured(element, Sort.GRAPHIC_GAP)
        for one in element:
            name = NAMES[one.tag]
            if name in {"gapImg", "gapText"}:
                interaction.options.append(self._option(one))
            elif name == "associableHotspot":
                interaction.targets.append(_zone(one))
        return interaction

    def _position(self, element: etree._Element) -> Interaction | None:
        """Read objects to be placed on the picture of the stage around them (QTI 2.1, 7.5 positionObjectStage)."""
        inner = child(element, "positionObjectInteraction")
        if NAMES[element.tag] != "positionObjectStage" or inner is None:
            return None
        interaction = self._pictured(element, Sort.POSITION)
        interaction.response = inner.get("responseIdentifier", "")
        interaction.limit = _whole(inner.get("maxChoices"), 1)
        interaction.options = [Option("", limit=interaction.limit)]
        shown = _picture_of(inner)
        if shown is not None:
            interaction.options[0].picture = self._contents.picture(_reference(shown))
            interaction.options[0].text = _words_of(shown, self._contents)
        return interaction

    def _pictured(self, element: etree._Element, sort: Sort) -> Interaction:
        interaction = Interaction(
            sort,
            element.get("responseIdentifier", ""),
            prompt=self._prompt(element),
            shuffle=False,
            limit=_whole(element.get("maxChoices"), 1),
        )
        shown = _picture_of(element)
        if shown is not None:
            interaction.picture = self._contents.picture(_reference(shown))
            interaction.size = (_whole(shown.get("width"), 0), _whole(shown.get("height"), 0))
        return interaction

    # What they are made of

    def _option(self, element: etree._Element) -> Option:
        identifier = element.get("identifier", "")
        option = Option(identifier, limit=_whole(element.get("matchMax"), 1 if element.get("matchMax") is None else 0))
        if len(element):
            for told in descendants(element, "feedbackInline", "feedbackBlock"):
                if told.getparent() is None:
                    continue
                shows = told.get("showHide", "show") != "hide"
                words = self._contents.text(told)
                if told.get("identifier") == identifier and shows:
                    option.why = _joined(option.why, words)
                else:
                    self._item.feedbacks.append(
                        FeedbackText(told.get("outcomeIdentifier", ""), told.get("identifier", ""), shows, words)
                    )
                put_text(told, "")
        if NAMES[element.tag] == "gapImg":
            shown = _picture_of(element)
            if shown is not None:
                option.picture = self._contents.picture(_reference(shown))
                option.text = element.get("objectLabel") or _words_of(shown, self._contents)
            return option
        option.text = self._contents.text(element)
        return option

    def _prompt(self, element: etree._Element, *, remove: bool = False) -> str:
        prompt = child(element, "prompt")
        if prompt is None:
            return ""
        words = self._contents.text(prompt)
        if remove:
            put_text(prompt, "")
        return words

    def _is_numeric(self, response: str) -> bool:
        declared: Declaration | None = self._item.declarations.get(response)
        return declared is not None and declared.base_type in _NUMERIC


def bounded(item: Item, interaction: Interaction) -> None:
    """Refuse what nobody could answer, before it costs the square of its size."""
    left, right = len(interaction.options), len(interaction.targets)
    if max(left, right, len(item.interactions)) > MOST_ENTRIES or left * right > MOST_PAIRS:
        item.notes.error(
            "entries_too_many", key="choices", most=MOST_ENTRIES, found=max(left, right, len(item.interactions))
        )


def _zone(element: etree._Element) -> Option:
    return Option(
        element.get("identifier", ""),
        text=element.get("hotspotLabel", "") or element.get("aria-label", ""),
        shape=element.get("shape", "default"),
        coords=element.get("coords", ""),
        limit=_whole(element.get("matchMax"), 1),
    )


def _picture_of(element: etree._Element) -> etree._Element | None:
    for one in element:
        name = NAMES[one.tag]
        if name in {"object", "img"}:
            return one
        if name == "picture":
            inner = child(one, "img")
            if inner is not None:
                return inner
    return None


def _reference(element: etree._Element) -> str:
    return element.get("data") or element.get("src") or ""


def _words_of(element: etree._Element, contents: Contents) -> str:
    from trainer.adapters.interchange.questions.qti.contents import plain_text

    words = element.get("alt") or element.get("label") or ""
    if not words:
        # The label of a picture may be read by its inner text.
        words = all_text(element)
    return plain_text(words)


def _is_alone(element: etree._Element) -> bool:
    """Tell whether nothing else stands in the line of an inline interaction."""
    above = element.getparent()
    while above is not None and NAMES[above.tag] in {"span", "strong", "em", "b", "i"}:
        above = above.getparent()
    if above is None:
        return True
    inside = (one for one in above.iter() if NAMES[one.tag] in INLINE)
    if next(inside, None) is not None and next(inside, None) is not None:
        return False
    said = all_text(above).strip()
    own = all_text(element).strip()
    return said == own


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _truth(text: str | None) -> bool:
    return text is not None and text.strip().lower() in {"true", "1"}


def _whole(text: str | None, default: int) -> int:
    value = number(text)
    return default if value is None or not 0 <= value <= 100_000 else int(value)


_READERS: dict[str, Callable[[Reader, etree._Element], Interaction | None]] = {
    "choiceInteraction": Reader._choice,
    "orderInteraction": Reader._order,
    "matchInteraction": Reader._match,
    "associateInteraction": Reader._associate,
    "gapMatchInteraction": Reader._gap_match,
    "inlineChoiceInteraction": Reader._inline_choice,
    "textEntryInteraction": Reader._text_entry,
    "extendedTextInteraction": Reader._extended_text,
    "hottextInteraction": Reader._hottext,
    "hotspotInteraction": Reader._hotspot,
    "selectPointInteraction": Reader._point,
    "graphicGapMatchInteraction": Reader._graphic_gap,
    "positionObjectStage": Reader._position,
    "sliderInteraction": Reader._slider,
}
