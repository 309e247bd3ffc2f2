"""The look: contrast, clauses that colour-blind people tell apart, themes, fonts."""

import itertools
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui import look
from desktop.ui.sheet import style_sheet

THEMES = (look.LIGHT, look.DARK)
SURFACES = ("window", "sidebar", "surface", "hover")
# How a colour reaches an eye without red, green or blue receptors (Machado 2009, severity 1).
BLINDNESS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def linear(name: str) -> tuple[float, float, float]:
    colour = QColor(name)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # type: ignore[return-value]


def contrast(one: str, other: str) -> float:
    def luminance(name: str) -> float:
        red, green, blue = linear(name)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (max(0.0, c) for c in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(name: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    rgb = linear(name)
    return tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in matrix)  # type: ignore[return-value]


@pytest.mark.parametrize("colours", THEMES, ids=("light", "dark"))
def test_every_text_reads_on_every_ground(colours: look.Colours) -> None:
    pairs = [
        (ink, ground)
        for ink in ("text", "soft", "faint", "accent", "bad", "warn", "good")
        for ground in SURFACES
    ]
    pairs += [(name, f"{name}_tint") for name in (*look.CLAUSES, *look.TONES)]
    tints = [f"{name}_tint" for name in look.KIND_GROUPS]
    pairs += [(ink, tint) for ink in ("text", "soft", "warn") for tint in tints]
    pairs += [(name, f"{name}_tint") for name in look.KIND_GROUPS]
    pairs += [("on_accent", "accent_fill"), ("on_accent", "accent_fill_hover")]
    pairs += [("on_selected", "selected"), ("text", "pressed"), ("accent", "pressed")]
    weak = {
        pair: round(value, 2)
        for pair in pairs
        if (value := contrast(getattr(colours, pair[0]), getattr(colours, pair[1]))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("colours", THEMES, ids=("light", "dark"))
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_clauses_differ_for_every_eye(colours: look.Colours, blindness: str) -> None:
    for one, other in itertools.combinations(look.CLAUSES, 2):
        a, b = (lab(seen(getattr(colours, name), BLINDNESS[blindness])) for name in (one, other))
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance > 15, (one, other, distance)


def test_both_themes_name_the_same_colours() -> None:
    for field in fields(look.Colours):
        if field.name != "dark":
            assert QColor(getattr(look.LIGHT, field.name)).isValid()
            assert QColor(getattr(look.DARK, field.name)).isValid()


def test_a_theme_can_be_changed_while_the_program_runs(qapp: QApplication) -> None:
    first = look.apply(qapp, "dark")
    label = QLabel("x")
    assert look.colours(label).dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(look.DARK.window)
    assert look.apply(qapp, "light") is first
    assert not look.colours().dark
    assert look.DARK.surface not in qapp.styleSheet()
    assert look.LIGHT.surface in qapp.styleSheet()


def test_kanji_are_japanese_and_latin_is_the_systems() -> None:
    assert look.families("Segoe UI", ["Noto Sans CJK JP"]) == ["Segoe UI", "Noto Sans CJK JP"]
    assert look.families("DejaVu Sans", ["Noto Sans CJK JP"])[0] == "Noto Sans CJK JP"
    assert look.families("DejaVu Sans", []) == ["DejaVu Sans"]


def test_the_bundled_face_is_named_in_the_windows_font(qapp: QApplication) -> None:
    look.apply(qapp, "light")
    assert "Noto Sans CJK JP" in qapp.font().families()


def test_the_type_scale_goes_up_from_the_body(qapp: QApplication) -> None:
    look.apply(qapp, "light")
    scale = look.scale()
    assert scale.body >= 14
    assert scale.small < scale.body < scale.section < scale.title
    assert look.font("title").pixelSize() == scale.title
    assert look.font("small", bold=True).weight() == QFont.Weight.Bold


def test_a_widget_can_say_what_it_is(qapp: QApplication) -> None:
    look.apply(qapp, "light")
    label = QLabel("x")
    label.ensurePolished()
    before = label.font().pixelSize()
    look.mark(label, "role", "title")
    label.ensurePolished()
    assert label.font().pixelSize() > before


@pytest.mark.parametrize("kind", ["", "filled", "danger", "quiet"])
def test_a_button_that_cannot_be_pressed_looks_so(qapp: QApplication, kind: str) -> None:
    look.apply(qapp, "light")
    button = QPushButton("Remove")
    button.setProperty("kind", kind)
    button.setEnabled(False)
    button.ensurePolished()
    assert button.palette().color(QPalette.ColorRole.ButtonText) == QColor(look.LIGHT.faint)


def test_pictures_are_found_in_a_folder_of_any_name(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "Mette Demo's files (1)"
    folder.mkdir()
    before = qapp.styleSheet()
    # Qt warns of a sheet that it cannot read, and a warning fails the test.
    qapp.setStyleSheet(style_sheet(look.LIGHT, look.scale(), str(folder)))
    qapp.setStyleSheet(before)
    assert list(folder.glob("*.svg"))
