"""No file of questions stops the program, takes it long or much memory, leaves its folder, or speaks to a network."""

from __future__ import annotations

import random
import resource
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from tests.builders.content import PARTS, make_question
from tests.builders.hostile_questions import Hostile, hostile
from tests.builders.office import make_office
from tests.builders.question_strategies import picture_file
from trainer.adapters.content.question_files import write_question_text
from trainer.adapters.interchange.questions import formats
from trainer.domain.kernel.findings import Severity
from trainer.domain.people.roles import PROGRAM
from trainer.services.import_questions import BankImport, import_files
from trainer.services.office import Office
from trainer.wording.sentences import codes, say

MOST_S = 20
MOST_MB = 1024
# Nothing of a text may be markup that does anything, once it is stored.
LIVE = ("<script", "<iframe", "<object", "onerror=", "onload=", "javascript:", "<style", "@import")
CASES = hostile()
FORMS = ("yaml", *(form for form in formats.WRITABLE if form != "yaml"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.database.close()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a reader spoke to a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class Used:
    """Processor time and memory of a block, beyond what was in use before."""

    def __enter__(self) -> Used:
        self._forget_peak()
        self._before_mb = _status_mb("VmRSS")
        self._began = time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.process_time() - self._began
        self.mb = _status_mb("VmHWM") - self._before_mb

    def _forget_peak(self) -> None:
        try:
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        except OSError:
            pytest.skip("the peak of memory cannot be measured here")


def _status_mb(what: str) -> float:
    if not sys.platform.startswith("linux"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{what}:")[1].split()[0]) / 1024


def run(office: Office, case: Hostile, folder: Path) -> BankImport:
    """Import a case's file; time and memory are within bounds, and every finding can be said."""
    inside = folder / "inside"
    inside.mkdir()
    file = inside / case.file
    data = case.make()
    file.write_bytes(data)
    size_mb = len(data) / 2**20
    del data
    with Used() as used:
        outcome, _ = import_files(office, PROGRAM, [file])
    assert used.seconds < MOST_S, f"{used.seconds:.1f} s"
    assert used.mb < MOST_MB + size_mb, f"{used.mb:.0f} MB for a file of {size_mb:.0f} MB"
    assert [path.name for path in inside.iterdir()] == [case.file]
    assert "question_file_stumbled" not in {one.code for one in outcome.findings}, "a reader stumbled: see the log"
    unworded = {one.code for one in outcome.findings} - codes().keys()
    assert not unworded
    assert all(say(one.code, one.facts).what for one in outcome.findings)
    assert all(one.file.startswith(case.file) for one in outcome.findings)
    return outcome


@pytest.mark.timeout(120)
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_file_is_answered(office: Office, case: Hostile, tmp_path: Path) -> None:
    outcome = run(office, case, tmp_path)

    errors = [one for one in outcome.findings if one.severity is Severity.ERROR]
    assert len(errors) >= min(1, outcome.refused)
    if case.is_refused:
        assert errors, "nothing says why"
        assert not outcome.questions
    else:
        assert outcome.questions or outcome.findings, "nothing of the file is told"
    for taken in outcome.questions:
        said = repr(taken.question).lower()
        assert not [sign for sign in LIVE if sign in said.replace("\\\\<", "")], said[:500]


@cache
def exported(form: str) -> bytes:
    """Give a sound file with a question of every kind that the format holds."""
    page = picture_file("首页.png")
    asked = [make_question(kind, f"Q-K3001a-{number:03}") for number, kind in enumerate(PARTS, 1)]
    asked = [replace(one, attachments=(page.attachment,)) if one.picture else one for one in asked]
    if form == "yaml":
        return write_question_text(asked).encode()
    writer = formats.writer(form)
    held = [one for one in asked if not writer.refuses(one)]
    return writer.write(held, lambda digest: page.content if digest == page.digest else None, "题库")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_file_is_answered(office: Office, form: str, seed: int, tmp_path: Path) -> None:
    whole = exported(form)
    chance = random.Random(f"{form} {seed}")
    if seed < 2:
        damaged = whole[: chance.randrange(1, len(whole))]
    elif seed < 4:
        flipped = bytearray(whole)
        for _ in range(1 + len(whole) // 500):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        damaged = bytes(flipped)
    elif seed == 4:
        # Parts in disorder, as a bad disk gives them back.
        cut = sorted(chance.randrange(len(whole)) for _ in range(4))
        damaged = whole[: cut[1]] + whole[cut[2] : cut[3]] + whole[cut[0] :]
    else:
        damaged = whole.decode("utf-8", "replace").encode("utf-16")
    case = Hostile(form, f"q{formats.FORMATS[form].suffix}", lambda: damaged)
    outcome = run(office, case, tmp_path)
    assert outcome.questions or outcome.findings
