"""The look: every size, colour, spacing and font of the window, for light and dark.

No other file of `ui` names a colour or a size in pixels; widgets say what they are with `mark`,
and the style sheet (`sheet.py`) says what that looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop.paths import shipped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# The one grid of spacings, in device-independent pixels.
XS, S, M, L, XL = 4, 8, 12, 16, 24
EDGE = 2  # inside a group of buttons that stand as one

RADIUS = 6  # corners of controls
RADIUS_LARGE = 10  # corners of cards and popups
CONTROL = 34  # height of a one-line control: Japanese lines fit with room
ROW = 44  # height of a row in a list
HEADER = 34  # height of a list's header
ICON = 18  # an icon beside text
ICON_LARGE = 40  # the icon of an empty state
BADGE = 22  # the round mark of a clause
SIDEBAR = 216
SIDEBAR_FOLDED = 60
TOPBAR = 56
COLUMN = 280  # the least width of one column of a form
FORM = 1040  # a form grows no wider than this
WIDE = 1400  # a page of cards grows no wider than this
TWO_COLUMNS = 900  # a page of cards at least so wide has two columns of them
LOW = 2 * COLUMN  # where there is less height, a form stands beside its table, if there is
LOW_WIDE = 2 * COLUMN + COLUMN // 4  # at least this width
BESIDE = COLUMN * 4 // 3  # and is no wider: the table, which tells all at a glance, has the rest
CHART = 132  # the height of a small chart
CHART_BAR = 34  # its bars grow no wider than this
PALETTE = 620  # the width of the "find anything" popup
POPUP_ROWS = 9
WINDOW = (1240, 800)
FOLD_BELOW = 1000  # a window narrower than this folds its sidebar
START = (760, 660)  # the first window
WINDOW_LEAST = (860, 480)  # 1366 x 768 at 150 % leaves 910 x 512 for the window and its frame
LONG_TEXT_ROWS = (2, 10)  # a long text shows at least and at most so many lines

THUMBNAIL = 84  # the width of a small page beside the pages of a paper

GRID_HOUR = 60  # an hour of the day grid, at first
GRID_HOURS = (30, 240)  # and as far as it can be zoomed
GRID_COLUMN = 150  # the least width of a day of the grid
GRID_LANE = 84  # the least width of one of several items side by side
GRID_TRAY = 188  # the tray of what is not placed yet
GRID_DENSE = (108, 132)  # a day and the tray, where many days are to be seen at a glance
GRID_RAIL = 44  # an empty tray, while something is dragged
GRID_EDGE = 6  # how near to its upper or lower edge an item is grasped to make it longer
GRID_BAR = 3  # the coloured bar at the left of an item

TIMELINE_LANE = 30  # a lane of the timeline, with the room between two bars
TIMELINE_NAMES = 208  # the names of the groups at its left
TIMELINE_LABEL = 280  # the most that is written beside a bar that is too short for its name
TIMELINE_TABLE = 420  # the table beside it, at first

NOTICE_MS = 8000  # how long the bar shows what needs no answer
CHECK_MS = 40  # how long a dragged item rests before its conflicts are looked for
FILTER_MS = 120  # how long a list waits for the next key before it filters


@dataclass(frozen=True)
class Colours:
    """The colours of one theme; each name says what the colour is for."""

    dark: bool
    window: str
    sidebar: str
    surface: str  # fields, cards, popups
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    soft: str  # secondary text
    faint: str  # hints and placeholders
    accent: str  # accent as text and icon
    accent_fill: str  # the filled button
    accent_fill_hover: str
    on_accent: str
    selected: str  # background of what is chosen
    on_selected: str
    b: str  # delegation
    b_tint: str
    c: str  # exchange
    c_tint: str
    f: str  # facility access
    f_tint: str
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str
    quiet: str
    quiet_tint: str
    meet: str  # kinds of programme items: meetings of all sorts
    meet_tint: str
    see: str  # visits and tours
    see_tint: str
    eat: str  # meals and receptions
    eat_tint: str
    go: str  # journeys and nights
    go_tint: str
    rest: str  # all others
    rest_tint: str

    def pair(self, name: str) -> tuple[str, str]:
        """The text colour and the tint called `name`: "b", "c", "f", "good", "warn" and so on."""
        return getattr(self, name), getattr(self, name + "_tint")


LIGHT = Colours(
    dark=False,
    window="#fbfaf8",
    sidebar="#f3f1ed",
    surface="#ffffff",
    hover="#f2f0ec",
    pressed="#e7e4de",
    border="#e6e3dd",
    border_strong="#cbc7bf",
    text="#22211f",
    soft="#5d5a55",
    faint="#6d6a64",
    accent="#0e665c",
    accent_fill="#0f6f64",
    accent_fill_hover="#0b5b52",
    on_accent="#ffffff",
    selected="#dfeeeb",
    on_selected="#123f39",
    b="#1a5699",
    b_tint="#e4eefa",
    c="#7a5200",
    c_tint="#fbf0d6",
    f="#9c2f5c",
    f_tint="#fbe7ef",
    good="#23693c",
    good_tint="#e2f2e6",
    warn="#8a4b00",
    warn_tint="#fdeed9",
    bad="#a92a22",
    bad_tint="#fde8e5",
    info="#2b5a8c",
    info_tint="#e6eff8",
    quiet="#5d5a55",
    quiet_tint="#efede8",
    meet="#2b5a8c",
    meet_tint="#e3edf8",
    see="#1f6a55",
    see_tint="#dcf1ea",
    eat="#7c5410",
    eat_tint="#faeed6",
    go="#5c4b8a",
    go_tint="#ebe7f6",
    rest="#5d5a55",
    rest_tint="#efede8",
)

DARK = Colours(
    dark=True,
    window="#1d1d1f",
    sidebar="#232325",
    surface="#29292c",
    hover="#323236",
    pressed="#3c3c41",
    border="#37373b",
    border_strong="#515157",
    text="#eeedea",
    soft="#b9b6b0",
    faint="#a19e98",
    accent="#68cdbd",
    accent_fill="#1a7d71",
    accent_fill_hover="#1b6d63",
    on_accent="#ffffff",
    selected="#234641",
    on_selected="#d8f3ee",
    b="#92bffa",
    b_tint="#22344d",
    c="#ecc46c",
    c_tint="#403419",
    f="#f5a3c4",
    f_tint="#4a2636",
    good="#86d19b",
    good_tint="#21382a",
    warn="#f2b66d",
    warn_tint="#43321c",
    bad="#ff9d92",
    bad_tint="#4b2623",
    info="#98c3ee",
    info_tint="#24364a",
    quiet="#b9b6b0",
    quiet_tint="#37373b",
    meet="#98c3ee",
    meet_tint="#233850",
    see="#7fd3b8",
    see_tint="#1f3f37",
    eat="#e6c078",
    eat_tint="#41351d",
    go="#c3b3f0",
    go_tint="#352f4b",
    rest="#b9b6b0",
    rest_tint="#37373b",
)

CLAUSES = ("b", "c", "f")
TONES = ("good", "warn", "bad", "info", "quiet")
KIND_GROUPS = ("meet", "see", "eat", "go", "rest")

THEMES = ("system", "light", "dark")

# Faces that a bare Linux falls back to; the bundled face reads better than these.
_MAKESHIFT = {"DejaVu Sans", "Bitstream Vera Sans", "Liberation Sans", "Sans Serif", "Sans", ""}


@dataclass(frozen=True)
class TypeScale:
    """The sizes of text in pixels, all derived from the body."""

    body: int

    @property
    def small(self) -> int:
        """Hints, tags, table headers."""
        return self.body - 1

    @property
    def section(self) -> int:
        """Headings of sections."""
        return self.body + 2

    @property
    def title(self) -> int:
        """The title of a page."""
        return self.body + 10


class Look(QObject):
    """Keeps the application in the chosen theme, also when the system changes its own."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("look")
        self._app = app
        self._theme = "system"
        self._drawn: Colours | None = None
        self._images = QTemporaryDir()
        app.setStyle("Fusion")
        system = app.font()
        body = max(14, QFontInfo(system).pixelSize())
        self.scale = TypeScale(body)
        font = QFont(system)
        font.setFamilies(families(system.family(), load_fonts()))
        font.setPixelSize(body)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def use(self, theme: str) -> None:
        """Wear "system", "light" or "dark"."""
        self._theme = theme
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # Asking the platform too gives title bars and native dialogs the same theme.
        self._app.styleHints().setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
        self._follow()

    def _follow(self) -> None:
        dark = self._theme == "dark" or (
            self._theme == "system" and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        wanted = DARK if dark else LIGHT
        if wanted is self._drawn:
            return
        self._drawn = wanted
        from desktop.ui.sheet import style_sheet

        self._app.setPalette(qpalette(wanted))
        self._app.setStyleSheet(style_sheet(wanted, self.scale, self._images.path()))
        self.changed.emit()


def apply(app: QApplication, theme: str = "system") -> Look:
    """Dress the application; the theme can be changed later by calling this again."""
    look = app.findChild(Look, "look")
    if look is None:
        look = Look(app)
    look.use(theme)
    return look


def colours(widget: QWidget | None = None) -> Colours:
    """The colours in use now, for what paints itself."""
    palette = QApplication.palette() if widget is None else widget.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def scale() -> TypeScale:
    """The sizes of text in use now."""
    return TypeScale(QFontInfo(QApplication.font()).pixelSize())


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """The window's font at a step of the type scale: "small", "body", "section" or "title"."""
    result = QFont(QApplication.font())
    result.setPixelSize(getattr(scale(), size))
    result.setBold(bold)
    return result


def line_height(size: str = "body") -> int:
    """The least height of a line in which Japanese text is whole."""
    pixels: int = getattr(scale(), size)
    return round(pixels * 1.3)


def mark(widget: QWidget, role: str, value: str | bool = True) -> None:
    """Say what a widget is (`mark(button, "kind", "filled")`) and let the style sheet dress it."""
    widget.setProperty(role, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def load_fonts() -> list[str]:
    """Load the bundled fonts and give the families they hold; none bundled is no fault."""
    known: list[str] = []
    folder = shipped("resources") / "fonts"
    # The Latin faces (.ttf) come first: a Japanese face draws “…” and quotes full-width.
    for path in (*sorted(folder.glob("*.ttf")), *sorted(folder.glob("*.otf"))):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            known += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in known]
    return known


def families(system: str, bundled: list[str]) -> list[str]:
    """The faces to try in order: the system's for Latin, then ours, so kanji stay Japanese."""
    if system in _MAKESHIFT and bundled:
        return [*bundled, system] if system else bundled
    return [system, *bundled]


def qpalette(colours: Colours) -> QPalette:
    """The same colours as Qt's own parts (dialogs, menus, calendars) ask for them."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sidebar),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.bad),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.faint),
        (role.Highlight, colours.accent_fill),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent_fill),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.surface),
        (role.Midlight, colours.hover),
        (role.Mid, colours.border),
        (role.Dark, colours.border_strong),
        (role.Shadow, colours.border_strong),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, QColor(colours.faint))
    return palette
