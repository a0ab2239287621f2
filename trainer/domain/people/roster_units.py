"""Which unit a roster means, and which units it makes.

A name is met by code, by full name, by an alias, then by its key (see ``unit_names``); only then is a unit made, under
the roster's own unit, and listed. Codes of made units follow from the root's code and the name, so that two machines that
read the same roster agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from trainer.domain.kernel.ids import content_id
from trainer.domain.people.divisions import DivisionTable
from trainer.domain.people.unit_names import UnitNames, division_of, tidy_unit_name
from trainer.domain.people.units import Unit, UnitKind

_SEGMENT = 12

_TOWNSHIPS = ("苏木", "乡", "镇", "街道", "街道办事处", "办事处", "苏木人民政府", "镇人民政府", "乡人民政府")


def path_of(unit_id: str, parent_path: str = "/") -> str:
    """Give the path of a unit below its parent's."""
    return f"{parent_path}{unit_id.replace('-', '')[:_SEGMENT]}/"


def made_code(name: str, root_code: str) -> str:
    """Derive a code for a unit that has none, the same on every machine."""
    digest = hashlib.sha256(f"{root_code}/{tidy_unit_name(name)}".encode()).hexdigest()[:10]
    return f"{root_code}-{digest}" if root_code else f"U-{digest}"


def kind_of(name: str, table: DivisionTable) -> UnitKind:
    """Tell from its name what sort of organisation a unit is."""
    plain = tidy_unit_name(name)
    division = table.named(plain)
    if division is not None:
        return UnitKind.LEAGUE if division.code.endswith("00") else UnitKind.BANNER
    if plain.endswith(_TOWNSHIPS):
        return UnitKind.TOWNSHIP
    if plain.endswith(("股", "科", "处", "科室")):
        return UnitKind.SECTION
    if plain.endswith(("局", "委", "办", "院", "部", "会", "办公室", "中心", "政府", "站", "所", "校", "社", "馆")):
        return UnitKind.DEPARTMENT
    return UnitKind.OTHER


def make_root(name: str, table: DivisionTable, *, kind: UnitKind | None = None, division_code: str = "") -> Unit:
    """Make a unit at the top of a tree."""
    plain = tidy_unit_name(name)
    named = table.named(plain)
    division = named or division_of(plain, table)
    code = division_code if division_code and named else named.code if named else made_code(plain, "")
    unit_id = content_id("unit", code)
    return Unit(
        unit_id,
        code,
        plain,
        kind or kind_of(plain, table),
        None,
        path_of(unit_id),
        0,
        0,
        division_code=division_code or (division.code if division else ""),
    )


def make_child(name: str, parent: Unit, order_no: int, table: DivisionTable, *, code: str = "") -> Unit:
    """Make a unit below another."""
    plain = tidy_unit_name(name)
    named = table.named(plain)
    division = named or division_of(plain, table)
    code = code or (named.code if named else made_code(plain, parent.code[:12]))
    unit_id = content_id("unit", code)
    return Unit(
        unit_id,
        code,
        plain,
        kind_of(plain, table),
        parent.id,
        path_of(unit_id, parent.path),
        parent.depth + 1,
        order_no,
        division_code=division.code if division else parent.division_code,
    )


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The answer to one spelling.

    Attributes:
        unit: None when several units may be meant.
        code: code of a finding, or empty.
        others: names of the units that may be meant.
    """

    unit: Unit | None
    code: str = ""
    others: tuple[str, ...] = ()


class UnitBook:
    """Units met while a roster is read; makes those that are missing.

    Args:
        root: the unit the roster is about; new ones are made under it.
        units: the units that exist below it, itself included.
        aliases: other spellings, key to unit ids.
        table: known divisions.
        decisions: spelling to unit id, or to ``new``, as a person chose.
        elsewhere: units of the same tree that do not stand below the root; met only where nothing below fits.
    """

    def __init__(
        self,
        root: Unit,
        units: Iterable[Unit],
        aliases: Mapping[str, tuple[str, ...]],
        table: DivisionTable,
        decisions: Mapping[str, str] | None = None,
        elsewhere: Iterable[Unit] = (),
    ) -> None:
        self.root = root
        self.made: list[Unit] = []
        self._table = table
        home = table.find(root.division_code) or division_of(root.name, table)
        self._names = UnitNames(table, home)
        self._decisions = decisions or {}
        self._by_id: dict[str, Unit] = {}
        self._by_code: dict[str, Unit] = {}
        self._by_name: dict[str, list[Unit]] = {}
        self._by_key: dict[str, list[Unit]] = {}
        self._by_long: dict[str, list[Unit]] = {}
        self._found: dict[tuple[str, str], FoundUnit] = {}
        self._order = 0
        for unit in units:
            self._enter(unit)
        if root.id not in self._by_id:
            self._enter(root)
        self._elsewhere: dict[str, list[Unit]] = {}
        for unit in elsewhere:
            self._elsewhere.setdefault(self._names.key(unit.name), []).append(unit)
            self._by_id.setdefault(unit.id, unit)
        for key, ids in aliases.items():
            self._by_key.setdefault(key, []).extend(self._by_id[unit_id] for unit_id in ids if unit_id in self._by_id)

    def find(self, name: str, code: str = "") -> FoundUnit:
        """Find or make the unit a row names.

        Args:
            name: as written; empty means the root (or the unit of ``code``).
            code: as written; may be empty.
        """
        known = self._found.get((name, code))
        if known is None:
            known = self._found[name, code] = self._find(name, code)
        return known

    def _find(self, name: str, code: str) -> FoundUnit:
        if code and code in self._by_code:
            return FoundUnit(self._by_code[code])
        if not name:
            return FoundUnit(self.root) if not code else FoundUnit(None, "unit_code_unknown")
        plain = tidy_unit_name(name)
        chosen = self._decisions.get(name) or self._decisions.get(plain)
        if chosen == "new":
            return FoundUnit(self._make(plain, code), "unit_made")
        if chosen and chosen in self._by_id:
            return FoundUnit(self._by_id[chosen])
        for index, key, told in (
            (self._by_name, plain, ""),
            (self._by_key, self._names.key(name), "unit_matched_by_spelling"),
            (self._by_long, self._names.long_key(name), "unit_matched_by_short_name"),
        ):
            units = _distinct(index.get(key, []))
            if len(units) == 1:
                return FoundUnit(units[0], told)
            if units:
                return FoundUnit(None, "unit_ambiguous", tuple(unit.name for unit in units))
        elsewhere = _distinct(self._elsewhere.get(self._names.key(name), []))
        if len(elsewhere) == 1:
            return FoundUnit(elsewhere[0], "unit_found_elsewhere")
        return FoundUnit(self._make(plain, code), "unit_made")

    def _make(self, name: str, code: str) -> Unit:
        # A social credit code names a unit for ever; codes of other systems may clash with ours and are not taken.
        self._order += 1
        own = "" if self._table.named(name) else made_code(self._names.key(name), self.root.code[:12])
        unit = make_child(name, self.root, self._order, self._table, code=own)
        if len(code) == 18:
            unit = replace(unit, credit_code=code)
        if unit.id in self._by_id:
            return self._by_id[unit.id]
        self.made.append(unit)
        self._enter(unit)
        return unit

    def _enter(self, unit: Unit) -> None:
        self._by_id[unit.id] = unit
        self._by_code[unit.code] = unit
        if unit.credit_code:
            self._by_code[unit.credit_code] = unit
        if unit.parent_id == self.root.id:
            self._order = max(self._order, unit.order_no)
        for name in (unit.name, unit.short_name):
            if name:
                self._by_name.setdefault(tidy_unit_name(name), []).append(unit)
                self._by_key.setdefault(self._names.key(name), []).append(unit)
                self._by_long.setdefault(self._names.long_key(name), []).append(unit)


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    return list({unit.id: unit for unit in units}.values())
