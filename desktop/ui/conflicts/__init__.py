"""What the engine found, as a list and as a quiet bar: seen, settled or accepted in place."""

from desktop.ui.conflicts.bar import FindingsBar
from desktop.ui.conflicts.finding_list import FindingList

__all__ = ["FindingList", "FindingsBar"]
