"""The beginning of the program, before a command has begun."""

from collections.abc import Sequence

import pytest

from desktop.__main__ import main
from desktop.cli import commands


def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_arguments: Sequence[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "read", interrupted)
    assert main(["check", "--full"]) == 130
    assert capsys.readouterr() == ("", "")
