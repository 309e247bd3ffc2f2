"""The editor of a person: names in the scripts they are written in, work, contact, travel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Person, Trilingual
from desktop.domain.codes import PersonRole
from desktop.domain.text import PARTS
from desktop.language import Language, _, names
from desktop.store import records
from desktop.ui import find
from desktop.ui.closures import ClosurePanel, closures_title
from desktop.ui.countries import CountryField
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    DateField,
    FlagsField,
    LongTextField,
    SwitchField,
    TextField,
    TrilingualField,
)
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.usage import UsesPanel
from desktop.ui.widgets import Button

# Kept as one text of codes with blanks between, so that a list can search it.
_MANY = ("roles", "languages")
_LANGUAGES = ("ja", "da", "en")


class PersonEditor(RecordEditor):
    """One person."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        super().__init__(
            desk,
            Person,
            new_title=lambda: _("New person"),
            others=frozenset({"organisation", "member", "item_person"}),
        )
        self._name(desk)
        self._work(desk)
        self._contact()
        self._rare()
        self.add_tab(lambda: _("Details"), self.form, scrolls=True)
        self.closures = ClosurePanel(desk, "person", self.ensure)
        self.add_tab(closures_title("person"), self.closures, scrolls=True)
        self._uses = UsesPanel(desk, "person")
        self.add_tab(lambda: _("Where used"), self._uses)
        self._held = Button(lambda: _("Data held about this person…"), self._show_held)
        self.header.addWidget(self._held)
        self._history = HistoryPanel(desk)
        self.add_tab(lambda: _("History"), self._history)
        self._held.setVisible(bool(record))
        self.open(record)

    def _show_held(self) -> None:
        # Imported here: most people are opened without anybody asking for all that is held.
        from desktop.ui.privacy.held_dialog import HeldDialog

        if self.leave() and self.record_id:
            dialog = HeldDialog(self.desk, self.record_id, self)
            dialog.exec()
            dialog.deleteLater()

    def _name(self, desk: Desk) -> None:
        form = self.form
        form.section(columns=2)
        form.add("family", TextField(lambda: _("Family name")))
        form.add("given", TextField(lambda: _("Given name")))
        form.add(
            "name_ja",
            TextField(
                lambda: _("Name in Japanese"),
                hint=lambda: _("As printed: kanji, or katakana for a foreign name."),
            ),
        )
        form.add(
            "kana",
            TextField(lambda: _("Reading (kana)"), hint=lambda: _("Japanese lists sort by it.")),
        )

    def _work(self, desk: Desk) -> None:
        form = self.form
        form.section(lambda: _("Position"), columns=2)
        form.add("organisation_id", find.organisations(desk).one(lambda: _("Organisation")))
        form.add("title", TrilingualField(lambda: _("Title / position")))
        form.add("honorific", TrilingualField(lambda: _("Honorific")))
        form.add("nationality", CountryField(lambda: _("Nationality")))
        form.add(
            "roles",
            FlagsField(lambda: _("Roles"), PersonRole, lambda code: words.word(PersonRole(code))),
            wide=True,
        )
        form.add(
            "languages",
            FlagsField(lambda: _("Languages"), _LANGUAGES, language_name),
            wide=True,
        )

    def _contact(self) -> None:
        form = self.form
        form.section(lambda: _("Contact"), columns=2)
        form.add("email", TextField(lambda: _("E-mail")))
        form.add("mobile", TextField(lambda: _("Mobile phone")))

    def _rare(self) -> None:
        form = self.form
        form.section(lambda: _("Travel and meals (private)"), columns=2, folded=True)
        form.add("diet", TrilingualField(lambda: _("Dietary requirements")), wide=True)
        form.add("emergency_contact", TextField(lambda: _("Emergency contact")), wide=True)
        form.add("passport_number", TextField(lambda: _("Passport number")))
        form.add("passport_expiry", DateField(lambda: _("Passport expiry")))
        form.section(lambda: _("More"), columns=1, folded=True)
        form.add("note", LongTextField(lambda: _("Note")))
        form.add(
            "former",
            SwitchField(
                lambda: _("No longer in use"),
                hint=lambda: _("Stays in old programmes, but is no longer offered."),
            ),
        )

    @override
    def fresh(self) -> Mapping[str, object]:
        return dict(super().fresh()) | dict.fromkeys(_MANY, ())

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        return super().make(session, {key: _stored(key, value) for key, value in values.items()})

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        records.update(session, Person, self.record_id, **{name: _stored(name, value)})

    @override
    def values_of(self, entity: Any) -> dict[str, object]:
        values = super().values_of(entity)
        return values | {name: tuple(str(values[name]).split()) for name in _MANY}

    @override
    def shown(self, entity: Any) -> None:
        self._held.show()
        self.closures.load(entity.id)
        self._uses.load(entity.id)
        self._history.load(entity.id)

    @override
    def leave(self) -> bool:
        taken = [super().leave(), self.closures.leave()]
        return all(taken)

    @override
    def label_of(self, entity: Any) -> Trilingual:
        return Trilingual(*(names.display(Language.of(code), entity) for code in PARTS))


def language_name(code: str) -> str:
    """What a spoken language is called."""
    return {"ja": _("Japanese"), "da": _("Danish"), "en": _("English")}[code]


def _stored(name: str, value: Any) -> Any:
    return " ".join(value) if name in _MANY else value
