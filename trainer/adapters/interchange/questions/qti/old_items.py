"""One item of QTI 1.2 -> what it holds.

Source: QTI ASI 1.2 information model, chapter 3 (item, presentation, flow, response_lid, response_str, response_num, response_xy,
response_grp, render_choice, render_fib, render_hotspot, render_slider, itemfeedback, solution, hint).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from trainer.adapters.interchange.questions.qti.budget import Budget
from trainer.adapters.interchange.questions.qti.contents import Contents
from trainer.adapters.interchange.questions.qti.feedback import joined
from trainer.adapters.interchange.questions.qti.files import Files
from trainer.adapters.interchange.questions.qti.interactions import MOST_ENTRIES, bounded
from trainer.adapters.interchange.questions.qti.model import (
    Area,
    Declaration,
    FeedbackText,
    Interaction,
    Item,
    Option,
    Sort,
    UnscorableError,
    place,
)
from trainer.adapters.interchange.questions.qti.names import NAMES, child, children, descendants, words
from trainer.adapters.interchange.questions.qti.notes import Notes
from trainer.adapters.interchange.questions.qti.numbers import number
from trainer.adapters.interchange.questions.qti.old_calculated import read_calculated
from trainer.adapters.interchange.questions.qti.old_matching import match_of
from trainer.adapters.interchange.questions.qti.old_metadata import fields_of, hint_of, points_of
from trainer.adapters.interchange.questions.qti.old_rules import FEEDBACK, OldRules, OldVariable, new_area
from trainer.adapters.interchange.questions.qti.old_text import beside, material, text_of
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml import etree

RESPONSES = frozenset({"response_lid", "response_str", "response_num", "response_xy", "response_grp"})
_TEXTS = frozenset({"material", "flow_mat"})
_HIDDEN_VIEWS = frozenset({"tutor", "scorer", "author", "administrator", "assessor", "proctor"})
_MARK = re.compile(r"\[([^\[\]\n]{1,100})\]")
_UNDERLINED = re.compile(r"(?:\\?_){3,}")
_BLANKS_OF_TEXT = {"openentry", ""}
# Several lines are for an answer of several lines.
_ESSAY_ROWS = 3


class OldItem:
    """Reads one item.

    Args:
        element: the ``item``.
        name: of its document.
        files: of the source.
        notes: of the item.
        budget: for its rules.
    """

    def __init__(self, element: etree._Element, name: str, files: Files, notes: Notes, budget: Budget) -> None:
        self._element = element
        self.item = Item((element.get("ident") or "").strip(), (element.get("title") or "").strip(), notes)
        self.contents = Contents(files, name, notes, self.item.media)
        self.fields = fields_of(child(element, "itemmetadata"))
        self.budget = budget
        self._parts: list[str] = []
        self._variables: dict[str, OldVariable] = {}
        self._aliases: dict[str, str] = {}
        self._labels: dict[str, list[etree._Element]] = {}

    def read(self) -> Item:
        """Read it."""
        item = self.item
        self.budget.begin()
        item.hint = hint_of(self.fields, item.identifier)
        if not item.title or item.title == item.identifier:
            item.title = self.fields.get("qmd_title", self.fields.get("name", item.title))
        presentation = child(self._element, "presentation")
        sections = children(self._element, "resprocessing")
        responses = descendants(presentation, *RESPONSES) if presentation is not None else []
        if len(responses) > MOST_ENTRIES:
            item.notes.error("entries_too_many", key="choices", most=MOST_ENTRIES, found=len(responses))
            return item
        for response in responses:
            self._declare(response)
        rules = OldRules(sections, self._variables, self._aliases, self.budget)
        item.scorer = rules
        self._feedback()
        if presentation is not None:
            if item.hint == "calculated":
                read_calculated(self._element, item)
            may_match = len(responses) > 1 or any(NAMES[one.tag] == "response_grp" for one in responses)
            if not may_match or not self._matching(presentation, responses):
                self._walk(presentation)
                item.body = self._body()
                self._name_gaps()
                self._name_numbers()
        self._complete(rules)
        maximum = rules.maximum()
        item.points = points_of(self.fields)
        if item.points is None and maximum is not None and 0 < maximum <= 50:
            # A hundred is a percentage.
            item.points = maximum
        return item

    # Variables

    def _declare(self, response: etree._Element) -> None:
        identifier = (response.get("ident") or response.get("respident") or "").strip()
        response.set("ident", identifier)
        cardinality = (response.get("rcardinality") or "Single").lower()
        if self.item.hint == "multiple" and NAMES[response.tag] == "response_lid":
            # Blackboard calls its multiple answers single.
            cardinality = "multiple"
        fib = next(iter(descendants(response, "render_fib")), None)
        kind = (fib.get("fibtype") or "").lower() if fib is not None else ""
        is_number = NAMES[response.tag] == "response_num" or kind in {"decimal", "integer", "scientific"}
        self._variables[identifier] = OldVariable(cardinality, is_number)
        labels = descendants(response, "response_label")
        self._labels[identifier] = labels
        if fib is not None and len(labels) == 1:
            self._aliases.setdefault((labels[0].get("ident") or "").strip(), identifier)
        base = "float" if is_number else "identifier" if NAMES[response.tag] == "response_lid" else "string"
        self.item.declarations[identifier] = Declaration(identifier, cardinality, base)

    def _matching(self, presentation: etree._Element, responses: list[etree._Element]) -> bool:
        if self.item.hint in {"gaps", "blank", "hotspot", "ordering", "multiple", "single", "judge", "essay"}:
            return False
        assert isinstance(self.item.scorer, OldRules)
        return match_of(self, presentation, responses)

    # What stands in the presentation

    def _walk(self, element: etree._Element) -> None:
        for part in element:
            name = NAMES[part.tag]
            if name in _TEXTS:
                self._say(material(part, self.contents) if name == "material" else text_of(part, self.contents))
            elif name in RESPONSES:
                self._respond(part, name)
            elif name == "flow":
                self._walk(part)

    def _say(self, text: str) -> None:
        if text:
            self._parts.append(text)

    def _respond(self, response: etree._Element, name: str) -> None:
        identifier = response.get("ident", "")
        inner = [text_of(part, self.contents) for part in response if NAMES[part.tag] in _TEXTS]
        if name in {"response_str", "response_num"} or self._is_fib(response):
            self._fib(response, identifier, [text for text in inner if text])
            return
        spot = next(iter(descendants(response, "render_hotspot")), None)
        if name == "response_xy" or spot is not None:
            self._spot(response, identifier, spot, inner)
            return
        cardinality = self._variables[identifier].cardinality
        sort = Sort.ORDER if cardinality == "ordered" or self.item.hint == "ordering" else Sort.CHOICE
        choice = next(iter(descendants(response, "render_choice")), None)
        shuffle = choice is not None and (choice.get("shuffle") or "").lower() in {"yes", "true"}
        interaction = Interaction(sort, identifier, prompt="\n\n".join(text for text in inner if text), shuffle=shuffle)
        interaction.limit = 0 if cardinality == "multiple" else 1
        interaction.options = [self.option(label) for label in self._labels[identifier]]
        if self.item.hint == "gaps":
            interaction.prompt = ""
        self._add(interaction)

    def _is_fib(self, response: etree._Element) -> bool:
        return bool(descendants(response, "render_fib")) and not descendants(response, "render_choice")

    def _fib(self, response: etree._Element, identifier: str, inner: list[str]) -> None:
        """Read gaps to be filled in; text may stand before, after and inside them."""
        for text in inner:
            self._say(text)
        fib = next(iter(descendants(response, "render_fib")), None)
        rows = number(fib.get("rows")) if fib is not None else None
        variable = self._variables[identifier]
        is_long = rows is not None and rows >= _ESSAY_ROWS
        if len(self._labels[identifier]) > 1 and fib is not None and not variable.is_number:
            self._gaps(fib, identifier)
            return
        sort = Sort.EXTENDED_TEXT if is_long and self.item.hint != "blank" else Sort.TEXT
        gap = Interaction(sort, identifier, is_number=variable.is_number, is_inline=sort is Sort.TEXT)
        for part in descendants(fib, "material", "response_label") if fib is not None else []:
            if NAMES[part.tag] == "material":
                self._say(material(part, self.contents))
            elif gap not in self.item.interactions:
                self._add(gap)
        if gap not in self.item.interactions:
            self._add(gap)

    def _gaps(self, fib: etree._Element, identifier: str) -> None:
        """Read several gaps of one response: each label is one, compared by its own identifier."""
        for part in descendants(fib, "material", "response_label"):
            if NAMES[part.tag] == "material":
                self._say(material(part, self.contents))
            else:
                own = (part.get("ident") or "").strip()
                self.item.declarations.setdefault(own, Declaration(own, "single", "string"))
                self._add(Interaction(Sort.TEXT, own, is_inline=True))
        self.item.declarations.pop(identifier, None)

    def _spot(self, response: etree._Element, identifier: str, spot: etree._Element | None, inner: list[str]) -> None:
        interaction = Interaction(Sort.HOTSPOT, identifier, prompt="\n\n".join(text for text in inner if text))
        shown = next(iter(descendants(spot if spot is not None else response, "matimage")), None)
        left = top = 0.0
        if shown is not None:
            interaction.picture = self.contents.picture(shown.get("uri") or "")
            interaction.size = (_whole(shown.get("width")), _whole(shown.get("height")))
            left, top = float(number(shown.get("x0")) or 0), float(number(shown.get("y0")) or 0)
        if NAMES[response.tag] == "response_xy":
            interaction.sort = Sort.POINT
            assert isinstance(self.item.scorer, OldRules)
            areas = [tuple(one.split(" ", 1)) for one in self.item.scorer.areas(identifier)]
            if not areas:
                areas = [(one.get("rarea") or "Rectangle", words(one)) for one in self._labels[identifier]]
            declared = self.item.declarations[identifier]
            declared.areas = tuple(
                Area(*_moved(*new_area(shape, coords), left, top), Fraction(1))
                for shape, coords in areas
                if coords.strip()
            )
        else:
            interaction.limit = 0 if self._variables[identifier].cardinality == "multiple" else 1
            for label in self._labels[identifier]:
                shape, coords = _moved(*new_area(label.get("rarea") or "Rectangle", words(label)), left, top)
                interaction.options.append(Option((label.get("ident") or "").strip(), shape=shape, coords=coords))
        self._add(interaction)

    def _add(self, interaction: Interaction) -> None:
        bounded(self.item, interaction)
        self._parts.append(place(len(self.item.interactions)))
        self.item.interactions.append(interaction)

    def labels(self, response: etree._Element) -> list[str]:
        """Give the identifiers of a response's labels."""
        return [(label.get("ident") or "").strip() for label in self.elements(response)]

    def elements(self, response: etree._Element) -> list[etree._Element]:
        """Give the labels of a response."""
        return self._labels[response.get("ident", "")]

    def sort_feedback(self, right: dict[str, tuple[str, ...]], wrong: dict[str, tuple[str, ...]]) -> None:
        """Find out which texts follow a right and which a wrong response, before the rules are given up."""
        item = self.item
        assert item.scorer is not None
        try:
            after_right, after_wrong = (
                item.scorer.score(one).values.get(FEEDBACK, frozenset[str]()) for one in (right, wrong)
            )
        except UnscorableError:
            return
        for told in item.feedbacks:
            is_right, is_wrong = told.identifier in after_right, told.identifier in after_wrong
            if is_right and is_wrong:
                item.solution = joined(item.solution, told.text)
            elif is_right:
                item.praise = joined(item.praise, told.text)
            elif is_wrong:
                item.blame = joined(item.blame, told.text)
            else:
                continue
            told.text = ""

    def option(self, label: etree._Element) -> Option:
        """Read a ``response_label``."""
        text = text_of(label, self.contents) or escape((label.text or "").strip())
        return Option((label.get("ident") or "").strip(), text)

    def _body(self) -> str:
        """Put texts and gaps together; a gap between words stands in their line."""
        said = ""
        inline = {place(at) for at, one in enumerate(self.item.interactions) if one.is_inline}
        several = len(inline) > 1
        for at, part in enumerate(self._parts):
            is_gap = part in inline
            after_gap = at > 0 and self._parts[at - 1] in inline
            follows = at + 1 < len(self._parts)
            if said and ((is_gap and (follows or several)) or after_gap):
                said = beside(said, part)
            else:
                said = f"{said}\n\n{part}" if said else part
        if len(inline) == 1 and len(self.item.interactions) == 1:
            # The only gap, behind everything that is said, is a place for the answer and no gap in a sentence.
            only = self.item.interactions[0]
            only.is_alone = self._parts[-1] in inline and self.item.hint != "blank"
            if self._parts[-1] in inline and only.sort is Sort.TEXT and len(_UNDERLINED.findall(said)) == 1:
                # The sentence shows its gap itself, and the answer is asked for below it.
                only.is_alone = False
                said = _UNDERLINED.sub(place(0), said.replace(place(0), "")).strip()
        return said

    def _name_numbers(self) -> None:
        """Put varying numbers where the text names them in square brackets, as Canvas writes them."""
        if self.item.template is not None:
            known = self.item.template.expressions
            self.item.body = _MARK.sub(lambda found: known.get(found[1], found[0]), self.item.body.replace("\\[", "["))

    def _name_gaps(self) -> None:
        """Put gaps where the text names them in square brackets, as Canvas writes them."""
        named = {
            identifier.removeprefix("response_"): at
            for at, identifier in enumerate(one.response for one in self.item.interactions)
            if identifier.startswith("response_")
        }
        if not named or self.item.hint != "gaps":
            return
        used: set[int] = set()

        def gap(found: re.Match[str]) -> str:
            at = named.get(found[1], named.get(found[1].replace("\\", "")))
            if at is None or at in used:
                return found[0]
            used.add(at)
            return place(at)

        body = self.item.body
        for at in named.values():
            body = body.replace(f" {place(at)}", "").replace(f"\n\n{place(at)}", "").replace(place(at), "")
        self.item.body = _MARK.sub(gap, body.replace("\\[", "["))
        for at in named.values():
            interaction = self.item.interactions[at]
            interaction.is_inline = True
            labels = self._labels[interaction.response]
            kinds = {(label.get("answer_type") or "").lower() for label in labels}
            fills = "dropdowns" not in self.fields.get("question_type", "")
            if fills and kinds <= _BLANKS_OF_TEXT and labels:
                interaction.sort = Sort.TEXT
                self.item.declarations[interaction.response].base_type = "string"
            else:
                interaction.sort = Sort.INLINE_CHOICE
            if at not in used:
                self.item.body += f"\n\n{place(at)}"

    # What is said afterwards

    def _feedback(self) -> None:
        item = self.item
        for told in children(self._element, "itemfeedback"):
            solution = [text_of(one, self.contents) for one in descendants(told, "solution")]
            hints = [text_of(one, self.contents) for one in descendants(told, "hint")]
            for part in (*children(told, "solution"), *children(told, "hint")):
                told.remove(part)
            text = text_of(told, self.contents)
            views = set((told.get("view") or "All").lower().replace(",", " ").split())
            if views & _HIDDEN_VIEWS and not views & {"all", "candidate"}:
                item.rubrics += [one for one in (text, *solution) if one]
                continue
            if text:
                item.feedbacks.append(FeedbackText(FEEDBACK, (told.get("ident") or "").strip(), True, text))
            for one in solution:
                if item.hint == "essay":
                    item.model_answer = "\n\n".join(said for said in (item.model_answer, one) if said)
                elif one and (told.get("ident") or "").lower() in {"solution", "model", "model_answer", "solution_fb"}:
                    item.solution = "\n\n".join(said for said in (item.solution, one) if said)
                elif one:
                    item.feedbacks.append(FeedbackText(FEEDBACK, (told.get("ident") or "").strip(), True, one))
            if any(hints):
                item.head["hints"] = (*item.head.get("hints", ()), *(one for one in hints if one))

    def _complete(self, rules: OldRules) -> None:
        """Add what only shows once everything is known: order by numbers, wordings of gaps, reasons by identifier."""
        for interaction in self.item.interactions:
            labels = [(label.get("ident") or "").strip() for label in self._labels.get(interaction.response, [])]
            if interaction.sort is Sort.ORDER and (sequence := rules.sequence(labels)):
                self.item.declarations[interaction.response].correct = sequence
                rules.standard = "none"
            if interaction.sort is Sort.TEXT and interaction.options:
                self._spell(interaction)
            for option in interaction.options:
                # Brightspace ties reasons to choices by their numbers alone.
                for told in self.item.feedbacks:
                    if "_IF" in told.identifier and told.identifier.replace("_IF", "_A") == option.identifier:
                        option.why, told.text = told.text, ""

    def _spell(self, interaction: Interaction) -> None:
        """Turn labels that are accepted wordings (Canvas) into the wordings that a rule would name."""
        from trainer.adapters.interchange.questions.qti.old_spelled import SpelledRules
        from trainer.domain.question_bank.text import plain

        texts = {option.identifier: plain(option.text) for option in interaction.options}
        if self.item.scorer is not None:
            self.item.scorer = SpelledRules(self.item.scorer, interaction.response, texts)
        interaction.options = []


def _moved(shape: str, coords: str, left: float, top: float) -> tuple[str, str]:
    if not left and not top:
        return shape, coords
    said = [float(one) for one in coords.replace("%", "").split(",") if one.strip()]
    count = 2 if shape in {"ellipse", "circle"} else len(said)
    moved = [one - (top if at % 2 else left) if at < count else one for at, one in enumerate(said)]
    return shape, ",".join(str(one) for one in moved)


def _whole(text: str | None) -> int:
    value = number(text)
    return 0 if value is None or not 0 <= value <= 100_000 else int(value)
