"""What a draft is made with: reading, asking, the first draft, and the child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.domain.wishes import Wishes
from desktop.planning.proposal import Proposal, Wanted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.domain.plan import Plan
    from desktop.planning.draft import Asked
    from desktop.planning.drafting import problem as engine


class Child(Protocol):
    """What is asked of the process that reckons, as `desktop.planning.drafting.child` has it."""

    @property
    def failure(self) -> str | None:
        """A trace, where the engine broke."""

    def poll(self, timeout: float = 0.0) -> engine.Answer | None:
        """The newest better answer since the last poll."""

    def is_done(self) -> bool:
        """Whether nothing more will come."""

    def best(self) -> engine.Answer | None:
        """The best so far."""

    def kill(self) -> None:
        """End it at once."""


@dataclass(frozen=True)
class Tools:
    """What a draft is made with; tests hand in others."""

    wishes: Callable[[Session, str], Wishes]
    ask: Callable[[Plan, Wishes, Wanted, int], Asked]
    first: Callable[[engine.Problem], engine.Answer]
    told: Callable[[Asked, engine.Answer], Proposal]
    child: Callable[[engine.Problem, float, engine.Answer | None], Child]


def tools() -> Tools:
    """The tools of the program, imported when they are first wanted."""
    from desktop.planning.draft import ask, told
    from desktop.planning.drafting import child, quick
    from desktop.store.wishes import read_wishes

    return Tools(
        read_wishes,
        lambda plan, wishes, wanted, seq: ask(plan, wishes, wanted, seq=seq),
        quick.first,
        told,
        child.Child,
    )
