r"""Questions -> a GIFT text that Moodle imports.

Texts are written as HTML, in which a question keeps its type and formulas; pictures stand in it as ``data:`` addresses,
because the format has no files. Comments hold code and tags, as Moodle writes them, and what GIFT has no place for
(``own_document``).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from urllib.parse import quote

from trainer.adapters.interchange.questions import own_document, own_tags
from trainer.adapters.interchange.questions.gift.blocks import blocks, hidden
from trainer.adapters.interchange.questions.gift.reading import OWN, question_of, rest_of
from trainer.adapters.interchange.questions.moodle_numbers import decimal, percent
from trainer.adapters.interchange.questions.moodle_texts import bare_text, plain_html
from trainer.domain.question_bank.answers import NOTHING, WHOLE, Choice, NumericKey
from trainer.domain.question_bank.question import Kind, Marking, Question
from trainer.domain.question_bank.schema import write_exact

Media = Callable[[str], bytes | None]

_ESCAPED = re.compile(r"[\\~=#{}:]")
_GAP = re.compile(r"_{4,}")
_PLACE = "\ue1f0"
_NAME = 60
_KINDS = frozenset(
    {
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.JUDGE,
        Kind.BLANK,
        Kind.NUMERIC,
        Kind.MATCHING,
        Kind.SHORT_ANSWER,
        Kind.ESSAY,
    }
)


def write(questions: Sequence[Question], media: Media, title: str) -> bytes:
    """Write a text; questions that the format cannot hold are left out (:func:`refuses` says so before).

    Args:
        questions: in the order of the file.
        media: bytes of an attachment by its digest; None where they are lost.
        title: of the file; stands in a comment.
    """
    first = " ".join(title.split())
    parts = [f"// {first}\n\n" if first else ""]
    category = ""
    for question in questions:
        if refuses(question):
            continue
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: $course$/top/{_one_line(category)}".removesuffix("/") + "\n\n")
        parts.append(_question(question, media))
    return "".join(parts).encode("utf-8", "replace")


def refuses(question: Question) -> str:
    """Say why the format cannot hold a question; empty where it can."""
    if question.kind not in _KINDS:
        return "gift_kind_missing"
    if question.kind is Kind.BLANK and (len(question.blanks) != 1 or question.blanks[0].tolerance is not None):
        return "gift_several_blanks"
    wordings = question.blanks[0].accept if question.kind is Kind.BLANK else ()
    if question.kind is Kind.SHORT_ANSWER:
        wordings = tuple(choice.text for choice in question.choices)
    # An arrow makes pairs of them, and nothing takes that meaning from it.
    return "gift_arrow" if any("->" in text for text in wordings) else ""


def loses(question: Question) -> tuple[str, ...]:
    """Say what other programs do not make use of; it is in the file, and comes back when the file is read here."""
    found = []
    if question.kind is Kind.MULTIPLE and question.marking is not Marking.PER_CHOICE:
        found.append("moodle_loses_marking")
    feedback = question.feedback
    if feedback.partly or (question.kind is not Kind.JUDGE and (feedback.right or feedback.wrong)):
        found.append("moodle_loses_feedback")
    if question.hints:
        found.append("gift_loses_hints")
    if question.units:
        found.append("gift_loses_units")
    if question.strict:
        found.append("moodle_loses_strict")
    if question.rubric or question.model_answer:
        found.append("gift_loses_model_answer")
    if question.attachments:
        found.append("gift_loses_files")
    if any(key.is_relative for key in question.numbers):
        found.append("moodle_loses_relative")
    return tuple(found)


class _Writing:
    """One question while it is written."""

    def __init__(self, question: Question, media: Media) -> None:
        self.question = question
        self.tags: list[str] = []
        self.is_sure = not question.attachments
        if question.points != WHOLE:
            self.tags.append(f"points={write_exact(question.points)}")
        if not question.is_shuffled:
            self.tags.append("shuffle=0")
        self._media = media
        self._by_name = {one.name: one for one in question.attachments}

    def text(self, markdown: str) -> str:
        """Write a text; the signs of the format lose their meaning."""
        if not markdown:
            return ""
        html = plain_html(markdown)
        if html:
            html = html[3:-4]
        else:
            self.is_sure = False
            html = self._parsed(markdown)
        return escaped(html)

    def words(self, text: str) -> str:
        """Write plain words."""
        return escaped(_one_line(text))

    def _parsed(self, markdown: str) -> str:
        from trainer.adapters.interchange.questions.html_text import to_html

        html = to_html(markdown, self._address)
        inner = html.removeprefix("<p>").removesuffix("</p>")
        html = inner if len(inner) == len(html) - 7 and "<p>" not in inner else html
        return _one_line(html) if "\n" in html else html

    def _address(self, name: str) -> str:
        one = self._by_name.get(name)
        content = None if one is None else self._media(one.digest)
        if one is None or content is None:
            return name
        return f"data:{one.media_type};name={quote(name)};base64,{base64.b64encode(content).decode('ascii')}"


def escaped(text: str) -> str:
    """Take the meaning from the signs of the format."""
    return _ESCAPED.sub(r"\\\g<0>", text) if _ESCAPED.search(text) else text


def _question(question: Question, media: Media) -> str:
    one = _Writing(question, media)
    stem = _stem(one)
    said = _WRITE[question.kind](one)
    explanation = f"\t####{one.text(question.explanation)}\n" if question.explanation else ""
    name = question.name
    if not name or name != _one_line(name):
        one.is_sure = one.is_sure and not name
        one.tags.append("unnamed=1")
        name = name or bare_text(question.stem)[:_NAME]
    if question.hints or any((question.feedback.right, question.feedback.partly, question.feedback.wrong)):
        one.is_sure = False
    if question.kind is Kind.BLANK:
        before, _, behind = stem.partition("\0")
        body = f"[html]{before}{{{said}{explanation}}}{behind}"
    else:
        body = f"[html]{stem}{{{said}{explanation}}}"
    text = f"::{escaped(_one_line(name))}::{body}"
    tags = [*question.tags, *own_tags.tags_of(question), *(f"{own_tags.MARK}{tag}" for tag in one.tags)]
    tags += [f"{own_tags.MARK}strict={word}" for word in question.strict]
    comment = f"// [id:{_in_brackets(question.code)}]" + "".join(f" [tag:{_in_brackets(tag)}]" for tag in tags)
    whole = f"{comment}\n{text}\n\n"
    if one.is_sure and not any(tag != " ".join(tag.split()) or tag.startswith(own_tags.MARK) for tag in question.tags):
        return whole
    return _with_own_part(question, comment, text) or whole


def _stem(one: _Writing) -> str:
    """Write the stem; where the braces of a fill-in belong stands a zero."""
    stem = one.question.stem
    if one.question.kind is not Kind.BLANK:
        return one.text(stem)
    return one.text(_GAP.sub(_PLACE, stem, count=1)).replace(_PLACE, "\0", 1)


def _with_own_part(question: Question, comment: str, text: str) -> str:
    """Add what reading would not give back, as a comment; empty where nothing is wanting."""
    found = [block for block in blocks(hidden(f"{comment}\n{text}\n\n")) if block.category is None]
    read = question_of(found[0], question.category) if len(found) == 1 and not found[0].code else None
    if read is None:
        own, rest = own_document.everything(question), found[0] if found else None
    else:
        own, rest = own_document.differences(question, read), found[0]
    if not own or rest is None:
        return ""
    return f"{comment}\n//{OWN}{own_document.written(own, rest_of(rest))}\n{text}\n\n"


def _single(one: _Writing) -> str:
    shares = [_earned(choice) for choice in one.question.choices]
    if sum(share == WHOLE for share in shares) != 1 or any(
        choice.share in {WHOLE, NOTHING} for choice in one.question.choices
    ):
        one.is_sure = False
    return _choices(one, shares, "=")


def _multiple(one: _Writing) -> str:
    question = one.question
    right = sum(choice.is_right for choice in question.choices)
    has_shares = question.marking is Marking.PER_CHOICE and all(choice.share is not None for choice in question.choices)
    if not has_shares:
        one.tags.append(f"marking={question.marking.value if question.marking else 'paper'}")
    each = Fraction(1, right) if right else NOTHING
    shares = []
    for choice in question.choices:
        share = choice.share
        if share is None:
            share = each if choice.is_right else -WHOLE
        elif not has_shares:
            one.is_sure = False
        if (share > 0) is not choice.is_right or (share > 0 and share != each):
            one.is_sure = False
        shares.append(share)
    return _choices(one, shares, "~%100%")


def _choices(one: _Writing, shares: Sequence[Fraction], whole: str) -> str:
    lines = []
    for choice, share in zip(one.question.choices, shares, strict=True):
        sign = whole if share == WHOLE else "~" if share == NOTHING else f"~%{percent(share)}%"
        lines.append(f"\t{sign}{_guarded(one.text(choice.text))}{_why(one, choice.why)}\n")
    return "\n" + "".join(lines)


def _judge(one: _Writing) -> str:
    said = one.question.feedback
    wrong, right = one.text(said.wrong), one.text(said.right)
    end = (f"#{wrong}" if wrong or right else "") + (f"#{right}" if right else "")
    if said.partly:
        one.is_sure = False
    return ("TRUE" if one.question.answer else "FALSE") + end + ("\n" if one.question.explanation else "")


def _blank(one: _Writing) -> str:
    one.tags.append("kind=blank")
    one.is_sure = False
    return _wordings(one, [Choice(_starred(text), True) for text in one.question.blanks[0].accept])


def _short_answer(one: _Writing) -> str:
    question = one.question
    one.is_sure = False
    if not question.choices:
        one.tags.append("kind=short_answer")
        return ""
    if question.wildcards:
        return _wordings(one, question.choices)
    return _wordings(one, [Choice(_starred(c.text), c.is_right, c.why, c.share) for c in question.choices])


def _wordings(one: _Writing, choices: Sequence[Choice]) -> str:
    lines = [
        f"\t={'' if _earned(choice) == WHOLE else f'%{percent(_earned(choice))}%'}"
        f"{_guarded(one.words(choice.text))}{_why(one, choice.why)}\n"
        for choice in choices
    ]
    return "\n" + "".join(lines)


def _numeric(one: _Writing) -> str:
    one.is_sure = False
    lines = []
    # Words for every other number stand last, behind the only tilde.
    for key in sorted(one.question.numbers, key=lambda key: key.value is None):
        if key.value is None:
            share = "" if key.share == NOTHING else f"%{percent(key.share)}%"
            lines.append(f"\t~{share}#{one.text(key.why)}\n")
            continue
        lines.append(
            f"\t={'' if key.share == WHOLE else f'%{percent(key.share)}%'}{_number(key)}{_why(one, key.why)}\n"
        )
    return "#\n" + "".join(lines)


def _number(key: NumericKey) -> str:
    assert key.value is not None
    near = key.tolerance * abs(key.value) if key.is_relative else key.tolerance
    return f"{decimal(key.value)}:{decimal(near)}"


def _matching(one: _Writing) -> str:
    lines = []
    for pair in one.question.pairs:
        one.is_sure = one.is_sure and not pair.why
        lines.append(f"\t={_arrowless(one.text(pair.left))} -> {_right(one, pair.right)}\n")
    lines += [f"\t= -> {_right(one, text)}\n" for text in one.question.extra]
    return "\n" + "".join(lines)


def _right(one: _Writing, markdown: str) -> str:
    said = bare_text(markdown)
    one.is_sure = one.is_sure and said == markdown
    return one.words(said)


def _arrowless(text: str) -> str:
    # The first arrow parts the two sides; in HTML it has another name.
    return text.replace("->", "-&gt;")


def _essay(one: _Writing) -> str:
    one.is_sure = False
    return ""


_WRITE: Mapping[Kind, Callable[[_Writing], str]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.NUMERIC: _numeric,
    Kind.MATCHING: _matching,
    Kind.SHORT_ANSWER: _short_answer,
    Kind.ESSAY: _essay,
}


def _why(one: _Writing, why: str) -> str:
    return f"#{one.text(why)}" if why else ""


def _guarded(text: str) -> str:
    """Keep a per cent sign at the beginning from being read as a weight."""
    return f"&#37;{text[1:]}".replace("&#", "&\\#", 1) if text.startswith("%") else text


def _earned(choice: Choice) -> Fraction:
    if choice.share is not None:
        return choice.share
    return WHOLE if choice.is_right else NOTHING


def _starred(text: str) -> str:
    # A star there stands for anything.
    return text.replace("*", "\\*")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_brackets(text: str) -> str:
    return _one_line(text).replace("]", "\\]")
