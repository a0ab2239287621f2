"""A question -> the document that people edit; reading it again gives the same question."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from trainer.domain.question_bank.question import Bloom, LawBasis, Question
from trainer.domain.question_bank.reading import STANDARD_CODE
from trainer.domain.question_bank.schema import write_body


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
        **write_body(question),
        "parts": [_write_sub_question(part) for part in question.parts],
        "explanation": question.explanation,
        "departments": list(question.departments),
        "law": _law(question.law),
        "source": question.source,
        "version": question.version,
    }
    if not question.difficulty:
        del document["difficulty"]
    if question.bloom is Bloom.UNSET:
        del document["bloom"]
    return {key: value for key, value in document.items() if value not in ("", None, [], {})}


def content_digest(question: Question) -> str:
    """Digest everything a question says, apart from its version number: 64 hex digits (SHA-256).

    The same wording has the same digest on every machine; a number raised without a change of wording shows as equal.
    """
    return digest_of(write_question(question))


def digest_of(document: dict[str, Any]) -> str:
    """Digest a document of :func:`write_question` as :func:`content_digest` does."""
    return _sha256({key: value for key, value in document.items() if key != "version"})


def wording_digest(question: Question) -> str:
    """Digest what a question says whatever it is called: like :func:`content_digest`, without the code."""
    document = write_question(question)
    return _sha256({key: value for key, value in document.items() if key not in ("version", "id")})


def _sha256(document: dict[str, Any]) -> str:
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _teaches(question: Question) -> str:
    if question.teaches_screen:
        return f"{question.teaches_lesson}#{question.teaches_screen}"
    return question.teaches_lesson


def _write_sub_question(part: Question) -> dict[str, Any]:
    document = {"kind": part.kind.value, "stem": part.stem, **write_body(part)}
    if part.explanation:
        document["explanation"] = part.explanation
    return document


def _law(law: LawBasis | None) -> dict[str, str]:
    if law is None:
        return {}
    document = {"title": law.title, "version": law.version, "article": law.article, "review_by": law.review_by}
    return {key: value for key, value in document.items() if value}
