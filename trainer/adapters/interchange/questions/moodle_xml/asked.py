"""One question element while it is read: its parts by name, and the question that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from trainer.adapters.interchange.questions import own_tags
from trainer.adapters.interchange.questions.lost_pictures import without_lost_pictures
from trainer.adapters.interchange.questions.moodle_numbers import exact
from trainer.adapters.interchange.questions.moodle_xml import own_parts
from trainer.adapters.interchange.questions.moodle_xml.in_hand import FileInHand, InHand, bare
from trainer.domain.kernel.findings import Severity
from trainer.domain.kernel.marks import from_percent
from trainer.domain.question_bank.answers import NO_FEEDBACK, NOTHING, WHOLE, Feedback
from trainer.domain.question_bank.fields import Where
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.text import escape

if TYPE_CHECKING:
    from lxml import etree

_NO = frozenset({"false", "0", ""})
_NO_LINES: Mapping[Any, Any] = {}
_NOTHING: tuple[etree._Element, ...] = ()


class Asked(InHand):
    """One ``<question>``.

    Args:
        element: parsed.
        kind: its type in Moodle.
        line: of the element in the file.
        file: what its file shares.
    """

    __slots__ = ("_tags", "element", "kind", "one")

    def __init__(self, element: etree._Element, kind: str, line: int, file: FileInHand) -> None:
        super().__init__(line, file)
        self.element = element
        self.kind = kind
        # Of what stands there twice by mistake the first counts, as in Moodle: it comes last here.
        self.one: dict[str, etree._Element] = {child.tag: child for child in element.iterchildren(reversed=True)}
        self._tags = self._read_tags()

    @property
    def answers(self) -> list[etree._Element] | tuple[etree._Element, ...]:
        """The answers in their order."""
        return self.every("answer")

    def every(self, tag: str) -> list[etree._Element] | tuple[etree._Element, ...]:
        """Give all parts of a name in their order."""
        return list(self.element.iterchildren(tag)) if tag in self.one else _NOTHING

    @property
    def where(self) -> Where:
        """The question's place."""
        return Where(self.file.name, self.line, _NO_LINES, _NO_LINES)

    def plain(self, tag: str) -> str:
        """Give the text of an element that holds a word or a number; empty where it is missing."""
        element = self.one.get(tag)
        return "" if element is None else bare(element)

    def has(self, tag: str) -> bool:
        """Whether an element is there."""
        return tag in self.one

    def flag(self, tag: str, default: bool) -> bool:
        """Read yes or no as Moodle does: anything but false, 0 and nothing is yes."""
        element = self.one.get(tag)
        if element is None:
            return default
        said = bare(element)
        return said not in _NO

    def number(self, text: str) -> Fraction | None:
        """Read a number exactly; None where it is none. A comma may stand for the point."""
        known = self.file.numbers
        if text in known:
            return known[text]
        known[text] = value = exact(text)
        return value

    def share(self, answer: etree._Element) -> Fraction:
        """Give what an answer earns; 0 with a finding where that is no number."""
        said = answer.get("fraction") or "0"
        share = self.file.shares.get(said)
        if share is not None:
            return share
        try:
            share = from_percent(said.replace(",", "."))
        except ValueError:
            self.note("moodle_fraction_wrong", Severity.WARNING, value=said[:40])
            return NOTHING
        share = WHOLE if share == 1 else share or NOTHING
        self.file.shares[said] = share
        return share

    def text(self, tag: str) -> str:
        """Give a text part as Markdown; empty where it is missing."""
        element = self.one.get(tag)
        return "" if element is None else self.said(element)

    def choices(self) -> list[tuple[str, str, Fraction]]:
        """Give text, reason and share of every answer; those that say nothing are left out with a notice.

        Shares of 0 and 1 are the constants ``NOTHING`` and ``WHOLE`` themselves.
        """
        found = []
        for element in self.answers:
            text, why = self.answer(element)
            share = self.share(element)
            if not text:
                self.note("moodle_choice_empty", Severity.NOTICE if share <= 0 and not why else Severity.WARNING)
                continue
            found.append((text, why, share))
        return found

    def feedback(self) -> Feedback:
        """Give the words after any answer."""
        one = self.one
        right = one.get("correctfeedback")
        partly = one.get("partiallycorrectfeedback")
        wrong = one.get("incorrectfeedback")
        if right is None and partly is None and wrong is None:
            return NO_FEEDBACK
        said = (self._recurring(right), self._recurring(partly), self._recurring(wrong))
        known = self.file.feedback.get(said)
        if known is None:
            known = Feedback(*said) if any(said) else NO_FEEDBACK
            self.file.feedback[said] = known
        return known

    def _recurring(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        if len(element) != 1 or element.get("format") != "html" or len(element[0]):
            return self.said(element)
        raw = element[0].text or ""
        known = self.file.brief.get(raw)
        if known is None:
            known = self.file.brief[raw] = self.said(element)
        return known

    @property
    def ours(self) -> dict[str, list[str]]:
        """Our tags, by key."""
        return self._tags[1]

    def question(self, kind: Kind, stem: str, **parts: Any) -> Question:
        """Make the question with all that is common to every type."""
        tags, ours = self._tags
        head: dict[str, Any] = {}
        if ours:
            head = own_tags.head_of(ours)
            kind, stem = own_parts.restore(ours, kind, stem, parts)
        hints = self.every("hint")
        if "image" in self.one:
            stem = self._with_old_picture(stem)
        if not stem:
            stem = self._unasked()
        if "feedback" not in parts:
            parts["feedback"] = self.feedback()
        question = Question(
            id="",
            code="",
            version=head.pop("version", 1),
            kind=kind,
            course=head.pop("course", ""),
            knowledge_point=head.pop("knowledge_point", ""),
            tier=head.pop("tier", ""),
            difficulty=head.pop("difficulty", 0),
            bloom=head.pop("bloom", Bloom.UNSET),
            stem=stem,
            explanation=self.text("generalfeedback"),
            name="" if "unnamed" in ours else self.named,
            category=self.file.category,
            tags=tags,
            points=self._points(),
            hints=self._hints(hints) if hints else (),
            attachments=tuple(self.attachments),
            **head,
            **parts,
        )
        own = self.one.get(own_parts.ELEMENT)
        if own is not None:
            question = self._restored(question, own.text or "")
        return self._without_lost_pictures(question) if self.shows_pictures else question

    def worth(self, question: Question, points: int | None) -> Question:
        """Give a question the marks that its parts add up to, where neither the file nor a tag of ours says others."""
        if not points or question.points != WHOLE:
            return question
        return replace(question, points=Fraction(points))

    def title(self) -> str:
        """Give the name; kept for findings."""
        element = self.one.get("name")
        if element is not None:
            self.named = " ".join(bare(element).split())
        return self.named

    def idnumber(self) -> str:
        """Give the identity that the file gives the question."""
        element = self.one.get("idnumber")
        return "" if element is None else bare(element)

    def look_for_losses(self) -> None:
        """Note what no question of ours has a place for; told once for the file."""
        penalty = self.one.get("penalty")
        if penalty is not None and "moodle_penalties_lost" not in self.file.lost:
            said = self.number(penalty.text or "")
            if said:
                self.file.once("moodle_penalties_lost", self.line)
        hidden = self.one.get("hidden")
        if hidden is not None and hidden.text == "1":
            self.note("moodle_hidden", Severity.NOTICE)

    def _unasked(self) -> str:
        """Give the name where the question says nothing itself; many authors write everything into it."""
        if self.named:
            self.note("moodle_stem_from_name", Severity.NOTICE)
        else:
            self.note("moodle_stem_empty", Severity.ERROR)
        return escape(self.named)

    def _with_old_picture(self, stem: str) -> str:
        """Add the picture that files of Moodle 1 hold beside the text."""
        name, content = self.plain("image"), self.plain("image_base64")
        if not name:
            return stem
        kept = self.attach(name.rpartition("/")[2], content) if content else None
        if not content:
            self.note("moodle_file_damaged", Severity.WARNING, name=name[:100])
        return stem if kept is None else f"{stem}\n\n![]({kept.name})".strip()

    def _points(self) -> Fraction:
        element = self.one.get("defaultgrade")
        said = "" if element is None else (element.text or "").strip()
        if not said:
            return WHOLE
        value = self.number(said)
        if value is None or value <= 0:
            self.note("moodle_points_wrong", Severity.NOTICE, value=said[:40])
            return WHOLE
        return value

    def _hints(self, hints: Iterable[etree._Element]) -> tuple[str, ...]:
        found = []
        for hint in hints:
            inner = hint.find("hintcontent")
            if any(child.tag in {"shownumcorrect", "clearwrong", "options"} for child in hint):
                self.file.once("moodle_hint_options_lost", self.line)
            if said := self.said(hint if inner is None else inner):
                found.append(said)
        return tuple(found)

    def _read_tags(self) -> tuple[tuple[str, ...], dict[str, list[str]]]:
        found = []
        for tag in ("tags", "coursetags"):
            element = self.one.get(tag)
            if element is not None:
                for child in element:
                    said = bare(child)
                    if said:
                        found.append(said)
        return own_tags.split(found) if found else ((), {})

    def _without_lost_pictures(self, question: Question) -> Question:
        question, lost = without_lost_pictures(question)
        for name in lost:
            self.note("moodle_picture_lost", Severity.WARNING, name=name[:100])
        return question

    def _restored(self, question: Question, document: str) -> Question:
        from trainer.adapters.interchange.questions import own_document

        restored, is_used = own_document.restored(question, document, own_parts.rest_of(self.element))
        if not is_used:
            self.note("moodle_own_part_old", Severity.NOTICE)
        return restored
