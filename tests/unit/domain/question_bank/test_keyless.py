"""A question as a candidate may see it tells nothing of its key."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders.question_strategies import questions
from tests.builders.questions_to_mark import PICTURE, cloze, drag, hotspot, judge, numeric, short_answer, single
from trainer.domain.question_bank.answers import Attachment, Choice, Feedback, Gap, GapKind
from trainer.domain.question_bank.keyless import keyless
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind, Question
from trainer.domain.question_bank.writing import write_question

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))


def spoiled(question: Question) -> Question:
    """The same question as it is shown, with another key: no candidate may notice."""
    kinds = {
        "choices": tuple(Choice(one.text, not one.is_right, "别的理由") for one in question.choices),
        "explanation": "别的解析",
        "feedback": Feedback("对", "半", "错"),
        "hints": ("提示",),
        "model_answer": "别的答案",
        "source": "别处",
        "numbers": (),
        "answer": None if question.answer is None else not question.answer,
        "blanks": tuple(replace(one, accept=("别的",)) for one in question.blanks),
        "gaps": tuple(
            replace(
                gap,
                choices=tuple(Choice(one.text, not one.is_right, share=Fraction(1, 7)) for one in gap.choices)
                if gap.kind is GapKind.CHOICE
                else (),
                numbers=(),
            )
            for gap in question.gaps
        ),
        "zones": tuple(replace(one, takes=(), label="别的", is_right=False) for one in question.zones),
        "parts": tuple(spoiled(part) for part in question.parts),
    }
    if question.kind is Kind.SHORT_ANSWER:
        kinds["choices"] = ()
    return replace(question, **kinds)  # type: ignore[arg-type]


@PATIENT
@given(questions(pictures=False))
def test_two_questions_that_differ_in_their_key_alone_look_alike(question: Question) -> None:
    shown = concrete(question, draw_values(question, "1"))
    assert keyless(shown) == keyless(spoiled(shown))


@PATIENT
@given(questions())
def test_what_is_shown_is_all_there(question: Question) -> None:
    shown = concrete(question, draw_values(question, "1"))
    bare = keyless(shown)
    assert (bare.stem, bare.kind, bare.order, bare.extra) == (shown.stem, shown.kind, shown.order, shown.extra)
    assert bare.units == shown.units
    assert bare.picture == shown.picture
    assert len(bare.blanks) == len(shown.blanks)
    assert keyless(bare) == bare
    write_question(bare)


def test_the_wordings_of_a_short_answer_are_its_key() -> None:
    assert keyless(short_answer()).choices == ()
    assert [one.text for one in keyless(single()).choices] == ["选项0", "选项1", "选项2", "选项3"]


def test_a_drag_shows_where_and_a_hotspot_does_not() -> None:
    bare = keyless(drag())
    assert [zone.points for zone in bare.zones] == [zone.points for zone in drag().zones]
    assert all(not zone.takes and not zone.label for zone in bare.zones)
    assert bare.tokens == drag().tokens
    assert keyless(hotspot()).zones == ()


def test_gaps_with_choices_show_them_and_others_nothing() -> None:
    choice, text, number = keyless(cloze()).gaps
    assert [one.text for one in choice.choices] == ["上行文", "下行文", "平行文"]
    assert (text, number) == (Gap(GapKind.TEXT), Gap(GapKind.NUMBER))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"stem": f"![图]({PICTURE.name})"}, True),
        ({"explanation": f"![图]({PICTURE.name})"}, False),
        ({"hints": (f"![图]({PICTURE.name})",)}, False),
    ],
)
def test_files_that_only_the_key_shows_stay_behind(parts: dict[str, Any], shown: bool) -> None:
    sound = Attachment("录音.mp3", "audio/mpeg", "1" * 64, 9)
    bare = keyless(judge(attachments=(PICTURE, sound), **parts))
    assert bare.attachments == ((PICTURE,) if shown else ())


def test_units_stay_and_numbers_go() -> None:
    bare = keyless(numeric(unit_needed=True))
    assert (bare.numbers, bare.units, bare.unit_needed) == ((), numeric().units, True)
