"""Work in a process of its own that is given up at once when nobody wants it any more."""

import multiprocessing
import pickle
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Thread
from typing import ParamSpec, TypeVar

from desktop.planning.drafting.child import end_with_program, without_main

T = TypeVar("T")
P = ParamSpec("P")
# How long is waited between two questions whether it is still wanted, in seconds.
_A_MOMENT = 0.05
_DYING = 2.0


class GivenUp(Exception):
    """The work was not wanted any more."""


def apart(stop: Callable[[], bool], work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `work` gives in a process of its own, or raises there; `GivenUp` once `stop` says so.

    All of it is sent to and fro, so that `work` is a function of a module and the rest are values.
    """
    processes = multiprocessing.get_context("spawn")
    reader, writer = processes.Pipe(duplex=False)
    process = processes.Process(
        target=_do, args=(writer, work, args, named), name="apart", daemon=True
    )
    with without_main():
        process.start()
    writer.close()
    try:
        while not reader.poll(_A_MOMENT):
            if stop():
                raise GivenUp
        good, found = reader.recv()
    except EOFError:
        raise RuntimeError("the process ended before it was done") from None
    finally:
        process.kill()
        process.join(_DYING)
        reader.close()
    if not good:
        raise found
    result: T = found
    return result


def _do(
    writer: Connection,
    work: Callable[..., object],
    args: tuple[object, ...],
    named: dict[str, object],
) -> None:
    # Ctrl+C is for the program, which ends this process as it likes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_program, daemon=True).start()
    try:
        told: tuple[bool, object] = True, work(*args, **named)
    except Exception as error:  # noqa: BLE001 (whatever it is, who asked is told)
        told = False, _sendable(error)
    try:
        writer.send(told)
    except (BrokenPipeError, ConnectionError):
        return


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (its own)
    except Exception:  # noqa: BLE001 (errors need not survive it)
        return RuntimeError(repr(error))
    return error
