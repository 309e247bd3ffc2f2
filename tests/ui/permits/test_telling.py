"""A permit is told as it stands on a day."""

from datetime import date

import pytest

from desktop.domain import Permit
from desktop.ui.permits.telling import is_backwards, state_look, state_of, state_text

_ON = date(2027, 4, 19)


@pytest.mark.parametrize(
    ("permit", "state", "told", "tone"),
    [
        (Permit(), "open", "Not applied for", "quiet"),
        (Permit(applied=date(2027, 4, 1)), "applied", "Applied for", "info"),
        (Permit(applied=_ON, issued=date(2027, 5, 1)), "applied", "Applied for", "info"),
        (Permit(issued=_ON), "issued", "Issued", "good"),
        (
            Permit(issued=_ON, valid_from=date(2027, 9, 1), valid_until=date(2028, 3, 1)),
            "later",
            "Valid from 1 Sept 2027",
            "info",
        ),
        (Permit(issued=_ON, valid_until=date(2027, 6, 19)), "issued", "Issued", "good"),
        (Permit(issued=_ON, valid_until=date(2027, 6, 18)), "soon", "Expires in 60 days", "warn"),
        (Permit(issued=_ON, valid_until=date(2027, 4, 20)), "soon", "Expires in 1 day", "warn"),
        (Permit(issued=_ON, valid_until=_ON), "soon", "Expires today", "warn"),
        (
            Permit(issued=_ON, valid_until=date(2027, 4, 18)),
            "expired",
            "Expired 18 Apr 2027",
            "bad",
        ),
    ],
)
def test_how_far_a_permit_is(permit: Permit, state: str, told: str, tone: str) -> None:
    assert state_of(permit, _ON) == state
    assert state_text(permit, _ON) == told
    assert state_look(permit, _ON)[0] == tone


def test_only_two_known_days_can_be_the_wrong_way_round() -> None:
    assert is_backwards(_ON, date(2027, 4, 18))
    assert not is_backwards(_ON, _ON)
    assert not is_backwards(None, _ON)
    assert not is_backwards(_ON, None)
