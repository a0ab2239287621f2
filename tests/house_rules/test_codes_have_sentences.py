"""Every refusal, fault and finding has words in every language, and the words name only facts that are there."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import string
from collections import Counter

import trainer.wording
from tests.builders.spoken import PACKAGE, Call, calls, literals
from trainer.wording import using
from trainer.wording.actions import ACTIONS
from trainer.wording.catalogue import LANGUAGES
from trainer.wording.sentences import codes, say

RAISED = {"Refusal", "Fault", "Finding"}


def raised() -> list[tuple[str, Call]]:
    found = []
    for call in calls():
        if call.name in RAISED:
            given = [*call.node.args[:1], *(word.value for word in call.node.keywords if word.arg == "code")]
            found += [(code, call) for node in given for code in literals(node)]
    return found


def placeholders(sentence: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_code_has_its_sentences() -> None:
    assert len(raised()) > 50
    missing = sorted({f"{code} ({call.place})" for code, call in raised() if code not in codes()})
    assert not missing, "\n".join(["", *missing])


def test_no_code_is_worded_in_two_places() -> None:
    rooms = [room.name for room in pkgutil.iter_modules(trainer.wording.__path__) if room.name.startswith("codes_")]
    seen = Counter(code for room in rooms for code in importlib.import_module(f"trainer.wording.{room}").CODES)
    wrong = sorted(code for code, times in seen.items() if times > 1)
    assert not wrong, "\n".join(["", *wrong])


def test_no_sentence_is_kept_for_a_code_that_nothing_raises() -> None:
    spoken, beginnings = set(), set()
    for file in PACKAGE.rglob("*.py"):
        if file.name.startswith("codes_"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                spoken.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
    made = tuple(beginning for beginning in beginnings if beginning.endswith("_"))
    wrong = sorted(code for code in codes() if code not in spoken and not code.startswith(made))
    assert not wrong, "\n".join(["", *wrong])


def test_every_refusal_and_fault_says_what_to_do_next() -> None:
    wanted = {code for code, call in raised() if call.name in {"Refusal", "Fault"}}
    wrong = sorted(code for code in wanted & codes().keys() if not codes()[code][1])
    assert not wrong, "\n".join(["", *wrong])


def test_sentences_name_only_facts_that_are_given() -> None:
    wrong = []
    for code, call in raised():
        keywords = call.node.keywords
        if call.name == "Finding" or code not in codes() or any(word.arg is None for word in keywords):
            continue
        given = {word.arg for word in keywords} | ({"path"} if call.name == "Fault" else set())
        if unknown := set().union(*map(placeholders, codes()[code])) - given:
            wrong.append(f"{code} ({call.place}): {sorted(unknown)}")
    assert not wrong, "\n".join(["", *wrong])


def test_every_language_says_every_code_with_the_same_facts() -> None:
    wrong = []
    for code, pair in codes().items():
        names = set().union(*map(placeholders, pair))
        marks = {name: f"‹{name}›" for name in names}
        for language in LANGUAGES:
            with using(language):
                said = say(code, marks)
            if not said.what or any(mark not in str(said) for mark in marks.values()):
                wrong.append(f"{code} ({language}): {said}")
            if language == "zh" and said.what == pair[0].format_map(marks):
                wrong.append(f"{code} is not translated")
    assert not wrong, "\n".join(["", *wrong])


def test_every_action_of_the_log_has_a_name() -> None:
    said = {
        action: call.place
        for call in calls()
        for word in call.node.keywords
        if word.arg == "action"
        for action in literals(word.value)
        if "." in action
    }
    assert len(said) > 10
    wrong = sorted(f"{action} ({place})" for action, place in said.items() if action not in ACTIONS)
    assert not wrong, "\n".join(["", *wrong])
