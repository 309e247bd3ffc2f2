"""The frames of the days of a visit as they hold: what is said, else what is usual. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.wishes import DayFact, GroupFact
from desktop.language import _, current, dates, names
from desktop.planning.draft_frames import USUAL
from desktop.planning.holidays import public_holidays
from desktop.store import wishes
from desktop.ui.countries import country_name
from desktop.ui.desk import Desk
from desktop.ui.drafting.wished import Wished
from desktop.words.holidays import holiday

PAIRS = (("begins", "ends"), ("lunch_from", "lunch_to"), ("evening_from", "evening_to"))
SATURDAY = 5
_TWO = 2  # so many groups can go ways of their own


@dataclass(frozen=True, slots=True)
class Frame:
    """A day, or every day where `day` is None: what is said of it, and what is said of all."""

    day: dt.date | None
    own: DayFact
    every: DayFact
    marks: str = ""
    past: bool = False

    @property
    def id(self) -> str:
        """What the day is called in a table."""
        return "" if self.day is None else self.day.isoformat()

    def usual(self, name: str) -> Any:
        """What holds where nothing is said of this day."""
        common = getattr(self.every, name) if self.day is not None else None
        return getattr(USUAL, name) if common is None else common

    def holds(self, name: str) -> Any:
        """What holds of this day."""
        own = getattr(self.own, name)
        return self.usual(name) if own is None else own


def frames(wished: Wished, today: dt.date) -> list[Frame]:
    """Every day, then each day of the visit."""
    every = wished.frames.get(None, DayFact())
    marks = holidays_on(wished.days)
    found = [Frame(None, every, every)]
    for day in wished.days:
        # What is not said is as on every day; of yes and no nothing is ever unsaid.
        own = wished.frames.get(day) or DayFact(day, free=every.free, parallel=every.parallel)
        found.append(Frame(day, own, every, marks.get(day, ""), day < today))
    return found


def holidays_on(days: Sequence[dt.date]) -> dict[dt.date, str]:
    """The public holidays of both countries, in the language of the moment."""
    found: dict[dt.date, list[str]] = {}
    for country in ("JP", "DK") if days else ():
        for day, name in public_holidays(country, days[0], days[-1]).items():
            said = f"{holiday(name, current())} ({country_name(country)})"
            found.setdefault(day, []).append(said)
    return {day: "  ·  ".join(said) for day, said in found.items()}


def backwards(
    shown: Iterable[Frame], changed: Iterable[Frame], values: Mapping[str, Any]
) -> Callable[[], str] | None:
    """Why days cannot have these values: something would end before it begins; else None."""
    days = {frame.day for frame in changed}
    after = [
        replace(frame, own=replace(frame.own, **values)) if frame.day in days else frame
        for frame in shown
    ]
    every = after[0].own if after else DayFact()
    for frame in (replace(one, every=every) for one in after):
        for first, last in PAIRS:
            begins, ends = frame.holds(first), frame.holds(last)
            if (first in values or last in values) and ends <= begins:
                return lambda: _backwards_text(frame.day, first, begins, ends)
    return None


def _backwards_text(day: dt.date | None, name: str, begins: int, ends: int) -> str:
    language = current()
    on = _("Every day") if day is None else dates.day_short(language, day)
    values = {"day": on, "begins": clock_of(begins), "ends": clock_of(ends)}
    match name:
        case "lunch_from":
            text = _("{day}: lunch would be over by {ends}, before it begins at {begins}.")
        case "evening_from":
            text = _("{day}: the evening would end at {ends}, before it begins at {begins}.")
        case _:
            text = _("{day}: it would end at {ends}, before it begins at {begins}.")
    return text.format(**values)


def clock_of(minutes: int) -> str:
    """Minutes after midnight as a time of day."""
    return dates.clock(current(), dt.time(*divmod(minutes % (24 * 60), 60)))


def set_frames(
    desk: Desk, wished: Wished, changed: Iterable[Frame], values: Mapping[str, object]
) -> bool:
    """Store values for days, as one action.

    Where all days go in parallel or not, those that have said so too follow.
    """
    days = [frame.day for frame in changed]

    def work(session: Session) -> bool:
        owner = wished.programme.owner_id
        before = wished.frames.get(None, DayFact()).parallel
        for day in days:
            wishes.set_day(session, owner, day, **values)
        if None in days and "parallel" in values:
            for day, fact in wished.frames.items():
                if day is not None and fact.parallel == before:
                    wishes.set_day(session, owner, day, parallel=values["parallel"])
        return True

    return bool(days) and bool(desk.do("edit", work, kind="draft_day"))


def same_for_all(desk: Desk, wished: Wished, name: str, value: object) -> bool:
    """Let a value hold for every day, and no day say otherwise; one action."""

    def work(session: Session) -> bool:
        owner = wished.programme.owner_id
        wishes.set_day(session, owner, None, **{name: value})
        for day in wished.frames:
            if day is not None:
                own = value if name == "parallel" else None
                wishes.set_day(session, owner, day, **{name: own})
        return True

    return bool(desk.do("edit", work, kind="draft_day"))


def differs(shown: Sequence[Frame], name: str) -> bool:
    """Whether a value is not the same on all days."""
    return len({frame.holds(name) for frame in shown[1:]}) > 1


def group_text(group: GroupFact) -> str:
    """What a group is called: its code, else its name."""
    return group.code or group.name.best(current().code)


def can_part(wished: Wished) -> bool:
    """Whether there are groups at all that could go ways of their own."""
    return len(wished.groups) >= _TWO


def in_two_groups(wished: Wished) -> list[str]:
    """The names of those who are in more than one group."""
    return _in_groups(wished, lambda number: number > 1)


def in_no_group(wished: Wished) -> list[str]:
    """The names of those who are in no group."""
    return _in_groups(wished, lambda number: number == 0)


def _in_groups(wished: Wished, chosen: Callable[[int], bool]) -> list[str]:
    """The names of those of whom the number of their groups is a chosen one."""
    language = current()
    return [
        names.display(language, person)
        for person in wished.programme.people
        if chosen(sum(person.id in group.people for group in wished.groups))
    ]
