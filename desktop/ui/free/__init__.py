"""Find a time: a question to the plans of the office, the times that fit, and one day of all."""

from desktop.ui.free.dialog import FindTimeDialog

__all__ = ["FindTimeDialog"]
