from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from trainer.wording.catalogue import compiled_catalogue
from trainer.wording.mo_file import MoFile

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), min_size=1, max_size=30)


def write(path: Path, pairs: dict[str, str]) -> Path:
    catalogue = Catalog(locale="zh_Hans_CN")
    for one, said in pairs.items():
        catalogue.add(one, said)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return path


@given(pairs=st.dictionaries(TEXT, TEXT, max_size=40))
def test_every_sentence_is_found_whatever_its_neighbours(tmp_path_factory, pairs):
    mo = MoFile(write(tmp_path_factory.mktemp("mo") / "x.mo", pairs))
    assert {one: mo.gettext(one) for one in pairs} == pairs


def test_the_programs_own_catalogue_says_what_gettext_says():
    path = compiled_catalogue("zh")
    with path.open("rb") as file:
        oracle = gettext.GNUTranslations(file)
    ours = MoFile(path)
    for key, said in oracle._catalog.items():
        if isinstance(key, str) and key:
            assert ours.gettext(key) == said
        elif isinstance(key, tuple):
            one = key[0]
            many = next(
                text.split("\0")[1]
                for place in range(ours._count)
                if (text := ours._entry(ours._ids, place).decode()).startswith(f"{one}\0")
            )
            assert ours.ngettext(one, many, 5) == oracle.ngettext(one, many, 5)


def test_what_is_not_translated_is_said_as_it_is(tmp_path):
    mo = MoFile(write(tmp_path / "x.mo", {"yes": "是"}))
    assert mo.gettext("no") == "no"
    assert mo.ngettext("{n} person", "{n} people", 1) == "{n} person"
    assert mo.ngettext("{n} person", "{n} people", 2) == "{n} people"


def test_a_file_that_is_no_catalogue_is_refused(tmp_path):
    broken = tmp_path / "x.mo"
    broken.write_bytes(b"no catalogue, but long enough to be one")
    with pytest.raises(OSError, match="not a compiled catalogue"):
        MoFile(broken)
