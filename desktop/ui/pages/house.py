"""How the office's papers look: a part of the settings, kept in a folder of this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from typing_extensions import override

from desktop import words
from desktop.documents import house_folder
from desktop.documents.house import ACCENTS, House
from desktop.documents.logo import LOGO_ENDINGS
from desktop.domain import Trilingual
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form, TrilingualField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, column, row

_PREFIX = "house_"


class HouseSettings:
    """Letterhead, colour and logo in a form, and the way to the templates."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._desk = desk
        form.section(lambda: _("Documents and letterhead"), columns=2, folded=True)
        form.add(
            _PREFIX + "letterhead",
            TrilingualField(
                lambda: _("Letterhead"),
                long=True,
                hint=lambda: _("Stands at the top right of the first page, line by line."),
            ),
        )
        form.add(
            _PREFIX + "footer",
            TrilingualField(
                lambda: _("Line at the foot"), hint=lambda: _("Stands on each page of a document.")
            ),
        )
        form.add(
            _PREFIX + "accent",
            ChoiceField(
                lambda: _("Colour of headings"),
                ACCENTS,
                _colour,
                none=lambda: _("That of the clause"),
            ),
        )
        self.panel = HousePanel(desk)
        form.place(self.panel)

    def values(self) -> dict[str, object]:
        """What the folder holds, by the names of the fields."""
        found = self.panel.reload()
        return {
            _PREFIX + "letterhead": found.letterhead,
            _PREFIX + "footer": found.footer,
            _PREFIX + "accent": found.accent or None,
        }

    def save(self, name: str, value: Any) -> bool:
        """Take a value, if it is one of the house."""
        if not name.startswith(_PREFIX):
            return False
        field = name.removeprefix(_PREFIX)
        told: str | Trilingual = value if isinstance(value, Trilingual) else value or ""
        self.panel.attempt(lambda: house_folder.write_style(self._desk.documents, **{field: told}))
        return True


class HousePanel(Spoken, QWidget):
    """The logo as it is, what to do with it, and what is wrong in the folder."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fault: Problem | None = None
        heading = PlainLabel(role="label")
        self.say(heading.setText, lambda: _("Logo"))
        self.picture = LogoPicture()
        self.choose = Button(lambda: _("Choose a logo…"), self._choose)
        self.remove = Button(lambda: _("Remove the logo"), self._remove, kind="quiet")
        self.trouble = PlainLabel(role="problem", wrap=True)
        self.aside = Button(lambda: _("Use the shipped templates"), self._set_aside)
        self.copy = Button(lambda: _("Copy the templates to adapt them…"), self._copy, icon="copy")
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "A copied template that is laid into the folder “documents” itself stands in place "
                "of the shipped one. The wording is changed there too, in the file “house.json”."
            ),
        )
        self.say(self.trouble.setText, self._fault_text)
        self.setLayout(
            column(
                heading,
                row(self.picture, self.choose, self.remove, None),
                self.trouble,
                row(self.aside, None),
                look.S,
                about,
                row(self.copy, None),
            )
        )
        self.reload()

    def reload(self) -> House:
        """Show what the folder holds, and give it; what cannot be read is told, and left out."""
        folder, found, self._fault = self._desk.documents, House(), None
        try:
            found = house_folder.read_house(folder, templates=False)
            house_folder.read_house(folder)
        except Problem as fault:
            self._fault = fault
        self.picture.show_logo(found.logo)
        self.remove.setVisible(bool(found.logo))
        self.trouble.setText(self._fault_text())
        self.trouble.setVisible(self._fault is not None)
        own = any(folder.glob("*.typ")) if folder.is_dir() else False
        self.aside.setVisible(own)
        return found

    def attempt(self, work: Callable[[], object]) -> None:
        """Change the folder; what stands in the way is told in the bar."""
        try:
            work()
        except Problem as fault:
            self._desk.trouble(fault)
        except OSError as fault:
            path, reason = str(self._desk.documents), fault.strerror or ""
            self._desk.trouble(Problem("file_unwritable", path=path, reason=reason))
        self.reload()

    def _fault_text(self) -> str:
        return words.problem(self._fault) if self._fault is not None else ""

    def _choose(self) -> None:
        endings = " ".join(f"*{ending}" for ending in LOGO_ENDINGS)
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", endings)
        if name:
            self.attempt(lambda: house_folder.put_logo(self._desk.documents, Path(name)))

    def _remove(self) -> None:
        self.attempt(lambda: house_folder.remove_logo(self._desk.documents))

    def _set_aside(self) -> None:
        self.attempt(lambda: house_folder.set_templates_aside(self._desk.documents))

    def _copy(self) -> None:
        self.attempt(self._copied)

    def _copied(self) -> None:
        house_folder.copy_templates(self._desk.documents)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.documents)))


class LogoPicture(Spoken, QLabel):
    """The logo on white, as it stands on paper; says so where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._svg = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(self.setAccessibleName, lambda: _("Logo"))

    def show_logo(self, svg: str) -> None:
        """Show a logo, given as an SVG that was looked through."""
        self._svg = svg
        self.setVisible(bool(svg))
        self._draw()

    def _draw(self) -> None:
        picture = QPixmap()
        if not self._svg or not picture.loadFromData(self._svg.encode(), "SVG"):
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        wide, high = (round(side * ratio) for side in (look.COLUMN // 2, look.XL * 2))
        fitted = picture.scaled(
            wide,
            high,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        super().changeEvent(event)


def _colour(code: str) -> str:
    return {
        "navy": _("Navy blue"),
        "teal": _("Teal"),
        "green": _("Green"),
        "plum": _("Plum"),
        "burgundy": _("Burgundy"),
        "slate": _("Slate grey"),
    }.get(code, code)
