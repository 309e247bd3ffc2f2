"""Whether an event is a flight, as airlines and booking sites write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.domain.time import Moment

_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}|[A-Z]\d|\d[A-Z])\s?(\d{2,4})(?![A-Za-z0-9])")
_ROUTE = re.compile(r"\b([A-Z]{3})\s?(?:-|–|—|→|->|/|>|to|til|から)\s?([A-Z]{3})\b")
_WORD = re.compile(
    r"\bflights?\b|\bfly(?:v|rejse|ver)?\b|\bflyvning\b|航空|フライト|\d\s?便|✈", re.IGNORECASE
)
_ONE_LINE = 300


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight's number, such as SK983, and the airports it goes from and to, if they are told."""

    number: str
    airports: tuple[str, str] = ("", "")


def recognised(
    summary: str, location: str, description: str, start: Moment, end: Moment
) -> Flight | None:
    """The flight that an event is, or None.

    A number alone does not make one (a room has one, too): there must be a route, two zones or
    the word beside it.
    """
    number = _NUMBER.search(summary)
    text = f"{summary}\n{location}\n{description[:_ONE_LINE]}"
    route = _ROUTE.search(text)
    zones = start.zone is not None and end.zone is not None and start.zone != end.zone
    if number is None or not (route or zones or _WORD.search(text)):
        return None
    airports = (route[1], route[2]) if route else ("", "")
    return Flight(number[1] + number[2], airports)
