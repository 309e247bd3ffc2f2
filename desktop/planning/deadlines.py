"""When a task is really due: a count from the record's dates, moved off weekends and holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.codes import Direction, DueAnchor, Turn
from desktop.planning.holidays import holiday_on, is_working_day

_COUNTRIES = {"Asia/Tokyo": "JP", "Europe/Copenhagen": "DK"}
_SATURDAY = 5
_HOME = {Direction.DK_JP: "DK", Direction.JP_DK: "JP"}
_HOST = {Direction.DK_JP: "JP", Direction.JP_DK: "DK"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day something is due and the day its count gave.

    Where they differ, `holiday` is the holiday that moved it, by the name it has there, or "" for
    a weekend.
    """

    day: date | None = None
    counted: date | None = None
    holiday: str = ""


def countries_of(turn: str, direction: str, office_zone: str) -> tuple[str, ...]:
    """The countries in which a day must be a working day for whose turn it is.

    A ministry or embassy that a guest needs stands in the guest's own country.
    """
    home, host = _HOME.get(Direction(direction), ""), _HOST.get(Direction(direction), "")
    match turn:
        case Turn.GUEST | Turn.HOME | Turn.AUTHORITY:
            return (home,)
        case Turn.HOST | Turn.HOST_INSTITUTION:
            return (host,)
        case Turn.BOTH:
            return (home, host)
    return (_COUNTRIES.get(office_zone, ""),)


def working_day_before(day: date, countries: Iterable[str]) -> date:
    """The day itself if all countries work on it, else the last day before on which they do."""
    wanted = tuple(countries)
    while not all(is_working_day(country, day) for country in wanted):
        day -= timedelta(days=1)
    return day


def due_day(
    counted: date | None,
    *,
    anchor: str,
    offset_days: int,
    turn: str,
    direction: str,
    office_zone: str,
    done: date | None = None,
) -> date | None:
    """The day a task is due, from the day that its count gives (`Task.due_on`).

    A day that somebody fixed by hand stays, and so does that of a step that is done. What falls
    on the day of the arrival or the end itself stays there too: it happens on that day.
    """
    stays = anchor == DueAnchor.FIXED or offset_days == 0 or done is not None
    if counted is None or stays:
        return counted
    return working_day_before(counted, countries_of(turn, direction, office_zone))


def deadline(
    counted: date | None,
    *,
    anchor: str,
    offset_days: int,
    turn: str,
    direction: str,
    office_zone: str,
    done: date | None = None,
) -> Deadline:
    """The day a task is due as `due_day` gives it, and what moved it."""
    day = due_day(
        counted,
        anchor=anchor,
        offset_days=offset_days,
        turn=turn,
        direction=direction,
        office_zone=office_zone,
        done=done,
    )
    if counted is None or day == counted or counted.weekday() >= _SATURDAY:
        return Deadline(day, counted)
    names = (holiday_on(country, counted) for country in countries_of(turn, direction, office_zone))
    return Deadline(day, counted, next((name for name in names if name), ""))
