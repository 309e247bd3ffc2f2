"""Calendar files as others might send them, for hypothesis: what each line says may be odd."""

from hypothesis import strategies as st

from tests.hostile.strategies import NUMBERS, TEXTS, Draw, Texts, near

_STAMPS = st.sampled_from(
    (
        *("20270419T090000Z", "20270419T090000", "20270419", "20270230", "99991231T235959Z"),
        *("00010101T000000", "20261025T023000", "20270328T023000", "x", "", "2027-04-19T09:00"),
        *(
            "20270419T246060Z",
            "１９７０0101T000000",
            "20270419T090000Z/PT1H",
            "20270419T090000+0900",
        ),
    )
)
_RULES = st.builds(
    "FREQ={};{}".format,
    st.sampled_from(("SECONDLY", "DAILY", "YEARLY", "MONTHLY", "WEEKLY", "NEVER", "")),
    st.sampled_from(
        (
            *(
                "",
                "COUNT=999999999",
                "UNTIL=99991231T235959Z",
                "INTERVAL=0",
                "BYDAY=-1SU;BYMONTH=3",
            ),
            *(
                "BYDAY=5MO;BYMONTH=2",
                "BYSETPOS=-1;BYDAY=MO",
                "BYMONTH=13",
                "BYDAY=53SU",
                "BYDAY=SU",
            ),
            *("BYMONTHDAY=31;BYMONTH=2", "UNTIL=19700101", "BYHOUR=1,2,3;BYSECOND=0,59", "X=" * 99),
        )
    ),
)
_OFFSETS = st.sampled_from(("+0100", "+0200", "+0900", "-0000", "+9999", "0900", "+013", "Z", ""))
_VALUES: dict[str, Texts] = {
    **dict.fromkeys(("DTSTART", "DTEND", "RECURRENCE-ID", "DTSTAMP", "LAST-MODIFIED"), _STAMPS),
    **dict.fromkeys(("RDATE", "EXDATE"), st.lists(_STAMPS, max_size=3).map(",".join)),
    **dict.fromkeys(("RRULE", "EXRULE"), _RULES),
    **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), _OFFSETS),
    "DURATION": st.sampled_from(("PT1H", "P999999999D", "-PT1S", "P", "P1W2D", "PT" + "9" * 5000)),
    "SEQUENCE": NUMBERS.filter(lambda one: abs(one) < 1e300).map(str),
    "UID": st.sampled_from(("a", "b", "")) | TEXTS,
    "SUMMARY": st.sampled_from(("NH 215 HND-CPH", "SK 984 CPH-NRT", "\\", "\\n\\,\\")) | TEXTS,
    "LOCATION": st.sampled_from(("\\," * 5000, "https://zoom.us/j/1")) | TEXTS,
    "DESCRIPTION": st.sampled_from(("https://teams.microsoft.com/" + "a" * 5000,)) | TEXTS,
    "ATTENDEE": st.sampled_from(("mailto:a@example.org", "MAILTO:", "x", "mailto:" + "a@" * 999)),
    "ORGANIZER": st.sampled_from(("mailto:a@example.org", "")),
    "STATUS": st.sampled_from(("CONFIRMED", "CANCELLED", "maybe")),
    "TZID": st.sampled_from(("Mars", "Tokyo Standard Time", "/freeassociation/Europe/Copenhagen")),
    "METHOD": st.sampled_from(("CANCEL", "REPLY", "PUBLISH", "")),
    "X-WR-TIMEZONE": st.sampled_from(("Asia/Tokyo", "Mars", "")),
    **dict.fromkeys(("CATEGORIES", "TRANSP", "URL", "X-LIC-LOCATION", "GEO", "CONFERENCE"), TEXTS),
}
_ZONE_NAMES = ("Asia/Tokyo", "Mars", "Tokyo Standard Time", "Customized Time Zone", "GMT+0900", "")
_PARAMETERS = st.sampled_from(
    (
        *(
            "VALUE=DATE",
            "VALUE=PERIOD",
            'CN="a, b"',
            "CN=^n^'^^",
            "LANGUAGE=ja",
            "LANGUAGE",
            "=",
            "",
        ),
        *(f"TZID={name}" for name in _ZONE_NAMES),
        *('TZID="(UTC+09:00) Osaka, Sapporo, Tokyo"', "RANGE=THISANDFUTURE", 'CN="', "X=" * 500),
    )
)
_OF_EVENTS = tuple(name for name in _VALUES if name not in ("TZOFFSETFROM", "TZOFFSETTO", "TZID"))
_OF_ZONES = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME", "X-LIC-LOCATION")


@st.composite
def _property(draw: Draw, names: tuple[str, ...]) -> str:
    name = draw(st.sampled_from(names))
    parameters = draw(st.lists(_PARAMETERS, max_size=2))
    value: str = draw(_VALUES.get(name, TEXTS))
    return ";".join((name, *parameters)) + ":" + value


def _component(names: Texts, inner: Texts) -> Texts:
    def put(name: str, lines: list[str], *, is_closed: bool) -> str:
        return "\n".join((f"BEGIN:{name}", *lines, *([f"END:{name}"] if is_closed else [])))

    is_closed = st.integers(0, 9).map(bool)
    return st.builds(put, names, st.lists(inner, max_size=8), is_closed=is_closed)


_ZONE = st.builds(
    "BEGIN:VTIMEZONE\nTZID:{}\n{}\nEND:VTIMEZONE".format,
    st.sampled_from(_ZONE_NAMES),
    st.lists(
        _component(st.sampled_from(("STANDARD", "DAYLIGHT")), _property(_OF_ZONES)), max_size=3
    ).map("\n".join),
)
_EVENT = _component(
    st.sampled_from(("VEVENT", "VEVENT", "VEVENT", "VTODO", "VALARM", "vevent", "VFREEBUSY")),
    _property(_OF_EVENTS) | TEXTS,
)


@st.composite
def _calendar(draw: Draw) -> bytes:
    parts = draw(
        st.lists(st.one_of(_EVENT, _EVENT, _ZONE, _property(_OF_EVENTS)), min_size=1, max_size=5)
    )
    text = "\n".join(("BEGIN:VCALENDAR", *parts, "END:VCALENDAR", ""))
    width = draw(st.sampled_from((0, 0, 1, 20, 75)))
    if width:
        text = "\n".join(_folded(line, width) for line in text.split("\n"))
    text = text.replace("\n", draw(st.sampled_from(("\r\n", "\r\n", "\n", "\r"))))
    code = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")))
    return text.encode(code, "replace" if code == "cp1252" else "surrogatepass")


def _folded(line: str, width: int) -> str:
    # A line of a hundred thousand characters in pieces of one is nothing that is not tried below.
    pieces = [line[at : at + width] for at in range(0, min(len(line), 2_000), width)]
    return "\n ".join([*pieces, line[2_000:]] if len(line) > 2_000 else pieces)


CALENDARS = near(_calendar())
