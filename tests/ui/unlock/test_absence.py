"""When the officer has gone: minutes without a sign, and a computer that slept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.unlock.absence import Absence
from tests.conftest import NOW


class _Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class _Desk:
    """A line to type into, a clock to set, and what was noticed."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.clock, self.minutes, self.gone = _Clock(), 10, 0
        self.line = QLineEdit()
        qtbot.addWidget(self.line)
        self.line.show()
        qtbot.waitUntil(lambda: qapp.focusWindow() is not None)
        self.absence = Absence(qapp, lambda: self.minutes, self.clock)
        self.absence.gone.connect(self._count)

    def _count(self) -> None:
        self.gone += 1

    def pass_by(self, **time: float) -> None:
        """Let time pass in steps of the timer, as a computer does that is awake."""
        end = self.clock.now + timedelta(**time)
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + timedelta(seconds=5))
            self.absence.tick()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[_Desk]:
    """An officer's desk with a limit of ten minutes."""
    desk = _Desk(qapp, qtbot)
    yield desk
    desk.absence.deleteLater()


def test_minutes_without_a_sign_are_an_absence(desk: _Desk) -> None:
    desk.pass_by(minutes=9, seconds=55)
    assert desk.gone == 0
    desk.pass_by(seconds=5)
    assert desk.gone == 1


@pytest.mark.parametrize("sign", ["key", "mouse"])
def test_a_key_or_the_mouse_is_a_sign(desk: _Desk, sign: str) -> None:
    desk.pass_by(minutes=9)
    window = desk.line.windowHandle()
    if sign == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    else:
        QTest.mouseMove(window, QPoint(3, 3))
        QApplication.processEvents()
    desk.pass_by(minutes=9)
    assert desk.gone == 0


def test_never_is_never(desk: _Desk) -> None:
    desk.minutes = 0
    desk.pass_by(hours=2)
    assert desk.gone == 0


def test_a_tick_that_comes_late_tells_of_sleep(desk: _Desk) -> None:
    desk.minutes = 0
    desk.clock.now += timedelta(seconds=64)
    desk.absence.tick()
    assert desk.gone == 0
    desk.clock.now += timedelta(seconds=65)
    desk.absence.tick()
    assert desk.gone == 1


def test_a_clock_that_is_set_back_is_no_absence(desk: _Desk) -> None:
    desk.clock.now -= timedelta(hours=3)
    desk.absence.tick()
    desk.pass_by(minutes=9)
    assert desk.gone == 0
    desk.pass_by(minutes=1)
    assert desk.gone == 1
