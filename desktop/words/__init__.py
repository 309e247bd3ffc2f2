"""Sentences for codes: states, kinds, fields, problems, findings and history, as readers speak.

The file and exceptions hold codes only, so that a switch of language changes all that is shown.
"""

from desktop.words.entities import field, kind
from desktop.words.findings import finding, finding_source, fix
from desktop.words.history import history_line, move_reason
from desktop.words.problems import problem
from desktop.words.spoken import everywhere, unit_label, word

__all__ = [
    "everywhere",
    "field",
    "finding",
    "finding_source",
    "fix",
    "history_line",
    "kind",
    "move_reason",
    "problem",
    "unit_label",
    "word",
]
