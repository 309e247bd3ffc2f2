"""Sentences for codes: states, kinds, fields, problems and history, in the reader's language.

The file and exceptions hold codes only, so that a switch of language changes all that is shown.
"""

from desktop.words.history import history_line
from desktop.words.problems import problem
from desktop.words.spoken import everywhere, field, kind, unit_label, word

__all__ = ["everywhere", "field", "history_line", "kind", "problem", "unit_label", "word"]
