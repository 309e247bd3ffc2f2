"""Work apart gives what it gives, raises what it raises, and ends at once when it is given up."""

import os
import time

import pytest

from desktop.errors import Problem
from desktop.planning.drafting.apart import GivenUp, apart


def refuse(code: str) -> None:
    raise Problem(code)


def die() -> None:
    os._exit(3)


def test_it_gives_what_the_work_gives() -> None:
    assert apart(lambda: False, divmod, 7, 2) == (3, 1)
    assert apart(lambda: False, os.getpid) != os.getpid()


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(Problem) as caught:
        apart(lambda: False, refuse, "draft_no_days")
    assert caught.value.code == "draft_no_days"
    with pytest.raises(RuntimeError):
        apart(lambda: False, die)


def test_it_is_given_up_at_once() -> None:
    with pytest.raises(GivenUp):
        apart(lambda: True, time.sleep, 600)
