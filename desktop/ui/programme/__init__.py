"""The programme of a delegation or a stay: quick entry, the table, the editor of an item."""

from desktop.ui.programme.panel import ProgrammePanel

__all__ = ["ProgrammePanel"]
