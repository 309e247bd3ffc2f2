"""The page around a list: title, filter, the button for a new record, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _, ngettext
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms.lines import TextLine
from desktop.ui.lists.column import Column
from desktop.ui.lists.model import ListModel
from desktop.ui.lists.table import ListTable
from desktop.ui.page import Page
from desktop.ui.widgets import Button, EmptyState, PlainLabel, row

Text = Callable[[], str]

_KEEP_MS = 800  # after a column was moved or made wider, how the columns stand is remembered


class ListPage(Page):
    """A list of one kind of record.

    A kind of list gives its texts and columns here, and overrides `rows`, `open_row` and what it
    can do: `new_record`, `duplicate_rows`, `delete_rows`. Its columns are remembered by `name`.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        name: str,
        title: Text,
        columns: Sequence[Column],
        icon: str,
        empty_title: Text,
        empty_text: Text,
        new_text: Text | None = None,
        can_duplicate: bool = False,
        can_delete: bool = True,
        id_of: Callable[[Any], str] = lambda row: str(row.id),
    ) -> None:
        super().__init__(desk)
        self._name, self._title = name, title
        self._can_duplicate, self._can_delete = can_duplicate, can_delete
        self.model = ListModel(columns, id_of=id_of, parent=self)
        self.table = ListTable(self.model)
        self.say(self.table.setAccessibleName, title)
        heading, self._count = PlainLabel(role="title"), PlainLabel(role="count")
        self.say(heading.setText, title)
        self.filter_field = self._filter = self._make_filter()
        self._header = row(heading, self._count, None, self._filter, spacing=look.M)
        self._header.setStretchFactor(self._filter, look.COLUMN)
        if new_text is not None:
            self._header.addWidget(Button(new_text, self.new_record, kind="filled", icon="plus"))
        empty = EmptyState(
            icon,
            empty_title,
            empty_text,
            button=new_text,
            pressed=self.new_record if new_text is not None else None,
        )
        hidden = EmptyState(
            "search",
            lambda: _("Nothing found"),
            lambda: _("No entry fits “{text}”.").format(text=self._filter.text().strip()),
            button=lambda: _("Show all"),
            pressed=self._filter.clear,
        )
        self._hidden = hidden
        self._views = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addLayout(self._header)
        layout.addLayout(self._views, 1)
        # Only now: a first view without a parent would be shown as a window of its own.
        for view in (self.table, empty, hidden):
            self._views.addWidget(view)
        self._save_later = self._timer(_KEEP_MS, self._save_columns)
        self._connect_table()
        self._respoken_rows()

    # -- for kinds of list

    def rows(self, text: str) -> Sequence[Any]:
        """Read the rows that fit a filter text; "" is all of them."""
        raise NotImplementedError

    def open_row(self, row: Any) -> None:
        """Open the editor of a row."""
        raise NotImplementedError

    def new_record(self) -> None:
        """Make a new record and open it."""

    def duplicate_rows(self, rows: list[Any]) -> None:
        """Copy the records of these rows."""

    def delete_rows(self, rows: list[Any]) -> None:
        """Delete the records of these rows."""

    def add_to_menu(self, menu: QMenu, rows: list[Any]) -> None:
        """Add more that can be done with the selected rows."""

    def fitting(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Those of the rows that are to be listed, beside what the filter asks for."""
        return rows

    def add_to_header(self, widget: QWidget) -> None:
        """Place a control before the filter, as a choice of what is listed."""
        self._header.insertWidget(self._header.indexOf(self._filter), widget)

    # -- for the window

    @override
    def title(self) -> str:
        return self._title()

    @override
    def reload(self) -> None:
        chosen = [self.model.id_of(row) for row in self.table.chosen()]
        text = self._filter.text().strip()
        self.model.set_rows(self.fitting(self.rows(text)))
        self.table.choose(chosen)
        self._tell(text)

    @override
    def open(self, record: str) -> None:
        self._filter.clear()
        self.reload()
        self.table.choose([record])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def begin_focus(self) -> None:
        if not self.model.rowCount():
            super().begin_focus()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    @override
    def respoken(self) -> None:
        self.model.respeak()
        self._respoken_rows()

    def _respoken_rows(self) -> None:
        self._tell(self._filter.text().strip())

    def _tell(self, text: str) -> None:
        number = self.model.rowCount()
        self._count.setText(str(number) if number else "")
        self._count.setAccessibleName(ngettext("{n} entry", "{n} entries", number).format(n=number))
        self._views.setCurrentIndex(0 if number else 2 if text else 1)
        self._filter.setVisible(bool(number or text))
        self._hidden.say_again()

    def _make_filter(self) -> TextLine:
        line = TextLine()
        line.setClearButtonEnabled(True)
        # It gives way where the title would be cut.
        line.setMinimumWidth(look.COLUMN // 2)
        line.setMaximumWidth(look.COLUMN - look.ICON_LARGE)
        clear = line.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setIcon(icons.icon("x", "soft"))
        line.addAction(icons.icon("search", "faint"), TextLine.ActionPosition.LeadingPosition)
        self.say(line.setPlaceholderText, lambda: _("Filter"))
        self.say(line.setAccessibleName, lambda: _("Filter"))
        wait = self._timer(look.FILTER_MS, self.reload)
        line.textChanged.connect(lambda _text: wait.start())
        line.abandoned.connect(line.clear)
        line.finished.connect(self._to_table)
        return line

    def _to_table(self, returned: bool) -> None:
        if returned and self.model.rowCount():
            self.begin_focus()

    def _timer(self, pause: int, ring: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(ring)
        return timer

    def _connect_table(self) -> None:
        self.table.restore_layout(self.desk.settings.columns.get(self._name, []))
        self.table.columns_changed.connect(lambda: self._save_later.start())
        self.table.opened.connect(self.open_row)
        self.table.delete_asked.connect(lambda: self._delete(self.table.chosen()))
        self.table.customContextMenuRequested.connect(self._menu)

    def _save_columns(self) -> None:
        self.desk.settings.columns[self._name] = self.table.layout_kept()
        self.desk.save_settings()

    def _delete(self, rows: list[Any]) -> None:
        if self._can_delete and rows:
            self.delete_rows(rows)

    def _menu(self, at: QPoint) -> None:
        menu = self.make_menu(self.table.chosen())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.menu_place(at))

    def make_menu(self, rows: list[Any]) -> QMenu:
        """What can be done with these rows; without any, what can be done with the list."""
        menu = QMenu(self)
        if rows:
            self._act(menu, "pencil", _("Open"), "Return", lambda: self.open_row(rows[0]))
            if self._can_duplicate:
                self._act(menu, "copy", _("Duplicate"), "", lambda: self.duplicate_rows(rows))
            self.add_to_menu(menu, rows)
            if self._can_delete:
                menu.addSeparator()
                self._act(menu, "trash-2", _("Delete…"), "Del", lambda: self._delete(rows))
        else:
            self._act(menu, "undo-2", _("Usual columns"), "", self._usual)
        return menu

    def _act(self, menu: QMenu, icon: str, text: str, keys: str, act: Callable[[], object]) -> None:
        action = menu.addAction(icons.icon(icon, "soft"), text)
        action.triggered.connect(lambda: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
            # The table itself listens to these keys; here they are only shown.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _usual(self) -> None:
        self.table.usual_layout()
        self.model.sort_by("")
        self.desk.settings.columns.pop(self._name, None)
        self.desk.save_settings()
