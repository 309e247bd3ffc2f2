"""The list of people."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMenu
from typing_extensions import override

from desktop import words
from desktop.domain.codes import PersonRole
from desktop.language import _, current, names, pgettext, sorting
from desktop.store import directory
from desktop.store.directory import PersonRow
from desktop.ui import icons, usage
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage


class PeoplePage(ListPage):
    """Everybody the office knows, sorted as the language sorts names."""

    kinds = frozenset({"person", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="people",
            title=lambda: _("People"),
            columns=[
                Column(
                    name="name",
                    title=lambda: pgettext("person", "Name"),
                    text=lambda row: names.display(current(), row.name),
                    sort=lambda row: sorting.person_sort_key(current(), row.name),
                    width=22,
                    look="strong",
                ),
                Column(
                    name="other",
                    title=lambda: _("Other form"),
                    text=_other_form,
                    spare=True,
                    width=20,
                ),
                Column(
                    name="title",
                    title=lambda: _("Title / position"),
                    text=lambda row: row.title.best(current().code),
                    width=24,
                ),
                Column(
                    name="organisation",
                    title=lambda: _("Organisation"),
                    text=lambda row: row.organisation.best(current().code),
                    grows=True,
                ),
                Column(
                    name="roles",
                    title=lambda: _("Roles"),
                    text=_roles,
                    width=16,
                    spare=True,
                    look="soft",
                ),
            ],
            icon="users",
            empty_title=lambda: _("No people yet"),
            empty_text=lambda: _(
                "Add the people you travel with and meet. Whole lists can be pasted from Excel "
                "in a delegation."
            ),
            new_text=lambda: _("New person"),
        )

    @override
    def rows(self, text: str) -> list[PersonRow]:
        found = self.desk.read(lambda session: directory.people(session, text))
        return sorted(found, key=lambda row: sorting.person_sort_key(current(), row.name))

    @override
    def respoken(self) -> None:
        self.reload()  # another language sorts in another order
        super().respoken()

    @override
    def open_row(self, row: Any) -> None:
        self.desk.open("person", row.id)

    @override
    def new_record(self) -> None:
        self.desk.open("person", "")

    @override
    def delete_rows(self, rows: list[Any]) -> None:
        usage.delete(self, "person", [row.id for row in rows])

    @override
    def add_to_menu(self, menu: QMenu, rows: list[Any]) -> None:
        add_merge(self, "person", menu, rows)


def add_merge(page: ListPage, kind: str, menu: QMenu, rows: list[Any]) -> None:
    """Offer to make one of two selected rows."""
    if len(rows) == 2:
        action = menu.addAction(icons.icon("users", "soft"), _("Merge duplicates…"))
        action.triggered.connect(lambda: usage.merge(page, kind, rows[0].id, rows[1].id))


def _other_form(row: PersonRow) -> str:
    """The name in the script that the first column does not show."""
    latin = " ".join(part for part in (row.name.given, row.name.family) if part)
    if current().code == "ja":
        return latin if row.name.name_ja else row.name.kana
    return row.name.name_ja or row.name.kana


def _roles(row: PersonRow) -> str:
    separator = "、" if current().code == "ja" else ", "
    known = set(PersonRole)
    return separator.join(
        words.word(PersonRole(code)) for code in row.roles.split() if code in known
    )
