"""What has to be asked about a moment: which clock, which of two equal hours, what instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from desktop.domain.time import Clock, DayPart, Moment
from desktop.language import _, current, dates

Text = Callable[[], str]


@dataclass(frozen=True)
class Doubt:
    """A question about a moment, and the moments that answer it."""

    question: Text
    answers: tuple[tuple[Text, Moment], ...]


def doubt_about(moment: Moment, zones: Iterable[str]) -> Doubt | None:
    """What is in doubt: a zone is never guessed, a clock change may skip or repeat an hour."""
    if moment.date is not None and moment.zone is None and moment.part != DayPart.ALL_DAY:
        cities = tuple((_city(zone), replace(moment, zone=zone)) for zone in zones)
        return Doubt(lambda: _("Which clock is this?"), cities)
    match moment.clock():
        case Clock.REPEATED:
            return Doubt(
                lambda: _("The clocks go back: this hour comes twice. Which one?"),
                tuple((_which(moment, fold), replace(moment, fold=fold)) for fold in (0, 1)),
            )
        case Clock.SKIPPED:
            later = _after_gap(moment)
            return Doubt(
                lambda: _("The clocks go forward: this time does not exist."),
                (
                    (
                        lambda: _("Use {time}").format(time=dates.clock(current(), later)),
                        replace(moment, time=later, fold=0),
                    ),
                ),
            )
    return None


def _city(zone: str) -> Text:
    return lambda: dates.zone_city(current(), zone)


def _which(moment: Moment, fold: int) -> Text:
    instant = replace(moment, fold=fold).utc()
    zone = moment.zone or "UTC"

    def text() -> str:
        label = dates.zone_label(current(), zone, instant) if instant else ""
        words = _("The first ({zone})") if fold == 0 else _("The second ({zone})")
        return words.format(zone=label)

    return text


def _after_gap(moment: Moment) -> dt.time:
    """The clock when the skipped time would come, had the clocks not gone forward."""
    instant = moment.utc()
    if instant is None or moment.zone is None:
        return dt.time()
    return Moment.at(instant, moment.zone).time or dt.time()
