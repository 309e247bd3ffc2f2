"""Moving a whole visit: what that does is said beside the question, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Delegation, Item, Task
from desktop.domain.fields import FIRST_DAY, LAST_DAY
from desktop.language import Language, _, current, dates, ngettext
from desktop.planning.visit_move import Effects, effects_of_moving
from desktop.store import records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import DateField
from desktop.ui.programme.questions import Question
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, column, row
from desktop.words.holidays import holiday

Look = Callable[[int], Effects]
_NAMED = 3  # of each kind of effect, so many are named


class MoveQuestion(Spoken, Card):
    """Asks once a visit with a programme gets another start; hidden otherwise.

    `answered(start, along)` is called with the new start and whether the programme moves along;
    `look_ahead` tells what moving everything by so many days would do.
    """

    def __init__(
        self,
        answered: Callable[[date, bool], object],
        look_ahead: Look = lambda _days: Effects(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answered = answered
        self._look_ahead = look_ahead
        self._start: date | None = None
        self._days = self._items = 0
        self._effects = Effects()
        text = PlainLabel(wrap=True)
        self.told = _EffectsLabel(lambda: self._effects)
        self._along = Button(self._along_text, lambda: self._answer(along=True), kind="")
        alone = Button(lambda: _("Change only the date"), lambda: self._answer(along=False))
        top = row(
            PictureLabel("calendar-days", colour="accent"),
            column(text, self.told),
            spacing=look.M,
        )
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addLayout(row(None, alone, self._along))
        self.say(text.setText, self._question)
        self.hide()

    def pending(self) -> date | None:
        """The start that waits for an answer."""
        return self._start

    def ask(self, start: date, days: int, items: int) -> None:
        """Ask whether so many items move along by so many days."""
        self._start, self._days, self._items = start, days, items
        self._effects = self._look_ahead(days)
        self.say_again()
        self.told.say_again()
        self._along.say_again()
        self.show()
        self._along.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Ask no more."""
        self._start = None
        self.hide()

    def settle(self) -> None:
        """The officer goes elsewhere: the date alone is changed."""
        if self._start is not None:
            self._answer(along=False)

    def _answer(self, *, along: bool) -> None:
        start = self._start
        self.drop()
        if start is not None:
            self._answered(start, along)

    def _question(self) -> str:
        return ngettext(
            "The programme has {n} item. Does it move along with the visit?",
            "The programme has {n} items. Do they move along with the visit?",
            self._items,
        ).format(n=self._items)

    def _along_text(self) -> str:
        return _everything(self._days)


class ShiftQuestion(Question):
    """Asks for the new first day of a visit, and says at each day what that would do.

    `answered(start, True)` is called with the day; `closed` is sent when nothing is asked more.
    """

    def __init__(
        self,
        answered: Callable[[date, bool], object],
        look_ahead: Look,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        self._answered = answered
        self._look_ahead = look_ahead
        self._first: date | None = None
        self.field = DateField(lambda: _("New first day"), today=today)
        super().__init__(
            "calendar-days",
            lambda: _("Shift the whole visit"),
            self._sentences,
            lambda: _everything(self._days()),
            parent,
        )
        self.field.edited.connect(lambda _day: self._follow())
        self.field.setMaximumWidth(look.COLUMN)
        steps = (
            (-7, lambda: _("A week earlier")),
            (-1, lambda: _("A day earlier")),
            (1, lambda: _("A day later")),
            (7, lambda: _("A week later")),
        )
        buttons = [Button(text, partial(self.step, days)) for days, text in steps]
        self.input.addWidget(self.field)
        self.input.addLayout(row(*buttons, None, spacing=look.XS))

    def ask(self, first: date) -> None:
        """Ask to which day the visit that begins on `first` moves."""
        self._first = first
        self.field.set_value(first)
        self._follow()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._first is not None

    def step(self, days: int) -> None:
        """Go on by days from the day that is chosen."""
        day: date | None = self.field.value()
        if day is not None and _is_near(day + timedelta(days=days)):
            self.field.set_value(day + timedelta(days=days))
            self._follow()

    @override
    def accept(self) -> None:
        first = self._first
        if self.field.commit() and self.answer.isEnabled() and first is not None:
            start = first + timedelta(days=self._days())
            self.close_question()
            self._answered(start, True)

    @override
    def close_question(self) -> None:
        self._first = None
        super().close_question()

    def _days(self) -> int:
        day: date | None = self.field.value()
        return (day - self._first).days if day is not None and self._first is not None else 0

    def _follow(self) -> None:
        day: date | None = self.field.value()
        self.answer.setEnabled(bool(self._days()) and day is not None and _is_near(day))
        self.answer.say_again()
        self.say_again()

    def _sentences(self) -> str:
        if self._first is None:
            return ""
        return "\n".join(effects_told(self._look_ahead(self._days()), current()))


class _EffectsLabel(Spoken, PlainLabel):
    """What moving the visit would do, a line for each sort of thing; hidden when it is nothing."""

    def __init__(self, effects: Callable[[], Effects]) -> None:
        super().__init__(role="soft", wrap=True)
        self.say(self._show, lambda: "\n".join(effects_told(effects(), current())))

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


def read_effects(
    session: Session, record: str, days: int, today: date, office_zone: str
) -> Effects:
    """What moving a delegation by so many days would do."""
    return effects_of_moving(
        records.get(session, Delegation, record),
        records.parts(session, Item, "delegation", record),
        records.parts(session, Task, "delegation", record),
        days,
        today,
        office_zone,
    )


def look_ahead(desk: Desk, record: Callable[[], str]) -> Look:
    """The way to look ahead for the delegation that `record` names at that moment."""
    return lambda days: desk.read(
        lambda s: read_effects(s, record(), days, desk.today(), desk.zones()[0])
    )


def effects_told(effects: Effects, language: Language) -> Iterator[str]:
    """The effects as sentences, with the first few of each sort by name."""

    def named(pairs: Sequence[tuple[Item | Task, date]]) -> str:
        told = [
            _("{name} ({day})").format(
                name=one.title.best(language.code) or _("untitled"),
                day=dates.day_short(language, day),
            )
            for one, day in pairs[:_NAMED]
        ]
        return language.listed([*told, *(["…"] if len(pairs) > _NAMED else [])])

    if effects.overdue:
        yield _("Deadlines that would lie in the past: {names}").format(
            names=named(effects.overdue)
        )
    if effects.holidays:
        told = [
            _("{name} ({day})").format(
                name=holiday(name, language), day=dates.day_short(language, day)
            )
            for day, name in effects.holidays
        ]
        yield _("Public holidays during the visit: {names}").format(names=language.listed(told))
    if effects.closed:
        yield _("Then on a weekend or holiday: {names}").format(names=named(effects.closed))
    if effects.pinned:
        yield ngettext(
            "{n} pinned item moves along", "{n} pinned items move along", effects.pinned
        ).format(n=effects.pinned)


def _is_near(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def _everything(days: int) -> str:
    number = abs(days)
    if days < 0:
        return ngettext(
            "Move everything {n} day earlier", "Move everything {n} days earlier", number
        ).format(n=number)
    return ngettext(
        "Move everything {n} day later", "Move everything {n} days later", number
    ).format(n=number)
