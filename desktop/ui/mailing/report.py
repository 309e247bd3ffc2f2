"""What the window says once the files for all members are saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop import words
from desktop.calendars.posts import Post
from desktop.domain import Person
from desktop.language import _, current, names, ngettext


def report(made: Sequence[Post], name: str, *, mails: bool) -> str:
    """How many files were saved and where, who gets none, and what is left out of them."""
    saved = [post for post in made if post.part is not None]
    number = len(saved)
    if mails:
        text = ngettext(
            "{n} mail draft saved in {name}.", "{n} mail drafts saved in {name}.", number
        )
    else:
        text = ngettext("{n} calendar saved in {name}.", "{n} calendars saved in {name}.", number)
    lines = [text.format(n=number, name=name)]
    nothing = [post.person for post in made if post.calendar is None]
    if nothing:
        lines.append(_("No entries yet for: {names}.").format(names=_named(nothing)))
    unknown = [post.person for post in saved if mails and not post.addressed]
    if unknown:
        lines.append(_("No e-mail address: {names}.").format(names=_named(unknown)))
    calendars = [post.calendar for post in made if post.calendar is not None]
    skipped = {str(problem): problem for one in calendars for problem in one.skipped}
    if skipped:
        lines.append(words.problem(next(iter(skipped.values()))))
    return " ".join(lines)


def _named(people: Iterable[Person]) -> str:
    language = current()
    return language.listed([names.display(language, person) for person in people])
