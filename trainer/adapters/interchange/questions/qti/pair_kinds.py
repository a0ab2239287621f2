"""Items that are answered by arranging and pairing: ordering, matching, words for gaps."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from trainer.adapters.interchange.questions.qti.choice_kinds import Built
from trainer.adapters.interchange.questions.qti.model import Interaction, Item, Option, Sort
from trainer.adapters.interchange.questions.qti.probing import NOTHING, Probe
from trainer.adapters.interchange.questions.qti.text_kinds import gap_stem
from trainer.domain.question_bank.answers import Choice, Gap, GapKind, Pair
from trainer.domain.question_bank.question import Kind, Question

_MOST_PAIRS = 400


def ordered(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build an ordering."""
    texts = {option.identifier: option.text for option in interaction.options}
    candidates = [probe.declaration(interaction.response).correct]
    if item.scorer is not None and probe.standard == "":
        candidates += item.scorer.sets(interaction.response)
    # Only an order of everything can be a key.
    whole = [one for one in dict.fromkeys(candidates) if sorted(one) == sorted(texts)]
    if not whole:
        item.notes.error("qti_order_part" if any(candidates) else "qti_no_key")
        return None
    key = max(whole, key=lambda one: probe.worth(interaction.response, one)) if len(whole) > 1 else whole[0]
    if probe.standard == "" and len(key) > 2:
        swapped = (key[1], key[0], *key[2:])
        if probe.worth(interaction.response, swapped) > 0:
            item.notes.notice("qti_marking_changed")
    probe.note(interaction.response, key, reversed(key))
    return Kind.ORDERING, {"order": tuple(texts[one] for one in key), "is_shuffled": True}


def matched(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a matching; a cloze or a case set where entries belong together in other ways."""
    key = key_pairs(item, interaction, probe)
    if not key:
        item.notes.error("qti_no_key")
        return None
    lefts, rights = interaction.options, interaction.targets
    by_left = _grouped(key)
    by_right = _grouped((right, left) for left, right in key)
    if not _is_function(lefts, by_left) and _is_function(rights, by_right):
        lefts, rights, by_left, by_right = rights, lefts, by_right, by_left
    if not _is_function(lefts, by_left):
        return _table(interaction, lefts, rights, by_left)
    texts = {option.identifier: option.text for option in rights}
    chosen = [by_left[left.identifier][0] for left in lefts]
    if len(set(chosen)) < len(chosen) or len(lefts) < 2:
        return _lines(interaction, lefts, rights, chosen)
    pairs = tuple(Pair(left.text, texts[right], left.why) for left, right in zip(lefts, chosen, strict=True))
    extra = tuple(right.text for right in rights if right.identifier not in chosen)
    return Kind.MATCHING, {"pairs": pairs, "extra": extra, "is_shuffled": interaction.shuffle}


def associated(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a matching of pairs that the item makes of one set."""
    key = key_pairs(item, interaction, probe)
    texts = {option.identifier: option.text for option in interaction.options}
    used = [one for pair in key for one in pair]
    if not key or len(set(used)) < len(used):
        item.notes.error("qti_pairs_shared" if key else "qti_no_key")
        return None
    item.notes.notice("qti_associate")
    pairs = tuple(Pair(texts[left], texts[right]) for left, right in key)
    extra = tuple(option.text for option in interaction.options if option.identifier not in used)
    return Kind.MATCHING, {"pairs": pairs, "extra": extra, "is_shuffled": interaction.shuffle}


def filled(item: Item, interaction: Interaction, probe: Probe) -> Built | None:
    """Build a cloze of a text whose gaps are filled from one list of words."""
    by_gap = _grouped((right, left) for left, right in key_pairs(item, interaction, probe))
    gaps = []
    for target in interaction.targets:
        right = by_gap.get(target.identifier, [])
        if not right:
            item.notes.error("qti_no_key")
            return None
        gaps.append(
            Gap(
                GapKind.CHOICE,
                tuple(
                    Choice(
                        shown(option),
                        option.identifier == right[0],
                        option.why,
                        Fraction(1) if option.identifier in right[1:] else None,
                    )
                    for option in interaction.options
                ),
            )
        )
    interaction.prompt = gap_stem(interaction.prompt, cloze=True)
    return Kind.CLOZE, {"gaps": tuple(gaps), "is_shuffled": interaction.shuffle}


def key_pairs(item: Item, interaction: Interaction, probe: Probe) -> list[tuple[str, str]]:
    """Find the pairs that are right, in the order of their first members."""
    firsts = {option.identifier: at for at, option in enumerate(interaction.options)}
    partners = interaction.options if interaction.sort is Sort.ASSOCIATE else interaction.targets
    seconds = {option.identifier: at for at, option in enumerate(partners)}
    declared = probe.declaration(interaction.response)
    said: dict[str, None] = dict.fromkeys(declared.correct)
    if probe.standard not in {"match", "none"}:
        if declared.mapping is not None:
            said |= dict.fromkeys(declared.mapping.entries)
        if item.scorer is not None:
            said |= dict.fromkeys(item.scorer.constants(interaction.response))
        earning = [one for one in list(said)[:_MOST_PAIRS] if probe.worth(interaction.response, (one,)) > NOTHING]
        if earning:
            said = dict.fromkeys(earning)
            if set(declared.correct) - said.keys():
                said |= dict.fromkeys(declared.correct)
        else:
            said = dict.fromkeys(declared.correct)
    found: dict[tuple[str, str], None] = {}
    for one in said:
        parts = one.split()
        if len(parts) != 2:
            continue
        first, second = parts
        if first in firsts and second in seconds:
            found[first, second] = None
        elif second in firsts and first in seconds:
            found[second, first] = None
    key = sorted(found, key=lambda pair: firsts[pair[0]])
    wrong = [f"{left} {other}" for left, right in key[:1] for other in seconds if other not in {left, right}][:1]
    probe.note(interaction.response, [f"{left} {right}" for left, right in key], wrong)
    return key


def shown(option: Option) -> str:
    """Give what stands on a choice: its words, or its picture."""
    return f"![{option.text}]({option.picture})" if option.picture else option.text


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _is_function(entries: list[Option], partners: dict[str, list[str]]) -> bool:
    return all(len(partners.get(entry.identifier, ())) == 1 for entry in entries)


def _lines(interaction: Interaction, lefts: list[Option], rights: list[Option], chosen: list[str]) -> Built:
    """Write entries that share their partners as lines with a list to choose from."""
    lines = "\n".join(f"{left.text} [[{number}]]" for number, left in enumerate(lefts, 1))
    interaction.prompt = "\n\n".join(part for part in (interaction.prompt, lines) if part)
    gaps = tuple(
        Gap(GapKind.CHOICE, tuple(Choice(right.text, right.identifier == one) for right in rights)) for one in chosen
    )
    return Kind.CLOZE, {"gaps": gaps, "is_shuffled": interaction.shuffle}


def _table(
    interaction: Interaction, lefts: list[Option], rights: list[Option], by_left: dict[str, list[str]]
) -> Built | None:
    """Write a table to be ticked as one multiple choice for every line of it."""
    parts = []
    for left in lefts:
        right = by_left.get(left.identifier, [])
        choices = tuple(Choice(one.text, one.identifier in right) for one in rights)
        kind = Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE
        parts.append(sub_question(kind, left.text, {"choices": choices, "is_shuffled": interaction.shuffle}))
    return Kind.CASE_SET, {"parts": tuple(parts)}


def sub_question(kind: Kind, stem: str, parts: dict[str, object]) -> Question:
    """Make a question without a head; the set that it belongs to gives it one."""
    from trainer.domain.question_bank.question import Bloom

    return Question("", "", 1, kind, "", "", "", 0, Bloom.UNSET, stem, "", **parts)  # type: ignore[arg-type]
