"""The shipped tree of knowledge points, as a file that a teacher can read."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from trainer.adapters.content.question_files import TREE_FILE
from trainer.domain.kernel.outcomes import Fault
from trainer.domain.question_bank.knowledge_tree import CourseBranch, KnowledgeTree, LessonBranch, Point
from trainer.domain.question_bank.question import Kind


@lru_cache(maxsize=4)
def read_tree(root: Path) -> KnowledgeTree:
    """Read the tree below the folder of the question bank; read once in a run of the program.

    Raises:
        Fault: ``content_damaged``, the shipped file is missing or not what it was.
    """
    import yaml

    from trainer.adapters.content.files import read_text

    path = root / TREE_FILE
    text = read_text(path, TREE_FILE)
    if not isinstance(text, str):
        raise Fault("content_damaged", path, None)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # The file is shipped with the program; strangers' files go through ``located``.
        document = yaml.load(text, Loader=loader)
        return KnowledgeTree(tuple(_course(one) for one in document["courses"]))
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise Fault("content_damaged", path, error) from error


def _course(document: dict[str, Any]) -> CourseBranch:
    return CourseBranch(
        document["code"], document["zh"], document["en"], tuple(_lesson(one) for one in document["lessons"])
    )


def _lesson(document: dict[str, Any]) -> LessonBranch:

    return LessonBranch(
        document["code"],
        document["zh"],
        document["en"],
        Fraction(str(document["hours"])),
        document["tiers"],
        tuple(
            Point(one["code"], one["zh"], {Kind(kind): number for kind, number in one["planned"].items()})
            for one in document["points"]
        ),
    )
