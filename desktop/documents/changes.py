"""What has changed since an edition: marks beside the items of a programme, and a list of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop.documents.audience import Reader
from desktop.documents.document import Data
from desktop.documents.sheet import cell, table
from desktop.documents.times import Clocks
from desktop.domain import Item
from desktop.domain.comparing import Comparison, Difference, ThingDifference
from desktop.language.dates import day_short
from desktop.words import changes as words

# These are not told on a paper for everyone, as the items there do not tell them either.
_UNTOLD = frozenset({"meeting_link"})


@dataclass(frozen=True)
class Changes:
    """How the items that a reader is told of differ from an edition, and the number of that one.

    Where `struck`, what was called off or taken out since then stays, struck through; what was
    called off before is not told any more.
    """

    comparison: Comparison
    edition: int
    reader: Reader
    clocks: Clocks
    tells: Callable[[Item], bool] = lambda item: True
    struck: bool = False

    def items(self) -> list[Item]:
        """The items of the paper, those struck through among them."""
        off = {one.id for one in self._of_reader() if Difference.CANCELLED in one.kinds}
        kept = [
            item
            for item in self.reader.items
            if self.tells(item) and (not item.is_cancelled or (self.struck and item.id in off))
        ]
        return kept + (list(self._gone({item.id for item in kept})) if self.struck else [])

    def labels(self, item: Item) -> list[str]:
        """Say in a word each how an item differs; a change of its text is not named."""
        found = self._of(item)
        if found is None:
            return []
        if self.is_gone(item) and Difference.CANCELLED not in found.kinds:
            return [words.word(Difference.PEOPLE, self.clocks.language)]
        told = [kind for kind in Difference if kind in found.kinds and kind != Difference.TEXT]
        if Difference.ADDED in told or Difference.CANCELLED in told:
            told = told[:1]
        if item.is_cancelled and Difference.CANCELLED in told:
            return []  # its state says so already
        return [words.word(kind, self.clocks.language) for kind in told]

    def marks(self, item: Item) -> bool:
        """Whether an item differs at all."""
        return self._of(item) is not None

    def is_gone(self, item: Item) -> bool:
        """Whether an item is no part of the reader's programme any more."""
        return all(item is not one for one in self.reader.items)

    def earlier_times(self, item: Item) -> list[str]:
        """Write when an item that was moved was to be."""
        found = self._of(item)
        if found is None or Difference.MOVED not in found.kinds or self.is_gone(item):
            return []
        before = found.before
        if not isinstance(before, Item):
            return []
        lines = [line["text"] for line in self.clocks.lines(before) if not line["side"]]
        if before.start.date is not None and before.start.date != item.start.date:
            lines.insert(0, day_short(self.clocks.language, before.start.date))
        return lines

    def section(self) -> Data:
        """Give the list of changes, in the order of the programme; first what differs for all."""
        language = self.clocks.language
        everyone, ids = self.reader.is_everyone, self._ids()
        whole = replace(
            self.comparison,
            joined=tuple(one for one in self.comparison.joined if everyone or one in ids),
            left=tuple(one for one in self.comparison.left if everyone or one in ids),
        )
        visit = language.pgettext("document", "The whole visit")
        rows, keys = [], []
        for number, text in enumerate(words.of_record(whole, language)):
            rows.append([cell(), cell(visit, strong=True), cell(text)])
            keys.append(f"visit {number}")
        for one in self._of_reader():
            told = words.told(self._tellable(one), language)
            off = Difference.CANCELLED in one.kinds
            rows.append(
                [
                    cell(words.when(one, language)),
                    cell(words.title(one, language), strong=True, struck=off),
                    cell(*told),
                ]
            )
            keys.append(one.id)
        heading = language.pgettext("document", "Changes since edition {number}")
        return table(
            heading.format(number=self.edition),
            [
                language.pgettext("document", "Local time"),
                language.pgettext("document", "Item"),
                language.pgettext("document", "What has changed"),
            ],
            [2.7, 3.8, 4.5],
            rows,
            keys,
        )

    def _of(self, item: Item) -> ThingDifference | None:
        return self.comparison.of(item.id)

    def _ids(self) -> set[str]:
        reader = self.reader
        return {one.id for one in [*reader.people, *([reader.person] if reader.person else [])]}

    def _of_reader(self) -> Iterator[ThingDifference]:
        ids = self._ids()
        for one in self.comparison.things:
            thing = one.after or one.before
            concerns = self.reader.is_everyone or bool(one.people & ids)
            if concerns and isinstance(thing, Item) and self.tells(thing):
                yield one

    def _gone(self, present: set[str]) -> Iterator[Item]:
        """Those that were on the paper and are not: taken out, or for others now."""
        for one in self._of_reader():
            item = one.before
            if one.id not in present and isinstance(item, Item) and not item.is_cancelled:
                yield item

    def _tellable(self, one: ThingDifference) -> ThingDifference:
        """Leave out what the paper does not tell of the item either."""
        if not self.reader.is_everyone:
            return one
        return replace(one, fields=tuple(name for name in one.fields if name not in _UNTOLD))
