"""`kakehashi check`: what was tested of an office file, and that it is sound."""

from collections.abc import Iterator

from desktop.language import _, ngettext
from desktop.store.soundness import Soundness


def tested(found: Soundness, *, encrypted: bool) -> Iterator[str]:
    """What a full check has looked at, one line each."""
    read = ngettext(
        "{number} page was read, and each index compared with its table",
        "{number} pages were read, and each index compared with its table",
        found.pages,
    )
    yield read.format(number=found.pages)
    if encrypted:
        yield _("Each encrypted page has the code that only the key of this file makes")
    yield _("Each reference leads to an entry that is there")
    logged = ngettext(
        "{number} entry has its beginning in the change log",
        "{number} entries have their beginning in the change log",
        found.entries,
    )
    yield logged.format(number=found.entries)


def sound(found: Soundness) -> str:
    """The verdict on a file in which nothing was found."""
    told = ngettext(
        "The file is sound. Its change log holds {number} action.",
        "The file is sound. Its change log holds {number} actions.",
        found.units,
    )
    return told.format(number=found.units)
