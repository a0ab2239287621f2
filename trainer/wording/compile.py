"""Compile the area files of one language into a single catalogue."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(sources: Sequence[Path], target: Path, language: str) -> None:
    """Write one compiled catalogue from several ``.po`` files.

    A sentence that stands in two files must be translated alike (a test proves it); the first one counts.
    """
    whole = Catalog(locale="zh_Hans_CN" if language == "zh" else language)
    for source in sources:
        with source.open("rb") as file:
            for message in read_po(file, locale=whole.locale):
                if message.id and message.id not in whole:
                    whole.add(message.id, message.string, context=message.context)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved into place, so that two starts at once never read half a file.
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as out:
        write_mo(out, whole)
    Path(name).replace(target)
