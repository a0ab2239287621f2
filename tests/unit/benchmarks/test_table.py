"""The table of figures and their limits."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import every, main, table, within


def row(**facts: object) -> dict[str, object]:
    return {"figure": "f", "value": 10.0, "unit": "ms", **facts}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"limit": None}, True),
        ({"limit": 10}, True),
        ({"limit": 9}, False),
        ({"ratio": 2.0, "limit": 2}, True),
        ({"ratio": 2.1, "limit": 2}, False),
        ({"ratio": 2.1, "limit": 2, "limit_on": "value"}, False),
        ({"ratio": 99.0, "limit": 300, "limit_on": "value"}, True),
    ],
)
def test_a_limit_binds_the_ratio_where_there_is_one_unless_it_is_set_on_the_value(
    facts: dict[str, object], expected: bool
) -> None:
    assert within(row(**facts)) is expected


def test_a_row_shows_figure_yardstick_ratio_and_verdict() -> None:
    text = table([row(yardstick="bare", yardstick_value=5.0, ratio=2.0, limit=6), row(limit=1)])
    assert "bare: 5 ms" in text
    assert "2.00x" in text
    assert "ok" in text
    assert "TOO MUCH" in text
    assert len({line.index("yardstick") for line in text.splitlines()[:1]}) == 1


def test_an_unknown_benchmark_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["no_such_benchmark"])
    assert ended.value.code == 2
    assert "progress_tree" in capsys.readouterr().err


def test_every_figure_of_the_project_has_its_module() -> None:
    assert {"progress_tree"} <= set(every())
