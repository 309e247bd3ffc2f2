"""Drafting in a process of its own: solvers overrun their time, and a process can be killed."""

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from os import _exit
from threading import Thread
from time import monotonic, time
from traceback import format_exc
from types import ModuleType
from weakref import finalize

from desktop.planning.drafting.problem import Answer, Problem

# How much longer than it should a child may take before it is killed, in seconds.
GRACE = 1.0
# How long is waited for one that was killed.
_DYING = 2.0


class Child:
    """One run of the engine. Whoever asks it sees to it that it ends.

    It is gone at the latest `GRACE` after its time, if it is asked then or not; with this object,
    too, and with the program, however that ends.
    """

    def __init__(self, problem: Problem, seconds: float, start: Answer | None = None) -> None:
        """Start the process; `seconds` count from now, with what starting it takes."""
        processes = multiprocessing.get_context("spawn")
        self._reader, writer = processes.Pipe(duplex=False)
        self._deadline = monotonic() + seconds + GRACE
        process = processes.Process(
            target=_work,
            args=(writer, problem, seconds, start, time()),
            name="draft",
            daemon=True,
        )
        with without_main():
            process.start()
        # Only the child holds the other end now, so that its death is seen as the end.
        writer.close()
        self._kill = finalize(self, _end, process, self._reader)
        self._best: Answer | None = None
        self._is_fresh = False
        self.failure: str | None = None

    def poll(self, timeout: float = 0.0) -> Answer | None:
        """The newest better plan since the last time, else None; waits for it so many seconds."""
        if not self._is_fresh:
            self._read(timeout)
        else:
            self._read(0.0)
        if not self._is_fresh:
            return None
        self._is_fresh = False
        return self._best

    def is_done(self) -> bool:
        """Whether nothing more will come; `failure` then holds a trace if the engine broke."""
        self._read(0.0)
        return not self._kill.alive

    def best(self) -> Answer | None:
        """The best plan so far."""
        self._read(0.0)
        return self._best

    def kill(self) -> None:
        """End it at once; what it found stays."""
        self._kill()

    def _read(self, timeout: float) -> None:
        """Take what there is, waiting for the first; ends the process when it ended or has to."""
        if not self._kill.alive:
            return
        try:
            while self._reader.poll(max(0.0, min(timeout, self._deadline - monotonic()))):
                told = self._reader.recv()
                timeout = 0.0
                if isinstance(told, Answer):
                    self._best, self._is_fresh = told, True
                else:
                    self.failure = told
        except (EOFError, OSError):
            self.kill()
        if monotonic() > self._deadline:
            self.kill()


def _end(process: BaseProcess, reader: Connection) -> None:
    process.kill()
    process.join(_DYING)
    reader.close()


@contextmanager
def without_main() -> Iterator[None]:
    """Lets a child start without loading the program that starts it, which takes far longer."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(
    writer: Connection, problem: Problem, seconds: float, start: Answer | None, begun: float
) -> None:
    # Ctrl+C is for the program, which ends this process as it likes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_program, args=(seconds + GRACE,), daemon=True).start()
    try:
        from desktop.planning.drafting.engine import solve

        # A clock that was set meanwhile does not count.
        late = min(max(0.0, time() - begun), seconds / 2)
        writer.send(solve(problem, seconds - late, start=start, report=writer.send))
    except (BrokenPipeError, ConnectionError):
        return
    except Exception:  # noqa: BLE001 (whatever it is, who asked is told)
        writer.send(format_exc())


def end_with_program(seconds: float | None = None) -> None:
    """End this process with the program that started it, even if it crashed, or after a time."""
    program = multiprocessing.parent_process()
    assert program is not None, "started by a program"
    wait([program.sentinel], seconds)
    _exit(0)
