"""A week on paper: what lies over its days above, and below what each day brings, in full."""

from collections.abc import Sequence
from datetime import date

from desktop.documents.agenda import Agenda, Entry, days_between, is_off, notes
from desktop.documents.document import Data, Document
from desktop.documents.month import calendar_frame, chips, note, span_of, the_records, zone_of
from desktop.documents.people import joined
from desktop.documents.subjects import days_of, heading, name, named, week_of, weeks
from desktop.documents.wish import Material, Wish
from desktop.domain.day_mark import DayMark
from desktop.language import Language
from desktop.language.dates import day_short

_MOST_WEEKS = 26


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the week that is wished for; of a record without a wish, each with something in it."""
    span = span_of(material) if material.source is not None else None
    usual = weeks(*span)[:_MOST_WEEKS] if span else [week_of(wish.on)]
    chosen = [wish.subject] if wish.subject else usual
    agenda = Agenda(language, zone_of(material), alone=material.source is not None)
    entries = agenda.entries(the_records(material))
    if not wish.subject:
        chosen = _busy(chosen, entries) or chosen
    pages = [_week(one, entries, material.day_marks, language) for one in chosen]
    data = calendar_frame(material, language, wish.on) | {
        "weeks": pages,
        "note": note(language, zone_of(material)),
    }
    title = joined(language, (data["kind"], name(chosen[0], language) if len(pages) == 1 else ""))
    if material.source is not None:
        title = " – ".join((data["title"], title))
    return Document("week", data, language, title, wish.on)


def subjects(material: Material, language: Language) -> list[tuple[str, str]]:
    """The weeks in which anything is planned."""
    span = span_of(material)
    return named(weeks(*span), language) if span else []


def _busy(found: Sequence[str], entries: Sequence[Entry]) -> list[str]:
    """The weeks in which more takes place than that a stay goes on."""
    timed = [entry for entry in entries if entry.order]
    return [one for one in found if any(entry.touches(*days_of(one)) for entry in timed)]


def _week(
    subject: str, entries: Sequence[Entry], marks: Sequence[DayMark], language: Language
) -> Data:
    days = days_between(*days_of(subject))
    bars = [entry for entry in entries if entry.is_bar and entry.touches(days[0], days[-1])]
    return {
        "key": subject,
        "title": heading(subject, language),
        # As many lines as there are bars: all of them are shown.
        "chips": list(chips(bars, days, len(bars), language)),
        "days": [
            {
                "key": f"{day:%Y-%m-%d}",
                "title": day_short(language, day),
                "off": is_off(marks, day) or day.weekday() == 6,
                "notes": notes(language, marks, day),
                "entries": [_entry(one) for one in entries if _is_on(one, day)],
            }
            for day in days
        ],
    }


def _is_on(entry: Entry, day: date) -> bool:
    return not entry.is_bar and entry.first == day


def _entry(entry: Entry) -> Data:
    return {
        "key": entry.key,
        "clause": entry.clause,
        "times": entry.times,
        "text": entry.text,
        "place": entry.place,
    }
