"""Read a blueprint file: YAML or JSON (which YAML reads too) into a plain document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer.domain.kernel.outcomes import Fault, Refusal

# A blueprint is a page of text; anything larger is another file picked by mistake.
MAX_BYTES = 1_000_000


def read_document(path: Path) -> Any:
    """Read a file into mappings, lists, texts and numbers.

    Raises:
        Fault: ``blueprint_file_unreadable``, the file cannot be opened.
        Refusal: ``blueprint_not_a_document`` with the line, it is neither YAML nor JSON.
    """
    import yaml

    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Fault("blueprint_file_unreadable", path, error) from error
    if len(content) > MAX_BYTES:
        raise Refusal("blueprint_not_a_document", file=path.name, line=1)
    try:
        return yaml.safe_load(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise Refusal("blueprint_not_a_document", file=path.name, line=mark.line + 1 if mark else 1) from error
