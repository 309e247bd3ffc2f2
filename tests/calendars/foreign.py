"""Calendar files as others write them, put together for the tests of the import."""

UTC_STAMP = "DTSTAMP:20261120T080000Z"


def file(*parts: str, header: str = "", end: str = "\r\n") -> bytes:
    """A calendar file of these components."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *header.split("\n"), *parts, "END:VCALENDAR", ""]
    text = "\n".join(line for line in lines if line) + "\n"
    return text.replace("\n", end).encode()


def event(*lines: str, uid: str = "one@example.org") -> str:
    """An event with that UID and these lines."""
    head = ["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), UTC_STAMP]
    return "\n".join([*head, *lines, "END:VEVENT"])


def block(name: str, standard: str, daylight: str = "", *more: str) -> str:
    """A VTIMEZONE with the offsets of winter and, by Europe's rule, of summer."""
    hour = int(standard[1:3]) + 1
    summer = (
        f"BEGIN:DAYLIGHT\nDTSTART:16010325T{hour:02}0000\nTZOFFSETFROM:{standard}\n"
        f"TZOFFSETTO:{daylight}\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT"
    )
    winter = (
        f"BEGIN:STANDARD\nDTSTART:16011028T{hour + 1:02}0000\nTZOFFSETFROM:{daylight or standard}\n"
        f"TZOFFSETTO:{standard}\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD"
    )
    parts = [summer, winter] if daylight else [winter]
    return "\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *more, *parts, "END:VTIMEZONE"])
