"""What was found in the plans as one sentence, and the change that would settle it as another."""

from collections.abc import Callable, Mapping
from datetime import date

from desktop.domain import Trilingual
from desktop.domain.codes import Rule
from desktop.domain.finding import Finding, Fix
from desktop.domain.plan import Plan, instant_of
from desktop.language import N_, Language, current, dates
from desktop.words.bookings import Called, clocks_of
from desktop.words.holidays import holiday
from desktop.words.times import day_and_clocks

_SENTENCES: Mapping[str, str] = {
    Rule.PERSON_TWICE: N_("“{item}” and “{other}” overlap for {people}: {when}"),
    Rule.ROOM_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.VEHICLE_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.INSTRUMENT_TWICE: N_("{instrument} is wanted twice at once: {when}"),
    Rule.CAPACITY: N_("“{item}”: {count} people, but {place} holds {capacity}"),
    Rule.TRAVEL_TIME: N_("Only {there} from “{item}” to “{other}”, but the way takes {needed}"),
    "travel_time:estimate": N_(
        "Only {there} from “{item}” to “{other}”, but the way takes about {needed}, estimated"
    ),
    "travel_time:alone": N_("“{item}” lasts {there}, but the way takes {needed}"),
    Rule.CHECK_IN_MARGIN: N_("Only {there} at the airport before “{other}”; {needed} are usual"),
    Rule.ARRIVAL_MARGIN: N_("Only {there} from landing to “{other}”; {needed} are usual"),
    Rule.FLIGHT_DURATION: N_("“{item}” would take {there}, which cannot be"),
    Rule.CLOCK_SKIPPED: N_("“{item}”: the clocks are put forward then and skip this time, {day}"),
    Rule.ENDS_BEFORE_START: N_("“{item}” ends before it starts: {when}"),
    Rule.OPENING_HOURS: N_("{place} is not open for “{item}”: {when}"),
    Rule.PUBLIC_HOLIDAY: N_("“{item}” is on a public holiday in {country}: {holiday}, {day}"),
    Rule.WEEKEND: N_("“{item}” is at the weekend: {day}"),
    Rule.CLOSURE: N_("{closed} is closed for “{item}”: {reason}, {day}"),
    Rule.OUTSIDE_HOURS: N_("“{item}” is outside usual working hours: {when}"),
    Rule.NOT_AVAILABLE: N_("{people} cannot be had for “{item}”: {reason}, {day}"),
    "member_away:arrives": N_("“{item}” begins before the arrival of {people}: {moment}"),
    "member_away:leaves": N_("“{item}” ends after the departure of {people}: {moment}"),
    Rule.HOTEL_TIMES: N_("Check-in and check-out do not fit “{item}”: {when}"),
    Rule.NIGHT_WITHOUT_HOTEL: N_("No hotel for the night after {day}"),
    Rule.NO_MEAL: N_("A long day without a meal, for {people}: {when}"),
    Rule.INTERPRETER_MISSING: N_("“{item}” is in {tongue} without an interpreter for {people}"),
    Rule.UNCONFIRMED: N_("“{item}” is not confirmed yet: {when}"),
    Rule.OUTSIDE_DATES: N_("“{item}” is outside the dates of the visit: {day}"),
    Rule.HOLIDAY_NEAR: N_("A public holiday in {country} is close to the visit: {holiday}, {day}"),
    Rule.PASSPORT_EXPIRY: N_(
        "The passport of {people} expires on {day}, less than six months after the end"
    ),
    Rule.TEXT_MISSING: N_("Titles that are missing in {tongue}: {count}"),
}

_FIXES: Mapping[str, str] = {
    "move": N_("Move to {clock}"),
    "move_day": N_("Move to {day} {clock}"),
    "take_out": N_("Take {name} out"),
    "confirm": N_("Confirm"),
}


def finding(found: Finding, plan: Plan, language: Language | None = None) -> str:
    """What is wrong, in one line, in a language or in the current one.

    Times stand on the clock where they happen and on the other one of the record.
    """
    speaker = language or current()
    said = _Said(found, plan, speaker)
    return speaker.gettext(_SENTENCES[_variant(found)]).format_map(said)


def fix(found: Fix, plan: Plan, language: Language | None = None) -> str:
    """What the one change does that settles a finding, as a button says it: Move to 14:30."""
    speaker = language or current()
    code = found.code
    booking = plan.bookings.get(found.booking_id)
    start = found.start
    clock = "" if start.time is None else dates.clock_in_text(speaker, start.time)
    day = "" if start.date is None else dates.day_short(speaker, start.date)
    if code == "move" and booking is not None and booking.start.date != start.date:
        code = "move_day"
    name = Called(plan, speaker).person(found.person_id)
    return speaker.gettext(_FIXES[code]).format(clock=clock, day=day, name=name)


def _variant(found: Finding) -> str:
    values = found.values
    if found.rule == Rule.TRAVEL_TIME:
        if len(found.bookings) == 1:
            return "travel_time:alone"
        return "travel_time:estimate" if values.get("source") == "estimate" else found.rule
    if found.rule == Rule.MEMBER_AWAY:
        return "member_away:leaves" if values.get("leaves") is not None else "member_away:arrives"
    return found.rule


class _Said(dict[str, str]):
    """What stands for each placeholder of a sentence, said when the sentence asks for it."""

    def __init__(self, found: Finding, plan: Plan, language: Language) -> None:
        super().__init__()
        self._found, self._plan, self._language = found, plan, language
        self._values = found.values
        self._called = Called(plan, language)
        self._booking = plan.bookings.get(found.bookings[0]) if found.bookings else None
        key = found.records[0] if found.records else None
        self._record = plan.records.get(key) if key is not None else None

    def __missing__(self, name: str) -> str:
        return _PLACEHOLDERS[name](self)

    def text(self, name: str) -> str:
        """A value that is a text, "" without it."""
        return str(self._values.get(name) or "")

    def booking(self, at: int) -> str:
        """The booking at a place among those concerned."""
        ids = self._found.bookings
        return self._called.booking(ids[at]) if at < len(ids) else ""

    def people(self) -> str:
        """Those concerned."""
        return self._called.people(self._found.people)

    def place(self) -> str:
        """The place concerned, with the room: of the values, else of the booking."""
        own = self._booking.place_id if self._booking is not None else None
        return self._called.place(self.text("place") or own, self.text("room"))

    def instrument(self) -> str:
        """The instrument concerned."""
        own = self._booking.instrument_id if self._booking is not None else None
        return self._called.instrument(self.text("instrument") or own)

    def closed(self) -> str:
        """What is closed."""
        return self._called.target(self.text("target")) or self.place()

    def duration(self, name: str) -> str:
        """A value of minutes as a length of time; less than nothing is nothing."""
        minutes = self._values.get(name)
        return dates.duration(self._language, max(0, minutes if isinstance(minutes, int) else 0))

    def when(self) -> str:
        """From when to when: of the values, else of the booking, else only its day."""
        start, end = self._values.get("start"), self._values.get("end")
        booking = self._booking
        if start is None and booking is not None:
            start, end = booking.start_minute, booking.end_minute
        zone, other = clocks_of(self._plan, booking, self._record)
        if not isinstance(start, int) or not zone:
            return self.day()
        until = instant_of(end) if isinstance(end, int) and end > start else None
        return day_and_clocks(self._language, instant_of(start), until, zone, other)

    def moment(self) -> str:
        """When a member arrives or leaves."""
        at = self._values.get("leaves", self._values.get("arrives"))
        zone, other = clocks_of(self._plan, self._booking, self._record)
        if not isinstance(at, int) or not zone:
            return self.day()
        return day_and_clocks(self._language, instant_of(at), None, zone, other)

    def day(self) -> str:
        """The day concerned: of the values, else of the booking; a far one with its year."""
        day = self._values.get("day")
        if not isinstance(day, date) and self._booking is not None:
            day = self._booking.start.date
        if not isinstance(day, date):
            return ""
        if self._found.rule == Rule.PASSPORT_EXPIRY:
            return dates.date_short(self._language, day)
        return dates.day_short(self._language, day)

    def holiday(self) -> str:
        """The public holiday concerned."""
        return holiday(self.text("holiday"), self._language)

    def reason(self) -> str:
        """Why something is closed or somebody away, as the office named it."""
        name = self._values.get("name")
        said = name.best(self._language.code) if isinstance(name, Trilingual) else str(name or "")
        return said or self._language.gettext(N_("no reason given"))

    def country(self) -> str:
        """The country concerned."""
        return self._called.country(self.text("country"))

    def tongue(self) -> str:
        """The language concerned."""
        return self._called.tongue(self.text("language"))


_PLACEHOLDERS: Mapping[str, Callable[[_Said], str]] = {
    "item": lambda said: said.booking(0),
    "other": lambda said: said.booking(1),
    "people": _Said.people,
    "place": _Said.place,
    "instrument": _Said.instrument,
    "closed": _Said.closed,
    "there": lambda said: said.duration("there"),
    "needed": lambda said: said.duration("needed"),
    "when": _Said.when,
    "moment": _Said.moment,
    "day": _Said.day,
    "holiday": _Said.holiday,
    "reason": _Said.reason,
    "country": _Said.country,
    "tongue": _Said.tongue,
    "count": lambda said: said.text("count"),
    "capacity": lambda said: said.text("capacity"),
}
