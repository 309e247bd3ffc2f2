"""What the window says once a calendar file is saved."""

from __future__ import annotations

from desktop import words
from desktop.calendars.export import Calendar
from desktop.language import _, ngettext


def report(made: Calendar, name: str, *, private: bool) -> str:
    """How many entries are in the file, how many are called off, what is left out, what is in."""
    number = made.events + made.tasks
    lines = [
        ngettext("{n} entry saved in {name}.", "{n} entries saved in {name}.", number).format(
            n=number, name=name
        )
    ]
    if made.cancelled:
        lines.append(
            ngettext(
                "{n} of them is cancelled.", "{n} of them are cancelled.", made.cancelled
            ).format(n=made.cancelled)
        )
    if made.skipped:
        lines.append(
            ngettext(
                "{n} without a date or time zone was left out: {first}",
                "{n} without a date or time zone were left out, such as: {first}",
                len(made.skipped),
            ).format(n=len(made.skipped), first=words.problem(made.skipped[0]))
        )
    if private:
        lines.append(_("Private details are in it: give it to nobody outside the office."))
    return " ".join(lines)
