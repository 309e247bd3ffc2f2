"""The frame of a day, or of several, as a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desktop import words
from desktop.language import _, current, ngettext
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.drafting.fields import ClockField, LengthField
from desktop.ui.drafting.frames import (
    PAIRS,
    Frame,
    can_part,
    differs,
    group_text,
    in_no_group,
    in_two_groups,
)
from desktop.ui.drafting.typed import DAY
from desktop.ui.drafting.wished import Wished
from desktop.ui.forms import Field, Form, SwitchField, Unreadable
from desktop.ui.forms.field import Text
from desktop.ui.widgets import LinkButton, PlainLabel

_ENDS = frozenset(last for _first, last in PAIRS)
_PARTNER = {**dict(PAIRS), **{last: first for first, last in PAIRS}}
_SWITCHES = ("free", "parallel")

Check = Callable[[Sequence[Frame], dict[str, object]], Text | None]


class DayForm(Form):
    """The fields of the chosen frames, named as those of `DayFact`.

    `same_asked` is sent with the name of a field of which the value is to hold on all days.
    """

    same_asked = Signal(str)

    def __init__(self, desk: Desk, wished: Callable[[], Wished], check: Check) -> None:
        super().__init__()
        self._wished, self._check = wished, check
        self._frames: list[Frame] = []
        self._same: dict[str, LinkButton] = {}
        places = find.places(desk)
        self.section()
        self.add("free", SwitchField(lambda: words.field("free"), alone=True), wide=True)
        self._clock("begins", lambda: _("Visits begin"))
        self._clock("ends", lambda: _("Visits end"))
        for name, label in (
            ("begin_place_id", lambda: _("Day begins at")),
            ("end_place_id", lambda: _("Day ends at")),
        ):
            field = places.one(label, placeholder=partial(self._usual_place, name))
            self._offer_same(name, self.add(name, field))
        self.section(lambda: _("Lunch and evening"))
        self._clock("lunch_from", lambda: words.field("lunch_from"))
        self._clock("lunch_to", lambda: words.field("lunch_to"))
        self._length("lunch_minutes", lambda: _("Time for lunch"), most=240)
        self._length(
            "longest_minutes",
            lambda: _("Longest day"),
            least=30,
            no_usual=lambda: _("no limit"),
        )
        self._clock("evening_from", lambda: words.field("evening_from"))
        self._clock("evening_to", lambda: words.field("evening_to"))
        self._groups = self.section(lambda: words.field("parallel"))
        parallel = SwitchField(lambda: _("The groups go ways of their own"), alone=True)
        self.add("parallel", parallel, wide=True)
        self._who = PlainLabel(role="hint", wrap=True)
        self.place(self._who)
        self.say(self._who.setText, self._who_goes)

    def show_frames(self, frames: Sequence[Frame], shown: Sequence[Frame]) -> None:
        """Show one frame, or what several have in common; what is being typed stays as it is."""
        self._frames = list(frames)
        for name in self.names():
            values = {getattr(frame.own, name) for frame in frames}
            value = next(iter(values)) if len(values) == 1 else None
            self.field(name).set_value(value)
        every = any(frame.day is None for frame in frames)
        self.field("free").setVisible(not every)
        for name, button in self._same.items():
            button.setVisible(len(frames) == 1 and differs(shown, name))
            field_name = self.field(name).label()
            button.setAccessibleName(f"{field_name}: {button.text()}")
        wished = self._wished()
        self._groups.setVisible(can_part(wished))
        clash = in_two_groups(wished)
        self.field("parallel").setEnabled(not clash or any(f.own.parallel for f in frames))
        self._who.dress("missing" if clash else "hint")
        self.say_again()
        for name in ("begin_place_id", "end_place_id"):
            self.field(name).say_again()

    def frames(self) -> list[Frame]:
        """The frames that are shown."""
        return list(self._frames)

    def with_partner(self, name: str, value: object) -> dict[str, object]:
        """A value, and the other end of the same time where that waits for it."""
        values = {name: value}
        partner = _PARTNER.get(name)
        if partner is not None and self.field(partner).is_changed():
            with suppress(Unreadable):
                values[partner] = self._typed(partner)
        return values

    # -- the fields

    def _clock(self, name: str, label: Text) -> None:
        field = ClockField(
            label,
            lambda: self._usual(name),
            is_end=name in _ENDS,
            check=lambda minutes: self._clock_fault(name, minutes),
        )
        self._offer_same(name, self.add(name, field))

    def _length(
        self, name: str, label: Text, *, least: int = 0, most: int = DAY, no_usual: Text = str
    ) -> None:
        field = LengthField(
            label, lambda: self._usual(name), least=least, most=most, no_usual=no_usual
        )
        self._offer_same(name, self.add(name, field))

    def _offer_same(self, name: str, field: Field) -> None:
        button = LinkButton(lambda: _("Same for all days"), lambda: self.same_asked.emit(name))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.hide()
        self._same[name] = button
        field.add_to_heading(button)

    def _usual(self, name: str) -> int | None:
        found = {frame.usual(name) for frame in self._frames}
        return next(iter(found)) if len(found) == 1 else None

    def _usual_place(self, name: str) -> str:
        wished = self._wished()
        every = getattr(self._frames[0].every, name) if self._frames else None
        if every is not None and self._frames[0].day is not None:
            return _("As on every day")
        hotel = wished.hotel.best(current().code)
        return _("{value} as usual").format(value=hotel or _("The hotel"))

    def _typed(self, name: str) -> int | None:
        field = self.field(name)
        assert isinstance(field, ClockField)
        return field.read_unchecked()

    def _clock_fault(self, name: str, minutes: int | None) -> Text | None:
        values: dict[str, object] = {name: minutes}
        with suppress(Unreadable):
            values[_PARTNER[name]] = self._typed(_PARTNER[name])
        return self._check(self._frames, values)

    # -- groups

    def _who_goes(self) -> str:
        """Who goes where, or who keeps the groups together."""
        wished = self._wished()
        if not can_part(wished):
            return ""
        clash = in_two_groups(wished)
        if clash:
            return ngettext(
                "Not possible: {names} is in more than one group.",
                "Not possible: {names} are in more than one group.",
                len(clash),
            ).format(names=current().listed(clash))
        told = [
            ngettext("{group} ({n} person)", "{group} ({n} people)", len(group.people)).format(
                group=group_text(group), n=len(group.people)
            )
            for group in wished.groups
        ]
        parts = _(
            "Each group then gets visits of its own: {groups}. "
            "Visits for everyone are made together."
        ).format(groups=current().listed(told))
        without = in_no_group(wished)
        if not without:
            return parts
        alone = ngettext(
            "{names} is in no group.", "{names} are in no group.", len(without)
        ).format(names=current().listed(without))
        return f"{parts}\n{alone}"


def switches(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of which yes and no are never left out."""
    return {name: bool(one) if name in _SWITCHES else one for name, one in values.items()}
