"""What the tests of protection share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.store.cipher import Key
from desktop.ui.desk import Desk
from desktop.ui.protection.passwords import PasswordDialog

PASSWORD = "four calm grey herons"
OTHER = "seven loud red foxes"

Work = Callable[[Path, Key | None], Key | None]


class Answers:
    """Types into each password dialog that opens, and presses its button."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self._qtbot = qtbot
        self.typed: dict[str, str] = {}
        self.opened: list[str] = []
        monkeypatch.setattr(PasswordDialog, "exec", lambda dialog: self._exec(dialog))

    def _exec(self, dialog: PasswordDialog) -> int:
        self.opened.append(dialog.windowTitle())
        dialog.show()
        type_into(dialog, **self.typed)
        dialog.go()
        self._qtbot.waitUntil(lambda: not dialog.is_busy())
        if dialog.isVisible():
            dialog.reject()
        return dialog.result()


def type_into(dialog: PasswordDialog, **typed: str) -> None:
    """Type into the fields "now", "new" and "again"."""
    fields = {"now": dialog.now, "new": dialog.new.first, "again": dialog.new.second}
    for name, text in typed.items():
        fields[name].line.setText(text)


def troubles(desk: Desk) -> list[str]:
    """The sentences of all troubles that a desk tells from now on."""
    told: list[str] = []
    desk.troubled.connect(lambda text: told.append(text()))
    return told


def notices(desk: Desk) -> list[str]:
    """The sentences of all notices that a desk gives from now on."""
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    return told


def code_of(work: Callable[[], object]) -> str:
    """The code of the problem that some work meets."""
    with pytest.raises(Problem) as caught:
        work()
    return caught.value.code
