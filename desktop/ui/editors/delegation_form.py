"""The fields of a delegation, the usual ones first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.domain import Delegation
from desktop.domain.codes import Confidentiality, DelegationStatus, Direction, PlaceKind
from desktop.domain.fields import LIMITS
from desktop.language import _
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    IntegerField,
    LongTextField,
    SwitchField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.statuses import status_look


def fill_form(form: Form, desk: Desk, question: QWidget, contacts: QWidget) -> None:
    """Add the fields to a form; `question` stands below the dates, `contacts` is folded away."""

    def first_day() -> date:
        start = form.field("start").value()
        return start if isinstance(start, date) else desk.today()

    form.section(columns=2)
    form.add("title", TrilingualField(lambda: _("Title")), wide=True)
    form.add("start", DateField(lambda: _("First day"), today=desk.today))
    form.add("end", DateField(lambda: _("Last day"), today=first_day))
    form.place(question)
    form.add("direction", _choice(lambda: _("Direction"), Direction))
    form.add(
        "status",
        ChoiceField(
            lambda: _("Status"),
            DelegationStatus,
            lambda code: words.word(DelegationStatus(code)),
            status=lambda code: status_look(DelegationStatus(code)),
        ),
    )
    form.add("lead_organisation_id", find.organisations(desk).one(lambda: _("Lead organisation")))
    form.add("hotel_id", find.places(desk, PlaceKind.HOTEL).one(lambda: _("Hotel")))
    form.add("purpose", TrilingualField(lambda: _("Purpose"), long=True), wide=True)
    form.add("confidentiality", _choice(lambda: _("Confidentiality"), Confidentiality))
    form.section(lambda: _("Time zones and edition"), columns=2, folded=True)
    form.add("home_zone", ZoneField(lambda: _("Home time zone"), zones=desk.zones))
    form.add("visit_zone", ZoneField(lambda: _("Time zone of the visit"), zones=desk.zones))
    least, most = LIMITS[Delegation]["edition"]
    form.add(
        "edition",
        IntegerField(
            lambda: _("Edition"),
            least=least,
            most=most,
            hint=lambda: _(
                "Goes on by itself as editions are issued; the next one has at least this number."
            ),
        ),
    )
    form.add(
        "edition_final",
        SwitchField(
            lambda: _("This edition is final"),
            hint=lambda: _("Issuing an edition sets this; a draft is not final."),
        ),
    )
    form.section(lambda: _("Emergency contacts, budget and note"), columns=2, folded=True)
    form.place(contacts)
    form.add("budget_holder", TextField(lambda: _("Budget holder")), wide=True)
    form.add("note", LongTextField(lambda: _("Note")), wide=True)


def _choice(label: Callable[[], str], codes: type[Direction | Confidentiality]) -> ChoiceField:
    return ChoiceField(label, codes, lambda code: words.word(codes(code)))
