"""How much time was granted, booked and used at the instruments of a request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import AccessInstrument, Slot
from desktop.domain.access import TimeUse, time_use
from desktop.language import _, current, dates
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel


def told(use: TimeUse) -> str:
    """A use of time in words: 24 h granted, 16 h booked, 8 h used."""
    language = current()
    parts = [_("{hours} booked").format(hours=dates.duration(language, use.booked))]
    if use.granted is not None:
        granted = dates.duration(language, use.granted)
        parts.insert(0, _("{hours} granted").format(hours=granted))
    if use.used is not None:
        parts.append(_("{hours} used").format(hours=dates.duration(language, use.used)))
    if use.over:
        over = dates.duration(language, use.over)
        parts.append(_("{hours} more than granted").format(hours=over))
    return "  ·  ".join(parts)


class _Bar(QWidget):
    """The same as a thin bar: booked within granted, used within booked. Decoration."""

    def __init__(self) -> None:
        super().__init__()
        self._use = TimeUse(None, 0, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_use(self, use: TimeUse) -> None:
        """Show a use of time."""
        self._use = use
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN, look.XS + look.EDGE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        use, colours = self._use, look.colours()
        whole = max(use.granted or 0, use.booked, use.used or 0)
        if not whole:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = look.XS + look.EDGE
        for minutes, colour, inset in (
            (use.granted, colours.pressed, 0),
            (use.booked, colours.bad if use.over else colours.f, 0),
            (use.used, colours.f_tint, look.EDGE),
        ):
            if minutes:
                painter.setBrush(QColor(colour))
                wide = self.width() * minutes / whole
                box = QRectF(0, inset, wide, middle - 2 * inset)
                painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


class TimeBar(Spoken, QWidget):
    """The time of all instruments together, and that of each where there are several."""

    def __init__(self) -> None:
        super().__init__()
        self._links: Sequence[AccessInstrument] = ()
        self._slots: Sequence[Slot] = ()
        self._whole, self._each = PlainLabel(wrap=True), PlainLabel(role="soft", wrap=True)
        self._bar = _Bar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        for part in (self._whole, self._bar, self._each):
            layout.addWidget(part)
        self.say(self._whole.setText, lambda: told(time_use(self._links, self._slots)))
        self.say(self._tell_each, self._each_text)

    def show_time(self, links: Sequence[AccessInstrument], slots: Sequence[Slot]) -> None:
        """Show what was granted in these answers, and how much these slots take of it."""
        self._links, self._slots = links, slots
        use = time_use(links, slots)
        self._whole.dress("problem" if use.over else "")
        self._bar.show_use(use)
        self.say_again()
        self.setVisible(bool(use.granted or use.booked or use.used))

    def text(self) -> str:
        """What is told of the time of all instruments."""
        return self._whole.text()

    def _each_text(self) -> str:
        """A line for each instrument that time was granted or booked at, if there are several."""
        lines = []
        for link in self._links:
            use = time_use(self._links, self._slots, link.instrument_id)
            if use.granted or use.booked or use.used:
                name = link.instrument.name.best(current().code)
                lines.append(_("{name}: {told}").format(name=name, told=told(use)))
        return "\n".join(lines) if len(lines) > 1 else ""

    def _tell_each(self, text: str) -> None:
        self._each.setText(text)
        self._each.setVisible(bool(text))
