"""Every sentence of the program has its Chinese one, said in one way, with the same facts in it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from tests.builders.spoken import calls, literals
from trainer.platform.paths import shipped

FOLDER = shipped("resources") / "translations" / "zh"
FILES = sorted(FOLDER.glob("*.po"))

# A Chinese character followed by half-width punctuation that has a full-width form.
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;?!()][\u3400-\u9fff]")


class Entry(NamedTuple):
    ids: tuple[str, ...]
    strings: tuple[str, ...]
    is_fuzzy: bool
    file: Path


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(entry for file in FILES for entry in _entries(file))


def _entries(file: Path) -> Iterator[Entry]:
    with file.open("rb") as opened:
        for message in read_po(opened, locale="zh_Hans_CN", abort_invalid=True):
            if message.id:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                yield Entry(tuple(ids), tuple(strings), message.fuzzy, file)


def said() -> dict[tuple[str, ...], str]:
    """Give every sentence of the program, with one place where it stands."""
    found: dict[tuple[str, ...], str] = {}
    for call in calls():
        if call.name in {"t", "N_"} and call.node.args:
            for sentence in literals(call.node.args[0]):
                found.setdefault((sentence,), call.place)
        elif call.name == "tn" and len(call.node.args) > 1:
            for one, many in zip(literals(call.node.args[0]), literals(call.node.args[1]), strict=True):
                found.setdefault((one, many), call.place)
    found.pop(("",), None)
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_catalogue_is_well_formed(file: Path) -> None:
    assert next(_entries(file), None) is not None
    assert b"charset=UTF-8" in file.read_bytes()


def test_every_sentence_is_translated() -> None:
    known = {entry.ids for entry in entries()}
    wrong = sorted(f"{place}: {ids[0]}" for ids, place in said().items() if ids not in known)
    assert not wrong, "\n".join(["", *wrong])


def test_no_translation_is_empty_or_doubtful() -> None:
    wrong = [f"{entry.file.name}: {entry.ids[0]}" for entry in entries() if entry.is_fuzzy or not all(entry.strings)]
    assert not wrong, "\n".join(["", *wrong])


def test_one_sentence_is_translated_in_one_way() -> None:
    ways: dict[str, set[str]] = {}
    for entry in entries():
        ways.setdefault(entry.ids[0], set()).add(entry.strings[0])
    assert {sentence: found for sentence, found in ways.items() if len(found) > 1} == {}


def test_translations_name_the_same_facts() -> None:
    wrong = []
    for entry in entries():
        wanted = placeholders(entry.ids[-1])
        if any(placeholders(translated) != wanted for translated in entry.strings):
            wrong.append(f"{entry.file.name}: {entry.ids[-1]} / {entry.strings}")
    assert not wrong, "\n".join(["", *wrong])


def test_chinese_sentences_have_chinese_punctuation() -> None:
    wrong = [
        f"{entry.file.name}: {translated}"
        for entry in entries()
        for translated in entry.strings
        if HALF_WIDTH.search(translated)
    ]
    assert not wrong, "\n".join(["", *wrong])


def test_no_translation_is_kept_for_a_sentence_that_nothing_says() -> None:
    spoken = set(said())
    wrong = sorted(f"{entry.file.name}: {entry.ids[0]}" for entry in entries() if entry.ids not in spoken)
    assert not wrong, "\n".join(["", *wrong])
