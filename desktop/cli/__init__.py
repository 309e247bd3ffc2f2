"""The same work without a window: every command of `kakehashi`. Never imports Qt."""
