"""A reader of calendar files that knows RFC 5545 and no library, to check what is written."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_NAME = re.compile(r"[A-Z0-9-]+")
_PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]*(?:,[^";:,]*)*)')
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONCE_IN_EVENT = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "CREATED", "LAST-MODIFIED", "STATUS")
_ONCE_IN_TODO = ("UID", "DTSTAMP", "SEQUENCE", "CREATED", "LAST-MODIFIED", "STATUS", "CATEGORIES")
_ORDER = ("VTIMEZONE", "VEVENT", "VTODO")
_STAMP = re.compile(r"\d{8}T\d{6}Z")


@dataclass
class Line:
    """One property: its name, its parameters as written, its value with escapes."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value of a TEXT property."""
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Part:
    """One component with its lines and its parts."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def get(self, name: str) -> Line:
        (line,) = self.all(name)
        return line

    def kind(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]


def read(content: bytes, method: str = "", *, uninvites: bool = False) -> Part:
    """Read a file and refuse whatever the RFC forbids or some reader is known to stumble over.

    A file with a `method` is an invitation: to one event, with its organizer. One that `uninvites`
    is for some guests alone, and says nothing about whether the event takes place.
    """
    root = _parse(_unfolded(content))
    assert root.name == "VCALENDAR"
    assert root.get("VERSION").value == "2.0"
    assert root.get("CALSCALE").value == "GREGORIAN"
    assert root.get("PRODID").value == "-//Kakehashi//Kakehashi//EN"
    assert [line.value for line in root.all("METHOD")] == ([method] if method else [])
    assert root.all("UID") == []
    if method:
        assert len(root.kind("VEVENT")) == 1
        assert root.kind("VTODO") == []
    else:
        _check_head(root)
    names = [part.name for part in root.parts]
    assert names == sorted(names, key=_ORDER.index), "zones stand before the events that use them"
    assert root.kind("VEVENT") + root.kind("VTODO")
    _check_zones(root)
    uids = [part.get("UID").value for part in (*root.kind("VEVENT"), *root.kind("VTODO"))]
    assert len(set(uids)) == len(uids)
    for event in root.kind("VEVENT"):
        _check_event(event, uninvites=uninvites)
        _check_people(event, method, uninvites=uninvites)
    for todo in root.kind("VTODO"):
        _check_todo(todo)
    return root


def _check_head(root: Part) -> None:
    called = {line.parameters["LANGUAGE"]: line.text for line in root.all("NAME")}
    assert len(called) == len(root.all("NAME"))
    assert root.all("NAME")[0].text == root.get("X-WR-CALNAME").text != ""
    assert root.get("DESCRIPTION").text == root.get("X-WR-CALDESC").text != ""
    assert root.get("REFRESH-INTERVAL").parameters == {"VALUE": "DURATION"}
    assert root.get("REFRESH-INTERVAL").value == root.get("X-PUBLISHED-TTL").value


def _check_people(event: Part, method: str, *, uninvites: bool) -> None:
    """Organizer and guests stand in invitations alone, each with an address (§3.8.4.3)."""
    organizers, guests = event.all("ORGANIZER"), event.all("ATTENDEE")
    assert len(organizers) == (1 if method else 0)
    assert bool(guests) <= bool(organizers)
    for line in (*organizers, *guests):
        assert re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", line.value)
        assert line.parameters["CN"].strip('"')
    addresses = [line.value for line in guests]
    assert len(set(addresses)) == len(addresses)
    if uninvites:
        assert method == "CANCEL"
        assert guests
        assert event.all("STATUS") == [], "RFC 5546, 3.2.5: or it were called off for everybody"
    elif method == "CANCEL":
        assert event.get("STATUS").value == "CANCELLED"


def _check_alarms(part: Part) -> None:
    """A bad line in one of these makes Apple's calendar refuse the whole file."""
    for alarm in part.parts:
        assert alarm.name == "VALARM"
        assert alarm.get("ACTION").value == "DISPLAY"
        assert alarm.get("DESCRIPTION").text
        trigger = alarm.get("TRIGGER")
        due = part.name == "VTODO"
        assert trigger.parameters == ({"RELATED": "END"} if due else {})
        assert re.fullmatch(r"-?P(\d+D(T(\d+H)?(\d+M)?)?|T\d+H(\d+M)?|T\d+M|T0S)", trigger.value), (
            trigger.value
        )
        assert not trigger.value.endswith("T")
        assert alarm.get("UID").value != part.get("UID").value


def instant(line: Line, root: Part) -> datetime:
    """The instant of a DTSTART or DTEND, by the file's own VTIMEZONE; a date is midnight UTC."""
    if line.parameters.get("VALUE") == "DATE":
        return datetime.strptime(line.value, "%Y%m%d").replace(tzinfo=UTC)
    wall = _wall(line.value.removesuffix("Z"))
    if line.value.endswith("Z"):
        return wall
    (zone,) = (
        zone for zone in root.kind("VTIMEZONE") if zone.get("TZID").value == line.parameters["TZID"]
    )
    clock = Clockwork(zone)
    # The first of two instants with that wall time, as §3.3.5 says.
    return min(
        wall - candidate
        for candidate in clock.offsets
        if clock.offset_at(wall - candidate) == candidate
    )


class Clockwork:
    """What a VTIMEZONE says about any instant until 2050."""

    def __init__(self, zone: Part) -> None:
        changes = sorted(
            (onset, offset(part.get("TZOFFSETTO").value))
            for part in zone.parts
            for onset in _onsets(part, 2050)
        )
        self._onsets = [onset for onset, _ in changes]
        self.offsets = [after for _, after in changes]

    def offset_at(self, at: datetime) -> timedelta:
        """The offset after the latest onset (§3.6.5)."""
        return self.offsets[bisect_right(self._onsets, at) - 1]


def offset(text: str) -> timedelta:
    found = _OFFSET.fullmatch(text)
    assert found, text
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return size if found[1] == "+" else -size


def _onsets(part: Part, last_year: int) -> list[datetime]:
    start = _wall(part.get("DTSTART").value)
    before = offset(part.get("TZOFFSETFROM").value)
    rules = part.all("RRULE")
    if not rules:
        return [start - before]
    rule = dict(piece.split("=") for piece in rules[0].value.split(";"))
    assert rule.pop("FREQ") == "YEARLY"
    until = _wall(rule.pop("UNTIL", "99991231T000000Z").removesuffix("Z"))
    onsets = [
        start.replace(year=year, day=_day(year, dict(rule))) - before
        for year in range(start.year, last_year + 1)
    ]
    assert onsets[0] == start - before, "the first onset is the rule's own"
    return [onset for onset in onsets if onset <= until]


def _wall(text: str) -> datetime:
    """A wall time, marked as UTC so that it can be reckoned with."""
    return datetime.strptime(f"{text}+0000", "%Y%m%dT%H%M%S%z")


def _day(year: int, rule: dict[str, str]) -> int:
    month = int(rule.pop("BYMONTH"))
    following = datetime(year + month // 12, month % 12 + 1, 1)
    days = range(1, (following - timedelta(days=1)).day + 1)
    allowed = {int(day) for day in rule.pop("BYMONTHDAY", "").split(",") if day}
    by_day = rule.pop("BYDAY", "")
    assert not rule, rule
    nth, weekday = by_day[:-2], by_day[-2:]
    found = [
        day
        for day in days
        if (not allowed or day in allowed)
        and (not weekday or datetime(year, month, day).weekday() == _WEEKDAYS.index(weekday))
    ]
    if nth:
        return found[int(nth) - 1] if int(nth) > 0 else found[int(nth)]
    (only,) = found
    return only


def _unfolded(content: bytes) -> list[str]:
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    raw = content[:-2].split(b"\r\n")
    for line in raw:
        assert 0 < len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        text = line.decode("utf-8")  # so no character is cut in two
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text)
    return content[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def _parse(lines: list[str]) -> Part:
    stack = [Part("")]
    for text in lines:
        name = _NAME.match(text)
        assert name, text
        rest, parameters = text[name.end() :], {}
        while found := _PARAMETER.match(rest):
            parameters[found[1]] = found[2]
            rest = rest[found.end() :]
        assert rest.startswith(":"), text
        value = rest[1:]
        if name[0] == "BEGIN":
            stack.append(Part(value))
        elif name[0] == "END":
            part = stack.pop()
            assert part.name == value
            stack[-1].parts.append(part)
        else:
            stack[-1].lines.append(Line(name[0], parameters, value))
    (root,) = stack[0].parts
    return root


def _check_zones(root: Part) -> None:
    used = {
        line.parameters["TZID"]
        for event in root.kind("VEVENT")
        for line in event.lines
        if "TZID" in line.parameters
    }
    zones = [zone.get("TZID").value for zone in root.kind("VTIMEZONE")]
    assert zones == sorted(used)
    for zone in root.kind("VTIMEZONE"):
        check_zone(zone)


def check_zone(zone: Part) -> None:
    """Refuse a VTIMEZONE that a reader is known to take wrongly."""
    assert {part.name for part in zone.parts} <= {"STANDARD", "DAYLIGHT"}
    assert zone.kind("STANDARD")
    for part in zone.parts:
        names = {line.name for line in part.lines}
        assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"} <= names
        assert "RDATE" not in names
        assert "Z" not in part.get("DTSTART").value
        assert len(part.all("RRULE")) <= 1


def _check_event(event: Part, *, uninvites: bool) -> None:
    for name in _ONCE_IN_EVENT:
        if name != "STATUS" or not uninvites:
            event.get(name)
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert _STAMP.fullmatch(event.get(name).value)
    assert event.get("DTSTAMP").value == event.get("LAST-MODIFIED").value
    assert event.get("CREATED").value <= event.get("LAST-MODIFIED").value
    assert int(event.get("SEQUENCE").value) >= 0
    if not uninvites:
        assert event.get("STATUS").value in ("TENTATIVE", "CONFIRMED", "CANCELLED")
    assert event.get("TRANSP").value in ("OPAQUE", "TRANSPARENT")
    busy = event.get("X-MICROSOFT-CDO-BUSYSTATUS").value
    assert (busy == "FREE") == (event.get("TRANSP").value == "TRANSPARENT")
    for name in ("SUMMARY", "DESCRIPTION", *(["LOCATION"] if event.all("LOCATION") else [])):
        assert event.get(name).parameters["LANGUAGE"] in ("ja", "da", "en")
        assert event.get(name).text
    assert re.fullmatch("[a-z]+", event.get("COLOR").value)
    _check_alarms(event)
    start = event.get("DTSTART")
    kinds = {line.parameters.get("VALUE") for line in (start, *event.all("DTEND"))}
    assert len(kinds) == 1
    if kinds == {"DATE"}:
        assert "TZID" not in start.parameters
        assert event.get("DTEND").value > start.value
    else:
        floating = [
            line
            for line in (start, *event.all("DTEND"))
            if "TZID" not in line.parameters and not line.value.endswith("Z")
        ]
        assert not floating


def _check_todo(todo: Part) -> None:
    """Refuse what §3.6.2 forbids, and what of an event has no place in a task."""
    for name in _ONCE_IN_TODO:
        todo.get(name)
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert _STAMP.fullmatch(todo.get(name).value)
    for name in ("SUMMARY", "DESCRIPTION"):
        assert todo.get(name).parameters["LANGUAGE"] in ("ja", "da", "en")
        assert todo.get(name).text
    for line in todo.all("DUE"):
        assert line.parameters == {"VALUE": "DATE"}
        assert re.fullmatch(r"\d{8}", line.value)
    status = todo.get("STATUS").value
    assert status in ("NEEDS-ACTION", "COMPLETED", "CANCELLED")
    completed = todo.all("COMPLETED")
    assert bool(completed) == (status == "COMPLETED")
    assert all(_STAMP.fullmatch(line.value) for line in completed)
    _check_alarms(todo)
    assert not todo.parts or todo.all("DUE")
    forbidden = ("DTSTART", "DURATION", "DTEND", "TRANSP", "ATTENDEE", "ORGANIZER")
    assert not [line.name for line in todo.lines if line.name in forbidden]
