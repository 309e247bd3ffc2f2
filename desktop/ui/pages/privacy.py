"""Privacy: whose data are due for removal, and how long the office keeps each class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.codes import DataClass
from desktop.domain.privacy import DEFAULT_DAYS
from desktop.language import _, current, dates, ngettext
from desktop.store import retention
from desktop.store.office import OfficeFile
from desktop.store.retention import Due
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import Form, IntegerField
from desktop.ui.page import Page
from desktop.ui.privacy.due_list import DueList
from desktop.ui.privacy.removing import remove
from desktop.ui.widgets import Button, Confirm, PlainLabel, Scroll, column, row

_LONGEST = 36_500  # days


@dataclass(frozen=True, slots=True)
class _Found:
    """What is due, and when the next falls due."""

    due: Sequence[Due]
    following: date | None


class PrivacyPage(Page):
    """The list of what is due, which the officer confirms, and the days of each class."""

    kinds = frozenset(
        {
            *("person", "permit", "member", "delegation", "exchange", "access_request", "slot"),
            *("item", "item_person", "group_member", "access_member", "facility", "retention"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: _Found | None = None
        self._asked = 0
        self._busy = False
        self.due = DueList()
        self.due.changed.connect(self._fit)
        self.button = Button(lambda: _("Remove…"), self._ask, kind="danger", icon="trash-2")
        self._summary = PlainLabel(role="soft", wrap=True)
        self.form = Form()
        self._days()
        self.form.edited.connect(self._edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        heading, about = PlainLabel(role="title"), PlainLabel(role="soft", wrap=True)
        part = PlainLabel(role="section")
        self.say(heading.setText, self.title)
        self.say(part.setText, lambda: _("Due for removal"))
        self.say(
            about.setText,
            lambda: _(
                "Private details of guests are kept only as long as they are needed, counted from "
                "the end of their last visit. Nothing is removed before you confirm it."
            ),
        )
        self.say(self._summary.setText, self._summary_text)
        layout.addLayout(row(heading, None, self.button))
        content = QWidget()
        content.setLayout(
            column(about, part, self._summary, self.due, look.L, self.form, spacing=look.M)
        )
        layout.addWidget(Scroll(content), 1)
        self._fit()

    @override
    def title(self) -> str:
        return _("Privacy")

    @override
    def leave(self) -> bool:
        return self.form.commit()

    @override
    def reload(self) -> None:
        kept = self.desk.read(retention.days)
        self.form.load({one.value: kept[one] for one in DataClass})
        work = partial(_read, self.desk.office, self.desk.today())
        self._asked += 1
        self.desk.background.run(work, partial(self._take, self._asked), owner=self)

    def _days(self) -> None:
        self.form.section(lambda: _("How long data are kept"), columns=2)
        for one in DataClass:
            field = IntegerField(
                partial(words.word, one), most=_LONGEST, hint=partial(_usual, DEFAULT_DAYS[one])
            )
            self.form.add(one.value, field)

    def _take(self, asked: int, found: _Found) -> None:
        if asked != self._asked:  # a look that began earlier may end later
            return
        self._found = found
        self.due.show_due(found.due)
        self.say_again()

    def _summary_text(self) -> str:
        if self._found is None:
            return _("Looking…")
        if self._found.due:
            told = ngettext(
                "Data of {n} person are due.", "Data of {n} people are due.", len(self._found.due)
            )
            return told.format(n=len(self._found.due))
        if self._found.following is None:
            return _("Nothing is due, and no visit has ended whose data will fall due.")
        day = dates.date_short(current(), self._found.following)
        return _("Nothing is due. The next data fall due on {day}.").format(day=day)

    def _fit(self) -> None:
        self.button.setEnabled(bool(self.due.chosen()) and not self._busy)

    def _ask(self) -> None:
        chosen = self.due.chosen()
        if Confirm.ask(
            self,
            lambda: ngettext(
                "Remove the data of {n} person?", "Remove the data of {n} people?", len(chosen)
            ).format(n=len(chosen)),
            lambda: _(
                "What is listed here is erased, also from the history and from issued papers that "
                "hold it. It cannot be undone. The people stay in their programmes."
            ),
            lambda: _("Remove"),
        ):
            self._remove(chosen)

    def _remove(self, chosen: Sequence[Due]) -> None:
        self._busy = True
        self._fit()
        remove(self.desk, self, {one.person.id: list(one.since) for one in chosen}, self._done)

    def _done(self) -> None:
        self._busy = False
        self._fit()

    def _edited(self, name: str, value: Any) -> None:
        one = DataClass(name)
        number = DEFAULT_DAYS[one] if value is None else int(value)

        def work(session: Session) -> bool:
            retention.set_days(session, one, number)
            return True

        self.desk.do("edit", work, kind="retention")
        self.reload()


def _read(office: OfficeFile, today: date) -> _Found:
    with office.reading() as session:
        return _Found(retention.due(session, today), retention.next_due(session, today))


def _usual(days: int) -> str:
    return _("Days after the last visit; usually {n}.").format(n=days)
