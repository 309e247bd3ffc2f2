"""What marked days are called: holidays, bridging days, seasons, closures."""

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.language import Language
from desktop.words.holidays import holiday


def day_mark(mark: DayMark, language: Language) -> str:
    """Name a mark: "Golden Week", "Bridging day", "Clean room: maintenance"."""
    if mark.name:
        return holiday(mark.name, language)
    if mark.sort == MarkSort.BRIDGE:
        return language.gettext("Bridging day")
    why, whose = mark.title.best(language.code), mark.whose.best(language.code)
    if not whose:
        return why or language.gettext("Closed")
    return language.gettext("{name}: {why}").format(
        name=whose, why=why or language.gettext("closed")
    )
