"""The slots of an access request: time at an instrument, on both clocks, in true hours."""

from desktop.ui.slots.panel import SlotPanel

__all__ = ["SlotPanel"]
