"""Keys in the form in which people read them: numbers with tolerance and unit, the first answer of a gap."""

from __future__ import annotations

from trainer.domain.question_bank.answers import Gap, GapKind, NumericKey, Unit
from trainer.domain.question_bank.schema import write_exact


def shown_number(key: NumericKey, units: tuple[Unit, ...] = ()) -> str:
    """Write an accepted number with its tolerance and the unit it is counted in; empty where any number is accepted."""
    if key.value is None:
        return ""
    shown = write_exact(key.value)
    if key.tolerance:
        near = f"{write_exact(key.tolerance * 100)} %" if key.is_relative else write_exact(key.tolerance)
        shown = f"{shown} ± {near}"
    own = next((unit.name for unit in units if unit.factor == 1), "")
    return f"{shown} {own}" if own else shown


def best_number(keys: tuple[NumericKey, ...]) -> NumericKey | None:
    """Give the accepted number that earns most, the first of them; None where there is none."""
    return max(keys, key=lambda key: key.share, default=None)


def best_choice(gap: Gap) -> int | None:
    """Give the place of the choice, or accepted wording, that earns most; None where none earns anything."""
    shares = [(1 if choice.is_right else 0) if choice.share is None else choice.share for choice in gap.choices]
    best = max(shares, default=0)
    return shares.index(best) if best > 0 else None


def shown_gap(gap: Gap) -> str:
    """Write the key of a gap: Markdown for choices, plain text for words and numbers; empty where there is none."""
    if gap.kind is GapKind.NUMBER:
        number = best_number(gap.numbers)
        return "" if number is None else shown_number(number)
    place = best_choice(gap)
    return "" if place is None else gap.choices[place].text
