"""``trainer bank rebuild`` as scripts use it."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from trainer.bootstrap import open_office
from trainer.cli.app import app


def test_what_drifted_is_made_again_and_the_second_time_nothing_has(tmp_path: Path) -> None:
    office = open_office(tmp_path / "home")
    with office.database.write() as uow:
        uow.connection.exec_driver_sql("UPDATE question SET line = 'x' WHERE number <= 3")
        uow.question_search.index.clear()
    office.database.close()
    for drifted in (3, 0):
        ran = CliRunner().invoke(app, ["--home", str(tmp_path / "home"), "--json", "bank", "rebuild"])
        assert ran.exit_code == 0, ran.stderr
        assert json.loads(ran.stdout) == {"drifted": drifted}
    ran = CliRunner().invoke(app, ["--home", str(tmp_path / "home"), "--json", "bank", "search", "公文"])
    assert json.loads(ran.stdout)["total"] > 10
