"""What officers type of the wishes of hosts: lengths, priorities and possible times. No Qt."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.codes import HalfDay, Priority
from desktop.domain.text import clean
from desktop.domain.time import DayPart
from desktop.domain.wishes import WindowFact
from desktop.language import CODES, Language, _, current, dates
from desktop.ui.programme.typed_time import When, read_cell

DAY = 24 * 60
LEAST, MOST = 5, DAY  # minutes that an item may take
_LONGEST = 2_000  # signs of all windows of a host together
_SHOWN = 40  # signs of what is too long, for the sentence about it

_NOON, _EVENING = 12 * 60, 18 * 60
_PARTS = {
    DayPart.MORNING: (0, _NOON),
    DayPart.AFTERNOON: (_NOON, DAY),
    DayPart.EVENING: (_EVENING, DAY),
    DayPart.ALL_DAY: (0, DAY),
}

_ZERO = re.compile(r"0\D*")
_NUMBER = re.compile(r"(\d{1,6})")
_CLOCK = re.compile(r"(\d{1,2})[:.]([0-5]\d)")
_TENTHS = re.compile(r"(\d{1,2})[.,](\d|25|50|75)")
_MINUTES = re.compile(r"(\d{1,6}) ?(?:m|min|minut(?:es?|ter)?|分(?:間)?)\.?")
_HOURS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?|t|timer?|時間)\.?"
    r"(?: ?(?:(\d{1,2}) ?(?:m|min|minut(?:es?|ter)?|分)?\.?|(半)))?"
)

# What stands for a priority in a cell: digits everywhere, letters as the words begin.
_LETTERS = {
    "en": "msc",
    "da": "sbk",
    "ja": "msc",
}
_PRIORITY_WORDS = {
    Priority.MUST: ("must", "skal", "必須", "必ず", "必", "a", "1", "high", "høj", "高"),
    Priority.SHOULD: ("should", "bør", "できれば", "なるべく", "b", "2", "medium", "middel", "中"),
    Priority.COULD: ("could", "kan", "余裕があれば", "c", "3", "low", "lav", "低"),
}
_HALF_LETTERS = {"en": "xma", "da": "xfe", "ja": "xma"}

_HEADER = re.compile(r"^$|min|length|duration|varighed|længde|prior|分|時間$|所要|優先|重要")
_ANY_DAY = re.compile(
    r"(?:any ?day|every ?day|all days|alle dage|hver dag|enhver dag|en vilkårlig dag"
    r"|毎日|どの日でも|いずれの日も|全日程)(?:[\s,:]+|$)"
)
_ENTRIES = re.compile(r"[;\n；]")
_AND = re.compile(r"\s*(?:[,、・&+]|(?<![a-zæøå])(?:and|og)(?![a-zæøå])|と)\s*")
_UNTIL = re.compile(r"(?:until|till|before|by|til|indtil|inden|senest|før)\s+(?=\S)")
_UNTIL_AFTER = re.compile(r"\s*(?:まで)$")
_SPAN_OF_DAYS = re.compile(r"\s*(?:-|~|から|(?<= )(?:to|til)(?= ))\s*")
_HOURS_ONLY = re.compile(r"\d{1,2} ?[-~] ?\d{1,2}")
_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "〜": "~"})


class Unclear(ValueError):
    """A text says no possible time; `said` is the sentence that tells why, at that moment."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class NewHost:
    """A host that was typed or pasted; without minutes or priority those are the usual ones."""

    name: str
    minutes: int | None = None
    priority: str = Priority.SHOULD


def read_length(text: str, *, zero: bool = False) -> int | None:
    """The minutes of "90", "1 h 30", "1:30", "1½ h", "1時間半"; None if it says none.

    A number alone is of minutes, unless no visit is that short: "2" are two hours. Nothing at all
    can be meant with `zero` alone.
    """
    plain = _plain(text.replace("½", ",5"))
    if zero and _ZERO.fullmatch(plain):
        return 0
    found: int | None = None
    if match := _NUMBER.fullmatch(plain):
        number = int(match[1])
        found = number * 60 if number < LEAST else number
    elif match := _MINUTES.fullmatch(plain):
        found = int(match[1])
    elif match := _CLOCK.fullmatch(plain):
        found = int(match[1]) * 60 + int(match[2])
    elif match := _TENTHS.fullmatch(plain):
        found = round(float(f"{match[1]}.{match[2]}") * 60)
    elif match := _HOURS.fullmatch(plain):
        rest = 30 if match[3] else int(match[2] or 0)
        found = round(float(match[1].replace(",", ".")) * 60) + rest
    return found if found is not None and LEAST <= found <= MOST else None


def read_priority(text: str) -> Priority | None:
    """The priority that a word, a letter of the language, or a digit means."""
    plain = _plain(text)
    for letter, priority in zip(priority_letters(), Priority, strict=True):
        if plain == letter:
            return priority
    return next((code for code, words in _PRIORITY_WORDS.items() if plain in words), None)


def priority_letters() -> str:
    """The letters that stand for must, should and could in the language of the moment."""
    return _LETTERS.get(current().code, "msc")


def example_windows(language: Language) -> str:
    """Windows as one would type them in a language."""
    return {"ja": "火・水 9時～12時; 木 午後", "da": "tir, ons 9-12; tor eftermiddag"}.get(
        language.code, "Tue, Wed 9-12; Thu afternoon"
    )


def read_half(text: str) -> HalfDay | None:
    """The half of a day that a letter of the language or a digit means."""
    letters = _HALF_LETTERS.get(current().code, "xma")
    plain = _plain(text)
    pairs = [*zip(letters, HalfDay, strict=True), *zip("012", HalfDay, strict=True)]
    return next((half for letter, half in pairs if plain == letter), None)


def read_pasted(text: str) -> list[NewHost]:
    """A host of each line that was copied from a sheet: its name, minutes and priority by tabs.

    A first line that names the columns is passed over.
    """
    found: list[NewHost] = []
    for number, line in enumerate(text.splitlines()):
        name, *more = (clean(cell) for cell in line.split("\t"))
        if not name or (number == 0 and more and all(map(_HEADER.search, map(_plain, more)))):
            continue
        lengths = [read_length(cell) for cell in more]
        at = next((at for at, minutes in enumerate(lengths) if minutes is not None), None)
        minutes = None if at is None else lengths[at]
        rest = [cell for number, cell in enumerate(more) if number != at]
        priority = next((p for cell in rest if (p := read_priority(cell)) is not None), None)
        found.append(NewHost(name, minutes, (priority or Priority.SHOULD).value))
    return found


def read_windows(text: str, days: Sequence[dt.date]) -> tuple[WindowFact, ...]:
    """The windows of "Tue, Wed 9-12; Thu afternoon" on days of a visit; `Unclear` if it says none.

    Entries are parted by semicolons or lines; of one entry several days may share their times.
    """
    plain = _plain(text, lines=True)
    if len(plain) > _LONGEST:
        # Each place in it could part a day from its time: reading it would take too long.
        raise Unclear(_not_a_time(f"{plain[:_SHOWN]}…", days))
    found: list[WindowFact] = []
    for entry in _ENTRIES.split(plain):
        if entry.strip():
            found += _entry(entry.strip(), days)
    return tuple(dict.fromkeys(found))


def window_text(window: WindowFact, days: Sequence[dt.date]) -> str:
    """One window in short words that can be typed again."""
    return windows_text([window], days)


def windows_text(windows: Sequence[WindowFact], days: Sequence[dt.date]) -> str:
    """Windows in short words that can be typed again: "Tue, Wed 9–12; any day from 14"."""
    by_time: dict[tuple[int, int], list[dt.date | None]] = {}
    for window in windows:
        by_time.setdefault((window.start, window.end), []).append(window.day)
    glue = "・" if current().code == "ja" else ", "
    said = []
    for (start, end), on in by_time.items():
        named = [day for day in on if day is not None]
        time = _span_text(start, end)
        if None in on:
            said.append(f"{_('any day')} {time}".strip())
        if named:
            said.append(f"{glue.join(day_text(day, days) for day in named)} {time}".strip())
    return "; ".join(said)


def day_text(day: dt.date, days: Sequence[dt.date]) -> str:
    """A day by its weekday where the visit has but one of it, else with its date too."""
    language = current()
    same = [one for one in days if one.weekday() == day.weekday()]
    if same == [day]:
        return dates.weekday_short(language, day).rstrip(".")
    return dates.day_short(language, day)


def clock_text(minutes: int) -> str:
    """Minutes after midnight as briefly as they can be typed again: 9, 9:30, 9時半."""
    language, (hour, minute) = current(), divmod(minutes, 60)
    match language.code:
        case "ja":
            return f"{hour}時" + ("半" if minute == 30 else f"{minute}分" if minute else "")
        case "da":
            return f"{hour}.{minute:02}" if minute else str(hour)
        case _:
            return f"{hour}:{minute:02}" if minute else str(hour)


def _span_text(start: int, end: int) -> str:
    if start <= 0 and end >= DAY:
        return ""
    if end >= DAY:
        return _("from {time}").format(time=clock_text(start))
    if start <= 0:
        return _("until {time}").format(time=clock_text(end))
    dash = "～" if current().code == "ja" else "–"
    return f"{clock_text(start)}{dash}{clock_text(end)}"


def _plain(text: str, *, lines: bool = False) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    if lines:
        return "\n".join(" ".join(line.split()) for line in folded.splitlines())
    return " ".join(folded.split())


def _entry(text: str, days: Sequence[dt.date]) -> Iterator[WindowFact]:
    waiting: list[dt.date | None] = []
    told: list[dt.date | None] = []  # the days that the last time was said of
    for part in _AND.split(text):
        if not part:
            continue
        on, span = _part(part, days)
        if span is None:
            waiting += on
            told = []
            continue
        if on or waiting:
            told = [*waiting, *on]
        waiting = []
        for day in told or [None]:
            yield WindowFact(day, *span)
    for day in waiting:
        yield WindowFact(day, 0, DAY)


def _part(
    text: str, days: Sequence[dt.date]
) -> tuple[list[dt.date | None], tuple[int, int] | None]:
    """The days and the time that a part of an entry names."""
    named: list[dt.date | None] = []
    if found := _ANY_DAY.match(text):
        named, text = [None], text[found.end() :].strip()
        if not text:
            return named, None
    if not named and not _HOURS_ONLY.fullmatch(text) and (all_of := _days(text, days)):
        return all_of, None
    for at in range(len(text) + 1):
        head, rest = text[:at].strip().rstrip(","), text[at:].strip()
        on = _days(head, days) if head else []
        if (head and not on) or not rest:
            continue
        span = _time(rest)
        if span is not None:
            return [*named, *on], span
    raise Unclear(_not_a_time(text, days))


def _days(text: str, days: Sequence[dt.date]) -> list[dt.date | None]:
    """The days of the visit that a text names by weekday, date or a span of them; else none."""
    one = _one_day(text, days)
    if one:
        return list(one)
    ends = _SPAN_OF_DAYS.split(text)
    if len(ends) != 2:
        return []
    first, last = (_one_day(end.strip(), days) for end in ends)
    if not first or not last or last[-1] < first[0]:
        return []
    return [day for day in days if first[0] <= day <= last[-1]]


def _one_day(text: str, days: Sequence[dt.date]) -> list[dt.date]:
    found = [day for day in days if _is_weekday(text, day)]
    if found or not days:
        return found
    day = dates.parse_date(current(), text, days[0])
    return [day] if day is not None and day in days else []


def _is_weekday(text: str, day: dt.date) -> bool:
    bare = re.sub(r"曜日?$", "", text.strip().rstrip("."))
    for code in CODES:
        name = dates.weekday_name(Language.of(code), day).lower()
        if code == "ja":
            if bare == name[:1]:
                return True
        elif len(bare) >= 2 and (name.startswith(bare) or bare in (f"{name}s", f"{name}e")):
            return True
    return False


def _time(text: str) -> tuple[int, int] | None:
    until = bool(_UNTIL.match(text))
    text = _UNTIL.sub("", text, count=1)
    if not until and _UNTIL_AFTER.search(text) and not re.search(r"[-~]|から", text):
        until, text = True, _UNTIL_AFTER.sub("", text)
    when = read_cell(text)
    if when is None:
        return None
    if when.part != DayPart.EXACT:
        return _PARTS.get(DayPart(when.part))
    if when.start is None or when.printed:
        return None
    start = _minute(when.start)
    if until:
        return (0, start) if when.end is None and start else None
    end = _end(when)
    return (start, end) if start < end else None


def _end(when: When) -> int:
    if when.end is None:
        return DAY
    return _minute(when.end) or DAY


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _not_a_time(text: str, days: Sequence[dt.date]) -> str:
    example = _("Tue 9–12")
    if days:
        example = window_text(WindowFact(days[min(1, len(days) - 1)], 9 * 60, _NOON), days)
    return _(
        "“{text}” is no possible time of this visit. Write it for example as {example}."
    ).format(text=text, example=example)
