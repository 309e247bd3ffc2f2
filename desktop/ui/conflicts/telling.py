"""How findings look and are counted, the same in every list, bar and card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from desktop import words
from desktop.domain.codes import Severity
from desktop.domain.finding import Finding

Look = tuple[str, str]

_LOOKS: dict[Severity, Look] = {
    Severity.BLOCK: ("bad", "circle-x"),
    Severity.WARNING: ("warn", "triangle-alert"),
    Severity.HINT: ("info", "info"),
    Severity.OFF: ("quiet", "circle-slash"),
}
ACCEPTED: Look = ("quiet", "check")
_ORDER = list(Severity)


def severity_look(severity: Severity) -> Look:
    """The tone (one of `look.TONES`) and the icon of a severity."""
    return _LOOKS[severity]


def severity_word(severity: Severity) -> Callable[[], str]:
    """What a severity is called, to be said in the language of the moment."""
    return lambda: words.word(severity)


def open_ones(found: Iterable[Finding]) -> list[Finding]:
    """What nobody accepted, the gravest first, else in the order given."""
    return sorted(
        (one for one in found if one.accepted is None),
        key=lambda one: _ORDER.index(one.severity),
    )


def count(found: Iterable[Finding]) -> Counter[Severity]:
    """How many of each severity nobody accepted."""
    return Counter(one.severity for one in found if one.accepted is None)


def gravest(counts: Counter[Severity]) -> Severity | None:
    """The gravest severity that there is one of."""
    return next((severity for severity in Severity if counts[severity]), None)
