"""What differs between two states of a record: of the record itself, by item, for one person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import Person
from desktop.domain.comparing import Comparison, ThingDifference, named_in
from desktop.language import _, current, ngettext, pgettext
from desktop.language.names import display
from desktop.ui import look
from desktop.ui.editions.change_row import ChangeRow
from desktop.ui.editions.telling import affected
from desktop.ui.forms import ChoiceField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, column
from desktop.words import changes

_AT_ONCE = 60


class ChangesView(Spoken, QWidget):
    """Lists changes; `opened(id)` is sent when the officer wants to see an item or slot."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._people: dict[str, Person] = {}
        self._rows: list[QWidget] = []
        self._whole = False
        self._affected = PlainLabel(wrap=True)
        self._record = PlainLabel(role="soft", wrap=True)
        self._nothing = PlainLabel(role="soft", wrap=True)
        self._person = ChoiceField(
            lambda: pgettext("edition", "Changes for"),
            (),
            self._name,
            none=lambda: _("Everyone"),
        )
        self._person.edited.connect(lambda _value: self._fill())
        self._more = Button(self._more_text, self._show_whole, kind="quiet")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(look.XS)
        layout = column(
            self._affected, self._person, self._record, self._nothing, self._list, spacing=look.M
        )
        layout.addWidget(self._more)
        self.setLayout(layout)
        self.say(partial(_tell, self._affected), self._affected_text)
        self.say(partial(_tell, self._record), self._record_text)
        self.say(partial(_tell, self._nothing), self._nothing_text)

    def load(self, comparison: Comparison | None) -> None:
        """Show what differs; None where one of the states cannot be read any more."""
        self._comparison, self._whole = comparison, False
        self._people = {}
        if comparison is not None:
            known = {**named_in(comparison.before), **named_in(comparison.after)}
            self._people = {one: known[one] for one in comparison.affected() if one in known}
        chosen = self._person.value()
        self._person.set_value(chosen if chosen in self._people else None)
        self._person.set_codes(self._people)
        self._person.setVisible(len(self._people) > 1)
        self._fill()

    def rows(self) -> list[ThingDifference]:
        """What is listed now."""
        if self._comparison is None:
            return []
        person = self._person.value()
        if person is None:
            return list(self._comparison.things)
        return self._comparison.for_person(person)

    def person_field(self) -> ChoiceField:
        """The choice of whose changes are listed."""
        return self._person

    def _fill(self) -> None:
        for widget in self._rows:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        found = self.rows()
        shown = found if self._whole else found[:_AT_ONCE]
        self._rows = [ChangeRow(one, self._opener(one)) for one in shown]
        for widget in self._rows:
            self._list.addWidget(widget)
        self._more.setVisible(len(shown) < len(found))
        self.say_again()
        self._more.say_again()

    def _opener(self, one: ThingDifference) -> partial[None] | None:
        return None if one.gone else partial(self.opened.emit, one.id)

    def _show_whole(self) -> None:
        self._whole = True
        self._fill()

    def _more_text(self) -> str:
        more = len(self.rows()) - _AT_ONCE
        return ngettext("{n} more", "{n} more", more).format(n=more)

    def _affected_text(self) -> str:
        return affected(list(self._people.values()))

    def _record_text(self) -> str:
        person, comparison = self._person.value(), self._comparison
        if comparison is None or person is not None:
            return ""
        return "\n".join(changes.of_record(comparison, current()))

    def _nothing_text(self) -> str:
        if self._comparison is None:
            return pgettext("edition", "What this edition held is not in this file.")
        if not self._comparison:
            return pgettext("edition", "Nothing that guests are told differs.")
        return ""

    def _name(self, person_id: str) -> str:
        person = self._people.get(person_id)
        return display(current(), person) if person is not None else ""


def _tell(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
