"""What the window and the command line make alike of an office file: papers, and whole editions.

It reads the file, asks the plans what is due, and hands both to `documents` and `calendars`.
"""
