"""The key of a question with choices, gathered from all places where it may stand.

Nothing is guessed here: two keys that differ, and a key that names no choice, make the question unusable. Where a key stands
in no usual place, the unusual ones are looked at, and that is told.
"""

from __future__ import annotations

import re

from trainer.adapters.interchange.questions.chinese import keys
from trainer.adapters.interchange.questions.chinese.signs import shadow
from trainer.adapters.interchange.questions.lists.building import Task
from trainer.adapters.interchange.questions.lists.choices import FoundChoice
from trainer.adapters.interchange.questions.lists.labels import Label

_FROM_EXPLANATION = re.compile(
    r"(?:故选|应选|所以选|因此选|答案选|(?:正确)?(?:答案|选项)(?:应)?(?:为|是|选)|故(?:本题)?(?:正确)?(?:答案|选项)(?:为|是|选)|本题选)[ \t:]*\(?([A-H](?:[ ,、]?[A-H]){0,7})(?![A-Za-z])"
)
# "C。因为…"
_KEY_AND_REASON = re.compile(r"[ \t]*([A-H]{1,8})[ \t]*[,。;.、(][ \t]*(?=\S{2,})")


def choice_key(task: Task, texts: list[str]) -> set[int] | None:
    """Gather the key from all places where it may stand; they must agree.

    Returns:
        Indices of letters; None where there is no key, or where two contradict each other.
    """
    found = task.found
    known = {choice.letter for choice in found.choices}
    count = max(known) + 1
    said: list[set[int]] = []
    part = found.part(Label.ANSWER)
    for text in (part.text if part is not None else "", task.entry.text if task.entry is not None else ""):
        if text:
            key = _read_key(task.rich.plain(text), count, found.choices, texts)
            if key is None:
                task.fail("list_key_unreadable", key=text[:40])
                return None
            said.append(key[0])
            task.reason = task.reason or key[1]
    if found.bare_key and (bare := keys.letters(found.bare_key, 26)) is not None:
        said.append(set(bare))
    marked = {choice.letter for choice in found.choices if choice.is_marked}
    if marked:
        said.append(marked)
    if found.before and (lead := keys.letters(found.before, count)) is not None:
        said.append(set(lead))
    inside = task.stem.take_letters(count)
    if inside is not None:
        said.append(set(inside))
    if not said:
        said = _weaker_keys(task, count)
    if not said:
        task.fail("list_no_key")
        return None
    if any(other != said[0] for other in said[1:]):
        task.fail("list_two_keys", first=lettered(said[0]), second=lettered(next(o for o in said if o != said[0])))
        return None
    if missing := said[0] - known:
        task.fail("list_key_without_choice", key=lettered(missing))
        return None
    return said[0]


def _read_key(text: str, count: int, choices: list[FoundChoice], texts: list[str]) -> tuple[set[int], str] | None:
    """Read a key in letters or in the words of choices.

    Returns:
        Indices of letters, and what is said behind the key without any label: the reason.
    """
    for end in dict.fromkeys((len(text), _until(text, "\n\n"), _until(text, "\n"))):
        attempt, rest = text[:end], text[end:].strip()
        key = keys.letters(attempt, 26 if len(attempt) < 20 else count)
        if key is not None:
            return set(key), rest
        by_text = keys.by_text(attempt, texts)
        if by_text is not None:
            return {choices[index].letter for index in by_text}, rest
    lead = _KEY_AND_REASON.match(shadow(text))
    key = keys.letters(lead[1], count) if lead is not None else None
    if lead is None or key is None:
        return None
    reason = text[lead.end() :].strip()
    if "(" in lead[0]:
        reason = reason[:-1].strip() if reason.endswith((")", "）")) else reason
    # A（领导） repeats the choice.
    repeats = keys.by_text(reason, texts)
    said = {choices[index].letter for index in repeats} if repeats is not None else None
    return set(key), "" if said == set(key) else reason


def _until(text: str, sign: str) -> int:
    place = text.strip().find(sign)
    return len(text) if place < 0 else place + len(text) - len(text.lstrip())


def _weaker_keys(task: Task, count: int) -> list[set[int]]:
    """Look where a key stands only where there is no other: bare behind the stem, in the explanation, in colour."""
    if (ending := task.stem.take_end_letters(count)) is not None:
        task.tell("list_key_bare")
        return [set(ending)]
    text = "\n".join(part.text for part in task.found.parts if part.label in (Label.EXPLANATION, Label.SOLUTION))
    text = text or (task.entry.why if task.entry is not None else "")
    told = [keys.letters(one[1], count) for one in _FROM_EXPLANATION.finditer(shadow(text))]
    if told and told[-1] is not None:
        task.tell("list_key_from_explanation", key=lettered(set(told[-1])))
        return [set(told[-1])]
    return _typed_key(task)


def _typed_key(task: Task) -> list[set[int]]:
    """Take the choices that stand out by colour, else by bold or underlined type, where not all of them do."""
    choices = task.found.choices
    for sort in ("key", "strong", "under"):
        lit = {choice.letter for choice in choices if _is_lit(choice, sort)}
        if lit and len(lit) < len(choices):
            task.tell("list_key_by_type", key=lettered(lit))
            return [lit]
    return []


def _is_lit(choice: FoundChoice, sort: str) -> bool:
    piece = choice.pieces[0].trimmed()
    length = piece.end - piece.start
    lit = sum(
        min(mark.end, piece.end) - max(mark.start, piece.start)
        for mark in piece.line.marks
        if mark.sort == sort and mark.start < piece.end and mark.end > piece.start
    )
    return length > 0 and lit * 2 > length


def lettered(letters: set[int]) -> str:
    """Write indices as letters."""
    return "".join(chr(65 + letter) for letter in sorted(letters))
