"""The tasks of a record, and when they are due."""
