"""What every noun needs: the opened office, the way to finish, and how refusals and faults end a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.wording import N_, t
from trainer.wording.sentences import say

if TYPE_CHECKING:
    from trainer.domain.people.roles import Actor
    from trainer.services.office import Office

DONE = 0
FINDINGS = 1
WRONG_USAGE = 2
REFUSED = 3
FAULT = 4
# Entries of a list beyond which it is written line by line.
_LONG = 200


@dataclass(slots=True)
class Given:
    """What was given before the noun; lives in the root context.

    Attributes:
        home: None for the default home.
        database: a URL; None for the home's own file.
        staff_no: who runs the command; empty where nobody was named.
        secret_file: where that person's secret stands.
        as_json: one JSON document on stdout.
    """

    home: Path | None = None
    database: str | None = None
    staff_no: str = ""
    secret_file: Path | None = None
    as_json: bool = False


def given(ctx: typer.Context) -> Given:
    """Find what was given before the noun."""
    root = ctx.find_root()
    if not isinstance(root.obj, Given):
        root.obj = Given()
    return root.obj


def _remember_json(ctx: typer.Context, value: bool) -> bool:
    if value:
        given(ctx).as_json = True
    return value


JSON_OPTION: Any = typer.Option(
    False, "--json", help=N_("Print one JSON document to standard output."), callback=_remember_json
)


@contextmanager
def opened(ctx: typer.Context, *, allow_create: bool = True) -> Iterator[tuple[Office, Actor]]:
    """Open the office that was named and find out who acts.

    The command line is open until an administrator of that home has a secret; from then on the person and the secret are
    needed (homes with demonstration data stay open).

    Args:
        allow_create: make the home where there is none yet.
    """
    from trainer.bootstrap import open_office
    from trainer.services.sign_in import command_line_actor

    named = given(ctx)
    office = open_office(named.home, named.database, allow_create=allow_create)
    try:
        yield office, command_line_actor(office, named.staff_no, lambda: _secret(named))
    finally:
        office.database.close()


def finish(
    ctx: typer.Context, document: Any, text: str | None = None, findings: bool = False, refused: bool = False
) -> NoReturn:
    """End a command that was carried out.

    Args:
        document: what ``--json`` prints; dataclasses, paths, dates and exact numbers are converted.
        text: what people read otherwise; None for the document itself, indented.
        findings: something was refused or found (exit 1).
        refused: nothing of what was given could be used (exit 3).
    """
    if given(ctx).as_json or text is None:
        print_json(document)
    elif text:
        _write(sys.stdout, text)
    raise typer.Exit(REFUSED if refused else FINDINGS if findings else DONE)


def tell(text: str) -> None:
    """Say something to the person at the keyboard (stderr), beside the outcome."""
    _write(sys.stderr, text)


def print_json(document: Any) -> None:
    """Write one document to stdout, Chinese readable; of long lists each entry stands on a line."""
    if isinstance(document, dict) and any(_is_long(value) for value in document.values()):
        # Indenting every line of ten thousand entries takes as long as storing them.
        parts = [f"  {json.dumps(str(key), ensure_ascii=False)}: {_value(value)}" for key, value in document.items()]
        _write(sys.stdout, "{\n" + ",\n".join(parts) + "\n}")
    else:
        _write(sys.stdout, json.dumps(document, ensure_ascii=False, indent=2, default=_plain))


def _is_long(value: Any) -> bool:
    return isinstance(value, list) and len(value) > _LONG


def _value(value: Any) -> str:
    if not _is_long(value):
        return json.dumps(value, ensure_ascii=False, indent=2, default=_plain).replace("\n", "\n  ")
    lines = [json.dumps(one, ensure_ascii=False, default=_plain) for one in value]
    return "[\n    " + ",\n    ".join(lines) + "\n  ]"


def end_badly(ctx: typer.Context, error: Refusal | Fault) -> NoReturn:
    """End a command that was refused or that the machine failed; words go to stderr, the code into the document."""
    said = say(error.code, error.facts)
    tell(str(said))
    if given(ctx).as_json:
        print_json({"error": {"code": error.code, "message": said.what, "next_step": said.next_step}})
    raise typer.Exit(REFUSED if isinstance(error, Refusal) else FAULT)


def _secret(named: Given) -> str:
    import os

    if named.secret_file is not None:
        try:
            return named.secret_file.read_text("utf-8-sig").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Fault("secret_file_unreadable", named.secret_file, error) from error
    from_environment = os.environ.get("TRAINER_SECRET")
    if from_environment is not None:
        return from_environment
    if not sys.stdin.isatty():
        raise Refusal("secret_needed")
    secret: str = typer.prompt(t("Secret"), hide_input=True, err=True)
    return secret


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Fraction | Decimal | Path):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    raise TypeError(type(value).__name__)


def _write(stream: Any, text: str) -> None:
    # NOTE: a Windows console or a pipe may speak an encoding that lacks a character; a name with "?" beats a crash.
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
