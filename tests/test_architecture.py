"""The house stands as docs/architecture.md draws it: imports point one way."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desktop"

# Who may import whom. A room is a folder or a file of `desktop`.
HOUSE = """
__main__            -> app selfcheck cli
selfcheck           -> app ui making documents calendars planning store domain language words
app                 ->     ui making documents calendars planning store domain language words
cli                 ->        making documents calendars planning store domain language words
ui                  ->        making documents calendars planning store domain language words
making              ->               documents calendars planning store domain language words
documents calendars ->                                                  domain language words
words               ->                                                  domain language
planning store      ->                                                  domain
domain language     ->
files               -> errors
errors paths        ->
settings            ->
"""
LEAVES = {"errors", "files", "paths", "settings"}
WITH_QT = {"app", "selfcheck", "ui"}
# Loaded only when they are used: each costs a start as much as a window does.
HEAVY = {
    *("airportsdata", "alembic", "cryptography", "highspy", "holidays", "icalendar", "keyring"),
    *("numpy", "typst"),
}
LONGEST = 600

FILES = sorted(PACKAGE.rglob("*.py"))


def arrows() -> dict[str, set[str]]:
    """Each room and the rooms it may import besides itself."""
    allowed: dict[str, set[str]] = {}
    for line in HOUSE.strip().splitlines():
        who, _, whom = line.partition("->")
        for room in who.split():
            allowed[room] = set(whom.split()) | (set() if room in LEAVES else LEAVES)
    return allowed


def room(path: Path) -> str:
    """The room a file is in; the package's own `__init__` is the house's door."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(node: ast.AST) -> list[str]:
    """The full names a statement imports, whether they are modules or things in them."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def at_once(path: Path) -> Iterator[ast.AST]:
    """The statements that run when a module is imported: not those in functions or for mypy."""
    waiting: list[ast.AST] = [tree(path)]
    while waiting:
        node = waiting.pop()
        yield node
        for_mypy = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not for_mypy and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting.extend(ast.iter_child_nodes(node))


def named(files: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in files]


def test_every_room_is_in_the_drawing() -> None:
    assert {room(path) for path in FILES} - {"__init__"} <= arrows().keys()


def test_the_drawing_has_no_way_back() -> None:
    order = list(arrows())
    for who, whom in arrows().items():
        assert {other for other in whom if order.index(other) <= order.index(who)} == set()


@pytest.mark.parametrize("path", named(FILES))
def test_imports_follow_the_arrows(path: Path) -> None:
    names = [name for node in ast.walk(tree(path)) for name in imported(node)]
    rooms = {name.split(".")[1] for name in names if name.startswith("desktop.")}
    allowed = arrows().get(room(path), set()) | {room(path), "__version__"}
    assert rooms - allowed == set()


@pytest.mark.parametrize("path", named(FILES))
def test_imports_are_written_in_full(path: Path) -> None:
    relative = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom) and n.level]
    assert relative == []


@pytest.mark.parametrize("path", named([path for path in FILES if room(path) not in WITH_QT]))
def test_qt_is_the_windows_alone(path: Path) -> None:
    names = [name for node in ast.walk(tree(path)) for name in imported(node)]
    assert [name for name in names if name.startswith("PySide6")] == []


@pytest.mark.parametrize("path", named(FILES))
def test_the_database_driver_has_one_door(path: Path) -> None:
    """`store/driver.py` sees to it that no other SQLite in the process answers in its place."""
    names = [name for node in ast.walk(tree(path)) for name in imported(node)]
    drivers = {name for name in names if name.split(".")[0] in ("sqlcipher3", "sqlite3")}
    assert not drivers or path == PACKAGE / "store" / "driver.py"


@pytest.mark.parametrize("path", named(FILES))
def test_heavy_libraries_wait_until_they_are_used(path: Path) -> None:
    names = [name for node in at_once(path) for name in imported(node)]
    assert [name for name in names if name.split(".")[0] in HEAVY] == []


def test_all_but_the_window_loads_neither_qt_nor_what_is_heavy() -> None:
    modules = [module(path) for path in FILES if room(path) not in WITH_QT]
    code = (
        f"import {', '.join(modules)}, sys; "
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert told.stderr == ""
    assert {"PySide6", *HEAVY} & set(ast.literal_eval(told.stdout)) == set()


def test_a_file_can_be_read_in_one_sitting() -> None:
    files = [*FILES, *(ROOT / "tests").rglob("*.py"), ROOT / "dev.py"]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    long = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST}
    assert long == {}
