"""The panel in which the officer says whom to see, how long, how much it matters, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Delegation
from desktop.domain.codes import HalfDay, Priority
from desktop.domain.text import clean
from desktop.language import _, current, ngettext
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.drafting.cells import CellTable
from desktop.ui.drafting.guard import SelectionGuard
from desktop.ui.drafting.host_columns import HostsModel, half_word, length_fault, priority_word
from desktop.ui.drafting.host_form import PRIORITIES, HostForm
from desktop.ui.drafting.host_line import HostLine
from desktop.ui.drafting.typed import NewHost, read_pasted
from desktop.ui.drafting.wished import NOTHING, WISHES, Host, read_wished
from desktop.ui.drafting.wishing import Wishing, not_deleted, told_added
from desktop.ui.drafts_line import LooseLine
from desktop.ui.forms import TextLine
from desktop.ui.programme.texts import item_name
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    FlowLayout,
    PlainLabel,
    Scroll,
    ToolButton,
    column,
)

_MOST_PASTED = 300


class HostsPanel(Spoken, QWidget):
    """The hosts of a delegation in a table to be typed into, and the selected one as a form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        self._shown: list[str] = []
        self.wished = NOTHING
        self.wishing = Wishing(desk, lambda: self.wished)
        self.line = HostLine(desk)
        self.line.named.connect(self._add)
        self.line.pasted.connect(self.paste)
        desk.drafts.follow_line(
            LooseLine(self.line.line), "new_host", lambda: ("delegation", self._id)
        )
        self.model = HostsModel(lambda: self.wished, self.wishing, self)
        self.table = CellTable(self.model)
        self.say(self.table.setAccessibleName, lambda: _("Hosts"))
        self._guard = SelectionGuard(self.table, lambda: self._shown, self.leave, self._show)
        self.table.pasted.connect(self.paste)
        self.table.keep = self._keep
        self.table.delete_asked.connect(self.delete)
        self.table.customContextMenuRequested.connect(self._menu)
        self.form = HostForm(desk, lambda: self.wished)
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form, self._subject)
        self._lay_out()
        self.say(self._heading.setText, self._heading_text)
        desk.changed.connect(self._changed)

    def load(self, delegation_id: str) -> None:
        """Show the hosts of a delegation; what is being typed stays as it is."""
        self._id = delegation_id
        self.wished = (
            self._desk.read(lambda session: read_wished(session, delegation_id))
            if delegation_id
            else NOTHING
        )
        with self._guard.resting():
            self.table.follow(self.wished.hosts)
        if not self.table.chosen() and self.wished.hosts:
            kept = [one for one in self._shown if self.wished.host(one) is not None]
            if kept:
                self.table.choose(kept)
            else:
                self.table.choose_any()
        self._show()

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        return len(self._shown) != 1 or self.form.commit()

    def select(self, item_id: str, name: str = "") -> None:
        """Lead to a host, and perhaps to a field of it."""
        self.table.choose([item_id])
        if name and self._shown == [item_id]:
            self.form.focus(name)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self, text: str) -> None:
        """Make a host of each line that was copied from a sheet, all as one action."""
        hosts = read_pasted(text)[:_MOST_PASTED]
        made = self.wishing.add(hosts) if self.leave() else []
        if made:
            self.table.choose([made[0]])
            self._desk.notice(lambda: told_added(len(made)), undo=True)

    def chosen(self) -> list[Host]:
        """The selected hosts, from the top."""
        return list(self.table.chosen())

    def delete(self) -> None:
        """Delete the selected hosts that have no time yet."""
        hosts = self.chosen()
        if any(host.is_placed for host in hosts):
            self.table.refuse(self.table.currentIndex(), not_deleted)
        elif hosts:
            self.wishing.delete(hosts)

    def pin(self, on: bool) -> None:
        """Pin the selected hosts that have a time, or unpin them."""
        hosts = [host for host in self.chosen() if host.item.pinned != on]
        hosts = [host for host in hosts if host.is_placed or not on]
        if hosts:
            self.wishing.pin(hosts, on)

    # -- how it stands

    def _lay_out(self) -> None:
        self._priority = self._menu_button(lambda: _("Priority"), "star", self._fill_priorities)
        self._half = self._menu_button(lambda: _("Time of day"), "clock", self._fill_halves)
        self._unpin = Button(lambda: _("Unpin"), lambda: self.pin(False), icon="pin-off")
        self._pin = Button(lambda: _("Pin"), lambda: self.pin(True), icon="pin")
        self._delete = Button(lambda: _("Delete"), self.delete, kind="quiet", icon="trash-2")
        tools = QWidget()
        flow = FlowLayout(tools, spacing=look.S)
        for tool in (self._priority, self._half, self._pin, self._unpin, self._delete):
            flow.addWidget(tool)
        self._filled = QWidget()
        filled = QVBoxLayout(self._filled)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(look.S)
        filled.addWidget(tools)
        filled.addWidget(self.table, 1)
        self._heading = PlainLabel(role="section", wrap=True)
        self._several = PlainLabel(role="soft", wrap=True)
        self.say(
            self._several.setText,
            lambda: _("Priority, time of day and pins are set for all selected hosts at once."),
        )
        card = Card()
        card.body.addLayout(column(self._heading, self._several, self.form, spacing=look.M))
        self._details = Scroll(card)
        self._details.setMinimumHeight(2 * look.ROW)
        self._details.setMinimumWidth(look.COLUMN)
        self._unbound = self._details.maximumWidth()
        self._empty = EmptyState(
            "building-2",
            lambda: _("Whom is the delegation to see?"),
            lambda: _("Type the first host above; its name is enough."),
            button=lambda: _("Type a host"),
            pressed=lambda: self.line.line.setFocus(Qt.FocusReason.OtherFocusReason),
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(look.L)
        self._sides.addWidget(self._filled, 3)
        self._sides.addWidget(self._details, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addWidget(self.line)
        layout.addWidget(self._empty, 1)
        layout.addLayout(self._sides, 1)
        self._show()

    def _menu_button(
        self, text: Callable[[], str], icon: str, fill: Callable[[QMenu], None]
    ) -> ToolButton:
        button = ToolButton()
        button.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        button.lead_with(icon, "soft")
        button.setProperty("kind", "choice")
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        self.say(button.setText, text)
        return button

    def _fill_priorities(self, menu: QMenu) -> None:
        menu.clear()
        for code in Priority:
            icon, tone = PRIORITIES[code]
            action = menu.addAction(icons.icon(icon, tone), priority_word(code))
            action.triggered.connect(partial(self._save_chosen, "priority", code.value))

    def _fill_halves(self, menu: QMenu) -> None:
        menu.clear()
        for code in HalfDay:
            action = menu.addAction(half_word(code))
            action.triggered.connect(partial(self._save_chosen, "preferred_half", code.value))

    def _menu(self, at: QPoint) -> None:
        hosts = self.chosen()
        if not hosts:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_priorities(menu)
        menu.addSeparator()
        if any(host.item.pinned for host in hosts):
            unpin = menu.addAction(icons.icon("pin-off", "soft"), _("Unpin"))
            unpin.triggered.connect(lambda: self.pin(False))
        if any(host.is_placed and not host.item.pinned for host in hosts):
            pin = menu.addAction(icons.icon("pin", "soft"), _("Pin"))
            pin.triggered.connect(lambda: self.pin(True))
        go = menu.addAction(icons.icon("external-link", "soft"), _("Show in the programme"))
        go.triggered.connect(lambda: self._desk.open("delegation", self._id, hosts[0].id))
        menu.addSeparator()
        delete = menu.addAction(icons.icon("trash-2", "soft"), _("Delete"))
        delete.triggered.connect(lambda: self.delete())
        menu.popup(self.table.menu_place(at))

    # -- showing

    def _show(self) -> None:
        hosts = self.chosen()
        self._shown = [host.id for host in hosts]
        filled = bool(self.wished.hosts)
        self._empty.setVisible(not filled)
        self._filled.setVisible(filled)
        self._details.setVisible(bool(hosts))
        self.form.setVisible(len(hosts) == 1)
        self._several.setVisible(len(hosts) > 1)
        if len(hosts) == 1:
            self.form.show_host(hosts[0])
        self._pin.setVisible(any(host.is_placed and not host.item.pinned for host in hosts))
        self._unpin.setVisible(any(host.item.pinned for host in hosts))
        self._delete.setEnabled(bool(hosts) and not any(host.is_placed for host in hosts))
        for button in (self._priority, self._half):
            button.setEnabled(bool(hosts))
        self._heading.setText(self._heading_text())

    def _heading_text(self) -> str:
        hosts = self.chosen()
        if len(hosts) == 1:
            return item_name(hosts[0].item, current())
        number = len(hosts)
        return ngettext("{number} host selected", "{number} hosts selected", number).format(
            number=number
        )

    # -- saving

    def _subject(self) -> tuple[str, str]:
        return ("item", self._shown[0]) if len(self._shown) == 1 else ("", "")

    def _keep(self, line: TextLine, name: str, host: Host) -> None:
        """Keep a draft of a cell, as the field of the item that it is."""
        loose = LooseLine(line)
        if name == "title":
            code, title = current().code, host.item.title
            loose = LooseLine(
                line,
                name=code,
                value=lambda: title,
                said=lambda text: replace(title, **{code: clean(text)}),
            )
        self._desk.drafts.follow_line(loose, name, lambda: ("item", host.id))

    def _add(self, name: str, organisation: str) -> None:
        taken = bool(self._id) and self.leave()
        made = self.wishing.add([NewHost(name)], organisation or None) if taken else []
        if made:
            self.table.choose(made)
        else:
            self.line.put_back(name)

    def _save_chosen(self, name: str, value: str, _on: bool = False) -> None:
        hosts = self.chosen()
        if hosts:
            self.wishing.save(hosts, **{name: value})

    def _edited(self, name: str, value: Any) -> None:
        host = self.wished.host(self._shown[0]) if len(self._shown) == 1 else None
        if host is None:
            return
        match name:
            case "minutes":
                fault = length_fault(host, value)
                self.form.problem("minutes", fault)
                taken = fault is None and self.wishing.set_minutes([host], value)
            case "windows":
                taken = self.wishing.set_windows([host], value)
            case "apart" | "before":
                values = {**self.form.values(), name: value}
                taken = self.wishing.set_orders(host, values["apart"], values["before"])
            case "pinned":
                taken = self.wishing.pin([host], value)
            case "language":
                taken = self.wishing.save([host], language="/".join(value))
            case _:
                taken = self.wishing.save([host], **{name: value})
        if not taken:
            self.load(self._id)

    def _changed(self, kinds: frozenset[str]) -> None:
        if self._id and kinds & WISHES:
            there = self._desk.read(lambda session: session.get(Delegation, self._id))
            self.load(self._id if there is not None else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        width, height = event.size().width(), event.size().height()
        # In a low window there is no room for both, one below the other.
        wide = width >= (look.LOW_WIDE if height < look.LOW else look.TWO_COLUMNS + look.COLUMN)
        self._sides.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._details.setMaximumWidth(look.BESIDE if wide else self._unbound)

    @override
    def respoken(self) -> None:
        if self.wished.hosts:
            self._show()
