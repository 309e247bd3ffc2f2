"""The screening gates of a stay or an access request: shown, decided, and told in words."""

from desktop.ui.gates.panel import GatePanel

__all__ = ["GatePanel"]
