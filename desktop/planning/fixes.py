"""The one change that would settle a finding, where there is one."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.codes import Rule
from desktop.domain.finding import Finding, Fix
from desktop.planning.ground import Ground, Resource, depends_on
from desktop.planning.overlaps import Line


class Fixes:
    """Finds fixes on the ground of a plan and what holds its resources."""

    def __init__(self, ground: Ground, lines: Mapping[Resource, Line]) -> None:
        self._ground, self._lines = ground, lines

    def with_fix(self, finding: Finding) -> Finding:
        """The finding with the change that would settle it."""
        if finding.rule == Rule.PERSON_TWICE and len(finding.people) == 1:
            return replace(finding, fix=self._take_out(finding))
        return finding

    def _take_out(self, finding: Finding) -> Fix:
        person_id = finding.people[0]
        one, other = (self._ground.bookings[booking_id] for booking_id in finding.bookings)
        # Out of where they are not needed to host, speak or interpret, else where more are left.
        booking = min((other, one), key=lambda it: (depends_on(it, person_id), -len(it.people)))
        return Fix("take_out", booking.id, person_id)
