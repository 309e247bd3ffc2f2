"""What the window has for privacy: what is due for removal, what is held, and erasing it."""
