"""The same work without a window: every command of `kakehashi`. Never imports Qt."""

from desktop.cli.commands import read, run

__all__ = ["read", "run"]
