"""Fuzzes the pure readers led by the code they reach: `python -m tests.hostile.guided [--runs N]`.

It needs atheris, which `python3 dev.py test --extended` installs on Linux. Inputs that reach code
which none reached before are varied further, so that what no strategy thinks of is tried as well.
"""

import argparse
import sys
import tempfile
import time

import atheris

with atheris.instrument_imports(include=["desktop"]):
    from desktop.calendars import incoming
    from desktop.errors import Problem
    from desktop.planning.drafting import form
    from desktop.store.interchange_read import read

from tests.calendars.foreign import block, event, file

SLOWEST = 2.0  # seconds of the processor
READERS = (incoming.read, read, form.read)
SOUND = (
    file(
        block("Mars", "+0100", "+0200"),
        event("DTSTART;TZID=Mars:20270419T090000", "DURATION:PT1H", 'ATTENDEE;CN="a":mailto:a@b.c'),
    ),
    b'{"format": "kakehashi-office", "version": 1, "people": [{"id": "1", "family": "x"}]}',
    b'{"days": [{"start": 0, "open": 1, "close": 9}], "hosts": [], "travel": [[0]]}',
)


def thrown(content: bytes) -> None:
    """Give one input to the reader that its first byte chooses."""
    if not content:
        return
    begun = time.process_time()
    try:
        READERS[content[0] % len(READERS)](content[1:])
    except Problem:
        pass
    spent = time.process_time() - begun
    if spent > SLOWEST:
        raise AssertionError(f"{spent:.1f} s for {len(content)} bytes")


def main() -> None:
    """Throw so many inputs; the process ends with the first that breaks a reader, which is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--corpus", default="", help="a folder in which telling inputs are kept")
    options = parser.parse_args()
    for number, content in enumerate(SOUND):  # what all others are made of
        thrown(bytes([number]) + content)
    kept = f"-artifact_prefix={tempfile.gettempdir()}/"
    folders = [options.corpus] if options.corpus else []
    flags = [f"-runs={options.runs}", "-max_len=4096", kept]
    atheris.Setup([sys.argv[0], *flags, *folders], thrown)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
