"""The command line inside the test, everything that is stored, and what a sentence must have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from typer.testing import CliRunner

from trainer.adapters.storage import schema
from trainer.bootstrap import open_office
from trainer.cli.app import app
from trainer.services.office import Office
from trainer.wording import using
from trainer.wording.sentences import codes, say


def run(home: Path, *words: str) -> tuple[int, Any]:
    """Run a command line; stdout must be one document."""
    ran = CliRunner().invoke(app, ["--home", str(home), "--json", *words], catch_exceptions=False)
    return ran.exit_code, json.loads(ran.stdout)


def rows_of(office: Office) -> dict[str, list[str]]:
    with office.database.read() as uow:
        return {
            name: sorted(map(str, uow.connection.execute(sa.select(table)).all()))
            for name, table in schema.metadata.tables.items()
        }


def rows_in(home: Path) -> dict[str, list[str]]:
    office = open_office(home)
    try:
        return rows_of(office)
    finally:
        office.database.close()


def spoken(code: str, facts: dict[str, Any]) -> None:
    """What happened and what to do, complete in both languages."""
    assert code in codes()
    for language in ("zh", "en"):
        with using(language):
            what, next_step = say(code, facts)
        assert what
        assert next_step
        assert "?" not in what + next_step
