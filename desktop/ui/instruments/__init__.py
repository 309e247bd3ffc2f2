"""The calendar of one instrument: who has it when, and when it is closed."""
