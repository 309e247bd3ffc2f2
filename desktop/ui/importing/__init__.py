"""Taking over what others' calendar files say: seen first, field by field, then accepted."""
