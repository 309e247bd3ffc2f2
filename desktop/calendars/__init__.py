"""Records in, iCalendar out. No Qt, no session and no clock; the language is an argument."""
