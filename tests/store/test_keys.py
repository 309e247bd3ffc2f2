"""The key file: opened by the right passphrase alone, and told apart from damage."""

import json
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import Problem
from desktop.store.cipher import Key
from desktop.store.keys import (
    Keys,
    key_of_code,
    keys_path,
    read_keys,
    recovery_code,
    write_keys,
)

KEY = Key(bytes(range(32)))


@pytest.mark.parametrize("typed", ["東京タワー sommer", "東京ﾀﾜｰ sommer", "東京タワー　sommer"])
def test_a_passphrase_opens_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    office = tmp_path / "office.kakehashi"
    write_keys(office, Keys.new(KEY, "東京タワー sommer"))
    assert keys_path(office).name == "office.keys"
    assert read_keys(office).unlock(typed) == KEY


def test_a_wrong_passphrase_is_no_damage() -> None:
    keys = Keys.new(KEY, "the right one")
    with pytest.raises(Problem, match="passphrase_wrong"):
        keys.unlock("the wrong one")


def test_another_passphrase_is_the_same_key() -> None:
    first, _secret = Keys.new(KEY, "first words").with_computer(KEY, "laptop")
    second = first.with_passphrase(KEY, "second words")
    assert second.unlock("second words") == KEY
    with pytest.raises(Problem, match="passphrase_wrong"):
        second.unlock("first words")
    assert second.computers == ()


def test_a_computer_that_remembers_opens_until_it_is_forgotten() -> None:
    keys, secret = Keys.new(KEY, "some words").with_computer(KEY, "laptop")
    assert keys.unlock_remembered("laptop", secret) == KEY
    assert keys.unlock_remembered("laptop", bytes(32)) is None
    assert keys.unlock_remembered("other", secret) is None
    assert keys.without_computer("laptop").unlock_remembered("laptop", secret) is None


def test_the_key_file_gives_nothing_away(tmp_path: Path) -> None:
    office = tmp_path / "office.kakehashi"
    write_keys(office, Keys.new(KEY, "some words").with_printed(date(2026, 11, 26)))
    text = keys_path(office).read_text(encoding="utf-8")
    assert KEY.raw.hex() not in text
    assert "some words" not in text
    assert read_keys(office).printed == date(2026, 11, 26)
    assert repr(KEY) == "Key()"


def test_a_recovery_code_is_read_as_it_is_typed() -> None:
    code = recovery_code(KEY)
    assert len(code.replace(" ", "")) == 56
    assert key_of_code(code) == KEY
    assert key_of_code(code.lower().replace(" ", "-")) == KEY
    assert key_of_code(code.replace("O", "0").replace("I", "1").replace("B", "8")) == KEY


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: "B" + c[1:], lambda _c: "", "ø"])
def test_a_mistake_in_a_recovery_code_is_found(change: object) -> None:
    code = change(recovery_code(KEY)) if callable(change) else str(change)
    with pytest.raises(Problem, match="recovery_code_wrong"):
        key_of_code(code)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kakehashi_keys": 99}, "keys_newer"),
        ({"passphrase": {}}, "keys_damaged"),
        ({"fingerprint": 7}, "keys_damaged"),
        ({"printed": "yesterday"}, "keys_damaged"),
        ({"computers": [1]}, "keys_damaged"),
    ],
)
def test_a_key_file_that_is_wrong_says_so(
    tmp_path: Path, fault: dict[str, object], code: str
) -> None:
    office = tmp_path / "office.kakehashi"
    write_keys(office, Keys.new(KEY, "some words"))
    path = keys_path(office)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | fault), encoding="utf-8")
    with pytest.raises(Problem, match=code):
        read_keys(office)


@pytest.mark.parametrize("size", [0, -1, 2**40, True, "64", None])
def test_a_key_file_cannot_ask_for_all_memory(tmp_path: Path, size: object) -> None:
    office = tmp_path / "office.kakehashi"
    write_keys(office, Keys.new(KEY, "some words"))
    path = keys_path(office)
    table = json.loads(path.read_bytes())
    table["passphrase"]["memory_kib"] = size
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(Problem, match="keys_damaged"):
        read_keys(office)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 90_000, b" " * 200_000])
def test_what_is_no_key_file_is_damaged(tmp_path: Path, content: bytes) -> None:
    office = tmp_path / "office.kakehashi"
    keys_path(office).write_bytes(content)
    with pytest.raises(Problem, match="keys_damaged"):
        read_keys(office)
