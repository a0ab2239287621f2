"""One response: already saved, refused, or a new entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.builders.questions_to_mark import BUILDERS
from tests.builders.sittings import PAPER, START, make_head, reading
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.question_bank.parameterised import concrete, draw_values
from trainer.domain.question_bank.question import Kind
from trainer.domain.question_bank.robot import random_response
from trainer.domain.sittings.chain import entry_hash, fingerprint, first_break, origin
from trainer.domain.sittings.respond import Accepted, respond
from trainer.domain.sittings.sitting import Entry, Head, SittingState, last_responses


def refusal(*args: Any, **facts: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        respond(*args, **facts)
    return caught.value


def accepted(head: Head, seq: int, slot: int, content: dict[str, Any], at_s: float = 10) -> Accepted:
    found = respond(head, reading(at_s), slot, content, seq)
    assert found is not None
    return found


def test_the_first_response_is_chained_to_the_paper() -> None:
    entry = accepted(make_head(), 1, 0, {"choice": 2}).entry
    assert (entry.seq, entry.slot, entry.content, entry.used_s) == (1, 0, {"choice": 2}, 10)
    assert entry.hash == entry_hash(origin("sitting", PAPER), 1, 0, {"choice": 2}, entry.at, 10.0)


def test_a_repeated_entry_adds_nothing_even_after_the_bell_and_the_hand_in() -> None:
    saved = accepted(make_head(), 1, 0, {"choice": 2}).entry
    head = make_head(last_seq=1, last_hash=saved.hash)
    assert respond(head, reading(20), 0, {"choice": 2}, 1, saved) is None
    assert respond(head, reading(99_999), 0, {"choice": 2}, 1, saved) is None
    graded = replace(head, state=SittingState.GRADED)
    assert respond(graded, reading(20), 0, {"choice": 2}, 1, saved) is None


def test_another_response_under_a_number_already_taken_is_out_of_sequence() -> None:
    saved = accepted(make_head(), 1, 0, {"choice": 2}).entry
    head = make_head(last_seq=1, last_hash=saved.hash)
    found = refusal(head, reading(20), 0, {"choice": 3}, 1, saved)
    assert (found.code, found.facts) == ("response_out_of_sequence", {"expected": 2, "seq": 1})


def test_a_response_from_the_future_is_out_of_sequence() -> None:
    assert refusal(make_head(), reading(20), 0, {"choice": 3}, 3).facts == {"expected": 1, "seq": 3}


def test_response_after_the_bell_is_refused() -> None:
    assert accepted(make_head(), 1, 0, {"choice": 1}, at_s=3599.9).entry.seq == 1
    assert refusal(make_head(), reading(3600), 0, {"choice": 1}, 1).code == "time_is_up"


def test_response_after_the_window_is_refused() -> None:
    head = make_head(closes_at=START + timedelta(minutes=5))
    assert refusal(head, reading(300), 0, {"choice": 1}, 1).code == "exam_window_over"


@pytest.mark.parametrize("state", [SittingState.GRADED, SittingState.VOID])
def test_response_after_the_hand_in_is_refused(state: SittingState) -> None:
    found = refusal(make_head(state=state), reading(10), 0, {"choice": 1}, 1)
    assert (found.code, found.facts) == ("sitting_closed", {"state": state.value})


def nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("slot", "content"),
    [
        (5, {"choice": 1}),
        (-1, {"choice": 1}),
        (0, {"mark": 100}),
        (0, {"choice": 1, "answer": True}),
        (0, {"blanks": ["字" * 21_000]}),
        (0, {"points": [[float("nan"), 1]]}),
        (0, {"parts": {1, 2}}),
        (0, {"parts": nested(3_000)}),
    ],
)
def test_what_is_not_a_response_is_refused(slot: int, content: dict[str, Any]) -> None:
    assert refusal(make_head(), reading(10), slot, content, 1).code == "response_malformed"


@pytest.mark.parametrize("kind", BUILDERS)
def test_responses_of_every_kind_are_taken(kind: Kind) -> None:
    question = BUILDERS[kind]()
    shown = concrete(question, draw_values(question, "1"))
    content = random_response(shown, Random(1))
    assert accepted(make_head(), 1, 0, content).entry.content == content


def test_an_answer_may_be_taken_back() -> None:
    first = accepted(make_head(), 1, 0, {"choice": 2}).entry
    second = accepted(make_head(last_seq=1, last_hash=first.hash), 2, 0, {}).entry
    assert last_responses((second, first)) == {0: {}}


def chain_of(count: int) -> list[Entry]:
    head, entries = make_head(), []
    for number in range(1, count + 1):
        entry = accepted(head, number, number % 5, {"choice": number % 4}, at_s=number * 7.123).entry
        entries.append(entry)
        head = replace(head, last_seq=number, last_hash=entry.hash)
    return entries


def test_a_whole_chain_verifies_in_any_order() -> None:
    entries = chain_of(9)
    assert first_break(origin("sitting", PAPER), reversed(entries)) is None
    assert first_break(origin("sitting", PAPER), []) is None


@pytest.mark.parametrize("change", ["content", "slot", "at", "used_s", "hash", "gone", "paper"])
def test_any_change_breaks_the_chain_where_it_was_made(change: str) -> None:
    entries = chain_of(9)
    changed = {
        "content": replace(entries[4], content={"choice": 9}),
        "slot": replace(entries[4], slot=4),
        "at": replace(entries[4], at=entries[4].at + timedelta(seconds=1)),
        "used_s": replace(entries[4], used_s=1.0),
        "hash": replace(entries[4], hash="0" * 64),
    }
    if change in changed:
        entries[4] = changed[change]
    if change == "gone":
        del entries[4]
    start = origin("sitting", "e" * 64 if change == "paper" else PAPER)
    assert first_break(start, entries) == (1 if change == "paper" else 5)


def test_a_fingerprint_is_four_groups_of_four_and_covers_all() -> None:
    made = fingerprint("sitting", 3, "a" * 64, START)
    groups = made.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert not set("ILOU") & set(made)
    others = {
        fingerprint("sitting", 2, "a" * 64, START),
        fingerprint("sitting", 3, "b" * 64, START),
        fingerprint("sitting", 3, "a" * 64, START + timedelta(seconds=1)),
        fingerprint("other", 3, "a" * 64, START),
    }
    assert len(others | {made}) == 5
