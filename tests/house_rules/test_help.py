"""F1 opens a page for the very screen, in both languages."""

from __future__ import annotations

import pytest

from trainer.platform import paths
from trainer.ui.registry import ENTRY_PAGES, PAGES
from trainer.wording.catalogue import LANGUAGES

IDS = [*ENTRY_PAGES, *(spec.page_id for spec in PAGES)]
FOLDER = paths.shipped("resources") / "help"
# What a help page answers, as its second-level headings.
LAST = {"zh": "## 遇到问题怎么办", "en": "## What if"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_lacks_its_help(language):
    wanting = [page_id for page_id in IDS if not (FOLDER / language / f"{page_id}.md").is_file()]
    assert not wanting


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_help_page_belongs_to_nothing(language):
    assert {file.stem for file in (FOLDER / language).glob("*.md")} <= set(IDS)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.md")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_help_page_says_what_for_how_and_what_if(file):
    text = file.read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# ")
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert LAST[file.parent.name] in lines
    assert "<" not in text  # no markup but Markdown's own
    assert "http" not in text
