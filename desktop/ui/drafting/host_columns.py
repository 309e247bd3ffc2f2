"""The table of hosts: what its columns say, and how their cells are typed into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import HalfDay, ItemStatus, Priority
from desktop.domain.time import DayPart
from desktop.language import _, current, dates
from desktop.ui.drafting.cells import Cell, CellModel, Index, Text
from desktop.ui.drafting.fields import no_length
from desktop.ui.drafting.host_form import PRIORITIES
from desktop.ui.drafting.typed import (
    LEAST,
    Unclear,
    example_windows,
    priority_letters,
    read_half,
    read_length,
    read_priority,
    read_windows,
    windows_text,
)
from desktop.ui.drafting.wished import USUAL_MINUTES, Host, Wished
from desktop.ui.drafting.wishing import Wishing
from desktop.ui.forms import part_text
from desktop.ui.lists import Column
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.texts import Texts, item_name
from desktop.ui.statuses import status_look
from desktop.ui.widgets.labels import plain_tooltip

_PIN = "pin"


class HostsModel(CellModel):
    """The hosts of what `wished` gives at that moment, edited through `wishing`."""

    def __init__(self, wished: Callable[[], Wished], wishing: Wishing, parent: QWidget) -> None:
        self._wished = wished
        self._said: Texts | None = None
        columns = [
            Column(
                name="title",
                title=lambda: _("Whom to see"),
                text=lambda host: item_name(host.item, current()),
                icon=lambda host: kind_icon(host.item.kind),
                look="strong",
                width=24,
                least=18,
                grows=True,
            ),
            Column(name="minutes", title=lambda: _("Duration"), text=self._minutes, width=10),
            Column(
                name="priority",
                title=lambda: words.field("priority"),
                text=lambda host: priority_word(host.item.priority),
                icon=lambda host: PRIORITIES[Priority(host.item.priority)][0],
                tone=lambda host: PRIORITIES[Priority(host.item.priority)][1],
                width=13,
            ),
            Column(
                name="windows", title=lambda: _("When"), text=self._windows, spare=True, width=11
            ),
            Column(
                name="state",
                title=lambda: _("Now"),
                text=self._state,
                icon=lambda host: _state_look(host)[1],
                tone=lambda host: _state_look(host)[0],
                spare=True,
                width=19,
            ),
            Column(name="place", title=lambda: _("Place"), text=self._place, spare=True, width=20),
            Column(
                name="half", title=lambda: _("Time of day"), text=self._half, spare=True, width=14
            ),
            Column(name="who", title=lambda: _("Who"), text=self._who, spare=True, width=12),
        ]
        cells = {
            "title": Cell(
                typed=lambda host: getattr(host.item.title, current().code, ""),
                take=lambda hosts, text: wishing.set_title(hosts[0], text),
                can_be_empty=False,
            ),
            "minutes": Cell(
                typed=self._typed_minutes,
                take=lambda hosts, text: wishing.set_minutes(hosts, read_length(text)),
                fault=_length_fault,
            ),
            "priority": Cell(
                typed=lambda host: str(host.item.priority),
                take=lambda hosts, text: wishing.save(hosts, priority=text),
                fault=lambda _host, text: None if text in set(Priority) else _no_priority,
                options=lambda: [
                    (code.value, priority_word(code), PRIORITIES[code][0]) for code in Priority
                ],
                by_key=lambda key: _code(read_priority(key)),
                can_be_empty=False,
            ),
            "windows": Cell(
                typed=lambda host: windows_text(host.wish.windows, wished().days),
                take=lambda hosts, text: wishing.set_windows(
                    hosts, read_windows(text, wished().days)
                ),
                fault=self._windows_fault,
            ),
            "half": Cell(
                typed=lambda host: str(host.item.preferred_half),
                take=lambda hosts, text: wishing.save(
                    hosts, preferred_half=text or HalfDay.ANY.value
                ),
                options=lambda: [(code.value, half_word(code), "clock") for code in HalfDay],
                by_key=lambda key: _code(read_half(key)),
            ),
        }
        super().__init__(columns, cells, id_of=_id, is_usual=_is_usual, parent=parent)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            column, host = self.columns[index.column()], self.row_at(index.row())
            if column.name == "state":
                return f"{self._state(host)}, {_state_spoken(host)}"
        return super().data(index, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        if role == Qt.ItemDataRole.ToolTipRole and across:
            how = _how_to_type(self.columns[section].name)
            if how:
                return plain_tooltip(how)
        return super().headerData(section, orientation, role)

    # -- texts

    def _minutes(self, host: Host) -> str:
        return dates.duration(current(), host.minutes or USUAL_MINUTES)

    def _typed_minutes(self, host: Host) -> str:
        return "" if host.minutes is None else dates.duration(current(), host.minutes)

    def _windows(self, host: Host) -> str:
        return windows_text(host.wish.windows, self._wished().days) or _("any time")

    def _windows_fault(self, _host: Host, text: str) -> Text | None:
        try:
            read_windows(text, self._wished().days)
        except Unclear as unclear:
            said = unclear.said
            return lambda: said
        return None

    def _place(self, host: Host) -> str:
        return self._texts().place(host.item)

    def _half(self, host: Host) -> str:
        return half_word(HalfDay(host.item.preferred_half))

    def _who(self, host: Host) -> str:
        return self._texts().who(host.item).spoken()

    def _state(self, host: Host) -> str:
        item, language = host.item, current()
        if not host.is_placed:
            day, part = item.start.date, item.start.part
            parts = [
                dates.day_short(language, day) if day else "",
                part_text(part) if part not in (DayPart.EXACT, DayPart.TBC) else "",
            ]
            return " ".join(filter(None, parts)) or _("Not placed yet")
        start = item.start
        assert start.date is not None
        assert start.time is not None
        return f"{dates.day_short(language, start.date)} {dates.clock(language, start.time)}"

    def _texts(self) -> Texts:
        programme, language = self._wished().programme, current()
        said = self._said
        if said is None or said.programme is not programme or said.language is not language:
            said = self._said = Texts(language, programme, ("", ""))
        return said


def _how_to_type(column: str) -> str:
    """How the cells of a column are typed into most quickly."""
    match column:
        case "minutes":
            return _("Type minutes or hours, such as 90, 1:30 or 1 h 30.")
        case "priority":
            return _("Type {keys} for must, should and could, for all selected hosts.").format(
                keys="/".join(priority_letters())
            )
        case "windows":
            return _("Type days and times, such as {example}.").format(
                example=example_windows(current())
            )
        case _:
            return ""


def priority_word(code: str) -> str:
    """A priority in one word, for a cell or a menu."""
    return {
        Priority.MUST: _("Must"),
        Priority.SHOULD: _("Should"),
        Priority.COULD: _("Could"),
    }[Priority(code)]


def half_word(code: HalfDay) -> str:
    """A half of the day in one word, for a cell or a menu."""
    return {
        HalfDay.ANY: _("Any"),
        HalfDay.MORNING: _("Morning"),
        HalfDay.AFTERNOON: _("Afternoon"),
    }[code]


def _state_look(host: Host) -> tuple[str, str]:
    """Colour and icon of how firmly a host stands in the programme; none where it waits."""
    if host.item.pinned:
        return "accent", _PIN
    return status_look(ItemStatus(host.item.status)) if host.is_placed else ("soft", "")


def _state_spoken(host: Host) -> str:
    """How certain a host is, and whether it is pinned."""
    word = words.word(ItemStatus(host.item.status))
    return f"{word}, {words.field('pinned')}" if host.item.pinned else word


def _is_usual(host: Host, column: str) -> bool:
    match column:
        case "minutes":
            return host.minutes is None
        case "windows":
            return not host.wish.windows
        case "half":
            return host.item.preferred_half == HalfDay.ANY
        case "state":
            return not host.is_placed
        case "place" | "who":
            return True
        case _:
            return False


def length_fault(host: Host, minutes: int | None) -> Text | None:
    """Why a host cannot be that long, None where it can."""
    if host.clocked is None:
        return None
    return _pinned if host.item.pinned else _by_clock if minutes is None else None


def _length_fault(host: Host, text: str) -> Text | None:
    minutes = read_length(text)
    if text and (minutes is None or minutes < LEAST):
        return no_length
    return length_fault(host, minutes)


def _pinned() -> str:
    return _("This one is pinned to its time. Unpin it first.")


def _by_clock() -> str:
    return _("Its time in the programme says how long it takes.")


def _no_priority() -> str:
    return _("Please choose how much it matters.")


def _code(code: HalfDay | Priority | None) -> str | None:
    return None if code is None else code.value


def _id(host: Host) -> str:
    return host.id
