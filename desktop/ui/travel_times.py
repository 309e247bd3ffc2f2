"""A small table of the ways between places: entered by the office, or estimated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Entity, TravelTime, Trilingual
from desktop.language import _, current, dates, sorting
from desktop.planning.travel import Travel
from desktop.store import travel
from desktop.store.travel import WayRow
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.forms import IntegerField, SwitchField, TextField
from desktop.ui.lists import Column
from desktop.ui.parts_panel import PartsPanel

ALL = "all"
"""What stands for a place's identity where the ways between all places are shown."""

_DAY = 24 * 60
_NEEDED = ("from_place_id", "to_place_id", "minutes")


class TravelPanel(PartsPanel):
    """The ways of one place, those of its programmes that nobody entered among them; or all.

    Nothing is kept of a new way before both its ends and its minutes are known: half a way would
    stand in the place of the estimate.
    """

    def __init__(self, desk: Desk, ensure: Callable[[], str] | None = None) -> None:
        self._travel: Travel | None = None
        places = (
            [_place_column("place", lambda: _("Place"), self._other_place)]
            if ensure is not None
            else [
                _place_column("from", lambda: _("From"), lambda row: row.from_name),
                _place_column("to", lambda: _("To"), lambda row: row.to_name),
            ]
        )
        super().__init__(
            desk,
            TravelTime,
            ensure or (lambda: ALL),
            columns=[
                *places,
                Column(
                    name="minutes",
                    title=lambda: _("Travel time"),
                    text=self._minutes,
                    sort=lambda row: row.minutes,
                    status=lambda row: (
                        None if row.minutes is not None else ("quiet", "circle-dashed")
                    ),
                    width=28 if ensure is not None else 14,  # only there ways are estimated
                ),
                Column(
                    name="one_way",
                    title=lambda: _("Direction"),
                    text=self._direction,
                    look="soft",
                    spare=True,
                    width=18,
                ),
                Column(
                    name="means",
                    title=lambda: _("Means of transport"),
                    text=lambda row: row.means,
                    spare=True,
                    width=20,
                ),
            ],
            name=lambda: _("Travel times"),
            icon="arrow-left-right",
            empty_title=lambda: _("No travel times yet"),
            empty_text=lambda: _(
                "Enter how long it takes from door to door. Until then ways are estimated by "
                "their distance."
            ),
            new_text=lambda: _("Add travel time"),
            can_duplicate=False,
            has_room=True,
        )
        form = self.form
        form.section(columns=2)
        form.add("from_place_id", find.places(desk).one(lambda: _("From")))
        form.add("to_place_id", find.places(desk).one(lambda: _("To")))
        form.add(
            "minutes",
            IntegerField(
                lambda: _("Minutes from door to door"), least=1, most=_DAY, hint=self._hint
            ),
        )
        form.add("means", TextField(lambda: _("Means of transport")))
        form.add("one_way", SwitchField(lambda: _("In this direction only")), wide=True)
        form.add("note", TextField(lambda: _("Note")), wide=True)
        self.load("")
        desk.watch.changed.connect(self._estimate_again)

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[WayRow]:
        self.desk.watch.start()
        self._travel = Travel(self.desk.watch.plan)
        if owner_id == ALL:
            return _by_names(travel.ways(session))
        wanted = travel.wanted_ways(session, owner_id)
        return [*_by_names(travel.ways(session, owner_id)), *_by_names(wanted)]

    @override
    def fresh(self) -> dict[str, object]:
        place = None if self.owner_id in ("", ALL) else self.owner_id
        return dict.fromkeys(self.form.names()) | {"from_place_id": place}

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        return travel.enter(session, **values)

    @override
    def save(self, session: Session, part_id: str, name: str, value: Any) -> None:
        if session.get(TravelTime, part_id) is not None:
            super().save(session, part_id, name, value)
        else:
            self.part_id = travel.enter(session, **{**self.form.values(), name: value}).id

    @override
    def remove(self, ids: Sequence[str]) -> None:
        entered = {row.id for row in self.model.rows() if row.minutes is not None}
        super().remove([one for one in ids if one in entered])

    @override
    def label_of(self, part: WayRow) -> str:
        code = current().code
        return f"{part.from_name.best(code)} → {part.to_name.best(code)}"

    @override
    def shown(self, part: Any) -> None:
        self.form.field("minutes").say_again()

    @override
    def _edited(self, name: str, value: Any) -> None:
        values = {**self.form.values(), name: value}
        missing = [each for each in _NEEDED if not values[each]]
        kept = self.part() is not None and self.part().minutes is not None
        if not missing:
            super()._edited(name, value)
        elif kept:
            self.load(self.owner_id)  # what there must always be stays as it was
        else:
            self.form.missing(missing)

    def _estimate_again(self) -> None:
        self._travel = Travel(self.desk.watch.plan)
        self.model.respeak()
        self.form.field("minutes").say_again()

    def _minutes(self, row: WayRow) -> str:
        if row.minutes is not None:
            return dates.duration(current(), row.minutes)
        leg = self._travel.between(row.from_place_id, row.to_place_id) if self._travel else None
        if leg is None:
            return _("not known")
        length = dates.duration(current(), leg.minutes)
        return _("about {time}, estimated").format(time=length)

    def _other_place(self, row: WayRow) -> Trilingual:
        return row.from_name if row.to_place_id == self.owner_id else row.to_name

    def _direction(self, row: WayRow) -> str:
        if row.minutes is None:
            return ""
        if not row.one_way:
            return _("both ways")
        here = {row.from_place_id: _("from here only"), row.to_place_id: _("to here only")}
        return here.get(self.owner_id, _("this way only"))

    def _hint(self) -> str:
        part = self.part()
        return self._minutes(part) if part is not None and part.minutes is None else ""


def _place_column(
    name: str, title: Callable[[], str], place: Callable[[WayRow], Trilingual]
) -> Column:
    return Column(
        name=name,
        title=title,
        text=lambda row: place(row).best(current().code),
        look="" if name == "to" else "strong",
        width=20,
        least=12,
        grows=True,
    )


def _by_names(rows: Sequence[WayRow]) -> list[WayRow]:
    language = current()

    def key(row: WayRow) -> tuple[object, ...]:
        return tuple(
            sorting.sort_key(language, name.best(language.code))
            for name in (row.from_name, row.to_name)
        )

    return sorted(rows, key=key)
