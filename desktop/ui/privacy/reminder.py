"""A word once a day that data of people should be removed, with the way to the page."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer

from desktop.language import _, ngettext
from desktop.store import retention
from desktop.ui.desk import Desk

# After what became due and what the backups have to say: a notice stands for 8 seconds.
WAIT_MS = 30_000


def remind(desk: Desk, before: date | None) -> None:
    """Say it at the first start of a day; `before` is the day on which the file was open last."""
    if before != desk.today():
        QTimer.singleShot(WAIT_MS, desk, partial(tell, desk))


def tell(desk: Desk) -> None:
    """Count in the background whose data are due, and say so if there are any."""
    office, today = desk.office, desk.today()

    def count() -> int:
        with office.reading() as session:
            return retention.count_due(session, today)

    def say(people: int) -> None:
        if people:
            desk.lead(partial(_sentence, people), lambda: _("Show privacy"), "privacy")

    desk.background.run(count, say, owner=desk)


def _sentence(people: int) -> str:
    return ngettext(
        "Private details of {n} person are due for removal.",
        "Private details of {n} people are due for removal.",
        people,
    ).format(n=people)
