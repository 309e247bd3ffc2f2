"""The pages of a paper with what leads through them: small pages, page number, zoom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.forms import Choice
from desktop.ui.output.pages_view import FIT, FIT_PAGE, ZOOMS, PagesView
from desktop.ui.output.pictures import Pictures
from desktop.ui.output.thumbnails import Thumbnails
from desktop.ui.speech import Spoken
from desktop.ui.widgets import IconButton, PlainLabel, row

_FITS = (FIT, FIT_PAGE)


class PagesFrame(Spoken, QWidget):
    """Shows a paper: `view` has its pages, `thumbnails` the same ones small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pictures = Pictures(self)
        self.view = PagesView(pictures)
        self.thumbnails = Thumbnails(pictures)
        self.thumbnails.hide()
        self._count = PlainLabel(role="soft")
        self._zooms = Choice()
        self._zooms.setMinimumWidth(look.COLUMN // 2)
        self._zooms.activated.connect(self._take_zoom)
        self.say(self._count.setText, self.where)
        self.say(self._zooms.setAccessibleName, lambda: _("Zoom"))
        self.say(self._name_zooms, lambda: "\n".join((_("Fit the width"), _("Fit the page"))))
        self.view.turned.connect(self._follow)
        self.view.zoomed.connect(self._mark_zoom)
        self.thumbnails.chosen.connect(self.view.go_to)
        smaller = IconButton(
            "minus", lambda: _("Smaller"), lambda: self.view.zoom_by(-1), shortcut="Ctrl+-"
        )
        larger = IconButton(
            "plus", lambda: _("Larger"), lambda: self.view.zoom_by(1), shortcut="Ctrl++"
        )
        tools = row(self._count, None, smaller, self._zooms, larger, spacing=look.XS)
        tools.setStretch(1, 1)
        pages = row(self.thumbnails, spacing=look.S)
        pages.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(tools)
        layout.addLayout(pages, 1)

    def listen(self, page: QWidget) -> None:
        """Let Ctrl and plus, minus or 0 zoom wherever the keyboard is on a page."""
        for keys, work in (
            ("Ctrl++", lambda: self.view.zoom_by(1)),
            ("Ctrl+=", lambda: self.view.zoom_by(1)),
            ("Ctrl+-", lambda: self.view.zoom_by(-1)),
            ("Ctrl+0", lambda: self.view.set_zoom(FIT)),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)

    def show_pages(self, svgs: Sequence[bytes], *, from_start: bool) -> None:
        """Show other pages."""
        self.view.show_pages(svgs, from_start=from_start)
        self.thumbnails.renew()
        self.thumbnails.setVisible(len(svgs) > 1)
        self._follow(self.view.page())
        self._mark_zoom()

    def where(self) -> str:
        """Which of the pages is looked at, as a reader is told."""
        number = self.view.page_count()
        if not number:
            return ""
        return _("Page {number} of {count}").format(number=self.view.page() + 1, count=number)

    def _follow(self, page: int) -> None:
        self.thumbnails.follow(page)
        self._count.setText(self.where())
        self.view.setAccessibleDescription(self.where())

    def _name_zooms(self, fits: str) -> None:
        self._zooms.clear()
        for fit, name in zip(_FITS, fits.split("\n"), strict=True):
            self._zooms.addItem(name, fit)
        for zoom in ZOOMS:
            self._zooms.addItem(_percent(zoom), zoom)
        self._mark_zoom()

    def _mark_zoom(self) -> None:
        self._zooms.setCurrentIndex(self._zooms.findData(self.view.zoom()))
        self._zooms.setToolTip(_percent(self.view.percent()))

    def _take_zoom(self, index: int) -> None:
        self.view.set_zoom(self._zooms.itemData(index))


def _percent(number: int) -> str:
    # A narrow space that does not break: right in Danish, and good everywhere.
    return f"{number}\u202f%"
