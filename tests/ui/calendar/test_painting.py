"""How things look in the calendar, whatever was drawn before them."""

from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.ui import look
from desktop.ui.calendar import painting
from desktop.ui.calendar.painting import Face
from tests.ui.calendar.kit import bar, line

DAY = date(2027, 4, 21)


def blank(width: int, height: int) -> QImage:
    """A picture of nothing yet."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    return picture


def test_a_bar_has_the_tint_of_its_clause_after_something_filled_too(qtbot: QtBot) -> None:
    picture = blank(200, 20)
    painter = QPainter(picture)
    painter.setBrush(QColor(look.colours().accent_fill))
    trip = bar("Trip", DAY, DAY, tentative=True)
    painting.paint_bar(painter, QRect(0, 0, 200, 20), trip, Face("Trip"))
    painter.end()
    assert picture.pixelColor(150, 10) == QColor(look.colours().pair("b")[1])


def test_what_is_written_on_a_block_stays_in_sight(qtbot: QtBot) -> None:
    picture = blank(200, 400)
    painter = QPainter(picture)
    view = QRect(0, 250, 200, 150)
    painting.paint_block(
        painter, QRect(0, 0, 200, 400), line("Flight", DAY, 2, 15), Face("Flight"), view
    )
    painter.end()
    tint = QColor(look.colours().pair("b")[1])

    def is_written(top: int, bottom: int) -> bool:
        return any(
            picture.pixelColor(x, y) != tint for x in range(10, 190) for y in range(top, bottom)
        )

    assert is_written(250, 280)
    assert not is_written(10, 240)
