"""What was saved of a damaged office file, in words."""

from __future__ import annotations

from desktop import words
from desktop.language import _, current, ngettext
from desktop.store.salvage import Salvaged


def saved_text(salvaged: Salvaged) -> str:
    """How many records were saved."""
    number = sum(salvaged.rows.values())
    return ngettext("{n} entry was saved.", "{n} entries were saved.", number).format(n=number)


def lost_text(salvaged: Salvaged) -> str:
    """Of which kinds something that is known of could not be read, and how much."""
    kinds = [f"{words.kind(kind)} ({number})" for kind, number in salvaged.lost.items() if number]
    if not kinds:
        return _("Nothing was found to be missing.")
    return _("Something could not be read of: {kinds}.").format(kinds=current().listed(kinds))
