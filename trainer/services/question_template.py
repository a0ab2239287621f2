"""The Excel template for questions, with a filled example and an explanation of its columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.people.roles import Actor, Right, require
from trainer.services.written import write_file

if TYPE_CHECKING:
    from trainer.services.office import Office


def save_template(office: Office, actor: Actor, path: Path) -> Path:
    """Write the template.

    Raises:
        Refusal: ``no_right``.
        Fault: ``disk_full``; ``file_not_written``.
    """
    del office
    require(actor, Right.EDIT_QUESTIONS)
    from trainer.adapters.interchange.questions.sheets import template

    write_file(path, template())
    return path
