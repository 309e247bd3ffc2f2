"""When a place, an organisation, a person, a facility or an instrument cannot be planned with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Closure, CountryClosure, Entity
from desktop.domain.codes import ClosureKind
from desktop.language import _, current, dates
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    LongTextField,
    TimeField,
    TrilingualField,
)
from desktop.ui.lists import Column
from desktop.ui.pages.periods import period_text
from desktop.ui.parts_panel import PartsPanel

_MAINTAINED = frozenset({"facility", "instrument"})  # these can be closed for maintenance

Text = Callable[[], str]


class ClosurePanel(PartsPanel):
    """The days on which one place, body, facility or instrument is closed, or one person away.

    From a first to a last day; of one that stands alone both are that day.
    """

    def __init__(self, desk: Desk, owner_kind: str, ensure: Callable[[], str]) -> None:
        self._owner_kind = owner_kind
        person = owner_kind == "person"
        kinds = [_kind_column()] if owner_kind in _MAINTAINED else []
        super().__init__(
            desk,
            Closure,
            ensure,
            columns=[
                _days_column(),
                *kinds,
                Column(name="time", title=lambda: _("Time"), text=_clock_text, width=18),
                _name_column(),
            ],
            name=closures_title(owner_kind),
            icon="calendar",
            empty_title=(lambda: _("No absences")) if person else (lambda: _("No closed days")),
            empty_text=_empty_text(owner_kind),
            new_text=(lambda: _("Add absence")) if person else (lambda: _("Add closed days")),
        )
        form = self.form
        form.section(columns=2)
        self._add_days()
        form.add(
            "from_time",
            TimeField(lambda: _("From (time)"), hint=lambda: _("Empty means the whole day.")),
        )
        form.add("to_time", TimeField(lambda: _("To (time)")))
        if kinds:
            form.add(
                "kind",
                ChoiceField(
                    lambda: _("Kind"), ClosureKind, lambda code: words.word(ClosureKind(code))
                ),
            )
        form.add("name", TrilingualField(lambda: _("Reason")), wide=True)
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        self.load("")

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[Closure]:
        found = records.parts(session, Closure, self._owner_kind, owner_id)
        return sorted(found, key=_by_day)

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        owner = {f"{self._owner_kind}_id": self.owner_id}
        return records.add(session, Closure(**owner, **self._days(values)))

    @override
    def save(self, session: Session, part_id: str, name: str, value: Any) -> None:
        days = records.update(session, Closure, part_id, **{name: value})
        _set_right(days, name)

    def _days(self, values: dict[str, Any]) -> dict[str, Any]:
        day = values.get("first") or values.get("last")
        return values | {"first": day, "last": values.get("last") or day}

    @override
    def label_of(self, part: Any) -> str:
        said = (period_text(part.first, part.last), part.name.best(current().code))
        return "  ·  ".join(text for text in said if text)

    @override
    def shown(self, part: Any) -> None:
        self.form.missing({"first"} if part is not None and part.first is None else ())

    def _add_days(self) -> None:
        for name, label in (("first", lambda: _("First day")), ("last", lambda: _("Last day"))):
            self.form.add(name, DateField(label, today=self.desk.today))


def closures_title(owner_kind: str) -> Text:
    """What the closures of a kind are called: a person is away, a place is closed."""
    if owner_kind == "person":
        return lambda: _("Absences")
    return lambda: _("Closed days")


def _empty_text(owner_kind: str) -> Text:
    if owner_kind == "person":
        return lambda: _("Note when the person is away; programmes then warn in time.")
    if owner_kind in _MAINTAINED:
        return lambda: _("Note closed days and maintenance; slots then warn in time.")
    return lambda: _("Note when nobody can be received; programmes then warn in time.")


def _days_column() -> Column:
    return Column(
        name="days",
        title=lambda: _("Days"),
        text=lambda row: period_text(row.first, row.last),
        sort=lambda row: row.first,
        look="strong",
        width=26,
    )


def _kind_column() -> Column:
    return Column(
        name="kind",
        title=lambda: _("Kind"),
        text=lambda row: words.word(ClosureKind(row.kind)),
        width=16,
    )


def _name_column() -> Column:
    return Column(
        name="name",
        title=lambda: _("Reason"),
        text=lambda row: row.name.best(current().code),
        grows=True,
    )


def _clock_text(row: Closure) -> str:
    if row.from_time is not None:
        return dates.clock_range(current(), row.from_time, row.to_time)
    if row.to_time is not None:
        return _("until {time}").format(time=dates.clock(current(), row.to_time))
    return _("All day")


def _by_day(days: Closure | CountryClosure) -> tuple[date, str]:
    return days.first or date.max, days.id


def _set_right(days: Closure | CountryClosure, changed: str) -> None:
    """Let the last day not be before the first, whichever of them was just written."""
    if days.first is None or days.last is None:
        return
    if days.last < days.first:
        if changed == "first":
            days.last = days.first
        else:
            days.first = days.last
