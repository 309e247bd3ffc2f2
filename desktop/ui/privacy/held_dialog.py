"""Everything that is held about one person: to be read, handed to them, and erased."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import words
from desktop.domain.codes import DataClass
from desktop.errors import Problem
from desktop.language import CODES, Language, _, current
from desktop.making.person_data import pdf, readable
from desktop.store import person_data, retention
from desktop.store.erasing import Classes
from desktop.store.tombstones import ALL
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField
from desktop.ui.output.files import ask_save, write_file
from desktop.ui.privacy.removing import remove
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, Confirm, FittedDialog, PlainLabel, row

# Nothing personal stands in the name of a file that the program offers.
_FILE = "person-data"


class HeldDialog(Spoken, QDialog):
    """Shows what is held about a person, in the language in which it will be handed to them."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._desk, self._person = desk, person_id
        self._data = desk.read(lambda s: person_data.person_data(s, person_id, desk.clock()))
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        heading = PlainLabel(role="section", wrap=True)
        about = PlainLabel(role="soft", wrap=True)
        self.say(self.setWindowTitle, _title)
        self.say(heading.setText, _title)
        self.say(
            about.setText,
            lambda: _(
                "Everything in this office file about the person, for when they ask. Passports, "
                "diets and addresses stand in it: give it to nobody else. Read the notes before: "
                "they may speak of others."
            ),
        )
        self.language = ChoiceField(
            lambda: _("Document language"), CODES, lambda code: Language.of(code).name
        )
        self.language.set_value(current().code)
        self.language.edited.connect(lambda _code: self._show())
        self.language.setMaximumWidth(look.COLUMN)
        self._busy = BusyBar()
        self._show()
        self.say(self.view.setAccessibleName, _title)
        close = Button(lambda: _("Close"), self.reject)
        self.pdf = Button(
            lambda: _("Save as PDF…"), partial(self._save, "pdf"), kind="filled", icon="download"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for part in (heading, about, self.language, self._busy):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        layout.addLayout(
            row(
                Button(lambda: _("Erase…"), self._erase, kind="danger", icon="trash-2"),
                None,
                Button(lambda: _("Save as JSON…"), partial(self._save, "json")),
                Button(lambda: _("Save as text…"), partial(self._save, "txt")),
                close,
                self.pdf,
            )
        )
        self.resize(look.FORM * 3 // 4, look.START[1])

    def save_to(self, path: Path) -> None:
        """Write the data, as PDF, as JSON or as text by the file's ending."""
        code, workshop = self.language.value(), self._desk.workshop()

        def work() -> None:
            match path.suffix.casefold():
                case ".pdf":
                    content = pdf(self._data, code, workshop)
                case ".json":
                    content = person_data.as_text(self._data).encode()
                case _:
                    # Any editor of Windows shows the text as it is meant, line by line.
                    told = readable(self._data, Language.of(code), workshop.home)
                    content = told.replace("\n", "\r\n").encode("utf-8-sig")
            write_file(path, content)

        self.pdf.setEnabled(False)
        job = self._desk.background.run(
            work, lambda _none: self._saved(path), self._failed, owner=self
        )
        self._busy.follow(job, lambda: _("Saving…"), can_stop=False)

    def _saved(self, path: Path) -> None:
        self._end()
        self._desk.notice(lambda: _("Saved: {path}").format(path=path))

    def _failed(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, Problem):
            raise error
        self._desk.trouble(error)

    def _end(self) -> None:
        self._busy.done()
        self.pdf.setEnabled(True)

    def _show(self) -> None:
        code, home = self.language.value(), self._desk.zones()[0]
        self.view.setPlainText(readable(self._data, Language.of(code), home))

    def _save(self, ending: str) -> None:
        offered = self._desk.documents / f"{_FILE}.{ending}"
        path = ask_save(self, _("Data held about this person"), offered, ending)
        if path is not None:
            self.save_to(path)

    def _erase(self) -> None:
        held = self._desk.read(lambda session: retention.held(session, self._person))
        dialog = EraseDialog(held, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._erase_now(dialog.chosen())
        dialog.deleteLater()

    def _erase_now(self, what: Classes) -> None:
        if not what:
            return
        if Confirm.ask(
            self,
            lambda: _("Erase these data?"),
            lambda: _(
                "They are erased, also from the history and from issued papers that hold them. "
                "It cannot be undone."
            ),
            lambda: _("Erase"),
        ):
            self.setEnabled(False)
            remove(self._desk, self, {self._person: what}, self.accept)


class EraseDialog(Spoken, FittedDialog):
    """Which classes of data to erase, or everything."""

    def __init__(self, held: frozenset[DataClass], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.boxes = {one: QCheckBox() for one in DataClass if one in held}
        self.everything = QCheckBox()
        heading = PlainLabel(role="section", wrap=True)
        self.say(self.setWindowTitle, lambda: _("What should be erased?"))
        self.say(heading.setText, lambda: _("What should be erased?"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        for one, box in self.boxes.items():
            self.say(box.setText, partial(words.word, one))
            layout.addWidget(box)
        self.say(self.everything.setText, lambda: _("Everything, also the name"))
        layout.addWidget(self.everything)
        told = PlainLabel(role="soft", wrap=True)
        self.say(
            told.setText,
            lambda: _(
                "Where everything is erased, programmes say “removed person”, and issued papers "
                "that name the person are removed."
            ),
        )
        layout.addWidget(told)
        self._next = Button(lambda: _("Erase…"), self.accept, kind="danger")
        cancel = Button(lambda: _("Cancel"), self.reject)
        layout.addLayout(row(None, cancel, self._next))
        for box in (*self.boxes.values(), self.everything):
            box.toggled.connect(self._fit)
        self._fit()
        self.setMinimumWidth(look.COLUMN + look.COLUMN // 2)

    def chosen(self) -> Classes:
        """The classes that are ticked, or ALL."""
        if self.everything.isChecked():
            return ALL
        return [one for one, box in self.boxes.items() if box.isChecked()]

    def _fit(self) -> None:
        for box in self.boxes.values():
            box.setEnabled(not self.everything.isChecked())
        self._next.setEnabled(bool(self.chosen()))


def _title() -> str:
    return _("Data held about this person")
