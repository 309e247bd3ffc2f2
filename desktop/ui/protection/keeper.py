"""Backups that make themselves while the window is open, and a word where something is amiss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.errors import Problem
from desktop.language import _
from desktop.store import backups
from desktop.store.backups import Worry
from desktop.store.keys import read_keys
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.protection.work import Asked, needs_word, places, worries
from desktop.words.backups import worry as sentence

# The first once the start and what it tells are over; a notice of the bar stands for 8 seconds.
_FIRST_MS, _EVERY_MS = 15_000, 30 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a round brought: what stood in the way, and what the officer should see to."""

    problems: tuple[Problem, ...]
    worries: tuple[Worry, ...]


class Keeper(QObject):
    """Backs the office file up when that is due; belongs to a desk and goes with it.

    What is well is not told. A fault is told once until another comes; what the officer should see
    to is said at most once a day, with the way to the page.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._told = ""
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        QTimer.singleShot(_FIRST_MS, self, self._begin)

    def look(self) -> None:
        """Make a backup in the background if one is due, and see whether all is well."""
        if self._running:
            return
        self._running = True
        office, chosen = self._desk.office, self._desk.settings
        asked = Asked(
            office.path,
            office.key,
            places(office.path, chosen),
            self._desk.clock(),
            chosen.installation_id,
        )
        self._desk.background.run(partial(keep, office, asked), self._tell, self._failed)

    def is_busy(self) -> bool:
        """Whether a round is under way."""
        return self._running

    def _begin(self) -> None:
        self.look()
        self._timer.start()

    def _tell(self, kept: Kept) -> None:
        self._running = False
        codes = " ".join(str(problem) for problem in kept.problems)
        if kept.problems and codes != self._told:
            self._desk.trouble(kept.problems[0])
        elif kept.worries and self._may_say(self._desk.today()):
            first = kept.worries[0]
            self._desk.lead(lambda: sentence(first), lambda: _("See to it"), "protection")
        self._told = codes

    def _failed(self, error: BaseException) -> None:
        self._running = False
        if not isinstance(error, Problem):
            raise error
        self._tell(Kept((error,), ()))

    def _may_say(self, today: date) -> bool:
        """Whether nothing was said today about this file; it is now."""
        chosen, name = self._desk.settings, str(self._desk.office.path)
        if chosen.warned.get(name) == today:
            return False
        others = {path: day for path, day in chosen.warned.items() if day == today}
        chosen.warned = others | {name: today}
        self._desk.save_settings()
        return True


def keep(office: OfficeFile, asked: Asked) -> Kept:
    """Make a backup if one is due and thin out the old ones; on another thread."""
    problems: tuple[Problem, ...] = ()
    if backups.is_due(asked.path, asked.places, asked.now):
        problems = backups.back_up_now(office, asked.places, asked.now).problems
        backups.prune(asked.places, asked.now)
    keys = None
    if asked.key is not None:
        try:
            keys = read_keys(asked.path)
        except Problem as problem:
            problems = (*problems, problem)
    return Kept(problems, tuple(filter(needs_word, worries(asked, keys))))
