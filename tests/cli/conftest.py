"""A demo office, and a way to run a command on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile

Run = Callable[..., str]


@pytest.fixture(autouse=True)
def _plain_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "1")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a demo office."""
    path = tmp_path_factory.mktemp("made") / "demo.kakehashi"
    demo_office(path).close()
    return path.read_bytes()


@pytest.fixture
def demo(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "demo.kakehashi"
    path.write_bytes(made)
    return path


_WARNING = ("calendar", "itinerary", "editions", "documents")


@pytest.fixture
def run(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command on the demo office; gives what it writes, and expects no complaint.

    What prints or exports may say that there is something to be solved first, or whether
    private details went out.
    """

    def do(*arguments: object, code: int = 0) -> str:
        common = ["--data", str(tmp_path / "data"), "--office", str(demo)]
        result = main([*common, *map(str, arguments)])
        out, err = capsys.readouterr()
        assert result == code, err
        if code == 0:
            told = err if arguments[0] in _WARNING else ""
            assert (
                err == ""
                or "kakehashi conflicts" in told
                or ("export" in arguments and len(err.splitlines()) == 1 and "Private" in err)
            )
            return out
        assert out == ""
        return err

    yield do
    # Nothing that a command does may leave the file open.
    OfficeFile.open(demo).close()
