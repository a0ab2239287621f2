"""``trainer demo``: in, looked at, and out again, on a home that was never initialised."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from trainer.cli.app import app


@pytest.fixture
def trainer(tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["--home", str(tmp_path / "演示 home"), *words], prog_name="trainer")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def test_the_demonstration_goes_in_is_shown_and_goes_out(trainer: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = trainer("demo", "load", "--json")
    loaded: Any = json.loads(out)
    assert code == 0
    assert (loaded["people"], loaded["classes"], loaded["due"], loaded["trained"]) == (600, 20, 590, 472)
    assert loaded["rate"] == 0.8
    assert {"staff_no", "name", "unit", "role", "pin"} <= loaded["sign_ins"][0].keys()

    shown = json.loads(trainer("plan", "show", "--json")[1])
    assert (shown["id"], shown["due"], shown["trained"], shown["rate"]) == (loaded["plan"], 590, 472, 0.8)
    assert shown["exempt"] == 10
    assert shown["units"][0]["due"] == 590
    banners = [unit for unit in shown["units"] if unit["depth"] == 1]
    assert sum(unit["due"] for unit in banners) == 590 - 3  # three leaders belong to the league itself
    assert json.loads(trainer("progress", "show", "--which", "missing", "--json")[1])["count"] == 118
    assert json.loads(trainer("progress", "rebuild", "--json")[1]) == {"changed": 0}

    code, _, err = trainer("demo", "load")
    assert code == 3
    assert "演示数据" in err

    code, out, _ = trainer("demo", "clear", "--json")
    assert code == 0
    assert json.loads(out)["deleted"]["people"] == 600
    assert json.loads(trainer("plan", "list", "--json")[1]) == []
    code, out, _ = trainer("demo", "clear")
    assert code == 0
    assert out.strip()


def test_people_read_whom_to_sign_in_as(trainer: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = trainer("demo", "load")
    assert code == 0
    assert "王丽" in out
    assert "阿拉坦·巴特尔" in out
    assert "258036" in out
