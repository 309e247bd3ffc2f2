"""The programme of a delegation or a stay: quick entry, the table, the editor of an item."""
