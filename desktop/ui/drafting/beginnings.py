"""What stands where there is no proposal: what to do first, with a button that leads there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import Problem
from desktop.language import _
from desktop.ui.drafting.lines import refill
from desktop.ui.widgets import EmptyState
from desktop.words import problem as told_problem

Text = Callable[[], str]

# Where what is in the way is put right: in the details of the delegation, at a host, on a day.
_WHERE = {
    "draft_no_dates": "start",
    "draft_days_backwards": "start",
    "draft_too_long": "start",
    "draft_no_days": "days",
    "draft_day_backwards": "days",
    "draft_no_items": "hosts",
}
_BUTTONS: dict[str, Text] = {
    "start": lambda: _("Set the dates"),
    "days": lambda: _("Look at the days"),
    "hosts": lambda: _("Add hosts"),
}


@dataclass(frozen=True)
class Beginning:
    """A title, a sentence, and where the button leads; "" for no button."""

    icon: str
    title: Text
    text: Text
    where: str


def beginning(problem: Problem | None, *, dates: bool, hosts: bool) -> Beginning:
    """What to say of a delegation that has dates and hosts, or not, and after a problem."""
    if problem is not None:
        return Beginning(
            "triangle-alert",
            lambda: _("Nothing could be drafted"),
            lambda: told_problem(problem),
            _WHERE.get(problem.code, ""),
        )
    if not hosts:
        return Beginning(
            "handshake",
            lambda: _("Whom is the delegation to see?"),
            lambda: _(
                "Say first which hosts are to be visited. How long each takes is enough to begin."
            ),
            "hosts",
        )
    if not dates:
        return Beginning(
            "calendar-days",
            lambda: _("When is the visit?"),
            lambda: _("Give the delegation its first and its last day, and its days are drafted."),
            "start",
        )
    return Beginning(
        "calendar-clock",
        lambda: _("No draft yet"),
        lambda: _(
            "The days are filled from what hosts and days allow. Nothing is changed until you "
            "accept it."
        ),
        "",
    )


class Beginnings(QWidget):
    """Shows one beginning; `lead(where)` is called when its button is pressed."""

    def __init__(self, lead: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = lead
        self._key: object = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_beginning(self, problem: Problem | None, *, dates: bool, hosts: bool) -> None:
        """Say what to do first."""
        key = (problem, dates, hosts)
        if key == self._key:
            return
        self._key = key
        one = beginning(problem, dates=dates, hosts=hosts)
        state = EmptyState(
            one.icon,
            one.title,
            one.text,
            button=_BUTTONS.get(one.where),
            pressed=lambda: self._lead(one.where),
        )
        refill(self._layout, [state])
