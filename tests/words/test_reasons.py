"""Why the disk refused, in the officer's words and not in those of the system."""

import errno
import os

import pytest

from desktop import words
from desktop.errors import Problem
from desktop.language import Language
from desktop.words import reasons

KNOWN = [*(os.strerror(number) for number in reasons._SYSTEM), *reasons._SQLITE]


@pytest.mark.parametrize("code", ["ja", "da"])
@pytest.mark.parametrize("said", KNOWN)
def test_no_reason_is_told_in_the_words_of_the_system(code: str, said: str) -> None:
    told = words.problem(Problem("file_unwritable", path="a.pdf", reason=said), Language.of(code))
    assert "a.pdf" in told
    assert said not in told


def test_what_is_not_known_is_passed_on() -> None:
    assert reasons.reason("gremlins", Language.of("ja")) == "gremlins"
    full = reasons.reason(os.strerror(errno.ENOSPC), Language.of("en"))
    assert full == "the disk is full"
