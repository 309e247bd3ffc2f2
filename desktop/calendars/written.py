"""Events and tasks as the lines of a calendar file."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5

from desktop import words
from desktop.calendars.entry import CANCELLED, CONFIRMED, TENTATIVE
from desktop.calendars.lines import escaped, parameter, plain, stamp, when
from desktop.calendars.reminders import Occasion, Reminders, alarm
from desktop.calendars.todo import COMPLETED
from desktop.domain.codes import Clause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.calendars.entry import Entry, Told
    from desktop.calendars.todo import Todo
    from desktop.domain.revision import Revision
    from desktop.language import Language

NONE = Reminders()
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IN_LINKS = ":/?#[]@!$&'()*+,;=%~"
# The names of CSS that come nearest to the colours of the clauses in the window.
_COLOURS = {
    Clause.DELEGATION: "steelblue",
    Clause.EXCHANGE: "darkgoldenrod",
    Clause.ACCESS: "mediumvioletred",
}


def event(
    one: Entry,
    revision: Revision,
    language: Language,
    *,
    reminders: Reminders = NONE,
    people: Iterable[str] = (),
) -> list[str]:
    """The lines of an event; `people` are the lines of those who are asked to come."""
    start, end = one.when.start, one.when.end
    location, position = one.location, one.position
    return [
        "BEGIN:VEVENT",
        *_identity(one.uid, revision),
        when("DTSTART", start),
        *([when("DTEND", end)] if end is not None else []),
        *([f"STATUS:{one.status}"] if one.status else []),
        f"TRANSP:{'TRANSPARENT' if one.free else 'OPAQUE'}",
        f"X-MICROSOFT-CDO-BUSYSTATUS:{_busy(one)}",
        *_texts(one, language),
        *([_told("LOCATION", location)] if location is not None else []),
        # Six decimals: about the width of a hand.
        *([f"GEO:{position[0]:.6f};{position[1]:.6f}"] if position is not None else []),
        *_link(one.link, language),
        *([f"RELATED-TO:{one.parent}"] if one.parent else []),
        *people,
        *alarm(
            one.uid,
            one.summary.text,
            reminders.before(one.occasion),
            all_day=one.when.all_day,
        ),
        "END:VEVENT",
    ]


def todo(
    one: Todo, revision: Revision, language: Language, *, reminders: Reminders = NONE
) -> list[str]:
    """The lines of a task."""
    due, done = one.due, one.done
    return [
        "BEGIN:VTODO",
        *_identity(one.uid, revision),
        *([when("DUE", due)] if due is not None else []),
        f"STATUS:{one.status}",
        # An instant is asked for. Noon UTC is on that day in both countries.
        *(
            [f"COMPLETED:{stamp(datetime.combine(done, time(12), UTC))}"]
            if done is not None
            else []
        ),
        *(["PERCENT-COMPLETE:100"] if done is not None else []),
        *_texts(one, language),
        *([f"RELATED-TO:{one.parent}"] if one.parent else []),
        *_due_alarm(one, one.uid, reminders, from_due=True),
        "END:VTODO",
    ]


def deadline_uid(one: Todo) -> str:
    """The UID of the day a task is due."""
    return str(uuid5(UUID(one.uid), "deadline"))


def deadline(
    one: Todo, revision: Revision, language: Language, *, reminders: Reminders = NONE
) -> list[str]:
    """The lines of the day a task is due as an event, for calendars without tasks; none undated.

    It has a UID of its own, as a UID never changes what it names.
    """
    if one.due is None:
        return []
    uid = deadline_uid(one)
    return [
        "BEGIN:VEVENT",
        *_identity(uid, revision),
        when("DTSTART", one.due),
        when("DTEND", one.due + timedelta(days=1)),
        f"STATUS:{CANCELLED if one.status == CANCELLED else CONFIRMED}",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        *_texts(one, language),
        f"RELATED-TO:{one.uid}",
        *_due_alarm(one, uid, reminders),
        "END:VEVENT",
    ]


def _identity(uid: str, revision: Revision) -> list[str]:
    modified = stamp(revision.modified)
    return [
        f"UID:{uid}",
        # Without a METHOD both say when the data last changed (§3.8.7.2).
        f"DTSTAMP:{modified}",
        f"CREATED:{stamp(revision.created)}",
        f"LAST-MODIFIED:{modified}",
        f"SEQUENCE:{revision.sequence}",
    ]


def _texts(one: Entry | Todo, language: Language) -> list[str]:
    description = "\n".join(filter(None, one.description))
    category = words.word(one.clause, language).replace(",", "")
    return [
        *(["CLASS:CONFIDENTIAL"] if one.confidential else []),
        _told("SUMMARY", one.summary),
        *(
            [f"DESCRIPTION;LANGUAGE={language.locale.language}:{escaped(description)}"]
            if description
            else []
        ),
        f"CATEGORIES:{escaped(category)}",
        f"COLOR:{_COLOURS[one.clause]}",
    ]


def _told(name: str, one: Told) -> str:
    return f"{name};LANGUAGE={one.language}:{escaped(one.text)}"


def _busy(one: Entry) -> str:
    if one.free or one.status == CANCELLED:
        return "FREE"
    return "TENTATIVE" if one.status == TENTATIVE else "BUSY"


def _link(link: str, language: Language) -> list[str]:
    """The link of a video meeting; what is no link stands in the description alone."""
    told = plain(link).strip()
    if not _LINK.fullmatch(told):
        return []
    address = quote(told, safe=_IN_LINKS)
    label = parameter(words.field("meeting_link", language))
    return [
        f"URL:{address}",
        f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL={label}:{address}",
    ]


def _due_alarm(one: Todo, uid: str, reminders: Reminders, *, from_due: bool = False) -> list[str]:
    open_still = one.due is not None and one.status not in (COMPLETED, CANCELLED)
    minutes = reminders.before(Occasion.TASK) if open_still else None
    return alarm(uid, one.summary.text, minutes, all_day=True, from_due=from_due)
