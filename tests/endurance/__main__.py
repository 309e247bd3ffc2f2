"""Prove that nothing is lost: `python -m tests.endurance [kill|cut|full|all] [--cycles N]`.

Prints one line of figures for each, and what was lost, if anything; the exit code is then 1.
"""

import argparse
import sys
import time
from importlib.util import find_spec

from tests.endurance import cut, full, kill

CYCLES = {"kill": 1000, "cut": 500, "full": 40}


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("what", nargs="?", default="all", choices=["all", *CYCLES])
    parser.add_argument("--cycles", type=int, help="how many, instead of the usual number")
    parser.add_argument("--seed", type=int, default=1, help="the same seed does the same work")
    asked = parser.parse_args()
    faults: list[str] = []
    if asked.what in ("all", "cut") and find_spec("apsw") is None:
        _say("The power cuts need apsw, which `python3 dev.py test --extended` installs.")
        return 2
    for name in CYCLES if asked.what == "all" else [asked.what]:
        faults += _MEASURES[name](asked.cycles or CYCLES[name], asked.seed)
    for fault in faults:
        _say(f"  LOST {fault}")
    return 1 if faults else 0


def _kill(cycles: int, seed: int) -> list[str]:
    faults = []
    for name, encrypted in (("plain", False), ("encrypted", True)):
        begin = time.monotonic()
        result = kill.run(cycles, seed, encrypted=encrypted)
        struck = ", ".join(f"{moment} {number}" for moment, number in result.struck.most_common())
        _say(
            f"kill, {name}: {result.cycles} cycles ({struck}), {result.acked} acknowledged, "
            f"{result.logs_left} logs and {result.copies_left} unfinished copies left behind, "
            f"{len(result.faults)} losses, {time.monotonic() - begin:.0f} s"
        )
        faults += result.faults
    return faults


def _cut(cuts: int, seed: int) -> list[str]:
    begin = time.monotonic()
    result = cut.run(cuts, seed)
    _say(
        f"power cut: {result.cuts} cuts ({result.in_transaction} within a transaction, "
        f"{result.unsynced} with writes not yet on the disk), {result.acked} acknowledged, "
        f"{len(result.faults)} losses, {time.monotonic() - begin:.0f} s"
    )
    for setting in ("NORMAL", "OFF"):
        weaker = cut.run(max(20, cuts // 5), seed, synchronous=setting)
        _say(
            f"power cut, synchronous={setting} (must lose): "
            f"{weaker.cuts} cuts, {len(weaker.faults)} losses"
        )
        if not weaker.faults:
            result.faults.append(f"synchronous={setting} lost nothing: the cuts prove nothing")
    return result.faults


def _full(cycles: int, seed: int) -> list[str]:
    begin = time.monotonic()
    result = full.run(cycles, seed)
    if not result.mounted:
        _say("disk full: not tried on a small disk, as mounting one is not allowed here")
    refused = ", ".join(f"{what} {number}" for what, number in sorted(result.refused.items()))
    _say(
        f"disk full: {result.tries} tries, refused {sum(result.refused.values())} ({refused}), "
        f"{result.acked} acknowledged, {len(result.faults)} losses, "
        f"{time.monotonic() - begin:.0f} s"
    )
    return result.faults


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


_MEASURES = {"kill": _kill, "cut": _cut, "full": _full}

if __name__ == "__main__":
    sys.exit(main())
