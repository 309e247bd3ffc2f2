"""A damaged office file: going back to a good backup, or saving what can still be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.store import backups, restoring, salvage
from desktop.store.backups import Backup
from desktop.store.cipher import Key
from desktop.store.office import utc_now
from desktop.store.salvage import Salvaged
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.output.files import ask_save
from desktop.ui.protection.salvaged import lost_text, saved_text
from desktop.ui.protection.telling import age_at, when
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, Card, ElidedLabel, PlainLabel, Scroll, row


class RescueDialog(Spoken, QDialog):
    """Shown while the damaged file is closed, which is kept whatever the officer chooses.

    `key` is what it is encrypted with, `problem` what is wrong with it, `places` are where its
    backups lie, and `zone` is the clock that times are told on. Afterwards `outcome` is the office
    file to open next: the restored one, the one with what was saved, or None to leave all as it is.
    """

    def __init__(
        self,
        path: Path,
        key: Key | None,
        problem: Problem,
        places: Sequence[Path],
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        zone: str = "UTC",
    ) -> None:
        super().__init__(parent)
        self.outcome: Path | None = None
        self._path, self._key, self._places = path, key, tuple(places)
        self._clock, self._zone = clock, zone
        self._searching, self._working = True, False
        self._good: Backup | None = None
        self._saved: tuple[Path, Salvaged] | None = None
        self._fault: Problem | None = None
        self._background = Background(self)
        self.setModal(True)
        self.say(self.setWindowTitle, lambda: "Kakehashi")
        heading = PlainLabel(role="title", wrap=True)
        self.say(heading.setText, lambda: _("This office file is damaged"))
        name = ElidedLabel(str(path), role="soft", middle=True)
        about = PlainLabel(wrap=True)
        self.say(about.setText, lambda: _about_text(problem))
        self._busy = BusyBar()
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._said.setText, self._fault_text)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.L)
        for part in (heading, name, about, self._said, self._back_card(), self._save_card()):
            body.addWidget(part)
        self.leave = Button(lambda: _("Leave everything as it is"), self.reject, kind="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(Scroll(inside), 1)
        layout.addWidget(self._busy)
        layout.addLayout(row(None, self.leave))
        self.resize(*look.START)
        self._dress()
        self._background.run(
            partial(backups.newest_good, path, self._places, key),
            self._found,
            self._search_failed,
            owner=self,
        )

    def is_searching(self) -> bool:
        """Whether the newest backup that is whole is still looked for."""
        return self._searching

    def go_back(self) -> None:
        """Put the newest good backup in the place of the damaged file, which is kept beside it."""
        good = self._good
        if good is None or self._working:
            return
        opens = self._key if good.encrypted else None
        self._begin(
            partial(
                restoring.restore,
                self._path,
                good.path,
                opens,
                self._clock(),
                own_key=self._key,
            ),
            self._gone_back,
            lambda: _("Putting the backup in place…"),
        )

    def ask_save(self) -> None:
        """Ask for a name, and save what can be read into a new office file."""
        offered = self._path.with_name(f"{self._path.stem}.saved{self._path.suffix}")
        target = ask_save(self, _("Save what can be read"), offered, "kakehashi")
        if target is not None:
            self.save_into(target)

    def save_into(self, target: Path) -> None:
        """Save what can be read into a new office file there."""
        if not self._working:
            self._begin(
                partial(salvage.salvage, self._path, target, self._key),
                partial(self._salvaged, target),
                lambda: _("Reading what can be read. This may take some minutes."),
            )

    def open_saved(self) -> None:
        """Go on with the file that what could be read was saved in."""
        if self._saved is not None:
            self.outcome = self._saved[0]
            self.accept()

    @override
    def reject(self) -> None:
        if not self._working:  # a half-made file would be nobody's
            super().reject()

    @override
    def done(self, result: int, /) -> None:
        super().done(result)
        # Hidden by now: what is still looked for is waited for, and freezes nothing.
        self._background.stop()

    # -- parts

    def _back_card(self) -> Card:
        card = Card()
        title = PlainLabel(role="section", wrap=True)
        self.say(title.setText, lambda: _("Go back to a backup"))
        self._good_said = PlainLabel(role="soft", wrap=True)
        self.say(self._good_said.setText, self._good_text)
        self.back = Button(lambda: _("Use this backup"), self.go_back, kind="filled")
        for part in (title, self._good_said, self.back):
            card.body.addWidget(part)
        return card

    def _save_card(self) -> Card:
        card = Card()
        title = PlainLabel(role="section", wrap=True)
        self.say(title.setText, lambda: _("Save what can be read"))
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "All that is still readable is copied into a new office file. It may have more "
                "than the backup, but something may be missing."
            ),
        )
        self._result = PlainLabel(role="strong", wrap=True)
        self._lost = PlainLabel(wrap=True)
        self.say(self._result.setText, lambda: saved_text(self._saved[1]) if self._saved else "")
        self.say(self._lost.setText, lambda: lost_text(self._saved[1]) if self._saved else "")
        self.save = Button(lambda: _("Save into a new file…"), self.ask_save)
        self.open_new = Button(lambda: _("Open the new file"), self.open_saved, kind="filled")
        for part in (title, about, self._result, self._lost):
            card.body.addWidget(part)
        card.body.addLayout(row(self.save, self.open_new, None))
        return card

    # -- working

    def _begin(
        self,
        work: Callable[[], object],
        done: Callable[..., object],
        told: Callable[[], str],
    ) -> None:
        self._working, self._fault = True, None
        job = self._background.run(work, done, self._failed, owner=self)
        self._busy.follow(job, told, can_stop=False)
        self._dress()

    def _found(self, good: Backup | None) -> None:
        self._searching, self._good = False, good
        self._dress()
        (self.save if good is None else self.back).setFocus()

    def _search_failed(self, error: BaseException) -> None:
        self._searching = False
        self._tell(error)

    def _gone_back(self, _kept: Path | None) -> None:
        self._end()
        self.outcome = self._path
        self.accept()

    def _salvaged(self, target: Path, salvaged: Salvaged) -> None:
        self._end()
        self._saved = target, salvaged
        self._dress()
        self.open_new.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._tell(error)

    def _end(self) -> None:
        self._working = False
        self._busy.done()

    # -- telling

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._fault = error
        self._dress()

    def _dress(self) -> None:
        self.say_again()
        self.back.setVisible(self._good is not None)
        saved = self._saved is not None
        # One button leads on: to what was saved, once something was.
        self.back.set_kind("" if saved else "filled")
        self.open_new.setVisible(saved)
        for button in (self.back, self.save, self.open_new, self.leave):
            button.setEnabled(not self._working)
        for label in (self._said, self._result, self._lost):
            label.setVisible(bool(label.text()))

    def _good_text(self) -> str:
        if self._searching:
            return _("Looking for the newest backup that is whole…")
        if self._good is None:
            return _("There is no backup that is whole.")
        at = self._good.at
        today = self._clock().astimezone(ZoneInfo(self._zone)).date()
        return _(
            "The newest backup that is whole was made on {moment} ({age}). What was changed since "
            "is not in it. The damaged file is kept beside it."
        ).format(moment=when(at, self._zone), age=age_at(at, today, self._zone))

    def _fault_text(self) -> str:
        return words.problem(self._fault) if self._fault is not None else ""


def _about_text(problem: Problem) -> str:
    what = "" if problem.code == "file_damaged" else words.problem(problem) + " "
    return what + _(
        "Part of it cannot be read, perhaps because the disk or a copying was faulty. Nothing was "
        "changed, and the damaged file is kept in any case. Choose how to go on."
    )
