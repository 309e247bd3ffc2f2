"""The table of days: what its columns say, and how their cells are typed into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.language import _, current, dates
from desktop.ui.drafting.cells import Cell, CellModel, Text
from desktop.ui.drafting.fields import no_length, read_clock
from desktop.ui.drafting.frames import SATURDAY, Frame, can_part, clock_of
from desktop.ui.drafting.typed import DAY, read_length
from desktop.ui.drafting.wished import Wished
from desktop.ui.forms import Unreadable
from desktop.ui.lists import Column
from desktop.ui.programme.typed_time import read_cell

_FREE, _VISITS = "free", "visits"
_LEAST_LONGEST = 30  # minutes that the longest day is at least

Save = Callable[[Sequence[Frame], dict[str, object]], object]
Check = Callable[[Sequence[Frame], dict[str, object]], Text | None]


class DaysModel(CellModel):
    """The frames of days; `save` stores values of some, `check` says why that cannot be."""

    def __init__(
        self, wished: Callable[[], Wished], save: Save, check: Check, parent: QWidget
    ) -> None:
        self._save, self._check = save, check
        columns = [
            Column(name="day", title=lambda: _("Day"), text=day_name, look="strong", width=10),
            Column(
                name="free",
                title=lambda: _("Visits"),
                text=lambda frame: _free_word(_FREE if frame.own.free else _VISITS),
                icon=lambda frame: "sun" if frame.own.free else "",
                width=11,
            ),
            _clock_column("begins", lambda: _("Begins")),
            _clock_column("ends", lambda: _("Ends")),
            Column(name="lunch", title=lambda: _("Lunch"), text=_lunch, spare=True, width=12),
            Column(
                name="lunch_minutes",
                title=lambda: _("Time for lunch"),
                text=_lunch_minutes,
                spare=True,
                width=12,
            ),
            Column(
                name="marks",
                title=lambda: _("Remarks"),
                text=remarks,
                icon=lambda frame: "info" if frame.marks else "",
                look="soft",
                width=11,
                least=4,
                grows=True,
            ),
            Column(
                name="longest_minutes",
                title=lambda: _("Longest day"),
                text=_longest,
                spare=True,
                width=13,
            ),
            Column(
                name="parallel",
                title=lambda: words.field("parallel"),
                text=lambda frame: _parallel(frame) if can_part(wished()) else "–",
                spare=True,
                width=18,
            ),
        ]
        cells = {
            "free": Cell(
                typed=lambda frame: _FREE if frame.own.free else _VISITS,
                take=lambda rows, text: save(_days(rows), {"free": text == _FREE}),
                fault=lambda frame, _text: _single_days if frame.day is None else None,
                options=lambda: [
                    (_VISITS, _free_word(_VISITS), "check"),
                    (_FREE, _free_word(_FREE), "sun"),
                ],
                by_key=lambda key: {"x": _FREE, "f": _FREE, "v": _VISITS, "b": _VISITS}.get(
                    key.lower()
                ),
                can_be_empty=False,
            ),
            **{
                name: Cell(
                    typed=partial(_typed_clock, name),
                    take=partial(self._take_clock, name),
                    fault=partial(self._clock_fault, name),
                )
                for name in ("begins", "ends")
            },
            "lunch": Cell(
                typed=_typed_lunch,
                take=lambda rows, text: save(rows, _read_lunch(text) or {}),
                fault=self._lunch_fault,
            ),
            "lunch_minutes": Cell(
                typed=partial(_typed_length, "lunch_minutes"),
                take=lambda rows, text: save(rows, {"lunch_minutes": _length(text)}),
                fault=lambda _frame, text: _fault(text, 0, 240) if text else None,
            ),
            "longest_minutes": Cell(
                typed=partial(_typed_length, "longest_minutes"),
                take=lambda rows, text: save(rows, {"longest_minutes": _length(text)}),
                fault=lambda _frame, text: _fault(text, _LEAST_LONGEST, DAY) if text else None,
            ),
        }
        super().__init__(
            columns, cells, id_of=lambda frame: frame.id, is_usual=_is_usual, parent=parent
        )

    def _take_clock(self, name: str, rows: Sequence[Frame], text: str) -> object:
        return self._save(rows, {name: read_clock(text, is_end=name == "ends")})

    def _lunch_fault(self, frame: Frame, text: str) -> Text | None:
        values = _read_lunch(text)
        return _no_lunch if values is None else self._check([frame], values)

    def _clock_fault(self, name: str, frame: Frame, text: str) -> Text | None:
        try:
            minutes = read_clock(text, is_end=name == "ends")
        except Unreadable as fault:
            return fault.text
        return self._check([frame], {name: minutes})


def day_name(frame: Frame) -> str:
    """What the row of a day is called."""
    return _("Every day") if frame.day is None else dates.day_short(current(), frame.day)


def remarks(frame: Frame) -> str:
    """What is to be known of a day: holidays, the weekend, and that it is over."""
    if frame.day is None:
        return _("unless a day says otherwise")
    weekend = _("Weekend") if frame.day.weekday() >= SATURDAY else ""
    past = _("already past") if frame.past else ""
    return "  ·  ".join(filter(None, (past, frame.marks, weekend)))


def _clock_column(name: str, title: Text) -> Column:
    def text(frame: Frame) -> str:
        return "–" if frame.own.free and frame.day else clock_of(frame.holds(name))

    return Column(name=name, title=title, text=text, width=7)


def _days(rows: Sequence[Frame]) -> list[Frame]:
    return [frame for frame in rows if frame.day is not None]


def _free_word(code: str) -> str:
    return _("No visits") if code == _FREE else _("With visits")


def _lunch(frame: Frame) -> str:
    if (frame.own.free and frame.day) or frame.holds("lunch_minutes") == 0:
        return _("No lunch")
    dash = "～" if current().code == "ja" else "–"
    return f"{clock_of(frame.holds('lunch_from'))}{dash}{clock_of(frame.holds('lunch_to'))}"


def _lunch_minutes(frame: Frame) -> str:
    return dates.duration(current(), frame.holds("lunch_minutes"))


def _longest(frame: Frame) -> str:
    minutes = frame.holds("longest_minutes")
    return _("no limit") if minutes is None else dates.duration(current(), minutes)


def _parallel(frame: Frame) -> str:
    return _("groups apart") if frame.own.parallel else _("all together")


def _typed_clock(name: str, frame: Frame) -> str:
    minutes = getattr(frame.own, name)
    return "" if minutes is None else clock_of(minutes)


def _typed_length(name: str, frame: Frame) -> str:
    minutes = getattr(frame.own, name)
    return "" if minutes is None else dates.duration(current(), minutes)


def _typed_lunch(frame: Frame) -> str:
    if frame.own.lunch_from is None and frame.own.lunch_to is None:
        return ""
    return f"{clock_of(frame.holds('lunch_from'))}-{clock_of(frame.holds('lunch_to'))}"


def _read_lunch(text: str) -> dict[str, object] | None:
    """Within which time lunch has to be, None where a text does not say so."""
    if not text:
        return {"lunch_from": None, "lunch_to": None}
    when = read_cell(text)
    if when is None or when.start is None or when.end is None:
        return None
    start, end = (time.hour * 60 + time.minute for time in (when.start, when.end))
    return {"lunch_from": start, "lunch_to": end}


def _no_lunch() -> str:
    example = f"{clock_of(11 * 60 + 30)}-{clock_of(13 * 60 + 30)}"
    return _("Please write from when to when, such as {example}.").format(example=example)


def _length(text: str) -> int | None:
    return read_length(text, zero=True) if text else None


def _fault(text: str, least: int, most: int) -> Text | None:
    minutes = read_length(text, zero=not least)
    return no_length if minutes is None or not least <= minutes <= most else None


def _single_days() -> str:
    return _("Say of single days that they are free of visits.")


def _is_usual(frame: Frame, column: str) -> bool:
    match column:
        case "begins" | "ends" | "lunch_minutes" | "longest_minutes":
            return getattr(frame.own, column) is None
        case "lunch":
            return frame.own.lunch_from is None and frame.own.lunch_to is None
        case "free" | "parallel":
            return not getattr(frame.own, column)
        case _:
            return False
