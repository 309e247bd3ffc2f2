"""What is asked in place, above a programme, before its items move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain import Item
from desktop.domain.shifting import Rest, delayed
from desktop.domain.time import Moment
from desktop.language import _, current, dates, ngettext
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import MomentField
from desktop.ui.forms.lines import TextLine
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.texts import item_name
from desktop.ui.programme.typed_time import read_delay
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, ToolButton, column, row

_STEPS = (-30, -15, 15, 30, 60, 120)


class Question(Spoken, Card):
    """A card that asks, says what the answer would do, and closes with Esc.

    A flat one has its buttons beside what the answer would do, else they stand below.
    """

    closed = Signal()

    def __init__(
        self,
        icon: str,
        heading: Callable[[], str],
        effects: Callable[[], str],
        button: Callable[[], str],
        parent: QWidget | None = None,
        *,
        flat: bool = False,
    ) -> None:
        super().__init__(parent)
        self.answer = Button(button, self.accept, kind="filled")
        cancel = self._cancel = Button(lambda: _("Cancel"), self.close_question)
        title = PlainLabel(role="strong", wrap=True)
        self.effects = PlainLabel(role="soft", wrap=True)
        self.input = column(spacing=look.S)
        buttons = row(None, cancel, self.answer)
        told = row(self.effects, buttons) if flat else row(self.effects)
        told.setStretch(0, 1)
        words = column(title, self.input, told, spacing=look.S)
        picture = PictureLabel(icon, colour="accent")
        line = row(picture, words, spacing=look.M)
        line.setStretch(1, 1)
        line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        if not flat:
            self.body.addLayout(buttons)
        self.say(title.setText, heading)
        self.say(self._show_effects, effects)
        self.hide()

    def accept(self) -> None:
        """Do what was asked about; overridden."""
        raise NotImplementedError

    def close_question(self) -> None:
        """Ask no more, and give the keyboard back."""
        self.hide()
        self.closed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The keyboard goes through what is typed before it comes to the buttons.
        last = (self._cancel, self.answer)
        typed = [each for each in self.findChildren(QWidget) if each not in last]
        tabbed = [each for each in typed if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise((*tabbed, *last)):
            QWidget.setTabOrder(before, after)

    def _show_effects(self, text: str) -> None:
        self.effects.setText(text)
        self.effects.setVisible(bool(text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)


class RestQuestion(Question):
    """By how much an item and what follows on its day move: so many minutes, or a new start."""

    def __init__(self, moves: Moves, parent: QWidget | None = None) -> None:
        self._moves = moves
        self._item: Item | None = None
        self._rest = Rest((), ())
        self.line = TextLine()
        super().__init__(
            "clock", self._heading, self._effects, lambda: _("Move them"), parent, flat=True
        )
        self.line.setPlaceholderText("+30")
        self.line.setMaximumWidth(look.COLUMN // 2)
        self.line.textChanged.connect(lambda _text: self._follow())
        self.line.finished.connect(lambda returned: self.accept() if returned else None)
        self.line.abandoned.connect(self.close_question)
        self.say(self.line.setAccessibleName, lambda: _("Minutes, or the new start"))
        self.say(self.line.setToolTip, lambda: _("For example +30, -1:30 or the new start, 14:30."))
        steps = [self._step(minutes) for minutes in _STEPS]
        self.input.addLayout(row(self.line, *steps, None, spacing=look.XS))

    def ask(self, item: Item) -> None:
        """Ask about an item and what follows it."""
        self._item, self._rest = item, self._moves.rest(item.id)
        self.line.clear()
        self.show()
        self._follow()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def minutes(self) -> int:
        """By how many minutes it moves as it is typed now; 0 is not at all."""
        return (read_delay(self.line.text(), self._item.start) or 0) if self._item else 0

    @override
    def accept(self) -> None:
        minutes, item = self.minutes(), self._item
        if item is not None and minutes:
            self.close_question()
            self._moves.move_rest(item.id, minutes)

    def _step(self, minutes: int) -> ToolButton:
        button = ToolButton()
        button.setProperty("kind", "choice")
        button.setText(f"{minutes:+d}".replace("-", "−"))
        button.clicked.connect(partial(self.line.setText, f"{minutes:+d}"))
        return button

    def _follow(self) -> None:
        self.answer.setEnabled(bool(self.minutes()) and bool(self._rest.moving))
        self.say_again()

    def _heading(self) -> str:
        name = item_name(self._item, current()) if self._item is not None else ""
        return _("Move “{name}” and everything after it on this day").format(name=name)

    def _effects(self) -> str:
        if self._item is None:
            return ""
        language, minutes = current(), self.minutes()
        moving = self._rest.moving
        said = [ngettext("{n} item moves", "{n} items move", len(moving)).format(n=len(moving))]
        if minutes and moving:
            at = delayed(self._item, minutes)[0].time
            if at is not None:
                clock = dates.clock(language, at)
                said[0] = _("{what}, the first to {time}").format(what=said[0], time=clock)
        pinned = len(self._rest.pinned)
        if pinned:
            said.append(
                ngettext("{n} pinned item stays", "{n} pinned items stay", pinned).format(n=pinned)
            )
        others = sum(delayed(item, minutes)[0].date != item.start.date for item in moving)
        if others:
            said.append(
                ngettext(
                    "{n} item then begins on another day",
                    "{n} items then begin on another day",
                    others,
                ).format(n=others)
            )
        return "  ·  ".join(said)


class PlaceQuestion(Question):
    """When an item that is not placed yet is to start; it stays as long as it is."""

    def __init__(
        self,
        desk: Desk,
        moves: Moves,
        programme: Callable[[], Programme],
        parent: QWidget | None = None,
    ) -> None:
        self._moves = moves
        self._item: Item | None = None
        super().__init__("calendar-plus", self._heading, str, lambda: _("Place it"), parent)
        self.field = MomentField(
            lambda: _("Start"),
            zones=desk.zones,
            default_zone=lambda: programme().visit_zone or None,
            today=lambda: programme().first or desk.today(),
        )
        self.input.addWidget(self.field)

    def ask(self, item: Item, start: Moment) -> None:
        """Ask when an item is to start; `start` is what is known already."""
        self._item = item
        self.field.set_value(start)
        self.say_again()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        item = self._item
        if item is None or not self.field.commit():
            return
        start: Moment = self.field.value()
        if start.date is not None:
            self.close_question()
            self._moves.place_at(item.id, start)

    def _heading(self) -> str:
        name = item_name(self._item, current()) if self._item is not None else ""
        return _("When does “{name}” start?").format(name=name)
