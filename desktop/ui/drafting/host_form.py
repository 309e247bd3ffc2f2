"""The wishes of one host as a form."""

from __future__ import annotations

from collections.abc import Callable

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import HalfDay, Priority
from desktop.language import _, current, dates
from desktop.store.search import normalise
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.drafting.fields import LengthField, WindowsField
from desktop.ui.drafting.typed import LEAST
from desktop.ui.drafting.wished import NOWHERE, USUAL_MINUTES, Host, Wished
from desktop.ui.forms import ChipsField, ChoiceField, Form, SwitchField
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.language_field import WorkingLanguageField
from desktop.ui.programme.texts import item_name

PRIORITIES = {
    Priority.MUST: ("star", "accent"),
    Priority.SHOULD: ("circle", "soft"),
    Priority.COULD: ("minus", "soft"),
}
"""The icon of each priority, and its colour."""

_GROUPS = 2  # from so many on, one of them can be enough


class HostForm(Form):
    """The fields of one host of what `wished` gives at that moment; named as the item's."""

    def __init__(self, desk: Desk, wished: Callable[[], Wished]) -> None:
        super().__init__()
        self._wished = wished
        self._host: Host | None = None
        self.section()
        self.add(
            "minutes",
            LengthField(lambda: _("Duration"), lambda: USUAL_MINUTES, least=LEAST),
        )
        self.add(
            "priority",
            ChoiceField(
                lambda: words.field("priority"),
                Priority,
                lambda code: words.word(Priority(code)),
                status=lambda code: PRIORITIES[Priority(code)][::-1],
            ),
        )
        self.add(
            "windows",
            WindowsField(lambda: _("Possible times"), lambda: wished().days),
            wide=True,
        )
        self.add(
            "preferred_half",
            ChoiceField(
                lambda: words.field("preferred_half"),
                HalfDay,
                lambda code: words.word(HalfDay(code)),
            ),
        )
        self.add("place_id", find.places(desk).one(lambda: _("Place")))
        self.add(
            "host_organisation_id",
            find.organisations(desk).one(lambda: _("Host institution")),
        )
        self.add("apart", self._others(lambda: _("Not on the same day as")), wide=True)
        self.add("before", self._others(lambda: _("Comes before")), wide=True)
        self.add("language", WorkingLanguageField(), wide=True)
        self.add("interpreted", SwitchField(lambda: _("Interpreted"), alone=True), wide=True)
        self.add("one_group", SwitchField(lambda: words.field("one_group"), alone=True), wide=True)
        self.add("pinned", SwitchField(lambda: _("Pinned to its time"), alone=True), wide=True)

    def show_host(self, host: Host) -> None:
        """Show a host; what is being typed stays as it is."""
        self._host = host
        item, wish = host.item, host.wish
        order = {one.id: at for at, one in enumerate(self._wished().programme.items)}
        self.load(
            {
                "minutes": host.minutes,
                "priority": item.priority,
                "windows": wish.windows,
                "preferred_half": item.preferred_half,
                "place_id": item.place_id,
                "host_organisation_id": item.host_organisation_id,
                "apart": tuple(sorted(wish.apart, key=lambda one: order.get(one, 0))),
                "before": tuple(sorted(wish.before, key=lambda one: order.get(one, 0))),
                "language": item.language,
                "interpreted": item.interpreted,
                "one_group": item.one_group,
                "pinned": item.pinned,
            }
        )
        self.field("one_group").setVisible(len(self._wished().groups) >= _GROUPS)
        self.field("pinned").setVisible(host.is_placed or item.pinned)
        self.problem("before", _circle if self._is_circle(host) else None)

    def _is_circle(self, host: Host) -> bool:
        """Whether a host has to come before itself."""
        items, waiting, seen = self._wished().wishes.items, [*host.wish.before], set[str]()
        while waiting:
            one = waiting.pop()
            if one == host.id:
                return True
            if one not in seen and one in items:
                seen.add(one)
                waiting += items[one].before
        return False

    def _others(self, label: Callable[[], str]) -> ChipsField:
        """The other items that a day can be shared with, or that can come after this one."""

        def offered() -> list[Item]:
            own = self._host.id if self._host is not None else ""
            lines = (line.item for line in self._wished().programme.lines)
            return [
                item
                for item in lines
                if item is not None
                and item.id != own
                and item.parent_id is None
                and not item.is_cancelled
                and item.kind not in NOWHERE
            ]

        def offer(text: str) -> list[tuple[str, ...]]:
            wanted = normalise(text)
            return [
                (item.id, item_name(item, current()), _day_of(item), kind_icon(item.kind))
                for item in offered()
                if wanted in normalise(" ".join(item.title.parts()))
            ]

        def name_of(item_id: str) -> str:
            item = self._wished().programme.item(item_id)
            return item_name(item, current()) if item is not None else ""

        return ChipsField(label, offer, name_of)


def _day_of(item: Item) -> str:
    return dates.day_short(current(), item.start.date) if item.start.date else ""


def _circle() -> str:
    return _("These visits wait for each other in a circle. Take one out.")
