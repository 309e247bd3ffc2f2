"""The line above the programme that makes an item of what is typed, and shows how it reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.time import Moment
from desktop.language import _, current, dates
from desktop.ui import icons, look
from desktop.ui.forms.doubt import doubt_about
from desktop.ui.forms.lines import TextLine
from desktop.ui.programme.chips import chips
from desktop.ui.programme.known import Known, Mention
from desktop.ui.programme.quick_entry import Context, Entry, parse
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, PlainLabel, StatusChip, ToolButton, row
from desktop.ui.widgets.labels import plain_tooltip

Text = Callable[[], str]

# Far more than an item says; a whole sheet that is pasted would be read for seconds.
_LONGEST = 1000


class QuickLine(Spoken, QWidget):
    """Type "10-11.30 Visit RIKEN @Wako" and press Return; the line stays for the next item.

    `entered` is sent with the `Entry` that is understood; a place in it that is not known is to be
    made. What has to be asked is asked below the line, and Return leads to the first answer. The
    day and the clock that new items begin with stand before and after the line; PgUp and PgDn go
    through the days. Without a day, an item waits to be placed.
    """

    entered = Signal(object)
    day_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: list[dt.date] = []
        self._zones: tuple[str, ...] = ()
        self._day: dt.date | None = None
        self._unplaced = False  # no day is wanted
        self._zone: str | None = None
        self._places: Sequence[Known] = ()
        self._groups: Sequence[Known] = ()
        self._buttons: list[Button] = []
        self._meant: dict[str, Known | None] = {}
        self._made: set[str] = set()
        self._clocks: dict[Moment, Moment] = {}
        self._day_button = self._menu_button(self._day_menu)
        self._zone_button = self._menu_button(self._zone_menu)
        self.line = TextLine()
        self.line.setObjectName("quick-line")
        self.line.setMaxLength(_LONGEST)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _text: self._typed())
        self.line.finished.connect(self._finished)
        self.line.abandoned.connect(self.line.clear)
        self._below = QWidget()
        self._flow = FlowLayout(self._below, spacing=look.XS)
        self._hint = PlainLabel(role="hint", wrap=True)
        self._hint.setMinimumHeight(look.BADGE)  # as high as the chips that take its place
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        line = row(self._day_button, self.line, self._zone_button, spacing=look.S)
        line.setStretchFactor(self.line, 1)
        layout.addLayout(line)
        layout.addWidget(self._below)
        layout.addWidget(self._hint)
        # The keyboard begins at the line; PgUp and PgDn change the day from there.
        QWidget.setTabOrder(self.line, self._day_button)
        QWidget.setTabOrder(self._day_button, self._zone_button)
        self.say(
            self.line.setPlaceholderText,
            lambda: _("Add an item, such as {example}").format(example=example()),
        )
        self.say(self.line.setAccessibleName, lambda: _("New item"))
        self._teaches = True
        for setter in (self._hint.setText, self.line.setToolTip):
            self.say(setter, how_to)
        self._hint.hide()
        self._show_day()

    # -- for the panel

    def set_known(
        self,
        days: Sequence[dt.date],
        zones: Sequence[str],
        places: Sequence[Known],
        groups: Sequence[Known],
    ) -> None:
        """Take the days and zones of the programme, and what names can mean."""
        self._days, self._zones = list(days), tuple(dict.fromkeys(zone for zone in zones if zone))
        self._places, self._groups = places, groups
        if self._zone not in self._zones:
            self._zone = self._zones[0] if self._zones else None
        if self._day not in self._days and not self._unplaced:
            self._day = self._days[0] if self._days else None
        self._show_day()
        self._understand()

    def teach(self, on: bool) -> None:
        """Say below the empty line how to write in it; else its tooltip alone does."""
        self._teaches = on
        self._understand()

    def set_day(self, day: dt.date | None) -> None:
        """Let new items begin on a day."""
        if day is not None and day != self._day:
            self._day, self._unplaced = day, False
            self._show_day()
            self._understand()

    def day(self) -> dt.date | None:
        """The day on which new items begin."""
        return self._day

    def zone(self) -> str | None:
        """The clock that new items begin with."""
        return self._zone

    def entry(self) -> Entry:
        """What the line says now, with what was answered."""
        entry = parse(self.line.text(), self._context())
        start, end = (self._clocks.get(each, each) for each in (entry.start, entry.end))
        return replace(entry, start=start, end=end)

    def chips(self) -> list[str]:
        """The words of the chips that show what is understood."""
        return [chip.text() for chip in self._below.findChildren(StatusChip)]

    def answers(self) -> list[Button]:
        """The buttons that answer what has to be asked."""
        return list(self._buttons)

    # -- the line

    def _context(self) -> Context:
        first = self._days[0] if self._days else self._day
        return Context(
            current(), self._day, first, self._zone, self._places, self._groups, self._meant
        )

    def _finished(self, returned: bool) -> None:
        if not returned or not self.line.text().strip():
            return
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter()

    def _enter(self) -> None:
        entry = self.entry()
        self._meant, self._made, self._clocks = {}, set(), {}
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit(entry)

    def _typed(self) -> None:
        self._meant, self._made, self._clocks = {}, set(), {}
        self._understand()

    def _understand(self) -> None:
        """Show below the line how it is read, and what has to be asked."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # else Qt may yet show it, as a window of its own
                widget.setParent(None)
                widget.deleteLater()
        self._buttons = []
        if self.line.text().strip():
            entry = self.entry()
            for chip in chips(entry, self._day):
                self._flow.addWidget(StatusChip(chip.text, chip.tone, chip.icon))
            self._ask(entry)
        self._below.setVisible(self._flow.count() > 0)
        wanted = self._teaches and self.line.hasFocus() and self._flow.count() == 0
        self._hint.setVisible(wanted)

    def _ask(self, entry: Entry) -> None:
        for moment in (entry.start, entry.end):
            settled = moment in self._clocks.values()
            doubt = doubt_about(moment, ()) if moment.zone and not settled else None
            if doubt is not None:
                self._flow.addWidget(PlainLabel(doubt.question(), "missing"))
                for text, answer in doubt.answers:
                    self._offer(text, partial(self._settle_clock, moment, answer))
                return
        ends = ((entry.start, entry.place), (entry.end, entry.end_place))
        for _moment, mention in ends:
            if mention is not None and mention.found is None and mention.text not in self._made:
                self._ask_place(mention)
                return
        for moment, mention in ends:
            if moment.time and not moment.zone and moment not in self._clocks.values():
                self._ask_clock(moment, mention)
                return

    def _ask_clock(self, moment: Moment, mention: Mention | None) -> None:
        """Ask for the zone of a time, which is never guessed: 11:20 HEL, which clock is this?"""
        doubt = doubt_about(moment, self._zones)
        if doubt is None or moment.time is None:
            return
        when = dates.clock(current(), moment.time)
        self._flow.addWidget(PlainLabel(f"{when} {mention.text}" if mention else when))
        self._flow.addWidget(PlainLabel(doubt.question(), "missing"))
        for text, answer in doubt.answers:
            self._offer(text, partial(self._settle_clock, moment, answer))
        self._offer(lambda: _("Decide later"), partial(self._settle_clock, moment, moment))

    def _ask_place(self, mention: Mention) -> None:
        text = mention.text
        for known in mention.candidates[: look.POPUP_ROWS]:
            self._offer(partial(_name, known), partial(self._settle_place, text, known))
        if not mention.candidates:
            self._offer(
                lambda: _("Create “{text}”").format(text=text), partial(self._settle_made, text)
            )
        self._offer(lambda: _("Add without a place"), partial(self._settle_place, text, None))

    def _settle_clock(self, doubtful: Moment, answer: Moment) -> None:
        self._clocks[doubtful] = answer
        self._go_on()

    def _settle_place(self, text: str, known: Known | None) -> None:
        self._meant[text] = known
        self._go_on()

    def _settle_made(self, text: str) -> None:
        self._made.add(text)
        self._go_on()

    def _go_on(self) -> None:
        """Ask the next question, or take the item when all is settled."""
        self._understand()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter()

    def _offer(self, text: Text, chosen: Callable[[], object]) -> None:
        button = Button(text, chosen)
        button.installEventFilter(self)
        self._buttons.append(button)
        self._flow.addWidget(button)

    # -- day and clock

    def _menu_button(self, fill: Callable[[QMenu], None]) -> ToolButton:
        button = ToolButton()
        button.setProperty("kind", "choice")
        button.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(icons.icon("chevron-down", "soft"))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    def _day_menu(self, menu: QMenu) -> None:
        menu.clear()
        for day in self._days:
            action = QAction(dates.day_short(current(), day), menu)
            action.triggered.connect(partial(self._take_day, day))
            menu.addAction(action)
        menu.addSeparator()
        unplaced = QAction(_("Not placed yet"), menu)
        unplaced.triggered.connect(partial(self._take_day, None))
        menu.addAction(unplaced)

    def _zone_menu(self, menu: QMenu) -> None:
        menu.clear()
        for zone in self._zones:
            action = QAction(dates.zone_city(current(), zone), menu)
            action.triggered.connect(partial(self._take_zone, zone))
            menu.addAction(action)

    def _take_day(self, day: dt.date | None, _on: bool = False) -> None:
        self._unplaced = day is None
        if day is None:
            self._day = None
            self._show_day()
            self._understand()
        self.set_day(day)
        self.day_changed.emit(day)

    def _take_zone(self, zone: str) -> None:
        self._zone = zone
        self._show_day()
        self._understand()

    def _step(self, step: int) -> None:
        if not self._days:
            return
        at = self._days.index(self._day) + step if self._day in self._days else 0
        self._take_day(self._days[max(0, min(at, len(self._days) - 1))])

    def _show_day(self) -> None:
        language = current()
        no_day = _("Not placed yet") if self._unplaced else _("No day")
        day = dates.day_short(language, self._day) if self._day else no_day
        city = dates.zone_city(language, self._zone) if self._zone else _("Which clock?")
        self._day_button.setText(day)
        self._day_button.setAccessibleName(_("Day of new items: {day}").format(day=day))
        self._day_button.setToolTip(plain_tooltip(_("Day of new items: {day}").format(day=day)))
        self._zone_button.setText(city)
        clock = _("Clock of new items: {city}").format(city=city)
        self._zone_button.setAccessibleName(clock)
        self._zone_button.setToolTip(plain_tooltip(clock))

    @override
    def respoken(self) -> None:
        self._show_day()
        self._understand()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            begins = event.type() == QEvent.Type.FocusIn and not self._flow.count()
            self._hint.setVisible(begins and self._teaches)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._step(-1 if event.key() == Qt.Key.Key_PageUp else 1)
                return True
            if watched is not self.line and event.key() == Qt.Key.Key_Escape:
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)


def example() -> str:
    """A line as one would be typed in the language of the window."""
    return {
        "ja": "10時～11時半 理研訪問 @和光",
        "da": "10-11.30 Besøg på RIKEN @Wako",
    }.get(current().code, "10-11.30 Visit RIKEN @Wako")


def _name(known: Known) -> str:
    return known.label.best(current().code)


def how_to() -> str:
    """How to write in the line."""
    return _(
        "Return adds it. @ names a place, # a group, ? tentative, ! confirmed; "
        "PgUp and PgDn change the day."
    )
