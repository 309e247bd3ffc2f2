"""What the calendar does to records: moves and new ones, each one action that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.domain.fields import FIRST_DAY, LAST_DAY
from desktop.domain.time import Moment
from desktop.language import _, current, ngettext
from desktop.store import access, delegations, exchanges, moving_records
from desktop.store.spans import TASK, Span
from desktop.ui.calendar import telling
from desktop.ui.calendar.view import Move
from desktop.ui.desk import Desk
from desktop.ui.editors.delegation_move import effects_told, read_effects
from desktop.ui.widgets import Confirm

_CREATE: dict[str, Callable[..., Delegation | Exchange | AccessRequest]] = {
    "delegation": delegations.create,
    "exchange": exchanges.create,
    "access_request": access.create,
}


def move(desk: Desk, over: QWidget, moves: Sequence[Move]) -> bool:
    """Move things as one action, after asking where that would do harm; tell it with an Undo."""
    wanted = [one for one in moves if one.days or one.start is not None]
    if not wanted or not all(_is_near(one) for one in wanted) or not _agreed(desk, over, wanted):
        return False
    name = telling.title(wanted[0].span)

    def work(session: Session) -> bool:
        for one in wanted:
            _move(session, one)
        return True

    if not desk.do("record.move", work, name=name):
        return False
    desk.notice(lambda: _told(wanted), undo=True)
    return True


def moved(spans: Iterable[Span], moves: Iterable[Move]) -> list[Span]:
    """The same things as a move leaves them, as far as that is known without the file."""
    known = {(one.span.kind, one.span.id): one for one in moves}
    return [_moved(span, known.get((span.kind, span.id))) for span in spans]


def make(desk: Desk, kind: str, first: date, last: date) -> None:
    """Begin a new record with these days, and open it."""

    def work(session: Session) -> str:
        return _CREATE[kind](session, desk.today(), start=first, end=last).id

    made = desk.do("create", work, kind=kind)
    if made is not None:
        desk.open(kind, made)


def _move(session: Session, one: Move) -> None:
    span = one.span
    if span.is_record:
        moving_records.move_record(session, span.kind, span.id, one.days)
        return
    if span.kind == TASK:
        moving_records.move_task(session, span.id, span.first + timedelta(days=one.days))
        return
    start, end = _times(one)
    change = moving_records.move_item if span.kind == "item" else moving_records.move_slot
    change(session, span.id, start, end)


def _times(one: Move) -> tuple[Moment, Moment]:
    """When what is moved begins and ends from then on."""
    if one.start is not None and one.end is not None:
        return one.start, one.end
    return one.span.start.moved(days=one.days), one.span.end.moved(days=one.days)


def _moved(span: Span, one: Move | None) -> Span:
    if one is None:
        return span
    start, end = _times(one)
    first, last = span.first + _later(span.start, start), span.last + _later(span.end, end)
    return replace(span, start=start, end=end, first=first, last=max(first, last))


def _later(before: Moment, after: Moment) -> timedelta:
    if before.date is None or after.date is None:
        return timedelta()
    return after.date - before.date


def _agreed(desk: Desk, over: QWidget, moves: Iterable[Move]) -> bool:
    """Whether the officer wants what moving a visit would do beside."""
    for one in moves:
        told = _effects(desk, one.span, one.days) if one.span.kind == "delegation" else []
        if told and not _ask(over, one, told):
            return False
    return True


def _ask(over: QWidget, one: Move, told: Sequence[str]) -> bool:
    name = telling.title(one.span)
    return Confirm.ask(
        over,
        lambda: _("Move {name}?").format(name=name),
        lambda: "\n".join(told),
        lambda: by_days(one.days),
        danger=False,
    )


def _effects(desk: Desk, span: Span, days: int) -> list[str]:
    def read(session: Session) -> list[str]:
        if session.get(Delegation, span.id) is None:
            return []
        home = desk.zones()[0]
        effects = read_effects(session, span.id, days, desk.today(), home)
        return list(effects_told(effects, current()))

    return desk.read(read)


def by_days(days: int) -> str:
    """By how much something moves: "Move 3 days later"."""
    if days < 0:
        return ngettext("Move {n} day earlier", "Move {n} days earlier", -days).format(n=-days)
    return ngettext("Move {n} day later", "Move {n} days later", days).format(n=days)


def _told(moves: Sequence[Move]) -> str:
    one = moves[0]
    if one.start is not None and one.start.date is not None:
        when = telling.moved_days(one.start.date, one.start.date)
        when = " ".join(part for part in (when, telling.clock(one.start)) if part)
    else:
        by = timedelta(days=one.days)
        when = telling.moved_days(one.span.first + by, one.span.last + by)
    return _("{name}: now {when}").format(name=telling.title(one.span), when=when)


def _is_near(one: Move) -> bool:
    by = timedelta(days=one.days)
    return one.span.first + by >= FIRST_DAY and one.span.last + by <= LAST_DAY
