"""Pictures that a text shows and its file does not hold: their words stay, so that the question can still be used."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from trainer.domain.question_bank.question import Question
from trainer.domain.question_bank.text import TOKEN, escape

Part = TypeVar("Part")


def without_lost_pictures(question: Question) -> tuple[Question, tuple[str, ...]]:
    """Replace pictures that are not among the attachments by their words, or their names.

    Returns:
        The question, and the names of the pictures, each once.
    """
    names = {one.name for one in question.attachments}
    lost: dict[str, None] = {}
    changed = {
        one.name: _without(getattr(question, one.name), names, lost)
        for one in fields(question)
        if one.name not in {"attachments", "parts"}
    }
    return (replace(question, **changed), tuple(lost)) if lost else (question, ())


def _without(value: Any, names: Container[str], lost: dict[str, None]) -> Any:
    if isinstance(value, str):
        return _text(value, names, lost) if "![" in value else value
    if isinstance(value, tuple):
        return tuple(_without(one, names, lost) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _without(getattr(value, one.name), names, lost) for one in fields(value)})
    return value


def _text(text: str, names: Container[str], lost: dict[str, None]) -> str:
    said: list[str] = []
    at = 0
    for token in TOKEN.finditer(text):
        name = token["name"]
        if name is None or name.strip() in names:
            continue
        lost.setdefault(name.strip())
        said.append(text[at : token.start()])
        said.append(f"〔{token['words'].strip() or escape(name.strip())}〕")
        at = token.end()
    return "".join(said) + text[at:] if said else text
