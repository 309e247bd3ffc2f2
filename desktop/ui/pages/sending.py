"""What calendar files and mails say by themselves: a part of the settings."""

from __future__ import annotations

from desktop.calendars.mail import address
from desktop.language import _, ngettext, pgettext
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form, TextField

_NAMES = ("remind_travel", "remind_meeting", "remind_task")
_HOUR, _DAY = 60, 24 * 60
_BEFORE = (0, 5, 10, 15, 30, _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY)


class SendingSettings:
    """The fields of the section in a form."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._desk, self._form = desk, form
        form.section(lambda: _("Calendars and mail"), columns=2, folded=True)
        own = desk.settings
        form.add(
            "organizer_name",
            TextField(
                lambda: _("Sender of invitations"),
                hint=lambda: _("Leave empty for your own name."),
            ),
        )
        form.add(
            "organizer_email",
            TextField(
                lambda: _("E-mail for answers"),
                hint=lambda: _("Answers to invitations are sent here."),
            ),
        )
        for name, label in (
            ("remind_travel", lambda: _("Reminder of journeys")),
            ("remind_meeting", lambda: _("Reminder of meetings and slots")),
            ("remind_task", lambda: _("Reminder of tasks")),
        ):
            minutes = sorted({*_BEFORE, getattr(own, name)})
            form.add(name, ChoiceField(label, map(str, minutes), lambda code: before(int(code))))

    def values(self) -> dict[str, object]:
        """What this computer remembers, by the names of the fields."""
        own = self._desk.settings
        return {
            **{name: str(getattr(own, name)) for name in _NAMES},
            "organizer_name": own.organizer_name,
            "organizer_email": own.organizer_email,
        }

    def save(self, name: str, value: str | None) -> bool:
        """Take a value, if it is one of this section."""
        if name in _NAMES:
            setattr(self._desk.settings, name, int(value or 0))
        elif name in ("organizer_name", "organizer_email"):
            setattr(self._desk.settings, name, value or "")
        else:
            return False
        if name == "organizer_email":
            wrong = bool(value) and not address(value or "")
            told = (lambda: _("This is not an e-mail address.")) if wrong else None
            self._form.problem(name, told)
        self._desk.save_settings()
        return True


def before(minutes: int) -> str:
    """How long before a reminder comes, in the window's language; 0 is never."""
    if not minutes:
        return pgettext("reminder", "None")
    if minutes % _DAY == 0:
        days = minutes // _DAY
        return ngettext("{n} day before", "{n} days before", days).format(n=days)
    if minutes % _HOUR == 0:
        hours = minutes // _HOUR
        return ngettext("{n} hour before", "{n} hours before", hours).format(n=hours)
    return ngettext("{n} minute before", "{n} minutes before", minutes).format(n=minutes)
