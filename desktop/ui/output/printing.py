"""Pages onto a printer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer

from desktop.errors import Problem

_GIVEN_UP = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


def draw_on(printer: QPrinter, svgs: list[bytes], paper: str = "a4") -> None:
    """Draw pages on a printer, edge to edge, each on a sheet of its own, upright or across.

    Raises Problem `printer_refused` when the printer does not take them.
    """
    size = QPageSize.PageSizeId.Letter if paper == "letter" else QPageSize.PageSizeId.A4
    printer.setFullPage(True)
    painter = QPainter()
    for svg in svgs:
        drawing = QSvgRenderer(QByteArray(svg))
        natural = drawing.defaultSize()
        across = natural.width() > natural.height()
        turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(QPageSize(size), turned, QMarginsF(0, 0, 0, 0)))
        taken = printer.newPage() if painter.isActive() else painter.begin(printer)
        if not taken or printer.printerState() in _GIVEN_UP:
            if painter.isActive():
                painter.end()
            raise Problem("printer_refused")
        area: Any = printer.pageLayout().fullRectPixels(printer.resolution())
        drawing.render(painter, QRectF(area))
    if not painter.end() or printer.printerState() in _GIVEN_UP:
        raise Problem("printer_refused")
