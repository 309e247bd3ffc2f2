"""Work off the window's thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.ui.background import Background


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


def test_work_runs_elsewhere_and_comes_back_here(qtbot: QtBot, background: Background) -> None:
    threads: list[threading.Thread] = []
    results: list[int] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    def done(result: int) -> None:
        threads.append(threading.current_thread())
        results.append(result)

    background.run(work, done)
    qtbot.waitUntil(lambda: results == [42])
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_error_goes_to_failed(qtbot: QtBot, background: Background) -> None:
    errors: list[BaseException] = []
    background.run(lambda: 1 // 0, lambda _result: pytest.fail("not done"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_error_that_nobody_takes_is_a_crash(qtbot: QtBot, background: Background) -> None:
    with capture_exceptions() as caught:
        background.run(lambda: 1 // 0, lambda _result: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_cancelled_job_delivers_nothing(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []
    go = threading.Event()
    job = background.run(lambda: go.wait(60), lambda _result: told.append("cancelled"))
    background.run(lambda: go.wait(60), lambda _result: told.append("other"))
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["other"]


def test_nothing_reaches_an_owner_that_is_gone(qtbot: QtBot, background: Background) -> None:
    class Panel(QWidget):
        def take(self, result: object) -> None:
            pytest.fail("the panel is gone")

    go = threading.Event()
    panel, owner = Panel(), QObject()
    told: list[int] = []
    background.run(lambda: go.wait(60), panel.take)
    background.run(lambda: go.wait(60), lambda _result: pytest.fail("gone"), owner=owner)
    delete(panel)
    delete(owner)
    go.set()
    background.run(lambda: 1, told.append)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(10)


def test_stopping_waits_for_what_runs(qapp: QApplication) -> None:
    background, go = Background(), threading.Event()
    ended: list[bool] = []

    def work() -> None:
        go.wait(60)
        ended.append(True)

    background.run(work, lambda _result: pytest.fail("delivered after the stop"))
    go.set()
    background.stop()
    assert ended == [True]
    qapp.processEvents()


def test_what_is_on_its_way_when_it_stops_is_not_delivered(qapp: QApplication) -> None:
    background, done = Background(), threading.Event()
    job = background.run(done.wait, lambda _result: pytest.fail("delivered after the stop"))
    done.set()
    background._threads.shutdown(wait=True)  # its result is now queued for this thread
    background.stop()
    qapp.processEvents()
    assert not job.cancelled


def test_garbage_is_collected_on_the_windows_thread_alone(qtbot: QtBot) -> None:
    background = Background()
    where: list[threading.Thread] = []

    class Circle:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            where.append(threading.current_thread())

    def work() -> list[list[int]]:
        Circle()
        return [[] for _number in range(100_000)]  # enough, and kept, for Python to want to collect

    done: list[list[list[int]]] = []
    background.run(work, done.append)
    qtbot.waitUntil(lambda: bool(done and where))
    assert set(where) == {threading.main_thread()}
    background.stop()
    assert gc.isenabled()


def test_python_collects_again_only_when_no_window_works_any_more(qapp: QApplication) -> None:
    first, second = Background(), Background()
    first.stop()
    first.stop()
    assert not gc.isenabled()
    second.stop()
    assert gc.isenabled()
