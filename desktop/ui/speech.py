"""Text that follows the window's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from shiboken6 import isValid
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object

Setter = Callable[[str], object]


class Spoken(_Base):
    """Lets a widget say its texts once, beside where it is made, and again on every switch.

    A plain mixin, named before the Qt class: `class Page(Spoken, QWidget)`. It must not be a
    `QWidget` itself, which would make two of them of one object.
    """

    def say(self, setter: Setter, text: Callable[[], str]) -> None:
        """Set a text now, and again whenever the language changes.

        Data is read inside `text`, so nothing stale is shown. A setter whose Qt object is gone
        is forgotten.
        """
        self._told().append((setter, text))
        setter(text())

    def say_again(self) -> None:
        """Set every text anew: after a switch, or when the data inside the texts changed."""
        told = self._told()
        told[:] = [pair for pair in told if _alive(pair[0])]
        for setter, text in list(told):
            setter(text())
        self.respoken()

    def respoken(self) -> None:
        """Do what else a new language asks for; overridden by those who paint text."""

    def _told(self) -> list[tuple[Setter, Callable[[], str]]]:
        told: list[tuple[Setter, Callable[[], str]]] = self.__dict__.setdefault("_spoken_texts", [])
        return told

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)


def _alive(setter: Setter) -> bool:
    owner = getattr(setter, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
