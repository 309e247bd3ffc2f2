"""The troubles of many units put together: which cases there are, and which of them changed."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import chain

from desktop.planning.trouble import Trouble

Unit = tuple[Hashable, ...]
Case = tuple[str, tuple[str, ...], str]


class Cases:
    """Troubles by the unit they were found in, and by the case they belong to.

    A unit is what is looked at as a whole: a booking, a pair, one day of a person, a record.
    """

    def __init__(self) -> None:
        self._of_unit: dict[Unit, tuple[Trouble, ...]] = {}
        self._of_case: dict[Case, dict[Unit, list[Trouble]]] = {}
        self._before: dict[Case, frozenset[str] | None] = {}

    def __iter__(self) -> Iterator[Case]:
        return iter(self._of_case)

    def put(self, unit: Unit, troubles: Iterable[Trouble] = ()) -> None:
        """Say what is wrong in a unit now; whatever was said of it before is forgotten."""
        new = tuple(troubles)
        for trouble in self._of_unit.pop(unit, ()):
            self._touch(trouble.case)
            kept = self._of_case.get(trouble.case, {})
            kept.pop(unit, None)
            if not kept:
                self._of_case.pop(trouble.case, None)
        for trouble in new:
            self._touch(trouble.case)
            self._of_case.setdefault(trouble.case, {}).setdefault(unit, []).append(trouble)
        if new:
            self._of_unit[unit] = new

    def troubles(self, case: Case) -> list[Trouble]:
        """The troubles of a case, the gravest first; none where it is none any more."""
        found = chain.from_iterable(self._of_case.get(case, {}).values())
        return sorted(found, key=lambda trouble: (-trouble.gravity, trouble.people))

    def people(self, case: Case) -> frozenset[str]:
        """Whom a case concerns."""
        troubles = chain.from_iterable(self._of_case.get(case, {}).values())
        return frozenset(person for trouble in troubles for person in trouble.people)

    def changed(self) -> dict[Case, frozenset[str] | None]:
        """The cases touched since this was asked last, and whom they concerned: None if nothing."""
        before, self._before = self._before, {}
        return before

    def _touch(self, case: Case) -> None:
        if case not in self._before:
            self._before[case] = self.people(case) if case in self._of_case else None
