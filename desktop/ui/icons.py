"""The icon set: outline pictures (Lucide, ISC licence) drawn in the colours of the window."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from desktop.paths import shipped
from desktop.ui import look


class _Engine(QIconEngine):
    """Draws one outline at any size in the colour that fits the theme at that moment.

    Nothing is rendered beforehand, so a change of theme or of screen needs no new icons.
    """

    def __init__(self, name: str, colour: str, leads: bool) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._leads = leads

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        if self._leads:
            square.moveLeft(rect.left())
        _renderer(self._name, self._shade(mode, state)).render(painter, square)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():
            return pixmap  # a button squeezed to nothing; nothing can be painted there
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._leads)

    def _shade(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colours = look.colours()
        if mode == QIcon.Mode.Disabled:
            return colours.border_strong
        if self._colour:
            return str(getattr(colours, self._colour))
        if state == QIcon.State.On or mode == QIcon.Mode.Selected:
            return colours.on_selected
        return QGuiApplication.palette().color(QPalette.ColorRole.WindowText).name()


def icon(name: str, colour: str = "", *, leads: bool = False) -> QIcon:
    """The icon `name` in the colour of text, or in a colour of the look ("accent", "soft", "b").

    One that `leads` stands at the left of a wider room, which keeps words at a distance.
    """
    source(name)
    return QIcon(_Engine(name, colour, leads))


def picture(name: str, size: int, colour: str = "soft", ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a picture of `size` pixels, for a label."""
    return icon(name, colour).pixmap(QSize(size, size), ratio)


@cache
def source(name: str) -> str:
    """The SVG of the icon `name`, in `currentColor`; an unknown name is a KeyError."""
    path = shipped("resources") / "icons" / f"{name}.svg"
    if not path.is_file():
        raise KeyError(f"no icon {name!r}")
    return path.read_text(encoding="utf-8")


def tinted(name: str, colour: str) -> str:
    """The SVG of the icon `name` drawn in `colour` (#rrggbb)."""
    return source(name).replace("currentColor", colour)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(tinted(name, colour).encode()))
