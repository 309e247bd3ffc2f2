"""How an office's own papers look: logo, letterhead, colour, wording, and templates of its own.

All of it lies in one folder that the office may change (docs/documents.md); nothing in it is ever
run but the templates, which Typst keeps inside that folder and away from the network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from typing_extensions import override

from desktop.domain import Trilingual
from desktop.language import Language

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "navy": "#1f3a5f",
        "teal": "#0f5e63",
        "green": "#2e5e36",
        "plum": "#6a2c6b",
        "burgundy": "#7d2336",
        "slate": "#3d4650",
    }
)
"""The calm colours that are offered, each well read on white paper."""


@dataclass(frozen=True)
class House:
    """What an office sets for all its papers; `PLAIN` sets nothing.

    `accent` is a name of `ACCENTS` or a colour as #rrggbb, empty for the colour of the clause.
    `letterhead` has a line for each line; `wording` has, by an English text of the program and by
    the code of a language, what stands in its place; `logo` is an SVG; `templates` are Typst
    files by their name, which stand in place of the shipped ones.
    """

    accent: str = ""
    letterhead: Trilingual = field(default=Trilingual())
    footer: Trilingual = field(default=Trilingual())
    wording: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    logo: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)

    @property
    def colour(self) -> str:
        """The accent as #rrggbb; empty for the colour of the clause."""
        return ACCENTS.get(self.accent, self.accent)

    def language(self, code: str) -> Language:
        """A language with the office's own wording; the plain one where it has none."""
        own = {source: told[code] for source, told in self.wording.items() if told.get(code)}
        return _Worded(code, own) if own else Language.of(code)

    def told(self, language: Language) -> dict[str, object]:
        """What the templates are told of it, in a language."""
        lines = self.letterhead.best(language.code).splitlines()
        return {
            "lines": lines,
            "footer": self.footer.best(language.code),
            "alt": lines[0] if lines else language.pgettext("document", "Logo"),
        }

    def with_shipped_templates(self) -> "House":
        """The same look with the templates of the program."""
        return replace(self, templates={})

    @cached_property
    def fingerprint(self) -> str:
        """Differs where a paper may look different."""
        parts = (self.colour, self.logo, sorted(self.templates.items()))
        return sha256(repr(parts).encode()).hexdigest()


PLAIN = House()
"""Papers as they come with the program."""


class _Worded(Language):
    """A language in which some texts are the office's own."""

    def __init__(self, code: str, wording: Mapping[str, str]) -> None:
        super().__init__(code)
        self._wording = dict(wording)
        self._plain = Language.of(code)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return _Worded, (self.code, self._wording)

    @override
    def gettext(self, message: str) -> str:
        return self._wording.get(message) or self._plain.gettext(message)

    @override
    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._plain.ngettext(singular, plural, n)

    @override
    def pgettext(self, context: str, message: str) -> str:
        return self._wording.get(message) or self._plain.pgettext(context, message)

    @override
    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return self._plain.npgettext(context, singular, plural, n)
