"""YAML -> plain values that remember their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from trainer.domain.kernel.findings import Finding, Severity
from trainer.domain.question_bank.fields import Path, Where

_SEPARATOR = re.compile(r"^---[ \t]*(#.*)?$")
# Deeper nesting than any content has; stops a hostile file before Python's own limit does.
_DEEPEST = 20
# More brackets than any one document has; far below what the parser's stack bears.
_MOST_OPENINGS = 1000
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Located:
    """One document.

    Attributes:
        value: mappings, lists and scalars as YAML 1.1 reads them.
        where: file, first line, and the line of every part.
        text: the document as written.
    """

    value: Any
    where: Where
    text: str = field(default="", repr=False)


def documents(text: str, label: str, *, first_line: int = 1) -> tuple[list[Located], list[Finding]]:
    """Read all documents of a file.

    Each document between ``---`` lines is read by itself, so that a slip in one does not hide the others.

    Args:
        text: of the file.
        label: its name for findings.
        first_line: line number of the text's first line, where it is part of a larger file.
    """
    found: list[Located] = []
    findings: list[Finding] = []
    for start, part in _split(text):
        line = start + first_line
        if _may_be_too_deep(part):
            findings.append(Finding("content_yaml_alias", Severity.ERROR, label, line))
            continue
        try:
            node = yaml.compose(part, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            within = min(mark.line if mark else 0, part.count("\n"))
            findings.append(_broken(label, line + within, str(error.problem or error.context)))
            continue
        except (yaml.YAMLError, RecursionError) as error:
            findings.append(_broken(label, line, str(error).splitlines()[0][:200] if str(error) else "recursion"))
            continue
        if node is None:
            continue
        lines: dict[Path, int] = {}
        written: dict[Path, str] = {}
        builder = _Builder(label, line, lines, written, findings)
        before = len(findings)
        value = builder.build(node, ())
        if len(findings) == before:
            first = line + node.start_mark.line
            found.append(Located(value, Where(label, first, lines, written), part))
    return found, findings


def _split(text: str) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    start = 0
    for index, line in enumerate([*lines, "---"]):
        if _SEPARATOR.match(line):
            part = "\n".join(lines[start:index])
            if part.strip():
                yield start, part
            start = index + 1


def _may_be_too_deep(text: str) -> bool:
    """Tell whether a document might nest so deeply that the C parser would overrun its stack and end the program."""
    if text.count("[") + text.count("{") > _MOST_OPENINGS:
        return True
    return any(
        line.count("- ") + line.count("? ") > _MOST_OPENINGS or len(line) - len(line.lstrip()) > _MOST_OPENINGS
        for line in text.split("\n")
        if len(line) > _MOST_OPENINGS
    )


def _broken(label: str, line: int, detail: str) -> Finding:
    return Finding("content_yaml_broken", Severity.ERROR, label, line, facts={"detail": detail})


class _Builder:
    """Makes values from nodes; refuses aliases (a few lines of them can unfold to gigabytes) and repeated keys."""

    def __init__(
        self, label: str, line: int, lines: dict[Path, int], written: dict[Path, str], findings: list[Finding]
    ) -> None:
        self._label = label
        self._line = line
        self._lines = lines
        self._written = written
        self._findings = findings
        self._seen: set[int] = set()
        # Only its rules for plain scalars are used (YAML 1.1: yes, no, dates, numbers).
        self._scalars = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._lines[path] = self._line + node.start_mark.line
        if id(node) in self._seen or len(path) > _DEEPEST:
            self._note("content_yaml_alias", node)
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                self._note("content_yaml_alias", key_node)
                continue
            # Keys are names: `on:` or `no:` must not become true and false.
            key = str(key_node.value)
            if key in made:
                self._note("content_key_twice", key_node, key=key)
            made[key] = self.build(value_node, (*path, key))
            self._lines[(*path, key)] = self._line + key_node.start_mark.line
        return made

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        try:
            value = self._scalars.construct_object(node)
            if value is not None and not isinstance(value, str):
                self._written[path] = str(node.value)
            return value
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self._note("content_yaml_broken", node, detail=str(error).splitlines()[0][:200])
            return None

    def _note(self, code: str, node: yaml.Node, **facts: Any) -> None:
        line = self._line + node.start_mark.line
        self._findings.append(Finding(code, Severity.ERROR, self._label, line, facts=facts))
