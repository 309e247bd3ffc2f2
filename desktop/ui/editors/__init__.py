"""The editors of records, each imported when the first record of its kind is opened."""
