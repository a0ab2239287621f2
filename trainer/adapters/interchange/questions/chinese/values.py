"""The ways to write difficulty, marks, levels, tiers, the law behind a question, yes and no."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache

from trainer.adapters.interchange.questions.chinese.signs import chinese_number, shadow
from trainer.domain.question_bank.question import Bloom, LawBasis

# SOURCE: the five grades 易、较易、中等、较难、难 of Chinese examination offices; three grades use the first, third and last.
_GRADES = {
    1: "易,容易,简单,很易,极易,很容易,非常容易,非常简单,低,初级,easy,very easy",
    2: "较易,较容易,较简单,偏易,比较容易,中易,较低,rather easy",
    3: "中,中等,一般,适中,普通,中级,正常,中等难度,medium,normal,moderate,of medium difficulty",
    4: "较难,偏难,比较难,中难,较高,rather hard",
    5: "难,困难,很难,极难,非常难,高,高级,hard,very hard,difficult",
}
_DIFFICULTIES = {word: level for level, words in _GRADES.items() for word in words.split(",")}
_STARS = "★☆⭐*"
_BLOOMS = {
    word: level
    for level, words in {
        Bloom.REMEMBER: "记忆 识记 了解 知道 remembering remember",
        Bloom.UNDERSTAND: "理解 领会 understanding understand",
        Bloom.APPLY: "应用 运用 掌握 简单应用 applying apply",
        Bloom.ANALYZE: "分析 analysing analyzing analyze",
        Bloom.EVALUATE: "评价 综合评价 evaluating evaluate",
        Bloom.CREATE: "创造 创新 综合 综合应用 creating create",
    }.items()
    for word in words.split()
}
_POINTS = re.compile(r"[ \t(]*(\d{1,4}(?:\.\d{1,4})?(?:/\d{1,4})?)[ \t]*(?:分|points?|marks?)?[ \t)]*", re.IGNORECASE)
_YES = frozenset(["是", "对", "真", "√", "yes", "y", "true", "t", "1", "有", "打乱", "允许", "正确"])
_NO = frozenset(["否", "不", "错", "假", "×", "no", "n", "false", "f", "0", "无", "不打乱", "不允许", "错误"])
_TIERS = {"领导": "A", "leading": "A", "一般": "B", "general": "B", "操作": "C", "管理": "C", "operators": "C"}
_LAW = re.compile(r"[ \t]*《([^《》]{2,150})》[ \t]*\(([^()]{2,60})\)[ \t]*([^\n]{0,60})")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@lru_cache(maxsize=1024)
def difficulty(text: str, *, as_coefficient: bool = False) -> tuple[int, str] | None:
    """Read a difficulty.

    Args:
        text: a word, a figure from 1 to 5, stars, or a coefficient below 1.
        as_coefficient: figures up to 1 are coefficients also where they are whole.

    Returns:
        1 to 5, and what it was read from: ``grade``, ``word`` or ``coefficient``; None where this is no difficulty.

    SOURCE: in Chinese educational measurement the coefficient of difficulty (难度系数) is the mean share of marks reached:
    the larger, the easier. Some programs mean the contrary, so readers tell people what was done.
    """
    said = shadow(text).strip().lower()
    if not said or len(said) > 30:
        return None
    if said in _DIFFICULTIES or said.removesuffix("题") in _DIFFICULTIES:
        return _DIFFICULTIES.get(said) or _DIFFICULTIES[said.removesuffix("题")], "word"
    stars = sum(said.count(star) for star in "★⭐*")
    if stars and not said.strip(_STARS + "\ufe0f "):
        return min(stars, 5), "grade"
    bare = said.removesuffix("级").removesuffix("星").removesuffix("颗").removeprefix("l").removeprefix("难度").strip()
    value = _figure(bare)
    if value is None and (grade := chinese_number(bare)):
        value = Fraction(grade)
    if value is None:
        return None
    if as_coefficient or value.denominator != 1:
        return (_from_share(value), "coefficient") if 0 <= value <= 1 else None
    return (int(value), "grade") if 1 <= value <= 5 else None


def _figure(text: str) -> Fraction | None:
    try:
        return Fraction(text) if text and len(text) < 12 and text.replace(".", "", 1).isdigit() else None
    except ValueError:
        return None


def _from_share(share: Fraction) -> int:
    limits = (Fraction(85, 100), Fraction(70, 100), Fraction(50, 100), Fraction(30, 100))
    return next((level for level, least in enumerate(limits, 1) if share >= least), 5)


@lru_cache(maxsize=1024)
def bloom(text: str) -> Bloom | None:
    """Read a level of thinking."""
    said = shadow(text).strip().casefold()
    return _BLOOMS.get(said) or _BLOOMS.get(said.removesuffix("层次").removesuffix("能力"))


@lru_cache(maxsize=1024)
def points(text: str) -> Fraction | None:
    """Read marks: ``2``, ``2分``, ``1.5 分``, ``1/3``."""
    found = _POINTS.fullmatch(shadow(text).strip())
    if found is None or found[1].endswith("/0"):
        return None
    try:
        value = Fraction(found[1])
    except (ValueError, ZeroDivisionError):
        return None
    return value if value > 0 else None


@lru_cache(maxsize=1024)
def tier(text: str) -> str | None:
    """Read tiers: ``AB``, ``A、B``, or their names."""
    said = shadow(text).strip()
    plain = "".join(char for char in said.upper() if char not in " ,、;/")
    if plain and set(plain) <= set("ABC"):
        return "".join(letter for letter in "ABC" if letter in plain)
    found = {letter for word, letter in _TIERS.items() if word in said.casefold()}
    return "".join(sorted(found)) or None


def flag(text: str) -> bool | None:
    """Read yes or no."""
    said = shadow(text).strip().casefold()
    return True if said in _YES else False if said in _NO else None


@lru_cache(maxsize=1024)
def law(text: str) -> LawBasis | None:
    """Read the rule that a question rests on: ``《名称》（2024年修订）第九条`` or ``名称｜版本｜条款｜复核日期``.

    Returns:
        None where no version is named: the bank wants one, because rules are replaced.
    """
    parts = [part.strip() for part in shadow(text).replace("\n", " ").split("|")]
    if len(parts) > 1 and len(text) <= 400:
        written = [part.strip() for part in text.replace("｜", "|").replace("\n", " ").split("|")]
        title, version, article, review = (*written, "", "", "")[:4]
        if title and version and len(written) <= 4:
            return LawBasis(title, version, article, _day(review))
        return None
    found = _LAW.match(shadow(text)) if len(text) <= 400 else None
    if found is None or not _YEAR.search(found[2]):
        return None
    said = [text[found.start(group) : found.end(group)].strip() for group in (1, 2, 3)]
    return LawBasis(said[0], said[1], said[2])


def write_law(basis: LawBasis) -> str:
    """Write a rule so that :func:`law` reads the same."""
    return "｜".join((basis.title, basis.version, basis.article, basis.review_by)).rstrip("｜")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Cut a list of free words: tags, departments, codes."""
    if not text:
        return ()
    seen = shadow(text)
    found, start = [], 0
    for place, char in enumerate(f"{seen};"):
        if char in ",;、|\n\t":
            found.append(text[start:place].strip())
            start = place + 1
    return tuple(dict.fromkeys(word for word in found if word))
