#!/usr/bin/env python3
"""Start or test Kakehashi on a machine that has nothing but Python.

    python3 dev.py run [ARGUMENT ...]               start the program
    python3 dev.py test [ARGUMENT ...]              all checks and tests, or just this pytest
    python3 dev.py test --extended [ARGUMENT ...]   also what is slow or needs more programs

Missing system libraries (Debian), `.venv` and the pinned packages come by themselves; what is
already there is left alone. Only the standard library is imported here. What this script says
goes to standard error, so that the program's own output can be piped.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import io
import os
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOGS = ROOT / ".dev"
OLDEST = (3, 11)

# Each lock and what else it brings: the tests' packages include the program's.
RUN, TEST = "requirements.lock", "requirements-dev.lock"
EXTENDED = "requirements-extended.lock"
INCLUDED = {RUN: (RUN,), TEST: (TEST, RUN), EXTENDED: (EXTENDED,)}
# What npm brings for the extended tests.
SCRIPTS = ROOT / "tests" / "calendars" / "readers"

# What Qt needs of the system, and which Debian package brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Tests that want a real window start a screen of their own.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}
# Readers that others wrote, to read what we write.
EXTENDED_PROGRAMS = {
    "node": "nodejs",
    "npm": "npm",
    "pdftotext": "poppler-utils",
    "thunderbird": "thunderbird",
}
EXTENDED_LIBRARIES = {"libical.so.3": "libical3"}

CHECKS = {
    "lint": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy", "desktop", "tests", "benchmarks", "migrations", "dev.py", "resources"],
}
# The tests in two parts that take about as long.
PARTS = {
    "window": ["tests/ui", "-o", "cache_dir=.pytest_cache/window"],
    "others": ["tests", "--ignore=tests/ui"],
}
# What is said again at the very end of a failing run, in lines and in characters of a line.
LAST, LONGEST = 24, 300
NO_SCREEN = (
    "There is no screen here: use `xvfb-run -a python3 dev.py run` (Debian packages xvfb and "
    "xauth), or work without a window, as `python3 dev.py run --help` tells."
)


class Stopped(Exception):
    """Nothing more can be done, and its text says why and what would help."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks and give the exit code: 1 a problem, 2 wrong usage."""
    try:
        if sys.version_info < OLDEST:
            version = sys.version.split()[0]
            raise Stopped(f"Kakehashi needs Python 3.11 or newer; this is {version}.")
        command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
        if command == "run":
            return run(rest)
        if command == "test":
            return test(rest)
    except Stopped as stopped:
        say(str(stopped))
        return 1
    except KeyboardInterrupt:
        return 130
    say((__doc__ or "").strip())
    return 0 if command in ("-h", "--help", "help") else 2


def run(arguments: list[str]) -> int:
    """Start the program, with the caller's own folder, input and output."""
    if not arguments and screenless(sys.platform, os.environ):
        raise Stopped(NO_SCREEN)
    prepare(RUN, programs={})
    # -P: a folder called "desktop" where the caller stands is not the program.
    command = [str(PYTHON), "-P", "-m", "desktop", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if os.name == "posix":  # one process, so that signals and exit codes are the program's own
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def test(arguments: list[str]) -> int:
    """Run every check and test; or, with arguments, pytest with these and nothing else."""
    extended = "--extended" in arguments
    programs = {**TEST_PROGRAMS, **(EXTENDED_PROGRAMS if extended else {})}
    prepare(TEST, programs)
    if extended:
        prepare_extended()
    tests = ["pytest", *from_root(arguments, Path.cwd())]
    if arguments_of(arguments):
        return subprocess.call([str(PYTHON), "-m", *tests], cwd=ROOT)
    results = {name: kept(name, check, show=True) for name, check in CHECKS.items()}
    results |= side_by_side(tests)
    failed = {name: result for name, result in results.items() if result}
    for name, result in failed.items():
        print(f"\n{name} failed ({result}):\n{why(LOGS / f'{name}.log')}", flush=True)
    return next(iter(failed.values()), 0)


def arguments_of(arguments: list[str]) -> list[str]:
    """Give what of the arguments is meant for pytest alone."""
    return [argument for argument in arguments if argument != "--extended"]


def side_by_side(tests: list[str]) -> dict[str, int]:
    """Run the tests of the window and all others at once, and show the others' output at the end.

    On two cores that takes little more than half the time. Each keeps its output in LOGS.
    """
    window, others = ((name, [*tests, *part]) for name, part in PARTS.items())
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(kept, *others, show=False)
        results = {window[0]: kept(*window, show=True), others[0]: waiting.result()}
    sys.stdout.write((LOGS / f"{others[0]}.log").read_text(encoding="utf-8", errors="replace"))
    return results


def kept(name: str, module: list[str], *, show: bool) -> int:
    """Run a module with its arguments, keep what it prints in LOGS, and give its exit code."""
    command = [str(PYTHON), "-m", *module]
    LOGS.mkdir(exist_ok=True)
    with (
        (LOGS / f"{name}.log").open("wb") as log,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as running,
    ):
        assert isinstance(running.stdout, io.BufferedReader)
        while piece := running.stdout.read1():
            log.write(piece)
            if show:
                sys.stdout.write(piece.decode(errors="replace"))
                sys.stdout.flush()
        return running.wait()


def why(log: Path) -> str:
    """Give the end of what failing tests said, for who sees no more than the end of a long run."""
    text = log.read_text(encoding="utf-8", errors="replace")
    summary = text[max(text.rfind("short test summary info"), 0) :].splitlines()
    return "\n".join(line[:LONGEST] for line in summary[-LAST:])


def from_root(arguments: list[str], here: Path) -> list[str]:
    """Make files named from where the caller stands right for a pytest that runs in ROOT."""
    if here == ROOT:
        return arguments
    return [
        str(here / argument)
        if not argument.startswith("-") and (here / argument.partition("::")[0]).exists()
        else argument
        for argument in arguments
    ]


def screenless(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window could not be shown."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform.startswith("linux") and not any(environment.get(name) for name in chosen)


def prepare(lock: str, programs: Mapping[str, str]) -> None:
    """Bring what is missing: system libraries and programs, `.venv`, the packages of ``lock``."""
    ready = stamp(lock).is_file() and stamp(lock).read_text() == digest(lock) and PYTHON.exists()
    if sys.platform.startswith("linux"):
        packages = missing(LIBRARIES, loads) + missing(programs, shutil.which)
        if not ready and importlib.util.find_spec("ensurepip") is None:
            packages.append("python3-venv")
        install_system(packages)
    if ready:
        return
    make_environment()
    say(f"Installing the Python packages of {lock} (this takes a minute the first time) ...")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    logged([*command, "--require-hashes", "--requirement", str(ROOT / lock)], "pip.log")
    for name in INCLUDED[lock]:
        stamp(name).write_text(digest(name))


def prepare_extended() -> None:
    """Bring what only the extended tests need: libraries, Python packages, scripts of npm's."""
    if sys.platform.startswith("linux"):
        install_system(missing(EXTENDED_LIBRARIES, loads))
    prepare(EXTENDED, {})
    if not (SCRIPTS / "node_modules").is_dir():
        say("Installing the calendar readers of npm ...")
        logged(["npm", "ci", "--prefix", str(SCRIPTS)], "npm.log")


def missing(table: Mapping[str, str], found: Callable[[str], object]) -> list[str]:
    """Give the Debian packages of those things in ``table`` that are not found."""
    return [package for thing, package in table.items() if not found(thing)]


def loads(library: str) -> bool:
    """Tell whether the system can load a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system(packages: list[str]) -> None:
    """Install Debian packages, as root or through sudo; else say the one command that does it."""
    if not packages:
        return
    root = os.name == "posix" and os.geteuid() == 0
    by_hand = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise Stopped(f"This system lacks what Debian has in these packages: {' '.join(packages)}.")
    if not root and shutil.which("sudo") is None:
        raise Stopped(f"System packages are missing; as root, run once: {by_hand}")
    say(f"Installing system packages: {' '.join(packages)} ...")
    before = ["env" if root else "sudo", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    # A source that cannot be reached matters only where a package is not found.
    attempt([*before, "update"], LOGS / "apt.log")
    logged([*before, "install", "--yes", "--no-install-recommends", *packages], "apt.log")


def make_environment() -> None:
    """Make `.venv` unless a whole one of this Python is there."""
    settings = VENV / "pyvenv.cfg"
    made_by = settings.read_text() if settings.is_file() else ""
    if f"version = {series()}." in made_by and quietly([str(PYTHON), "-m", "pip", "--version"]):
        return
    say("Making .venv ...")
    logged([sys.executable, "-m", "venv", "--clear", str(VENV)], "venv.log")


def logged(command: list[str], name: str) -> None:
    """Run a command that must succeed, with its output in a log."""
    log = LOGS / name
    if not attempt(command, log):
        raise Stopped(f"`{shlex.join(command)}` did not work, and {log} tells why.")


def attempt(command: list[str], log: Path) -> bool:
    """Run a command with its output at the end of a log, and tell whether it succeeded."""
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as file:
        file.write(f"\n$ {shlex.join(command)}\n".encode())
        file.flush()
        return subprocess.call(command, stdout=file, stderr=subprocess.STDOUT) == 0


def quietly(command: list[str]) -> bool:
    """Tell whether a command exists and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def stamp(lock: str) -> Path:
    """Give the file that tells which state of a lock is installed in `.venv`."""
    return VENV / f"installed-{lock}"


def digest(lock: str) -> str:
    """Give what is to be installed, as one word: the lock's content and the Python series."""
    return hashlib.sha256((ROOT / lock).read_bytes() + series().encode()).hexdigest()


def series() -> str:
    """Give this Python's version without its last part, such as 3.11."""
    return "{}.{}".format(*sys.version_info)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
