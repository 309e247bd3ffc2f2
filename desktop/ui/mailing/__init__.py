"""What goes to the people of a record: calendars of their own, mail drafts, invitations."""
