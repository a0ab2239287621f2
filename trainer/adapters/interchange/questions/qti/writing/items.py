"""One question -> the document of one item.

Source: QTI 2.1 information model, 5.1 (assessmentItem and the order of its parts), 6.3 (modalFeedback); QTI 3.0 ASI, the same order
with ``qti-content-body`` inside feedback.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from trainer.adapters.interchange.questions.qti.numbers import decimal
from trainer.adapters.interchange.questions.qti.sub_questions import PART_CLASS
from trainer.adapters.interchange.questions.qti.writing import parameters
from trainer.adapters.interchange.questions.qti.writing.dialects import Dialect
from trainer.adapters.interchange.questions.qti.writing.kinds import WRITERS
from trainer.adapters.interchange.questions.qti.writing.pieces import (
    FEEDBACK,
    MAX_SCORE,
    OVERALL,
    SCORE,
    SOLUTION,
    Pen,
    Piece,
)
from trainer.adapters.interchange.questions.qti.writing.texts import Texts
from trainer.domain.question_bank.answers import Attachment
from trainer.domain.question_bank.kinds import needs_marker
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.text import plain as plain_words

# XML names without colons, as identifiers of QTI must be (QTI 2.1, 5.3 "identifier"; 32 characters are its advice, not a bound).
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_LONGEST_TITLE = 200
RIGHT, PARTLY, WRONG, EXPLANATION = "RIGHT", "PARTLY", "WRONG", "EXPLANATION"


def identifier_of(code: str) -> str:
    """Give the identifier of an item: the code where it may be one, else a name made of it."""
    if _NAME.fullmatch(code) and code.isascii():
        return code
    return f"Q-{hashlib.sha256(code.encode('utf-8', 'replace')).hexdigest()[:16]}"


def title_of(question: Question) -> str:
    """Give the title of an item: its name, else the beginning of what it asks."""
    said = question.name or plain_words(question.stem)
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST_TITLE else said[: _LONGEST_TITLE - 1] + "…"


def write_item(
    question: Question,
    dialect: Dialect,
    addresses: Mapping[str, str],
    files: Mapping[str, Attachment],
    *,
    title: str = "",
) -> tuple[str, Piece]:
    """Write the document of an item.

    Args:
        question: of a kind that QTI can carry.
        dialect: in which version.
        addresses: where each attachment lies, relative to the item.
        files: attachments by name.
        title: of the item; made of the question where it is empty.

    Returns:
        The document, and what it is made of.
    """
    texts = Texts(dialect, addresses, files)
    pen = Pen(question, dialect, texts)
    piece = Piece()
    if question.kind is Kind.CASE_SET:
        _case_set(pen, piece, dialect, texts)
    else:
        _write(pen, piece)
    return _document(question, pen, piece, dialect, title or title_of(question)), piece


def _write(pen: Pen, piece: Piece) -> None:
    if pen.question.kind is Kind.PARAMETERISED:
        parameters.write(pen, piece)
    else:
        WRITERS[pen.question.kind](pen, piece)


def _case_set(pen: Pen, piece: Piece, dialect: Dialect, texts: Texts) -> None:
    """Write shared material and its sub-questions: each in a part of its own, with its own variables."""
    question = pen.question
    piece.body.append(texts.blocks(question.stem))
    scores = []
    for number, part in enumerate(question.parts, 1):
        inner, inner_pen = Piece(), Pen(part, dialect, texts, number)
        _write(inner_pen, inner)
        piece.body.append(f'<div class="{PART_CLASS}">{"".join(inner.body)}</div>')
        piece.responses += inner.responses
        piece.outcomes.append(pen.outcome(inner_pen.score, "float", "0"))
        piece.outcomes += inner.outcomes
        piece.rules += inner.rules
        piece.templates += inner.templates
        piece.template_rules += inner.template_rules
        piece.interactions += inner.interactions
        if inner.reasons and not inner.reason_source:
            # Values of FEEDBACK that rules set need their outcome, too.
            piece.outcomes.append(pen.outcome(inner_pen.feedback, "identifier"))
        piece.rules += inner.reason_rules
        scores.append(pen.variable(inner_pen.score))
    piece.is_marked_by_hand = needs_marker(question)
    total = sum((part.points for part in question.parts), question.points * 0)
    earned = scores[0] if len(scores) == 1 else pen.element("sum", None, *scores)
    if total != question.points and total > 0:
        pen.in_proportion(piece, earned, total)
    else:
        piece.rules.append(pen.put(pen.score, earned))


def _document(question: Question, pen: Pen, piece: Piece, dialect: Dialect, title: str) -> str:
    outcomes = [
        pen.outcome(SCORE, "float", "0"),
        pen.outcome(MAX_SCORE, "float", decimal(question.points)),
        *piece.outcomes,
    ]
    rules = list(piece.rules)
    told: list[str] = []
    if piece.reasons:
        outcomes.append(pen.outcome(FEEDBACK, "identifier", cardinality=piece.feedback_type))
        if piece.reason_source:
            rules.append(pen.put(FEEDBACK, pen.variable(piece.reason_source)))
        rules += piece.reason_rules
        told += [_feedback(pen, piece, dialect, FEEDBACK, name, text) for name, text in piece.reasons.items()]
    overall = {RIGHT: question.feedback.right, PARTLY: question.feedback.partly, WRONG: question.feedback.wrong}
    if any(overall.values()) and not piece.is_marked_by_hand:
        outcomes.append(pen.outcome(OVERALL, "identifier"))
        rules.append(_overall(pen, question))
        told += [_feedback(pen, piece, dialect, OVERALL, name, text) for name, text in overall.items() if text]
    if question.explanation:
        # Its outcome holds the value from the beginning, so that it is shown after every answer.
        outcomes.append(pen.outcome(SOLUTION, "identifier", EXPLANATION))
        told.append(_feedback(pen, piece, dialect, SOLUTION, EXPLANATION, question.explanation))
    is_standard = piece.template and rules == piece.rules and len(piece.rules) == 1 and pen.response == "RESPONSE"
    if piece.is_marked_by_hand and not piece.rules:
        processing = ""
    elif is_standard:
        processing = pen.element("responseProcessing", {"template": dialect.template(piece.template)})
    else:
        processing = pen.element("responseProcessing", None, *rules)
    template_rules = pen.element("templateProcessing", None, *piece.template_rules) if piece.template_rules else ""
    attributes = {
        "identifier": identifier_of(question.code),
        "title": title,
        "adaptive": "false",
        "timeDependent": "false",
    }
    return dialect.root(
        "assessmentItem",
        attributes,
        *piece.responses,
        *outcomes,
        *piece.templates,
        template_rules,
        pen.element("itemBody", None, *piece.body),
        processing,
        *told,
    )


def _overall(pen: Pen, question: Question) -> str:
    """Write which words follow the right, a partly right and a wrong answer."""

    def say(name: str) -> str:
        return pen.put(OVERALL, pen.element("baseValue", {"baseType": "identifier"}, name))

    earned = pen.variable(SCORE)
    whole = pen.number(question.points)
    nothing = pen.number(question.points * 0)
    return pen.when(
        (pen.element("gte", None, earned, whole), say(RIGHT)),
        (pen.element("gt", None, earned, nothing), say(PARTLY)),
        ("", say(WRONG)),
    )


def _feedback(pen: Pen, piece: Piece, dialect: Dialect, outcome: str, name: str, text: str) -> str:
    attributes = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
    blocks = (piece.blocks or pen.texts.blocks)(text)
    return pen.element(
        "modalFeedback", attributes, pen.element("contentBody", None, blocks) if dialect.is_hyphened else blocks
    )
