"""Turn a code into what happened, what it means and what to do.

Codes are registered by area modules in this room (``wording/codes_<area>.py``), each a dict from code to a pair of
sentences: what happened, and the next step.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any, NamedTuple

import trainer.wording as _room
from trainer.wording.catalogue import N_, t


class Said(NamedTuple):
    """A code in words."""

    what: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".strip()


_codes: dict[str, tuple[str, str]] = {}


def codes() -> dict[str, tuple[str, str]]:
    """Give every code with its two English sentences."""
    if not _codes:
        for module in pkgutil.iter_modules(_room.__path__):
            if module.name.startswith("codes_"):
                _codes.update(importlib.import_module(f"{_room.__name__}.{module.name}").CODES)
    return _codes


def say(code: str, facts: Mapping[str, Any] | None = None) -> Said:
    """Put a refusal, fault or finding into words.

    Args:
        code: a registered code.
        facts: the values its sentences name; a missing value shows as ``?`` rather than hiding the message.
    """
    pair = codes().get(code)
    if pair is None:
        return Said(t(_UNKNOWN).format(code=code), "")
    filled = _Facts(facts or {})
    # An empty sentence is none: gettext would answer it with the head of the catalogue.
    return Said(*(t(sentence).format_map(filled) if sentence else "" for sentence in pair))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


_UNKNOWN = N_("Something was refused ({code}).")
