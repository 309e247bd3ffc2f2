"""Editions of a record in the window: what was issued, what changed since, issuing the next."""

from desktop.ui.editions.panel import EditionsPanel

__all__ = ["EditionsPanel"]
