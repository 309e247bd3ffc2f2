"""Kakehashi: the planning desk of the Japan-Denmark cooperation on quantum science."""

__version__ = "0.1.0"
