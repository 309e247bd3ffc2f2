"""Warnings of texts that may be others than they look."""

from collections.abc import Mapping

from desktop.domain.suspicious import Oddity, Suspicion, code, suspicious, visible
from desktop.language import N_, Language, current

_WARNINGS: Mapping[Oddity, str] = {
    Oddity.REORDERING: N_(
        "Holds characters that show the text in another order ({signs}), so it may not say what "
        "it seems to."
    ),
    Oddity.INVISIBLE: N_("Holds characters that cannot be seen ({signs})."),
    Oddity.MIXED: N_(
        "“{word}” mixes letters of two alphabets that look alike ({signs}); please check it."
    ),
}


def warning(suspicion: Suspicion, language: Language | None = None) -> str:
    """Why a text may be another than it looks, as a sentence."""
    speaker = language or current()
    mixed = suspicion.oddity == Oddity.MIXED
    signs = (f"{sign} {code(sign)}" if mixed else code(sign) for sign in suspicion.signs)
    return speaker.gettext(_WARNINGS[suspicion.oddity]).format(
        signs=", ".join(signs), word=visible(suspicion.word)
    )


def warnings(text: str, language: Language | None = None) -> str:
    """All that is odd about a text, as sentences; "" where nothing is."""
    return " ".join(warning(one, language) for one in suspicious(text))
