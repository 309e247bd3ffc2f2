"""The question before an edition is issued, and the making of its files while one waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.documents.issuing import NotMade, Progress, plan
from desktop.domain import Edition
from desktop.domain.paper import Stand
from desktop.errors import Problem
from desktop.language import _, ngettext, npgettext, pgettext
from desktop.making.edition import Asked, Made, issue, make
from desktop.store import editions
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.drafts_box import Box
from desktop.ui.editions.issue_form import choice_of, fill_form, is_draft
from desktop.ui.editions.reading import NOW, Known
from desktop.ui.forms import Form
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, Scroll, column, row

_LOOK_MS = 100  # how often the progress is looked at


class IssueDialog(Spoken, QDialog):
    """Issues the next edition of a record; `known` is what there is of it now."""

    def __init__(self, desk: Desk, kind: str, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._known = desk, kind, known
        self._record = known.states[NOW]
        self._job: Job | None = None
        self._progress = Progress()
        self._failure: NotMade | None = None
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.say(self.setWindowTitle, self._title)
        self._heading = PlainLabel(role="section", wrap=True)
        self.say(self._heading.setText, self._title)
        self._about = PlainLabel(role="soft", wrap=True)
        self.say(
            self._about.setText,
            lambda: pgettext(
                "edition",
                "All files are made from the plan as it is at this moment and kept as they are. "
                "You can save them again at any time.",
            ),
        )
        self.conflicts = FindingsBar(desk)
        self.conflicts.opened.connect(self._open_booking)
        self.form = Form()
        fill_form(self.form, desk, self._record, known.newest())
        self.form.edited.connect(lambda _name, _value: self._tell_count())
        self._count = PlainLabel(role="soft", wrap=True)
        self.say(self._count.setText, self._count_text)
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._tell_problem, self._problem_text)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._issue = Button(self._title, self.issue, kind="filled", icon="send")
        self._cancel = Button(self._cancel_text, self.reject)
        self._build()
        self.conflicts.load(kind, known.record_id)
        self._tell_count()
        box = Box(self, self.form, "edition", (kind, known.record_id), ("recipients", "note"))
        if not desk.drafts.follow_box(box):
            self.form.focus("recipients")

    @classmethod
    def ask(cls, desk: Desk, kind: str, known: Known, parent: QWidget | None) -> None:
        """Show the question; what is chosen is issued."""
        dialog = cls(desk, kind, known, parent)
        dialog.exec()
        dialog.deleteLater()

    def issue(self) -> None:
        """Make all files and, once every one is made, issue the edition."""
        if self._job is not None or not self.form.commit():
            return
        values = self.form.values()
        asked = Asked(
            self._kind,
            self._known.record_id,
            is_draft(values),
            values["on"] or self._desk.today(),
            choice_of(values, self._desk.settings.paper),
            self._desk.workshop(),
        )
        self._failure, self._stopped, self._progress = None, False, Progress()
        work = partial(make, self._desk.office, asked, self._progress)
        done = partial(self._made, asked)
        self._job = self._desk.background.run(work, done, self._failed, owner=self)
        self._timer.start()
        self._show_busy()

    def is_working(self) -> bool:
        """Whether files are being made."""
        return self._job is not None

    @override
    def reject(self) -> None:
        if self._job is None:
            super().reject()
            return
        # The first press stops the making, and what was asked for stays to be asked again.
        self._progress.stopped = True
        self._job.cancel()
        self._stopped = True
        self._end()

    # -- parts

    def _build(self) -> None:
        scroll = Scroll(self.form)
        above = column(self._heading, self._about, self.conflicts, spacing=look.S)
        foot = row(self._count, self._cancel, self._issue, spacing=look.M)
        foot.setStretch(0, 1)
        layout = column(above, scroll, self._said, self._bar, foot, spacing=look.M, margins=look.XL)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        wanted = QSize(look.COLUMN * 5 // 2 + 2 * look.XL, look.WINDOW[1] - look.TOPBAR)
        around = self.parentWidget()
        self.resize(wanted.boundedTo(around.size()) if around is not None else wanted)

    # -- working

    def _made(self, asked: Asked, made: Made) -> None:
        self._end()
        values = self.form.values()

        def work(session: Session) -> Edition:
            return issue(
                session,
                made,
                on=asked.on,
                at=self._desk.clock(),
                recipients=values["recipients"],
                note=values["note"],
            )

        number = made.prepared.stand.number
        if self._desk.do(editions.LABEL, work, number=number) is not None:
            self._desk.notice(lambda: _told(made), undo=True)
            self.accept()

    def _failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Problem):
            error = NotMade("", error)
        if not isinstance(error, NotMade):
            raise error
        self._failure = error
        self.say_again()

    def _end(self) -> None:
        self._job = None
        self._timer.stop()
        self._show_busy()

    def _show_busy(self) -> None:
        busy = self._job is not None
        self._bar.setVisible(busy)
        self.form.setEnabled(not busy)
        self._cancel.say_again()
        self._look()

    def _look(self) -> None:
        self._bar.setRange(0, self._progress.total)
        self._bar.setValue(self._progress.done)
        self.say_again()

    # -- telling

    def _tell_count(self) -> None:
        self._stopped = False
        self._count.setText(self._count_text())
        self.respoken()

    @override
    def respoken(self) -> None:
        can = self._number_of_files() > 0 and not self._lacks_language()
        self._issue.setEnabled(self._job is None and can)

    def _lacks_language(self) -> bool:
        values = self.form.values()
        return bool(values["documents"] or values["calendar"]) and not values["languages"]

    def _number_of_files(self) -> int:
        choice = choice_of(self.form.values(), self._desk.settings.paper)
        return len(plan(self._record, choice, Stand(self._known.next_number)))

    def _title(self) -> str:
        number = self._known.next_number
        return pgettext("edition", "Issue edition {number}").format(number=number)

    def _count_text(self) -> str:
        done, total = self._progress.done, self._progress.total
        if self._job is not None:
            if not total:
                return pgettext("edition", "Reading the plan…")
            return pgettext("edition", "Making file {n} of {total}…").format(
                n=min(done + 1, total), total=total
            )
        if self._stopped:
            return pgettext("edition", "Stopped. Nothing was issued.")
        number = self._number_of_files()
        if not number:
            return pgettext("edition", "Choose a paper and a language, or a calendar.")
        if self._lacks_language():
            return pgettext("edition", "Choose a language for what is for everyone.")
        return npgettext(
            "edition", "{n} file will be made.", "{n} files will be made.", number
        ).format(n=number)

    def _cancel_text(self) -> str:
        return pgettext("edition", "Stop") if self._job is not None else _("Cancel")

    def _problem_text(self) -> str:
        failure = self._failure
        if failure is None:
            return ""
        reason = words.problem(failure.problem)
        if not failure.name:
            return reason
        return pgettext(
            "edition", "“{name}” could not be made, and nothing was issued. {reason}"
        ).format(name=failure.name, reason=reason)

    def _tell_problem(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _open_booking(self, booking_id: str) -> None:
        self.reject()
        self._desk.open(self._kind, self._known.record_id, booking_id)


def _told(made: Made) -> str:
    number = made.prepared.stand.number
    text = npgettext(
        "edition",
        "Edition {number} was issued with {n} file.",
        "Edition {number} was issued with {n} files.",
        len(made.papers),
    ).format(number=number, n=len(made.papers))
    if not made.empty:
        return text
    left = ngettext(
        "{n} that would have been empty was left out.",
        "{n} that would have been empty were left out.",
        made.empty,
    ).format(n=made.empty)
    return f"{text} {left}"
