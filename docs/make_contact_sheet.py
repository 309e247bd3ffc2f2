"""Every paper of the demo office in small, in the languages in turn: `docs/images/documents.png`.

`python -m docs.make_contact_sheet`, from the root of the project.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.documents.catalogue import SHEETS, Sheet
from desktop.documents.wish import Wish
from desktop.language import Language
from desktop.making.workshop import Workshop
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from desktop.ui import look
from desktop.ui.output.papers import Papers

OUT = Path(__file__).parent / "images" / "documents.png"
ON = date(2026, 11, 26)
DEMO = {
    "delegation": "DEL-2027-001",
    "exchange": "EXC-2027-001",
    "access_request": "ACC-2027-001",
    "": "",
}
LANGUAGES = (("ja",), ("da",), ("en",), ("ja", "da"), ("da", "en"), ("ja", "en"))
COLUMNS, SHOWN, WIDTH, GAP = 7, 2, 230, 16
HEIGHT = round(WIDTH * 297 / 210)
LABEL = 22


def first_pages(office: OfficeFile) -> list[tuple[str, bytes]]:
    """The first pages of each paper, each paper in the next of the languages."""
    papers, english = Papers(office, Workshop), Language.of("en")
    found: list[tuple[str, bytes]] = []
    spoken = cycle(LANGUAGES)
    for sheet in SHEETS.values():
        languages = next(spoken)
        made = (papers.show(wish, english).pages for wish in wishes(office, sheet, languages))
        pages = next((one for one in made if one is not None), None)
        if pages is None:
            sys.stdout.write(f"nothing to print in the demo office: {sheet.code}\n")
            continue
        name = f"{sheet.name} ({' + '.join(languages)})"
        found += [(name if not at else "", svg) for at, svg in enumerate(pages.svgs[:SHOWN])]
    return found


def wishes(office: OfficeFile, sheet: Sheet, languages: tuple[str, ...]) -> Iterator[Wish]:
    """The paper of each demo record that may have one."""
    for kind, reference in DEMO.items():
        if kind in sheet.kinds:
            with office.reading() as session:
                record = find_record(session, reference) if kind else None
            yield Wish(sheet.code, kind, record.id if record else "", languages, ON)


def sheet_of(pages: list[tuple[str, bytes]]) -> QImage:
    """All pages on one sheet, with the names below."""
    rows = -(-len(pages) // COLUMNS)
    width = COLUMNS * (WIDTH + GAP) + GAP
    height = rows * (HEIGHT + LABEL + GAP) + GAP
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(look.LIGHT.pressed))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = look.font("small")
    font.setPixelSize(12)
    painter.setFont(font)
    for at, (name, svg) in enumerate(pages):
        row, column = divmod(at, COLUMNS)
        left, top = GAP + column * (WIDTH + GAP), GAP + row * (HEIGHT + LABEL + GAP)
        drawing = QSvgRenderer(QByteArray(svg))
        size = drawing.defaultSize().scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(
            left + (WIDTH - size.width()) / 2,
            top + HEIGHT - size.height(),
            size.width(),
            size.height(),
        )
        painter.fillRect(area, Qt.GlobalColor.white)
        drawing.render(painter, area)
        painter.setPen(QColor(look.LIGHT.text))
        below = QRectF(left, top + HEIGHT, WIDTH, LABEL)
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, WIDTH)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, short)
    painter.end()
    return image


def main() -> None:
    """Make the picture."""
    app = QApplication([])
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = demo_office(Path(folder) / "demo.kakehashi")
        pages = first_pages(office)
        office.close()
    sheet_of(pages).save(str(OUT), None, 0)
    sys.stdout.write(f"{OUT.name}: {len(pages)} pages, {OUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
