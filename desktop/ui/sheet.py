"""The style sheet: what each kind of widget looks like, in the colours and sizes of `look`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from desktop.ui import icons, look

# Small pictures that a style sheet can only take from files: name -> (icon, colour).
_IMAGES = {
    "down": ("chevron-down", "soft"),
    "up": ("chevron-up", "soft"),
    "left": ("chevron-left", "soft"),
    "right": ("chevron-right", "soft"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
}

_SHEET = Template("""
* { outline: 0; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"] { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong;
  padding: ${XS}px ${S}px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[role="section"] { font-size: ${section}px; font-weight: bold; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="label"] { color: $soft; font-size: ${small}px; }
QLabel[role="hint"] { color: $faint; font-size: ${small}px; }
QLabel[role="problem"] { color: $bad; font-size: ${small}px; }
QLabel[role="missing"] { color: $warn; font-size: ${small}px; }
QLabel[role="clock-city"] { color: $faint; font-size: ${small}px; }
QLabel[role="clock-time"] { font-weight: bold; }
QLabel[role="tag"] { color: $faint; font-size: ${small}px; font-weight: bold; }
QLabel[role="count"] { color: $faint; font-size: ${section}px; }
QLabel[role="key"] { color: $faint; font-size: ${small}px; border: 1px solid $border;
  border-radius: ${XS}px; padding: 0 ${XS}px; }

QScrollArea, QScrollArea > QWidget > QWidget[role="canvas"] { background: transparent; border: 0; }
QAbstractScrollArea[role="desk"] { border: 1px solid $border; border-radius: ${RADIUS_LARGE}px; }
QAbstractScrollArea[role="desk"] > QWidget, QWidget[role="ground"] { background: $hover; }
QFrame[role="card"] { background: $surface; border: 1px solid $border;
  border-radius: ${RADIUS_LARGE}px; }
QFrame[role="card"][hovers="true"]:hover { border-color: $border_strong; background: $hover; }
QFrame[role="finding"] { background: transparent; border: 2px solid transparent;
  border-bottom: 1px solid $border; }
QFrame[role="finding"]:hover { background: $hover; }
QFrame[role="finding"][chosen="true"] { background: $selected; border-radius: ${RADIUS}px; }
QFrame[role="finding"][chosen="true"] QLabel { color: $on_selected; }
QFrame[role="finding"]:focus { border: 2px solid $accent; border-radius: ${RADIUS}px; }
QWidget[role="refused"] { background: $bad_tint; border-radius: ${RADIUS}px; }
QFrame[role="line"] { background: $border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="popup"] { background: $surface; border: 1px solid $border_strong;
  border-radius: ${RADIUS_LARGE}px; }
QWidget[role="sidebar"] { background: $sidebar; border: 0; }
QWidget[role="topbar"] { background: $window; border-bottom: 1px solid $border; }
QWidget[role="bar"] { background: $surface; border: 1px solid $border_strong;
  border-radius: ${RADIUS_LARGE}px; }
QWidget[role="bar"][tone="bad"] { background: $bad_tint; border-color: $bad; }
QWidget[role="bar"][tone="bad"] QLabel { color: $bad; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; border: 1px solid $border_strong; border-radius: ${RADIUS}px;
  padding: 0 ${S}px; min-height: ${field_inner}px;
  selection-background-color: $accent_fill; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: ${XS}px; }
QLineEdit:hover, QPlainTextEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {
  border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus,
QComboBox:on { border: 2px solid $accent; padding: 0 ${field_focus_pad}px;
  min-height: ${field_focus_inner}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${text_focus_pad}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  background: transparent; border-color: $border; color: $faint; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"],
QAbstractSpinBox[problem="true"] { border-color: $bad; }
QLineEdit[bare="true"] { background: transparent; border-color: transparent; }
QLineEdit[big="true"] { border: 0; background: transparent; font-size: ${section}px;
  min-height: ${CONTROL}px; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox { border-radius: 0; }

QComboBox::drop-down { border: 0; width: ${XL}px; }
QComboBox::down-arrow { image: url("$image_down"); width: ${arrow}px; height: ${arrow}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: ${XL}px;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$image_up"); width: ${arrow}px; height: ${arrow}px; }
QAbstractSpinBox::down-arrow { image: url("$image_down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border_strong;
  padding: ${XS}px; selection-background-color: $selected; selection-color: $on_selected; }
QComboBox QAbstractItemView::item { min-height: ${menu_row}px; padding: 0 ${S}px; }

QCheckBox, QRadioButton { spacing: ${S}px; min-height: ${XL}px; border-radius: ${XS}px; }
QCheckBox::indicator, QTableView::indicator { width: ${ICON}px; height: ${ICON}px;
  border: 1px solid $faint; border-radius: ${XS}px; background: $surface; }
QCheckBox::indicator:hover, QTableView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QTableView::indicator:checked {
  background: $accent_fill; border-color: $accent_fill; image: url("$image_check"); }
QCheckBox::indicator:indeterminate { background: $accent_fill; border-color: $accent_fill;
  image: url("$image_minus"); }
QCheckBox:focus { color: $accent; text-decoration: underline; }

QPushButton { background: $surface; border: 1px solid $border_strong;
  border-radius: ${RADIUS}px; padding: 0 ${M}px; min-height: ${field_inner}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $faint; border-color: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${button_focus_pad}px;
  min-height: ${field_focus_inner}px; }
QPushButton:checked { background: $selected; color: $on_selected; border-color: $accent; }
QPushButton[kind="filled"], QPushButton:default[kind="filled"] { background: $accent_fill;
  border-color: $accent_fill; color: $on_accent; font-weight: bold; padding: 0 ${L}px; }
QPushButton[kind="filled"]:hover { background: $accent_fill_hover; }
QPushButton[kind="filled"]:focus { border: 2px solid $on_selected; }
QPushButton[kind="filled"]:disabled { background: $pressed; border-color: $pressed; color: $faint; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_tint; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent;
  padding: 0 ${S}px; text-align: left; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 ${field_focus_pad}px; }
QPushButton[kind="quiet"]:disabled { color: $faint; }
QPushButton[kind="link"] { background: transparent; border: 0; padding: 0; min-height: 0;
    text-align: left; font-weight: bold; color: $text; }
QPushButton[kind="link"]:hover { color: $accent; }
QPushButton[kind="link"]:focus { color: $accent; text-decoration: underline; }
QPushButton[kind="chip"] { min-height: ${chip}px; border-radius: ${chip_radius}px; }
QPushButton[kind="chip"]:focus { min-height: ${chip_focus}px; }
QPushButton[kind="find"] { color: $faint; text-align: left; padding: 0 ${M}px; }

QToolButton { background: transparent; border: 2px solid transparent;
  border-radius: ${RADIUS}px; padding: ${tool_pad}px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $border_strong; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="side"] { text-align: left; padding: 0 ${S}px; min-height: ${side_row}px; }
QToolButton[kind="side"]:hover { background: $pressed; }
QToolButton[kind="side"]:checked { background: $selected; color: $on_selected;
  font-weight: bold; }
QFrame[role="segments"] { background: $hover; border: 1px solid $border;
  border-radius: ${RADIUS}px; }
QToolButton[kind="segment"] { padding: 0 ${S}px; min-height: ${segment}px; color: $soft; }
QToolButton[kind="segment"]:checked { background: $surface; color: $text; font-weight: bold;
  border: 1px solid $border_strong; border-bottom: 2px solid $accent; }
QToolButton[kind="segment"]:focus { border: 2px solid $accent; }
QToolButton[kind="choice"] { border: 1px solid $border_strong; padding: 0 ${M}px;
  min-height: ${chip}px; border-radius: ${chip_radius}px; background: $surface; }
QToolButton[kind="choice"]:hover { background: $hover; }
QToolButton[kind="choice"]:checked { background: $selected; color: $on_selected;
  border-color: $accent; }
QToolButton[kind="choice"]:focus { border: 2px solid $accent; }
QToolButton[kind="more"] { color: $faint; font-size: ${small}px; padding: 0; border: 0; }
QToolButton[kind="more"]:hover { color: $text; background: transparent; }
QToolButton[kind="more"]:focus { color: $accent; text-decoration: underline; }
QToolButton[kind="fold"] { font-weight: bold; color: $soft; padding: ${XS}px; }
QToolButton[kind="fold"]:checked:!hover { background: transparent; }
QFrame[role="chip"] { background: $selected; border: 0; border-radius: ${RADIUS}px; }
QFrame[role="chip"] QLabel { color: $on_selected; }
QFrame[role="chip"] QToolButton { padding: 0; border-radius: ${S}px; }

QTableView, QListView, QTreeView { background: transparent; border: 0; gridline-color: $border;
  selection-background-color: $selected; selection-color: $on_selected; }
QTableView[role="boxed"], QListView[role="boxed"] { background: $surface;
  border: 1px solid $border; border-radius: ${RADIUS_LARGE}px; }
QTableView[role="boxed"]:focus { border-color: $border_strong; }
QTableWidget::item, QTableView[role="boxed"]::item { padding: 0 ${S}px; border: 0;
  border-bottom: 1px solid $border; }
QListView::item { min-height: ${menu_row}px; padding: 0 ${S}px; border-radius: ${RADIUS}px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selected; color: $on_selected; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $faint; font-size: ${small}px;
  border: 0; border-bottom: 1px solid $border; padding: 0 ${S}px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: transparent; border: 0; }

QMenuBar { background: $sidebar; padding: 2px ${S}px; }
QMenuBar::item { padding: ${XS}px ${S}px; border-radius: ${XS}px; background: transparent; }
QMenuBar::item:selected { background: $pressed; }
QMenu { background: $surface; border: 1px solid $border_strong; padding: ${XS}px; }
QMenu::item { padding: ${XS}px ${ROW}px ${XS}px ${S}px; min-height: ${menu_inner}px;
  border-radius: ${XS}px; }
QMenu::icon { padding-left: ${S}px; }
QMenu::item:selected { background: $selected; color: $on_selected; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: ${XS}px ${S}px; }
QMenu::indicator { width: ${L}px; height: ${L}px; margin-left: ${XS}px; }
QMenu::right-arrow { image: url("$image_right"); width: ${arrow}px; height: ${arrow}px; }

QTabWidget::pane { border: 0; border-top: 1px solid $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $soft; border: 0; padding: ${S}px ${XS}px;
  margin-right: ${M}px; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $selected; }

QScrollBar:vertical { background: transparent; width: ${M}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${M}px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${CONTROL}px; }
QScrollBar::handle:horizontal { min-width: ${CONTROL}px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: $border; width: 1px; height: 1px; }
QProgressBar { background: $pressed; border: 0; border-radius: 2px; max-height: ${XS}px; }
QProgressBar::chunk { background: $accent_fill; border-radius: 2px; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { color: $text; font-weight: bold; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$image_left"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$image_right"); }
QCalendarWidget QAbstractItemView { background: $surface; border: 0;
  selection-background-color: $accent_fill; selection-color: $on_accent; }
""")


def style_sheet(colours: look.Colours, scale: look.TypeScale, folder: str) -> str:
    """The sheet for one theme; the small pictures it names are written into `folder`."""
    control = look.CONTROL
    values: dict[str, object] = asdict(colours)
    values |= {name: getattr(look, name) for name in ("XS", "S", "M", "L", "XL")}
    values |= {
        name: getattr(look, name) for name in ("RADIUS", "RADIUS_LARGE", "ICON", "CONTROL", "ROW")
    }
    values |= {
        "small": scale.small,
        "section": scale.section,
        "title": scale.title,
        # A focus ring is one pixel wider than the border, and what is inside gives way to it.
        "field_inner": control - 2,
        "field_focus_inner": control - 4,
        "field_focus_pad": look.S - 1,
        "text_focus_pad": look.XS - 1,
        "button_focus_pad": look.M - 1,
        "tool_pad": look.XS,
        "side_row": control,
        "segment": control - look.S - 2,
        "chip": control - look.S,
        "chip_focus": control - look.S - 2,
        "chip_radius": (control - look.S) // 2,
        "menu_row": control,
        "menu_inner": look.XL - 2,
        "arrow": look.L,
    }
    values |= _images(colours, Path(folder))
    return _SHEET.substitute(values)


def _images(colours: look.Colours, folder: Path) -> dict[str, str]:
    paths: dict[str, str] = {}
    for name, (icon, colour) in _IMAGES.items():
        # The name tells the themes apart, because Qt caches pictures by path.
        path = folder / f"{name}-{'dark' if colours.dark else 'light'}.svg"
        path.write_text(icons.tinted(icon, getattr(colours, colour)), encoding="utf-8")
        paths[f"image_{name}"] = path.as_posix()
    return paths
