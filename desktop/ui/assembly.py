"""Puts the window of an office file together: its pages, what follows its menus, and its lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QApplication

from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.drafting.asking import AskDraft
from desktop.ui.free.asking import FindTime
from desktop.ui.importing.asking import ImportCalendar
from desktop.ui.output.output import Output
from desktop.ui.switch import LanguageSwitch
from desktop.ui.window import MainWindow


def window_for(desk: Desk, switch: LanguageSwitch) -> MainWindow:
    """The window of the file that a desk works on, with all that its menus ask for."""
    window = MainWindow(
        desk,
        contents.pages(),
        contents.editors(),
        switch=switch,
        find=lambda text: contents.find(desk, text),
    )
    Output(desk, window)
    FindTime(desk, window)
    AskDraft(desk, window)
    ImportCalendar(desk, window)
    return window


def lock_when_alone(
    app: QApplication, desk: Desk, clock: Callable[[], datetime], lock: Callable[[], object]
) -> None:
    """Lock when the officer has gone or the computer sleeps, while this file is open."""
    # Imported when it is wanted: most files are not encrypted.
    from desktop.ui.unlock.absence import Absence
    from desktop.ui.unlock.sleep import Sleep

    absence = Absence(app, lambda: desk.settings.lock_minutes, clock, desk)
    absence.gone.connect(lock)
    sleep = Sleep(app, desk)
    sleep.coming.connect(lock)
    desk.destroyed.connect(sleep.stop)
