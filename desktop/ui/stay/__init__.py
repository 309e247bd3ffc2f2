"""What a stay needs: each rule that is checked for it, with what is still to be seen to."""

from desktop.ui.stay.needs import NeedsCard

__all__ = ["NeedsCard"]
