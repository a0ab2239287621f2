"""A question -> the document that people edit; reading it again gives the same question."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from trainer.domain.question_bank.question import Choice, LawBasis, Pair, Question
from trainer.domain.question_bank.reading import STANDARD_CODE


def write_question(question: Question) -> dict[str, Any]:
    """Write a question with its keys in the order in which authors write them; empty parts are left out."""
    standard = STANDARD_CODE.fullmatch(question.code)
    document: dict[str, Any] = {
        "id": question.code,
        "kind": question.kind.value,
        "name": question.name,
        "category": question.category,
        # A standard code already says both.
        "course": "" if standard else question.course,
        "knowledge_point": "" if standard else question.knowledge_point,
        "tier": question.tier,
        "difficulty": question.difficulty,
        "bloom": question.bloom.value,
        "teaches": _teaches(question),
        "stem": question.stem,
        "choices": [_choice(choice) for choice in question.choices],
        "answer": question.answer,
        "blanks": [{"accept": list(blank.accept)} for blank in question.blanks],
        "order": list(question.order),
        "pairs": [_pair(pair) for pair in question.pairs],
        "extra": list(question.extra),
        "explanation": question.explanation,
        "departments": list(question.departments),
        "law": _law(question.law),
        "source": question.source,
        "version": question.version,
    }
    return {key: value for key, value in document.items() if value not in ("", None, [], {})}


def content_digest(question: Question) -> str:
    """Digest everything a question says, apart from its version number: 64 hex digits (SHA-256).

    The same wording has the same digest on every machine; a number raised without a change of wording shows as equal.
    """
    document = write_question(question)
    del document["version"]
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _teaches(question: Question) -> str:
    if question.teaches_screen:
        return f"{question.teaches_lesson}#{question.teaches_screen}"
    return question.teaches_lesson


def _choice(choice: Choice) -> dict[str, Any]:
    document: dict[str, Any] = {"text": choice.text}
    if choice.is_right:
        document["right"] = True
    if choice.why:
        document["why"] = choice.why
    return document


def _pair(pair: Pair) -> dict[str, str]:
    document = {"left": pair.left, "right": pair.right}
    if pair.why:
        document["why"] = pair.why
    return document


def _law(law: LawBasis | None) -> dict[str, str]:
    if law is None:
        return {}
    document = {"title": law.title, "version": law.version, "article": law.article, "review_by": law.review_by}
    return {key: value for key, value in document.items() if value}
