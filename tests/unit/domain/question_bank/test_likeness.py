"""What says the same has one gist; what is nearly the same is found, every pair of it."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.content import make_question
from trainer.domain.question_bank.answers import Attachment, Choice
from trainer.domain.question_bank.likeness import (
    ALIKE,
    MOST_PAIRS,
    agreeing,
    gist,
    likeness,
    near_pairs,
    rare_pairs,
    units,
)
from trainer.domain.question_bank.question import Bloom, Kind, Question


def asked(stem: str, *choices: str, kind: Kind = Kind.SINGLE, files: tuple[Attachment, ...] = ()) -> Question:
    return Question(
        id="",
        code="",
        version=1,
        kind=kind,
        course="",
        knowledge_point="",
        tier="",
        difficulty=0,
        bloom=Bloom.UNSET,
        stem=stem,
        explanation="",
        choices=tuple(Choice(text, n == 0) for n, text in enumerate(choices)),
        attachments=files,
    )


def test_a_gist_is_32_hex_digits() -> None:
    assert len(gist(make_question())) == 32
    assert int(gist(make_question()), 16) >= 0


@pytest.mark.parametrize(
    "other",
    [
        asked("下列说法**正确**的是：", "甲A", "乙"),
        asked("下列说法正确的是（ ）", "乙", "甲A"),
        asked("下列说法正确的是()。", "甲Ａ。", "乙；"),
        asked("下列 说法 正确的是____", "甲a", "乙", kind=Kind.MULTIPLE),
    ],
)
def test_what_says_the_same_has_one_gist(other: Question) -> None:
    assert gist(other) == gist(asked("下列说法正确的是", "甲a", "乙"))


@pytest.mark.parametrize(
    "other",
    [
        asked("2+3=？", "5", "6"),
        asked("2*3=？", "5", "7"),
        asked("2*3=？", "5", "6", "7"),
        asked("2*3.0=？", "5", "6"),
        asked("2*30=？", "5", "6"),
    ],
)
def test_what_says_something_else_has_another_gist(other: Question) -> None:
    assert gist(other) != gist(asked("2*3=？", "5", "6"))


def test_pictures_count_by_their_bytes() -> None:
    def shown(name: str, digest: str) -> Question:
        return asked(f"看图 ![图]({name})", "甲", files=(Attachment(name, "image/png", digest * 64, 1),))

    assert gist(shown("a.png", "0")) == gist(shown("b.png", "0"))
    assert gist(shown("a.png", "0")) != gist(shown("a.png", "1"))


def test_units_are_pairs_of_characters_words_and_numbers() -> None:
    assert (
        units("办公自动化 Office 2019，第 3 章**甲**")
        == {"办公", "公自", "自动", "动化", "office", "2019", "3", "章甲"} | set()
    )


_WORDS = [*"甲乙丙丁戊", "数据", "系统", "office", "word", "excel", "表格", "公文", "流程", "安全", "管理", "2019"]


def slow_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """Compare every two, the plain way: by fractions."""
    sets = [units(text) for text in texts]
    found = set()
    for one in range(len(sets)):
        for other in range(one + 1, len(sets)):
            whole = len(sets[one] | sets[other])
            if whole and Fraction(len(sets[one] & sets[other]), whole) >= ALIKE:
                found.add((one, other))
    return found


@st.composite
def banks(draw: st.DrawFn) -> list[str]:
    """Texts of few words, most of them another one with a little changed."""
    texts: list[list[str]] = []
    seeded = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 25))):
        if texts and seeded.random() < 0.7:
            words = list(seeded.choice(texts))
            for _ in range(seeded.randrange(4)):
                at = seeded.randrange(len(words) + 1)
                words[at : at + seeded.randrange(2)] = [seeded.choice(_WORDS)] * seeded.randrange(2)
        else:
            words = [seeded.choice(_WORDS) for _ in range(seeded.randrange(1, 30))]
        texts.append(words)
    return [" ".join(words) for words in texts]


@given(banks())
def test_every_pair_is_found_that_comparing_every_two_finds(texts: list[str]) -> None:
    found = near_pairs(enumerate(texts))

    firsts: dict[frozenset[str], int] = {}
    leaders = [firsts.setdefault(frozenset(units(text)), n) for n, text in enumerate(texts)]
    # Questions of the same units are paired with the first of them, which speaks for them.
    expected = {
        (one, other)
        for one, other in slow_pairs(texts)
        if leaders[other] == one or (leaders[one] == one and leaders[other] == other)
    }
    assert {(one, other) for one, other, _ in found} == expected
    for one, other, value in found:
        assert value == likeness(units(texts[one]), units(texts[other])) >= 0.8


@given(banks(), st.sets(st.integers(0, 24)))
def test_a_search_for_some_finds_what_the_whole_search_finds_of_them(texts: list[str], some: set[int]) -> None:
    distinct = list({frozenset(units(text)): text for text in texts}.values())

    every = {pair[:2] for pair in near_pairs(enumerate(distinct))}
    found = {pair[:2] for pair in near_pairs(enumerate(distinct), fresh=some)}

    assert found == {pair for pair in every if some.intersection(pair)}


@given(banks())
def test_asking_for_the_rare_words_misses_nothing(texts: list[str]) -> None:
    new, *bank = texts
    sets = [units(text) for text in bank]
    frequency: dict[str, int] = {}
    for own in sets:
        for unit in own:
            frequency[unit] = frequency.get(unit, 0) + 1

    rare = rare_pairs(new, frequency)
    for own in sets:
        if likeness(units(new), own) >= ALIKE:
            assert len(own.intersection(rare)) >= agreeing(new)


def test_a_family_without_end_gives_pairs_with_an_end() -> None:
    common = " ".join(f"word{n}" for n in range(60))
    texts = [f"{common} only{n}" for n in range(1000)]

    found = near_pairs(enumerate(texts))

    named = {one for pair in found for one in pair[:2]}
    assert named == set(range(1000))
    assert len(found) <= 1000 * MOST_PAIRS


def test_progress_is_told_and_may_end_the_search() -> None:
    told: list[tuple[int, int]] = []
    near_pairs([(1, "甲乙丙丁戊己"), (2, "x")], lambda done, of: told.append((done, of)))
    assert told[-1] == (1, 1)

    class Enough(Exception):
        pass

    def stop(_done: int, _of: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        near_pairs([(1, "甲乙丙丁戊己")], stop)
