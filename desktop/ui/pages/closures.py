"""All closures and absences of the office in one list, with what is known anyway beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QBoxLayout, QLayout, QMenu
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.language import _, ngettext
from desktop.store import closures
from desktop.store.closures import COUNTRY, OWNERS, ClosureRow
from desktop.store.search import normalise
from desktop.ui import icons, look
from desktop.ui.days_off.form import ClosureForm
from desktop.ui.days_off.telling import (
    ICONS,
    KnownDays,
    Row,
    known_days,
    of_row,
    owner_text,
    reason,
    sort_word,
    state,
    texts,
    time_text,
)
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage
from desktop.ui.pages.periods import period_text


class ClosuresPage(ListPage):
    """Closed days of countries, bodies, places and instruments, and absences of people."""

    kinds = frozenset(
        {
            *("closure", "country_closure", "organisation", "place", "facility", "instrument"),
            "person",
        }
    )

    def __init__(self, desk: Desk) -> None:
        self._known: list[KnownDays] = []
        self._adding = False
        self._loading = False
        super().__init__(
            desk,
            name="closures",
            title=lambda: _("Closures and absences"),
            columns=_columns(),
            icon="calendar",
            empty_title=lambda: _("No closed days of your own"),
            empty_text=lambda: _(
                "Note when an institution cannot receive anybody or a person is away; programmes "
                "then warn in time."
            ),
            new_text=lambda: _("Add closed days"),
        )
        self.form = ClosureForm(desk)
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form.form, self._subject)
        self.form.hide()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(look.L)
        self._put_beside()
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._chosen())
        self.desk.background.run(partial(known_days, desk.today()), self._take_known, owner=self)

    # -- the list

    @override
    def rows(self, text: str) -> Sequence[Row]:
        found: list[Row] = [*self.desk.read(closures.rows), *self._known]
        wanted = normalise(text).split()
        return [row for row in found if _fits(row, wanted)]

    @override
    def reload(self) -> None:
        self._loading = True
        super().reload()
        self._loading = False
        self._chosen()

    @override
    def open_row(self, row: Row) -> None:
        if isinstance(row, ClosureRow):
            self.form.focus_days()

    @override
    def new_record(self) -> None:
        menu = self.make_new_menu()
        menu.popup(self.mapToGlobal(QPoint(self.width() - look.COLUMN, look.ICON_LARGE + look.XL)))

    def make_new_menu(self) -> QMenu:
        """Of what or whom days can be added."""
        menu = QMenu(self)
        for of in (COUNTRY, *OWNERS):
            action = menu.addAction(icons.icon(ICONS[of], "soft"), sort_word(of)())
            action.triggered.connect(partial(self.begin, of))
        return menu

    def begin(self, of: str, *_checked: object) -> None:
        """Begin new days of a kind of owner."""
        if self.leave():
            self._adding = True
            self.table.clearSelection()
            self.form.show()
            self.form.begin(of)

    @override
    def delete_rows(self, rows: list[Row]) -> None:
        own = _own(rows)
        if not own:
            return

        def work(session: Session) -> bool:
            closures.remove(session, own)
            return True

        if self.desk.do("delete", work, kind=_kind_of(own)):
            self.desk.notice(lambda: _("Deleted."), undo=True)

    def repeat(self, rows: list[Row]) -> None:
        """Copy closures to the same days of the next year."""
        own = _own(rows)
        made = self.desk.do(
            "duplicate", lambda session: closures.repeat(session, own), kind=_kind_of(own)
        )
        if made:
            self._filter.clear()
            self.reload()
            self.table.choose(made)
            self.desk.notice(
                lambda: ngettext(
                    "{n} entry repeated in the next year",
                    "{n} entries repeated in the next year",
                    len(made),
                ).format(n=len(made)),
                undo=True,
            )

    @override
    def make_menu(self, rows: list[Row]) -> QMenu:
        if rows and not _own(rows):
            return QMenu(self)  # what is known already can neither be changed nor deleted
        return super().make_menu(_own(rows))

    @override
    def add_to_menu(self, menu: QMenu, rows: list[Row]) -> None:
        action = menu.addAction(icons.icon("copy", "soft"), _("Repeat next year"))
        action.triggered.connect(lambda: self.repeat(rows))

    # -- the form

    @override
    def leave(self) -> bool:
        return self.form.isHidden() or self.form.form.commit()

    def _chosen(self) -> None:
        if self._loading or (self._adding and not self.table.chosen()):
            return
        rows = self.table.chosen()
        self._adding = False
        self.form.setVisible(bool(rows))
        if rows:
            self.form.show_row(rows[0])

    def _subject(self) -> tuple[str, str]:
        row = next(iter(self.table.chosen()), None)
        # New days are nothing before it is known whose they are.
        if self._adding or not isinstance(row, ClosureRow):
            return "", ""
        return _kind_of([row]), row.id

    def _edited(self, name: str, value: Any) -> None:
        if self._adding:
            self._add()
            return
        row = next(iter(self.table.chosen()), None)
        if not isinstance(row, ClosureRow):
            return
        of = row.of
        field = name if not name.startswith("owner_") else _owner_field(of)
        if name.startswith("owner_") and not value:
            self.form.show_row(row)  # closed days are somebody's
            return

        def work(session: Session) -> bool:
            closures.change(session, row, field, value)
            return True

        if not self.desk.do("edit", work, kind=_kind_of([row])):
            self.reload()

    def _add(self) -> None:
        """Make the closure as soon as it is known whose days they are."""
        of, owner = self.form.of, self.form.owner()
        if not owner:
            return
        values = self.form.form.values()
        made = self.desk.do(
            "create",
            lambda session: closures.add(session, of, owner, values).id,
            kind=closures.kind_of_row(of),
        )
        if made is not None:
            self._adding = False
            self._filter.clear()
            self.reload()
            self.table.choose([made])

    def _take_known(self, known: list[KnownDays]) -> None:
        self._known = known
        self.reload()

    def _put_beside(self) -> None:
        """Give the list and the form one row, which the page has for the list alone."""
        outer, views = self.layout(), self._views
        assert isinstance(outer, QBoxLayout)
        outer.removeItem(views)
        QLayout.setParent(views, None)
        self._beside.addLayout(views, 1)
        self._beside.addWidget(self.form)
        outer.addLayout(self._beside, 1)


def _columns() -> list[Column]:
    return [
        Column(
            name="owner",
            title=lambda: _("Closed or absent"),
            text=owner_text,
            icon=lambda row: ICONS[of_row(row)],
            look="strong",
            width=15,
            grows=True,
        ),
        Column(
            name="days",
            title=lambda: _("Days"),
            text=lambda row: period_text(row.first, row.last),
            sort=lambda row: row.first,
            width=21,
        ),
        Column(
            name="reason",
            title=lambda: _("Reason"),
            text=reason,
            spare=True,
            width=12,
            grows=True,
        ),
        Column(
            name="state",
            title=lambda: _("Kind"),
            text=lambda row: state(row)[0],
            status=lambda row: state(row)[1:],
            spare=True,
            width=16,
        ),
        Column(name="time", title=lambda: _("Time"), text=time_text, spare=True, width=13),
        Column(
            name="note",
            title=lambda: _("Note"),
            text=lambda row: "" if isinstance(row, KnownDays) else row.note,
            look="soft",
            spare=True,
            width=16,
        ),
    ]


def _fits(row: Row, wanted: list[str]) -> bool:
    said = normalise(" ".join(texts(row))) if wanted else ""
    return all(word in said for word in wanted)


def _own(rows: list[Row]) -> list[ClosureRow]:
    return [row for row in rows if isinstance(row, ClosureRow)]


def _kind_of(rows: list[ClosureRow]) -> str:
    return closures.kind_of_row(rows[0].of) if rows else "closure"


def _owner_field(of: str) -> str:
    return "country" if of == COUNTRY else f"{of}_id"
