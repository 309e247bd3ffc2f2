"""Moving a whole stay: what that does is said beside the question, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Exchange, Item, Task
from desktop.domain.codes import Rule
from desktop.domain.fields import FIRST_DAY, LAST_DAY
from desktop.language import _, current, dates, ngettext
from desktop.planning.stay_move import StayMove, found_after_move, moved_stay
from desktop.store import records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import DateField, IntegerField
from desktop.ui.forms.form import Section
from desktop.ui.programme.questions import Question
from desktop.words import stays
from desktop.words.holidays import holiday

_WEEK = 7
_FAR = 1000  # weeks or days that can be typed
_TOLD = (Rule.STAY_ON_HOLIDAY, Rule.TASK_OVERDUE)  # by name, in lines of their own
_NAMED = 3  # of each kind of effect, so many are named


@dataclass(frozen=True, slots=True)
class _Stay:
    """A stay as it is while it is asked about, with what may move along."""

    exchange: Exchange
    items: Sequence[Item]
    tasks: Sequence[Task]

    @property
    def first(self) -> date:
        assert self.exchange.start is not None
        return self.exchange.start


class MoveStay(Question):
    """Asks to which day, or by how many weeks and days, a stay moves; it keeps its length.

    `answered(start)` is called with the new first day. What the move would do follows each key.
    """

    def __init__(
        self, desk: Desk, answered: Callable[[date], object], parent: QWidget | None = None
    ) -> None:
        self._desk, self._answered = desk, answered
        self._stay: _Stay | None = None
        self.day = DateField(lambda: _("New first day"), today=desk.today)
        self.weeks = IntegerField(
            lambda: _("Or by weeks"),
            least=-_FAR,
            most=_FAR,
            hint=lambda: _("Below zero moves it earlier."),
        )
        self.days = IntegerField(lambda: _("and days"), least=-_FAR, most=_FAR)
        super().__init__(
            "calendar-days",
            lambda: _("Move the stay"),
            lambda: "\n".join(self._sentences()),
            lambda: _("Move to these days"),
            parent,
        )
        fields = Section(columns=3)
        for field in (self.day, self.weeks, self.days):
            fields.place(field)
        self.input.addWidget(fields)
        self.day.edited.connect(lambda _day: self._by_day())
        for number in (self.weeks, self.days):
            number.edited.connect(lambda _number: self._by_number())
        desk.watch.changed.connect(self.say_again)

    def ask(self, exchange_id: str) -> None:
        """Ask to which day a stay moves that has a first day."""
        self._stay = self._desk.read(lambda session: _read(session, exchange_id))
        self.day.set_value(self._stay.first)
        self._desk.watch.start()
        self.show()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)  # so that typing replaces what is there
        self._by_day()

    def is_asking(self) -> bool:
        """Whether an answer is waited for."""
        return self._stay is not None

    def follow(self, exchange: Exchange) -> None:
        """Ask anew of a stay that was changed meanwhile."""
        asked = self._stay
        if asked is None:
            return
        if exchange.id != asked.exchange.id or exchange.start is None:
            self.close_question()
            return
        moved = self._moved_by()
        self._stay = self._desk.read(lambda session: _read(session, exchange.id))
        self.day.set_value(self._stay.first + timedelta(days=moved))
        self._by_day()

    @override
    def accept(self) -> None:
        taken = [field.commit() for field in (self.day, self.weeks, self.days)]
        if all(taken) and self.answer.isEnabled() and self._stay is not None:
            start = self._stay.first + timedelta(days=self._moved_by())
            self.close_question()
            self._answered(start)

    @override
    def close_question(self) -> None:
        self._stay = None
        super().close_question()

    def _moved_by(self) -> int:
        day: date | None = self.day.value()
        return (day - self._stay.first).days if day is not None and self._stay is not None else 0

    def _by_day(self) -> None:
        days = self._moved_by()
        weeks = int(days / _WEEK)  # towards zero, so that both have one sign
        self.weeks.set_value(weeks or None)
        self.days.set_value(days - weeks * _WEEK or None)
        self._follow()

    def _by_number(self) -> None:
        if self._stay is not None:
            days = (self.weeks.value() or 0) * _WEEK + (self.days.value() or 0)
            self.day.set_value(self._stay.first + timedelta(days=days))
            self._follow()

    def _follow(self) -> None:
        day: date | None = self.day.value()
        near = day is not None and FIRST_DAY <= day <= LAST_DAY
        self.answer.setEnabled(bool(self._moved_by()) and near)
        self.say_again()
        self._come_into_sight()

    def _come_into_sight(self) -> None:
        """Scroll to the whole question, once it has made room for what it says now."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self._stay is not None:
            QTimer.singleShot(0, self, partial(above.ensureWidgetVisible, self, 0, look.S))

    def _sentences(self) -> Iterator[str]:
        stay, days = self._stay, self._moved_by()
        if stay is None or not days:
            return
        # Without the findings the holidays may not be known either, and reading them takes long.
        if not self._desk.watch.is_ready():
            yield _("Being checked…")
            return
        move = moved_stay(
            stay.exchange, stay.items, stay.tasks, days, self._desk.today(), self._desk.zones()[0]
        )
        if move is not None:
            yield from effects_told(move)
            yield from self._findings(stay.exchange.id, days)

    def _findings(self, exchange_id: str, days: int) -> Iterator[str]:
        found, settled, plan = found_after_move(self._desk.watch.plan, exchange_id, days)
        arising = [one for one in found if one.rule not in _TOLD]
        for one in arising[:_NAMED]:
            yield _("New: {finding}").format(finding=words.finding(one, plan))
        rest = len(arising) - _NAMED
        if rest > 0:
            yield ngettext("and {n} more", "and {n} more", rest).format(n=rest)
        if settled:
            yield ngettext(
                "{n} finding is settled by it", "{n} findings are settled by it", settled
            ).format(n=settled)


def effects_told(move: StayMove) -> Iterator[str]:
    """What moving a stay would do, a line for each sort of thing."""
    language = current()
    if move.last is not None and move.last >= move.first:
        yield _("{period} ({length})").format(
            period=dates.date_range(language, move.first, move.last),
            length=stays.length(language, move.first, move.last),
        )
    if move.moving:
        number = len(move.moving)
        yield ngettext(
            "{n} deadline moves along: {names}", "{n} deadlines move along: {names}", number
        ).format(n=number, names=_named(move.moving))
    if move.passed:
        yield _("Deadlines that would lie in the past: {names}").format(names=_named(move.passed))
    staying = [
        ngettext("{n} done", "{n} done", move.done).format(n=move.done) if move.done else "",
        ngettext("{n} dated by hand", "{n} dated by hand", move.fixed).format(n=move.fixed)
        if move.fixed
        else "",
    ]
    if any(staying):
        yield _("Tasks that stay: {names}").format(names=language.listed(filter(None, staying)))
    if move.items:
        yield ngettext(
            "{n} programme item moves along", "{n} programme items move along", move.items
        ).format(n=move.items)
    if move.pinned:
        yield ngettext(
            "{n} pinned item moves along", "{n} pinned items move along", move.pinned
        ).format(n=move.pinned)
    for day, name in move.holidays:
        named = holiday(name, language)
        text = (
            _("The first day is a public holiday: {name} ({day})")
            if day == move.first
            else _("The last day is a public holiday: {name} ({day})")
        )
        yield text.format(name=named, day=dates.day_short(language, day))


def _read(session: Session, exchange_id: str) -> _Stay:
    return _Stay(
        records.get(session, Exchange, exchange_id),
        records.parts(session, Item, "exchange", exchange_id),
        records.parts(session, Task, "exchange", exchange_id),
    )


def _named(pairs: Sequence[tuple[Task, date]]) -> str:
    language = current()
    told = [
        _("{name} ({day})").format(
            name=task.title.best(language.code) or _("untitled"),
            day=dates.date_short(language, day),
        )
        for task, day in pairs[:_NAMED]
    ]
    return language.listed([*told, *(["…"] if len(pairs) > _NAMED else [])])
