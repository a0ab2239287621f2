from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Qt

from trainer.domain.kernel.outcomes import Refusal
from trainer.ui.tasks import Cancelled, Progress, Runner


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def take(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(threading.current_thread())

    def fail(self, error: Exception) -> None:
        self.errors.append(error)


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_value_comes_back_to_the_windows_thread(qtbot, runner):
    receiver = Receiver()
    where = []

    def work() -> int:
        where.append(threading.current_thread())
        return 7

    runner.run(work, receiver.take, owner=receiver)
    qtbot.waitUntil(lambda: receiver.values == [7])
    assert where[0] is not threading.main_thread()
    assert receiver.threads == [threading.main_thread()]


def test_writers_queue_one_behind_the_other(qtbot, runner):
    receiver = Receiver()
    inside = threading.Semaphore(1)
    clashes = []

    def work() -> str:
        if not inside.acquire(blocking=False):
            clashes.append(1)
        name = threading.current_thread().name
        inside.release()
        return name

    for _ in range(20):
        runner.run(work, receiver.take, owner=receiver, writes=True)
    qtbot.waitUntil(lambda: len(receiver.values) == 20)
    assert set(receiver.values) == {"writer"}
    assert not clashes


def test_a_refusal_comes_back_to_failed_and_not_to_done(qtbot, runner):
    receiver = Receiver()

    def work() -> None:
        raise Refusal("no_right")

    runner.run(work, receiver.take, receiver.fail, owner=receiver)
    qtbot.waitUntil(lambda: bool(receiver.errors))
    assert not receiver.values
    assert isinstance(receiver.errors[0], Refusal)


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot, runner):
    import shiboken6

    receiver, other = Receiver(), Receiver()
    go_on = threading.Event()

    def work() -> int:
        go_on.wait(5)
        return 1

    runner.run(work, receiver.take, owner=receiver)
    shiboken6.delete(receiver)
    go_on.set()
    runner.run(lambda: 2, other.take, owner=other)
    qtbot.waitUntil(lambda: runner.is_idle)
    assert other.values == [2]


def test_cancelled_work_ends_in_cancelled_and_changes_nothing(qtbot, runner):
    receiver = Receiver()
    begun = threading.Event()

    def work(progress: Progress) -> int:
        begun.set()
        while True:
            progress.report(0, 10)

    task = runner.run_long(work, receiver.take, receiver.fail, owner=receiver)
    begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(receiver.errors))
    assert isinstance(receiver.errors[0], Cancelled)
    assert not receiver.values


def test_closing_stops_long_work_and_joins_all_threads(qtbot):
    runner = Runner()
    receiver = Receiver()

    def work(progress: Progress) -> None:
        while True:
            progress.check()

    runner.run_long(work, receiver.take, receiver.fail, owner=receiver)
    runner.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("writer", "reader"))]


def test_inline_work_is_done_at_once(qapp):
    runner = Runner(inline=True)
    receiver = Receiver()
    runner.run(lambda: "done", receiver.take, owner=receiver)
    assert receiver.values == ["done"]
    assert runner.is_idle


def test_work_that_lasts_is_shown_and_may_be_stopped_only_where_it_can(qtbot, runner, monkeypatch):
    monkeypatch.setattr("trainer.ui.tasks.SHOW_AFTER_MS", 1)
    monkeypatch.setattr("trainer.ui.tasks.CANCEL_AFTER_MS", 1)
    receiver = Receiver()
    shown, offered = [], []
    runner.shown.connect(shown.append, Qt.ConnectionType.DirectConnection)
    runner.cancel_offered.connect(offered.append, Qt.ConnectionType.DirectConnection)
    go_on = threading.Event()
    runner.run(lambda: go_on.wait(5), receiver.take, owner=receiver, title="short")
    task = runner.run_long(lambda _progress: go_on.wait(5), receiver.take, owner=receiver, title="long")
    qtbot.waitUntil(lambda: len(shown) == 2 and len(offered) == 1)
    assert offered == [task]
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
