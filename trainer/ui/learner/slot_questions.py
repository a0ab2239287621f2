"""Make the keyless question of a paper fit the question widget, and put the key back for a review."""

from __future__ import annotations

from trainer.domain.question_bank.question import Blank, Bloom, Choice, Kind, Pair, Question
from trainer.services.results import ReviewedSlot
from trainer.services.sitting_views import SlotView


def shown_order(view: SlotView) -> list[int] | None:
    """Give the order in which choices are shown; None where there are none."""
    return [choice.index for choice in view.choices] or None


def keyless_question(view: SlotView) -> Question:
    """Build a question that has texts and no key: nothing right is known on the candidate's screen."""
    return _question(view, {}, (), "")


def explained_question(reviewed: ReviewedSlot) -> Question:
    """Build the question of a review, with as much of its key as the rule of the exam shows."""
    return _question(
        reviewed.view,
        dict(reviewed.key or {}),
        reviewed.reasons,
        reviewed.explanation,
    )


def _question(view: SlotView, key: dict[str, object], reasons: tuple[str, ...], explanation: str) -> Question:
    texts = {choice.index: choice.text for choice in view.choices}
    written = [texts[index] for index in sorted(texts)]
    right: set[object] = set()
    if isinstance(key.get("choices"), list):
        right = set(key["choices"])  # type: ignore[call-overload]
    elif key.get("choice") is not None:
        right = {key["choice"]}
    choices = tuple(
        Choice(text, index in right, reasons[index] if index < len(reasons) else "")
        for index, text in enumerate(written)
    )
    gaps = key.get("blanks")
    accepted = [(str(text),) for text in gaps] if isinstance(gaps, list) else [()] * view.blanks
    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()
    if view.kind is Kind.MATCHING:
        pairs = tuple(
            Pair(left, written[index], reasons[index] if index < len(reasons) else "")
            for index, left in enumerate(view.lefts)
        )
        extra = tuple(written[len(view.lefts) :])
    answer = key.get("answer")
    return Question(
        id="",
        code="",
        version=0,
        kind=view.kind,
        course="",
        knowledge_point="",
        tier="",
        difficulty=1,
        bloom=Bloom.REMEMBER,
        stem=view.stem,
        explanation=explanation,
        choices=choices if view.kind in {Kind.SINGLE, Kind.MULTIPLE} else (),
        answer=answer if isinstance(answer, bool) else None,
        blanks=tuple(Blank(accept) for accept in accepted),
        order=tuple(written) if view.kind is Kind.ORDERING else (),
        pairs=pairs,
        extra=extra,
    )
