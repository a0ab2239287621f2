"""Texts that an item shows after an answer -> explanation, words for right and wrong, reasons of choices.

Items tie each text to an outcome that their rules set. Which text belongs where is found by trying answers: what is shown after
every answer explains, what is shown after the right one alone praises, what follows one choice alone is its reason.

Source: QTI 2.1 information model, 6.3 (feedback elements) and 8.2 (outcome variables).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.adapters.interchange.questions.qti.model import Item
from trainer.adapters.interchange.questions.qti.probing import Probe
from trainer.domain.question_bank.answers import Feedback

# The one outcome that a standard template sets (Common Cartridge, CC2 templates).
_BASIC = "FEEDBACKBASIC"


@dataclass(slots=True)
class Told:
    """What the texts of an item came to.

    Attributes:
        explanation: shown after any answer.
        why: response -> place of what was given by itself -> its reason.
    """

    explanation: str = ""
    right: str = ""
    partly: str = ""
    wrong: str = ""
    why: dict[str, dict[int, str]] = field(default_factory=dict)

    @property
    def feedback(self) -> Feedback:
        """Words for the whole question."""
        return Feedback(self.right, self.partly, self.wrong)


def told_by(item: Item, probe: Probe) -> Told:
    """Sort the texts of an item; one that no answer brings up is told as lost."""
    told = Told(item.solution, item.praise, wrong=item.blame)
    texts = [index for index, one in enumerate(item.feedbacks) if one.text.strip()]
    if not texts:
        return told
    right = probe.shown(probe.right)
    if probe.standard and all(item.feedbacks[index].outcome != _BASIC for index in texts):
        # Standard rules leave all outcomes as they are declared: what is shown, is shown after every answer.
        wrong, alone = right, {}
    else:
        wrong, alone = probe.shown(probe.wrong), _alone(item, probe)
    for index in texts:
        text = item.feedbacks[index].text
        if index in right and index in wrong and all(index in shown for one in alone.values() for shown in one):
            told.explanation = joined(told.explanation, text)
        elif (place := _only_after(index, item, probe, alone, right)) is not None:
            reasons = told.why.setdefault(place[0], {})
            reasons[place[1]] = joined(reasons.get(place[1], ""), text)
        elif index in right and index not in wrong:
            told.right = joined(told.right, text)
        elif index in wrong and index not in right:
            told.wrong = joined(told.wrong, text)
        elif index in right:
            told.explanation = joined(told.explanation, text)
        elif any(index in shown for one in alone.values() for shown in one):
            told.partly = joined(told.partly, text)
        else:
            item.notes.notice("qti_feedback_dropped", text=text[:60])
    return told


def joined(*texts: str) -> str:
    """Put texts below each other; none twice."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _alone(item: Item, probe: Probe) -> dict[str, list[set[int]]]:
    """Try everything that can be given by itself, beside nothing else."""
    if len(item.interactions) > 1 or sum(map(len, probe.alone.values())) > 100:
        return {}
    return {
        response: [probe.shown({response: values}) for values in tried]
        for response, tried in probe.alone.items()
        if tried
    }


def _only_after(
    index: int, item: Item, probe: Probe, alone: dict[str, list[set[int]]], right: set[int]
) -> tuple[str, int] | None:
    """Find the one thing after which a text is shown and which it therefore explains."""
    for response, shown in alone.items():
        after = [place for place, texts in enumerate(shown) if index in texts]
        if len(after) != 1 or len(shown) < 2:
            continue
        named = item.feedbacks[index].identifier
        given = probe.alone[response][after[0]]
        is_right = given == probe.right.get(response)
        if is_right and index in right:
            # Words for the right choice belong to the choice only where the others have words of their own, too.
            others = [place for place in range(len(shown)) if place != after[0] and shown[place] - right]
            if named not in given and not (
                len(shown) > 2 and len(others) == len(shown) - 1 and _each_has_its_own(shown)
            ):
                continue
        elif not is_right and len(shown) == 2 and named not in given:
            continue
        return response, after[0]
    return None


def _each_has_its_own(shown: list[set[int]]) -> bool:
    every = [index for texts in shown for index in texts]
    return all(any(every.count(index) == 1 for index in texts) for texts in shown)
