"""Papers: a loaded record and a language in, a PDF out. No window, no session, no file.

`programme`, `stay` and `slots` make a `Document` of a record; `render` sets it.
"""
