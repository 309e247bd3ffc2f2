"""The folder for the visit: all papers of a record made in one go."""
