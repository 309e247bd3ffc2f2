"""Everything that differs between Japanese, Danish and English.

Messages follow the current language (`_`); what is written into a document takes a `Language`
as its first argument: `dates`, `era`, `names`, `sorting`.
"""

from desktop.language.catalogue import (
    CODES,
    N_,
    PSEUDO,
    Language,
    _,
    current,
    ngettext,
    npgettext,
    pgettext,
    system_code,
    use,
)

__all__ = [
    "CODES",
    "N_",
    "PSEUDO",
    "Language",
    "_",
    "current",
    "ngettext",
    "npgettext",
    "pgettext",
    "system_code",
    "use",
]
