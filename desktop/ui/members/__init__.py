"""The participants of a delegation: the list, its groups, and pasting from a spreadsheet."""
