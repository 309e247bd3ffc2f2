"""The first window: who the officer is, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.settings import Settings
from desktop.ui import look
from desktop.ui.forms import Form, TextField
from desktop.ui.speech import Spoken
from desktop.ui.switch import LanguageSwitch
from desktop.ui.topbar import LanguageButtons
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, Scroll, column, row

_RECENT_SHOWN = 4
Text = Callable[[], str]


class StartWindow(Spoken, QWidget):
    """Asks for name and office, and offers an empty office, the demo office or a file.

    What the officer writes goes into `settings`; what is to be opened is told by signals.
    """

    empty_asked = Signal()
    demo_asked = Signal()
    open_asked = Signal()
    recent_asked = Signal(str)
    closed = Signal()

    def __init__(self, settings: Settings, switch: LanguageSwitch) -> None:
        super().__init__()
        self._settings = settings
        self._switch = switch
        self._problem: Problem | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.say(self.setWindowTitle, lambda: "Kakehashi")
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        body.setSpacing(look.L)
        body.addLayout(self._top())
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._show_problem, self._problem_text)
        body.addWidget(self._said)
        body.addWidget(self._who())
        body.addWidget(
            self._way(
                "file-plus",
                lambda: _("Start an empty office"),
                lambda: _("For your own work. The file stays on this computer."),
                Button(lambda: _("New file…"), self._start_empty, kind="filled"),
            )
        )
        body.addWidget(
            self._way(
                "presentation",
                lambda: _("Open the demo office"),
                lambda: _(
                    "A complete example to look at and try things out. All people are invented."
                ),
                Button(lambda: _("Open the demo"), self.demo_asked.emit),
            )
        )
        body.addWidget(
            self._way(
                "folder-open",
                lambda: _("Open a file"),
                lambda: _("An office file that you or a colleague already have."),
                Button(lambda: _("Choose a file…"), self.open_asked.emit),
            )
        )
        self._recent(body)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside, widest=look.START[0]))
        self.resize(*look.START)
        self.form.focus("officer")

    def show_problem(self, problem: Problem | None) -> None:
        """Say what stood in the way of opening, or nothing more."""
        self._problem = problem
        self.say_again()

    def _top(self) -> QVBoxLayout:
        name = PlainLabel("Kakehashi", role="title")
        languages = LanguageButtons()
        languages.respoken()
        languages.chosen.connect(self._speak)
        what = PlainLabel(role="soft", wrap=True)
        self.say(
            what.setText,
            lambda: _(
                "Plan delegations, research exchanges and facility access between Japan and "
                "Denmark."
            ),
        )
        return column(row(name, None, languages), what, spacing=look.S)

    def _who(self) -> QWidget:
        card = Card()
        self.form = Form()
        self.form.section(columns=2)
        self.form.add(
            "officer",
            TextField(
                lambda: _("Your name"),
                hint=lambda: _("Stands in the history beside what you change."),
            ),
        )
        self.form.add(
            "office_name",
            TextField(
                lambda: _("Your office"),
                hint=lambda: _("For example: Royal Danish Embassy, Tokyo"),
            ),
        )
        self.form.load(
            {"officer": self._settings.officer, "office_name": self._settings.office_name}
        )
        self.form.edited.connect(lambda name, value: setattr(self._settings, name, value))
        card.body.addWidget(self.form)
        return card

    def _way(self, icon: str, title: Text, detail: Text, button: Button) -> QWidget:
        card = Card()
        heading, below = PlainLabel(role="strong"), PlainLabel(role="soft", wrap=True)
        self.say(heading.setText, title)
        self.say(below.setText, detail)
        line = row(PictureLabel(icon, look.ICON + look.S, "accent"), spacing=look.L)
        line.addLayout(column(heading, below, spacing=look.XS), 1)
        line.addWidget(button)
        card.body.addLayout(line)
        return card

    def _recent(self, body: QVBoxLayout) -> None:
        paths = [path for path in self._settings.recent if Path(path).exists()][:_RECENT_SHOWN]
        if not paths:
            return
        heading = PlainLabel(role="label")
        self.say(heading.setText, lambda: _("Opened recently"))
        body.addWidget(heading)
        for path in paths:
            line = row(
                Button(
                    partial(_file_name, path),
                    partial(self.recent_asked.emit, path),
                    kind="quiet",
                    icon="file-text",
                ),
                PlainLabel(str(Path(path).parent), role="hint"),
                None,
            )
            body.addLayout(line)

    def _start_empty(self) -> None:
        self.form.commit()
        missing = [name for name, value in self.form.values().items() if not value]
        self.form.missing(missing)
        if missing:
            self.form.focus(missing[0])
            return
        self.empty_asked.emit()

    def _speak(self, code: str) -> None:
        self._switch.use(code)
        self._settings.language = code

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _show_problem(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.form.commit()
        super().closeEvent(event)
        self.closed.emit()


def _file_name(path: str) -> str:
    return Path(path).name
