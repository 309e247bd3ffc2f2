"""The command `kakehashi`: with a command the work is done at once, without one a window opens."""

import sys
from collections.abc import Sequence

from desktop import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code: 0 done, 1 a problem, 2 wrong usage."""
    options = cli.read(sys.argv[1:] if argv is None else argv)
    if isinstance(options, int):
        return options
    if options.command is not None:
        return cli.run(options)
    # Only here, so that no command ever loads Qt.
    if options.selfcheck:
        from desktop.selfcheck import selfcheck

        return selfcheck()
    from desktop.app import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
