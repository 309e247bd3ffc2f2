"""Find a time: the question at the left, the times that fit at the right, one press to place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Moment
from desktop.domain.plan import Plan
from desktop.language import _, current, ngettext
from desktop.planning.free import Query, Relaxed, Suggestion
from desktop.ui import find, look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.free.answer import Answer, answer
from desktop.ui.free.question import Question
from desktop.ui.free.strip import DayStrip
from desktop.ui.free.times import Times
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, EmptyState, PlainLabel, Scroll, column, row
from desktop.words import free as words

_STRIP = look.ROW * 5  # the strip scrolls where it would be higher


class FindTimeDialog(Spoken, QDialog):
    """Asks the plans of the office for a time. `query` is what is asked first.

    `on_place(start, end)` is called with the time that was chosen, on the clock of the place or
    the first of the clocks; the dialog closes when it gives True.
    """

    def __init__(
        self,
        desk: Desk,
        plan: Plan,
        query: Query,
        on_place: Callable[[Moment, Moment], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._plan, self._on_place = desk, plan, on_place
        self._job: Job | None = None
        self._waits = False
        self._answer: Answer | None = None
        self._name_of = find.people(desk).name_of
        self.question = Question(desk, plan, query)
        self.question.edited.connect(lambda _name, _value: self._ask())
        self.times = Times()
        self.times.chosen.connect(self._show_day)
        self.times.placed.connect(self._place)
        self.strip = DayStrip(self._name)
        self._title = PlainLabel(role="section")
        self._why = PlainLabel(role="soft", wrap=True)
        self._busy = BusyBar()
        self._helps = QVBoxLayout()
        self._answers = QStackedWidget()
        for page in (self._found_page(), self._nothing_page(), _nobody()):
            self._answers.addWidget(page)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(look.FILTER_MS)
        self._wait.timeout.connect(self._tell_busy)
        self._build()
        self.say(self.setWindowTitle, lambda: _("Find a time"))
        self.say(self._title.setText, self._heading)
        self._ask()
        self.question.focus("people" if not query.people else "minutes")

    @classmethod
    def ask(
        cls,
        desk: Desk,
        plan: Plan,
        query: Query,
        on_place: Callable[[Moment, Moment], bool],
        parent: QWidget | None = None,
    ) -> bool:
        """Show the dialog, and tell whether a time was placed."""
        dialog = cls(desk, plan, query, on_place, parent)
        placed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return placed

    def query(self) -> Query | None:
        """What is asked now."""
        return self.question.query()

    def is_asking(self) -> bool:
        """Whether an answer is still to come."""
        return self._waits

    def place(self) -> None:
        """Place the time that is chosen."""
        chosen = self.times.current()
        if chosen is not None:
            self._place(chosen)

    # -- parts

    def _build(self) -> None:
        asked = Scroll(self.question)
        asked.setFixedWidth(look.COLUMN + look.XL)
        self._do = Button(
            lambda: _("Take this time"), self.place, kind="filled", icon="calendar-plus"
        )
        right = column(self._title, self._busy, self._answers, spacing=look.M)
        right.setStretch(2, 1)
        both = row(asked, spacing=look.XL)
        both.addLayout(right, 1)
        buttons = row(None, Button(lambda: _("Cancel"), self.reject), self._do, spacing=look.M)
        layout = column(both, buttons, spacing=look.L, margins=look.XL)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        wanted = QSize(look.FORM, look.WINDOW[1] - look.TOPBAR - look.XL)
        room = self.parentWidget()
        self.resize(wanted if room is None else wanted.boundedTo(room.window().size()))

    def _found_page(self) -> QWidget:
        page = QWidget()
        self._day = Scroll(self.strip, widest=look.WIDE)
        legend = PlainLabel(role="hint", wrap=True)
        self.say(
            legend.setText,
            lambda: _(
                "Tinted: office hours. Narrow bars: busy or on the way. Framed: the suggested time."
            ),
        )
        layout = column(self.times, self._why, self._day, legend)
        layout.setStretch(0, 1)
        page.setLayout(layout)
        return page

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        told = PlainLabel(role="soft", wrap=True)
        self.say(told.setText, self._nothing)
        layout = column(told, self._helps, None, spacing=look.M)
        page.setLayout(layout)
        return page

    # -- asking

    def _ask(self) -> None:
        asked = self.question.query()
        self._forget()
        if asked is None:
            self._show(None)
            return
        # What is answered at once is shown before `run` comes back.
        self._waits = True
        self._wait.start()
        self._job = self._desk.background.run(partial(answer, self._plan, asked), self._show)

    def _forget(self) -> None:
        """Wait no longer for an answer that is under way."""
        self._waits = False
        if self._job is not None:
            self._job.cancel()

    def _tell_busy(self) -> None:
        if self._waits and self._job is not None:
            self._busy.follow(self._job, lambda: _("Looking for times"))

    def _show(self, found: Answer | None) -> None:
        self._waits, self._answer = False, found
        self._wait.stop()
        self._busy.done()
        if found is not None:
            self.times.show_times(found.best, found.plan)
            self._show_helps(found)
        self._answers.setCurrentIndex(2 if found is None else 0 if found.best else 1)
        self._do.setEnabled(found is not None and bool(found.best))
        self.say_again()

    def _show_helps(self, found: Answer) -> None:
        while (item := self._helps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found.helps:
            text = partial(_help_text, one, found.plan)
            self._helps.addWidget(Button(text, partial(self._relax, one)))

    def _relax(self, one: Relaxed) -> None:
        self.question.show_query(one.query)
        self._ask()
        self.times.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_day(self, chosen: Suggestion | None) -> None:
        if self._answer is not None:
            self._why.setText(self.times.why())
            self.strip.show_day(self._answer, chosen)
            self._day.setFixedHeight(min(self.strip.sizeHint().height(), _STRIP))

    def _place(self, chosen: Suggestion) -> None:
        if self._on_place(*chosen.moments[0]):
            self.accept()

    # -- words

    def _name(self, who: str) -> str:
        return words.name(who, self._plan, current()) or self._name_of(who)

    def _heading(self) -> str:
        if self._answer is None:
            return ""
        if not self._answer.best:
            return words.nothing(current())
        return ngettext("{n} suggestion", "{n} suggestions", len(self._answer.best)).format(
            n=len(self._answer.best)
        )

    def _nothing(self) -> str:
        if self._answer is not None and self._answer.helps:
            return _("This would help:")
        return _("Not even one wish less would help. Please choose other days or other people.")

    @override
    def done(self, result: int, /) -> None:
        self._forget()
        super().done(result)


def _nobody() -> QWidget:
    return EmptyState(
        "users",
        lambda: _("Who is it for?"),
        lambda: _("Say who takes part, or where it is; the times that suit everybody come here."),
    )


def _help_text(one: Relaxed, plan: Plan) -> str:
    return words.relaxed(one.code, one.values, one.times, plan, current())
