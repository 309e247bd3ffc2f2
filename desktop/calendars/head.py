"""What stands in a calendar file before its events: what it is, and the rules of its zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.calendars.lines import escaped
from desktop.calendars.zones import timezone
from desktop.domain import Group, Person
from desktop.domain.text import PARTS
from desktop.language import Language, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.calendars.scope import Audience, Record

PRODUCT = "-//Kakehashi//Kakehashi//EN"
_ANEW = "PT12H"


def opening(method: str = "") -> list[str]:
    """The first lines of every file; a file that is to be imported has no method."""
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        *([f"METHOD:{method}"] if method else []),
    ]


def head(
    records: list[Record], language: Language, audience: Audience | None, name: str = ""
) -> list[str]:
    """The lines before the zones: the name in every language that has one, and what the file is."""
    called = {
        code: " ".join(escaped(told).replace("\\n", " ").split())
        for code in dict.fromkeys((language.locale.language, *PARTS))
        if (told := name or _name(records, Language.of(code), audience))
    }
    own = called[language.locale.language]
    about = escaped(
        language.gettext("Importing a newer file of this calendar updates the same entries.")
    )
    return [
        *opening(),
        *(
            f"NAME;LANGUAGE={code}:{told}"
            for code, told in called.items()
            if told != own or code == language.locale.language
        ),
        f"X-WR-CALNAME:{own}",
        f"DESCRIPTION;LANGUAGE={language.locale.language}:{about}",
        f"X-WR-CALDESC:{about}",
        # Whoever subscribes to it need not ask more often.
        f"REFRESH-INTERVAL;VALUE=DURATION:{_ANEW}",
        f"X-PUBLISHED-TTL:{_ANEW}",
    ]


def zones(years: Iterable[tuple[str, int]]) -> list[list[str]]:
    """The rules of every zone that the events name, for the years in which they do."""
    used: dict[str, set[int]] = {}
    for zone, year in years:
        used.setdefault(zone, set()).add(year)
    return [timezone(zone, min(some), max(some)) for zone, some in sorted(used.items())]


def _name(records: list[Record], language: Language, audience: Audience | None) -> str:
    if isinstance(audience, Person):
        return names.display(language, audience) or "Kakehashi"
    parts = [] if audience is None else [audience.label().best(language.code)]
    if len(records) == 1 and (audience is None or isinstance(audience, Group)):
        parts.insert(0, records[0].title.best(language.code))
        parts.insert(0, records[0].reference)
    return " ".join(filter(None, parts)) or "Kakehashi"
