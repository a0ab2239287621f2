"""Whether a numbered line begins a question, or counts a point of an answer.

Three things decide: the style of numbering that its section began with, the number that is due, and what follows it (choices
or a key before the next number of that style).
"""

from __future__ import annotations

from collections.abc import Sequence

from trainer.adapters.interchange.questions.lists.blocks import Block, Section
from trainer.adapters.interchange.questions.lists.labels import Label
from trainer.adapters.interchange.questions.lists.looks import Look
from trainer.adapters.interchange.questions.lists.numbers import Numbered, Style
from trainer.domain.question_bank.question import Kind

_LISTED = (Kind.ORDERING, Kind.MATCHING)
_CHINESE = (Style.CHINESE, Style.CHINESE_BRACKETED)


class Counting:
    """The count of questions, and of points within one.

    Attributes:
        style: of the questions of the section; None before the first one.
        last: number of the question before.
        sub: number of the point before, within a question; 0 where none was.
        strong: for each numbered line, whether choices or a key follow before the next one of its style.
        following: for each numbered line, the number of the next one of its style; 0 where a heading comes first.
        kinds_follow: for each line, whether a heading that says a kind stands behind it.
        tagged: the lines on which questions begin, where every one says its kind behind its number (1.【单选题】…);
            None where they do not.
    """

    def __init__(self, looks: Sequence[Look]) -> None:
        self.looks = looks
        self.style: Style | None = None
        self.last = 0
        self.sub = 0
        self.kinds_follow = self._kinds_follow()
        self.strong = self._strong()
        self.following = self._following()
        self.tagged = self._tagged()

    def restart(self) -> None:
        """Begin a section."""
        self.style, self.last, self.sub = None, 0, 0

    def note_point(self, number: Numbered | None) -> None:
        """Count a point of an answer."""
        if number is not None and number.style is self.style:
            self.sub = number.number

    def begins(self, index: int, section: Section, block: Block | None, context: str) -> bool:
        """Tell whether a question begins on a numbered line.

        Args:
            index: of the line.
            section: it stands in.
            block: the question before it; None where nothing is open.
            context: what the lines before it are: ``stem``, ``choices``, ``key``, ``answer``, ``explanation``, ``case``.
        """
        number = self.looks[index].number
        assert number is not None
        if not number.number:
            return self.strong[index]
        if self.tagged is not None and number.style is Style.POINTED:
            return index in self.tagged
        if block is not None and block.is_case and context != "none":
            return self._leaves_case(index, number, block, section)
        if number.style in _CHINESE:
            return self._in_chinese(index, number, section, block, context)
        if self.style is None:
            return self._first(index, number, section)
        if number.style is not self.style:
            return self._in_other_style(index, number, context)
        return self._in_style(index, number, section, block, context)

    def _first(self, index: int, number: Numbered, section: Section) -> bool:
        if number.is_doubtful:
            return self.strong[index] and number.number == 1
        if section.wanted is None and self.kinds_follow[index] and not self.strong[index]:
            # Directions to candidates stand above the first section.
            return False
        if number.style is Style.CIRCLED:
            return self.strong[index] and number.number == 1 and section.wanted is not None
        return True

    def _in_chinese(self, index: int, number: Numbered, section: Section, block: Block | None, context: str) -> bool:
        if self.style is not None and self.style is not number.style:
            return False
        if context in ("answer", "explanation") and self.style is None:
            return False
        if self.style is number.style:
            return self._in_style(index, number, section, block, context)
        return self.strong[index] or (section.wanted is None and self._ends_as_question(index))

    def _in_other_style(self, index: int, number: Numbered, context: str) -> bool:
        if number.style is Style.BARE and self.style is Style.POINTED:
            return number.number == self.last + 1 and self.strong[index] and context != "explanation"
        if number.style is Style.NAMED:
            return self.strong[index] and number.number in (self.last + 1, 1)
        if self.style is Style.NAMED and number.style is Style.POINTED:
            return False
        if {number.style, self.style} == {Style.POINTED, Style.BRACKETED} and number.number == self.last + 1:
            # (5) among 1. to 9.: another hand wrote it, but only choices make it a question.
            return self.strong[index] and context in ("choices", "key") and self.sub == 0
        return False

    def _in_style(self, index: int, number: Numbered, section: Section, block: Block | None, context: str) -> bool:
        value, expected, strong = number.number, self.last + 1, self.strong[index]
        if number.is_doubtful:
            return value == expected and strong
        is_listed = section.kind in _LISTED and context == "stem"
        in_long = section.is_open or is_listed or context in ("explanation", "answer")
        if not in_long and not (context == "stem" and value != expected) and not (self.sub and value == self.sub + 1):
            return value in (expected, 1) or strong or (value > expected and section.wanted is not None)
        if value == expected and value != self.sub + 1:
            return True
        if value == self.sub + 1 and value != expected:
            restarts = value == 1 and strong and not section.is_open and not is_listed
            return restarts and (context != "stem" or (block is not None and block.has_key))
        if value == expected:
            return self._breaks_tie(index, strong, is_listed or section.kind is Kind.CASE_SET)
        if value > expected:
            return strong or self._ends_as_question(index)
        return value == 1 and strong and context != "stem"

    def _breaks_tie(self, index: int, strong: bool, is_listed: bool) -> bool:
        """Decide where a number is due both as the next question and as the next point."""
        number = self.looks[index].number
        assert number is not None
        if self.following[index] == number.number or is_listed:
            return False
        return strong or self.following[index] == 1 or self._ends_as_question(index)

    def _ends_as_question(self, index: int) -> bool:
        return self.looks[index].line.seen.rstrip(" \t)").endswith(("?", "？"))

    def _leaves_case(self, index: int, number: Numbered, block: Block, section: Section) -> bool:
        """Decide whether a numbered line is a question outside of the material before it."""
        if block.case_numbers is not None:
            return number.style is Style.POINTED and number.number == block.case_numbers[1] + 1
        if block.number is None or number.style is not block.number.style:
            return False
        value, due = number.number, block.number.number + 1
        if value == self.sub + 1 and value != due:
            self.sub = value
            return False
        if value == due == self.sub + 1:
            if self.following[index] == value or section.kind is Kind.CASE_SET:
                self.sub = value
                return False
            return self.strong[index]
        return value == due

    def _kinds_follow(self) -> list[bool]:
        """Whether a heading with a kind stands behind each line."""
        flags, seen = [], False
        for look in reversed(self.looks):
            flags.append(seen)
            seen = seen or (look.heading is not None and look.heading.wanted is not None)
        return flags[::-1]

    def _strong(self) -> list[bool]:
        """Whether choices or a labelled key stand between each numbered line and the next one of its style."""
        flags = [False] * len(self.looks)
        marks: dict[Style, bool] = {}
        for index in range(len(self.looks) - 1, -1, -1):
            look = self.looks[index]
            if look.heading is not None or look.is_key_heading:
                marks = {}
            own = look.starts_choices or look.has_key or Label.KIND in look.labels
            if own:
                marks = dict.fromkeys(Style, True)
            if look.number is not None:
                flags[index] = own or marks.get(look.number.style, False)
                marks[look.number.style] = False
        return flags

    def _following(self) -> list[int]:
        """The number of the next line numbered in the same style, 0 where a heading comes first."""
        numbers = [0] * len(self.looks)
        upcoming: dict[Style, int] = {}
        for index in range(len(self.looks) - 1, -1, -1):
            look = self.looks[index]
            if look.heading is not None or look.is_key_heading:
                upcoming = {}
            if look.number is not None:
                numbers[index] = upcoming.get(look.number.style, 0)
                upcoming[look.number.style] = look.number.number
        return numbers

    def _tagged(self) -> set[int] | None:
        """Find the questions of a list in which every number is followed by a kind in brackets, counted without a gap."""
        tagged = [
            index
            for index, look in enumerate(self.looks)
            if look.number is not None and look.number.style is Style.POINTED and look.tag is not None
        ]
        numbers = [look.number.number for index in tagged if (look := self.looks[index]).number is not None]
        if not tagged or numbers != list(range(1, len(numbers) + 1)):
            return None
        others = any(
            look.number is not None
            and look.number.style is Style.POINTED
            and look.number.number == 2
            and self.strong[index]
            for index, look in enumerate(self.looks)
            if not look.tag is not None
        )
        return None if len(tagged) == 1 and others else set(tagged)
