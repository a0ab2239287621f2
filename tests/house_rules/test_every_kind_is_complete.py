"""No kind of question lacks a screen, an editor, a printed form, a name, or an answer of every export."""

from __future__ import annotations

import pytest

from tests.builders.questions_to_mark import BUILDERS
from trainer.adapters.interchange.questions.formats import FORMATS, WRITABLE, writer
from trainer.domain.question_bank.question import Kind
from trainer.wording.sentences import codes

# Our own form is written by the room of content and holds everything.
FOREIGN = [name for name in WRITABLE if FORMATS[name].module]


def test_every_kind_is_answered_on_a_screen() -> None:
    pytest.importorskip("PySide6")
    from trainer.ui.widgets.questions import RENDERERS

    assert set(RENDERERS) == set(Kind)


def test_every_kind_has_an_editor() -> None:
    pytest.importorskip("PySide6")
    from trainer.ui.author.editors import EDITORS

    assert set(EDITORS) == set(Kind)


def test_every_kind_is_printed() -> None:
    from trainer.adapters.documents.question_kinds import PRINTED

    assert set(PRINTED) == set(Kind)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("kind", Kind)
def test_every_export_takes_a_kind_or_says_why_not(name: str, kind: Kind) -> None:
    form = writer(name)
    question = BUILDERS[kind]()
    why_not = form.refuses(question)
    assert isinstance(why_not, str)
    assert not why_not or why_not in codes()
    assert set(form.loses(question)) <= codes().keys()


@pytest.mark.parametrize("name", FOREIGN)
def test_every_export_takes_some_kind(name: str) -> None:
    form = writer(name)
    assert any(not form.refuses(BUILDERS[kind]()) for kind in Kind)
