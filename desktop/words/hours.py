"""Opening hours as each language writes them, and read however an officer types them."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from desktop.domain.hours import ALL_DAY, DAY, Spans, Weekly, parse, runs
from desktop.language import Language, dates
from desktop.language.typed_hours import parse_hours

_MONDAY = date(2027, 1, 4)
_WEEK = [*range(7)]


def read_hours(text: str) -> Weekly | None:
    """Read opening hours in the notation of the file or as people write them; None if neither."""
    known = parse(text)
    if known is not None:
        return known
    notation = parse_hours(text)
    return None if notation is None else parse(notation)


def hours_text(language: Language, weekly: Weekly) -> str:
    """Write opening hours: Mon–Fri 09:00–17:30, Sat 10:00–12:00, closed on public holidays."""
    if not any(weekly.days) and not weekly.holiday:
        return language.gettext("always closed")
    groups = weekly.groups()
    rules = [f"{_days(language, days)} {_times(language, spans)}" for days, spans in groups]
    if groups == [(_WEEK, ALL_DAY)]:
        rules = [language.gettext("always open")]
    if weekly.holiday:
        times = _times(language, weekly.holiday)
        rules.append(language.gettext("on public holidays {times}").format(times=times))
    elif weekly.holiday is not None:
        rules.append(language.gettext("closed on public holidays"))
    return _list(language, rules)


def written_hours(language: Language, text: str) -> str:
    """Write what the file holds of opening hours; a text that cannot be read stays as it is."""
    weekly = parse(text)
    return text if weekly is None else hours_text(language, weekly)


def _days(language: Language, days: list[int]) -> str:
    if days == _WEEK:
        return language.gettext("every day")
    dash = "～" if language.locale.language == "ja" else "–"
    return _list(
        language,
        (
            _day(language, first) + (dash + _day(language, last) if last > first else "")
            for first, last in runs(days)
        ),
        of_days=True,
    )


def _day(language: Language, weekday: int) -> str:
    return dates.weekday_short(language, _MONDAY + timedelta(days=weekday))


def _times(language: Language, spans: Spans) -> str:
    dash = "～" if language.locale.language == "ja" else "–"
    return _list(
        language,
        (f"{_clock(language, start)}{dash}{_clock(language, end)}" for start, end in spans),
    )


def _clock(language: Language, minutes: int) -> str:
    if minutes == DAY:
        return "24.00" if language.locale.language == "da" else "24:00"
    hour, minute = divmod(minutes % DAY, 60)
    return dates.clock(language, time(hour, minute))


def _list(language: Language, parts: Iterable[str], *, of_days: bool = False) -> str:
    if of_days and language.code == "ja":
        return "・".join(parts)
    return language.listed(parts)
