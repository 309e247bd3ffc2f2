"""The command `kakehashi`: with a command the work is done at once, without one a window opens."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks.

    Gives the exit code: 0 done, 1 a problem, 2 wrong usage, 130 stopped by Ctrl+C.
    """
    try:
        return _begin(argv)
    except KeyboardInterrupt:
        # While the program is still being loaded; a command that is at work ends by itself.
        return 130


def _begin(argv: Sequence[str] | None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if list(arguments[:1]) == ["plan-benchmark"]:
        # Its time begins with the program, so that nothing is loaded which it can do without.
        from desktop.cli import benchmark

        return benchmark.run(arguments, benchmark.since_start() if argv is None else 0.0)
    from desktop.cli import commands

    options = commands.read(arguments)
    if isinstance(options, int):
        return options
    if options.command is not None:
        return commands.run(options)
    # Only here, so that no command ever loads Qt.
    if options.selfcheck:
        from desktop.selfcheck import selfcheck

        return selfcheck()
    from desktop.app import run

    return run(options)


if __name__ == "__main__":
    # A built program starts its child processes, and what looks after them, with itself; they are
    # not to load the rest.
    if getattr(sys, "frozen", False) or "--multiprocessing-fork" in sys.argv:
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
