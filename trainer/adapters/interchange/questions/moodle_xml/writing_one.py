"""One question while it is written: its texts as elements, and whether reading back could give anything else."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from trainer.adapters.interchange.questions.moodle_formulas import text_to_moodle
from trainer.adapters.interchange.questions.moodle_numbers import decimal, percent
from trainer.adapters.interchange.questions.moodle_texts import bare_text, plain_html, to_html
from trainer.adapters.interchange.questions.moodle_xml.fields import Files, wrapped
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Choice, Unit
from trainer.domain.question_bank.question import Kind, Question


class Writing:
    """One question while it is written.

    Attributes:
        is_sure: so far nothing was written that reading back might give in another form.
        tags: our own ones for what the type cannot say.
    """

    def __init__(self, question: Question, files: Files) -> None:
        self.question = question
        self.files = files
        self.is_sure = True
        self.tags: list[str] = []
        self._is_computed = question.kind is Kind.PARAMETERISED

    def field(self, name: str, markdown: str, more: str = "") -> str:
        """Write a text with its files as an element."""
        if not markdown:
            return f'<{name} format="html"><text></text>{more}</{name}>\n'
        if self._is_computed:
            markdown = text_to_moodle(markdown)
        html = plain_html(markdown)
        if not html:
            self.is_sure = False
            html = to_html(markdown)
        return f'<{name} format="html"><text>{section(html)}</text>{self.files.shown_in(markdown)}{more}</{name}>\n'

    def words(self, name: str, markdown: str) -> str:
        """Write a text where Moodle shows plain words."""
        said = bare_text(markdown)
        self.is_sure = self.is_sure and said == markdown
        return f"<{name}><text>{wrapped(said)}</text></{name}>"

    def answer(self, choice: Choice, share: Fraction) -> str:
        """Write a choice."""
        why = self.field("feedback", choice.why)
        # The same as ``field``, in one piece, because there are most of these.
        text = choice.text
        html = plain_html(text)
        if not html:
            self.is_sure = False
            html = to_html(text)
        files = self.files.shown_in(text)
        return f'<answer fraction="{percent(share)}" format="html"><text>{section(html)}</text>{files}{why}</answer>\n'

    def combined(self) -> str:
        """Write the words after any answer."""
        feedback = self.question.feedback
        return (
            self.field("correctfeedback", feedback.right)
            + self.field("partiallycorrectfeedback", feedback.partly)
            + self.field("incorrectfeedback", feedback.wrong)
        )


# Type, text of the question, and all that the type says besides.
Parts = tuple[str, str, str]
Write = Callable[[Writing], Parts]


def section(html: str) -> str:
    """Wrap HTML."""
    return f"<![CDATA[{html}]]>" if "]]>" not in html else wrapped(html)


def yes(value: bool) -> str:
    """Write yes or no."""
    return "true" if value else "false"


def earned(choice: Choice) -> Fraction:
    """Give what a choice earns."""
    if choice.share is not None:
        return choice.share
    return WHOLE if choice.is_right else NOTHING


def units_of(units: tuple[Unit, ...], is_needed: bool) -> str:
    """Write the units of a number."""
    grading = 1 if is_needed else 0
    shown = 0 if units else 3
    said = (
        f"<unitgradingtype>{grading}</unitgradingtype>\n<unitpenalty>1.0000000</unitpenalty>\n"
        f"<showunits>{shown}</showunits>\n<unitsleft>0</unitsleft>\n"
    )
    if not units:
        return said
    inner = "".join(
        f"<unit><multiplier>{decimal(1 / unit.factor)}</multiplier><unit_name>{wrapped(unit.name)}</unit_name></unit>\n"
        for unit in units
        if unit.factor
    )
    return f"<units>\n{inner}</units>\n{said}"
