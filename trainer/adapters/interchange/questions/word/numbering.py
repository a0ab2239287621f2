"""The numbers and letters that Word shows before paragraphs and keeps nowhere in the text.

Source: ISO/IEC 29500-1 (2016), 17.9 (numbering): levels with their text and format, instances with overrides, counters that
go on through all paragraphs of one definition and begin anew below a higher level.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHINESE = "零一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LEVELS = 9
# A list beyond this is no list of questions; counters of a damaged file must not grow without end.
_MOST = 100_000


@dataclass(slots=True)
class Level:
    """One level of a definition: the first number, its format, and the text around it."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class Numbering:
    """All definitions of a document, and how far each one has been counted."""

    levels: dict[str, list[Level]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    own_levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, instance: str, level: int) -> str:
        """Count one paragraph and give what stands before it; empty for bullets and unknown lists.

        Args:
            instance: ``w:numId`` of the paragraph.
            level: ``w:ilvl``, 0 for the outermost.
        """
        definition = self.instances.get(instance)
        if definition is None or definition not in self.levels or not 0 <= level < _LEVELS:
            return ""
        levels = self._levels(instance, definition)
        counters = self.counters.setdefault(definition, [0] * _LEVELS)
        if instance not in self.begun:
            self.begun.add(instance)
            for place, start in self.overrides.get(instance, {}).items():
                counters[place] = 0
                levels[place].start = start
        counters[level] = min(counters[level] + 1 if counters[level] else levels[level].start, _MOST)
        for deeper in range(level + 1, _LEVELS):
            counters[deeper] = 0
        if levels[level].form in ("bullet", "none"):
            return ""
        said = levels[level].text
        for place in range(level + 1):
            value = counters[place] or levels[place].start
            said = said.replace(f"%{place + 1}", formatted(value, levels[place].form))
        return said

    def _levels(self, instance: str, definition: str) -> list[Level]:
        own = self.own_levels.get(instance)
        levels = self.levels[definition]
        return [own.get(place, level) for place, level in enumerate(levels)] if own else levels


def read_numbering(root: _Element | None) -> Numbering:
    """Read ``numbering.xml``."""
    found = Numbering()
    if root is None:
        return found
    for definition in root.iter("{*}abstractNum"):
        levels = [Level(text=f"%{place + 1}.") for place in range(_LEVELS)]
        for element in definition.iter("{*}lvl"):
            place = _whole(_own(element, "ilvl"))
            if 0 <= place < _LEVELS:
                levels[place] = _level(element, place)
        found.levels[_own(definition, "abstractNumId")] = levels
    for instance in root.iter("{*}num"):
        name = _own(instance, "numId")
        found.instances[name] = _value(instance, "abstractNumId")
        for override in instance.iter("{*}lvlOverride"):
            place = _whole(_own(override, "ilvl"))
            if not 0 <= place < _LEVELS:
                continue
            start = override.find("{*}startOverride")
            if start is not None:
                found.overrides.setdefault(name, {})[place] = _whole(_own(start, "val"), 1)
            inner = override.find("{*}lvl")
            if inner is not None:
                found.own_levels.setdefault(name, {})[place] = _level(inner, place)
    return found


def _level(element: _Element, place: int) -> Level:
    text = element.find("{*}lvlText")
    said = _own(text, "val") if text is not None else f"%{place + 1}."
    return Level(_whole(_value(element, "start"), 1), _value(element, "numFmt") or "decimal", said)


def _own(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _value(element: _Element, child: str) -> str:
    found = element.find(f"{{*}}{child}")
    return _own(found, "val") if found is not None else ""


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isdigit() and len(text) < 7 else default


def formatted(value: int, form: str) -> str:
    """Write a counter in one of Word's formats; an unknown one in Arabic digits."""
    match form:
        case "upperLetter" | "lowerLetter":
            # Word goes on with AA, BB after Z.
            letter = chr(65 + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            return _roman(value) if form == "upperRoman" else _roman(value).lower()
        case "decimalZero":
            return f"{value:02d}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x245F + value) if 0 < value <= 20 else str(value)
        case "decimalEnclosedParen":
            return f"({value})"
        case "decimalEnclosedFullstop":
            return f"{value}."
        case "ideographTraditional":
            return _HEAVENLY[(value - 1) % 10]
        case "ideographZodiac":
            return _EARTHLY[(value - 1) % 12]
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
        ):
            return _chinese(value)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_CHINESE[int(digit)] for digit in str(value)).replace("零", "〇")
    return str(value)


def _chinese(value: int) -> str:
    if value < 10:
        return _CHINESE[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        head = f"{_CHINESE[hundreds]}百"
        if not rest:
            return head
        return f"{head}零{_CHINESE[rest]}" if rest < 10 else head + ("一" if rest < 20 else "") + _chinese(rest)
    return str(value)


def _roman(value: int) -> str:
    said = ""
    value = min(value, 3999)
    for size, sign in _ROMAN:
        while value >= size:
            said += sign
            value -= size
    return said
