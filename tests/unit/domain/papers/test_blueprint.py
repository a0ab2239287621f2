"""A blueprint is read whole or refused with the row and the word at fault."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.papers.blueprint import Row, blueprint_document, read_blueprint
from trainer.domain.question_bank.question import Kind

DOCUMENT: dict[str, Any] = {
    "name": "T2",
    "per_knowledge_point": 2,
    "total_marks": 40,
    "rows": [
        {"course": "C09", "kind": "single", "difficulty": "easy", "count": 10, "marks": 1},
        {"courses": ["C09", "C06"], "kinds": ["multiple"], "difficulty": "3-4", "count": 5, "marks": "2"},
        {"difficulty": [1, 3], "tier": "B", "knowledge_point": "K0901a", "count": 40, "marks": 0.5},
    ],
}


def test_rows_are_read_exactly() -> None:
    blueprint = read_blueprint(DOCUMENT)
    assert blueprint.rows[0] == Row(10, Fraction(1), ("C09",), (Kind.SINGLE,), (1, 2))
    assert blueprint.rows[1] == Row(5, Fraction(2), ("C09", "C06"), (Kind.MULTIPLE,), (3, 4))
    assert blueprint.rows[2] == Row(40, Fraction(1, 2), (), (), (1, 3), ("K0901a",), "B")
    assert (blueprint.question_count, blueprint.of) == (55, 40)
    assert read_blueprint(blueprint_document(blueprint)) == blueprint


def test_chinese_words_for_difficulty_are_read() -> None:
    rows = [{"difficulty": word, "count": 1, "marks": 1} for word in ("易", "中", "难", 5, "any")]
    assert [row.difficulties for row in read_blueprint({"rows": rows}).rows] == [(1, 2), (3,), (4, 5), (5,), ()]


@pytest.mark.parametrize(
    ("document", "row", "what"),
    [
        ([], 0, "rows"),
        ({}, 0, "rows"),
        ({"rows": []}, 0, "rows"),
        ({"rows": "all"}, 0, "rows"),
        ({"rows": [1]}, 1, "rows"),
        ({"rows": [{"count": 1}], "size": 5}, 0, "size"),
        ({"rows": [{"count": 1}], "per_knowledge_point": -1}, 0, "per_knowledge_point"),
        ({"rows": [{"count": 1}], "total_marks": "x"}, 0, "total_marks"),
        ({"rows": [{"count": 1}, {"count": 0}]}, 2, "count"),
        ({"rows": [{"count": True}]}, 1, "count"),
        ({"rows": [{"count": 501}]}, 0, "count"),
        ({"rows": [{"count": 1, "marks": "1/0"}]}, 1, "marks"),
        ({"rows": [{"count": 1, "marks": 0}]}, 1, "marks"),
        ({"rows": [{"count": 1, "kind": "essays"}]}, 1, "kind"),
        ({"rows": [{"count": 1, "kind": "single", "kinds": ["judge"]}]}, 1, "kinds"),
        ({"rows": [{"count": 1, "difficulty": 6}]}, 1, "difficulty"),
        ({"rows": [{"count": 1, "difficulty": "tricky"}]}, 1, "difficulty"),
        ({"rows": [{"count": 1, "colour": "red"}]}, 1, "colour"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(document: Any, row: int, what: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_blueprint(document)
    assert (caught.value.code, caught.value.facts) == ("blueprint_unreadable", {"row": row, "what": what})


def test_a_stated_total_must_be_what_the_rows_add_up_to() -> None:
    with pytest.raises(Refusal) as caught:
        read_blueprint(DOCUMENT | {"total_marks": 100})
    assert (caught.value.code, caught.value.facts) == ("blueprint_marks_differ", {"stated": "100", "found": "40"})
