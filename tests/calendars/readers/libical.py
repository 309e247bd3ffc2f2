"""libical, which GNOME, KDE and many servers are built on, through its C interface."""

import ctypes
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.calendars.readers.seen import Seen

_VEVENT = 4


class _Time(ctypes.Structure):
    """`icaltimetype` of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    )


def read(content: bytes) -> list[tuple[str, Seen]]:
    """The events of a calendar file, by UID, in its order."""
    library = _library()
    root = library.icalparser_parse_string(content)
    if not root:
        raise ValueError("libical reads nothing")
    try:
        return list(_events(library, root))
    finally:
        library.icalcomponent_free(root)


def _events(library: Any, root: int) -> Iterator[tuple[str, Seen]]:
    event = library.icalcomponent_get_first_component(root, _VEVENT)
    while event:
        start = library.icalcomponent_get_dtstart(event)
        end = library.icalcomponent_get_dtend(event)
        # Without a DTEND libical says that the end is the start.
        ends = (end.year, end.month, end.day, end.hour, end.minute) != (
            *(start.year, start.month, start.day, start.hour, start.minute),
        )
        yield (
            _text(library.icalcomponent_get_uid(event)),
            Seen(
                _text(library.icalcomponent_get_summary(event)),
                _utc(library, start),
                _utc(library, end) if ends else None,
                (_zone(library, start), _zone(library, end) if ends else None),
                _text(library.icalcomponent_get_location(event)),
                sequence=library.icalcomponent_get_sequence(event),
            ),
        )
        event = library.icalcomponent_get_next_component(root, _VEVENT)


def _utc(library: Any, time: _Time) -> datetime:
    zone = None if time.is_date else time.zone
    return datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, zone), UTC)


def _zone(library: Any, time: _Time) -> str | None:
    if time.is_date or not time.zone:
        return None
    return _text(library.icaltimezone_get_tzid(time.zone))


def _text(value: bytes | None) -> str:
    return (value or b"").decode()


def _library() -> Any:
    library = ctypes.CDLL("libical.so.3")
    pointer, text, time = ctypes.c_void_p, ctypes.c_char_p, _Time
    for name, result, arguments in (
        ("icalparser_parse_string", pointer, [text]),
        ("icalcomponent_free", None, [pointer]),
        ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_dtstart", time, [pointer]),
        ("icalcomponent_get_dtend", time, [pointer]),
        ("icalcomponent_get_uid", text, [pointer]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_location", text, [pointer]),
        ("icalcomponent_get_sequence", ctypes.c_int, [pointer]),
        ("icaltime_as_timet_with_zone", ctypes.c_int64, [time, pointer]),
        ("icaltimezone_get_tzid", text, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
