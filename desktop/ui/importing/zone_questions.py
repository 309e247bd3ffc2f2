"""The time zones that a file does not say for certain: one question for each, before all else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.calendars.incoming import Question
from desktop.domain import Moment
from desktop.language import _, current, dates, ngettext
from desktop.ui import look
from desktop.ui.forms import ZoneField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, row
from desktop.words import importing as said

_MOST_BUTTONS = 3


class ZoneQuestions(Spoken, Card):
    """Asks for zones; `answered` is sent when one was chosen, and `answers` has all so far."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, ZoneField] = {}
        self._lines: dict[str, QWidget] = {}
        heading = PlainLabel(role="strong", wrap=True)
        self.say(
            heading.setText,
            lambda: ngettext(
                "In which time zone are these times?",
                "In which time zones are these times?",
                len(self._fields),
            ),
        )
        top = row(PictureLabel("globe", colour="warn"), heading)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.hide()

    def load(self, questions: Sequence[Question]) -> None:
        """Ask these; what was answered stays to be seen and can be corrected."""
        for one in questions:
            if one.name not in self._fields:
                self._fields[one.name] = field = ZoneField(
                    lambda one=one: _text(one),  # type: ignore[misc]
                    zones=lambda one=one: one.offered,  # type: ignore[misc]
                )
                field.edited.connect(lambda _zone: self.answered.emit())
                offered = [_offer(field, zone) for zone in one.offered[:_MOST_BUTTONS]]
                line = row(field, *offered, spacing=look.S)
                for button in offered:
                    line.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
                line.setStretch(0, 1)
                self._lines[one.name] = holder = QWidget()
                holder.setLayout(line)
                line.setContentsMargins(0, 0, 0, 0)
                self.body.addWidget(holder)
        self.setVisible(bool(self._fields))
        self.say_again()

    def answers(self) -> dict[str, str]:
        """The zones that were chosen, by what the file calls them."""
        return {name: zone for name, field in self._fields.items() if (zone := field.value())}

    def clear(self) -> None:
        """Ask nothing: another file is read."""
        for line in self._lines.values():
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._fields, self._lines = {}, {}
        self.hide()

    def focus_first(self) -> bool:
        """Lead the keyboard to the first question that is open, and tell whether there is one."""
        for field in self._fields.values():
            if not field.value():
                field.control().setFocus()
                return True
        return False


def _offer(field: ZoneField, zone: str) -> Button:
    """A button that answers with one of the zones that fit best."""

    def choose() -> None:
        if field.value() != zone:
            field.set_value(zone)
            field.edited.emit(zone)

    def text() -> str:
        name = dates.zone_name(current(), zone)
        return f"{name[:1].upper()}{name[1:]}"

    return Button(text, choose)


def _text(one: Question) -> str:
    """What is asked: ““Customized Time Zone”: 12 times, the first Mon 19 Apr 10:00”."""
    first = said.times(one.first, Moment(), (), current())
    count = ngettext("{n} time", "{n} times", one.count).format(n=one.count)
    return _("{name}: {count}, the first {time}").format(
        name=said.zone_called(one.name), count=count, time=first
    )
