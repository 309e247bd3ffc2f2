"""What the grid says: headers, clock changes, items as a screen reader tells them. No Qt."""

from __future__ import annotations

import datetime as dt

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import ItemKind, Severity
from desktop.domain.plan import instant_of
from desktop.language import Language, _, dates
from desktop.ui.grid.axis import Tick
from desktop.ui.grid.columns import Column, Piece
from desktop.ui.programme.texts import Texts, item_name


def day(language: Language, date: dt.date) -> str:
    """A day in a few letters."""
    return dates.day_short(language, date)


def where(language: Language, column: Column) -> str:
    """Where the group is on a day, with the clock there: København CEST → Tokyo JST."""
    told: list[tuple[str, str]] = []
    for piece in column.pieces:
        if not told or told[-1][0] != piece.zone:
            told.append((piece.zone, place_and_clock(language, piece)))
    return " → ".join(text for _zone, text in told)


def place_and_clock(language: Language, piece: Piece) -> str:
    """The city of a clock, and how the clock is called."""
    city = dates.zone_city(language, piece.zone)
    label = dates.zone_label(language, piece.zone, instant_of(piece.begin))
    return label if label.startswith(city) else f"{city} {label}"


def clock_label(language: Language, zone: str, instant: int) -> str:
    """What a clock is called at an instant."""
    return dates.zone_label(language, zone, instant_of(instant))


def change(minutes: int) -> str:
    """By how much the clock changes."""
    hours, rest = divmod(abs(minutes), 60)
    amount = f"{hours}:{rest:02}" if rest else str(hours)
    return _("Clock {shift} h").format(shift=("+" if minutes > 0 else "−") + amount)


def there(language: Language, tick: Tick) -> str:
    """The other country's time at a full hour, with the shift of its date."""
    if tick.there is None:
        return ""
    shift = f" {'+' if tick.shift > 0 else '−'}{abs(tick.shift)}" if tick.shift else ""
    return dates.clock(language, tick.there) + shift


def here(language: Language, tick: Tick) -> str:
    """The time at a full hour of a column."""
    return dates.clock(language, tick.here)


def spoken(item: Item, day: dt.date | None, texts: Texts, mark: str = "") -> str:
    """An item as a screen reader tells it: what, when, where, who, how certain, what is wrong."""
    language = texts.language
    time = ", ".join(clock.spoken() for clock in texts.time(item))
    parts = [
        item_name(item, language),
        words.word(ItemKind(item.kind), language),
        dates.day_short(language, day) if day else _("Not placed yet"),
        time if day else "",
        texts.place(item),
        texts.who(item).spoken(),
        texts.status(item),
        _("Pinned") if item.pinned else "",
        severity(mark, language) if mark else "",
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def tip(item: Item, day: dt.date | None, texts: Texts, mark: str = "") -> str:
    """All that an item may be too small to show, a line for each."""
    language = texts.language
    time = "  ".join(clock.spoken() for clock in texts.time(item)) if day else ""
    there = "  ".join(clock.spoken() for clock in texts.other(item)) if day else ""
    who = texts.who(item)
    lines = [
        item_name(item, language),
        "  ".join(part for part in (dates.day_short(language, day) if day else "", time) if part),
        there,
        texts.place(item),
        texts.detail(item),
        ", ".join(dict.fromkeys((who.spoken(), *who.names))),
        texts.status(item),
        _("Pinned") if item.pinned else "",
        severity(mark, language) if mark else "",
    ]
    return "\n".join(line for line in lines if line)


def severity(mark: str, language: Language) -> str:
    """What a mark of an item means."""
    return words.word(Severity(mark), language)
