"""How an office file and a backup differ, in words."""

from __future__ import annotations

from desktop import words
from desktop.language import _, current, sorting
from desktop.store.restoring import Differences, Found


def difference_lines(found: Differences) -> list[tuple[str, str]]:
    """The differences as lines, each with the role of its label."""
    if found.are_none:
        return [(_("The backup holds the same as the office file."), "")]
    lines = []
    for one in found.kinds:
        sides = (
            (_("Only in the backup, will come back"), one.only_in_backup),
            (_("Only here, will be gone"), one.only_here),
            (_("Different, will be as in the backup"), one.changed),
        )
        said = [_side(name, side) for name, side in sides if side.number]
        lines.append((words.kind(one.kind), "strong"))
        lines += [(line, "soft") for line in said]
    return lines


def _side(name: str, side: Found) -> str:
    language = current()
    names = sorted(
        (text for one in side.names if (text := one.best(language.code))),
        key=lambda text: sorting.sort_key(language, text),
    )
    if not names:
        return _("{what}: {n}").format(what=name, n=side.number)
    more = "…" if side.number > len(names) else ""
    return _("{what}: {n} ({names})").format(
        what=name, n=side.number, names=language.listed(names) + more
    )
