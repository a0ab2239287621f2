"""An item -> a question of the bank: which kind it is, what is asked, what is right, what is said afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from trainer.adapters.interchange.questions.qti import choice_kinds, pair_kinds, picture_kinds, text_kinds
from trainer.adapters.interchange.questions.qti.choice_kinds import Built
from trainer.adapters.interchange.questions.qti.feedback import Told, joined, told_by
from trainer.adapters.interchange.questions.qti.model import Interaction, Item, Sort, place
from trainer.adapters.interchange.questions.qti.parameters import parameterised
from trainer.adapters.interchange.questions.qti.probing import Probe
from trainer.adapters.interchange.questions.qti.sub_questions import PART_OPEN, grouped, set_of
from trainer.adapters.interchange.questions.qti.text_kinds import gap_stem
from trainer.domain.question_bank.answers import Attachment, Feedback
from trainer.domain.question_bank.drafts import MediaFile
from trainer.domain.question_bank.question import Bloom, Kind, Question
from trainer.domain.question_bank.text import plain
from trainer.domain.question_bank.writing import write_question

_EMPTY_LINES = re.compile(r"\n{3,}")
# Names that programs give by themselves; they say nothing, and the next file has the same ones.
_NO_NAME = re.compile(
    r"(?:(?:new |untitled )?(?:item|question|problem|task|q|assessment ?item|试题|题目|题|第)[ _#.\-]*\d*[ .、]*题?|\d+|untitled)",
    re.IGNORECASE,
)

_BUILDERS: dict[Sort, Callable[[Item, Interaction, Probe], Built | None]] = {
    Sort.CHOICE: choice_kinds.chosen,
    Sort.HOTTEXT: choice_kinds.chosen,
    Sort.ORDER: pair_kinds.ordered,
    Sort.MATCH: pair_kinds.matched,
    Sort.ASSOCIATE: pair_kinds.associated,
    Sort.GAP_MATCH: pair_kinds.filled,
    Sort.EXTENDED_TEXT: text_kinds.written,
    Sort.SLIDER: text_kinds.written,
    Sort.HOTSPOT: picture_kinds.spotted,
    Sort.POINT: picture_kinds.pointed,
    Sort.GRAPHIC_GAP: picture_kinds.placed,
    Sort.POSITION: picture_kinds.positioned,
}


def build(item: Item) -> Question | None:
    """Make a question; None where it cannot be one, which is then told as an error.

    Returns:
        A question without code and id; its attachments are those that it shows.
    """
    if not item.interactions:
        item.notes.error("qti_not_a_question")
        return None
    probe = Probe(item)
    built = parameterised(item, probe) if item.template is not None else _built(item, probe)
    if built is None:
        if not item.notes.is_refused:
            item.notes.error("qti_no_key")
        return None
    stem, kind, parts = built
    told = told_by(item, probe)
    if kind not in {Kind.ESSAY, Kind.SHORT_ANSWER}:
        for rubric in item.rubrics:
            item.notes.notice("qti_feedback_dropped", text=rubric[:60])
    question = _question(item, stem, kind, _with_reasons(item, kind, parts, told, probe))
    own = question.feedback
    feedback = Feedback(joined(own.right, told.right), joined(own.partly, told.partly), joined(own.wrong, told.wrong))
    question = replace(question, feedback=feedback, explanation=told.explanation)
    return with_files(question, item.media)


def head_of(item: Item) -> Question:
    """Give a question that holds an item's head and nothing else."""
    return Question(**{**_EMPTY_HEAD, "kind": Kind.ESSAY, "stem": "", **item.head})


def with_files(question: Question, media: dict[str, MediaFile]) -> Question:
    """Give a question, and each of its sub-questions, the files that it shows itself."""
    if not media:
        return question
    parts = tuple(with_files(part, media) for part in question.parts)
    # Sub-questions carry their own files, so that their texts are not looked at here.
    said = json.dumps(write_question(replace(question, parts=(), attachments=())), ensure_ascii=False)
    shown: list[Attachment] = [
        file.attachment
        for name, file in media.items()
        if f"({name})" in said or name == question.picture or any(name == token.picture for token in question.tokens)
    ]
    return replace(question, parts=parts, attachments=tuple(shown))


def _built(item: Item, probe: Probe) -> tuple[str, Kind, dict[str, Any]] | None:
    groups = grouped(item)
    if len(groups) > 1 or PART_OPEN in item.body:
        found = set_of(item, groups, probe, _one)
        return None if found is None else (found[0], Kind.CASE_SET, {"parts": found[1]})
    return _one(item, item.body, item.interactions, probe)


def _one(
    item: Item, body: str, interactions: list[Interaction], probe: Probe
) -> tuple[str, Kind, dict[str, Any]] | None:
    """Build one question of interactions that belong together: one, or several within a text."""
    numbers = [item.interactions.index(one) for one in interactions]
    first = interactions[0]
    if len(interactions) == 1 and not first.is_inline:
        built = _BUILDERS[first.sort](item, first, probe)
        stem = body.replace(place(numbers[0]), first.prompt)
    elif len(interactions) == 1 and first.sort is Sort.TEXT and (first.is_alone or item.hint in _BY_WORD):
        built = text_kinds.written(item, first, probe)
        stem = body.replace(place(numbers[0]), "" if first.is_alone else "____")
    elif len(interactions) == 1 and first.is_alone and first.sort is Sort.INLINE_CHOICE:
        built = choice_kinds.single(item, first, probe)
        stem = body.replace(place(numbers[0]), "")
    else:
        # Places are counted anew within this text.
        for at, number in enumerate(numbers):
            body = body.replace(place(number), place(at))
        built = text_kinds.gaps_in_line(item, interactions, probe)
        stem = "" if built is None else gap_stem(body, cloze=built[0] is Kind.CLOZE)
        if (
            built is None
            and all(one.sort is Sort.TEXT for one in interactions)
            and _nothing_is_right(item, interactions, probe)
        ):
            item.notes.findings[:] = [one for one in item.notes.findings if one.code != "qti_no_key"]
            item.notes.notice("qti_by_hand")
            built, stem = (Kind.ESSAY, {"model_answer": item.model_answer}), gap_stem(body, cloze=False)
    if built is None:
        return None
    stem = _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip(" ") for line in stem.split("\n"))).strip("\n ")
    if not stem:
        stem = "\n\n".join(text for text in (item.title if not _NO_NAME.fullmatch(item.title) else "",) if text)
    return stem, *built


_BY_WORD = frozenset({"numeric", "short_answer", "essay"})


def _nothing_is_right(item: Item, interactions: list[Interaction], probe: Probe) -> bool:
    return all(text_kinds.accepted(item, one, probe) is None for one in interactions)


def _question(item: Item, stem: str, kind: Kind, parts: dict[str, Any]) -> Question:
    name = "" if _NO_NAME.fullmatch(item.title.strip()) or _begins(stem, item.title) else item.title.strip()
    head = {"name": name, **item.head}
    if kind is Kind.ESSAY or (kind is Kind.SHORT_ANSWER and not parts.get("choices")):
        parts = {**parts, **_marking_by_hand(item, parts)}
    points = item.points
    if points is not None and points > 0:
        head["points"] = points
    values: dict[str, Any] = {**_EMPTY_HEAD, "kind": kind, "stem": stem, **head, **parts}
    return Question(**values)


def _begins(stem: str, title: str) -> bool:
    """Tell a title that is no more than the beginning of what is asked."""
    return " ".join(plain(stem).split()).startswith(" ".join(title.split()).rstrip("….").rstrip())


_EMPTY_HEAD: dict[str, Any] = {
    "id": "",
    "code": "",
    "version": 1,
    "course": "",
    "knowledge_point": "",
    "tier": "",
    "difficulty": 0,
    "bloom": Bloom.UNSET,
    "explanation": "",
}


def _marking_by_hand(item: Item, parts: dict[str, Any]) -> dict[str, Any]:
    """Give those who mark an answer what the item tells them."""
    from trainer.domain.question_bank.answers import Criterion

    model = parts.get("model_answer") or item.model_answer
    if not item.rubrics:
        return {"model_answer": model}
    share = Fraction(1, len(item.rubrics))
    return {"model_answer": model, "rubric": tuple(Criterion(one, share) for one in item.rubrics)}


def _with_reasons(item: Item, kind: Kind, parts: dict[str, Any], told: Told, probe: Probe) -> dict[str, Any]:
    """Put reasons beside what they explain."""
    if not told.why or len(item.interactions) != 1:
        return parts
    why = told.why.get(item.interactions[0].response, {})
    part = "numbers" if kind is Kind.NUMERIC else "choices"
    if kind is Kind.JUDGE:
        interaction = item.interactions[0]
        for at, text in why.items():
            if (interaction.options[at].identifier,) == probe.right.get(interaction.response):
                told.right = joined(told.right, text)
            else:
                told.wrong = joined(told.wrong, text)
        return parts
    if kind is Kind.PARAMETERISED:
        part = "choices" if "choices" in parts else "results"
    elif kind not in {Kind.SINGLE, Kind.MULTIPLE, Kind.SHORT_ANSWER, Kind.NUMERIC}:
        return parts
    made = tuple(
        replace(one, why=joined(one.why, why[at])) if at in why else one for at, one in enumerate(parts.get(part, ()))
    )
    return {**parts, part: made}
