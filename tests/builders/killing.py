"""Kill a sitting again and again, and look at what is left.

The child answers as fast as it can and says ``saved N SLOT CHOICE`` after each confirmed response and ``at SLOT`` after
each confirmed move. The parent sends SIGKILL at a random moment, opens the same home and compares.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.builders.exams import make_exam_room
from tests.builders.office import HOME_ID
from trainer.adapters.keys.ring import KeyRing
from trainer.adapters.storage import schema
from trainer.adapters.storage.database import Database
from trainer.domain.people.roles import Actor
from trainer.domain.sittings.rules import ExamRules
from trainer.domain.sittings.sitting import last_responses
from trainer.platform.clock import SystemClock
from trainer.platform.paths import Home
from trainer.services import results
from trainer.services.office import Office
from trainer.services.sit_paper import heartbeat, record_response, resume, start

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 0.12
SLOTS = 12


@dataclass(slots=True)
class Tally:
    """What the kills left.

    Attributes:
        confirmed: responses that were said to be saved, over all lives.
        unconfirmed_kept: responses on the disk that nobody had heard of yet (killed between commit and word).
    """

    kills: int = 0
    confirmed: int = 0
    unconfirmed_kept: int = 0


def kill_again_and_again(folder: Path, kills: int, seed: int) -> Tally:
    """Kill a sitting ``kills`` times; raises AssertionError at the first confirmed response that is missing."""
    chance = random.Random(seed)
    office = open_office(folder)
    schema.metadata.create_all(office.database.engine)
    now = office.clock.now()
    room = make_exam_room(
        folder,
        office=office,
        rules=ExamRules(limit_s=4 * 3600),
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=9),
    )
    view = start(office, room.anna, room.exam.id)
    office.database.close()
    tally = Tally()
    known: list[tuple[int, int, int]] = []
    for _ in range(kills):
        said = one_life(folder, view.sitting_id, room.cadres[0], chance.uniform(0, LONGEST_S))
        tally.kills += 1
        saved = [tuple(int(word) for word in line[1:]) for line in said if line[0] == "saved"]
        tally.confirmed += len(saved)
        place = int(said[-1][1]) if said[-1][0] == "at" else int(said[-1][2])
        office = open_office(folder)
        with office.database.read() as uow:
            entries = uow.sittings.responses(view.sitting_id)
        back = resume(office, room.anna, view.sitting_id)
        found = [(entry.seq, entry.slot, entry.content["choice"]) for entry in entries]
        expected = known + [entry for entry in saved if len(entry) == 3]
        assert found[: len(expected)] == expected, "a confirmed response is missing or altered"
        assert len(found) - len(expected) <= 1, "more was written than one response in flight"
        # The word about the last step may have died with the program; then the candidate stands one step further.
        assert back.current_slot in {place, (place + 1) % SLOTS}, "the candidate stands at another question"
        assert back.responses == last_responses(entries)
        assert back.last_seq == len(found)
        assert results.chain_break(office, view.sitting_id) is None, "the chain of responses is broken"
        office.database.close()
        tally.unconfirmed_kept += len(found) - len(expected)
        known = found
    return tally


def one_life(folder: Path, sitting_id: str, cadre_id: str, delay_s: float) -> list[list[str]]:
    """Let a child answer for a moment, kill it, and give what it had confirmed."""
    words = [sys.executable, "-c", _CHILD, str(folder), sitting_id, cadre_id]
    child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(delay_s)  # the moment of the kill is the point of the test
    child.kill()
    rest = child.stdout.read()
    child.stdout.close()
    child.wait()
    whole = (first + rest).decode("ascii")
    # A line that was cut off was not confirmed.
    return [line.split() for line in whole[: whole.rfind("\n") + 1].splitlines()]


def open_office(folder: Path) -> Office:
    home = Home(folder / "home 家")
    home.make()
    return Office(home, Database.at(home.database), SystemClock(), KeyRing(home.keys), HOME_ID)


def answer_until_killed(folder: Path, sitting_id: str, cadre_id: str) -> None:
    """Be the child."""
    office, actor = open_office(folder), Actor(cadre_id)
    view = resume(office, actor, sitting_id)
    slot, seq = view.current_slot, view.last_seq
    say("at", slot)
    while True:
        seq += 1
        record_response(office, actor, sitting_id, slot, {"choice": seq % 4}, seq)
        say("saved", seq, slot, seq % 4)
        slot = (slot + 1) % SLOTS
        heartbeat(office, actor, sitting_id, slot)
        say("at", slot)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


_CHILD = """
import sys
from pathlib import Path
from tests.builders.killing import answer_until_killed
answer_until_killed(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
"""
