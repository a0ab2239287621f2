"""A paper as a document: old ones keep their digest, new ones their values."""

from __future__ import annotations

import json
from fractions import Fraction

from tests.builders.questions_to_mark import case_set, parameterised, single
from trainer.domain.papers.assemble import assemble
from trainer.domain.papers.blueprint import Blueprint, Row, candidate_of
from trainer.domain.papers.paper import Paper, Slot, asked_question, paper_digest, paper_document, read_paper
from trainer.domain.question_bank.answers import Result
from trainer.domain.question_bank.question import Kind

PLAIN = Slot("q", 2, Fraction(5, 2), 1, (2, 0, 1))


def test_a_paper_without_values_is_written_as_before_there_were_any() -> None:
    document = paper_document(Paper((PLAIN,), "seed"))
    assert document == {
        "seed": "seed",
        "slots": [{"question": "q", "version": 2, "marks": "5/2", "row": 1, "order": [2, 0, 1]}],
    }
    # Computed with sha256 over the canonical JSON of the document above.
    assert paper_digest(document) == "fa87cd904917ad29e5ffaceee65cbc30945a71d87b123a8f7b12414cceadb9a8"


def test_values_are_written_exactly_and_read_back_whatever_the_order_of_keys() -> None:
    slot = Slot("q", 1, Fraction(1), 0, (), (("a", Fraction(1, 3)), ("b", Fraction(-2))))
    document = json.loads(json.dumps(paper_document(Paper((slot,), "seed")), sort_keys=True))
    assert document["slots"][0]["values"] == {"a": "1/3", "b": "-2"}
    document["slots"][0]["values"] = {"b": "-2", "a": "1/3"}
    assert read_paper(document) == Paper((slot,), "seed")
    assert read_paper(paper_document(Paper((PLAIN,), "x"))) == Paper((PLAIN,), "x")


def test_a_slot_asks_its_question_with_its_values() -> None:
    question = parameterised()
    slot = Slot(question.id, 1, Fraction(1), 0, (), (("a", Fraction(4)), ("b", Fraction(3, 2))))
    asked = asked_question(slot, question)
    assert (asked.kind, asked.numbers[0].value) == (Kind.NUMERIC, 6)
    assert asked_question(PLAIN, single()) == single()
    # A corrected key that these values cannot be put into leaves the question unmarked.
    broken = parameterised(results=(Result("a/(b-1.5)"),))
    assert asked_question(slot, broken) is broken


def test_values_are_drawn_with_the_paper_and_alike_for_equal_seeds() -> None:
    bank = {one.id: one for one in (parameterised(), single(), case_set("Q-K0901a-020", parts=(parameterised(),)))}
    pool = [candidate_of(one) for one in bank.values()]
    blueprint = Blueprint((Row(3, Fraction(1)),))

    def drawn(seed: str) -> Paper:
        return assemble(blueprint, pool, seed, questions_of=lambda _ids: bank)

    values = {slot.question_id: dict(slot.values) for slot in drawn("1").slots}
    assert set(values[parameterised().id]) == {"a", "b"}
    assert set(values[case_set("Q-K0901a-020").id]) == {"1.a", "1.b"}
    assert values[single().id] == {}
    assert drawn("1") == drawn("1")
    assert len({str([slot.values for slot in drawn(str(n)).slots]) for n in range(9)}) > 4
    assert all(slot.values == () for slot in assemble(blueprint, pool, "1").slots)
