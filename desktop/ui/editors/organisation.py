"""The editor of an organisation."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from desktop import words
from desktop.domain import Organisation
from desktop.domain.codes import OrganisationKind
from desktop.language import _
from desktop.ui.closures import ClosurePanel, closures_title
from desktop.ui.countries import CountryField
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    ChoiceField,
    LongTextField,
    SwitchField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.usage import UsesPanel


class OrganisationEditor(RecordEditor):
    """One organisation."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        super().__init__(
            desk,
            Organisation,
            new_title=lambda: _("New organisation"),
            others=frozenset({"person", "place", "item", "facility"}),
        )
        form = self.form
        form.section(columns=2)
        form.add("name", TrilingualField(lambda: _("Name")), wide=True)
        form.add(
            "kind",
            ChoiceField(
                lambda: _("Kind"),
                OrganisationKind,
                lambda code: words.word(OrganisationKind(code)),
            ),
        )
        form.add("short_name", TextField(lambda: _("Short name")))
        form.section(lambda: _("Where it is"), columns=2)
        form.add("city", TrilingualField(lambda: _("City")))
        form.add("country", CountryField(lambda: _("Country")))
        form.add("zone", ZoneField(lambda: _("Time zone"), zones=desk.zones))
        form.add("phone", TextField(lambda: _("Phone")))
        form.add("address_local", TextField(lambda: _("Address in local script")), wide=True)
        form.add("address_latin", TextField(lambda: _("Address in Latin letters")), wide=True)
        form.section(lambda: _("More"), columns=2, folded=True)
        form.add("website", TextField(lambda: _("Website")), wide=True)
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        form.add(
            "former",
            SwitchField(
                lambda: _("No longer in use"),
                hint=lambda: _("Stays in old programmes, but is no longer offered."),
            ),
            wide=True,
        )
        self.add_tab(lambda: _("Details"), form, scrolls=True)
        self.closures = ClosurePanel(desk, "organisation", self.ensure)
        self.add_tab(closures_title("organisation"), self.closures, scrolls=True)
        self._uses = UsesPanel(desk, "organisation")
        self.add_tab(lambda: _("Where used"), self._uses)
        self._history = HistoryPanel(desk)
        self.add_tab(lambda: _("History"), self._history)
        self.open(record)

    @override
    def shown(self, entity: Any) -> None:
        self.closures.load(entity.id)
        self._uses.load(entity.id)
        self._history.load(entity.id)

    @override
    def leave(self) -> bool:
        taken = [super().leave(), self.closures.leave()]
        return all(taken)
