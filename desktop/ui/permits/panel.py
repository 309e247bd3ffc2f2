"""The permits, visas and certificates of one stay, each with its days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Permit
from desktop.domain.codes import PermitKind
from desktop.language import _, current, dates
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, DateField, LongTextField, TextField
from desktop.ui.lists import Column
from desktop.ui.parts_panel import PartsPanel
from desktop.ui.permits.telling import States, is_backwards, state_look, state_of, state_text

_KINDS = list(PermitKind)


class PermitPanel(PartsPanel):
    """What lets the guest of one stay enter and stay; `ensure` as in `PartsPanel`."""

    def __init__(self, desk: Desk, ensure: Callable[[], str]) -> None:
        super().__init__(
            desk,
            Permit,
            ensure,
            columns=_columns(desk.today),
            name=lambda: _("Permits and visas"),
            icon="file-text",
            empty_title=lambda: _("No permits yet"),
            empty_text=lambda: _(
                "Add what the guest needs to enter and to stay: certificate, visa, residence "
                "permit. Its days are then checked against the stay. A short unpaid stay often "
                "needs none."
            ),
            new_text=lambda: _("Add permit"),
            can_duplicate=False,
        )
        form = self.form
        form.section(columns=2)
        form.add(
            "kind",
            ChoiceField(lambda: _("Kind"), PermitKind, lambda code: words.word(PermitKind(code))),
        )
        form.add("number", TextField(lambda: _("Permit number")))
        for name, label in (
            ("applied", lambda: _("Applied for on")),
            ("issued", lambda: _("Issued on")),
        ):
            form.add(name, DateField(label, today=desk.today))
        form.add(
            "valid_from",
            DateField(
                lambda: _("Valid from"),
                today=desk.today,
                hint=lambda: _("The days as they stand in the paper."),
            ),
        )
        form.add("valid_until", DateField(lambda: _("Valid until"), today=self._from))
        form.add("note", LongTextField(lambda: _("Note")), wide=True)

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[Permit]:
        found = records.parts(session, Permit, "exchange", owner_id)
        return sorted(found, key=lambda each: (_KINDS.index(PermitKind(each.kind)), _age(each)))

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        return records.add(session, Permit(exchange_id=self.owner_id, **values))

    @override
    def label_of(self, part: Permit) -> str:
        kind = words.word(PermitKind(part.kind))
        return _("{kind} {number}").format(kind=kind, number=part.number) if part.number else kind

    @override
    def shown(self, part: Permit | None) -> None:
        def wrong(first: date | None, second: date | None, text: Callable[[], str]) -> Any:
            return text if is_backwards(first, second) else None

        ends, issued = None, None
        if part is not None:
            ends = wrong(
                part.valid_from, part.valid_until, lambda: _("The end is before the start.")
            )
            issued = wrong(
                part.applied, part.issued, lambda: _("This is before it was applied for.")
            )
        self.form.problem("valid_until", ends)
        self.form.problem("issued", issued)

    def _from(self) -> date:
        start = self.form.field("valid_from").value()
        return start if isinstance(start, date) else self.desk.today()


def _columns(today: Callable[[], date]) -> list[Column]:
    def days(name: str, title: Callable[[], str]) -> Column:
        return Column(
            name=name,
            title=title,
            text=lambda permit: _short(getattr(permit, name)),
            sort=lambda permit: getattr(permit, name) or date.max,
            width=16,
        )

    return [
        Column(
            name="kind",
            title=lambda: _("Kind"),
            text=lambda permit: words.word(PermitKind(permit.kind)),
            sort=lambda permit: _KINDS.index(PermitKind(permit.kind)),
            look="strong",
            grows=True,
            width=20,
        ),
        Column(
            name="state",
            title=lambda: _("State"),
            text=lambda permit: state_text(permit, today()),
            status=lambda permit: state_look(permit, today()),
            sort=lambda permit: States.index(state_of(permit, today())),
            width=20,
        ),
        Column(
            name="number",
            title=lambda: _("Permit number"),
            text=lambda permit: permit.number,
            width=14,
        ),
        days("valid_from", lambda: _("Valid from")),
        days("valid_until", lambda: _("Valid until")),
    ]


def _short(day: date | None) -> str:
    return "" if day is None else dates.date_short(current(), day)


def _age(permit: Permit) -> date:
    return permit.applied or permit.issued or permit.valid_from or date.max
