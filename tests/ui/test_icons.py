"""Icons in the colours of the window, sharp at every scale."""

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop.paths import shipped
from desktop.ui import icons, look


def ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """The colour of the strongest point of an icon."""
    image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage()
    points = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return max(points, key=lambda point: point.alpha()).name()


def close(one: str, other: str) -> bool:
    a, b = QColor(one), QColor(other)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return all(abs(p - q) < 6 for p, q in pairs)


def test_the_same_icon_follows_the_theme(qapp: QApplication) -> None:
    look.apply(qapp, "light")
    icon, accent = icons.icon("search"), icons.icon("search", "accent")
    assert close(ink(icon), look.LIGHT.text)
    assert close(ink(accent), look.LIGHT.accent)
    look.apply(qapp, "dark")
    assert close(ink(icon), look.DARK.text)
    assert close(ink(accent), look.DARK.accent)
    look.apply(qapp, "light")


def test_a_disabled_icon_is_paler(qapp: QApplication) -> None:
    look.apply(qapp, "light")
    assert close(ink(icons.icon("search"), QIcon.Mode.Disabled), look.LIGHT.border_strong)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_the_screen(qapp: QApplication, ratio: float) -> None:
    pixmap = icons.icon("plane").pixmap(QSize(24, 24), ratio)
    assert pixmap.width() == round(24 * ratio)
    assert pixmap.devicePixelRatio() == ratio


def test_icons_outlive_their_makers(qapp: QApplication) -> None:
    made = [icons.icon("search") for _ in range(200)]
    copies = [QIcon(icon) for icon in made]
    del made
    gc.collect()
    assert all(not copy.pixmap(16, 16).isNull() for copy in copies)


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    for path in sorted((shipped("resources") / "icons").glob("*.svg")):
        image: QImage = icons.icon(path.stem).pixmap(32, 32).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), path.name
        assert "currentColor" in icons.source(path.stem)


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")
