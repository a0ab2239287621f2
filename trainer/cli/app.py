"""The root of the command line: options before the noun, nouns imported when named, ends told by exit codes."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from trainer.cli.output import FAULT, Given, end_badly, given, tell
from trainer.domain.kernel.outcomes import Fault, Refusal
from trainer.platform.logs import log, start_logging
from trainer.platform.machine import has_display
from trainer.platform.paths import Home, default_home
from trainer.wording import N_, set_language, t
from trainer.wording.catalogue import LANGUAGES
from trainer.wording.sentences import say

# Each noun is the module of the same name in this room.
NOUNS: dict[str, str] = {
    "bank": N_("The question bank: import, export, search, check."),
    "roster": N_("Staff rosters in and out."),
    "course": N_("Courses and lessons."),
    "paper": N_("Blueprints and papers."),
    "exam": N_("Examinations and their results."),
    "plan": N_("Training plans, progress by unit, forecast."),
    "progress": N_("Progress of people and units."),
    "certificate": N_("Certificates: issue, print, register."),
    "backup": N_("Backups: make, check, restore."),
    "account": N_("Accounts, roles and activation codes."),
    "demo": N_("Demonstration data."),
    "tour": N_("The main job played through the real windows, with pictures."),
    "doctor": N_("Checks machine, fonts, database and disk; says what to do."),
}

# Options of the root that are understood anywhere on the line, with whether a value follows.
_ANYWHERE = {"--json": False}


class Root(TyperGroup):
    """The group of nouns."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        args = _hoisted(args)
        # Before parsing, because --help answers while the line is parsed.
        set_language(_language_of(args))
        _say_help(self)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return [noun for noun in NOUNS if _exists(noun)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in NOUNS or not _exists(cmd_name):
            return None
        module = importlib.import_module(f"trainer.cli.{cmd_name}")
        module.app._add_completion = False
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        _say_help(command)
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        # Help of the root names the nouns without importing them.
        if nouns := [(noun, t(NOUNS[noun])) for noun in self.list_commands(ctx)]:
            with formatter.section(t("Nouns")):
                formatter.write_dl(nouns)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (Refusal, Fault) as error:
            end_badly(ctx, error)
        except (typer.Exit, typer.Abort, TyperException):
            raise
        except Exception as error:
            _tell_of_bug(ctx, error)
            raise typer.Exit(FAULT) from error


def _say_help(command: Any) -> None:
    """Put the help of a noun, its verbs and their options into the language of the program."""
    command.rich_markup_mode = None  # plain text: the boxes of the other mode break on small and on Chinese consoles
    for thing in (command, *command.params):
        english = getattr(thing, "english_help", None) or getattr(thing, "help", None)
        if english:
            thing.english_help, thing.help = english, t(english)
    for verb in getattr(command, "commands", {}).values():
        _say_help(verb)


def _language_of(args: list[str]) -> str:
    """Find the language: the one named, that of the environment, that of the seat."""
    named = _value_of("--lang", args) or os.environ.get("TRAINER_LANG", "")
    if named in LANGUAGES:
        return named
    from trainer.services.seat import read_seat

    home = _value_of("--home", args)
    return read_seat(Path(home) if home else None).language


def _value_of(option: str, args: list[str]) -> str:
    for place, arg in enumerate(args):
        if arg.startswith(f"{option}="):
            return arg.partition("=")[2]
        if arg == option and place + 1 < len(args):
            return args[place + 1]
        if not arg.startswith("-") and (place == 0 or not args[place - 1].startswith("--")):
            break  # the noun: what follows belongs to it
    return ""


def _tell_of_bug(ctx: Any, error: Exception) -> None:
    folder = Home(given(ctx).home or default_home()).logs
    file = start_logging(folder) if folder.is_dir() else None
    log.error("bug", exc_info=error)
    traceback.print_exception(error, file=sys.stderr)
    tell(str(say("program_error", {"detail": type(error).__name__, "path": file or folder})))


def _exists(noun: str) -> bool:
    return importlib.util.find_spec(f"trainer.cli.{noun}") is not None


def _hoisted(args: list[str]) -> list[str]:
    """Bring the root's options that stand after the verb to the front; what follows ``--`` is left alone."""
    end = args.index("--") if "--" in args else len(args)
    front = [arg for arg in args[:end] if arg in _ANYWHERE]
    return front + [arg for arg in args[:end] if arg not in _ANYWHERE] + args[end:]


app = typer.Typer(
    cls=Root,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=N_("Offline training, examination and counting for civil servants."),
)


@app.callback()
def root(
    ctx: typer.Context,
    home: Annotated[Path | None, typer.Option(help=N_("Folder of the office."), envvar="TRAINER_HOME")] = None,
    database: Annotated[
        str | None,
        typer.Option(help=N_("Database URL, for example postgresql+psycopg://..."), envvar="TRAINER_DATABASE"),
    ] = None,
    lang: Annotated[str | None, typer.Option(help=N_("zh or en."), envvar="TRAINER_LANG")] = None,
    staff_no: Annotated[str, typer.Option("--as", help=N_("Staff number of the person who runs this."))] = "",
    secret_file: Annotated[Path | None, typer.Option(help=N_("File that holds that person's secret."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print one JSON document to standard output."))] = False,
    version: Annotated[bool, typer.Option("--version", help=N_("Print the version."))] = False,
) -> None:
    """Open the window when no noun is named, else hand over to the noun."""
    if lang is not None and lang not in LANGUAGES:
        raise typer.BadParameter("zh, en", param_hint="--lang")
    ctx.obj = Given(home, database, staff_no, secret_file, as_json)
    if version:
        from trainer import __version__

        typer.echo(__version__)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        raise typer.Exit(_open_window(given(ctx), lang))


def _open_window(named: Given, lang: str | None) -> int:
    if not has_display():
        tell(t("There is no display here, so no window can be opened."))
        tell(t("Use the nouns of the command line (trainer --help), or play the tour: trainer tour --out FOLDER"))
        return FAULT
    window = importlib.import_module("trainer.ui.app")
    code: int = window.run(named.home, named.database, lang)
    return code
