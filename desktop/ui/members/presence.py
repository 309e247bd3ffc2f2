"""When participants join the delegation later than the others or leave it before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.time import DayPart, Moment
from desktop.language import _, current, dates, names, ngettext
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import Form, MomentField, part_text
from desktop.ui.members.roster import MemberRow
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PlainLabel, row

_NAMED = 3


class PresenceCard(Spoken, QWidget):
    """Arrival and departure of the chosen participants; empty is with all the others.

    `edited(field, moment)` tells of a change, for all who are chosen.
    """

    edited = Signal(str, object)
    closed = Signal()

    def __init__(self, desk: Desk, zone: Callable[[], str | None]) -> None:
        super().__init__()
        self._members: Sequence[MemberRow] = ()
        heading, about = PlainLabel(role="section", wrap=True), PlainLabel(role="hint", wrap=True)
        self.say(heading.setText, self._title)
        self.say(
            about.setText,
            lambda: _("Only for those who do not come and go with the others. Leave empty else."),
        )
        self.form = Form()
        self.form.section(columns=2)
        for name, label in (
            ("arrives", lambda: _("Arrives at")),
            ("leaves", lambda: _("Departs at")),
        ):
            field = MomentField(label, zones=desk.zones, default_zone=zone, today=desk.today)
            self.form.add(name, field)
        self.form.edited.connect(self.edited)
        card = Card()
        card.body.addWidget(heading)
        card.body.addWidget(about)
        card.body.addWidget(self.form)
        card.body.addLayout(row(None, Button(lambda: _("Close"), self.closed.emit)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(card)

    def show_members(self, members: Sequence[MemberRow]) -> None:
        """Show what is known of these; where they differ, nothing."""
        self._members = members
        for name in ("arrives", "leaves"):
            known = {getattr(member, name) for member in members}
            self.form.load({name: known.pop() if len(known) == 1 else Moment()})
        self.setEnabled(bool(members))
        self.say_again()

    def _title(self) -> str:
        language = current()
        if not self._members:
            return _("Choose participants in the list")
        named = [names.display(language, member.name) for member in self._members[:_NAMED]]
        more = len(self._members) - _NAMED
        if more > 0:
            named.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        return language.listed(named)


def presence_text(member: MemberRow) -> str:
    """From and until when somebody is there, if not the whole time: from Tue 20 Apr 14:00."""
    parts = []
    if (arrives := _moment_text(member.arrives)) != "":
        parts.append(_("from {moment}").format(moment=arrives))
    if (leaves := _moment_text(member.leaves)) != "":
        parts.append(_("until {moment}").format(moment=leaves))
    return "  ·  ".join(parts)


def _moment_text(moment: Moment) -> str:
    if moment.date is None:
        return ""
    day = dates.day_short(current(), moment.date)
    if moment.time is not None and moment.part == DayPart.EXACT:
        return f"{day} {dates.clock(current(), moment.time)}"
    return f"{day} {part_text(moment.part)}".strip()
