"""YAML with lines: what it gives, what it refuses, and that one slip hides nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.adapters.content.located import documents
from trainer.adapters.content.question_files import read_question_text
from trainer.domain.question_bank.fields import Fields


def test_every_part_knows_its_line() -> None:
    found, findings = documents("a: 1\nb:\n  - x: 甲\n    y: 乙\n---\nc: 2\n", "f.yaml")

    assert findings == []
    assert [one.value for one in found] == [{"a": 1, "b": [{"x": "甲", "y": "乙"}]}, {"c": 2}]
    assert found[0].where.line_of(("b", 0, "y")) == 4
    assert found[0].where.line_of(("b", 0, "missing")) == 3
    assert found[1].where.line_of(("c",)) == 6


def test_a_broken_document_does_not_hide_the_others() -> None:
    found, findings = documents('a: 1\n---\nb: "open\n---\nc: 3\n', "f.yaml")

    assert [one.value for one in found] == [{"a": 1}, {"c": 3}]
    assert [(one.code, one.file) for one in findings] == [("content_yaml_broken", "f.yaml")]
    assert findings[0].line in (3, 4)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "content_key_twice", 3),
        ("a: &x [1]\nb: *x\n", "content_yaml_alias", 1),
        ("a: !!python/object:os.system 1\n", "content_yaml_broken", 1),
        ("a: {? [1]: 2}\n", "content_yaml_alias", 1),
        ("a: [1\nb: 2\n", "content_yaml_broken", 2),
        ("[" * 300, "content_yaml_broken", 1),
        ("[" * 30 + "]" * 30, "content_yaml_alias", 1),
        ("[" * 200_000 + "]" * 200_000, "content_yaml_alias", 1),
        ("- " * 200_000, "content_yaml_alias", 1),
    ],
)
def test_what_is_refused_has_its_line(text: str, code: str, line: int) -> None:
    found, findings = documents(text, "f")

    assert found == []
    assert findings[0].code == code
    assert findings[0].line == line


def test_a_few_lines_that_unfold_to_gigabytes_are_refused_at_once() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )
    found, findings = documents(bomb, "f")

    assert found == []
    assert {one.code for one in findings} == {"content_yaml_alias"}


def test_unquoted_numbers_times_and_truths_are_texts_where_a_text_is_wanted() -> None:
    found, _ = documents("year: 2012\ntime: 12:30\nno: no\nlist: [08, 1.10, 2025-01-02]\n", "f")
    fields = Fields(found[0].value, found[0].where)

    assert [fields.text(key) for key in ("year", "time", "no")] == ["2012", "12:30", "no"]
    assert fields.texts("list") == ("08", "1.10", "2025-01-02")
    assert fields.is_sound


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`, \n\t?甲"), max_size=60))
def test_any_text_gives_findings_or_questions_and_never_a_crash(text: str) -> None:
    read = read_question_text(text, "f")

    assert read.findings or read.questions
