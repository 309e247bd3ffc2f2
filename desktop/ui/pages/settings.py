"""Settings: who works here, languages and clocks, paper, letterhead, rules, checklists, file."""

from __future__ import annotations

from typing import Any, get_args

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Office, Trilingual
from desktop.language import CODES, Language, _, current
from desktop.settings import Paper, Theme
from desktop.store import records
from desktop.ui import look
from desktop.ui.checklists.offer import SETTINGS_PART
from desktop.ui.checklists.panel import ChecklistPanel
from desktop.ui.desk import Desk
from desktop.ui.drafts import SETTINGS
from desktop.ui.forms import (
    ChoiceField,
    Form,
    ReadOnlyField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.page import Page
from desktop.ui.pages.house import HouseSettings
from desktop.ui.pages.rules import RuleSettings
from desktop.ui.pages.sending import SendingSettings
from desktop.ui.widgets import Button, PlainLabel, Scroll, row

_OFFICE = ("name", "phone", "email", "address")


class SettingsPage(Page):
    """What this computer remembers, and the officer's own office in the open file."""

    kinds = frozenset({"office", "rule_setting", "checklist_line"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        heading = PlainLabel(role="title")
        self.say(heading.setText, self.title)
        self.form = Form()
        self._who()
        self._office()
        self._here()
        self.sending = SendingSettings(desk, self.form)
        self.rules = RuleSettings(desk, self.form)
        self.house = HouseSettings(desk, self.form)
        self.checklists = ChecklistPanel(desk)
        self._lists = self.form.section(lambda: _("Checklists"), columns=1, folded=True)
        self.form.place(self.checklists)
        self._closures()
        self._protection()
        self._privacy()
        self._file()
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form, lambda: (SETTINGS, ""))
        desk.settings_changed.connect(self.reload)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addWidget(heading)
        self._scroll = Scroll(self.form)
        layout.addWidget(self._scroll, 1)

    @override
    def title(self) -> str:
        return _("Settings")

    @override
    def leave(self) -> bool:
        taken = [self.form.commit(), self.checklists.leave()]
        return all(taken)

    @override
    def show_part(self, part: str) -> None:
        if part.startswith(SETTINGS_PART):
            self._lists.unfold(True)
            self.checklists.choose_list(part.removeprefix(SETTINGS_PART))
            self.checklists.begin_focus()
            # Once what was folded has its place.
            QTimer.singleShot(0, self, self._lead_to_checklists)

    @override
    def reload(self) -> None:
        chosen = self.desk.settings
        values: dict[str, object] = {
            "officer": chosen.officer,
            "language": current().code,
            "theme": chosen.theme,
            "paper": chosen.paper,
            "home_zone": chosen.home_zone,
            "other_zone": chosen.other_zone,
            "file": str(self.desk.office.path),
        }
        office = self.desk.read(self._own_office)
        for field in _OFFICE:
            empty: object = Trilingual() if field == "name" else ""
            values[f"office_{field}"] = getattr(office, field) if office is not None else empty
        self.form.load(values | self.sending.values() | self.rules.values() | self.house.values())
        self.checklists.reload()

    def _lead_to_checklists(self) -> None:
        top = self._lists.mapTo(self.form, self._lists.rect().topLeft()).y()
        self._scroll.verticalScrollBar().setValue(top)

    def _who(self) -> None:
        self.form.section(lambda: _("You"), columns=2)
        self.form.add(
            "officer",
            TextField(
                lambda: _("Your name"),
                hint=lambda: _("Stands in the history beside what you change."),
            ),
        )

    def _office(self) -> None:
        form = self.form
        form.section(lambda: _("Your office"), columns=2)
        form.add("office_name", TrilingualField(lambda: _("Name")), wide=True)
        form.add("office_phone", TextField(lambda: _("Phone")))
        form.add("office_email", TextField(lambda: _("E-mail")))
        form.add("office_address", TextField(lambda: _("Address")), wide=True)

    def _here(self) -> None:
        form = self.form
        form.section(lambda: _("On this computer"), columns=2)
        form.add(
            "language",
            ChoiceField(lambda: _("Display language"), CODES, lambda code: Language.of(code).name),
        )
        form.add("theme", ChoiceField(lambda: _("Appearance"), get_args(Theme), _theme_name))
        form.add("home_zone", ZoneField(lambda: _("First clock"), zones=self.desk.zones))
        form.add("other_zone", ZoneField(lambda: _("Second clock"), zones=self.desk.zones))
        form.add("paper", ChoiceField(lambda: _("Paper"), get_args(Paper), _paper_name))

    def _closures(self) -> None:
        self.form.section(lambda: _("Closed days"), columns=1)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "Public holidays, Obon and the other quiet weeks are known already. What else "
                "keeps countries, institutions or people away stands on a page of its own."
            ),
        )
        self.form.place(about)
        lead = Button(
            lambda: _("Closures and absences"),
            lambda: self.desk.show_page("closures"),
            icon="calendar",
        )
        # In a line of its own, or the section would be no wider than the button.
        line = QWidget()
        line.setLayout(row(lead, None))
        self.form.place(line)

    def _privacy(self) -> None:
        self.form.section(lambda: _("Privacy"), columns=1)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _("How long private details of guests are kept, and what is due for removal."),
        )
        self.form.place(about)
        line = QWidget()
        lead = Button(lambda: _("Privacy"), lambda: self.desk.show_page("privacy"), icon="lock")
        line.setLayout(row(lead, None))
        self.form.place(line)

    def _protection(self) -> None:
        self.form.section(lambda: _("Protection and backups"), columns=1)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _("The password of the office file, its recovery sheet, and its backups."),
        )
        self.form.place(about)
        lead = Button(
            lambda: _("Protection and backups"),
            lambda: self.desk.show_page("protection"),
            icon="lock",
        )
        line = QWidget()
        line.setLayout(row(lead, None))
        self.form.place(line)

    def _file(self) -> None:
        form = self.form
        form.section(lambda: _("File"), columns=1)
        form.add(
            "file",
            ReadOnlyField(
                lambda: _("Office file"),
                hint=lambda: _("Opened again at the next start. Choose another in the File menu."),
            ),
        )

    def _edited(self, name: str, value: Any) -> None:
        if any(part.save(name, value) for part in (self.rules, self.sending, self.house)):
            return
        field = name.removeprefix("office_")
        if name.startswith("office_") and field in _OFFICE:
            self.desk.do("office.edit", lambda session: self._save_office(session, field, value))
            if field == "name" and isinstance(value, Trilingual):
                self.desk.settings.office_name = value.best(current().code)
                self.desk.save_settings()
            return
        if value is None:
            self.reload()
            return
        window: Any = self.window()
        if name == "language":
            window.use_language(value)
            return
        setattr(self.desk.settings, name, value)
        self.desk.save_settings()
        if name == "officer":
            self.desk.rename_author(value)

    def _own_office(self, session: Session) -> Office | None:
        own = session.get(Office, self.desk.settings.office_id or "")
        return own or session.scalar(select(Office).order_by(Office.position).limit(1))

    def _save_office(self, session: Session, field: str, value: object) -> None:
        office = self._own_office(session)
        if office is None:
            office = records.add(session, Office(zone=self.desk.settings.home_zone))
            session.flush()
            self.desk.settings.office_id = office.id
        records.update(session, Office, office.id, **{field: value})


def _theme_name(code: str) -> str:
    return {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}[code]


def _paper_name(code: str) -> str:
    return {"a4": "A4", "letter": "Letter"}[code]
