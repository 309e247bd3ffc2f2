"""One typed line as a programme item. No Qt.

    10-11.30 Visit RIKEN @Wako #A          20/4 9:00–9:45 Courtesy call @MEXT
    10時～11時半 理研訪問 ＠和光             午前 視察 · formiddag rundvisning · tbc Dinner
    17.30/18.00 Dinner                     21.30- Reception (the end is open)
    11:20 CPH - 07:55+1 HND SK983          ? tentative, ! confirmed

A date may stand first, then the time; "@" names a place or an organisation, "#" a group; a place
that is known may also stand in brackets at the end. What is not understood stays in the title, and
nothing is guessed but the kind.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.codes import ItemKind, ItemStatus
from desktop.domain.time import DayPart, Moment
from desktop.language import Language, dates
from desktop.ui.programme.kinds import guess_kind
from desktop.ui.programme.known import Known, Mention, by_code, meant_by, named
from desktop.ui.programme.typed_time import Folded, When, clock_at, read_at

_DATE = re.compile(
    r"(?:[a-zæøå]{2,9}\.?,? )?(?:den |d\. ?|the )?"
    r"(?:\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d\d?/\d\d?(?:[-/]\d{2,4})?|\d\d?\.\d\d?\.(?:\d{4})?"
    r"|(?:(?:令和 ?(?:\d\d?|元)|\d{4}) ?年 ?)?\d\d? ?月 ?\d\d? ?日(?: ?\([月火水木金土日]\))?"
    r"|\d\d?\.? ?[a-zæøå]{3,9}\.?(?: \d{4}(?![:.\d]))?|[a-zæøå]{3,9}\.? \d\d?(?:st|nd|rd|th)?)"
    r"(?=$|[ ,:]|(?<=[日)]))"
)
_GAP = re.compile(r"[ ,:;、。]*")
_FLIGHT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]) ?\d{2,4}(?![A-Za-z0-9:.])")
_AIRPORT = re.compile(r" ?([a-z]{3})(?![a-zæøå0-9])")
_AIRPORTS = re.compile(r"(?<![a-z0-9])([a-z]{3}) ?[-~>] ?([a-z]{3})(?![a-z0-9])")
_TO = re.compile(r" ?[-~>] ?| (?:to|til) ")
_TENTATIVE = re.compile(r"\((?:tbc|tba|tentative|foreløbig|仮|仮予定)\)|(?<![^ ])\?(?= |$)")
_CONFIRMED = re.compile(r"\((?:confirmed|bekræftet|確定)\)|(?<![^ ])!(?= |$)")
_MARK = re.compile(r"[?!] ?(?=.)")
_GROUP = re.compile(r"(?<![a-zæøå0-9&])#([^\s#@、,()]+)")
_AT = re.compile(r"(?<![a-z0-9._])@ ?")
_BRACKETS = re.compile(r"\(([^()]+)\) ?$")
_NEXT = re.compile(r"@| #")  # where a name ends at the latest
_WORD_END = re.compile(r"[ ,、。;]")
_EDGES = " \t\u3000,:;、。-–—|/"


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read against: the language, the day and clock new items begin with, names.

    `first_day` is the day from which a date without a year is understood. `meant` settles names
    that were asked about: the text as it was typed, and what it means, None for no place at all.
    """

    language: Language
    day: dt.date | None = None
    first_day: dt.date | None = None
    zone: str | None = None
    places: Sequence[Known] = ()
    groups: Sequence[Known] = ()
    meant: Mapping[str, Known | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line and what it was understood as."""

    start: int
    stop: int
    what: str  # date, time, place, group, status, kind, number


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says. An empty title means that the line had no words of its own."""

    title: str = ""
    start: Moment = field(default_factory=Moment)
    end: Moment = field(default_factory=Moment)
    open_end: bool = False
    printed_time: str = ""
    kind: ItemKind | None = None
    status: ItemStatus | None = None
    place: Mention | None = None
    end_place: Mention | None = None
    groups: tuple[Known, ...] = ()
    unknown_groups: tuple[str, ...] = ()
    transport: str = ""
    spans: tuple[Span, ...] = ()


def parse(text: str, context: Context) -> Entry:
    """What a line says; it always says something, and never raises."""
    return _Reader(text, context).entry()


class _Reader:
    """Reads a line from the left, then what may stand anywhere; the rest is the title."""

    def __init__(self, text: str, context: Context) -> None:
        self._line = Folded(text)
        self._context = context
        self._at = 0
        self._spans: list[Span] = []
        self._day = context.day
        self._when: When | None = None
        self._shift: int | None = None
        self._status: ItemStatus | None = None
        self._place: Mention | None = None
        self._end_place: Mention | None = None
        self._flight = False

    def entry(self) -> Entry:
        """Put together all that is found."""
        self._skip(_GAP)
        self._read_mark()
        self._read_date()
        self._read_mark()
        number = self._read_number_first()
        if not self._read_flight():
            self._read_time()
        self._read_mark()
        self._read_anywhere()
        groups, unknown = self._read_groups()
        self._read_place()
        number = self._read_airports_and_number() or number
        title = self._title()
        kind = ItemKind.FLIGHT if self._flight else guess_kind(title)
        if title == number:
            title = ""
        start, end = self._moments()
        when = self._when or When(part=DayPart.TBC)
        return Entry(
            title=title,
            start=start,
            end=end,
            open_end=when.open_end,
            printed_time=when.printed,
            kind=kind,
            status=self._status,
            place=self._place,
            end_place=self._end_place,
            groups=tuple(groups),
            unknown_groups=tuple(unknown),
            transport=number,
            spans=tuple(sorted(self._spans, key=lambda span: span.start)),
        )

    # -- from the left

    def _take(self, start: int, stop: int, what: str) -> None:
        origin = self._line.origin
        self._spans.append(Span(origin(start), origin(stop), what))

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self._line.text, self._at):
            self._at = found.end()

    def _advance(self, stop: int, what: str) -> None:
        self._take(self._at, stop, what)
        self._at = stop
        self._skip(_GAP)

    def _read_mark(self) -> None:
        if found := _MARK.match(self._line.text, self._at):
            tentative = found[0][0] == "?"
            self._status = ItemStatus.TENTATIVE if tentative else ItemStatus.CONFIRMED
            self._advance(self._at + 1, "status")

    def _read_date(self) -> None:
        found = _DATE.match(self._line.text, self._at)
        if found is None:
            return
        today = self._context.first_day or self._context.day or dt.date(1970, 1, 1)
        day = dates.parse_date(self._context.language, found[0], today)
        if day is not None:
            self._day = day
            self._advance(found.end(), "date")

    def _read_number_first(self) -> str:
        found = _FLIGHT.match(self._line.original, self._line.origin(self._at))
        if found is None:
            return ""
        # Folding keeps the length of everything that a flight number can be made of.
        stop = self._at + len(found[0])
        after = _GAP.match(self._line.text, stop)
        follows = after.end() if after else stop
        if clock_at(self._line, follows) is None and self._code_at(follows) is None:
            return ""
        self._advance(stop, "number")
        return found[0]

    def _read_time(self) -> None:
        found = read_at(self._line, self._at)
        if found is not None:
            self._when, stop = found
            self._advance(stop, "time")

    def _read_flight(self) -> bool:
        """Read "11:20 CPH - 07:55+1 HND" or "CPH 11:20 - HND 07:55+1"."""
        first = self._read_call(self._at)
        to = _TO.match(self._line.text, first[-1]) if first else None
        last = self._read_call(to.end()) if to else None
        if first is None or last is None:
            return False
        self._when = When(first[0], last[0], end_days=last[1] or None)
        self._place = self._settled(by_code(first[2], self._context.places))
        self._end_place = self._settled(by_code(last[2], self._context.places))
        self._flight = True
        self._advance(last[3], "time")
        return True

    def _read_call(self, at: int) -> tuple[dt.time, int, str, int] | None:
        """A time and an airport in either order: the time, days later, the code, the end."""
        clock = clock_at(self._line, at)
        if clock is not None:
            code = self._code_at(clock[2])
            return None if code is None else (clock[0], clock[1], *code)
        code = self._code_at(at)
        if code is None or self._line.text[code[1] : code[1] + 1] != " ":
            return None
        clock = clock_at(self._line, code[1] + 1)
        return None if clock is None else (clock[0], clock[1], code[0], clock[2])

    def _code_at(self, at: int) -> tuple[str, int] | None:
        found = _AIRPORT.match(self._line.text, at)
        if found is None:
            return None
        code = self._line.slice(found.start(1), found.end(1))
        return (code, found.end()) if code.isupper() else None

    # -- anywhere in what is left

    def _read_anywhere(self) -> None:
        for pattern, status in (
            (_TENTATIVE, ItemStatus.TENTATIVE),
            (_CONFIRMED, ItemStatus.CONFIRMED),
        ):
            for found in pattern.finditer(self._line.text, self._at):
                self._status = status
                self._take(found.start(), found.end(), "status")

    def _read_groups(self) -> tuple[list[Known], list[str]]:
        groups: list[Known] = []
        unknown: list[str] = []
        for found in _GROUP.finditer(self._line.text, self._at):
            fitting = named(found[1], self._context.groups)
            if len(fitting) == 1:
                if fitting[0] not in groups:
                    groups.append(fitting[0])
                self._take(found.start(), found.end(), "group")
            else:
                unknown.append(self._line.slice(found.start(1), found.end(1)))
        return groups, unknown

    def _read_place(self) -> None:
        found = _AT.search(self._line.text, self._at)
        if self._flight:
            return
        if found is None:
            self._read_place_in_brackets()
            return
        begin = found.end()
        taken = [span.start for span in self._spans if span.start >= self._line.origin(begin)]
        stop = len(self._line.text)
        while stop > begin and any(self._line.origin(stop - 1) >= start for start in taken):
            stop -= 1
        following = _NEXT.search(self._line.text, begin, stop)
        stop = following.start() if following else stop
        stop = begin + len(self._line.text[begin:stop].rstrip())
        if stop == begin:
            return
        mention = meant_by(self._line.slice(begin, stop), self._context.places)
        if not mention.candidates and mention.text not in self._context.meant:
            mention, stop = self._known_beginning(mention, begin, stop)
        self._place = self._settled(mention)
        self._take(found.start(), stop, "place")

    def _read_place_in_brackets(self) -> None:
        """Read "Session 3A (Room A)", where the room is one that is known by just this name."""
        found = _BRACKETS.search(self._line.text, self._at)
        if found is None:
            return
        text = self._line.slice(*found.span(1))
        fitting = [each for each in named(text, self._context.places) if each.kind == "place"]
        if len(fitting) == 1:
            self._place = Mention(text, fitting[0], (fitting[0],))
            self._take(*found.span(), "place")

    def _settled(self, mention: Mention) -> Mention | None:
        """What a name means after it was asked about."""
        if mention.text not in self._context.meant:
            return mention
        known = self._context.meant[mention.text]
        return None if known is None else Mention(mention.text, known, (known,))

    def _known_beginning(self, mention: Mention, begin: int, stop: int) -> tuple[Mention, int]:
        """The longest known name that the typed one begins with, and where it ends."""
        ends = [found.start() for found in _WORD_END.finditer(self._line.text, begin, stop)]
        for end in reversed(ends):
            text = self._line.slice(begin, end)
            fitting = named(text, self._context.places)
            if len(fitting) == 1:
                return Mention(text, fitting[0], (fitting[0],)), end
        return mention, stop

    def _read_airports_and_number(self) -> str:
        """Read "CPH-HND" and "SK983" where they stand for themselves or the title is a flight's."""
        line, at = self._line, self._at
        number = _FLIGHT.search(line.original, line.origin(at))
        route = _AIRPORTS.search(line.text, at)
        codes = [line.slice(*route.span(group)) for group in (1, 2)] if route else []
        if not all(code.isupper() for code in codes):
            route, codes = None, []
        likely = self._flight or guess_kind(line.slice(at, len(line.text))) == ItemKind.FLIGHT
        if number is None or not (likely or codes):
            return ""
        if codes and route is not None and self._place is None:
            self._place, self._end_place = (
                self._settled(by_code(each, self._context.places)) for each in codes
            )
            self._take(*route.span(), "place")
            self._flight = True
        self._spans.append(Span(*number.span(), "number"))
        return number[0]

    def _title(self) -> str:
        """What is left: everything but what was taken, and the number among other words."""
        hidden = [span for span in self._spans if span.what != "number"]
        begin = self._line.origin(self._at)
        kept = "".join(
            " " if any(span.start <= at < span.stop for span in hidden) else char
            for at, char in enumerate(self._line.original)
            if at >= begin
        )
        return " ".join(kept.split()).strip(_EDGES)

    def _moments(self) -> tuple[Moment, Moment]:
        zone = _zone(self._place, self._context.zone, self._flight)
        end_zone = _zone(self._end_place, zone, self._flight)
        when = self._when or When(part=DayPart.TBC)
        return when.moments(self._day, zone, end_zone)


def _zone(mention: Mention | None, usual: str | None, flight: bool) -> str | None:
    """The zone of a place, or the usual one; an airport nobody knows has none, so it is asked."""
    if mention is None:
        return usual
    said = mention.found.zone if mention.found is not None else None
    return said or (None if flight else usual)
