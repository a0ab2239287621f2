"""``trainer tour``: the main job through the real windows, and a picture of every page."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trainer.cli.output import JSON_OPTION, finish, tell
from trainer.domain.kernel.outcomes import Fault
from trainer.wording import N_, t

if TYPE_CHECKING:
    from trainer.platform.clock import Clock
    from trainer.services.office import Office

app = typer.Typer(help=N_("The main job played through the real windows, with pictures."))


class Language(StrEnum):
    """In which language the windows speak."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


@app.callback(invoke_without_command=True)
def tour(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("Folder for the pictures, the documents and tour.json."))] = Path("tour"),
    lang: Annotated[Language, typer.Option(help=N_("Language of the windows: zh, en or both."))] = Language.ZH,
    large_print: Annotated[
        bool, typer.Option("--large-print", help=N_("Every page once more in large print at 200 %."))
    ] = False,
    as_json: bool = JSON_OPTION,
) -> None:
    """Play the tour, off-screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from trainer.ui.tour.play import play
    except ImportError as error:
        raise Fault("qt_missing", None, error) from error
    languages = ["zh", "en"] if lang is Language.BOTH else [lang.value]
    tell(t("Playing the tour; about a minute for each language ..."))
    seen = play(out.resolve(), _open, languages, has_large_print=large_print)
    pictures = sum(len(shown) for shown in seen["pages"].values()) + len(seen["story"])
    text = t(
        "Played {steps} steps and took {pictures} pictures: {folder}",
        steps=len(seen["story"]),
        pictures=pictures,
        folder=str(out.resolve()),
    )
    if seen["missing"]:
        text += "\n" + t("Pages without a picture: {pages}", pages=", ".join(seen["missing"]))
    finish(ctx, seen, text, findings=bool(seen["missing"]))


def _open(home: Path | None, url: str | None, clock: Clock) -> Office:
    from trainer.bootstrap import open_office

    return open_office(home, url, clock=clock)
