"""Choices out of cells: one each, or all of them in one cell."""

from __future__ import annotations

import json
from collections.abc import Mapping

from trainer.adapters.interchange.questions.chinese.signs import clean, shadow
from trainer.adapters.interchange.questions.lists.choices import find_choices
from trainer.adapters.interchange.questions.lists.lines import Piece, joined, line_of

# What other programs put between choices; signs that may belong to a choice come last.
_SEPARATORS = ("$;$", "$$", "###", "@@", "||", "\n", "|", "｜", "；", ";", "#")
_LONGEST = 32_768


def split_choices(text: str) -> dict[int, str]:
    """Cut a cell that holds all choices.

    Returns:
        Texts by letter, 0 for A; fewer than two where it cannot be cut.
    """
    text = clean(text)[:_LONGEST].strip()
    if text.startswith("[") and (listed := _listed(text)):
        return without_letters(dict(enumerate(listed)))
    for separator in _SEPARATORS[:5]:
        if separator in text:
            return _parted(text, separator)
    pieces = [
        Piece(line, 0, len(line.text)) for line in map(line_of, range(1, 1 + text.count("\n") + 1), text.split("\n"))
    ]
    found = find_choices([piece for piece in pieces if piece.text])
    if len(found.choices) > 1 and not any(piece.text for piece in found.stem):
        return _tidy({one.letter: joined(piece.text for piece in one.pieces) for one in found.choices})
    for separator in _SEPARATORS[5:]:
        if separator in text:
            parted = _parted(text, separator)
            if len(parted) > 1:
                return parted
    return {0: text} if text else {}


def choices_in_stem(text: str) -> tuple[str, dict[int, str]]:
    """Cut choices off a stem that holds them, as tables do that were pasted out of Word.

    Returns:
        The stem alone, and texts by letter; the whole text and none where there are not at least A and B.
    """
    lines = clean(text)[:_LONGEST].split("\n")
    pieces = [Piece(line, 0, len(line.text)) for line in (line_of(n, one) for n, one in enumerate(lines, 1))]
    found = find_choices([piece for piece in pieces if piece.text])
    stem = "\n".join(piece.text.rstrip() for piece in found.stem if piece.text.strip())
    if len(found.choices) < 2 or not stem:
        return text, {}
    return stem, _tidy({one.letter: joined(piece.text for piece in one.pieces) for one in found.choices})


def _listed(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [str(one) for one in found] if isinstance(found, list) and len(found) <= 26 else []


def _parted(text: str, separator: str) -> dict[int, str]:
    parts = [part.strip() for part in text.split(separator)]
    return without_letters(dict(enumerate(part for part in parts if part)))


def without_letters(choices: Mapping[int, str]) -> dict[int, str]:
    """Leave out "A." before choices where every one begins with its own letter."""
    for letter, text in choices.items():
        if not _own_letter(letter, text):
            return dict(choices)
    return {letter: text.lstrip(" (（[【")[1:].lstrip(" .．、:：)）]】\t") for letter, text in choices.items()}


def _own_letter(letter: int, text: str) -> bool:
    if len(text) < 3 or "\u4e00" <= text[0] <= "\u9fff":
        return False
    said = shadow(text[:6]).lstrip(" ([").upper()
    return said[:1] == chr(65 + letter) and said[1:2] in ".、:)]\t"


def _tidy(choices: Mapping[int, str]) -> dict[int, str]:
    """Leave out the sign between choices that have letters, too; one that ends every choice is part of a line of code."""
    texts = [text.strip() for text in choices.values()]
    for sign in "；;|":
        if all(text.endswith(sign) for text in texts[:-1]) and not (sign == ";" and texts[-1].endswith(sign)):
            return {letter: text.strip().rstrip(sign) for letter, text in choices.items()}
    return dict(zip(choices, texts, strict=True))
