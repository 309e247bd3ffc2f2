"""For every member: a calendar file of their own, or a mail draft with programme and calendar."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from typing_extensions import override

from desktop import words
from desktop.calendars.letter import opening
from desktop.calendars.posts import Post
from desktop.calendars.reminders import chosen
from desktop.domain import Edition
from desktop.errors import Problem
from desktop.files import Part, file_name, taken, write_parts, zipped
from desktop.language import CODES, Language, _, current, dates, names, ngettext
from desktop.making import mailing
from desktop.making.sender import writer
from desktop.store import editions
from desktop.store.sent import remember
from desktop.ui import find, look
from desktop.ui.background import Job
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.drafts_box import Box
from desktop.ui.forms import ChoiceField, Form, SwitchField
from desktop.ui.mailing.people import PeopleList, Reader
from desktop.ui.mailing.replacing import may_replace
from desktop.ui.mailing.report import report
from desktop.ui.mailing.wording import Wording
from desktop.ui.output.files import ask_save
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, PlainLabel, Scroll, column, row

CALENDARS, MAILS = "calendars", "mails"
FOLDER, ZIP = "folder", "zip"


class MailingDialog(Spoken, QDialog):
    """Makes one file for each person of a record (`kind`, `record`), in a folder or a zip."""

    _stepped = Signal(int, str)

    def __init__(self, desk: Desk, kind: str, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, record
        self._job: Job | None = None
        self._writing = False
        self._at: tuple[int, str] = (0, "")
        self._problem: Problem | None = None
        self._order = mailing.Order(
            kind,
            record,
            on=desk.today(),
            workshop=desk.workshop(),
            paper=desk.settings.paper,
            signature=desk.read(lambda s: writer(s, desk.settings)),
        )
        self._read = desk.read(lambda s: mailing.ready(s, self._order))
        self._editions = desk.read(lambda s: editions.editions(s, record))
        people = self._read.people.values()
        self._readers = {one.id: Reader(one, names.preferred(one)) for one in people}
        self.people = PeopleList(list(self._readers.values()))
        self.wording = Wording(self._readers)
        self.form = self._make_form()
        self.conflicts = FindingsBar(desk)
        self.conflicts.opened.connect(self._open_booking)
        self._busy = BusyBar()
        self._said = PlainLabel(role="problem", wrap=True)
        self._count = PlainLabel(role="soft", wrap=True)
        self._save = Button(self._save_text, self.save, kind="filled", icon="download")
        self._build()
        self._load_words()
        self._said.hide()
        self.conflicts.load(kind, record)
        self._stepped.connect(self._tell_progress)
        self.form.edited.connect(self._edited)
        self.people.changed.connect(self._refresh)
        self.wording.changed.connect(self._refresh)
        self._refresh()
        if desk.drafts.follow_box(Box(self, self.wording.words, "mail", (kind, record), CODES)):
            self.choose(what=MAILS)
        else:
            self.form.focus("what")

    @classmethod
    def ask(cls, desk: Desk, kind: str, record: str, parent: QWidget | None) -> None:
        """Show the question; what is chosen is saved."""
        dialog = cls(desk, kind, record, parent)
        dialog.exec()
        dialog.deleteLater()

    # -- what is wanted

    def choose(self, **values: str | None) -> None:
        """Choose what stands in the form, as the officer would."""
        for name, value in values.items():
            self.form.load({name: value})
            self._edited(name, value)

    def order(self) -> mailing.Order:
        """What is wanted now."""
        mails = self._value("what") == MAILS
        return replace(
            self._order,
            to=self.people.to(),
            mails=mails,
            opened=self.wording.opened(),
            since=(self._value("since") or "") if mails else "",
            reminders=chosen(self._desk.settings) if self._value("reminders") else None,
        )

    def save(self) -> None:
        """Ask where to, and make the files."""
        if self._is_busy():
            return
        if self._value("into") == ZIP:
            offered = Path.home() / file_name(self._title(), ".zip")
            path = ask_save(self, self._save_text(), offered, "zip")
        else:
            chosen = QFileDialog.getExistingDirectory(self, self._save_text(), str(Path.home()))
            path = Path(chosen) if chosen else None
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Make the files, and save them in that folder or zip file."""
        order = self.order()
        if not order.to:
            return
        self._tell_problem(None)
        self._at = (0, order.to[0][0])
        # The job itself tells whether it was cancelled; it is there before anything is made.
        work = partial(
            mailing.make,
            self._desk.office,
            order,
            tell=self._stepped.emit,
            stopped=self._is_stopped,
        )
        made = partial(self._made, path, order)
        self._job = self._desk.background.run(work, made, self._failed, owner=self)
        self._busy.follow(self._job, self._progress_text)

    # -- how it is built

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=3)
        form.add("what", ChoiceField(lambda: _("For each"), (CALENDARS, MAILS), _what_name))
        form.add("into", ChoiceField(lambda: _("Save into"), (FOLDER, ZIP), _into_name))
        form.add(
            "language",
            ChoiceField(
                lambda: _("Language"),
                CODES,
                lambda code: Language.of(code).name,
                none=lambda: _("Each in their own"),
                hint=lambda: _("The first language they speak of Japanese, Danish and English."),
            ),
        )
        form.add("reminders", SwitchField(lambda: _("Reminders")))
        known = {one.id: one for one in self._editions}
        form.add(
            "since",
            ChoiceField(
                lambda: _("Say what has changed"),
                known,
                lambda code: _edition_name(known[code]),
                none=lambda: _("Say nothing"),
            ),
        )
        form.load({"what": CALENDARS, "into": FOLDER, "language": None, "since": None})
        return form

    def _build(self) -> None:
        self.say(self.setWindowTitle, lambda: _("A file for each person"))
        heading = PlainLabel(role="section", wrap=True)
        self.say(heading.setText, self._title)
        label = PlainLabel(role="label")
        self.say(label.setText, lambda: _("Who gets one"))
        who = row(
            label,
            None,
            Button(lambda: _("Tick all"), lambda: self.people.choose(self._readers), kind="quiet"),
            Button(lambda: _("Tick none"), lambda: self.people.choose(()), kind="quiet"),
        )
        left = QWidget()
        inside = column(who, Scroll(self.people), self._count, spacing=look.S)
        inside.setStretch(1, 1)
        left.setLayout(inside)
        both = row(left, self.wording, spacing=look.XL)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.say(self._said.setText, self._problem_text)
        buttons = row(None, Button(lambda: _("Cancel"), self.reject), self._save, spacing=look.M)
        layout = column(
            *(heading, self.conflicts, self.form, both),
            *(self._said, self._busy, buttons),
            spacing=look.L,
            margins=look.XL,
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)
        wanted = QSize(look.FORM, look.WINDOW[1] - look.TOPBAR)
        room = self.parentWidget()
        if room is not None:
            whole = room.window().size()
            wanted = wanted.expandedTo(whole * 0.9).boundedTo(whole)
        self.resize(wanted)

    # -- what follows a choice

    def _value(self, name: str) -> Any:
        return self.form.field(name).value()

    def _edited(self, name: str, value: str | None) -> None:
        if name == "language":
            self.people.use_language(value or "")
        if name == "since":
            self._compare()
        self._refresh()

    def _compare(self) -> None:
        """Read the record beside the edition that is compared with."""
        try:
            self._read = self._desk.read(lambda s: mailing.ready(s, self.order()))
            self._tell_problem(None)
        except Problem as problem:
            self.form.load({"since": None})
            self._tell_problem(problem)

    def _refresh(self) -> None:
        mails = self._value("what") == MAILS
        to = self.people.to()
        self.form.field("since").setVisible(mails and bool(self._editions))
        self.wording.setVisible(mails)
        self.people.show_addresses(mails)
        self.wording.use({code for _person, code in to})
        self._save.setEnabled(bool(to))
        person = self.wording.person.value()
        if mails and person:
            code = self.people.language_of(person)
            self.wording.show_letter(mailing.sample(self._read, self.order(), person, code))
        self._tell_count()
        self._save.say_again()

    @override
    def respoken(self) -> None:
        self._tell_count()

    def _tell_count(self) -> None:
        self._count.setText(self._count_text())
        self._count.setVisible(bool(self._count.text()))

    def _load_words(self) -> None:
        stand, writer = self._read.letters.stand, self._order.signature
        self.wording.load(
            {code: opening(self._read.record, stand, writer, Language.of(code)) for code in CODES}
        )

    def _open_booking(self, booking_id: str) -> None:
        self.reject()
        self._desk.open(self._kind, self._record, booking_id)

    # -- what comes back

    def _made(self, path: Path, order: mailing.Order, made: list[Post]) -> None:
        self._busy.done()
        parts = [post.part for post in made if post.part is not None]
        if not parts:
            self._tell_problem(Problem("calendar_empty", skipped=0))
            return
        folder = path
        if self._value("into") == ZIP:
            parts, folder = [Part(path.name, zipped(parts))], path.parent
        elif (there := taken(folder, [part.name for part in parts])) and not may_replace(
            self, there
        ):
            return
        written = partial(self._written, path, order, made)
        work = partial(write_parts, folder, parts)
        self._writing = True
        self._job = self._desk.background.run(work, written, self._failed, owner=self)
        self._busy.follow(self._job, lambda: _("Saving…"), can_stop=False)

    def _written(self, path: Path, order: mailing.Order, made: list[Post], _none: None) -> None:
        self._writing = False
        self._busy.done()
        try:
            with self._desk.office.writing("calendar.sent") as session:
                for post in made:
                    if post.calendar is not None:
                        told, now = post.calendar.handed_out, self._desk.clock()
                        remember(session, told, now, post.person.id)
        except Problem as problem:
            self._tell_problem(problem)
            return
        self._desk.notice(lambda: report(made, path.name, mails=order.mails))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._writing = False
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self._tell_problem(error)

    def _is_busy(self) -> bool:
        return not self._busy.isHidden()

    def _is_stopped(self) -> bool:
        return self._job is not None and self._job.cancelled

    def _tell_progress(self, done: int, person: str) -> None:
        self._at = (done, person)
        self._busy.say_again()

    def _progress_text(self) -> str:
        done, person = self._at
        reader = self._readers.get(person)
        return _("{n} of {all}: {name}").format(
            n=done + 1, all=len(self.people.to()), name=reader.name() if reader else ""
        )

    def _tell_problem(self, problem: Problem | None) -> None:
        self._problem = problem
        self._said.setText(self._problem_text())
        self._said.setVisible(problem is not None)

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _count_text(self) -> str:
        if not self._readers:
            return _("There is nobody in it yet. Add people first.")
        to = self.people.to()
        if self._value("what") != MAILS:
            return ""
        without = sum(not self._readers[person].reached() for person, _code in to)
        if not without:
            return ""
        return ngettext(
            "{n} has no e-mail address: that draft has nobody to go to yet.",
            "{n} have no e-mail address: those drafts have nobody to go to yet.",
            without,
        ).format(n=without)

    def _title(self) -> str:
        name = self._desk.read(lambda s: find.label_of(s, self._kind, self._record))
        return name.best(current().code) or words.kind(self._kind)

    def _save_text(self) -> str:
        number = len(self.people.to())
        if self._value("what") == MAILS:
            text = ngettext("Save {n} mail draft…", "Save {n} mail drafts…", number)
        else:
            text = ngettext("Save {n} calendar…", "Save {n} calendars…", number)
        return text.format(n=number)

    @override
    def reject(self) -> None:
        # What lies in the folder is handed out: the window stays until that is remembered.
        if not self._writing:
            super().reject()

    @override
    def done(self, result: int, /) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)


def _what_name(code: str) -> str:
    return {
        CALENDARS: _("A calendar file"),
        MAILS: _("A mail draft with programme and calendar"),
    }[code]


def _into_name(code: str) -> str:
    return {FOLDER: _("Files in a folder"), ZIP: _("One zip file")}[code]


def _edition_name(edition: Edition) -> str:
    day = dates.day_short(current(), edition.on) if edition.on else ""
    return _("Since edition {number} ({day})").format(number=edition.number, day=day)
