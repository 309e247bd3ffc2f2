"""What every editor of a record shares: it saves as it goes, and begins with the first field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from sqlalchemy import inspect
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Trilingual
from desktop.language import current
from desktop.store import records
from desktop.store.tree import kind_of
from desktop.ui import look
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.forms import Form
from desktop.ui.page import Page, focus_first
from desktop.ui.widgets import Button, ClauseBadge, PlainLabel, Scroll, TitleLabel, row

if TYPE_CHECKING:
    from desktop.ui.editions import EditionsPanel
    from desktop.ui.editions.since_line import SinceLine


class RecordEditor(Page):
    """An editor of one record of a class: `open(id)`, or `open("")` for one that is not yet.

    A new record is made from the first field that is filled in, as one action; nothing is made
    when the editor is left before. A kind of editor fills `form` (the names of its fields are the
    attributes of the record), adds panels, and overrides `make`, `save`, `read` and `shown`.
    `room_changed` is sent when texts or the page have become wider or narrower.
    """

    room_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        cls: type[Entity],
        *,
        new_title: Callable[[], str],
        clause: str = "",
        others: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(desk)
        self.cls = cls
        self.kind = kind_of(cls)
        self.kinds = frozenset({self.kind}) | others
        self.record_id = ""
        self.form = Form()
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form, lambda: (self.kind, self.record_id))
        self._new_title = new_title
        self._label = Trilingual()
        self._heading = TitleLabel()
        self._detail = PlainLabel(role="soft", wrap=True)
        self._low = False
        self.header = row(spacing=look.M)
        if clause:
            self.header.addWidget(ClauseBadge(clause))
        self.header.addWidget(self._heading, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(look.XL, look.L, look.XL, look.M)
        self._layout.setSpacing(look.S)
        self._layout.addLayout(self.header)
        self._since: SinceLine | None = None
        self._editions_at = -1
        self._main: list[Button] = []
        self._below_title = row(self._detail, spacing=look.M)
        self._below_title.setStretch(0, 1)
        self._layout.addLayout(self._below_title)
        self._tabs: QTabWidget | None = None
        self.say(self._heading.setText, self.title)
        self.say(self._show_detail, self.detail)

    # -- for kinds of editor

    def fresh(self) -> Mapping[str, object]:
        """The values that an editor of a new record begins with."""
        return {
            key: getattr(self.cls(), key) for key in self.form.names() if hasattr(self.cls, key)
        }

    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        """Make the record, given the first values that the officer filled in."""
        return records.add(session, self.cls(**values))

    def save(self, session: Session, name: str, value: Any) -> None:
        """Save one field of the existing record."""
        records.update(session, self.cls, self.record_id, **{name: value})

    def read(self, session: Session) -> Entity | None:
        """Read the record, with what the editor shows of it; None when it is gone."""
        return session.get(self.cls, self.record_id)

    def values_of(self, entity: Any) -> dict[str, object]:
        """The values of the form's fields."""
        return {name: getattr(entity, name) for name in self.form.names() if hasattr(entity, name)}

    def shown(self, entity: Any) -> None:
        """Show what is not in the form; called after each reading."""

    def label_of(self, entity: Any) -> Trilingual:
        """What the record is called, for the title."""
        label: Trilingual = entity.label()
        return label

    def detail(self) -> str:
        """One line below the title, such as reference and dates; "" for none."""
        return ""

    def kind_of_part(self, part: str, *kinds: str) -> str:
        """Which of these kinds a part of the record is; "" for none of them."""
        return self.desk.read(
            lambda session: next(
                (kind for kind in kinds if session.get(records.by_kind(kind), part) is not None), ""
            )
        )

    def begun(self) -> None:
        """The record was just made from a new editor: panels may be filled now."""

    # -- building

    def add_form(self) -> None:
        """Show the form alone, over the whole page."""
        self._layout.addWidget(Scroll(self.form), 1)

    def add_tab(self, title: Callable[[], str], widget: QWidget, *, scrolls: bool = False) -> int:
        """Show a widget as one of several tabs; gives its number."""
        if scrolls:
            widget.setContentsMargins(0, look.L, look.S, look.L)
        if self._tabs is None:
            self._tabs = QTabWidget()
            self._tabs.setDocumentMode(True)
            self._layout.addWidget(self._tabs, 1)
        tabs = self._tabs
        number = tabs.addTab(Scroll(widget) if scrolls else widget, "")
        self.say(lambda text: tabs.setTabText(number, text), title)
        return number

    def add_editions(self, panel: EditionsPanel, number: int) -> None:
        """Say in the head, while another tab is shown, that the record has changed since one."""
        # Imported here: what has no editions should not wait for it.
        from desktop.ui.editions.since_line import SinceLine

        self._since = since = SinceLine(self.desk, self.kind)
        self._editions_at = number
        items = (self.header.itemAt(at) for at in range(self.header.count()))
        parts = (item.widget() for item in items if item is not None)
        self._main = [
            one for one in parts if isinstance(one, Button) and one.property("kind") == "filled"
        ]
        self._below_title.addWidget(since)

        def issue() -> None:
            self.show_tab(number)
            panel.issue_when_read()

        since.asked.connect(issue)
        if self._tabs is not None:
            self._tabs.currentChanged.connect(lambda _at: self._fit_since())

    def add_findings(self, findings: FindingsBar, number: int | None = None) -> None:
        """Count beside the tabs what is found; a press leads to the tab that folds it out.

        Without a number the findings stand above the tabs, and fold out over whichever is shown.
        """
        tabs = self._tabs
        if tabs is None:
            return
        button = findings.take_button(
            lambda: tabs.width() - tabs.tabBar().sizeHint().width() - look.L
        )
        tabs.setCornerWidget(button)
        self.room_changed.connect(findings.say_again)
        QWidget.setTabOrder(tabs.tabBar(), button)

        def pressed() -> None:
            elsewhere = number is not None and tabs.currentIndex() != number
            if number is not None:
                self.show_tab(number)
            findings.unfold(elsewhere or button.isChecked())

        button.clicked.connect(pressed)

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        if self._tabs is not None:
            self._tabs.setCurrentIndex(number)

    def is_shown(self, number: int) -> bool:
        """Whether a tab is the one in front."""
        return self._tabs is not None and self._tabs.currentIndex() == number

    def when_shown(self, number: int, load: Callable[[], object]) -> None:
        """Load what stands on a tab whenever it comes to the front."""
        if self._tabs is not None:
            self._tabs.currentChanged.connect(lambda at: load() if at == number else None)

    # -- for the window

    @override
    def title(self) -> str:
        if not self.record_id:
            return self._new_title()
        return self._label.best(current().code) or self._new_title()

    @override
    def window_title(self) -> str:
        # Any title may name a person, so the window says only what kind of record is shown.
        return words.kind(self.kind)

    @override
    def record(self) -> str:
        return self.record_id

    @override
    def open(self, record: str) -> None:
        self.record_id = record
        self._label = Trilingual()
        if record:
            self._stale = False
            self.reload()
        else:
            if self._since is not None:
                self._since.load("")
            self.form.load(self.fresh())
            self.say_again()

    @override
    def reload(self) -> None:
        if not self.record_id:
            return
        entity = self.desk.read(self.read)
        if entity is None:
            self.gone.emit()
            return
        self.form.load(self.values_of(entity))
        if self._since is not None:
            self._since.load(self.record_id)
        before, self._label = self._label, self.label_of(entity)
        self.shown(entity)
        self.say_again()
        if before != self._label:
            self.renamed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A low window has little room; the way back above names the record too.
        height = self.height()
        self._low = height < look.WINDOW_LEAST[1]
        self._show_detail(self._detail.text())
        self._heading.set_room(lines=1 if height < look.WINDOW[1] else 2, large=not self._low)
        self.room_changed.emit()

    @override
    def respoken(self) -> None:
        self.room_changed.emit()  # the tabs' titles are longer or shorter now

    @override
    def leave(self) -> bool:
        return self.form.commit()

    @override
    def begin_focus(self) -> None:
        # What can be done with the record stands above, but work begins below.
        shown = self._tabs.currentWidget() if self._tabs is not None else None
        if shown is None or shown.isAncestorOf(self.form):
            self.form.focus(self.form.names()[0])
        else:
            focus_first(shown)

    def ensure(self) -> str:
        """The record's identity, made now with nothing in it if it is not yet; "" if refused."""
        if not self.record_id:
            self._begin({})
        return self.record_id

    def _edited(self, name: str, value: Any) -> None:
        if value is None and not self._may_be_empty(name):
            self.form.load(self.fresh() if not self.record_id else {})
            self.reload()  # what there must always be stays as it was
            return
        if not self.record_id:
            if value not in (None, "", (), Trilingual()):
                self._begin({name: value})
                self.reload()
            return

        def work(session: Session) -> bool:
            self.save(session, name, value)
            return True

        label = self._label.best(current().code)
        if not self.desk.do("edit", work, kind=self.kind, name=label):
            self.reload()  # refused: show again what the file holds

    def _may_be_empty(self, name: str) -> bool:
        column = inspect(self.cls).columns.get(name)
        return column is None or bool(column.nullable)

    def _begin(self, values: dict[str, Any]) -> None:
        made = self.desk.do("create", lambda session: self.make(session, values), kind=self.kind)
        if made is not None:
            self.record_id = made.id
            self.begun()

    def _show_detail(self, text: str) -> None:
        self._detail.setText(text)
        self._detail.setVisible(bool(text) and not self._low)
        self._fit_since()

    def _fit_since(self) -> None:
        if self._since is not None:
            self._since.want(not self._low and not self.is_shown(self._editions_at))
            for button in self._main:
                # The next step on that tab is another, and only one is filled on a page.
                button.set_kind("" if self.is_shown(self._editions_at) else "filled")
