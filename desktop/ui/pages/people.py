"""The list of people."""

from __future__ import annotations

from typing_extensions import override

from desktop import words
from desktop.domain.codes import PersonRole
from desktop.language import _, current, names, pgettext, sorting
from desktop.store import directory
from desktop.store.directory import PersonRow
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.pages.record_list import RecordList


class PeoplePage(RecordList):
    """Everybody the office knows, sorted as the language sorts names."""

    kind = "person"
    merges = True
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


def _other_form(row: PersonRow) -> str:
    """The name in the script that the first column does not show."""
    latin = " ".join(part for part in (row.name.given, row.name.family) if part)
    if current().code == "ja":
        return latin if row.name.name_ja else row.name.kana
    return row.name.name_ja or row.name.kana


def _roles(row: PersonRow) -> str:
    known = set(PersonRole)
    return current().listed(
        words.word(PersonRole(code)) for code in row.roles.split() if code in known
    )
