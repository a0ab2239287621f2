"""The tree of knowledge points, for lists, filters and the editor."""

from __future__ import annotations

from trainer.domain.question_bank.knowledge_tree import KnowledgeTree
from trainer.platform import paths


def knowledge_tree() -> KnowledgeTree:
    """Give the shipped tree, in teaching order.

    Raises:
        Fault: ``content_damaged``.
    """
    from trainer.adapters.content.knowledge_points import read_tree

    return read_tree(paths.shipped("question_bank"))
