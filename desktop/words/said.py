"""What stands for the placeholders of a finding's sentence: names, days, times, reasons."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial

from desktop.domain import Trilingual
from desktop.domain.codes import GateKind
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan, instant_of
from desktop.language import N_, Language, dates
from desktop.words import spoken
from desktop.words.bookings import Called, clocks_of
from desktop.words.holidays import holiday
from desktop.words.times import day_and_clocks

_NAMED = 3  # tasks; of more it is said how many there are


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


class Said(dict[str, str]):
    """What stands for each placeholder of a sentence, said when the sentence asks for it."""

    def __init__(self, found: Finding, plan: Plan, language: Language) -> None:
        super().__init__()
        self._found, self._plan, self._language = found, plan, language
        self._values = found.values
        self._called = Called(plan, language)
        self._booking = plan.bookings.get(found.bookings[0]) if found.bookings else None
        records = [plan.records.get(key) for key in found.records]
        self._records = [record for record in records if record is not None]
        self._record = records[0] if records else None

    def __missing__(self, name: str) -> str:
        return PLACEHOLDERS[name](self)

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
        """What is closed, or who is away; of a whole facility, the house it belongs to."""
        target, booking = self.text("target"), self._booking
        instruments = self._plan.instruments.values()
        if booking is not None and any(one.facility_id == target for one in instruments):
            house = self._called.organisation(booking.host_organisation_id)
            return house or self._called.instrument(booking.instrument_id)
        return self._called.target(target)

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
        return self._language.gettext("{day} {clock}").format(day=day, clock=clock)

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

    def whole_date(self, name: str) -> str:
        """A value that is a day, with its year: it may be far away."""
        day = self._values.get(name)
        return dates.date_short(self._language, day) if isinstance(day, date) else ""

    def period(self) -> str:
        """The first and the last day concerned, with their year."""
        first, last = self._values.get("first"), self._values.get("last")
        if not isinstance(first, date) or not isinstance(last, date):
            return ""
        return dates.date_range(self._language, first, last)

    def record(self, at: int) -> str:
        """The record at a place among those concerned."""
        if at >= len(self._records):
            return ""
        record = self._records[at]
        return self._called.record(record.kind, record.id)

    def organisation(self, name: str) -> str:
        """A value that is an organisation, by its name."""
        return self._called.organisation(self.text(name))

    def gates(self) -> str:
        """What is screened."""
        kinds = self._values.get("gates")
        known = kinds if isinstance(kinds, tuple) else ()
        return self._language.listed(spoken.word(GateKind(kind), self._language) for kind in known)

    def tasks(self) -> str:
        """What is to be done: of much the first things, and how much more there is."""
        wanted = self._values.get("tasks")
        ids = wanted if isinstance(wanted, tuple) else ()
        titles = {
            task.id: task.title.best(self._language.code)
            for record in self._records
            for task in record.tasks
        }
        known = [title for one in ids if (title := titles.get(one, ""))]
        more = len(known) - _NAMED
        if more > 1:
            said = self._language.ngettext("{n} more task", "{n} more tasks", more)
            known = [*known[:_NAMED], said.format(n=more)]
        return self._language.listed(known)

    def holiday(self) -> str:
        """The public holidays concerned."""
        given = self._values.get("names", self._values.get("name"))
        native = given if isinstance(given, tuple) else (given,)
        named = (holiday(str(name), self._language) for name in native)
        return self._language.listed(dict.fromkeys(named))

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
        return self._language.listed(ranges)

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


PLACEHOLDERS: Mapping[str, Callable[[Said], str]] = {
    "item": lambda said: said.booking(0),
    "other": lambda said: said.booking(1),
    "people": Said.people,
    "place": Said.place,
    "closed": Said.target,
    "way": Said.way,
    **{
        name: partial(Said.duration, name=name)
        for name in ("there", "needed", "minutes", "least", "most", "by_clock")
    },
    "when": Said.when,
    "moment": Said.moment,
    "skipped": Said.skipped,
    "day": Said.day,
    "days": Said.days,
    **{
        name: partial(Said.whole_date, name=value)
        for name, value in (
            *((name, name) for name in ("expiry", "right", "end", "issued")),
            *(("date", "day"), ("until", "needed")),
        )
    },
    "period": Said.period,
    "record": lambda said: said.record(0),
    "second": lambda said: said.record(1),
    "host": partial(Said.organisation, name="host"),
    "where": partial(Said.organisation, name="where"),
    "gates": Said.gates,
    "tasks": Said.tasks,
    "limit": lambda said: said.text("limit"),
    "within": lambda said: said.text("within"),
    "holiday": Said.holiday,
    "reason": Said.reason,
    "open": Said.open,
    "hours": Said.office_hours,
    "country": Said.country,
    "tongue": Said.tongue,
    "count": lambda said: said.text("count") or said.text("days"),
    "capacity": lambda said: said.text("capacity"),
}
