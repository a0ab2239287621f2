"""A question as a candidate may see it: everything that is shown and nothing of the key.

What is left out is not hidden but gone, so that no screen, log or crash report of a candidate's machine can hold it. The
order of entries to be ordered and matched is the written one, because responses speak of it; screens get the order shown
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trainer.domain.question_bank.answers import NO_FEEDBACK, NOTHING, Blank, Choice, Gap, GapKind, Zone
from trainer.domain.question_bank.blocks import media_names
from trainer.domain.question_bank.question import Bloom, Kind, Question


def keyless(question: Question) -> Question:
    """Strip a question of its key and of everything that speaks of it.

    Args:
        question: a parameterised one with its values put in.

    Returns:
        The same kind with stem, texts to choose from, gaps, picture, units and the attachments these show; without right
        and wrong, accepted texts and numbers, reasons, explanation, hints, rubric, code and place in the bank. Zones stay
        for a drag, without what they take; a hotspot has none.
    """
    bare = replace(
        question,
        id="",
        code="",
        version=0,
        course="",
        knowledge_point="",
        tier="",
        difficulty=0,
        bloom=Bloom.UNSET,
        explanation="",
        teaches_lesson="",
        teaches_screen="",
        # The choices of a short answer are its accepted wordings.
        choices=()
        if question.kind is Kind.SHORT_ANSWER
        else tuple(Choice(one.text, False) for one in question.choices),
        answer=None,
        blanks=tuple(_blank(one) for one in question.blanks),
        pairs=tuple(replace(pair, why="") for pair in question.pairs),
        departments=(),
        law=None,
        source="",
        name="",
        category="",
        tags=(),
        enemies=(),
        marking=None,
        strict=(),
        wildcards=False,
        numbers=(),
        zones=tuple(_zone(one) for one in question.zones) if question.kind is Kind.DRAG else (),
        gaps=tuple(_gap(one) for one in question.gaps),
        model_answer="",
        rubric=(),
        parts=tuple(keyless(part) for part in question.parts),
        variables=(),
        conditions=(),
        results=(),
        feedback=NO_FEEDBACK,
        hints=(),
    )
    shown = set(_shown_files(bare))
    return replace(bare, attachments=tuple(one for one in question.attachments if one.name in shown))


def _blank(blank: Blank) -> Blank:
    # That a number is wanted may be seen, how near it must be may not.
    return Blank((), None if blank.tolerance is None else NOTHING, blank.units)


def _zone(zone: Zone) -> Zone:
    return Zone(zone.shape, zone.points)


def _gap(gap: Gap) -> Gap:
    is_chosen = gap.kind is GapKind.CHOICE
    return Gap(gap.kind, tuple(Choice(one.text, False) for one in gap.choices) if is_chosen else (), weight=gap.weight)


def _shown_files(bare: Question) -> Iterable[str]:
    yield bare.picture
    yield from (token.picture for token in bare.tokens)
    texts = [bare.stem, *bare.order, *bare.extra, *(choice.text for choice in bare.choices)]
    texts += [side for pair in bare.pairs for side in (pair.left, pair.right)]
    texts += [choice.text for gap in bare.gaps for choice in gap.choices]
    for text in texts:
        if "![" in text:
            yield from media_names(text)
    for part in bare.parts:
        yield from _shown_files(part)
