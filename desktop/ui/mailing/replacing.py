"""The one question before files that are there already are replaced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.language import _, ngettext
from desktop.ui.widgets import Confirm


def may_replace(parent: QWidget, there: Sequence[str]) -> bool:
    """Ask once for all files of these names, and tell whether the officer agrees."""
    return Confirm.ask(
        parent,
        lambda: _("Replace these files?"),
        lambda: ngettext(
            "{n} file of the same name is there already: {first}.",
            "{n} files of the same names are there already, such as {first}.",
            len(there),
        ).format(n=len(there), first=there[0]),
        lambda: _("Replace"),
    )
