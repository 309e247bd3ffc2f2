"""Checklists: offered to records, and changed by the office."""

from desktop.ui.checklists.offer import ChecklistCard, ChecklistOffer

__all__ = ["ChecklistCard", "ChecklistOffer"]
