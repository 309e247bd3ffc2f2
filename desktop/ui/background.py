"""Work that takes longer than a blink, off the window's thread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ClassVar, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QTimerEvent, Signal, Slot
from shiboken6 import isValid
from typing_extensions import override

T = TypeVar("T")

_COLLECT_MS = 500


class Job:
    """One piece of work under way; its result can be declined."""

    def __init__(
        self,
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object] | None,
        owner: QObject | None,
    ) -> None:
        self._done = done
        self._failed = failed
        self._owner = owner
        self.cancelled = False

    def cancel(self) -> None:
        """Let the result be dropped when it comes; the work itself is not torn off."""
        self.cancelled = True

    def deliver(self, result: Future[Any]) -> None:
        """Hand over the result, unless nobody is there to take it."""
        if self.cancelled or (self._owner is not None and not isValid(self._owner)):
            return
        error = result.exception()
        if error is None:
            self._done(result.result())
        elif self._failed is not None:
            self._failed(error)
        else:
            raise error


class Collector(QObject):
    """Collects garbage on the window's thread alone, for as long as other threads may work.

    Python collects on whichever thread allocates, and would there delete the Qt objects that are
    only held in a circle: under the hands of the window, which crashes.
    """

    # Python's collector is one for the whole program, and two windows may have threads at once.
    _at_work: ClassVar[WeakSet[Collector]] = WeakSet()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._at_work.add(self)
        self._timer = self.startTimer(_COLLECT_MS)

    def stop(self) -> None:
        """Let Python collect by itself again, once no other thread works any more."""
        if self not in self._at_work:
            return
        self.killTimer(self._timer)
        self._at_work.discard(self)
        if not any(isValid(other) for other in self._at_work):
            gc.enable()

    @override
    def timerEvent(self, event: QTimerEvent) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return


class Background(QObject):
    """Runs work on other threads and brings the result back to the window's thread."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(thread_name_prefix="background")
        # Queued always: work may be done before `run` has returned, which nobody reckons with.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stopped = False
        self._collector = Collector(self)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Job:
        """Run `work` on another thread, then `done` or `failed` on the window's thread.

        `work` takes plain values with it and touches no widget. Nothing is called once `owner`
        is gone; it is the object that `done` belongs to, unless another is named. An error that
        nobody takes goes to the crash dialog.
        """
        bound = getattr(done, "__self__", None)
        if owner is None and isinstance(bound, QObject):
            owner = bound
        job = Job(done, failed, owner)
        if not self._stopped:  # a timer may still ring while all is being closed
            self._threads.submit(work).add_done_callback(lambda result: self._tell(job, result))
        return job

    def stop(self) -> None:
        """Wait for what still runs, begin nothing more, and deliver nothing more."""
        self._stopped = True  # what is on its way already would come in spite of a disconnection
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()

    def _tell(self, job: Job, result: Future[T]) -> None:
        if isValid(self):
            self._finished.emit(job, result)

    @Slot(object, object)
    def _deliver(self, job: Job, result: Future[Any]) -> None:
        if not self._stopped and not result.cancelled():
            job.deliver(result)
