"""The form beside the list of all closures: of whom, when, and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import ClosureKind
from desktop.domain.text import Trilingual
from desktop.language import _
from desktop.store.closures import COUNTRY, OWNERS
from desktop.ui import find, look
from desktop.ui.closures import closures_title
from desktop.ui.countries import CountryField
from desktop.ui.days_off.telling import KnownDays, Row, of_row, reason, sort_word
from desktop.ui.desk import Desk
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Field,
    Form,
    LongTextField,
    TimeField,
    TrilingualField,
)
from desktop.ui.pages.periods import period_text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, PlainLabel, Scroll

_TIMES = ("from_time", "to_time")
_WIDEST = look.COLUMN + look.COLUMN // 3


class ClosureForm(Spoken, QWidget):
    """One closure; for a new one the owner comes first. `edited` tells each field that is left."""

    edited = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._row: Row | None = None
        self.of = COUNTRY
        self._heading = PlainLabel(role="section", wrap=True)
        self.say(self._heading.setText, self._title)
        self._about = PlainLabel(role="soft", wrap=True)
        self.say(
            self._about.setText,
            lambda: _(
                "These days come with the program and are reckoned with as hints. Add days of "
                "your own where an office really is closed."
            ),
        )
        self.form = form = Form()
        form.section(columns=1)
        self._owners: dict[str, Field] = {COUNTRY: CountryField(sort_word(COUNTRY))}
        for kind, source in (
            ("organisation", find.organisations(desk)),
            ("place", find.places(desk)),
            ("facility", find.facilities(desk)),
            ("instrument", find.instruments(desk)),
            ("person", find.people(desk)),
        ):
            self._owners[kind] = source.one(sort_word(kind))
        for kind, field in self._owners.items():
            form.add(f"owner_{kind}", field)
        form.add("first", DateField(lambda: _("First day"), today=desk.today))
        form.add("last", DateField(lambda: _("Last day"), today=desk.today))
        form.add("name", TrilingualField(lambda: _("Reason")))
        form.add(
            "kind", ChoiceField(lambda: _("Kind"), list(ClosureKind), lambda code: _kind(code))
        )
        form.add(
            "from_time",
            TimeField(lambda: _("From (time)"), hint=lambda: _("Empty means the whole day.")),
        )
        form.add("to_time", TimeField(lambda: _("To (time)")))
        form.add("note", LongTextField(lambda: _("Note")))
        form.edited.connect(self.edited)
        card = Card()
        card.body.setSpacing(look.M)
        for part in (self._heading, self._about, form):
            card.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scroll(card))
        self.setMinimumWidth(look.COLUMN)
        self.setMaximumWidth(_WIDEST)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, super().sizeHint().height())

    def begin(self, of: str) -> None:
        """Begin new closed days of a kind of owner, or a new absence."""
        self._row = None
        empty: dict[str, object] = dict.fromkeys(self.form.names())
        blank = {"name": Trilingual(), "kind": ClosureKind.CLOSED.value, "note": ""}
        self._show(of, empty | blank)
        self.form.missing({f"owner_{of}", "first"})
        self.form.focus(f"owner_{of}")

    def show_row(self, row: Row) -> None:
        """Show one closure."""
        self._row = row
        if isinstance(row, KnownDays):
            self._show(of_row(row), {})
            return
        values: dict[str, object] = {
            name: getattr(row, name) for name in self.form.names() if not name.startswith("owner_")
        }
        self._show(row.of, values | {f"owner_{row.of}": row.owner})
        self.form.missing(() if row.first is not None else {"first"})

    def owner(self) -> str:
        """The owner that was chosen; "" for none."""
        return self._owners[self.of].value() or ""

    def focus_days(self) -> None:
        """Lead to the first of the days."""
        self.form.focus("first")

    def _show(self, of: str, values: dict[str, object]) -> None:
        known = isinstance(self._row, KnownDays)
        self.of = of
        self._about.setVisible(known)
        self.form.setVisible(not known)
        for kind, field in self._owners.items():
            field.setVisible(kind == of)
        self.form.field("kind").setVisible(of in OWNERS and of != "person")
        for name in _TIMES:
            self.form.field(name).setVisible(of in OWNERS)
        self.form.load(values)
        self.say_again()

    def _title(self) -> str:
        row = self._row
        if row is None:
            return _("New absence") if self.of == "person" else _("New closed days")
        days = period_text(row.first, row.last)
        said = reason(row) or closures_title(of_row(row))()
        return f"{said}\n{days}" if days else said


def _kind(code: str) -> str:
    return words.word(ClosureKind(code))
