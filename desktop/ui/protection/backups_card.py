"""The card about backups: where they lie, a new one, going back to one, and the look through."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _, current, dates, ngettext
from desktop.store import backups
from desktop.store.backups import DAILY, WEEKLY, Backup, Made
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.output.files import ask_open
from desktop.ui.protection.restoring import RestoreDialog
from desktop.ui.protection.telling import age, age_at, place, size, when
from desktop.ui.protection.work import Standing, check_folder, places
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    BusyBar,
    Button,
    Card,
    Confirm,
    ElidedLabel,
    FlowLayout,
    Line,
    PlainLabel,
    column,
    row,
)

_ROWS = 8


class BackupsCard(Spoken, Card):
    """Lists the backups, and does what there is to do with them.

    `changed` is sent when there are other backups than before.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._same_disk = False
        self._fault: Problem | None = None
        heading = PlainLabel(role="section")
        about = PlainLabel(role="soft", wrap=True)
        self.say(heading.setText, lambda: _("Backups"))
        self.say(about.setText, _about_text)
        self.make = Button(lambda: _("Back up now"), self.back_up)
        self.restore = Button(lambda: _("Restore…"), self.ask_restore, icon="history")
        other = Button(lambda: _("Restore from a file…"), self.ask_restore_file, kind="quiet")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.make, self.restore, other):
            flow.addWidget(button)
        self.model = ListModel(self._columns(), id_of=lambda backup: str(backup.path))
        self.table = ListTable(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.opened.connect(lambda _backup: self.ask_restore())
        self.say(self.table.setAccessibleName, lambda: _("Backups"))
        self._busy = BusyBar()
        self.body.setSpacing(look.M)
        for part in (heading, about, buttons, self._busy, self.table, Line()):
            self.body.addWidget(part)
        self.body.addLayout(self._second_place())
        self.body.addWidget(Line())
        self.body.addLayout(self._look_through())
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show the backups that there are now."""
        chosen = self._chosen()
        self.model.set_rows(standing.backups)
        self.table.fit_rows(_ROWS)
        self.table.setVisible(bool(standing.backups))
        self.restore.setEnabled(bool(standing.backups))
        kept = chosen or (standing.backups[0] if standing.backups else None)
        if kept is not None:
            self.table.choose([str(kept.path)])
        self.say_again()
        self.show()

    def second_said(self) -> str:
        """What is said of the second place."""
        return self._second_said.text()

    # -- what the officer asks for

    def back_up(self) -> None:
        """Make a backup in each place."""
        office, where, now = self._desk.office, self._places(), self._desk.clock()
        self.make.setEnabled(False)
        job = self._desk.background.run(
            partial(backups.back_up_now, office, where, now), self._made, self._failed, owner=self
        )
        self._busy.follow(job, lambda: _("Making a backup…"), can_stop=False)

    def ask_restore(self) -> None:
        """Show what going back to the chosen backup would change."""
        chosen = self._chosen()
        if chosen is not None:
            RestoreDialog.ask(self._desk, chosen.path, chosen.at, self)

    def ask_restore_file(self) -> None:
        """Ask for a backup that lies elsewhere, and show what going back to it would change."""
        path = ask_open(self, _("Restore from a file"), Path.home(), "kakehashi")
        if path is not None:
            RestoreDialog.ask(self._desk, path, None, self)

    def choose_second(self) -> None:
        """Ask for the second place of the backups."""
        before = self._desk.settings.backup_folder or str(Path.home())
        name = QFileDialog.getExistingDirectory(self, _("Second place for backups"), before)
        if name:
            self.use_second(Path(name))

    def use_second(self, folder: Path) -> None:
        """Take a folder as the second place, if anything can be written there."""
        office = self._desk.office.path

        def work() -> tuple[Path, bool]:
            return folder, check_folder(folder, office)

        self._desk.background.run(work, self._take_second, self._second_refused, owner=self)

    def no_second(self) -> None:
        """Make backups beside the office file alone; what lies elsewhere stays there."""
        self._fault, self._same_disk = None, False
        self._desk.settings.backup_folder = ""
        self._desk.save_settings()
        self.say_again()
        self.changed.emit()

    def ask_delete_clear(self) -> None:
        """Ask whether the backups that anybody can read are to go, and delete them."""
        find = partial(backups.in_clear, self._places())
        self._desk.background.run(find, self._ask_delete, self._failed, owner=self)

    def check(self) -> None:
        """Look through every page of the office file."""
        office = self._desk.office
        self.check_button.setEnabled(False)
        work = partial(office.check, thorough=True)
        job = self._desk.background.run(work, self._looked, self._not_sound, owner=self)
        self._checking.follow(job, lambda: _("Looking through the file…"), can_stop=False)

    # -- parts

    def _columns(self) -> tuple[Column, ...]:
        def zone() -> str:
            return self._desk.zones()[0]

        def by_time(backup: Backup) -> datetime:
            return backup.at

        def moment(backup: Backup) -> str:
            return when(backup.at, zone())

        def old(backup: Backup) -> str:
            return age_at(backup.at, self._desk.today(), zone())

        def where(backup: Backup) -> str:
            return place(backup.place, self._places()[0])

        def locked(backup: Backup) -> str:
            return _("Encrypted") if backup.encrypted else _("Not encrypted")

        return (
            Column(name="at", title=lambda: _("Made"), text=moment, sort=by_time, width=19),
            Column(
                name="age",
                title=lambda: _("Age"),
                text=old,
                sort=by_time,
                look="soft",
                spare=True,
                width=16,
            ),
            Column(name="place", title=lambda: _("Where"), text=where, width=18, grows=True),
            Column(
                name="size",
                title=lambda: _("Size"),
                text=lambda one: size(one.size),
                sort=lambda one: one.size,
                look="soft",
                right=True,
                spare=True,
                width=10,
            ),
            Column(
                name="encrypted",
                title=lambda: _("Encryption"),
                text=locked,
                icon=lambda one: "lock" if one.encrypted else "",
                width=20,
            ),
        )

    def _second_place(self) -> QVBoxLayout:
        label = PlainLabel(role="strong")
        self.say(label.setText, lambda: _("Second place"))
        self._second = ElidedLabel(role="soft", middle=True)
        self.say(self._second.setText, self._second_text)
        self._second_said = PlainLabel(role="hint", wrap=True, parent=self)
        self.say(self._tell_second, self._second_said_text)
        choose = Button(lambda: _("Choose a folder…"), self.choose_second)
        self.none = Button(lambda: _("No second place"), self.no_second, kind="quiet")
        return _entry(label, self._second, self._second_said, choose, self.none)

    def _look_through(self) -> QVBoxLayout:
        label = PlainLabel(role="strong")
        self.say(label.setText, lambda: _("Is the file sound?"))
        self._checked = PlainLabel(role="soft", wrap=True)
        self.say(self._checked.setText, self._checked_text)
        self._checking = BusyBar()
        self.check_button = Button(lambda: _("Check the file now"), self.check)
        return _entry(label, self._checked, self._checking, self.check_button)

    def _places(self) -> tuple[Path, ...]:
        return places(self._desk.office.path, self._desk.settings)

    def _chosen(self) -> Backup | None:
        rows = self.table.chosen()
        return rows[0] if rows else None

    # -- what comes back

    def _made(self, made: Made) -> None:
        self._busy.done()
        self.make.setEnabled(True)
        for problem in made.problems:
            self._desk.trouble(problem)
        if not made.problems:
            self._desk.notice(
                lambda: ngettext(
                    "The backup was made and checked.",
                    "The backup was made and checked in {n} places.",
                    len(made.paths),
                ).format(n=len(made.paths))
            )
        self.changed.emit()

    def _ask_delete(self, found: list[Backup]) -> None:
        if not found or not Confirm.ask(
            self,
            lambda: _("Delete what is not encrypted?"),
            lambda: ngettext(
                "{n} backup from before the password will be deleted for good.",
                "{n} backups from before the password will be deleted for good.",
                len(found),
            ).format(n=len(found)),
            lambda: _("Delete"),
        ):
            return
        work = partial(backups.remove, found)
        self._desk.background.run(work, self._removed, self._failed, owner=self)

    def _take_second(self, found: tuple[Path, bool]) -> None:
        folder, elsewhere = found
        self._fault, self._same_disk = None, not elsewhere
        self._desk.settings.backup_folder = str(folder)
        self._desk.save_settings()
        self.say_again()
        self.back_up()

    def _second_refused(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._fault = error
        self.say_again()

    def _removed(self, _none: object) -> None:
        self._desk.notice(lambda: _("Deleted."))
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._busy.done()
        self.make.setEnabled(True)
        if not isinstance(error, Problem):
            raise error
        self._desk.trouble(error)
        self.changed.emit()

    def _looked(self, whole: bool) -> None:
        self._checking.done()
        self.check_button.setEnabled(True)
        if not whole:
            return
        self._desk.settings.checked[str(self._desk.office.path)] = self._desk.today()
        self._desk.save_settings()
        self._desk.notice(lambda: _("The office file is sound: every page was read and compared."))
        self.say_again()

    def _not_sound(self, error: BaseException) -> None:
        self._checking.done()
        self.check_button.setEnabled(True)
        raise error  # damage has help of its own, whoever comes upon it

    # -- telling

    def _second_text(self) -> str:
        return self._desk.settings.backup_folder or _("None chosen")

    def _second_said_text(self) -> str:
        if self._fault is not None:
            return words.problem(self._fault)
        if self._same_disk:
            return _(
                "This folder lies on the same disk as the office file: if the disk breaks, both "
                "are lost. Another disk or a folder of the network is safer."
            )
        if not self._desk.settings.backup_folder:
            return _("A disk or a folder of the network where each backup is kept once more.")
        return ""

    def _tell_second(self, text: str) -> None:
        if self._fault is not None:
            self._second_said.dress("problem")
        else:
            self._second_said.dress("missing" if self._same_disk else "hint")
        self._second_said.setText(text)
        self._second_said.setVisible(bool(text))

    def _checked_text(self) -> str:
        day = self._desk.settings.checked.get(str(self._desk.office.path))
        if day is None:
            return _("The whole file was not looked through yet on this computer.")
        return _("Last looked through as a whole: {day} ({age})").format(
            day=dates.date_short(current(), day), age=age(day, self._desk.today())
        )

    @override
    def respoken(self) -> None:
        self.model.respeak()
        self.none.setVisible(bool(self._desk.settings.backup_folder))


def _about_text() -> str:
    return _(
        "A backup is made by itself on each day on which something was changed, and checked. Those "
        "of the last {days} days and of {weeks} weeks are kept."
    ).format(days=DAILY, weeks=WEEKLY)


def _entry(label: PlainLabel, value: PlainLabel, below: QWidget, *buttons: Button) -> QVBoxLayout:
    """A heading, what is so now, what is to be said about it, and the buttons at the right."""
    text = column(label, value, spacing=look.XS)
    line = row(*buttons)
    beside = row(spacing=look.L)
    beside.addLayout(text, 1)
    beside.addLayout(line)
    return column(beside, below, spacing=look.XS)
