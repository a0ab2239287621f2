"""Rows over pages."""

from __future__ import annotations

from trainer.adapters.documents.flow import Row, pages_of, space


def row(name: str, height: float, *, stays: bool = False) -> Row:
    def paint(canvas: list[str], _x: float, _y: float) -> None:
        canvas.append(name)

    return Row(height, paint, stays)


def names(pages: list[list[Row]]) -> list[list[str]]:
    seen = []
    for page in pages:
        said: list[str] = []
        for one in page:
            one.paint(said, 0, 0)
        seen.append(said)
    return seen


def test_rows_fill_a_page_before_the_next_begins() -> None:
    assert names(pages_of([row(str(n), 40) for n in range(5)], 100)) == [["0", "1"], ["2", "3"], ["4"]]


def test_heading_goes_over_with_what_it_heads() -> None:
    rows = [row("a", 60), row("heading", 30, stays=True), row("text", 30)]
    assert names(pages_of(rows, 100)) == [["a"], ["heading", "text"]]


def test_space_falls_away_at_the_top_of_a_page() -> None:
    pages = pages_of([row("a", 90), space(20), row("b", 90)], 100)
    assert [len(page) for page in pages] == [1, 1]


def test_chain_longer_than_a_page_is_not_torn_more_than_it_must() -> None:
    rows = [row(str(n), 30, stays=True) for n in range(5)]
    assert names(pages_of(rows, 100)) == [["0", "1"], ["2", "3", "4"]]


def test_nothing_at_all_is_one_empty_page() -> None:
    assert pages_of([], 100) == [[]]
