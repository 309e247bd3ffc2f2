"""Programs that others wrote, reading and keeping the calendar files that we write."""
