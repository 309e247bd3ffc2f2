"""What was found in the plans as one sentence, and the change that would settle it as another."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial

from desktop.domain import Trilingual
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding, Fix
from desktop.domain.plan import Plan, instant_of
from desktop.language import N_, Language, current, dates
from desktop.words.bookings import Called, clocks_of, listed
from desktop.words.holidays import holiday
from desktop.words.times import day_and_clocks

_SENTENCES: Mapping[str, str] = {
    Rule.PERSON_TWICE: N_("“{item}” and “{other}” overlap for {people}: {when}"),
    Rule.ROOM_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.VEHICLE_TWICE: N_("{place} is wanted for “{item}” and “{other}” at once: {when}"),
    Rule.INSTRUMENT_TWICE: N_("{place} is wanted twice at once: {when}"),
    Rule.CAPACITY: N_("“{item}”: {count} people, but {place} holds {capacity}"),
    Rule.TRAVEL_TIME: N_("Only {there} from “{item}” to “{other}”; the way takes {way}"),
    "travel_time:alone": N_("“{item}” lasts {there}; the way takes {way}"),
    Rule.CHECK_IN_MARGIN: N_("Only {there} at the airport before “{other}”; {needed} are usual"),
    Rule.ARRIVAL_MARGIN: N_("Only {there} from landing to “{other}”; {needed} are usual"),
    Rule.FLIGHT_DURATION: N_("“{item}” would take {minutes}; from {least} to {most} are possible"),
    "flight_duration:back": N_("“{item}” lands before it takes off: {when}"),
    Rule.CLOCK_SKIPPED: N_("“{item}”: the clocks are put forward and skip {skipped}"),
    Rule.ENDS_BEFORE_START: N_("“{item}” ends before it starts: {when}"),
    Rule.OPENING_HOURS: N_("“{item}” is outside the opening hours of {place}: {when}, {open}"),
    Rule.PUBLIC_HOLIDAY: N_("“{item}” is on a public holiday in {country}: {holiday}, {day}"),
    Rule.WEEKEND: N_("“{item}” is at the weekend: {day}"),
    Rule.CLOSURE: N_("“{item}” falls into closed days of {closed}: {reason}, {days}"),
    "closure:country": N_("“{item}” falls into days on which much of {closed} is closed: {reason}"),
    Rule.OUTSIDE_HOURS: N_("“{item}” is outside office hours in {country}, {hours}: {when}"),
    Rule.NOT_AVAILABLE: N_("“{item}” falls into an absence of {people}: {reason}, {days}"),
    "member_away:arrives": N_("“{item}” begins before the arrival of {people}: {moment}"),
    "member_away:leaves": N_("“{item}” ends after the departure of {people}: {moment}"),
    "hotel_times:arrives": N_("No room yet at {place} after “{item}”: {when}"),
    "hotel_times:leaves": N_("No room any more at {place} before “{item}”: {when}"),
    Rule.NIGHT_WITHOUT_HOTEL: N_("No hotel for {people}: night of {days}"),
    Rule.NO_MEAL: N_("A long day without a meal for {people}: {when}"),
    "interpreter_missing:asked": N_("“{item}” should be interpreted, but has no interpreter"),
    "interpreter_missing:language": N_(
        "“{item}” is in {tongue}, and has no interpreter for {people}"
    ),
    "interpreter_missing:none_shared": N_(
        "“{item}” has no interpreter for {people}, and no language in common with the hosts"
    ),
    Rule.UNCONFIRMED: N_("“{item}” is not confirmed yet: {when}"),
    Rule.OUTSIDE_DATES: N_("“{item}” is outside the dates of the visit: {day}"),
    "holiday_near:before": N_("Shortly before, a holiday in {country}: {holiday}, {days}"),
    "holiday_near:after": N_("Shortly after, a holiday in {country}: {holiday}, {days}"),
    Rule.PASSPORT_EXPIRY: N_(
        "The passport of {people} expires on {expiry}, less than six months after the end"
    ),
    "passport_expiry:before": N_("The passport of {people} expires on {expiry}, before the end"),
    Rule.TEXT_MISSING: N_("Titles that are missing in {tongue}: {count}"),
}

_COUNTRY = 2  # letters of the code of a country; identities are longer

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


def counted(counts: Mapping[Severity, int], language: Language | None = None) -> str:
    """How much there is to do, in short: 2 must be solved · 3 warnings · 1 hint."""
    speaker = language or current()
    blocks, warnings, hints = (
        counts.get(each, 0) for each in (Severity.BLOCK, Severity.WARNING, Severity.HINT)
    )
    parts = [
        (blocks, speaker.ngettext("{n} must be solved", "{n} must be solved", blocks)),
        (warnings, speaker.ngettext("{n} warning", "{n} warnings", warnings)),
        (hints, speaker.ngettext("{n} hint", "{n} hints", hints)),
    ]
    return " · ".join(text.format(n=number) for number, text in parts if number)


def _variant(found: Finding) -> str:
    """The key of the sentence, where one rule has several."""
    values = found.values
    match found.rule:
        case Rule.TRAVEL_TIME if len(found.bookings) == 1:
            return "travel_time:alone"
        case Rule.FLIGHT_DURATION if _number(values.get("minutes")) <= 0:
            return "flight_duration:back"
        case Rule.CLOSURE if "season" in values or len(str(values.get("target"))) == _COUNTRY:
            return "closure:country"
        case Rule.MEMBER_AWAY | Rule.HOTEL_TIMES | Rule.HOLIDAY_NEAR:
            return f"{found.rule}:{values['side']}"
        case Rule.INTERPRETER_MISSING:
            return f"{found.rule}:{values['reason']}"
        case Rule.PASSPORT_EXPIRY if _is_before(values.get("expiry"), values.get("end")):
            return "passport_expiry:before"
    return found.rule


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is_before(day: object, other: object) -> bool:
    return isinstance(day, date) and isinstance(other, date) and day < other


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
        """A value that is a text or a number, "" without it."""
        value = self._values.get(name)
        return "" if value is None else str(value)

    def booking(self, at: int) -> str:
        """The booking at a place among those concerned."""
        ids = self._found.bookings
        return self._called.booking(ids[at]) if at < len(ids) else ""

    def people(self) -> str:
        """Those concerned; everyone, where nobody is named."""
        return self._called.people(self._found.people) or self._language.gettext("Everyone")

    def place(self) -> str:
        """The instrument or the place concerned, with its room."""
        instrument = self._called.instrument(self.text("instrument"))
        return instrument or self._called.place(self.text("place"), self.text("room"))

    def target(self) -> str:
        """What is closed, or who is away."""
        return self._called.target(self.text("target"))

    def country(self) -> str:
        """The country concerned."""
        return self._called.country(self.text("country"))

    def tongue(self) -> str:
        """The language concerned."""
        return self._called.tongue(self.text("language"))

    def duration(self, name: str) -> str:
        """A value of minutes as a length of time; less than nothing is nothing."""
        return dates.duration(self._language, max(0, _number(self._values.get(name))))

    def way(self) -> str:
        """How long a way takes: 25 min; about 40 min, estimated, and 2 h at the airport."""
        text = self.duration("way" if "way" in self._values else "needed")
        if self._values.get("source") == "estimate":
            text = self._language.gettext("about {time}, estimated").format(time=text)
        if _number(self._values.get("margin")):
            message = self._language.gettext(N_("{way}, and {time} are needed at the airport"))
            text = message.format(way=text, time=self.duration("margin"))
        return text

    def when(self) -> str:
        """From when to when: of the values, else of the booking, else only its day."""
        values, booking = self._values, self._booking
        start, end = values.get("start", values.get("since")), values.get("end")
        if start is None and booking is not None:
            start, end = booking.start_minute, booking.end_minute
        return self._span(start, values.get("until", end)) or self.day()

    def moment(self) -> str:
        """When a member arrives or leaves."""
        return self._span(self._values.get("minute"), None)

    def _span(self, start: object, end: object) -> str:
        zone, other = clocks_of(self._plan, self._booking, self._record)
        if not isinstance(start, int) or not zone:
            return ""
        until = instant_of(end) if isinstance(end, int) and end > start else None
        return day_and_clocks(self._language, instant_of(start), until, zone, other)

    def skipped(self) -> str:
        """The time that is skipped, and its day."""
        booking = self._booking
        if booking is None:
            return ""
        at = booking.end if self._values.get("which") == "end" else booking.start
        if at.date is None or at.time is None:
            return ""
        day, clock = dates.day_short(self._language, at.date), dates.clock(self._language, at.time)
        return f"{day} {clock}"

    def day(self) -> str:
        """The day concerned: of the values, else of the booking."""
        day = self._values.get("day")
        if day is None and self._booking is not None:
            day = self._booking.start.date
        return dates.day_short(self._language, day) if isinstance(day, date) else ""

    def days(self) -> str:
        """The first and the last day concerned."""
        first, last = self._values.get("first"), self._values.get("last")
        if not isinstance(first, date) or not isinstance(last, date):
            return self.day()
        days = [dates.day_short(self._language, day) for day in dict.fromkeys((first, last))]
        return ("～" if self._language.code == "ja" else " – ").join(days)

    def expiry(self) -> str:
        """When a passport expires, with the year."""
        day = self._values.get("expiry")
        return dates.date_short(self._language, day) if isinstance(day, date) else ""

    def holiday(self) -> str:
        """The public holidays concerned."""
        given = self._values.get("names", self._values.get("name"))
        native = given if isinstance(given, tuple) else (given,)
        named = (holiday(str(name), self._language) for name in native)
        return listed(dict.fromkeys(named), self._language)

    def reason(self) -> str:
        """Why something is closed or somebody away, as the season or the office names it."""
        name = self._values.get("name")
        if name is None:
            closure = self.text("closure")
            name = next((one.name for one in self._plan.closures if one.id == closure), None)
        said = name.best(self._language.code) if isinstance(name, Trilingual) else ""
        return said or self._language.gettext(N_("no reason given"))

    def hours(self, *spans: tuple[int, int]) -> str:
        """Spans of a day, in minutes since its midnight."""
        ranges = (
            dates.clock_range(self._language, _clock(since), _clock(until))
            for since, until in spans
        )
        return listed(ranges, self._language)

    def open(self) -> str:
        """When it would be open on the day."""
        spans = self._values.get("open")
        if not isinstance(spans, tuple) or not spans:
            return self._language.gettext(N_("closed that day"))
        return self._language.gettext(N_("open {hours}")).format(hours=self.hours(*spans))

    def office_hours(self) -> str:
        """When offices are open there."""
        opens, closes = (_number(self._values.get(name)) for name in ("opens", "closes"))
        return self.hours((opens, closes))


def _clock(minute: int) -> time:
    return time(*divmod(minute % (24 * 60), 60))


_PLACEHOLDERS: Mapping[str, Callable[[_Said], str]] = {
    "item": lambda said: said.booking(0),
    "other": lambda said: said.booking(1),
    "people": _Said.people,
    "place": _Said.place,
    "closed": _Said.target,
    "way": _Said.way,
    **{
        name: partial(_Said.duration, name=name)
        for name in ("there", "needed", "minutes", "least", "most")
    },
    "when": _Said.when,
    "moment": _Said.moment,
    "skipped": _Said.skipped,
    "day": _Said.day,
    "days": _Said.days,
    "expiry": _Said.expiry,
    "holiday": _Said.holiday,
    "reason": _Said.reason,
    "open": _Said.open,
    "hours": _Said.office_hours,
    "country": _Said.country,
    "tongue": _Said.tongue,
    "count": lambda said: said.text("count"),
    "capacity": lambda said: said.text("capacity"),
}
