"""How a command ends: with an exit code, and with one line on what is wrong, if anything is."""

import os
import sys
from collections.abc import Callable

from desktop.errors import Problem


def ended(work: Callable[[], None]) -> int:
    """Do the work of a command; gives the exit code: 0 done, 1 a problem, 130 stopped."""
    try:
        work()
        sys.stdout.flush()
    except Problem as problem:
        _complain(problem)
        return 1
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        path = str(error.filename or "-")  # the terminal, as where it is asked for
        _complain(Problem("file_unwritable", path=path, reason=reason))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _complain(problem: Problem) -> None:
    # Not before: most commands end well, and words take long to load.
    from desktop import words
    from desktop.cli.work import complain

    complain(words.problem(problem))
