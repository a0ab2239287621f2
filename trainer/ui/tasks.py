"""Long work never blocks the window.

One runner per window: writing work goes through one thread, so that writers queue here and not in the database; reading
work through a small pool. Results come back as calls of bound methods on the window's thread.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")

READERS: Final = 2
# A person notices a wait after one second and wants a way out after five.
SHOW_AFTER_MS: Final = 1000
CANCEL_AFTER_MS: Final = 5000


class Cancelled(Exception):
    """The person asked to stop; raised inside the work by :meth:`Progress.check`."""


class Progress:
    """What long work says about itself. Made by the runner, used on the working thread."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def report(self, done: int, total: int) -> None:
        """Say how far the work is.

        Args:
            done: steps finished.
            total: steps in all; 0 where unknown.

        Raises:
            Cancelled: the person asked to stop.
        """
        self.check()
        if self._tell is not None:
            self._tell(done, total)

    def check(self) -> None:
        """Stop here where the person asked to.

        Raises:
            Cancelled: the person asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next :meth:`check`."""
        self._stop.set()


class Task(QObject):
    """One piece of work under way. Child of the runner; deletes itself when delivered.

    Signals:
        progressed(int, int): steps done, steps in all.
        ended(object, object): value, error (one of them None); emitted on the working thread.
        shown(object): the task has run for a second and should be seen.
        cancel_offered(object): it has run for five seconds and may be cancelled.
        over(object): delivered; take it off the screen.
    """

    progressed = Signal(int, int)
    ended = Signal(object, object)
    shown = Signal(object)
    cancel_offered = Signal(object)
    over = Signal(object)

    def __init__(
        self,
        runner: QObject,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        owner: QObject,
        title: str,
        cancellable: bool,
    ) -> None:
        super().__init__(runner)
        self.title = title
        self.is_cancellable = cancellable
        self.progress = Progress(self.progressed.emit)
        self._work, self._done, self._failed, self._owner = work, done, failed, owner
        # The receiver lives on the window's thread, so Qt queues the call across.
        self.ended.connect(self._deliver)
        self._show_timer = self._later(SHOW_AFTER_MS, self._on_slow)
        self._cancel_timer = self._later(CANCEL_AFTER_MS, self._on_very_slow) if cancellable else None

    def cancel(self) -> None:
        """Ask the work to stop; nothing is delivered to ``done``."""
        self.progress.cancel()

    def perform(self) -> None:
        """Do the work; called on the working thread."""
        try:
            self.progress.check()
            value = self._work(self.progress)
        except Exception as error:  # whatever it is, it is told on the window's thread
            self.ended.emit(None, error)
        else:
            self.ended.emit(value, None)

    def _later(self, after_ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        timer.start(after_ms)
        return timer

    def _on_slow(self) -> None:
        self.shown.emit(self)

    def _on_very_slow(self) -> None:
        self.cancel_offered.emit(self)

    def _deliver(self, value: Any, error: Exception | None) -> None:
        self._show_timer.stop()
        if self._cancel_timer is not None:
            self._cancel_timer.stop()
        self.over.emit(self)
        try:
            if shiboken6.isValid(self._owner):
                self._call_back(value, error)
        finally:
            self._work, self._done, self._failed = _nothing, None, None
            self.deleteLater()

    def _call_back(self, value: Any, error: Exception | None) -> None:
        if error is None:
            if self._done is not None:
                self._done(value)
        elif isinstance(error, Cancelled):
            if self._failed is not None:
                self._failed(error)
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


class Runner(QObject):
    """Runs work beside the window.

    Args:
        inline: do the work at once on the calling thread (tests, the tour).
        parent: owner; the main window.

    Signals:
        shown(Task), cancel_offered(Task), over(Task): for the strip that shows long work.
    """

    shown = Signal(object)
    cancel_offered = Signal(object)
    over = Signal(object)

    def __init__(self, *, inline: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inline = inline
        self._reads: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._writes: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._is_closed = False
        self._under_way: dict[int, Task] = {}
        self._count = itertools.count()

    @property
    def is_idle(self) -> bool:
        """Nothing is under way."""
        return not self._under_way

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject,
        title: str = "",
        writes: bool = False,
    ) -> Task:
        """Do some work and deliver its value on the window's thread.

        Args:
            work: called on a working thread; must not touch a widget.
            done: takes the value; a bound method of a QObject.
            failed: takes the error; without it an error becomes a crash report.
            owner: when it is gone, nothing is delivered.
            title: what is going on, shown after a second.
            writes: the work writes to the database and queues with the other writers.
        """
        return self._start(lambda _progress: work(), done, failed, owner, title, cancellable=False, writes=writes)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject,
        title: str = "",
        writes: bool = False,
        cancellable: bool = True,
    ) -> Task:
        """Do work that reports its progress and can be cancelled; ``failed`` then gets :class:`Cancelled`."""
        return self._start(work, done, failed, owner, title, cancellable=cancellable, writes=writes)

    def close(self) -> None:
        """Ask long work to stop, let the rest finish, and join all threads."""
        if self._is_closed:
            return
        self._is_closed = True
        for task in list(self._under_way.values()):
            if task.is_cancellable:
                task.cancel()
        self._writes.put(None)
        for _ in range(READERS):
            self._reads.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _start(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        owner: QObject,
        title: str,
        *,
        cancellable: bool,
        writes: bool,
    ) -> Task:
        task = Task(self, work, done, failed, owner, title, cancellable)
        if self._is_closed:
            import logging  # not before the first paint

            logging.getLogger(__name__).info("work after closing was left undone: %s", title)
            return task
        self._under_way[next(self._count)] = task
        task.over.connect(self._on_over)
        if self._inline:
            task.perform()
            return task
        task.shown.connect(self.shown)
        task.cancel_offered.connect(self.cancel_offered)
        self._staff()
        (self._writes if writes else self._reads).put(task)
        return task

    def _on_over(self, task: Task) -> None:
        for number, known in list(self._under_way.items()):
            if known is task:
                del self._under_way[number]
        self.over.emit(task)

    def _staff(self) -> None:
        """Start the threads when the first work comes, not before the first paint."""
        if self._threads:
            return
        for number, jobs in enumerate([self._writes, *[self._reads] * READERS]):
            name = "writer" if number == 0 else f"reader-{number}"
            # Not daemons: a writer in the middle of its commit is waited for.
            thread = threading.Thread(target=_serve, args=(jobs,), name=name)
            thread.start()
            self._threads.append(thread)


def _serve(jobs: queue.SimpleQueue[Task | None]) -> None:
    while (task := jobs.get()) is not None:
        task.perform()


def _nothing(_progress: Progress) -> None:
    return None
