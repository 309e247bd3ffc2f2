import os
import stat
from datetime import date
from pathlib import Path

import pytest

from desktop import settings as module
from desktop.settings import Settings, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_what_is_saved_is_loaded(file: Path) -> None:
    settings = Settings(
        officer="山﨑 蓮",
        office_id="5b0c0c1e-0000-4000-8000-000000000001",
        language="da",
        home_zone="Europe/Copenhagen",
        theme="dark",
        office_file="/somewhere/Ærø.kakehashi",
        recent=["/somewhere/Ærø.kakehashi"],
        last_seen={"/somewhere/Ærø.kakehashi": date(2026, 11, 20)},
        warned={"/somewhere/Ærø.kakehashi": date(2026, 11, 21)},
        geometry="AdnQywADAAA=",
        columns={"people": [{"name": "kana", "width": 120, "shown": False}]},
    )
    save(file, settings)
    assert load(file) == settings


def test_the_first_start_gives_an_installation_one_id_for_good(file: Path) -> None:
    first = load(file).installation_id
    assert first
    assert load(file).installation_id == first


def test_an_older_file_without_an_id_gets_one_and_keeps_the_rest(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('officer = "A"\n', encoding="utf-8")
    first = load(file)
    assert first.officer == "A"
    assert load(file) == first


@pytest.mark.parametrize("damage", [b"officer = ", b"\xff\xfe\x00", b"= = ="])
def test_a_damaged_file_is_kept_aside_and_defaults_are_used(
    file: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    settings = load(file)
    assert settings == Settings(installation_id=settings.installation_id)
    assert file.with_name("settings.toml.damaged").read_bytes() == damage
    assert "set aside" in caplog.text
    assert load(file) == settings


@pytest.mark.parametrize(
    "line",
    [
        "officer = 3",
        'theme = "pink"',
        'paper = "b5"',
        'home_zone = "Mars/Olympus"',
        "recent = [1]",
        'columns = { people = ["kana"] }',
        'columns = { people = "kana" }',
        'last_seen = { "/offices/1.kakehashi" = "Friday" }',
        'unknown = "from a newer version"',
    ],
)
def test_a_value_of_the_wrong_kind_costs_only_itself(file: Path, line: str) -> None:
    file.parent.mkdir()
    file.write_text(f'installation_id = "x"\nlanguage = "ja"\n{line}\n', encoding="utf-8")
    assert load(file) == Settings(installation_id="x", language="ja")


def test_a_failed_save_leaves_the_old_file_and_no_litter(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(file, Settings(officer="before"))
    before = file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(file, Settings(officer="after"))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_settings_that_cannot_be_written_do_not_stop_a_start(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(path: Path, settings: Settings) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "save", refuse)
    assert load(file).language == ""
    assert "could not be written" in caplog.text


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps permissions in another way")
def test_the_settings_are_for_the_officers_eyes_only(file: Path) -> None:
    save(file, Settings())
    assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_recent_files_are_few_and_the_newest_comes_first() -> None:
    settings = Settings()
    for number in [*range(12), 5]:
        settings.opened(Path(f"/offices/{number}.kakehashi"))
    assert settings.office_file == "/offices/5.kakehashi"
    assert [Path(path).stem for path in settings.recent[:3]] == ["5", "11", "10"]
    assert len(settings.recent) == len(set(settings.recent)) == 10


def test_when_a_file_was_opened_last_is_kept_for_the_recent_ones() -> None:
    settings = Settings()
    days = [date(2026, 11, day) for day in range(1, 14)]
    for number, day in enumerate(days):
        office = Path(f"/offices/{number}.kakehashi")
        settings.opened(office)
        assert settings.seen(office, day) is None
    assert settings.seen(Path("/offices/12.kakehashi"), date(2026, 11, 20)) == days[12]
    assert settings.seen(Path("/offices/12.kakehashi"), days[0]) == date(2026, 11, 20)
    assert len(settings.last_seen) == 10
    assert "/offices/0.kakehashi" not in settings.last_seen
