"""The permits, visas and certificates of a stay: listed, filled in, and told in words."""

from desktop.ui.permits.panel import PermitPanel

__all__ = ["PermitPanel"]
