"""Play the tour and write down what was seen."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trainer.ui import registry
from trainer.ui.app import make_application
from trainer.ui.tour.gallery import LARGE, USUAL, take_pictures
from trainer.ui.tour.stage import OpenOffice
from trainer.ui.tour.story import Story
from trainer.wording import set_language


def play(
    out: Path, open_office: OpenOffice, languages: Sequence[str], *, has_large_print: bool = False
) -> dict[str, Any]:
    """Play the main job and take a picture of every page.

    Args:
        out: folder for pictures, documents and ``tour.json``; made where missing.
        open_office: opens a home under a given clock.
        languages: ``zh``, ``en`` or both; the story is played in the first.
        has_large_print: every page once more in large print at 200 %.

    Returns:
        What was written to ``tour.json``; ``missing`` names pages without a picture, ``led_elsewhere`` pages that sent
        their visitor to another one.
    """
    make_application()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        homes = Path(folder)
        set_language(languages[0])
        story = Story(homes / "story", open_office, languages[0], out / "story").play()
        pages: dict[str, dict[str, Any]] = {}
        for language in languages:
            for size in (USUAL, LARGE) if has_large_print else (USUAL,):
                set_language(language)
                pages[f"{language}-{size}"] = take_pictures(
                    homes / f"{language}-{size}",
                    open_office,
                    language,
                    out / f"{language}-{size}",
                    is_large=size == LARGE,
                )
    wanted = {spec.page_id for spec in registry.PAGES}
    seen: dict[str, Any] = {
        "languages": list(languages),
        "story": story,
        "certificate": "story/certificate.pdf",
        "report": "story/report.pdf",
        "pages": pages,
        "missing": sorted({page for shown in pages.values() for page in wanted - shown.keys()}),
        "led_elsewhere": sorted({page for shown in pages.values() for page, one in shown.items() if one.get("led_to")}),
    }
    (out / "tour.json").write_text(json.dumps(seen, ensure_ascii=False, indent=1), "utf-8")
    return seen
