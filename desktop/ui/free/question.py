"""The question of “Find a time”: who, where, how long, between which days, and what suits best."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.plan import Plan
from desktop.language import _, current, dates
from desktop.planning.free import Query
from desktop.planning.places import zone_of
from desktop.planning.search import AFTERNOON, MORNING
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.find import Source
from desktop.ui.forms import ChipsField, ChoiceField, DateField, Form, ReferenceField, SwitchField

_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
_STEP = 30


class Question(Form):
    """The form. `edited` tells of each change; `query` is what is asked now."""

    def __init__(self, desk: Desk, plan: Plan, query: Query, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._asked = plan, query
        people = find.people(desk)
        self.section(columns=1)
        self.add("people", ChipsField(lambda: _("Who"), people.find, people.name_of))
        self.add("online", SwitchField(lambda: _("Online: nobody travels")))
        self.add("place_id", _one(lambda: _("Where"), find.places(desk)))
        self.add(
            "minutes",
            ChoiceField(
                lambda: _("Duration"),
                map(str, _LENGTHS),
                lambda minutes: dates.duration(current(), int(minutes)),
            ),
        )
        self.section()
        self.add("first", DateField(lambda: _("First day"), today=desk.today))
        self.add("last", DateField(lambda: _("Last day"), today=self._first))
        self.section(columns=1)
        self.add(
            "part",
            ChoiceField(
                lambda: _("Time of day"),
                (MORNING, AFTERNOON),
                lambda part: (
                    _("Morning, if possible") if part == MORNING else _("Afternoon, if possible")
                ),
                none=lambda: _("Any"),
            ),
        )
        self.add("keep_lunch", SwitchField(lambda: _("Keep lunch free")))
        self.add("outside", SwitchField(lambda: _("Outside office hours, too")))
        self.section(lambda: _("Who receives"), columns=1, folded=True)
        self.add("organisation_id", _one(lambda: _("Host institution"), find.organisations(desk)))
        self.add("instrument_id", _one(lambda: _("Instrument"), find.instruments(desk)))
        self.show_query(query)

    def show_query(self, query: Query) -> None:
        """Show another question, such as the same one with a wish less."""
        self._asked = query
        self.load({name: getattr(query, name) for name in self.names()})
        self.load({"minutes": str(query.minutes), "part": query.part or None})
        self._follow_online()

    def query(self) -> Query | None:
        """What is asked now; None while nothing can be asked, which is then said in its place."""
        self._follow_online()
        values = self.values()
        first, last = values["first"], values["last"]
        self.missing(name for name in ("first", "last") if values[name] is None)
        backwards = first is not None and last is not None and last < first
        self.problem(
            "last", (lambda: _("The last day is before the first.")) if backwards else None
        )
        if first is None or last is None or backwards:
            return None
        values |= {"minutes": int(values["minutes"]), "part": values["part"] or ""}
        asked = replace(self._asked, **values)
        zone = zone_of(self._plan, asked.where) if asked.where else ""
        # A time at a place is told on the clock of that place first.
        zones = tuple(dict.fromkeys((zone, *asked.zones))) if zone else asked.zones
        step = min(_STEP, asked.minutes) if _STEP % asked.minutes == 0 else _STEP
        asked = replace(asked, zones=zones, step=step)
        return asked if _is_asked(asked) else None

    def _first(self) -> date:
        first: date | None = self.field("first").value()
        return first or self._asked.first

    def _follow_online(self) -> None:
        self.field("place_id").setVisible(not self.field("online").value())


def _is_asked(query: Query) -> bool:
    return bool(query.people or query.where or query.organisation_id or query.instrument_id)


def _one(label: find.Text, source: Source) -> ReferenceField:
    """A field for one thing that is there; none is made here."""
    return ReferenceField(label, source.find, source.name_of)
