"""What the program says, found in its source text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import trainer

PACKAGE = Path(trainer.__file__).parent


class Call(NamedTuple):
    """One call of a function by a plain name."""

    name: str
    node: ast.Call
    file: Path

    @property
    def place(self) -> str:
        return f"{self.file.relative_to(PACKAGE.parent)}:{self.node.lineno}"


@cache
def calls() -> tuple[Call, ...]:
    """Find every call in the package."""
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if "_shipped" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                yield Call(name, node, file)


def literals(node: ast.expr) -> list[str]:
    """Give the texts that an expression can be, as far as they stand there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []
