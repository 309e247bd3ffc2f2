"""Privacy in words: what is held, how long, and what stands in the way of removing it."""

from collections.abc import Iterable, Mapping

from desktop.domain.codes import DataClass
from desktop.language import N_, Language, current
from desktop.words import spoken

PROBLEMS: Mapping[str, str] = {
    "content_erased": N_(
        "This paper was removed for privacy: it named somebody whose data were erased."
    ),
    "erase_unsure": N_(
        "What is erased cannot be brought back. Please say --yes if that is what you want."
    ),
    "erase_what": N_("Please say what to erase: --class with a class of data, or --all."),
}


def classes(held: Iterable[DataClass], language: Language | None = None) -> str:
    """Classes of data in one line, always in the same order."""
    speaker, there = language or current(), frozenset(held)
    return speaker.listed([spoken.word(one, speaker) for one in DataClass if one in there])
