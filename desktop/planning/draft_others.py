"""The other drafts of a programme as proposals to choose from, reckoned in another process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.planning.proposal import Aim, Note, Proposal

if TYPE_CHECKING:
    from desktop.planning.draft_asked import Asked
    from desktop.planning.drafting.problem import Answer

SECONDS = 10.0


@dataclass(frozen=True)
class Other:
    """One proposal to choose from: what it is best at, what it answers, and itself.

    `is_elsewhere` is one of the same aim as the first, but with other days for the visits.
    """

    asked: Asked
    answer: Answer
    proposal: Proposal
    is_elsewhere: bool = False

    @property
    def aim(self) -> Aim:
        """What it is best at."""
        return self.proposal.wanted.aim


@dataclass(frozen=True)
class Looked:
    """The other proposals that were found, and why there are no more of them."""

    others: Sequence[Other] = ()
    notes: Sequence[Note] = ()


def look_for_others(asked: Asked, answer: Answer, stop: Callable[[], bool]) -> Looked:
    """The drafts that really differ from one, with their proposals; none once `stop` says so.

    Takes `SECONDS` at most, and ends at once where it is stopped or interrupted.
    """
    from desktop.planning.draft import told
    from desktop.planning.draft_more import alternatives
    from desktop.planning.drafting.apart import GivenUp, apart

    try:
        looked = apart(stop, alternatives, asked, answer, seconds=SECONDS)
    except GivenUp:
        return Looked()
    others = []
    for aim, other in looked.found:
        about = replace(asked, wanted=replace(asked.wanted, aim=aim or asked.wanted.aim))
        others.append(Other(about, other, told(about, other), aim is None))
    return Looked(others, looked.notes)
