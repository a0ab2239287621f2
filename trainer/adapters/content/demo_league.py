"""Read the shipped demonstration: an invented league, the parts of invented names, and the people one signs in as.

The files are ours and covered by a test, so a mistake in them is a bug and not a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.domain.people.roles import Role
from trainer.domain.people.units import UnitKind


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One invented unit.

    Attributes:
        parent: code of the unit above; empty for the league.
        order_no: protocol order among brothers.
        leaders: post and post level of people directly in a league or banner.
        people: everybody in a department or township, its head and its information officer included.
        head: the head's post; empty where there are leaders instead.
    """

    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str
    order_no: int
    leaders: tuple[tuple[str, str], ...]
    people: int
    head: str


@dataclass(frozen=True, slots=True)
class NameParts:
    """What invented names are made of; lists by sex hold ``male`` and ``female``."""

    han_surnames: str
    han: Mapping[str, Sequence[str]]
    mongolian: Mapping[str, Sequence[str]]
    first: Mapping[str, Sequence[str]]
    second: Mapping[str, Sequence[str]]
    mongolian_surnames: str
    rare: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody a visitor signs in as.

    Attributes:
        sex: GB/T 2261.1.
        unit: code of the own unit.
        over: code of the unit over which the role is held; empty for learners.
        is_trained: has finished; otherwise everything but the last lesson and the examination is done.
    """

    name: str
    sex: str
    ethnicity: str
    age: int
    tier: str
    unit: str
    post: str
    role: Role
    over: str
    is_trained: bool


@dataclass(frozen=True, slots=True)
class DemoLeague:
    """Everything the files say.

    Attributes:
        units: the league first, each unit after the one above it.
        pin: which opens every persona's account.
    """

    area_code: str
    units: tuple[DemoUnit, ...]
    names: NameParts
    personas: tuple[Persona, ...]
    pin: str


def read_demo_league(folder: Path) -> DemoLeague:
    """Read ``league.yaml``, ``names.yaml`` and ``personas.yaml`` of a folder."""
    league, names, cast = (_yaml(folder / name) for name in ("league.yaml", "names.yaml", "personas.yaml"))
    han, mongolian = names["han"], names["mongolian"]
    parts = NameParts(
        han["surnames"],
        {sex: han[sex] for sex in ("male", "female")},
        {sex: mongolian[sex] for sex in ("male", "female")},
        mongolian["first"],
        mongolian["second"],
        mongolian["surnames"],
        tuple((one["name"], one["sex"]) for one in names["rare"]),
    )
    return DemoLeague(
        league["area_code"],
        tuple(_units(league, "", 1)),
        parts,
        tuple(_persona(one) for one in cast["people"]),
        cast["pin"],
    )


def _units(entry: Mapping[str, Any], parent: str, order_no: int) -> Iterator[DemoUnit]:
    yield DemoUnit(
        entry["code"],
        entry["name"],
        entry.get("short_name", ""),
        UnitKind(entry["kind"]),
        parent,
        order_no,
        tuple((leader["post"], leader["level"]) for leader in entry.get("leaders", ())),
        entry.get("people", 0),
        entry.get("head", ""),
    )
    for number, below in enumerate(entry.get("units", ()), start=1):
        yield from _units(below, entry["code"], number)


def _persona(entry: Mapping[str, Any]) -> Persona:
    return Persona(
        entry["name"],
        entry["sex"],
        entry["ethnicity"],
        entry["age"],
        entry["tier"],
        entry["unit"],
        entry["post"],
        Role(entry["role"]),
        entry.get("over", ""),
        entry["trained"],
    )


def _yaml(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)
