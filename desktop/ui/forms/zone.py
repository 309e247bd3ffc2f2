"""A field for a time zone: the two countries first, then every zone there is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.language import Language, _, current, dates
from desktop.ui.forms.field import Field, Text, Unreadable
from desktop.ui.forms.lines import TextLine
from desktop.ui.forms.suggest import Suggester, Suggestion
from desktop.ui.widgets.labels import plain_tooltip

Zones = Callable[[], tuple[str, ...]]

_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def two_countries() -> tuple[str, ...]:
    """The zones that are offered first where nobody has chosen others."""
    return ("Asia/Tokyo", "Europe/Copenhagen")


def find_zones(language: Language, text: str, first: tuple[str, ...]) -> list[Suggestion]:
    """The zones whose city, name or country time fits a text; those of `first` always lead."""
    wanted = _folded(text)
    fitting = [zone for zone in first if wanted in _key(language, zone)]
    if wanted:
        others = [zone for zone in _zones() if zone not in first and wanted in _key(language, zone)]
        others.sort(key=lambda zone: not _key(language, zone).startswith(wanted))
        fitting += others
    return [
        Suggestion(zone, dates.zone_city(language, zone), zone, "globe") for zone in fitting[:40]
    ]


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    zones = (zone for zone in available_timezones() if zone.partition("/")[0] in _AREAS)
    return (*sorted(zones), "UTC")


@lru_cache(maxsize=2048)
def _key(language: Language, zone: str) -> str:
    names = (
        dates.zone_city(language, zone),
        zone.replace("_", " "),
        dates.zone_name(language, zone),
    )
    return _folded(" ".join(names))


def _folded(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text).casefold().replace("ø", "o")
    return "".join(char for char in marked if not unicodedata.combining(char)).strip()


class ZoneLine(TextLine):
    """A line that holds a zone, shown by its city."""

    def __init__(self, zones: Zones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones = zones
        self._zone: str | None = None
        self.suggester = Suggester(self, lambda text: find_zones(current(), text, zones()))
        self.installEventFilter(self)

    def show_zone(self, zone: str | None) -> None:
        """Show a zone, or none."""
        self._zone = zone
        self.show_text(dates.zone_city(current(), zone) if zone else "")
        told = f"{dates.zone_name(current(), zone)}  ({zone})" if zone else ""
        self.setToolTip(plain_tooltip(told))

    def read_zone(self) -> str | None:
        """Give the zone that stands here; `Unreadable` if it is none."""
        text = self.text().strip()
        if not text:
            return None
        if self._zone and text == dates.zone_city(current(), self._zone):
            return self._zone
        found = find_zones(current(), text, self._zones())
        same = [each for each in found if _folded(text) in (_folded(each.text), _folded(each.id))]
        if len(same) == 1 or len(found) == 1:
            return (same or found)[0].id
        raise Unreadable(lambda: _("Please choose a place from the list of time zones."))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not self.suggester.is_open()
        ):
            self.selectAll()
            self.suggester.offer_all()
            return True
        return super().eventFilter(watched, event)


class ZoneField(Field):
    """An IANA zone such as "Europe/Copenhagen", found by its city; None where empty."""

    def __init__(
        self,
        label: Text,
        *,
        zones: Zones = two_countries,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._line = ZoneLine(zones)
        self.set_control(self._line)
        self._line.suggester.chosen.connect(self._choose)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value or None)  # the file holds "" for no zone

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_zone(value)

    @override
    def read(self) -> str | None:
        return self._line.read_zone()

    def _choose(self, suggestion: Suggestion) -> None:
        self._line.show_zone(suggestion.id)
        self.commit()
