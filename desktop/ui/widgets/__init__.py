"""The small parts that pages and editors are put together from."""

from desktop.ui.widgets.buttons import Button, IconButton, ToolButton
from desktop.ui.widgets.confirm import Confirm, Told
from desktop.ui.widgets.fitted import FittedDialog
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.frames import Card, Line, Scroll, column, row
from desktop.ui.widgets.labels import ElidedLabel, PictureLabel, PlainLabel, TitleLabel
from desktop.ui.widgets.links import LinkButton
from desktop.ui.widgets.marks import ClauseBadge, StatusChip
from desktop.ui.widgets.states import BusyBar, EmptyState

__all__ = [
    "BusyBar",
    "Button",
    "Card",
    "ClauseBadge",
    "Confirm",
    "ElidedLabel",
    "EmptyState",
    "FittedDialog",
    "FlowLayout",
    "IconButton",
    "Line",
    "LinkButton",
    "PictureLabel",
    "PlainLabel",
    "Scroll",
    "StatusChip",
    "TitleLabel",
    "Told",
    "ToolButton",
    "column",
    "row",
]
