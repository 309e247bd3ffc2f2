"""The office file: connection, migrations, change log, undo, search, and lists per kind."""
