"""Other drafts of the same programme that really differ from it, and what each is best at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What a draft offers in figures: visits, minutes on the way, and the latest return.

    `returns` is in minutes after midnight; None where no day has a visit.
    """

    visits: int
    travel: int
    returns: int | None
