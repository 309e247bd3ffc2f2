"""The fields of an exchange, in their sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.domain.codes import (
    Confidentiality,
    Direction,
    ExchangeStatus,
    Level,
    Payer,
    PlaceKind,
)
from desktop.language import _
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    LongTextField,
    ReadOnlyField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.statuses import status_look


def fill_form(
    form: Form, desk: Desk, first_day: Callable[[], date], below_period: list[QWidget]
) -> None:
    """Add the fields; `first_day` is what a last day without a year is understood from.

    The widgets of `below_period` stand below the dates.
    """
    people, organisations = find.people(desk), find.organisations(desk)
    form.section(columns=2)
    form.add("title", TrilingualField(lambda: _("Title")), wide=True)
    form.add("person_id", people.one(lambda: _("Person")))
    form.add(
        "status",
        ChoiceField(
            lambda: _("Status"),
            ExchangeStatus,
            lambda code: words.word(ExchangeStatus(code)),
            status=lambda code: status_look(ExchangeStatus(code)),
        ),
    )
    form.add(
        "direction",
        ChoiceField(lambda: _("Direction"), Direction, lambda code: words.word(Direction(code))),
    )
    form.add("level", ChoiceField(lambda: _("Level"), Level, lambda code: words.word(Level(code))))
    form.section(lambda: _("Period"), columns=3)
    form.add("start", DateField(lambda: _("First day"), today=desk.today))
    form.add("end", DateField(lambda: _("Last day"), today=first_day))
    form.add("length", ReadOnlyField(lambda: _("Days of stay")))
    for widget in below_period:
        form.place(widget)
    form.section(lambda: _("Institutions"), columns=2)
    form.add("home_organisation_id", organisations.one(lambda: _("Home institution")))
    form.add("host_organisation_id", organisations.one(lambda: _("Host institution")))
    form.add("host_person_id", people.one(lambda: _("Host researcher")))
    form.add("accommodation_id", find.places(desk, PlaceKind.HOTEL).one(lambda: _("Accommodation")))
    form.section(lambda: _("Purpose and funding"), columns=2)
    form.add("purpose", TrilingualField(lambda: _("Purpose"), long=True), wide=True)
    form.add("funding", TextField(lambda: _("Funding")))
    form.add(
        "paid_by", ChoiceField(lambda: _("Paid by"), Payer, lambda code: words.word(Payer(code)))
    )
    form.add(
        "residence_category",
        TextField(
            lambda: _("Residence category"),
            hint=lambda: _("As it stands in the permit or visa."),
        ),
    )
    form.add(
        "confidentiality",
        ChoiceField(
            lambda: _("Confidentiality"),
            Confidentiality,
            lambda code: words.word(Confidentiality(code)),
        ),
    )
    form.add("note", LongTextField(lambda: _("Note")), wide=True)
    form.section(lambda: _("Time zones"), columns=2, folded=True)
    form.add("home_zone", ZoneField(lambda: _("Home time zone"), zones=desk.zones))
    form.add("visit_zone", ZoneField(lambda: _("Time zone of the stay"), zones=desk.zones))
