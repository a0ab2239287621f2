"""What a question says that a foreign format has no place for, as tags: ``trainer:difficulty=3``.

Tags survive in the programs that such files go through. They hold short words only; what a tag cannot hold, the writer says
before it writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trainer.domain.question_bank.question import Bloom, LawBasis, Question

MARK = "trainer:"
_BLOOMS = {level.value: level for level in Bloom}
_LAW = ("title", "version", "article", "review_by")
_MANY = frozenset({"department", "enemy"})
# The digits of a version or a difficulty; longer ones are no numbers of ours.
_LONGEST_NUMBER = 6


def tags_of(question: Question) -> list[str]:
    """Give the tags for everything in a question's head that other programs do not know."""
    said: list[tuple[str, str]] = []
    if question.tier:
        said.append(("tier", question.tier))
    if question.difficulty:
        said.append(("difficulty", str(question.difficulty)))
    if question.bloom is not Bloom.UNSET:
        said.append(("bloom", question.bloom.value))
    if question.version != 1:
        said.append(("version", str(question.version)))
    if question.course:
        said.append(("course", question.course))
    if question.knowledge_point:
        said.append(("point", question.knowledge_point))
    if question.teaches_lesson:
        said.append(("teaches", f"{question.teaches_lesson}#{question.teaches_screen}".removesuffix("#")))
    if question.source:
        said.append(("source", question.source))
    if question.law is not None:
        law = question.law
        values = (law.title, law.version, law.article, law.review_by)
        said += [(f"law.{part}", value) for part, value in zip(_LAW, values, strict=True) if value]
    said += [("department", one) for one in question.departments]
    said += [("enemy", one) for one in question.enemies]
    return [f"{MARK}{key}={value}" for key, value in said]


def split(tags: Iterable[str]) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """Part the tags of a file into those of its author and ours.

    Returns:
        The author's, each once; ours by key, in their order.
    """
    theirs: dict[str, None] = {}
    ours: dict[str, list[str]] = {}
    for tag in tags:
        if tag.startswith(MARK) and "=" in tag:
            key, _, value = tag[len(MARK) :].partition("=")
            ours.setdefault(key, []).append(value)
        elif tag:
            theirs[tag] = None
    return tuple(theirs), ours


def head_of(ours: Mapping[str, list[str]]) -> dict[str, Any]:
    """Give the attributes of a question that tags of :func:`tags_of` tell; what is damaged is left out."""
    head: dict[str, Any] = {}
    for key, attribute in (("tier", "tier"), ("course", "course"), ("point", "knowledge_point"), ("source", "source")):
        if key in ours:
            head[attribute] = ours[key][0]
    if "tier" in head and "".join(letter for letter in "ABC" if letter in head["tier"]) != head["tier"]:
        del head["tier"]
    difficulty = number(ours, "difficulty")
    if 1 <= difficulty <= 5:
        head["difficulty"] = difficulty
    if version := number(ours, "version"):
        head["version"] = version
    if "bloom" in ours and ours["bloom"][0] in _BLOOMS:
        head["bloom"] = _BLOOMS[ours["bloom"][0]]
    if "teaches" in ours:
        head["teaches_lesson"], _, head["teaches_screen"] = ours["teaches"][0].partition("#")
    if "law.title" in ours and "law.version" in ours:
        head["law"] = LawBasis(*(ours.get(f"law.{part}", [""])[0] for part in _LAW))
    if "department" in ours:
        head["departments"] = tuple(ours["department"])
    if "enemy" in ours:
        head["enemies"] = tuple(ours["enemy"])
    return head


def number(ours: Mapping[str, list[str]], key: str) -> int:
    """Give a whole number among our tags; 0 where there is none."""
    said = ours.get(key, [""])[0]
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER else 0
