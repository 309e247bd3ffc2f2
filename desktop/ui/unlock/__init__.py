"""Opening and locking encrypted office files: passwords, recovery sheets, absence."""
