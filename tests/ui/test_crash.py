"""Telling of our own mistakes."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.ui.crash import CrashGuard, report


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[CrashGuard]:
    guard = CrashGuard(qapp)
    yield guard
    guard.restore()
    if guard.dialog is not None:
        guard.dialog.close()
    guard.deleteLater()


def fail(passport: str) -> None:
    raise ValueError(f"bad passport {passport}")


def fail_twice(passport: str) -> None:
    try:
        fail(passport)
    except ValueError as error:
        raise Problem("person_invalid", name="Mette Demo") from error


def caught(passport: str = "X1234567") -> BaseException:
    with pytest.raises(Problem) as told:
        fail_twice(passport)
    return told.value


def test_a_report_holds_versions_and_places_but_no_values() -> None:
    error = caught()
    text = report(type(error), error, error.__traceback__)
    assert "Kakehashi" in text
    assert "Qt 6" in text
    assert "tests/ui/test_crash.py" in text
    assert "fail" in text
    assert "builtins.ValueError" in text
    assert "person_invalid" in text
    for secret in ("X1234567", "Mette", "/work", "/home", "\\Users"):
        assert secret not in text


def test_one_dialog_for_one_bug(
    guard: CrashGuard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = caught()
    for _time in range(3):
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: guard.dialog is not None)
    assert guard.dialog is not None
    assert guard.dialog.isVisible()
    guard.dialog.copy()
    assert "ValueError" in QGuiApplication.clipboard().text()
    guard.dialog.accept()
    sys.excepthook(type(error), error, error.__traceback__)
    QApplication.processEvents()
    assert not QApplication.activeModalWidget()
    assert len(caplog.records) == 4
    assert all(record.levelno == logging.ERROR for record in caplog.records)
    assert "X1234567" not in caplog.text


def test_a_bug_on_another_thread_is_told_on_the_windows(
    guard: CrashGuard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=lambda: fail("X"))
    thread.start()
    thread.join()
    assert guard.dialog is None
    qtbot.waitUntil(lambda: guard.dialog is not None)
    assert len(caplog.records) == 1


@pytest.mark.parametrize("code", ["file_unwritable", "file_full"])
def test_what_the_disk_refuses_is_no_bug(
    guard: CrashGuard, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Problem] = []
    guard.refused.connect(told.append)
    problem = Problem(code, path="/media/stick/office.kakehashi", reason="disk I/O error")
    sys.excepthook(type(problem), problem, None)
    QApplication.processEvents()
    assert told == [problem]
    assert guard.dialog is None
    assert code in caplog.text
    assert "stick" not in caplog.text


def test_the_hooks_are_given_back(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook
    guard = CrashGuard(qapp)
    guard.restore()
    assert (sys.excepthook, threading.excepthook) == before
    guard.deleteLater()
